"""Parquet: reports go in, a file with a row each comes out. Needs the ``tables`` or the ``spark`` extra."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from attrib.batch.writers.rows import COLUMNS, row
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Rows in memory at a time; a report has some 40 kB.
_ROWS = 256


def write(reports: Iterable[str], path: Path) -> None:
    """Write a row a report, in order."""
    check()
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = columns()
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for some in _some(reports):
            file.write_batch(pa.RecordBatch.from_pylist([row(report) for report in some], schema=schema))


def columns() -> Any:
    """The Arrow schema of the table."""
    import pyarrow as pa

    types = {"TEXT": pa.string(), "INTEGER": pa.int64()}
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])


def check() -> None:
    """Refuse at once when pyarrow is not there.

    Raises:
        AttribError: It is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - whether it can be imported is the question
    except ImportError as error:
        raise AttribError("Parquet needs pyarrow: pip install 'attrib[tables]'", exit_code=2) from error


def _some(reports: Iterable[str]) -> Iterable[list[str]]:
    iterator = iter(reports)
    while some := list(itertools.islice(iterator, _ROWS)):
        yield some
