"""Tables: one Document or ReadFailure a row of CSV or Parquet, in order, a few rows in memory at a time."""

from __future__ import annotations

import codecs
import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError, unreadable
from attrib.read.decode import decode
from attrib.read.needed import needed
from attrib.read.record import LONGEST_RECORD, BadRecordError, ReadFailure, document_of
from attrib.read.streams import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attrib.records import Document, Notice

#: The column that holds the articles, the first of these names that there is.
_TEXT_COLUMNS = ("text", "body", "content", "article")
_DELIMITERS = ",;\t"
#: Rows of Parquet that are held at a time.
_ROWS = 64


class _Lines:
    """Decodes lines for the csv module and keeps what the row being read was made of."""

    def __init__(self, lines: Iterable[bytes | None], *, name: str) -> None:
        self._lines = iter(lines)
        self._name = name
        self.number = 0
        self.raw: list[bytes] = []
        self.encoding = "utf-8"
        self.notices: list[Notice] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if line is None:
            raise BadRecordError(f"a line has more than {LONGEST_RECORD // 2**20} MB")
        if self.number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise AttribError(f"{self._name}: CSV must be UTF-8, not UTF-16; convert the file", exit_code=2)
        self.raw.append(line)
        text, encoding, notices = decode(line, name=f"{self._name}:{self.number}")
        if notices and not self.notices:
            self.encoding = encoding
            self.notices.extend(notices)
        return text

    def start_row(self) -> None:
        self.raw.clear()
        self.notices.clear()
        self.encoding = "utf-8"


def read_csv(lines: Iterable[bytes | None], *, name: str) -> Iterator[Document | ReadFailure]:
    """Read the rows of a table whose first line names its columns.

    Args:
        lines: Lines as bytes with their ends; None stands for one that was too long to be read.
        name: What to call the table in messages.

    Yields:
        For each row that is not blank its document, or why it could not be read.

    Raises:
        AttribError: There is no column with articles, or the table is UTF-16.
    """
    csv.field_size_limit(LONGEST_RECORD)
    source = _Lines(lines, name=name)
    header = next(source, "")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = next(csv.reader([header], delimiter=delimiter), [])
    columns = [column.strip() for column in columns]
    text_column = _text_column(columns, name=name)
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    taken: set[str] = set()
    while True:
        source.start_row()
        first = source.number + 1
        place = f"{name}:{first}"
        try:
            row = next(rows)
            if any(row):
                record = _record(columns, row, text_column)
                yield document_of(
                    record,
                    b"".join(source.raw),
                    number=first,
                    taken=taken,
                    source_format="csv",
                    encoding=source.encoding,
                    notices=source.notices,
                )
        except StopIteration:
            return
        except AttribError as error:
            yield ReadFailure(str(first), place, str(error))
        except (csv.Error, BadRecordError) as error:
            yield ReadFailure(str(first), place, f"{place}: {_why(error)}")


def _why(error: Exception) -> str:
    if str(error) == "unexpected end of data":
        return "a quotation mark opens a field in this row, and nothing closes it"
    return str(error)


def read_parquet(path: str, *, name: str) -> Iterator[Document | ReadFailure]:
    """Read the rows of a Parquet file.

    Args:
        path: The file.
        name: What to call it in messages.

    Yields:
        For each row its document, or why it could not be read.

    Raises:
        AttribError: The file is standard input, no Parquet, damaged, or has no column with articles.
    """
    if path == STDIN:
        raise AttribError(f"{name}: Parquet cannot be read from standard input; name the file", exit_code=2)
    with needed("tables", name=name):
        import pyarrow as pa
        from pyarrow import parquet
    number = 0
    taken: set[str] = set()
    try:
        with Path(path).open("rb") as opened, parquet.ParquetFile(opened) as file:
            columns = file.schema_arrow.names
            text_column = _text_column(columns, name=name)
            for batch in file.iter_batches(batch_size=_ROWS, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(row, text_column, number=number, name=name, taken=taken)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise unreadable(name, error) from error
    except (pa.ArrowException, OSError) as error:
        what = " ".join(str(error).split())[:200]
        raise AttribError(
            f"{name}: cannot be read as Parquet after {number} rows: {what}", exit_code=2
        ) from error


def _row(
    row: Mapping[str, Any], text_column: str, *, number: int, name: str, taken: set[str]
) -> Document | ReadFailure:
    place = f"{name}:{number}"
    record = {("text" if key == text_column else key): _plain(value) for key, value in row.items()}
    text = record.get("text")
    if not isinstance(text, str):
        why = f"{place}: expected a string in column {text_column!r}, found {type(text).__name__}"
        return ReadFailure(str(number), place, why)
    raw = "\n".join(f"{key}={value!r}" for key, value in record.items()).encode("utf-8", "replace")
    try:
        return document_of(
            record, raw, number=number, taken=taken, source_format="parquet", encoding=None, unit="row"
        )
    except BadRecordError as error:
        return ReadFailure(str(number), place, f"{place}: {error}")


def _record(columns: Sequence[str], row: Sequence[str], text_column: str) -> dict[str, Any]:
    if len(row) != len(columns):
        raise BadRecordError(f"expected {len(columns)} fields, found {len(row)}")
    return {
        ("text" if column == text_column else column): value
        for column, value in zip(columns, row, strict=True)
        if value or column == text_column
    }


def _text_column(columns: Sequence[str], *, name: str) -> str:
    plain = {column.casefold(): column for column in reversed(columns)}
    for wanted in _TEXT_COLUMNS:
        if wanted in plain:
            return plain[wanted]
    found = ", ".join(columns)[:300] or "none"
    raise AttribError(
        f"{name}: expected a column named {', '.join(_TEXT_COLUMNS)}; found {found}",
        exit_code=2,
    )


def _plain(value: Any) -> Any:
    """A value of a table as JSON knows it: dates and the like become strings."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
