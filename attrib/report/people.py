"""A user's own table of people: a CSV file goes in, what it says of the sources of a report comes out.

Nothing about people is guessed: what the table does not say of a source is ``unknown``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from attrib.errors import AttribError, unreadable
from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from attrib.records import Source

UNKNOWN = "unknown"
_NAME = "name"
_NICKNAME = re.compile("[“\"‘'][^”\"’']{1,40}[”\"’'](?=\\s)")

Row = tuple[str, ...]


class People:
    """Attributes of people by name.

    Args:
        columns: Names of the attributes.
        rows: A name and its attributes each.

    Attributes:
        columns: Names of the attributes, in the file's order.
        digest: ``sha256:…`` of the table.
    """

    def __init__(self, columns: Sequence[str], rows: Mapping[str, Row]) -> None:
        self.columns = tuple(columns)
        table = repr((self.columns, sorted(rows.items())))
        self.digest = f"sha256:{hashlib.sha256(table.encode('utf-8', 'surrogatepass')).hexdigest()}"
        self._exact: dict[tuple[str, ...], set[Row]] = defaultdict(set)
        self._outer: dict[tuple[str, str], list[tuple[tuple[str, ...], Row]]] = defaultdict(list)
        for name, row in rows.items():
            words = _words(name)
            self._exact[words].add(row)
            if len(words) > 1:
                self._outer[words[0], words[-1]].append((words, row))

    def attributes(self, source: Source, forms: Iterable[str]) -> dict[str, str]:
        """What the table says of a source; ``unknown`` where it says nothing, or not surely.

        Args:
            source: The source.
            forms: The forms of its name in the article.

        Returns:
            By column, in the file's order. A source matches by its name, by a fuller form of it in the
            article, or by first name and surname where middle names do not clash; a surname alone matches
            nobody.
        """
        found = self._row(source.name, forms) if source.naming == "named" else None
        values = found or ("",) * len(self.columns)
        return {column: value or UNKNOWN for column, value in zip(self.columns, values, strict=True)}

    def _row(self, name: str, forms: Iterable[str]) -> Row | None:
        variants = [_words(name), *(words for form in forms if len(words := _words(form)) > 1)]
        for words in dict.fromkeys(variants):
            rows = self._exact.get(words) or self._alike(words)
            if rows:
                return next(iter(rows)) if len(rows) == 1 else None
        return None

    def _alike(self, words: tuple[str, ...]) -> set[Row]:
        """Rows of the same first name and surname whose middle names do not clash."""
        if len(words) < 2:
            return set()
        return {
            row
            for other, row in self._outer.get((words[0], words[-1]), ())
            if not _clash(words[1:-1], other[1:-1])
        }


def read_people(path: Path) -> People:
    """Read a table of people.

    Args:
        path: A CSV file in UTF-8 with a header: a column ``name``, and one or more columns of attributes.

    Raises:
        AttribError: The file cannot be read or is no such table; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise AttribError(f"{path}: not UTF-8 at byte {error.start}", exit_code=2) from error
    # As a file's lines: str.splitlines would break rows at characters that end no line of CSV.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        columns = _columns(header, path)
        place = header.index(_NAME)
        rows: dict[str, Row] = {}
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _enter(rows, [cell.strip() for cell in cells], place, header, f"{path}:{reader.line_num}")
    except csv.Error as error:
        raise AttribError(f"{path}:{reader.line_num}: {error}", exit_code=2) from error
    return People(columns, rows)


def _columns(header: Sequence[str], path: Path) -> list[str]:
    if _NAME not in header:
        raise AttribError(f"{path}: expected a header with a column 'name'", exit_code=2)
    columns = [column for column in header if column != _NAME]
    if not columns or not all(columns) or len(set(header)) != len(header):
        raise AttribError(f"{path}: expected columns beside 'name', each with a name of its own", exit_code=2)
    return columns


def _enter(rows: dict[str, Row], cells: Sequence[str], place: int, header: Sequence[str], where: str) -> None:
    if len(cells) != len(header):
        raise AttribError(f"{where}: expected {len(header)} cells, got {len(cells)}", exit_code=2)
    name = cells[place]
    if not _words(name):
        raise AttribError(f"{where}: no name", exit_code=2)
    row = tuple(cell for index, cell in enumerate(cells) if index != place)
    if rows.setdefault(name, row) != row:
        raise AttribError(f"{where}: {name!r} stands in the table twice, with other attributes", exit_code=2)


def _words(name: str) -> tuple[str, ...]:
    """A name's words as compared: folded, without nickname and titles."""
    words = vocabulary.words_of(_NICKNAME.sub("", name))
    titles = vocabulary.titles()
    while len(words) > 1:
        length = next((n for n in range(min(4, len(words) - 1), 0, -1) if words[:n] in titles), 0)
        if not length:
            break
        words = words[length:]
    return words


def _clash(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle names, or their initials, tell two people apart."""
    mine, yours = {word[0] for word in one}, {word[0] for word in other}
    return bool(mine) and bool(yours) and not mine & yours
