"""Web archives: one Document or ReadFailure for each answer of a server that holds an HTML page, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from attrib.errors import AttribError
from attrib.read.needed import needed
from attrib.read.pages import LARGEST_PAGE, read_page
from attrib.read.record import ReadFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Document

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, *, name: str) -> Iterator[Document | ReadFailure]:
    """Read the pages of a web archive.

    Args:
        stream: The archive, unpacked.
        name: What to call it in messages.

    Yields:
        The article of each page that was answered with status 200, ``doc_id`` the record's id without its
        angle brackets; a failure for a page without an article, and, as the last, where the archive breaks
        off.

    Raises:
        AttribError: The first record is none, or the archive is damaged where it is packed.
    """
    with needed("warc", name=name):
        from warcio.archiveiterator import ArchiveIterator
    with needed("html", name=name):
        import trafilatura  # noqa: F401 - said at once, not for each record
    found = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if record.rec_type is None:
                raise ValueError("a record without headers")  # noqa: TRY301 - told like warcio's own
            if _is_page(record):
                yield _read(record, number=number, name=name)
            found = number
    except AttribError:
        raise
    except Exception as error:
        # Besides its own exception warcio raises AttributeError and ValueError where a header is cut.
        what = " ".join(str(error).split()) or type(error).__name__
        if not found:
            raise AttribError(f"{name}: not a WARC archive: {what[:200]}", exit_code=2) from error
        place = f"{name}:{found + 1}"
        yield ReadFailure(str(found + 1), place, f"{place}: the archive is broken here: {what[:200]}")
    if not found:
        raise AttribError(f"{name}: not a WARC archive: it has no record", exit_code=2)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().casefold()
    return kind in _PAGES and record.http_headers.get_statuscode() == "200"


def _read(record: Any, *, number: int, name: str) -> Document | ReadFailure:
    place = f"{name}:{number}"
    url = record.rec_headers.get_header("WARC-Target-URI")
    doc_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<> ") or str(number)
    told = f"{place} ({' '.join(url.split())[:200]})" if url else place
    try:
        data = record.content_stream().read(LARGEST_PAGE + 1)
        if getattr(record.raw_stream, "limit", 0) and len(data) <= LARGEST_PAGE:
            return ReadFailure(str(number), place, f"{told}: the archive ends within this record")
        declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
        return read_page(
            data,
            doc_id=doc_id,
            name=told,
            source_format="warc",
            declared=declared[1] if declared else None,
            url=url,
        )
    except AttribError as error:
        return ReadFailure(str(number), place, str(error))
