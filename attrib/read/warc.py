"""Web archives: one Page or ReadFailure for each answer of a server that holds an HTML page, in order.

Taking an archive apart is quick (600 pages a CPU second) and must be done in order; finding the articles
takes forty times as long and can be done anywhere. So a Page is handed over unread.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.read.needed import needed
from attrib.read.pages import LARGEST_PAGE, read_page
from attrib.read.record import ReadFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.read.streams import Buffered
    from attrib.records import Document

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a web archive, as the server sent it.

    Attributes:
        data: Its bytes.
        doc_id: The record's id without its angle brackets, or its number.
        number: The record's place in the archive, from 1.
        input: Where it stands: ``file:number``.
        declared: The encoding that the server named.
        url: Its address.
    """

    data: bytes
    doc_id: str
    number: int
    input: str
    declared: str | None
    url: str | None

    @property
    def sha256(self) -> str:
        """Hex digest of the bytes, that of the document too."""
        return hashlib.sha256(self.data).hexdigest()

    def read(self) -> Document | ReadFailure:
        """The page's article, or why there is none."""
        try:
            return read_page(
                self.data,
                doc_id=self.doc_id,
                name=_told(self.input, self.url),
                source_format="warc",
                declared=self.declared,
                url=self.url,
            )
        except AttribError as error:
            return ReadFailure(str(self.number), self.input, str(error))


class _Piecewise:
    """A stream whose reads end where the next piece begins: what stands before damage comes through."""

    def __init__(self, stream: Buffered) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)


def pages_of(stream: Buffered, *, name: str) -> Iterator[Page | ReadFailure]:
    """Take a web archive apart.

    Args:
        stream: The archive, unpacked.
        name: What to call it in messages.

    Yields:
        Each page that was answered with status 200; a failure for one that is cut off, and, as the last,
        where the archive breaks off.

    Raises:
        AttribError: The first record is none, or the archive is damaged where it is packed.
    """
    with needed("warc", name=name):
        from warcio.archiveiterator import ArchiveIterator
    with needed("html", name=name):
        import trafilatura  # noqa: F401 - said at once, not for each record
    archive = ArchiveIterator(_Piecewise(stream))
    archive.INC_RECORD = ""  # what it would print of a record that is longer than it says
    found = 0
    try:
        for number, record in enumerate(archive, start=1):
            if record.rec_type is None:
                raise ValueError("a record without headers")  # noqa: TRY301 - told like warcio's own
            if _is_page(record):
                yield _page(record, number=number, name=name)
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


def _page(record: Any, *, number: int, name: str) -> Page | ReadFailure:
    place = f"{name}:{number}"
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(LARGEST_PAGE + 1)
    if getattr(record.raw_stream, "limit", 0) and len(data) <= LARGEST_PAGE:
        why = f"{_told(place, url)}: the archive ends within this record"
        return ReadFailure(str(number), place, why)
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    return Page(
        data=data,
        doc_id=(record.rec_headers.get_header("WARC-Record-ID") or "").strip("<> ") or str(number),
        number=number,
        input=place,
        declared=declared[1] if declared else None,
        url=url,
    )


def _told(place: str, url: str | None) -> str:
    return f"{place} ({' '.join(url.split())[:200]})" if url else place
