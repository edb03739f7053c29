"""``attrib batch`` as a user meets it, with the real models."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLES = [
    ROOT / "seeds" / "dev" / f"{name}.txt"
    for name in ("cliff-village", "geneva-grain", "harbour-tunnel", "river-plant", "visa-backlog")
]


def batch(folder: Path, *arguments: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "attrib", "batch", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, cwd=folder, env=os.environ, check=False)


def analysed(*files: Path) -> bytes:
    command = [sys.executable, "-m", "attrib", "analyse", "--format", "jsonl", *map(str, files)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def said(done: subprocess.CompletedProcess[bytes], *, code: int, says: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert says in message
    assert len(message.strip().splitlines()) == 1
    assert done.stdout == b""


def test_a_folder_gives_what_analyse_gives(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for article in ARTICLES:
        shutil.copy(article, folder)
    said(batch(tmp_path, folder, "-o", "out.jsonl", "--jobs", "2"), code=0, says="out.jsonl: 5 documents")
    assert (tmp_path / "out.jsonl").read_bytes() == analysed(*sorted(folder.iterdir()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl"]


def test_failures_and_what_comes_after_completion(tmp_path: Path) -> None:
    data = b'{"id": "a", "text": "One, he said."}\nnot json\n{"id": "b", "text": "Two."}\n'
    arguments = ("-", "--from", "jsonl", "-o", "out.jsonl", "--jobs", "1", "--no-text")
    said(batch(tmp_path, *arguments, data=data), code=4, says="1 failed: see out.jsonl.quarantine.jsonl")
    (row,) = map(json.loads, (tmp_path / "out.jsonl.quarantine.jsonl").read_bytes().splitlines())
    assert (row["doc_id"], row["input"], row["error"]) == ("2", "-:2", "unreadable")
    reports = (tmp_path / "out.jsonl").read_bytes()
    assert [json.loads(line)["text"] for line in reports.splitlines()] == [None, None]
    times = (tmp_path / "out.jsonl").stat().st_mtime_ns
    said(batch(tmp_path, *arguments, data=data), code=4, says="complete already; --restart")
    assert (tmp_path / "out.jsonl").stat().st_mtime_ns == times
    good = data.replace(b"not json\n", b"")
    said(batch(tmp_path, *arguments, "--restart", data=good), code=0, says="2 documents")
    assert not (tmp_path / "out.jsonl.quarantine.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("none.txt", "-o", "out.jsonl"), "none.txt: no such file"),
        (("none*.txt", "-o", "out.jsonl"), "none*.txt: matches no file"),
        (("in.txt", "-o", "out.csv"), "out.csv: expected"),
        (("in.jsonl", "-o", "./in.jsonl", "--restart"), "in.jsonl: is input and output"),
        (("in.txt", "-o", "none/out.jsonl"), "none: no such folder"),
        (("in.txt", "-o", "out.jsonl", "--from", "latin"), "'latin' is not one of 'text'"),
        (("in.txt", "-o", "out.jsonl", "--people", "none.csv"), "none.csv: no such file"),
        (("in.txt", "-o", "out.jsonl", "--people", "in.txt"), "in.txt: expected a header with a column"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    for name in ("in.jsonl", "in.txt"):
        (tmp_path / name).write_text("He said so.")
    said(batch(tmp_path, *arguments), code=2, says=says)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "in.txt"]


def test_a_state_of_other_options(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("He said so.")
    state = tmp_path / "out.jsonl.state"
    state.mkdir()
    (state / "run.json").write_text('{"version": "0", "options": {}}')
    said(batch(tmp_path, "in.txt", "-o", "out.jsonl"), code=2, says="--restart begins anew")
    said(batch(tmp_path, "in.txt", "-o", "out.jsonl", "--restart"), code=0, says="1 document")
    assert not state.exists()


def test_the_real_analysis_killed_at_random_moments(tmp_path: Path) -> None:
    rows = [{"id": f"{i}-{path.stem}", "text": path.read_text()} for i in range(6) for path in ARTICLES]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    said(batch(tmp_path, "in.jsonl", "-o", "quiet.jsonl", "--jobs", "1"), code=0, says="30 documents")
    chance = random.Random(3)
    arguments = ("in.jsonl", "-o", "out.jsonl", "--jobs", "2")
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "attrib", "batch", *arguments], cwd=tmp_path, stderr=subprocess.PIPE
        )
        time.sleep(chance.uniform(1.5, 3.0))
        process.kill()
        process.communicate()
    done = batch(tmp_path, *arguments)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "quiet.jsonl").read_bytes()
