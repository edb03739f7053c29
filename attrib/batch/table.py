"""Documents as rows of an Arrow table: a batch goes in, one with a report or a failure for each comes out.

This is what every engine for clusters can use: it knows nothing of any, and needs pyarrow only.
"""

from __future__ import annotations

import atexit
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from attrib.batch.supervisor import Supervisor
from attrib.batch.units import Failure, Unit
from attrib.batch.worker import Setup
from attrib.read import ReadFailure
from attrib.read.jsonl import read_lines
from attrib.records import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

#: Columns of the result, all strings: ``report`` or, for a failure, ``error`` and ``message`` are null.
COLUMNS = ("doc_id", "input", "report", "error", "message")

_NO_ID = Notice("missing-id", "the row has no id: a digest of it is used")

#: The worker of this process for each setup, kept from batch to batch so that models are loaded once.
_SUPERVISORS: dict[str, Supervisor] = {}


def analyse_batch(
    batch: pa.RecordBatch, *, setup: Setup | None = None, name: str = "batch"
) -> pa.RecordBatch:
    """Analyse a batch of documents, one for each row.

    The work is done by one supervised worker process, started at the first call and kept for the next ones: a
    document that crashes it or takes too long costs itself only.

    Args:
        batch: Columns ``id`` and ``text``, and any others, which are taken as the keys of JSON lines are; or
            ``id`` and ``value``, a line of JSON each.
        setup: Options of the analysis and bounds on each document; None for the usual ones.
        name: What to call the input in failures.

    Returns:
        A row for each row, in order: ``doc_id``, ``input``, and either ``report`` (JSON) or ``error`` and
        ``message``, as in the quarantine. A row without an id is known by a digest.

    Raises:
        AttribError: The models cannot be loaded.
    """
    import pyarrow as pa

    units = (_unit(number, row, name) for number, row in enumerate(batch.to_pylist()))
    rows: list[dict[str, str | None]] = [{} for _ in range(batch.num_rows)]
    for number, row in _results(units, setup or Setup()):
        rows[number] = row
    return pa.RecordBatch.from_pylist(rows, schema=pa.schema([(column, pa.string()) for column in COLUMNS]))


def _results(units: Iterator[Unit], setup: Setup) -> Iterator[tuple[int, dict[str, str | None]]]:
    inputs = {}

    def noted() -> Iterator[Unit]:
        for unit in units:
            inputs[unit.number] = unit
            yield unit

    supervisor = _SUPERVISORS.setdefault(repr(setup), Supervisor(setup, jobs=1))
    try:
        for outcome in supervisor.run(noted()):
            unit = inputs.pop(outcome.number)
            row: dict[str, str | None] = {"doc_id": unit.doc_id, "input": unit.input}
            if isinstance(outcome.result, Failure):
                row |= {"error": outcome.result.error, "message": outcome.result.message}
            else:
                row["report"] = outcome.result
            yield outcome.number, row
    except BaseException:
        # It may be in the middle of a document: the next call gets a new one.
        del _SUPERVISORS[repr(setup)]
        supervisor.close()
        raise


@atexit.register
def _close() -> None:
    for supervisor in _SUPERVISORS.values():
        supervisor.close()


def _unit(number: int, row: dict[str, Any], name: str) -> Unit:
    given, line = row.get("id"), row.get("value")
    if "value" not in row:
        line = json.dumps(row, ensure_ascii=False, default=str)
    data = (line or "").encode("utf-8", "surrogatepass")
    blank = given is None or not str(given).strip()
    key = f"sha256-{hashlib.sha256(data).hexdigest()[:16]}" if blank else str(given)
    item = next(iter(read_lines([data], name=key)), None)
    if item is None:
        return _unread(number, key, name, "an empty line")
    if isinstance(item, ReadFailure):
        return _unread(number, key, name, item.message.removeprefix(f"{key}:1: "))
    notices = tuple(_NO_ID if notice.code == _NO_ID.code else notice for notice in item.notices)
    return Unit(number, key, name, replace(item, doc_id=key, notices=notices))


def _unread(number: int, key: str, name: str, message: str) -> Unit:
    return Unit(number, key, name, Failure(key, name, "unreadable", f"{name}: {key}: {message}"))
