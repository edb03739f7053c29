"""Files and standard input -> Documents: the format is told from the name, then its reader does the rest."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from attrib.errors import AttribError
from attrib.read.build import build, mend
from attrib.read.decode import decode
from attrib.read.jsonl import ReadFailure, read_lines
from attrib.records import Document, Meta

if TYPE_CHECKING:
    from collections.abc import Iterator

Format = Literal["text", "jsonl"]
FORMATS: tuple[Format, ...] = ("text", "jsonl")
#: The name of standard input.
STDIN = "-"

_JSON_LINES = (".jsonl", ".ndjson")
#: Files that are plainly something else; any suffix that stands in neither list is read as text.
_NOT_READ = (
    *(".html", ".htm", ".xhtml", ".mhtml", ".xml", ".warc", ".csv", ".tsv", ".json", ".parquet", ".xlsx"),
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".gz", ".zst", ".bz2", ".xz", ".zip"),
)
_SUPPORTED = "supported are plain text and JSON lines (.jsonl); save the article as text"
_HTML = re.compile(rb"\s{0,99}(?:<!doctype html|<html)\b", re.IGNORECASE)


def read_document(path: str | os.PathLike[str], *, format: str | None = None) -> Document:  # noqa: A002 - the report's name for it
    """Read one article.

    Args:
        path: A file, or ``-`` for standard input.
        format: ``text``; told from the suffix when None.

    Returns:
        The document, its ``doc_id`` the path as given.

    Raises:
        AttribError: The file is missing, a folder, unreadable, binary or of a format of many documents.
    """
    name = _name(path)
    if format_of(name, format) != "text":
        raise AttribError(
            f"{name}: JSON lines hold many documents; read them with read_documents", exit_code=2
        )
    return _read_text(os.fspath(path), name=name, sniff=format is None)


def read_documents(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the report's name for it
) -> Iterator[Document | ReadFailure]:
    """Read all articles of a file, in order: one of a text, one a line of JSON lines.

    Args:
        path: A file, or ``-`` for standard input.
        format: ``text`` or ``jsonl``; told from the suffix when None (standard input: text).

    Returns:
        An iterator over documents, and over failures for lines that could not be read; JSON lines are
        read as it advances.

    Raises:
        AttribError: The format is not supported (at once), or the file is missing, no file, unreadable or
            binary (when the iterator is advanced).
    """
    name = _name(path)
    if format_of(name, format) == "jsonl":
        return _stream(os.fspath(path), name=name)
    return _single(os.fspath(path), name=name, sniff=format is None)


def _name(path: str | os.PathLike[str]) -> str:
    """The path as given, fit to be printed on one line."""
    given = mend(os.fspath(path))[0]
    if not given or "\0" in given:
        raise AttribError(f"{given!r} is no path of a file", exit_code=2)
    return given if given.isprintable() else ascii(given)


def format_of(name: str, asked: str | None) -> Format:
    """The format of a file: the one asked for, else by the name's suffix.

    Raises:
        AttribError: Files of that format cannot be read.
    """
    for known in FORMATS:
        if asked == known:
            return known
    if asked is not None:
        raise AttribError(f"unknown format {asked!r}: expected one of {', '.join(FORMATS)}", exit_code=2)
    suffix = Path(name).suffix.casefold()
    if suffix in _JSON_LINES:
        return "jsonl"
    if suffix in _NOT_READ:
        raise AttribError(f"{name}: {suffix} files cannot be read; {_SUPPORTED}", exit_code=2)
    return "text"


def _single(path: str, *, name: str, sniff: bool) -> Iterator[Document | ReadFailure]:
    yield _read_text(path, name=name, sniff=sniff)


def _read_text(path: str, *, name: str, sniff: bool) -> Document:
    try:
        with _open(path) as file:
            data = file.read()
    except OSError as error:
        raise _unreadable(name, error) from error
    if sniff and _HTML.match(data):
        raise AttribError(f"{name}: an HTML page cannot be read; {_SUPPORTED}", exit_code=2)
    decoded = decode(data, name=name)
    return build(
        decoded.text,
        doc_id=name,
        meta=Meta(),
        source_format="text",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notices=decoded.notices,
    )


def _stream(path: str, *, name: str) -> Iterator[Document | ReadFailure]:
    try:
        with _open(path) as file:
            yield from read_lines(file, name=name)
    except OSError as error:
        raise _unreadable(name, error) from error


def _open(path: str) -> AbstractContextManager[BinaryIO]:
    """The file's bytes; standard input is left open for whoever comes after."""
    return nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb")


def _unreadable(name: str, error: OSError) -> AttribError:
    """One line for what the system said."""
    why = {
        FileNotFoundError: "no such file",
        IsADirectoryError: "is a folder; name the files in it",
        PermissionError: "may not be read; check its permissions",
    }.get(type(error))
    return AttribError(f"{name}: {why or error.strerror or error}", exit_code=2)
