"""SQLite: reports go in, a database with the table ``reports`` comes out."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from attrib.batch.writers.rows import COLUMNS, row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write(reports: Iterable[str], path: Path) -> None:
    """Write a row a report; ``number`` counts from 1 in order, and ``doc_id`` is indexed.

    Raises:
        OSError: The database cannot be written.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    places = ", ".join("?" for _ in COLUMNS)
    try:
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            # The file counts only once it is whole and renamed: a journal beside it would be for nothing.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute(f"CREATE TABLE reports (number INTEGER PRIMARY KEY, {columns})")
            database.executemany(
                f"INSERT INTO reports ({', '.join(COLUMNS)}) VALUES ({places})",  # noqa: S608 - our own names
                (tuple(row(report).values()) for report in reports),
            )
            database.execute("CREATE INDEX reports_doc_id ON reports (doc_id)")
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error), str(path)) from error
