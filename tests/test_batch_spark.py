"""The Spark engine on a real local Spark (Java 17): the rows of the local engine, one bad row costing itself only."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import batch_fakes
import pytest

from attrib.batch import Setup
from attrib.errors import AttribError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java 17"),
]
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pyspark")
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """One Spark for all tests; its workers find the fakes on PYTHONPATH."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
        yield spark
        gateway = spark.sparkContext._gateway  # noqa: SLF001 - pyspark leaves it running until Python ends
        assert gateway is not None
        java = gateway.proc
        spark.stop()
        java.communicate(timeout=60)  # it ends when its input does


def run(source: Path, out: Path, *, restart: bool = False, **options: Any) -> Any:
    from attrib.batch.engines import spark

    setup = Setup(batch_fakes.cheap, options, timeout=8)
    return spark.run((str(source),), str(out), setup=setup, restart=restart)


def files(folder: Path, number: int = 4, each: int = 10, **bad: str) -> Path:
    """A folder of JSON lines: d0, d1 …"""
    folder.mkdir(exist_ok=True)
    for file in range(number):
        rows = [
            {"id": f"d{i}", "text": bad.get(f"d{i}", f"He said {i}.")}
            for i in range(file * each, (file + 1) * each)
        ]
        (folder / f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def ids(out: Path) -> list[str]:
    return sorted(pq.read_table(out)["doc_id"].to_pylist())


def quarantine(out: Path) -> list[dict[str, str]]:
    path = out.with_name(f"{out.name}.quarantine.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.usefixtures("session")
def test_bad_documents_cost_themselves_and_models_are_loaded_once(tmp_path: Path) -> None:
    source = files(tmp_path / "in", d2="RAISE", d13="SEGV", d24="HANG")
    (source / "4.jsonl").write_text("garbage\n")
    out, log = tmp_path / "out", tmp_path / "log"
    result = run(source, out, log=str(log))
    assert (result.done, result.failed) == (37, 4)
    assert ids(out) == sorted(f"d{i}" for i in range(40) if i not in {2, 13, 24})
    failures = {row["doc_id"]: row["error"] for row in quarantine(out)}
    assert [failures.pop(key) for key in ("d2", "d13", "d24")] == ["exception", "crash", "timeout"]
    assert list(failures.values()) == ["unreadable"]
    assert {tuple(row) for row in quarantine(out)} == {("doc_id", "input", "error", "message")}
    # Two cores, so two at first; two more for each try at d13, one after d24.
    assert log.read_text(encoding="utf-8").split().count("load") <= 2 + 2 + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "log", "out", "out.quarantine.jsonl"]
    again = run(source, out, log=str(log))
    assert (again.complete_before, again.failed) == (True, 4)


def test_parquet_in_gives_the_rows_of_the_local_engine(session: Any, tmp_path: Path) -> None:
    from batch_run import run as run_here

    source = files(tmp_path / "in", 1)
    session.read.json(str(source)).write.parquet(str(tmp_path / "table"))
    run(tmp_path / "table", tmp_path / "out")
    run_here(source, tmp_path / "here.parquet")
    there = pq.read_table(tmp_path / "out").sort_by("doc_id")
    assert there.to_pylist() == pq.read_table(tmp_path / "here.parquet").sort_by("doc_id").to_pylist()


@pytest.mark.usefixtures("session")
def test_a_run_that_was_killed_is_resumed_by_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrib.batch.engines import spark

    source, out, log = files(tmp_path / "in", 5), tmp_path / "out", tmp_path / "log"
    groups = spark._Run._group  # noqa: SLF001 - a kill between two commits
    left = [2]

    def stop(self: Any, some: list[str]) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        groups(self, some)

    monkeypatch.setattr("attrib.batch.engines.spark._Run._group", stop)
    with pytest.raises(KeyboardInterrupt):
        run(source, out, log=str(log))
    assert not out.exists()
    monkeypatch.undo()
    with pytest.raises(AttribError, match="other options"):
        run(source, out, log="another")
    assert run(source, out, log=str(log)).resumed == 20
    computed = [word for word in log.read_text(encoding="utf-8").split() if word != "load"]
    assert sorted(computed) == ids(out) == sorted(f"d{i}" for i in range(50))


@pytest.mark.usefixtures("session")
def test_ids_used_twice_are_refused(tmp_path: Path) -> None:
    source = files(tmp_path / "in", 1)
    shutil.copy(source / "0.jsonl", source / "copy.jsonl")
    with pytest.raises(AttribError, match="ids used more than once: d") as caught:
        run(source, tmp_path / "out")
    assert caught.value.exit_code == 2


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(("name", "says"), [("none", "cannot be read"), ("in.txt", "Spark reads")])
def test_input_that_spark_does_not_read(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "in.txt").write_text("He said so.")
    with pytest.raises(AttribError, match=says):
        run(tmp_path / name, tmp_path / "out")


def test_one_command_is_enough(tmp_path: Path) -> None:
    files(tmp_path / "in", 2, 2)
    command = [sys.executable, "-m", "attrib", "batch", "in", "-o", "out", "--engine", "spark"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"out: 4 documents" in done.stderr
    assert ids(tmp_path / "out") == ["d0", "d1", "d2", "d3"]
