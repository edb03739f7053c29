"""``attrib audit`` as a user meets it, and what it finds in the articles of ``seeds/dev``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import report
from click.testing import CliRunner

from attrib import Analyser, read_document
from attrib.__main__ import _run
from attrib.audit import RULES
from attrib.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

DEV = Path(__file__).parent.parent / "seeds" / "dev"

UNDESCRIBED = {
    "text": "Sources said the bridge would close.",
    "sources": [{"name": "sources", "kind": "group", "naming": "anonymous", "grade": 0}],
    "attributions": [
        {"source": "Sources", "entity": 0, "cue": "said", "lemma": "say", "content": "the bridge would close"}
    ],
}
PLAIN = {
    "text": "The bridge will close, Anita Rao said.",
    "sources": [{"name": "Anita Rao", "kind": "person", "naming": "named", "grade": None}],
    "attributions": [
        {
            "source": "Anita Rao",
            "entity": 0,
            "cue": "said",
            "lemma": "say",
            "content": "The bridge will close",
        }
    ],
}


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the command in an empty folder: exit code, output, messages."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = _run(["audit", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def store(name: str, *cases: dict[str, Any], include_text: bool = True) -> None:
    lines = [
        json.dumps({**report(case, include_text=include_text), "doc_id": f"d{n}"})
        for n, case in enumerate(cases)
    ]
    Path(name).write_text("\n".join(lines), encoding="utf-8")


def test_a_stored_report_is_audited(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", UNDESCRIBED)
    code, out, err = call("r.json")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "d0"
    assert "  A1 warning: Anonymous source without description" in out
    assert "line 1: The reader is told nothing about this source." in out
    assert "      > Sources" in out
    assert "Rule: AP Stylebook" in out
    assert "stories together" not in out


def test_lines_are_counted_as_editors_do(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", UNDESCRIBED | {"text": f"It rained.\u2028Again.\x0b\r\nTwice.\r\n{UNDESCRIBED['text']}"})
    assert "line 3: The reader is told nothing about this source." in call("r.json")[1]


def test_nothing_found_is_said(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", PLAIN)
    _, out, _ = call("r.json")
    assert "No findings." in out
    assert "Claims: 1. Sources: 1 (1 named), documents among them: 0." in out


def test_several_reports_are_added_up(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.jsonl", UNDESCRIBED, PLAIN)
    _, out, _ = call("r.jsonl")
    assert "2 stories together" in out
    assert "Identified sources a story: 0: 50 %, 1: 50 %, 2-3: 0 %, 4+: 0 %" in out
    assert "Most quoted by name (stories): Anita Rao (1)" in out
    assert "A1 1" in out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--fail-on", "A1"], 3),
        (["--fail-on", "A2, A1"], 3),
        (["--fail-on", "A2"], 0),
        (["--rules", "A8", "--fail-on", "A1"], 3),
        (["--rules", "A2"], 0),
    ],
)
def test_fail_on(call: Callable[..., tuple[int, str, str]], options: list[str], code: int) -> None:
    store("r.json", UNDESCRIBED)
    assert call("r.json", *options)[0] == code


def test_only_the_rules_asked_for(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", UNDESCRIBED)
    _, out, _ = call("r.json", "--rules", "A8")
    assert "A8 note" in out
    assert "A1 warning" not in out


@pytest.mark.parametrize("option", ["--rules", "--fail-on"])
def test_an_unknown_rule(call: Callable[..., tuple[int, str, str]], option: str) -> None:
    store("r.json", PLAIN)
    code, out, err = call("r.json", option, "A1,A77")
    assert (code, out) == (2, "")
    assert "A77: no such rule" in err
    assert all(rule.id in err for rule in RULES)


def test_some_failed_beats_found(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", UNDESCRIBED)
    code, out, err = call("missing.json", "r.json", "--fail-on", "A1")
    assert code == 4
    assert "A1 warning" in out
    assert "missing.json" in err


def test_an_invalid_report_is_passed_over(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.jsonl", UNDESCRIBED, PLAIN)
    lines = Path("r.jsonl").read_text(encoding="utf-8").splitlines()
    Path("r.jsonl").write_text("\n".join([json.dumps({**json.loads(lines[0]), "blocks": 3}), lines[1]]))
    code, out, err = call("r.jsonl")
    assert code == 4
    assert "r.jsonl:1: $.blocks" in err
    assert out.startswith("d1")
    Path("one.json").write_text(json.dumps({**json.loads(lines[0]), "blocks": 3}), encoding="utf-8")
    assert call("one.json")[0] == 1


def test_pages_are_audited_whatever_their_name(call: Callable[..., tuple[int, str, str]]) -> None:
    said = "<p>The bridge will close on Monday for two weeks, the mayor of Highport said.</p>"
    Path("page").write_text(f"<article><h1>Bridge to close</h1>{said * 3}</article>", encoding="utf-8")
    code, out, _ = call("page", "--from", "html")
    assert code == 0
    assert out.startswith("page\n")


def test_nothing_to_read(call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("missing.txt")[0] == 2


def test_without_text_what_is_left_out_is_said(call: Callable[..., tuple[int, str, str]]) -> None:
    store("r.json", UNDESCRIBED, include_text=False)
    code, out, err = call("r.json")
    assert code == 0
    needing = ", ".join(rule.id for rule in RULES if rule.needs_text)
    assert f"d0: the report has no text; not applied: {needing}" in err
    assert "A1 warning" not in out
    assert "Claims: 1." in out


class TestConfiguration:
    def write(self, path: Path, section: str) -> None:
        path.write_text(f'[project]\nname = "desk"\n{section}\n', encoding="utf-8")

    def test_found_upward(
        self, call: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.write(tmp_path / "pyproject.toml", '[tool.attrib]\nrules = ["A8"]\nfail-on = ["A8"]')
        folder = tmp_path / "a" / "b"
        folder.mkdir(parents=True)
        self.write(tmp_path / "a" / "pyproject.toml", "")
        monkeypatch.chdir(folder)
        store("r.json", UNDESCRIBED)
        code, out, _ = call("r.json")
        assert code == 3
        assert "A8 note" in out
        assert "A1 warning" not in out

    def test_options_come_first(self, call: Callable[..., tuple[int, str, str]]) -> None:
        self.write(Path("pyproject.toml"), '[tool.attrib]\nrules = ["A8"]\nfail-on = ["A8"]')
        store("r.json", UNDESCRIBED)
        code, out, _ = call("r.json", "--rules", "A1", "--fail-on", "")
        assert code == 0
        assert "A1 warning" in out
        assert "A8 note" not in out

    def test_named_file(self, call: Callable[..., tuple[int, str, str]]) -> None:
        self.write(Path("desk.toml"), '[tool.attrib]\nfail-on = ["A1"]')
        store("r.json", UNDESCRIBED)
        assert call("r.json")[0] == 0
        assert call("r.json", "--config", "desk.toml")[0] == 3
        assert call("r.json", "--config", "none.toml")[0] == 2

    @pytest.mark.parametrize(
        ("section", "says"),
        [
            ('[tool.attrib]\nfail-on = "A1"', "fail-on: expected a list"),
            ("[tool.attrib]\nrules = [1]", "rules: expected a list"),
            ("[tool.attrib]\nfailon = []", "not failon"),
            ('[tool.attrib]\nrules = ["A77"]', "A77: no such rule"),
            ("[tool.attrib", "not TOML"),
        ],
    )
    def test_what_is_wrong_is_told(
        self, call: Callable[..., tuple[int, str, str]], section: str, says: str
    ) -> None:
        self.write(Path("pyproject.toml"), section)
        store("r.json", PLAIN)
        code, out, err = call("r.json")
        assert (code, out) == (2, "")
        assert says in err


def test_no_control_character_reaches_the_terminal(call: Callable[..., tuple[int, str, str]]) -> None:
    evil = "\x1b[31mred\x07\u202e"
    case = {**UNDESCRIBED, "text": f"Sources said the bridge would {evil} close."}
    case["attributions"] = [{**UNDESCRIBED["attributions"][0], "content": f"the bridge would {evil} close"}]  # type: ignore[dict-item]
    stored = {**report(case), "doc_id": f"d{evil}"}
    stored["sources"][0]["name"] = f"sources{evil}"
    Path("r.json").write_text(json.dumps(stored), encoding="utf-8")
    _, out, _ = call("r.json")
    assert all(character.isprintable() or character == "\n" for character in out)


def test_colours_are_for_terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store("r.json", UNDESCRIBED)
    assert "\x1b[" not in CliRunner().invoke(cli, ["audit", "r.json"]).output
    assert "\x1b[" in CliRunner().invoke(cli, ["audit", "r.json"], color=True).output


def test_an_article_is_analysed_first(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call(DEV / "stadium-vote.txt", "--fail-on", "A1")
    assert code == 3
    assert "A1 warning: Anonymous source without description" in out


#: Findings in the articles of seeds/dev that anybody can see with bare eyes: article, rule, words.
EXPECTED = [
    ("stadium-vote", "A1", ["Sources"]),
    ("stadium-vote", "A8", ["Sources"]),
    ("stadium-vote", "A13", ["No more blank checks"]),
    ("visa-backlog", "A5", ["too proud"]),
    ("visa-backlog", "A13", ["fix it by summer"]),
    ("harbour-tunnel", "A10", ["is understood", "that he will visit Calder on Friday"]),
    ("geneva-grain", "A12", ["claimed"]),
]


@pytest.fixture(scope="module")
def seeds() -> dict[str, Any]:
    analyser = Analyser()
    return {
        name: analyser.analyse(read_document(DEV / f"{name}.txt")).report
        for name in sorted({name for name, _, _ in EXPECTED})
    }


@pytest.mark.parametrize(("name", "rule", "words"), EXPECTED, ids=[f"{n}-{r}" for n, r, _ in EXPECTED])
def test_found_in_the_seeds(seeds: dict[str, Any], name: str, rule: str, words: list[str]) -> None:
    story = seeds[name]
    found = [
        [story["text"][start:end] for start, end in finding["spans"]]
        for finding in story["findings"]
        if finding["rule"] == rule
    ]
    assert words in found


def test_stories_of_many_named_sources_are_let_pass(seeds: dict[str, Any]) -> None:
    """None of these articles has one source, only anonymous ones, or an unnamed source in its headline."""
    for story in seeds.values():
        assert not {finding["rule"] for finding in story["findings"]} & {"A2", "A3", "A9", "A11", "A15"}
