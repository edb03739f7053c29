"""CSV: reports go in, a folder with a file a table comes out, safe to open in a spreadsheet.

RFC 4180, UTF-8 with a byte-order mark, without which Excel reads another encoding. A text that a spreadsheet
would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). The articles' text is left out.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from attrib.report.export.places import folder
from attrib.report.export.tables import TABLES, Cell, Report, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: What a cell begins with that is a formula: OWASP's list, the full-width forms of its marks with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LEFT_OUT = {"articles": ("text",)}


def write(reports: Iterable[Report], out: Path) -> None:
    """Write ``articles.csv``, ``claims.csv``, ``sources.csv`` and ``findings.csv``."""
    with folder(out) as made, ExitStack() as stack:
        writers = {}
        for table in TABLES:
            path = made / f"{table.name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            names = [name for name in table.columns if name not in _LEFT_OUT.get(table.name, ())]
            writers[table.name] = csv.DictWriter(file, names, extrasaction="ignore")
            writers[table.name].writeheader()
        for table, row in rows(reports):
            writers[table.name].writerow({name: _safe(cell) for name, cell in row.items()})


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        # NUL ends a cell, or the file, in some readers.
        cell = cell.replace("\0", "\ufffd")
        if cell.startswith(_FORMULA):
            return f"'{cell}"
    return cell
