"""The neutral function for engines: rows in, rows out, one bad row costing itself only."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import batch_fakes
import pytest

import attrib
from attrib.batch import Setup

pa = pytest.importorskip("pyarrow")


def rows(columns: dict[str, Any], **setup: object) -> list[dict[str, object]]:
    batch = pa.RecordBatch.from_pydict(columns)
    found: list[dict[str, object]] = attrib.analyse_batch(
        batch, setup=Setup(batch_fakes.cheap, setup, timeout=6), name="here"
    ).to_pylist()
    return found


def test_a_row_for_each_row_in_order() -> None:
    texts = ["He said so.", "RAISE", None, "SEGV", "HANG", "She said so."]
    found = rows({"id": [1, 2, 3, 4, 5, 6], "text": texts, "title": ["t"] * 6})
    assert [row["doc_id"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert [row["error"] for row in found] == [None, "exception", "unreadable", "crash", "timeout", None]
    assert {row["input"] for row in found} == {"here"}
    assert json.loads(str(found[0]["report"]))["meta"]["title"] == "t"
    assert found[2]["message"] == 'here: 3: expected "text" with a string, found null'


def test_lines_of_json() -> None:
    lines = ['{"id": "a", "text": "He said."}', "garbage", "", '{"text": "She said."}']
    found = rows({"id": ["a", "b", "c", None], "value": lines})
    assert [row["error"] for row in found] == [None, "unreadable", "unreadable", None]
    assert [row["doc_id"] for row in found][:3] == ["a", "b", "c"]
    assert str(found[3]["doc_id"]).startswith("sha256-")


def test_models_are_loaded_once_for_all_batches(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in range(3):
        rows({"id": [number], "text": ["He said so."]}, log=str(log))
    assert log.read_text(encoding="utf-8").split() == ["load", "0", "1", "2"]


def test_no_worker_outlives_the_process_that_asked() -> None:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}; import batch_fakes, pyarrow, attrib.batch;"
        "batch = pyarrow.RecordBatch.from_pylist([{'id': 'a', 'text': 'It rained.'}]);"
        "attrib.analyse_batch(batch, setup=attrib.batch.Setup(batch_fakes.cheap, {}, timeout=6))"
    )
    command = [sys.executable, "-W", "default", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ResourceWarning" not in done.stderr


def test_an_empty_batch() -> None:
    assert rows({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}) == []


def test_the_real_analysis_by_its_public_name() -> None:
    batch = pa.RecordBatch.from_pydict({"id": ["a"], "text": ["It rained, she said."], "desk": ["weather"]})
    (found,) = attrib.analyse_batch(batch).to_pylist()
    report = json.loads(found["report"])
    attrib.validate(report)
    assert (report["doc_id"], report["meta"]["extra"]) == ("a", {"desk": "weather"})
