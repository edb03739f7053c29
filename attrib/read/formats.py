"""Which format an input has: the one asked for, else by its name, else by how its bytes begin."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from attrib.errors import AttribError
from attrib.read.streams import STDIN, head, shown

Format = Literal["text", "html", "jsonl", "csv", "parquet", "warc"]
FORMATS: tuple[Format, ...] = ("text", "html", "jsonl", "csv", "parquet", "warc")
#: Formats of which an input holds one document.
ONE_DOCUMENT: tuple[Format, ...] = ("text", "html")

_PACKED = (".gz", ".zst")
_SUFFIXES: dict[str, Format] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    ".warc": "warc",
}
_TEXT = (".txt", ".text", ".md")
#: Files that are plainly something else.
_NOT_READ = (
    *(".mhtml", ".xml", ".json", ".xlsx", ".xls", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"),
    *(".bz2", ".xz", ".zip", ".tar", ".tgz", ".7z"),
)
_SUPPORTED = "supported are text, HTML, JSON lines (.jsonl), CSV, Parquet and WARC"

#: White space and comments may stand before the first tag, an XML declaration before that of XHTML.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,999}(?:<\?xml[^>]{0,99}>\s{0,99})?(?:<!--[^>]{0,999}-->\s{0,99})?"
    rb"(?:<!doctype\s{1,9}html|<html\b|<head\b)",
    re.IGNORECASE,
)
_JSON_LINE = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,99}\{\s{0,99}"[^"\\]{1,99}"\s{0,9}:')


def format_of(path: str | os.PathLike[str], asked: str | None) -> Format:
    """The format of an input; a file whose name does not tell is opened and looked at.

    Args:
        path: A file, or ``-`` for standard input.
        asked: The format that the user names, None when the file is to tell.

    Returns:
        One of :data:`FORMATS`; text when nothing says anything else.

    Raises:
        AttribError: The format asked for is unknown, or files of that suffix cannot be read.
    """
    for known in FORMATS:
        if asked == known:
            return known
    if asked is not None:
        raise AttribError(f"unknown format {asked!r}: expected one of {', '.join(FORMATS)}", exit_code=2)
    name, file = shown(path), os.fspath(path)
    suffix = _suffix(file)
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix in _NOT_READ:
        raise AttribError(f"{name}: {suffix} files cannot be read; {_SUPPORTED}", exit_code=2)
    if file != STDIN and not Path(file).is_file():
        return "text"
    start = head(file, name=name)
    # A page saved under the name of a text is common; a text that looks like another format is not.
    if suffix in _TEXT:
        return "html" if _HTML.match(start) else "text"
    return _sniffed(start)


def _suffix(name: str) -> str:
    """The last suffix, that of the packing left out."""
    path = Path(name)
    if path.suffix.casefold() in _PACKED:
        path = path.with_suffix("")
    return path.suffix.casefold()


def _sniffed(start: bytes) -> Format:
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"PAR1"):
        return "parquet"
    if _HTML.match(start):
        return "html"
    return "jsonl" if _JSON_LINE.match(start) else "text"
