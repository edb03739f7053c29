"""From bytes to text: the encoding is found, the byte-order mark dropped, line ends kept as they are.

In go the bytes of a file or of one JSON line; out come the text, the name of its encoding and what the
reader should know about it. Bytes that are no text at all are an error.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from attrib.errors import AttribError
from attrib.records import Notice, Span

#: Beginnings of common files that hold no plain text: a better message than "control characters".
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)

#: Control characters other than white space (tab, line ends, form feed, file separators).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
#: Random bytes hold 10 % of them, text with terminal colours 1-2 %; so few characters are looked at
#: because what is binary is so from its beginning.
_CONTROL_SHARE, _CONTROL_FEWEST, _SAMPLE = 0.05, 4, 65_536


def _windows_1252() -> dict[int, str]:
    """What bytes 80-9F mean in Windows-1252; the five undefined ones stay control characters (WHATWG)."""
    table = {}
    for byte in range(0x80, 0xA0):
        try:
            table[byte] = bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            table[byte] = chr(byte)
    return table


_CP1252 = _windows_1252()


class Decoded(NamedTuple):
    """A text with the encoding it was read in."""

    text: str
    encoding: str
    notices: tuple[Notice, ...]


def decode(data: bytes, *, name: str) -> Decoded:
    """Read bytes as UTF-8, as UTF-16 when a byte-order mark says so, else as Windows-1252.

    Args:
        data: The bytes.
        name: What to call them in an error: the file, or the file and line.

    Returns:
        The text, its encoding and a notice when the bytes were not what they should be.

    Raises:
        AttribError: The bytes are no text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _binary(name, f"is {what}")
    decoded = _decode(data)
    if "\0" in decoded.text:
        raise _binary(name, "holds NUL characters")
    sample = decoded.text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls >= _CONTROL_FEWEST and controls > _CONTROL_SHARE * len(sample):
        raise _binary(name, "holds control characters")
    return decoded


def _binary(name: str, why: str) -> AttribError:
    return AttribError(f"{name}: {why}, not text; save the article as plain text (UTF-8) first", exit_code=2)


def _decode(data: bytes) -> Decoded:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        message = f"byte {offset} is not valid UTF-8: the text was read as Windows-1252"
        notice = Notice("invalid-utf8", message, Span(error.start, error.start + 1))
    return Decoded(body.decode("latin-1").translate(_CP1252), "windows-1252", (notice,))


def _decode_utf16(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-16"), "utf-16", ())
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not valid UTF-16: such bytes were read as U+FFFD"
    return Decoded(data.decode("utf-16", errors="replace"), "utf-16", (Notice("invalid-utf16", message),))
