"""The command line as a user meets it: files in, reports, messages and exit codes out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib import validate
from attrib.__main__ import _run
from attrib.read import FORMATS

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "seeds" / "dev" / "harbour-tunnel.txt"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(
        *arguments: str | Path, data: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "attrib", *map(str, arguments)]
        return subprocess.run(
            command, input=data, capture_output=True, cwd=tmp_path, env=os.environ | environment, check=False
        )

    return call


def failed(done: subprocess.CompletedProcess[bytes], *, code: int, says: str) -> None:
    """One line that names what is wrong, the right exit code, no traceback."""
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert says in message
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1


def test_one_article_gives_one_indented_report(run: Run) -> None:
    done = run("analyse", ARTICLE)
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"{\n")
    validate(report)
    assert report["doc_id"] == str(ARTICLE)
    assert report["attributions"]


def test_several_articles_give_json_lines_in_input_order(run: Run, tmp_path: Path) -> None:
    for name, text in (("b", "It rained, she said."), ("a", "He said it snowed.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("analyse", "b", "a", "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == ["b", "a"]


def test_standard_input(run: Run) -> None:
    done = run("analyse", "-", data="“No,” she said.".encode())
    report = json.loads(done.stdout)
    assert report["text"] == "“No,” she said."
    assert report["doc_id"] == "-"


@pytest.mark.parametrize(("closed", "says"), [("<&-", "-: standard input"), (">&-", "standard output")])
def test_what_is_closed_is_told(closed: str, says: str) -> None:
    command = f"{sys.executable} -m attrib analyse - {closed}"
    done = subprocess.run(command, shell=True, input=b"He said so.", capture_output=True, check=False)  # noqa: S602 - our own words
    failed(done, code=2, says=f"{says} is closed; name a file")


def test_json_lines_carry_ids_and_other_keys(run: Run) -> None:
    rows = [{"id": "x1", "text": "It rained, she said.", "desk": "weather"}, {"text": "He said so."}]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    done = run("analyse", "-", "--from", "jsonl", data=data)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["doc_id"], first["meta"]["extra"]) == ("x1", {"desk": "weather"})
    assert (second["doc_id"], [n["code"] for n in second["notices"]]) == ("2", ["missing-id"])


def test_a_bad_line_costs_itself_only(run: Run) -> None:
    data = b'{"id": "a", "text": "One."}\nnot json\n{"id": "b", "text": "Two."}\n'
    done = run("analyse", "-", "--from", "jsonl", data=data)
    assert [json.loads(line)["doc_id"] for line in done.stdout.splitlines()] == ["a", "b"]
    failed(done, code=4, says="-:2")


def test_a_missing_file_beside_a_good_one(run: Run) -> None:
    done = run("analyse", "missing.txt", ARTICLE)
    assert len(done.stdout.splitlines()) == 1
    failed(done, code=4, says="missing.txt")


def test_without_text_no_word_of_the_article_is_left(run: Run) -> None:
    done = run("analyse", ARTICLE, "--no-text")
    report = json.loads(done.stdout)
    validate(report)
    assert report["text"] is None
    assert {attribution["content"]["text"] for attribution in report["attributions"]} == {None}


def test_the_bytes_do_not_depend_on_the_surroundings(run: Run) -> None:
    outputs = {
        run("analyse", ARTICLE, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).stdout
        for seed, zone, locale in (("0", "UTC", "C"), ("7", "Asia/Tokyo", "C.UTF-8"))
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("binary", b"\x7fELF\x00\x01\x00\x00" * 9, "binary"),
        ("missing", None, "no such file"),
        ("page.html", b"<!doctype html><p>Hi", "no article text"),
        ("none.jsonl", b"\n", "holds no article"),
    ],
)
def test_what_cannot_be_read(run: Run, tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("analyse", name)
    assert name in done.stderr.decode()
    failed(done, code=2, says=says)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("analyse", "--foo", ARTICLE), "attrib analyse: no such option '--foo'"),
        (("analyse",), "see attrib analyse --help"),
        (("analyze", ARTICLE), "attrib: no such command 'analyze'"),
        (
            ("analyse", ARTICLE, "--min-confidence", "2"),
            "attrib analyse: invalid value for '--min-confidence'",
        ),
        (("export", ARTICLE, "--to", "pdf", "-o", "x"), "'pdf' is not one of 'csv'"),
        (("export", ARTICLE, "-o", "x"), "missing option '--to'. Choose from: csv, sqlite"),
        (("analyse", ARTICLE, "-o", "none/x.json"), "none: no such folder; make it first"),
        (("analyse", ARTICLE, "-o", "."), ".: is a folder; name a file in it"),
        (("analyse", ARTICLE, "-o", "/proc/x.json"), "/proc/x.json: cannot be written"),
        (("report", "none.json"), "none.json: no such file"),
        (("validate", "."), ".: is a folder; name the files in it"),
        (("audit", ARTICLE, "--config", "none.toml"), "none.toml: no such file"),
        (("report", ARTICLE, "--from", "csv"), "expected a column named text"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, arguments: tuple[str | Path, ...], says: str) -> None:
    failed(run(*arguments), code=2, says=says)


def test_a_command_without_arguments_gives_help(run: Run) -> None:
    done = run()
    assert b"analyse" in done.stdout + done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("command", [("analyse",), ("report",), ("export", "--to", "sqlite")])
def test_an_input_is_not_written_over(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("It rained, she said.", encoding="utf-8")
    failed(run(*command, "a.txt", "-o", tmp_path / "a.txt"), code=2, says="is input and output")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "It rained, she said."


@pytest.mark.parametrize("command", ["audit", "report", "explain"])
def test_what_should_be_a_report_and_is_none(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"schema_version": ', encoding="utf-8")
    failed(
        run(command, "a.json"), code=1, says="a.json:1: $: 'schema_version' is a required property; expected"
    )
    failed(
        run(command, "b.json"), code=1, says="b.json:1: expected one JSON object a line: Expecting value at"
    )


def test_training_without_its_libraries(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("attrib.train.")]:
        monkeypatch.delitem(sys.modules, name)
    assert _run(["train", "extract", "--corpus", "a.jsonl", "-o", "m"]) == 2
    assert capsys.readouterr().err == "attrib: training the tagger needs torch: pip install 'attrib[train]'\n"


def test_messages_do_not_govern_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("id\x1b[2J,\u202edraeh\n1,2\n", encoding="utf-8")
    done = run("analyse", "odd.csv")
    failed(done, code=2, says="found id [2J,  draeh")
    assert done.stderr.decode().removesuffix("\n").isprintable()


def test_a_folder(run: Run, tmp_path: Path) -> None:
    failed(run("analyse", tmp_path), code=2, says="folder")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-text"),
        (b" \n\t\n", "empty-text"),
        (
            "Le ministre a déclaré que la loi ne serait pas votée avant la fin de l’été. ".encode() * 9,
            "not-english",
        ),
        (b"The caf\xe9 will close, she said.", "invalid-utf8"),
        ("She said: “We will not go.".encode(), "unclosed-quote"),
    ],
)
def test_bad_text_is_a_notice(run: Run, content: bytes, code: str) -> None:
    done = run("analyse", "-", data=content)
    report = json.loads(done.stdout)
    validate(report)
    assert done.returncode == 0
    assert code in [notice["code"] for notice in report["notices"]]


def test_one_long_line(run: Run, tmp_path: Path) -> None:
    sentence = "The minister said the road would close. Nobody knows why it was “built” here. "
    (tmp_path / "long.txt").write_text(sentence * 400, encoding="utf-8")
    done = run("analyse", "long.txt")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(report["attributions"]) > 300


def test_an_unwritable_output(run: Run) -> None:
    failed(
        run("analyse", ARTICLE, "-o", "no/such/folder/out.json"),
        code=2,
        says="no/such/folder: no such folder",
    )


def test_the_formats_offered_are_those_that_are_read(run: Run) -> None:
    assert f"--from [{'|'.join(FORMATS)}]" in run("analyse", "--help").stdout.decode()


def test_wrong_usage(run: Run) -> None:
    assert run("analyse").returncode == 2
    assert run("analyse", ARTICLE, "--format", "xml").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_full_disk_is_told_with_the_file(run: Run) -> None:
    stored = ROOT / "tests" / "schema_examples" / "accepted" / "report-1.0.0" / "every-field.json"
    failed(run("report", stored, "-o", "/dev/full"), code=1, says="/dev/full: No space left on device")


def test_several_documents_do_not_fit_one_json(run: Run) -> None:
    failed(run("analyse", ARTICLE, ARTICLE, "--format", "json"), code=2, says="--format jsonl")


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -m attrib analyse {ARTICLE} {ARTICLE} | head -c 5"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout == b'{"sch'
    assert b"Traceback" not in done.stderr


def test_an_interrupt_exits_with_130() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "attrib", "analyse", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    # More than a pipe holds (64 KiB): once all is written, the command has begun to read, and it reads on until the end.
    process.stdin.write(b"wait " * 40_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in message) == (130, False)


def test_validate(run: Run, tmp_path: Path) -> None:
    good = run("analyse", ARTICLE).stdout
    (tmp_path / "good.json").write_bytes(good)
    (tmp_path / "bad.jsonl").write_text(
        json.dumps(json.loads(good)) + "\n" + json.dumps(json.loads(good) | {"text_sha256": "x"}) + "\n"
    )
    assert run("validate", "good.json").returncode == 0
    failed(run("validate", "good.json", "bad.jsonl"), code=1, says="bad.jsonl:2: $.text_sha256")
    failed(run("validate", "none.json"), code=2, says="none.json")
    both = run("validate", "none.json", "bad.jsonl")
    assert (both.returncode, b"none.json" in both.stderr) == (2, True)
    assert b"bad.jsonl:2: $.text_sha256" in both.stderr
    (tmp_path / "empty.json").touch()
    for command in ("validate", "audit", "report"):
        failed(run(command, "empty.json"), code=1, says="empty.json: holds nothing; expected reports")


def test_schema_is_the_published_one(run: Run) -> None:
    assert run("schema").stdout == (ROOT / "schemas" / "report-1.0.0.json").read_bytes()


def test_evaluate_prints_a_table_and_json(run: Run, tmp_path: Path) -> None:
    line = (ROOT / "seeds" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "gold.jsonl").write_text(line + "\n", encoding="utf-8")
    table = run("evaluate", "gold.jsonl").stdout.decode()
    scores = json.loads(run("evaluate", "gold.jsonl", "--json").stdout)
    assert "triple" in table
    assert 0 < scores["triple"]["f1"] <= 1


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").stdout.decode()
    for command in ("analyse", "validate", "schema", "evaluate", "train"):
        assert f"  {command}" in text
