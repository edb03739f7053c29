"""Writers of OUT: the reports of a whole batch go in, in order; one file comes out. A module a layout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attrib.batch.writers import jsonl, parquet, sqlite
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_WRITERS: dict[str, Callable[[Iterable[str], Path], None]] = {
    ".jsonl": jsonl.write,
    ".ndjson": jsonl.write,
    ".parquet": parquet.write,
    ".sqlite": sqlite.write,
    ".db": sqlite.write,
}


def check(out: Path) -> None:
    """Refuse an OUT that cannot be written, before the work rather than after it.

    Raises:
        AttribError: Its suffix is not one of a layout, its folder is not there, or the library is not.
    """
    if out.suffix not in _WRITERS:
        raise AttribError(f"{out}: expected a name that ends in one of {', '.join(_WRITERS)}", exit_code=2)
    if not out.parent.is_dir():
        raise AttribError(f"{out.parent}: no such folder", exit_code=2)
    if out.suffix == ".parquet":
        parquet.check()


def write_whole(reports: Iterable[str], out: Path) -> None:
    """Write OUT so that it is there whole or not at all.

    Raises:
        OSError: It could not be written.
    """
    whole(out, lambda path: _WRITERS[out.suffix](reports, path))


def whole(path: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside its place, bring it to the disk, then move it to its place."""
    made = path.with_name(path.name + ".new")
    made.unlink(missing_ok=True)
    try:
        write(made)
        with made.open("rb") as file:
            os.fsync(file.fileno())
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    made.replace(path)
