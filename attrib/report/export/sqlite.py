"""SQLite: reports go in, a database with four tables and full-text search comes out.

``claims_fts`` and ``articles_fts`` are FTS5 tables over ``claims`` and ``articles``, declared so that
Datasette finds them and offers a search box.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from attrib.report.export.places import whole
from attrib.report.export.tables import ARTICLES, CLAIMS, SOURCES, TABLES, Report, Table, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
#: What can be searched for.
_SEARCHED = {"articles": "title, text", "claims": "content, cue, source_text, source_name"}
_INDICES = (
    "CREATE UNIQUE INDEX claims_claim ON claims (article, claim)",
    "CREATE UNIQUE INDEX sources_source ON sources (article, source)",
    "CREATE INDEX claims_source ON claims (article, source)",
    "CREATE INDEX sources_name ON sources (name)",
    "CREATE INDEX findings_rule ON findings (rule)",
    "CREATE INDEX articles_doc_id ON articles (doc_id)",
)


def write(reports: Iterable[Report], out: Path) -> None:
    """Write the database; one that is there is replaced.

    Raises:
        OSError: The database cannot be written.
    """
    with whole(out) as made:
        try:
            with contextlib.closing(sqlite3.connect(made)) as database:
                _fill(database, reports)
        except sqlite3.OperationalError as error:
            raise OSError(None, str(error), str(out)) from error


def _fill(database: sqlite3.Connection, reports: Iterable[Report]) -> None:
    # The file counts only once it is whole and renamed: a journal beside it would be for nothing.
    database.execute("PRAGMA journal_mode = OFF")
    with database:
        inserts = {}
        for table in TABLES:
            database.execute(_create(table))
            places = ", ".join("?" for _ in table.columns)
            inserts[table.name] = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({places})"  # noqa: S608 - our own names
        for table, row in rows(reports):
            database.execute(inserts[table.name], tuple(row.values()))
        for statement in _INDICES:
            database.execute(statement)
        for name, columns in _SEARCHED.items():
            key = "article" if name == ARTICLES.name else "id"
            database.execute(
                f"CREATE VIRTUAL TABLE {name}_fts USING fts5({columns}, "
                f'content="{name}", content_rowid="{key}", tokenize="unicode61 remove_diacritics 2")'
            )
            database.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")  # noqa: S608 - our own names
    database.execute("VACUUM")


def _create(table: Table) -> str:
    columns = [f'"{name}" {_TYPES[kind]}' for name, kind in table.columns.items()]
    if table is ARTICLES:
        columns[0] = '"article" INTEGER PRIMARY KEY'
    else:
        columns.insert(0, '"id" INTEGER PRIMARY KEY')
        columns[1] = '"article" INTEGER NOT NULL REFERENCES articles (article)'
    if table in (CLAIMS, SOURCES):
        columns[2] += " NOT NULL"
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _names(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.columns)
