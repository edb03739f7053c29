"""JSON lines: one record a line in, one Document or ReadFailure a line out, in order, one line at a time."""

from __future__ import annotations

import codecs
import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from attrib.errors import AttribError, json_fault
from attrib.read.decode import decode
from attrib.read.record import LONGEST_RECORD, BadRecordError, ReadFailure, document_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.records import Document


def read_lines(lines: Iterable[bytes | None], *, name: str) -> Iterator[Document | ReadFailure]:
    """Read records.

    Args:
        lines: Lines as bytes, with or without their line end, such as an open binary file; None stands for a
            line that was too long to be read.
        name: What to call the input in messages.

    Yields:
        For each line that is not blank, in order, its document or why it could not be read.

    Raises:
        AttribError: The input is UTF-16, whose lines cannot be told by bytes.
    """
    taken: set[str] = set()
    for number, raw in enumerate(lines, start=1):
        place = f"{name}:{number}"
        if raw is None:
            why = f"{place}: the line has more than {LONGEST_RECORD // 2**20} MB"
            yield ReadFailure(str(number), place, why)
            continue
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise AttribError(
                f"{name}: JSON lines must be UTF-8, not UTF-16; convert the file first", exit_code=2
            )
        line = line.strip()
        if not line:
            continue
        try:
            yield _document(line, place=place, number=number, taken=taken)
        except AttribError as error:
            yield ReadFailure(str(number), place, str(error))
        except BadRecordError as error:
            yield ReadFailure(str(number), place, f"{place}: {error}")
        except (ValueError, RecursionError) as error:
            why = f"{place}: not a JSON object on one line: {json_fault(error)}"
            yield ReadFailure(str(number), place, why)


def _document(line: bytes, *, place: str, number: int, taken: set[str]) -> Document:
    decoded = decode(line, name=place)
    return document_of(
        _record(decoded.text),
        line,
        number=number,
        taken=taken,
        source_format="jsonl",
        encoding=decoded.encoding,
        notices=decoded.notices,
    )


def _record(line: str) -> dict[str, Any]:
    value = json.loads(line, parse_constant=_refuse_constant, parse_float=_finite)
    if not isinstance(value, dict):
        raise BadRecordError(f"expected one JSON object a line, found {_kind(value)}")
    if not isinstance(value.get("text"), str):
        found = f"found {_kind(value['text'])}" if "text" in value else "found none"
        raise BadRecordError(f'expected "text" with a string, {found}')
    return value


def _kind(value: object) -> str:
    """What JSON calls a value."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, str):
        return "a string"
    if isinstance(value, list):
        return "an array"
    return "an object" if isinstance(value, dict) else "a number"


def _refuse_constant(constant: str) -> NoReturn:
    raise BadRecordError(f"{constant} is not JSON; write null")


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise BadRecordError(f"{literal[:20]} is beyond what a number can hold")
    return number
