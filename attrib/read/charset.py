"""The text of an HTML page: in go its bytes and the encoding that a server declared, out comes text.

Pages lie about their encoding. Text that is valid UTF-8 and has a letter outside ASCII is UTF-8 whatever is
declared; otherwise the declared encoding is tried, then Windows-1252 (the WHATWG's default for English, and
what its standard reads the label ``iso-8859-1`` as).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from attrib.read.decode import decode
from attrib.records import Notice

#: The WHATWG has parsers look for the declaration in the first 1,024 bytes; some pages have it a bit later.
_LOOKED_AT = 4096
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_XML_DECLARED = re.compile(
    rb"""<\?xml\b[^>]{0,99}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})""", re.IGNORECASE
)
#: Labels that stand for Windows-1252 in the WHATWG's encoding standard.
_WESTERN = ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Page(NamedTuple):
    """A page's text, free of control characters, and its encoding."""

    text: str
    encoding: str
    notices: tuple[Notice, ...]


def decode_page(data: bytes, *, name: str, declared: str | None = None) -> Page:
    """Decode a page.

    Args:
        data: Its bytes.
        name: What to call it in an error.
        declared: The encoding that the server named, None when it is not known.

    Returns:
        The text, its encoding, and a notice when the bytes are not what was declared.

    Raises:
        AttribError: The bytes are no text.
    """
    # A few NUL and control bytes are dropped by browsers; what is binary has many and is refused.
    plain = data if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _without_nul(data)
    decoded = decode(plain, name=name)
    text, encoding, notices = decoded
    label = (declared or _label(plain) or "").casefold()
    if encoding == "windows-1252" and label not in _WESTERN:
        text, encoding, notices = _declared(plain, label) or decoded
    elif encoding == "windows-1252":
        notices = ()
    return Page(_CONTROL.sub("", text), encoding, tuple(Notice(each.code, each.message) for each in notices))


def _without_nul(data: bytes) -> bytes:
    # One in a hundred: text in UTF-16 without a mark has every second byte NUL, pictures every tenth.
    return data.replace(b"\0", b"") if data.count(b"\0") * 100 <= len(data) else data


def _label(data: bytes) -> str | None:
    start = data[:_LOOKED_AT]
    found = _XML_DECLARED.match(start) or _DECLARED.search(start)
    return found[1].decode("ascii") if found else None


def _declared(data: bytes, label: str) -> tuple[str, str, tuple[Notice, ...]] | None:
    """The text in the encoding of that label; None when it names none, or not that of these bytes."""
    try:
        # Not by the codec itself: Python has some that unpack bytes, which decode refuses.
        return data.decode(label), codecs.lookup(label).name, ()
    except (LookupError, ValueError):
        return None
