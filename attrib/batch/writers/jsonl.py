"""JSON lines: reports go in, a file with one a line comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write(reports: Iterable[str], path: Path) -> None:
    """Write reports as they are, in order."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for report in reports:
            file.write(report + "\n")
