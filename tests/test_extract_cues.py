"""Lemma and act of cues, one by one and on gold: ``quality/cues.jsonl``, half of it cues that are rare.

The gold's cues were drawn from those of PolNeAR's training articles, 150 distinct ones by frequency and 150 of
those that occur once (names replaced); sentences, lemmas and acts are our own, labelled before the rules were
run. The rules were tuned on the part ``dev`` alone.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from attrib.extract.cues import describe
from attrib.extract.verbs import stem

GOLD = Path(__file__).parent / "quality" / "cues.jsonl"
#: Least share of cues with lemma and act right, by part.
FLOORS = {"dev": 0.94, "test": 0.84}


def gold(part: str) -> list[dict[str, Any]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [item for item in map(json.loads, lines) if item["part"] == part]


def right(item: dict[str, Any]) -> bool:
    lemma, act = describe(item["cue"], item["content"][-1])
    return lemma in (item["lemma"], *item.get("lemma_alt", ())) and act == item["act"]


@pytest.mark.parametrize("part", FLOORS)
def test_gold(part: str) -> None:
    items = gold(part)
    assert sum(map(right, items)) >= FLOORS[part] * len(items)


def test_the_gold_is_half_rare_and_holds_its_cues() -> None:
    items = [*gold("dev"), *gold("test")]
    assert len(items) == 2 * sum(item["draw"] == "once" for item in items) == 300
    for item in items:
        assert item["cue"] in item["sentence"]
        assert all(piece in item["sentence"] for piece in item["content"])


@pytest.mark.parametrize(
    ("cue", "content", "lemma", "act"),
    [
        ("told", "that it was over", "tell", "statement"),
        ("was told", "to leave", "tell", "directive"),
        ("asked", "whether it rained", "ask", "question"),
        ("asked", "not to be named", "ask", "directive"),
        ("asked", "for help", "ask", "directive"),
        ("agreed", "to share the cost", "agree", "intention"),
        ("agreed", "that it was late", "agree", "belief"),
        ("called", "the plan “a farce”", "call", "statement"),
        ("called", "for calm", "call", "directive"),
        ("is said", "to have left", "say", "statement"),
        (":", "“Was it late?”", ":", "question"),
        ("suggested", "closing the road", "suggest", "directive"),
        ("refused to say", "who paid", "say", "statement"),
        ("refused", "to pay", "refuse", "intention"),
        ("have long criticised", "the fee", "criticise", "attitude"),
        ("longed", "to leave", "long", "attitude"),
        ("were proud of", "the team", "be proud", "attitude"),
        ("angry about", "the fee", "be angry", "attitude"),
        ("blorped", "“No, thanks.”", "blorp", "statement"),
        ("blorped", "that it rained", "blorp", "statement"),
        ("blorped", "to leave", "blorp", "intention"),
        ("blorped", "the fee", "blorp", "other"),
    ],
)
def test_what_is_introduced_decides(cue: str, content: str, lemma: str, act: str) -> None:
    assert describe(cue, content) == (lemma, act)


@pytest.mark.parametrize(
    ("cue", "lemma", "act"),
    [
        ("said", "say", "statement"),
        ("has said", "say", "statement"),
        ("had not been told", "tell", "statement"),
        ("is understood", "understand", "belief"),
        ("According to", "according to", "statement"),
        ("pointed out", "point out", "statement"),
        ("called for", "call for", "directive"),
        ("hoped", "hope", "attitude"),
        ("did not deny", "deny", "statement"),
        ("asked", "ask", "question"),
        (":", ":", "statement"),
    ],
)
def test_cues_of_the_lexicon(cue: str, lemma: str, act: str) -> None:
    assert describe(cue) == (lemma, act)


def test_no_cue() -> None:
    assert describe("") == (None, "statement")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("grumbled", "grumble"),
        ("tweeting", "tweet"),
        ("tries", "try"),
        ("replied", "reply"),
        ("rubbished", "rubbish"),
        ("stressing", "stress"),
        ("quipped", "quip"),
        ("urges", "urge"),
        ("backing", "back"),
        ("speculated", "speculate"),
        ("goes", "go"),
        ("drew", "draw"),
        ("discloses", "disclose"),
    ],
)
def test_stems(form: str, lemma: str) -> None:
    assert stem(form) == lemma
