"""The journal of a batch: outcomes are appended as they are ready, and read back in input order.

It lives through a kill at any moment: each entry is a line with its number, kind, digest, length and
checksum, then that many bytes and a line feed. From the first entry on that is torn or does not match its
checksum all is cut off when the journal is opened again, and those documents are done again.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from attrib.batch.units import Failure, Outcome
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DONE, _FAILED = b"done", b"failed"
_MISSING = 2**64 - 1
#: Longest line of an entry: four fields of known size.
_LINE = 120


class Journal:
    """A file of outcomes, with the place of each in memory: 16 bytes a document.

    Args:
        path: The file; made when it is missing.

    Raises:
        AttribError: The file cannot be opened, or another run has it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: array[int] = array("Q")
        self._digests: array[int] = array("Q")
        self.count = 0
        self.failures = 0
        try:
            # Unbuffered: an entry is with the system, or it is torn and will be seen to be.
            self._file: BinaryIO = path.open("a+b", buffering=0)
        except OSError as error:
            raise AttribError(f"{path}: cannot be written: {error.strerror}", exit_code=2) from error
        _lock(self._file, path)
        self._reader = path.open("rb")
        self._end = self._recover()

    def __contains__(self, number: int) -> bool:
        return number < len(self._places) and self._places[number] != _MISSING

    @property
    def highest(self) -> int:
        """The number after the highest that is in."""
        return len(self._places)

    def matches(self, number: int, digest: str) -> bool:
        """Whether a document that is in was read from the same record."""
        return self._digests[number] == _packed(digest)

    def add(self, outcome: Outcome) -> None:
        """Append an outcome.

        Raises:
            OSError: It could not be written; the journal is as it was before.
        """
        entry = _entry(outcome)
        written = 0
        try:
            while written < len(entry):
                written += self._file.write(memoryview(entry)[written:]) or 0
        except OSError:
            self._file.truncate(self._end)  # needs no room on a full disk
            raise
        self._note(outcome.number, outcome.digest, failed=isinstance(outcome.result, Failure))
        self._end += len(entry)

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes in input order, when all are in."""
        return (self.outcome(number) for number in range(self.highest))

    def outcome(self, number: int) -> Outcome:
        """The outcome of one unit that is in.

        Raises:
            AttribError: Its entry has been damaged since the journal was opened.
        """
        self._reader.seek(self._places[number])
        found = _read(self._reader)
        if found is None:
            raise AttribError(f"{self._path}: damaged; run the same command again")
        return found

    def clear(self) -> None:
        """Forget all entries."""
        self._file.truncate(0)
        self._end = self.count = self.failures = 0
        self._places, self._digests = array("Q"), array("Q")

    def close(self) -> None:
        """Close the file, which lets other runs have it."""
        self._reader.close()
        self._file.close()

    def _recover(self) -> int:
        """Read what is there, cut off what is not whole, and return where the next entry goes."""
        end = 0
        while (found := _read(self._reader)) is not None:
            self._note(found.number, found.digest, failed=isinstance(found.result, Failure), place=end)
            end = self._reader.tell()
        self._file.truncate(end)
        return end

    def _note(self, number: int, digest: str, *, failed: bool, place: int | None = None) -> None:
        missing = number + 1 - len(self._places)
        if missing > 0:
            self._places.extend([_MISSING] * missing)
            self._digests.extend([0] * missing)
        self._places[number] = self._end if place is None else place
        self._digests[number] = _packed(digest)
        self.count += 1
        self.failures += failed


def refuse_in_use(path: Path) -> None:
    """Refuse to go on where another run has the journal.

    Raises:
        AttribError: One has.
    """
    if path.is_file():
        with path.open("rb") as file:
            _lock(file, path)


def _lock(file: BinaryIO, path: Path) -> None:
    """Have a journal for oneself for as long as the file is open."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise AttribError(f"{path.parent}: another run is at work on it", exit_code=2) from error


def _entry(outcome: Outcome) -> bytes:
    result = outcome.result
    failed = isinstance(result, Failure)
    body = (json.dumps(asdict(result)) if isinstance(result, Failure) else result).encode()
    head = b"%d %s %s %d" % (outcome.number, _FAILED if failed else _DONE, outcome.digest.encode(), len(body))
    return b"%s %08x\n%s\n" % (head, zlib.crc32(body, zlib.crc32(head)), body)


def _read(file: BinaryIO) -> Outcome | None:
    """The entry at the file's position; None at its end or when it is not whole."""
    line = file.readline(_LINE)
    fields = line.split()
    if not line.endswith(b"\n") or len(fields) != 5 or not fields[3].isdigit():
        return None
    head, body = line[: line.rindex(b" ")], file.read(int(fields[3]))
    if file.read(1) != b"\n" or fields[4] != b"%08x" % zlib.crc32(body, zlib.crc32(head)):
        return None
    kind, text = fields[1], body.decode()
    result = Failure(**json.loads(text)) if kind == _FAILED else text
    return Outcome(int(fields[0]), fields[2].decode(), result)


def _packed(digest: str) -> int:
    return 0 if digest == "-" else int(digest, 16)
