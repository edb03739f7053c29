"""Batches on one machine: order, isolation of bad documents, input, outputs, with a cheap analysis."""

import json
import sqlite3
from pathlib import Path

import pytest
from batch_run import run
from hypothesis import given, settings
from hypothesis import strategies as st
from warcs import archive as archived

from attrib.batch import Inputs
from attrib.errors import AttribError
from attrib.read import Page

Rows = list[dict[str, str]]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quarantine(out: Path) -> list[dict[str, object]]:
    return lines(out.with_name(out.name + ".quarantine.jsonl"))


def written(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def archive(path: Path, number: int = 30, /, **bad: str) -> Path:
    """JSON lines d0, d1 …; ``bad`` gives texts of some."""
    return written(path, [{"id": f"d{i}", "text": bad.get(f"d{i}", f"He said {i}.")} for i in range(number)])


def ids(path: Path) -> list[object]:
    return [line["doc_id"] for line in lines(path)]


def test_the_bytes_are_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 60, d7="RAISE")
    outs = [tmp_path / f"out{jobs}.jsonl" for jobs in (1, 2, 4)]
    for jobs, out in zip((1, 2, 4), outs, strict=True):
        assert (run(source, out, jobs=jobs).done, ids(out)) == (59, [f"d{i}" for i in range(60) if i != 7])
    assert len({out.read_bytes() for out in outs}) == 1
    assert len({out.with_name(out.name + ".quarantine.jsonl").read_bytes() for out in outs}) == 1


def test_models_are_loaded_once_in_each_worker(tmp_path: Path) -> None:
    run(archive(tmp_path / "in.jsonl"), tmp_path / "out.jsonl", jobs=2, log=str(tmp_path / "log"), pause=0.02)
    assert (tmp_path / "log").read_text(encoding="utf-8").split().count("load") == 2


def test_one_bad_document_costs_one_document(tmp_path: Path) -> None:
    bad = {"d2": "RAISE", "d5": "SEGV", "d8": "KILL", "d11": "EXIT", "d14": "HANG", "d17": "EAT"}
    out = tmp_path / "out.jsonl"
    result = run(archive(tmp_path / "in.jsonl", 30, **bad), out, timeout=6, memory=400_000_000)
    assert (result.done, result.failed) == (24, 6)
    assert ids(out) == [f"d{i}" for i in range(30) if f"d{i}" not in bad]
    assert [(row["doc_id"], row["error"], row["message"]) for row in quarantine(out)] == [
        ("d2", "exception", "ValueError: a bad document"),
        ("d5", "crash", "the worker died twice over it (SIGSEGV)"),
        ("d8", "crash", "the worker died twice over it (SIGKILL)"),
        ("d11", "crash", "the worker died twice over it (exit code 3)"),
        ("d14", "timeout", "the document took longer than 6 s"),
        ("d17", "memory", "the document needs more memory than a worker may take"),
    ]
    assert {tuple(row) for row in quarantine(out)} == {("doc_id", "input", "error", "message")}


def test_a_document_during_which_the_system_killed_the_worker_gets_a_second_chance(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", d4="FLAKY")
    result = run(source, tmp_path / "out.jsonl", factory="once", mark=str(tmp_path / "mark"))
    assert (result.done, result.failed, (tmp_path / "mark").exists()) == (30, 0, True)


def test_every_document_kills_its_worker(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", [{"id": str(i), "text": "KILL"} for i in range(4)])
    result = run(source, tmp_path / "out.jsonl")
    assert (result.done, result.failed) == (0, 4)
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("factory", "says"), [("broken", "reinstall attrib"), ("stillborn", r"died \(SIGKILL\) while loading")]
)
def test_models_that_cannot_be_loaded_end_the_run(tmp_path: Path, factory: str, says: str) -> None:
    with pytest.raises(AttribError, match=says):
        run(archive(tmp_path / "in.jsonl"), tmp_path / "out.jsonl", factory=factory)


def test_large_documents_pass_through_the_pipes(tmp_path: Path) -> None:
    texts = ["He said so. " * 300_000, "KILL " * 300_000, "It rained. " * 300_000]
    rows = [{"id": str(i), "title": text, "text": text} for i, text in enumerate(texts)]
    out = tmp_path / "out.jsonl"
    result = run(written(tmp_path / "in.jsonl", rows), out)
    assert (result.done, result.failed, ids(out)) == (2, 1, ["0", "2"])


def test_lines_that_cannot_be_read_go_to_the_quarantine_in_their_place(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 3)
    source.write_text(source.read_text() + "garbage\n" + '{"id": "z", "text": "He said."}\n')
    out = tmp_path / "out.jsonl"
    run(source, out)
    assert ids(out) == ["d0", "d1", "d2", "z"]
    (row,) = quarantine(out)
    assert (row["doc_id"], row["input"], row["error"]) == ("4", f"{source}:4", "unreadable")


def test_pages_of_web_archives_are_read_by_the_workers(tmp_path: Path) -> None:
    page = b"<html><body><article><h1>Ferry to stop</h1><p>The ferry will stop, the board said.</p></article>"
    answers = [
        ("https://a.example/", body, "200 OK", "text/html") for body in (page, b"<p>", page + b"<p>KILL")
    ]
    source, out = tmp_path / "in.warc.gz", tmp_path / "out.jsonl"
    source.write_bytes(archived(*answers, packed=True))
    assert all(isinstance(unit.work, Page) for unit in Inputs((str(source),)).units())
    run(source, out)
    assert ids(out) == ["urn:uuid:0"]
    assert [(row["doc_id"], row["input"], row["error"]) for row in quarantine(out)] == [
        ("3", f"{source}:3", "unreadable"),
        ("urn:uuid:2", f"{source}:4", "crash"),
    ]


def test_a_folder_is_read_by_name_without_what_the_batch_itself_writes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".hidden", "a.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"id": "j", "text": "He said."}\n')
    out = tmp_path / "out.jsonl"
    given = Inputs((str(tmp_path),), outputs=(str(out),))
    out.touch()
    names = [Path(name).relative_to(tmp_path).as_posix() for name in given.files()]
    assert names == ["a/y.txt", "a/z.txt", "a.jsonl", "b.txt"]


def test_links_that_lead_round_and_round_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "b.txt").touch()
    (tmp_path / "in" / "a" / "up").symlink_to("..")
    (tmp_path / "in" / "here").symlink_to(".")
    (tmp_path / "in" / "itself.txt").symlink_to("itself.txt")
    (tmp_path / "in" / "other").symlink_to("a")
    found = [Path(name).relative_to(tmp_path / "in").as_posix() for name in Inputs((str(tmp_path),)).files()]
    assert found == ["a/b.txt", "itself.txt", "other/b.txt"]


def test_patterns_are_expanded_in_order(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).touch()
    assert [Path(p).name for p in Inputs((str(tmp_path / "*.txt"),)).files()] == ["1.txt", "2.txt"]


@pytest.mark.parametrize("name", ["none.txt", "none*.txt"])
def test_input_that_is_not_there_is_refused_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(AttribError, match="no") as caught:
        Inputs((str(tmp_path / name),)).check()
    assert caught.value.exit_code == 2


def test_files_that_cannot_be_read_cost_themselves(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("He said so.")
    (tmp_path / "in" / "b.bin").write_bytes(b"\x7fELF\0\1\0\0" * 9)
    (tmp_path / "in" / "c.txt").symlink_to("nowhere")
    out = tmp_path / "out.jsonl"
    assert run(tmp_path / "in", out).done == 1
    assert [(Path(str(r["doc_id"])).name, r["error"]) for r in quarantine(out)] == [
        ("b.bin", "unreadable"),
        ("c.txt", "unreadable"),
    ]


def test_nothing_readable_at_all_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "b.bin").write_bytes(b"\x7fELF\0\1\0\0" * 9)
    with pytest.raises(AttribError, match=r"nothing could be read: .*NUL") as caught:
        run(tmp_path / "b.bin", tmp_path / "out.jsonl")
    assert caught.value.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["b.bin"]


def test_no_documents_give_an_empty_output(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch()
    assert run(tmp_path / "in.jsonl", tmp_path / "out.jsonl").done == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_sqlite_and_parquet_have_the_rows_of_the_json_lines(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    source = archive(tmp_path / "in.jsonl", 300, d5="RAISE", d6="“Ünïcode\u2028”, he said")
    for suffix in ("jsonl", "sqlite", "parquet"):
        run(source, tmp_path / f"out.{suffix}")
    reports = (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        rows = database.execute(
            "SELECT number, doc_id, attributions, report FROM reports ORDER BY number"
        ).fetchall()
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert len(reports) == 299
    assert [row[0] for row in rows] == list(range(1, 300))
    assert [row[3] for row in rows] == reports == [row["report"] for row in table]
    assert [row[1:3] for row in rows] == [(row["doc_id"], row["attributions"]) for row in table]


def test_an_output_of_unknown_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"\.parquet"):
        run(archive(tmp_path / "in.jsonl"), tmp_path / "out.csv")


@settings(max_examples=12)  # each starts its workers
@given(st.lists(st.sampled_from(["good", "RAISE", "not json"]), max_size=12), st.integers(1, 2))
def test_every_line_ends_in_exactly_one_place(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], jobs: int
) -> None:
    folder = tmp_path_factory.mktemp("batch")
    texts = [k if k == "not json" else json.dumps({"id": f"d{i}", "text": k}) for i, k in enumerate(kinds)]
    (folder / "in.jsonl").write_text("".join(text + "\n" for text in texts))
    out = folder / "out.jsonl"
    try:
        result = run(folder / "in.jsonl", out, jobs=jobs)
    except AttribError:
        assert kinds
        assert set(kinds) == {"not json"}
        return
    assert result.done == kinds.count("good")
    assert ids(out) == [f"d{i}" for i, kind in enumerate(kinds) if kind == "good"]
    assert result.failed == len(kinds) - result.done
