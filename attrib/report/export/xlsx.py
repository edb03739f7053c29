"""XLSX: reports go in, a workbook with a sheet a table comes out. Needs the ``tables`` extra.

Texts are written as texts, so that none is a formula or a link. The articles' text is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report.export.places import whole
from attrib.report.export.tables import TABLES, Cell, Report, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Excel's limits ("Excel specifications and limits", Microsoft): rows of a sheet, characters of a cell.
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
#: Characters that XML 1.0 cannot hold and xlsxwriter does not escape.
_UNWRITABLE = re.compile("[\ufffe\uffff]")
#: The time that the file says it was made at, so that the same reports give the same bytes.
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_LEFT_OUT = {"articles": ("text",)}
#: Columns that hold sentences, and their width in characters.
_WIDE = {"content": 60, "message": 60, "title": 40, "source_text": 30, "name": 30, "source_name": 30}


def write(reports: Iterable[Report], out: Path) -> None:
    """Write the workbook, a sheet for each table, its first row fixed and with filters."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise AttribError("XLSX needs xlsxwriter: pip install 'attrib[tables]'", exit_code=2) from error
    try:
        _write(reports, out)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error  # the system's own


def _write(reports: Iterable[Report], out: Path) -> None:
    import xlsxwriter

    # Rows go to the disk one by one; xlsxwriter gives its own files a fixed time.
    with whole(out) as made, xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE})
        bold = book.add_format({"bold": True})
        sheets = {}
        for table in TABLES:
            names = [name for name in table.columns if name not in _LEFT_OUT.get(table.name, ())]
            sheets[table.name] = _Sheet(book.add_worksheet(table.name), names, bold)
        for table, row in rows(reports):
            sheets[table.name].add(row)
        for sheet in sheets.values():
            sheet.end()


class _Sheet:
    """A sheet with its header, and the number of its last row."""

    def __init__(self, sheet: Any, names: list[str], bold: Any) -> None:
        self._sheet = sheet
        self._names = names
        self._row = 0
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDE.get(name, 12))
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)

    def add(self, row: dict[str, Cell]) -> None:
        """Write a row below the last."""
        self._row += 1
        if self._row == _MOST_ROWS:
            raise AttribError(
                f"a sheet of XLSX holds {_MOST_ROWS - 1} rows, the reports have more; export to csv or sqlite"
            )
        for column, name in enumerate(self._names):
            cell = row[name]
            if isinstance(cell, str):
                self._sheet.write_string(self._row, column, _fit(cell))
            elif isinstance(cell, bool):
                self._sheet.write_boolean(self._row, column, cell)
            elif cell is not None:
                self._sheet.write_number(self._row, column, cell)

    def end(self) -> None:
        """Give the columns their filters."""
        self._sheet.autofilter(0, 0, self._row, len(self._names) - 1)


def _fit(text: str) -> str:
    text = _UNWRITABLE.sub("\ufffd", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
