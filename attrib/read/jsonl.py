"""JSON lines: one record a line in, one Document or ReadFailure a line out, in order, one line at a time.

A record is an object with a string ``text`` and, optionally, ``id`` and the fields of Meta; other keys are
carried through in ``meta.extra``. What is wrong with one line never stops the others.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from attrib.errors import AttribError
from attrib.read.build import build, mend
from attrib.read.decode import decode
from attrib.records import Document, Meta, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_META_KEYS = ("title", "byline", "published", "outlet", "url", "language")
#: Deeper records are refused: they would break the writers of reports, whose own nesting comes on top.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A record that could not be read.

    Attributes:
        doc_id: The line number, as nothing in the line can be trusted.
        input: Where it stands: ``file:line``.
        message: One line that says what was wrong and what was expected.
    """

    doc_id: str
    input: str
    message: str


class _BadRecordError(ValueError):
    """A line that is no record; its text says why."""


def read_lines(lines: Iterable[bytes], *, name: str) -> Iterator[Document | ReadFailure]:
    """Read records.

    Args:
        lines: Lines as bytes, with or without their line end, such as an open binary file.
        name: What to call the input in messages.

    Yields:
        For each line that is not blank, in order, its document or why it could not be read.

    Raises:
        AttribError: The input is UTF-16, whose lines cannot be told by bytes.
    """
    taken: set[str] = set()
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise AttribError(
                f"{name}: JSON lines must be UTF-8, not UTF-16; convert the file first", exit_code=2
            )
        line = line.strip()
        if not line:
            continue
        place = f"{name}:{number}"
        try:
            yield _document(line, place=place, number=number, taken=taken)
        except AttribError as error:
            yield ReadFailure(str(number), place, str(error))
        except (ValueError, RecursionError) as error:
            yield ReadFailure(str(number), place, f"{place}: {_why(error)}")


def _document(line: bytes, *, place: str, number: int, taken: set[str]) -> Document:
    decoded = decode(line, name=place)
    record = _record(decoded.text)
    text, mended = mend(record.pop("text"))
    given_id = record.pop("id", None)
    meta, odd = _meta(record)
    doc_id, named = _doc_id(given_id, number=number, taken=taken)
    return build(
        text,
        doc_id=doc_id,
        meta=meta,
        source_format="jsonl",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(line).hexdigest(),
        notices=(*_without_spans(decoded.notices), *mended, *named, *odd),
    )


def _without_spans(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Places in the line, which are no places in the text."""
    return tuple(Notice(notice.code, notice.message) for notice in notices)


def _record(line: str) -> dict[str, Any]:
    value = json.loads(line, parse_constant=_refuse_constant, parse_float=_finite)
    if not isinstance(value, dict):
        kind = "array" if isinstance(value, list) else type(value).__name__
        raise _BadRecordError(f"expected one JSON object a line, found {kind}")
    if not isinstance(value.get("text"), str):
        found = f"found {type(value['text']).__name__}" if "text" in value else "found none"
        raise _BadRecordError(f'expected "text" with a string, {found}')
    return value


def _refuse_constant(constant: str) -> NoReturn:
    raise _BadRecordError(f"{constant} is not JSON; write null")


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _BadRecordError(f"{literal[:20]} is beyond what a number can hold")
    return number


def _doc_id(value: object, *, number: int, taken: set[str]) -> tuple[str, tuple[Notice, ...]]:
    """The record's id, made unique by its line number; the line number alone where there is none."""
    notices: tuple[Notice, ...] = ()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and value.strip():
        doc_id = mend(value)[0]
    else:
        doc_id = str(number)
        notices = (Notice("missing-id", f"line {number} has no id: its line number is used"),)
    if doc_id in taken:
        notices += (
            Notice("duplicate-id", f"line {number}: id {doc_id!r} was used before: line number appended"),
        )
    while doc_id in taken:
        doc_id = f"{doc_id}-{number}"
    taken.add(doc_id)
    return doc_id, notices


def _meta(record: Mapping[str, Any]) -> tuple[Meta, tuple[Notice, ...]]:
    """Meta fields that are strings; all else goes to ``extra``, a meta key of another type with a notice."""
    fields: dict[str, str] = {}
    extra: dict[str, Any] = {}
    notices: list[Notice] = []
    for key, value in record.items():
        if key in _META_KEYS and isinstance(value, str):
            fields[key] = mend(value)[0]
        elif key not in _META_KEYS or value is not None:
            extra[mend(key)[0]] = _mended(value)
            if key in _META_KEYS:
                notices.append(Notice("bad-field", f"{key!r} is not a string: kept in meta.extra"))
    if not fields.get("language", "").strip():
        fields.pop("language", None)
    return Meta(**fields, extra=extra), tuple(notices)


def _mended(value: object, depth: int = 0) -> object:
    """A JSON value without lone surrogates."""
    if depth > _DEEPEST:
        raise _BadRecordError(f"nested more than {_DEEPEST} deep")
    if isinstance(value, str):
        return mend(value)[0]
    if isinstance(value, list):
        return [_mended(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {mend(key)[0]: _mended(item, depth + 1) for key, item in value.items()}
    return value


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return f"nested more than {_DEEPEST} deep"
    if isinstance(error, json.JSONDecodeError):
        return f"not a JSON object on one line: {error.msg} at column {error.colno}"
    return " ".join(str(error).split())
