"""Parquet: reports go in, a folder with a file a table comes out. Needs the ``tables`` extra."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report.export.places import folder
from attrib.report.export.tables import TABLES, Cell, Report, Table, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Rows of a row group: enough for columns to compress, few enough to be held in memory.
_ROWS = 10_000


def write(reports: Iterable[Report], out: Path) -> None:
    """Write ``articles.parquet``, ``claims.parquet``, ``sources.parquet`` and ``findings.parquet``."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise AttribError("Parquet needs pyarrow: pip install 'attrib[tables]'", exit_code=2) from error
    with folder(out) as made, ExitStack() as stack:
        held: dict[str, list[dict[str, Cell]]] = {table.name: [] for table in TABLES}
        files = {
            table.name: stack.enter_context(
                pq.ParquetWriter(made / f"{table.name}.parquet", _schema(table), compression="zstd")
            )
            for table in TABLES
        }

        def flush(name: str) -> None:
            file, some = files[name], held[name]
            file.write_batch(pa.RecordBatch.from_pylist(some, schema=file.schema))
            some.clear()

        for table, row in rows(reports):
            held[table.name].append(row)
            if len(held[table.name]) == _ROWS:
                flush(table.name)
        for name in held:
            flush(name)


def _schema(table: Table) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return pa.schema([(name, types[kind]) for name, kind in table.columns.items()])
