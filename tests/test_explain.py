"""``attrib explain``: the evidence of each attribution in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from attrib.cli import cli
from attrib.cli.explain import lines

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "Bridge may close, council told\n\n"
    "The bridge may close in May, engineer Rosa Lind told the council on Monday.\n\n"
    "“It is unsafe,” she said.\n"
)


def entry(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": "a1",
        "mode": "indirect",
        "act": "statement",
        "content": {"spans": [[0, 15]], "text": "the dam may burst", "quoted": []},
        "cue": {"spans": [[20, 24]], "text": "claimed", "lemma": "claim", "force": "distancing"},
        "source": {
            "spans": [[30, 35]],
            "text": "Lind",
            "id": "s1",
            "confidence": 0.9,
            "reason": "surname",
            "candidates": [],
        },
        "addressee": None,
        "channel": None,
        "parent": None,
        "chain": ["s1"],
        "hedging": {
            "label": "hedged",
            "probability": 0.93,
            "strength": 0.46,
            "cues": [{"span": [8, 11], "text": "may", "type": "epistemic", "weight": 2.0}],
            "modifiers": [{"span": [2, 4], "text": "about", "type": "approximator"}],
        },
        "confidence": 0.8,
    }
    return base | changes


REPORT = {
    "sources": [
        {"id": "s1", "name": "Rosa Lind", "kind": "person", "naming": "named"},
        {"id": "s2", "name": "the council", "kind": "organisation", "naming": "named"},
    ]
}


def explained(**changes: Any) -> str:
    return "\n".join(lines(entry(**changes), REPORT))


def test_hedges_stand_with_type_place_and_weight() -> None:
    told = explained()
    assert "hedged; 93 % likely to be hedged, strength 0.46" in told
    assert "“may” 8–11: epistemic, uncertain; weight +2.00 (88 %)" in told
    assert "“about” 2–4: approximator" in told


def test_no_control_character_reaches_the_terminal() -> None:
    evil = "\x1b[31mred\x07\u202e\nred"
    part = {"spans": [[0, 15]], "text": evil}
    told = lines(
        entry(content=part, cue=part | {"lemma": None, "force": "neutral"}),
        {"sources": [source | {"name": evil} for source in REPORT["sources"]]},
    )
    assert all(line.isprintable() for line in told)


def test_a_resolved_source_has_its_reason() -> None:
    told = explained()
    assert "= Rosa Lind [s1], person, named" in told
    assert "named in full elsewhere, here by surname (surname, 90 %)" in told
    assert "claimed (claim), distancing: keeps its distance" in told


def test_an_unresolved_source_has_its_candidates() -> None:
    source = entry()["source"] | {
        "id": None,
        "reason": "unresolved",
        "candidates": [{"id": "s2", "probability": 0.4}],
    }
    told = explained(source=source, chain=[])
    assert "not resolved: nobody fits well enough" in told
    assert "could be the council: 40 %" in told


def test_nothing_is_said_of_what_is_not_there() -> None:
    plain = {"label": "asserted", "probability": 0.02, "strength": 1.0, "cues": [], "modifiers": []}
    told = explained(source=None, cue=None, hedging=plain, parent="a4", chain=["s1", "s2"])
    assert "names nobody" in told
    assert "stands by itself" in told
    assert "no hedge found" in told
    assert "inside    a4" in told


def test_a_chain_is_told() -> None:
    assert "by way of: Rosa Lind > the council" in explained(chain=["s1", "s2"])


def test_a_long_content_is_shortened() -> None:
    content = {"spans": [[0, 900]], "text": "so " * 300, "quoted": []}
    assert all(len(line) < 200 for line in explained(content=content).splitlines())


def test_the_command_explains_an_article(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    everything = CliRunner().invoke(cli, ["explain", str(path)])
    assert everything.exit_code == 0
    assert "“may”" in everything.output
    assert "Rosa Lind" in everything.output
    one = CliRunner().invoke(cli, ["explain", str(path), "--attribution", "a1"])
    assert one.output in everything.output
    assert one.output.startswith("a1  ")


def test_reports_are_explained_as_their_articles_are(tmp_path: Path) -> None:
    article, stored, bare = tmp_path / "bridge.txt", tmp_path / "a.json", tmp_path / "b.jsonl"
    article.write_text(ARTICLE, encoding="utf-8")
    invoke = CliRunner().invoke
    assert invoke(cli, ["analyse", str(article), "-o", str(stored)]).exit_code == 0
    assert invoke(cli, ["analyse", str(article), "-o", str(bare), "--no-text"]).exit_code == 0
    told = invoke(cli, ["explain", str(stored)], standalone_mode=False)
    assert told.output == invoke(cli, ["explain", str(article)]).output
    refused = invoke(cli, ["explain", str(bare)], standalone_mode=False)
    assert refused.return_value == 1
    assert refused.output == f"attrib: {article}: the report has no text; name the article\n"


def test_that_nothing_was_found_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert CliRunner().invoke(cli, ["explain", str(path)]).output == "No attribution was found.\n\n"


@pytest.mark.parametrize(("arguments", "message"), [(["--attribution", "a99"], "no such attribution")])
def test_an_unknown_attribution_is_an_error(tmp_path: Path, arguments: list[str], message: str) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    found = CliRunner().invoke(cli, ["explain", str(path), *arguments])
    assert found.exit_code != 0
    assert message in str(found.exception)
