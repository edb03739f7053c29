"""Records of many documents in one input (JSON lines, CSV, Parquet): a mapping in, a Document out.

A record has a string ``text`` and, optionally, ``id`` and the fields of Meta; other keys are carried through
in ``meta.extra``. What is wrong with one record never stops the others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.read.build import build, mend
from attrib.records import Document, Meta, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Keys of a record that Meta has fields for.
META_KEYS = ("title", "byline", "published", "outlet", "url", "language")
#: Deeper records are refused: they would break the writers of reports, whose own nesting comes on top.
_DEEPEST = 50
#: A record of more bytes is refused unread; the longest novels have 6 MB.
LONGEST_RECORD = 2**25


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A record that could not be read.

    Attributes:
        doc_id: The number of the line, row or record, as nothing in it can be trusted.
        input: Where it stands: ``file:line``.
        message: One line that says what was wrong and what was expected.
    """

    doc_id: str
    input: str
    message: str


class BadRecordError(ValueError):
    """What is no record; its text says why."""


def document_of(
    record: Mapping[str, Any],
    raw: bytes,
    *,
    number: int,
    taken: set[str],
    source_format: str,
    encoding: str | None,
    notices: Iterable[Notice] = (),
    unit: str = "line",
) -> Document:
    """Complete a document from a record.

    Args:
        record: Its ``text`` is a string.
        raw: The bytes that the record was read from.
        number: Its line or row, from 1.
        taken: Ids of the records before; the one given here is added.
        source_format: ``jsonl`` …
        encoding: The encoding of the bytes, None when the text came decoded.
        notices: What the reader noticed; places in the bytes are no places in the text.
        unit: What ``number`` counts.

    Returns:
        The document.

    Raises:
        BadRecordError: It is nested too deep.
    """
    rest = dict(record)
    text, mended = mend(rest.pop("text"))
    given_id = rest.pop("id", None)
    meta, odd = _meta(rest)
    doc_id, named = unique_id(given_id, number=number, taken=taken, unit=unit)
    return build(
        text,
        doc_id=doc_id,
        meta=meta,
        source_format=source_format,
        encoding=encoding,
        sha256=hashlib.sha256(raw).hexdigest(),
        notices=(*without_spans(notices), *mended, *named, *odd),
    )


def without_spans(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Places in the bytes, which are no places in the text."""
    return tuple(Notice(notice.code, notice.message) for notice in notices)


def unique_id(value: object, *, number: int, taken: set[str], unit: str) -> tuple[str, tuple[Notice, ...]]:
    """The record's id, made unique by its number; the number alone where there is none."""
    notices: tuple[Notice, ...] = ()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and value.strip():
        doc_id = mend(value)[0]
    else:
        doc_id = str(number)
        notices = (Notice("missing-id", f"{unit} {number} has no id: its {unit} number is used"),)
    if doc_id in taken:
        notices += (
            Notice("duplicate-id", f"{unit} {number}: id {doc_id!r} was used before: {unit} number appended"),
        )
    while doc_id in taken:
        doc_id = f"{doc_id}-{number}"
    taken.add(doc_id)
    return doc_id, notices


def _meta(record: Mapping[str, Any]) -> tuple[Meta, tuple[Notice, ...]]:
    """Meta fields that are strings; all else goes to ``extra``, a meta key of another type with a notice."""
    fields: dict[str, str] = {}
    extra: dict[str, Any] = {}
    notices: list[Notice] = []
    for key, value in record.items():
        if key in META_KEYS and isinstance(value, str):
            fields[key] = mend(value)[0]
        elif key not in META_KEYS or value is not None:
            extra[mend(key)[0]] = _mended(value)
            if key in META_KEYS:
                notices.append(Notice("bad-field", f"{key!r} is not a string: kept in meta.extra"))
    if not fields.get("language", "").strip():
        fields.pop("language", None)
    return Meta(**fields, extra=extra), tuple(notices)


def _mended(value: object, depth: int = 0) -> object:
    """A JSON value without lone surrogates."""
    if depth > _DEEPEST:
        raise BadRecordError(f"nested more than {_DEEPEST} deep")
    if isinstance(value, str):
        return mend(value)[0]
    if isinstance(value, list):
        return [_mended(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {mend(key)[0]: _mended(item, depth + 1) for key, item in value.items()}
    return value
