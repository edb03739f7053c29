"""Batches that are ended at any moment: the same command goes on, and the result is that of a quiet run."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from batch_run import run
from test_batch import archive, ids, quarantine

from attrib.batch.journal import Journal
from attrib.batch.units import Failure, Outcome
from attrib.errors import AttribError

HERE = Path(__file__).parent


def started(settings: dict[str, Any], **more: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(HERE / "batch_run.py"), json.dumps(settings)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **more)


def journaled(out: Path, scratch: Path) -> set[str]:
    """Ids of the documents that the state has as done; from a copy, so that nothing is mended."""
    path = out.with_name(out.name + ".state") / "journal"
    if not path.exists():
        return set()
    scratch.write_bytes(path.read_bytes())
    journal = Journal(scratch)
    done = {
        outcome.result.doc_id if isinstance(outcome.result, Failure) else json.loads(outcome.result)["doc_id"]
        for number in range(journal.highest)
        if number in journal and (outcome := journal.outcome(number))
    }
    journal.close()
    return done


def killed_again_and_again(folder: Path, *, kills: int, seed: int, documents: int, pause: float) -> None:
    """Kill a run at random moments until it has been killed so often, then let it end; compare with a quiet one."""
    source = archive(folder / "in.jsonl", documents, d3="RAISE", d9="SEGV")
    quiet, out, log = folder / "quiet.jsonl", folder / "out.jsonl", folder / "log"
    run(source, quiet)
    log.touch()  # a slow machine may not come to the first document before it is killed
    settings = {"source": str(source), "out": str(out), "jobs": 2, "log": str(log), "pause": pause}
    chance = random.Random(seed)
    done: set[str] = set()
    hits = 0
    while hits < kills:
        assert not out.exists(), f"ended after {hits} kills: give it more to do"
        before = log.stat().st_size
        process = started(settings, process_group=0)
        time.sleep(chance.uniform(0.1, 1.3))
        assert process.poll() is None
        process.kill()
        process.communicate()
        hits += 1
        computed = log.read_bytes()[before:].decode().split()
        assert not done & set(computed), "finished documents were computed again"
        now = journaled(out, folder / "scratch")
        assert done <= now, "finished documents were lost"
        done = now
    before = log.stat().st_size
    process = started(settings)
    message = process.communicate()[1]
    assert process.returncode == 0, message
    assert not done & set(log.read_bytes()[before:].decode().split())
    assert out.read_bytes() == quiet.read_bytes()
    assert quarantine(out) == quarantine(quiet)
    assert not (folder / "out.jsonl.state").exists()


def test_killed_at_some_moments(tmp_path: Path) -> None:
    killed_again_and_again(tmp_path, kills=5, seed=1, documents=400, pause=0.03)


@pytest.mark.slow
def test_killed_at_fifty_random_moments(tmp_path: Path) -> None:
    killed_again_and_again(tmp_path, kills=50, seed=2, documents=3000, pause=0.03)


def test_workers_go_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    source = archive(tmp_path / "in.jsonl", 200)
    process = started(
        {"source": str(source), "out": str(tmp_path / "out.jsonl"), "log": str(log), "pause": 0.02},
        process_group=0,
    )
    until(lambda: log.exists() and log.read_text().count("\n") > 20)
    workers = children(process.pid)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    until(lambda: not any(alive(worker) for worker in workers))


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out.jsonl"
    source = archive(tmp_path / "in.jsonl", 100)
    process = started({"source": str(source), "out": str(out), "log": str(log), "pause": 0.02})
    until(lambda: log.exists() and log.read_text().count("\n") > 20)
    for worker in children(process.pid):
        os.kill(worker, signal.SIGKILL)
    assert process.wait(timeout=60) == 0
    process.communicate()
    assert ids(out) == [f"d{i}" for i in range(100)]


def interrupted(folder: Path, source: Path, **options: Any) -> Path:
    """A state with some documents done: its run was killed."""
    out, log = folder / "out.jsonl", folder / "interrupted.log"
    process = started(
        {"source": str(source), "out": str(out), "log": str(log), "pause": 0.02} | options, process_group=0
    )
    until(lambda: log.exists() and log.read_text().count("\n") > 10)
    process.kill()
    process.communicate()
    assert (folder / "out.jsonl.state").is_dir()
    return out


def same(folder: Path, source: Path, out: Path, **options: Any) -> Any:
    """The same command again."""
    return run(source, out, log=str(folder / "interrupted.log"), pause=0.02, **options)


def test_other_options_are_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 60)
    out = interrupted(tmp_path, source)
    with pytest.raises(AttribError, match=r"other options.*--restart") as caught:
        same(tmp_path, source, out, timeout=5)
    assert caught.value.exit_code == 2
    assert same(tmp_path, source, out, jobs=1).done == 60


def test_changed_input_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 60)
    out = interrupted(tmp_path, source)
    archive(source, 61)
    with pytest.raises(AttribError, match=r"other input.*--restart") as caught:
        same(tmp_path, source, out)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("number", "bad", "says"), [(60, "He said no.", "document 1 "), (2, None, "documents")]
)
def test_input_whose_change_cannot_be_seen_outside_is_refused_too(
    tmp_path: Path, number: int, bad: str | None, says: str
) -> None:
    source = archive(tmp_path / "in.jsonl", 60, d0="He said ho.")
    times = source.stat()
    out = interrupted(tmp_path, source)
    archive(source, number, d0=bad or "He said ho.")
    os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    if number != 60:  # what a pipe would do
        run_file = tmp_path / "out.jsonl.state" / "run.json"
        from attrib.batch import Inputs

        recorded = json.loads(run_file.read_text())
        run_file.write_text(json.dumps(recorded | {"input": Inputs((str(source),)).digest()}))
    with pytest.raises(AttribError, match=says) as caught:
        same(tmp_path, source, out)
    assert caught.value.exit_code == 2


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 60)
    out = interrupted(tmp_path, source)
    held = Journal(tmp_path / "out.jsonl.state" / "journal")
    with pytest.raises(AttribError, match="another run") as caught:
        same(tmp_path, source, out)
    assert caught.value.exit_code == 2
    with pytest.raises(AttribError, match="another run"):
        run(source, out, restart=True)
    held.close()
    assert same(tmp_path, source, out).done == 60


@pytest.mark.parametrize("cut", [1, 7, 40, 100])
def test_a_torn_end_is_cut_off_and_done_again(tmp_path: Path, cut: int) -> None:
    source = archive(tmp_path / "in.jsonl", 40)
    out = interrupted(tmp_path, source)
    journal = tmp_path / "out.jsonl.state" / "journal"
    journal.write_bytes(journal.read_bytes()[:-cut])
    assert same(tmp_path, source, out).done == 40
    assert ids(out) == [f"d{i}" for i in range(40)]


def test_a_state_that_was_only_begun_counts_for_nothing(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 5)
    state = tmp_path / "out.jsonl.state"
    state.mkdir()
    (state / "journal").write_bytes(b"0 done - 2 00000000\n{}\n")
    assert run(source, tmp_path / "out.jsonl").done == 5


@pytest.mark.parametrize("limit", [600, 3000, 3900])
def test_a_full_disk_keeps_what_was_done(tmp_path: Path, limit: int) -> None:
    source = archive(tmp_path / "in.jsonl", 20)
    quiet, out = tmp_path / "quiet.jsonl", tmp_path / "out.jsonl"
    run(source, quiet)
    process = started(
        {"source": str(source), "out": str(out), "jobs": 1},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    message = process.communicate()[1].decode()
    assert process.returncode == 1
    assert "cannot be written: File too large" in message
    assert "documents done and kept: " in message
    assert not out.exists()
    result = run(source, out)
    assert result.resumed > 0
    assert out.read_bytes() == quiet.read_bytes()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 2)
    (tmp_path / "out.jsonl.state").write_text("in the way")
    with pytest.raises(AttribError, match="cannot be made: File exists") as caught:
        run(source, tmp_path / "out.jsonl")
    assert caught.value.exit_code == 2
    with pytest.raises(AttribError, match="no such folder"):
        run(source, tmp_path / "none" / "out.jsonl")


def test_the_journal_gives_back_what_was_put_in_in_any_order(tmp_path: Path) -> None:
    outcomes = [
        Outcome(2, "ff", "{}"),
        Outcome(0, "-", Failure("a\n", "b", "crash", "c \udc80")),
        Outcome(1, "0a", '{"é": "\u2028"}'),
    ]
    journal = Journal(tmp_path / "journal")
    for outcome in outcomes:
        journal.add(outcome)
    journal.close()
    again = Journal(tmp_path / "journal")
    assert list(again.outcomes()) == [outcomes[1], outcomes[2], outcomes[0]]
    assert (again.count, again.failures, 2 in again, 3 in again) == (3, 1, True, False)
    assert (again.matches(2, "ff"), again.matches(2, "fe"), again.matches(0, "-")) == (True, False, True)
    again.close()


def test_a_damaged_entry_and_all_after_it_are_done_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    for number in range(3):
        journal.add(Outcome(number, "-", json.dumps({"number": number})))
    journal.close()
    data = bytearray((tmp_path / "journal").read_bytes())
    data[data.index(b'"number": 1') + 10] = ord("7")
    (tmp_path / "journal").write_bytes(data)
    again = Journal(tmp_path / "journal")
    assert (again.count, 0 in again, 1 in again, 2 in again) == (1, True, False, False)
    again.close()


def until(what: Any, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [int(child) for child in found]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
