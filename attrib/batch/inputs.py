"""Input of a batch: paths, folders and patterns go in; units in a stable order, one at a time, come out."""

from __future__ import annotations

import glob
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.batch.units import Failure, File, Unit
from attrib.errors import AttribError, unreadable
from attrib.read import ONE_DOCUMENT, Page, ReadFailure, format_of, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Document

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a batch reads.

    Attributes:
        given: Paths of files and folders, glob patterns, ``-`` for standard input.
        format: The format of all of them; None tells it from each name.
        outputs: Paths that are never input, though they may stand in a folder that is.
    """

    given: tuple[str, ...]
    format: str | None = None
    outputs: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse input that is not there before hours of work depend on it.

        Raises:
            AttribError: A path that leads nowhere, a pattern that matches nothing, a format that is unknown.
        """
        for name in self.given:
            if name != _STDIN and not os.path.lexists(name) and next(_matches(name), None) is None:
                what = "matches no file" if glob.has_magic(name) else "no such file or folder"
                raise AttribError(f"{name}: {what}", exit_code=2)
        if self.format is not None:
            format_of("", self.format)

    def files(self) -> Iterator[str]:
        """Paths of all files: as given, within folders and patterns by name, hidden ones left out."""
        away = {os.path.realpath(path) for path in self.outputs}
        for name in self.given:
            if name == _STDIN:
                yield name
            elif os.path.lexists(name):
                yield from _walk(name, away)
            else:
                for match in _matches(name):
                    yield from _walk(match, away)

    def digest(self) -> str:
        """Digest of the names, sizes and times of change of all files; standard input is but its name."""
        total = hashlib.sha256(repr(self.format).encode())
        for path in self.files():
            known = "" if path == _STDIN else _stamp(path)
            total.update(f"{os.fsencode(path)!r} {known}\n".encode())
        return f"sha256:{total.hexdigest()}"

    def units(self) -> Iterator[Unit]:
        """The documents in order, read as the iterator advances."""
        number = 0
        for path in self.files():
            for unit in self._units_of(path, number):
                yield unit
                number = unit.number + 1

    def _units_of(self, path: str, number: int) -> Iterator[Unit]:
        name = path if path.isprintable() else ascii(path)
        try:
            if path != _STDIN and format_of(path, self.format) in ONE_DOCUMENT:
                yield Unit(number, name, name, File(path, self.format))
                return
            for item in read_records(path, format=self.format):
                yield _unit(item, number, name)
                number += 1
        except AttribError as error:
            yield _unread(number, name, str(error))
        except Exception as error:  # noqa: BLE001 - a fault in a reader may cost its file, never the batch
            what = f"{type(error).__name__}: {' '.join(str(error).split())}"
            yield _unread(
                number, name, f"{name}: reading ended early, the rest of the file is not done: {what}"
            )


def _unit(item: Document | Page | ReadFailure, number: int, name: str) -> Unit:
    if isinstance(item, ReadFailure):
        failure = Failure(item.doc_id, item.input, "unreadable", item.message)
        return Unit(number, item.doc_id, item.input, failure)
    place = item.input if isinstance(item, Page) else name
    return Unit(number, item.doc_id, place, item, item.sha256[:16])


def _unread(number: int, name: str, message: str) -> Unit:
    return Unit(number, name, name, Failure(name, name, "unreadable", message))


def _matches(pattern: str) -> Iterator[str]:
    return iter(sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern


def _walk(path: str, away: set[str], above: frozenset[str] = frozenset()) -> Iterator[str]:
    """A file, or the files under a folder; one folder's names are held at a time.

    A link to one of the folders ``above`` is passed over: it would lead round and round.
    """
    real = os.path.realpath(path)  # Path.resolve raises an error of its own over a link to itself
    if real in away or real in above:
        return
    if not Path(path).is_dir():
        yield path
        return
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        raise unreadable(path, error) from error
    for name in names:
        yield from _walk(str(Path(path) / name), away, above | {real})


def _stamp(path: str) -> str:
    try:
        found = Path(path).stat()
    except OSError as error:
        return error.strerror or "unreadable"
    return f"{found.st_size} {found.st_mtime_ns}"
