"""Bytes of files and of standard input, unpacked where gzip or zstd packed them, never more than asked for.

In goes a path, out comes a buffered stream. Whether bytes are packed is told by their beginning, not by the
name, so that pages saved as a server sent them are read too. What is wrong with packed data is an
:class:`AttribError` that says after how many bytes, wherever the stream is read.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeAlias, cast

from attrib.errors import AttribError, unreadable
from attrib.read.build import mend
from attrib.read.needed import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The name of standard input.
STDIN = "-"

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
#: A zstd frame says how much memory its reader needs; 128 MB is what the zstd command grants.
_ZSTD_WINDOW = 2**27
#: Four bytes of zstd can stand for 128 KB, so that a piece unpacks to 32 MB at most.
_ZSTD_PIECE = 1024
#: Lines longer than asked for are passed over, but not for ever: a few kilobytes can unpack to terabytes.
_PASSED_OVER = 2**30


#: What is read from: it can be asked for no more than is at hand (``read1``), which a BinaryIO cannot.
Buffered: TypeAlias = "io.BufferedReader[Any]"


class _Source(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class _Frames:
    """The bytes of zstd frames; zstandard's own reader takes a frame that is cut off for the end."""

    def __init__(self, packed: BinaryIO, decompressor: Any) -> None:
        self._packed = packed
        self._decompressor = decompressor
        self._frame: Any = None
        self._left = b""
        self._ready = memoryview(b"")

    def read1(self, size: int = -1, /) -> bytes:
        while not self._ready:
            piece = self._left or self._packed.read(_ZSTD_PIECE)
            self._left = b""
            if not piece and self._frame is not None:
                raise EOFError
            if not piece:
                return b""
            self._frame = self._frame or self._decompressor.decompressobj()
            self._ready = memoryview(self._frame.decompress(piece))
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
        data = bytes(self._ready[:size])
        self._ready = self._ready[size:]
        return data


class _Unpacked(io.RawIOBase):
    """The bytes that packed data hold."""

    def __init__(self, source: _Source, *, name: str, kind: str, faults: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._source = source
        self._name = name
        self._kind = kind
        self._faults = faults
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            # Not read: what comes before damage would be lost with it.
            data = self._source.read1(len(buffer))
        except EOFError as error:
            raise self._damaged("end too early") from error
        except self._faults as error:
            raise self._damaged("are damaged") from error
        buffer[: len(data)] = data
        self._done += len(data)
        return len(data)

    def _damaged(self, what: str) -> AttribError:
        return AttribError(
            f"{self._name}: the {self._kind} data {what} (after {self._done:,} unpacked bytes); "
            "get the file anew",
            exit_code=2,
        )


@contextmanager
def opened(path: str, *, name: str) -> Iterator[Buffered]:
    """Open a file, or standard input, which stays open.

    Args:
        path: The file, or ``-``.
        name: What to call it in messages.

    Yields:
        The stream of its bytes, unpacked.

    Raises:
        AttribError: The file is missing, a folder or not readable.
    """
    if path == STDIN:
        with _peekable(_stdin(name)) as packed:
            yield _unpacked(packed, name=name)
        return
    try:
        with Path(path).open("rb") as file:
            yield _unpacked(file, name=name)
    except OSError as error:
        raise unreadable(name, error) from error


def shown(path: str | os.PathLike[str]) -> str:
    """The path as given, fit to be printed on one line.

    Raises:
        AttribError: It can be no path.
    """
    given = mend(os.fspath(path))[0]
    if not given or "\0" in given:
        raise AttribError(f"{given!r} is no path of a file", exit_code=2)
    return given if given.isprintable() else ascii(given)


def head(path: str, *, name: str, size: int = 4096) -> bytes:
    """The first bytes, unpacked; standard input keeps them for whoever reads it."""
    if path == STDIN:
        peek = getattr(_stdin(name), "peek", None)
        packed: bytes = peek(size)[:size] if peek else b""
        return _start_of_packed(packed, name=name, size=size)
    with opened(path, name=name) as stream:
        return stream.read(size)


def read_whole(stream: BinaryIO, *, name: str, limit: int, what: str) -> bytes:
    """All bytes of a stream.

    Raises:
        AttribError: There are more than ``limit``.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise AttribError(
            f"{name}: {what} of more than {limit // 2**20} MB is no article; split it", exit_code=2
        )
    return data


def lines(stream: BinaryIO, *, name: str, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None stands for a line of more than ``limit`` bytes.

    Raises:
        AttribError: A line does not end within a gigabyte.
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        passed = len(line)
        while not line.endswith(b"\n") and (line := stream.readline(limit)):
            passed += len(line)
            if passed > _PASSED_OVER:
                raise AttribError(f"{name}: a line does not end within 1 GB; is it a text file?", exit_code=2)
        yield None


def _stdin(name: str) -> BinaryIO:
    if sys.stdin is None:  # as under a scheduler that starts programs with it closed
        raise AttribError(f"{name}: standard input is closed; name a file", exit_code=2)
    return sys.stdin.buffer


def _unpacked(packed: Buffered, *, name: str) -> Buffered:
    start = packed.peek(len(_ZSTD))
    if start.startswith(_GZIP):
        source = gzip.GzipFile(fileobj=packed)
        return io.BufferedReader(_Unpacked(source, name=name, kind="gzip", faults=(OSError, zlib.error)))
    if start.startswith(_ZSTD):
        with needed("warc", name=name):
            import zstandard
        frames = _Frames(packed, zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW))
        raw = _Unpacked(frames, name=name, kind="zstd", faults=(zstandard.ZstdError,))
        return io.BufferedReader(raw)
    return packed


def _start_of_packed(packed: bytes, *, name: str, size: int) -> bytes:
    """What the first packed bytes unpack to: a piece, so that its end is no fault."""
    stream = _unpacked(io.BufferedReader(cast("io.RawIOBase", io.BytesIO(packed))), name=name)
    try:
        return stream.read1(size)
    except AttribError:
        return b""


@contextmanager
def _peekable(stream: BinaryIO) -> Iterator[Buffered]:
    if isinstance(stream, io.BufferedReader):
        yield stream
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", stream))
    try:
        yield buffered
    finally:
        # Closing the buffer, as the collector would, closes what is below.
        buffered.detach()
