"""Requests: what a client sent goes in, an article comes out; no file is written or opened."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from attrib.errors import json_fault
from attrib.read.build import mend
from attrib.read.record import META_KEYS
from attrib.serve.article import Article
from attrib.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from attrib.serve.limits import Limits

_FORMATS: dict[str, Literal["text", "html"]] = {"text/plain": "text", "text/html": "html"}
_HTML_NAMES = (".html", ".htm", ".xhtml")
_FIELDS = ("text", "format", "id", *META_KEYS)


async def article_of(request: Request, limits: Limits) -> Article:
    """The article in a request.

    Args:
        request: Its body is JSON, plain text, a page, or a form with a text or a file.
        limits: How large it may be, and how slowly it may come.

    Raises:
        Refusal: It is too large, too slow, of another type, or has no article in it.
    """
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in (
        "application/json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        *_FORMATS,
    ):
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "expected application/json, text/plain, text/html or multipart/form-data",
        )
    body = await _body(request, limits)
    if kind == "application/json":
        return _from_json(body)
    if kind in _FORMATS:
        return Article(body, _FORMATS[kind], _charset(parameters))
    return await _from_form(request, body, limits)


async def _body(request: Request, limits: Limits) -> bytes:
    too_large = Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"an article may have {limits.size:,} bytes at most"
    )
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limits.size:
        raise too_large
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.upload):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limits.size:
                    raise too_large
                chunks.append(chunk)
    except TimeoutError as error:
        raise Refusal(HTTPStatus.REQUEST_TIMEOUT, "the request came too slowly") from error
    except ClientDisconnect as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "the client hung up") from error
    return b"".join(chunks)


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"') or None
    return None


def _from_json(body: bytes) -> Article:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"expected JSON: {json_fault(error)}") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise Refusal(HTTPStatus.BAD_REQUEST, 'expected an object with the article as "text"')
    for name, value in given.items():
        if name not in _FIELDS:
            raise Refusal(HTTPStatus.BAD_REQUEST, f"{name!r}: expected one of {', '.join(_FIELDS)}")
        if value is not None and not isinstance(value, str):
            raise Refusal(HTTPStatus.BAD_REQUEST, f"{name!r}: expected a text")
    form = given.get("format") or "text"
    if form == "html":
        return _article(given, "html")
    if form == "text":
        return _article(given, "text")
    raise Refusal(HTTPStatus.BAD_REQUEST, f"'format': expected text or html, got {form!r}")


def _article(given: Mapping[str, str | None], form: Literal["text", "html"]) -> Article:
    # Half a surrogate pair, which JSON can write and UTF-8 cannot, becomes U+FFFD, as everywhere.
    told = {name: mend(value)[0] for name, value in given.items() if value}
    meta = {name: told[name] for name in META_KEYS if name in told}
    return Article(told.get("text", "").encode(), form, "utf-8", told.get("id", "text"), meta)


class _InMemory(MultiPartParser):
    """A parser that never writes a temporary file: what it gets has passed the limit."""

    spool_max_size = 2**62


async def _from_form(request: Request, body: bytes, limits: Limits) -> Article:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    try:
        if request.headers["content-type"].lower().startswith("multipart/"):
            parser = _InMemory(
                request.headers, stream(), max_files=1, max_fields=8, max_part_size=limits.size + 1
            )
            form = await parser.parse()
        else:
            form = await FormParser(request.headers, stream()).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "the form cannot be read") from error
    try:
        return await _filled_in(form)
    finally:
        await form.close()


async def _filled_in(form: FormData) -> Article:
    file, text = form.get("file"), form.get("text")
    if isinstance(file, UploadFile) and (data := await file.read()):
        name = file.filename or "file"
        page = name.lower().endswith(_HTML_NAMES) or file.content_type == "text/html"
        return Article(data, "html" if page else "text", None, name)
    if isinstance(text, str) and text.strip():
        # Forms send every line end as CR LF.
        return _article({"text": text.replace("\r\n", "\n")}, "text")
    raise Refusal(HTTPStatus.BAD_REQUEST, "there is no article in the form: paste a text or choose a file")
