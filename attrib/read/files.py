"""Files and standard input -> Documents: the format is told, then its reader does the rest."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import AttribError
from attrib.read import streams
from attrib.read.build import build
from attrib.read.decode import decode
from attrib.read.formats import ONE_DOCUMENT, Format, format_of
from attrib.read.jsonl import read_lines
from attrib.read.pages import LARGEST_PAGE, read_page
from attrib.read.record import LONGEST_RECORD
from attrib.read.tables import read_csv, read_parquet
from attrib.read.warc import Page, pages_of
from attrib.records import Document, Meta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.read.record import ReadFailure

#: Longer texts are no articles; ten novels have 6 MB.
_LARGEST_TEXT = 2**26


def read_document(path: str | os.PathLike[str], *, format: str | None = None) -> Document:  # noqa: A002 - the report's name for it
    """Read one article.

    Args:
        path: A file, or ``-`` for standard input; gzip and zstd are unpacked.
        format: ``text`` or ``html``; told from the suffix or, where it says nothing, the content when None.

    Returns:
        The document, its ``doc_id`` the path as given.

    Raises:
        AttribError: The file is missing, a folder, unreadable, binary or of a format of many documents, or a
            page without an article.
    """
    name = streams.shown(path)
    found = format_of(path, format)
    if found not in ONE_DOCUMENT:
        raise AttribError(f"{name}: {found} holds many documents; read them with read_documents", exit_code=2)
    return _read_one(os.fspath(path), name=name, form=found)


def read_documents(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the report's name for it
) -> Iterator[Document | ReadFailure]:
    """Read all articles of a file, in order: one of a text or a page, one a record of the other formats.

    Args:
        path: A file, or ``-`` for standard input; gzip and zstd are unpacked.
        format: ``text``, ``html``, ``jsonl``, ``csv``, ``parquet`` or ``warc``; told from the suffix or,
            where it says nothing, the content when None.

    Returns:
        An iterator over documents, and over failures for records that could not be read; they are read as it
        advances.

    Raises:
        AttribError: The format is not supported (at once), or the file is missing, no file, unreadable,
            binary or damaged (when the iterator is advanced).
    """
    return (item.read() if isinstance(item, Page) else item for item in read_records(path, format=format))


def read_records(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the report's name for it
) -> Iterator[Document | Page | ReadFailure]:
    """Like :func:`read_documents`, but with the pages of web archives still to be read.

    Finding the article takes most of the time that a page takes to be read; who has several processes can
    leave it to them.
    """
    return _items(os.fspath(path), name=streams.shown(path), form=format_of(path, format))


def refuse_overwriting(inputs: Iterable[str | os.PathLike[str]], outputs: Sequence[str | Path]) -> None:
    """Refuse to read a file that is also to be written, and so would be lost.

    Raises:
        AttribError: There is one.
    """
    for name in inputs:
        for output in outputs:
            with suppress(OSError):  # what is not there, or cannot be looked at, is told when it is opened
                if Path(name).samefile(output):
                    raise AttribError(f"{name}: is input and output; name another for -o", exit_code=2)


def _items(path: str, *, name: str, form: Format) -> Iterator[Document | Page | ReadFailure]:
    if form in ONE_DOCUMENT:
        yield _read_one(path, name=name, form=form)
    elif form == "parquet":
        yield from read_parquet(path, name=name)
    else:
        with streams.opened(path, name=name) as stream:
            yield from _records(stream, name=name, form=form)


def _records(stream: streams.Buffered, *, name: str, form: Format) -> Iterator[Document | Page | ReadFailure]:
    if form == "warc":
        return pages_of(stream, name=name)
    lines = streams.lines(stream, name=name, limit=LONGEST_RECORD)
    return read_csv(lines, name=name) if form == "csv" else read_lines(lines, name=name)


def _read_one(path: str, *, name: str, form: Format) -> Document:
    page = form == "html"
    limit = LARGEST_PAGE if page else _LARGEST_TEXT
    with streams.opened(path, name=name) as stream:
        data = streams.read_whole(stream, name=name, limit=limit, what="a page" if page else "a text")
    if page:
        return read_page(data, doc_id=name, name=name)
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
