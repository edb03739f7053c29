"""Export: reports go in, a file or folder that another tool opens comes out. A module a format.

What each format holds, and what is lost in it, stands in ``docs/exports.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from attrib.errors import AttribError
from attrib.report.export.reading import read_reports

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from attrib.report.export.tables import Report

__all__ = ["FORMATS", "export", "read_reports"]

#: The formats; each is a module here with ``write(reports, out)``.
FORMATS = ("csv", "sqlite", "webannotation", "brat", "labelstudio", "parquet", "xlsx")


def export(reports: Iterable[Report], *, to: str, out: Path) -> None:
    """Write reports in the format of another tool; the same reports give the same bytes.

    Args:
        reports: Valid reports, read as they are needed.
        to: One of ``FORMATS``.
        out: A file (sqlite, webannotation, xlsx), or a folder (csv, parquet, brat, labelstudio).

    Raises:
        AttribError: The format is unknown, its library is not installed, OUT cannot be written, or a report
            has no text where the format is nothing without.
    """
    if to not in FORMATS:
        raise AttribError(f"unknown format {to!r}: expected one of {', '.join(FORMATS)}", exit_code=2)
    try:
        import_module(f"attrib.report.export.{to}").write(reports, out)
    except OSError as error:
        raise AttribError(
            f"{error.filename or out}: cannot be written: {error.strerror or error}", exit_code=2
        ) from error
