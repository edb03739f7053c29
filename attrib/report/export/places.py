"""Where an export goes: a path comes in, files that are there whole or not at all come out."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A path beside OUT to write to; it takes OUT's place when all went well."""
    if out.is_dir():
        raise AttribError(f"{out}: is a folder; name a file", exit_code=2)
    if out.exists() and not out.is_file():
        raise AttribError(f"{out}: is no plain file, which this format needs; name one", exit_code=2)
    if not out.parent.is_dir():
        raise AttribError(f"{out.parent}: no such folder", exit_code=2)
    # A link stays one.
    target = Path(os.path.realpath(out))
    made = target.with_name(target.name + ".new")
    made.unlink(missing_ok=True)
    try:
        yield made
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def folder(out: Path, *, empty: bool = False) -> Iterator[Path]:
    """A folder beside OUT to write to; its files take their places in OUT when all went well.

    Args:
        out: The folder; made if it is missing.
        empty: Refuse one that has something in it: it may be somebody's corrections.
    """
    if out.exists() and not out.is_dir():
        raise AttribError(f"{out}: is a file; name a folder", exit_code=2)
    if empty and out.is_dir() and any(out.iterdir()):
        raise AttribError(f"{out}: has something in it, perhaps corrections; name a new folder", exit_code=2)
    made = out.with_name(out.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        yield made
        out.mkdir(exist_ok=True)
        for file in sorted(made.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
