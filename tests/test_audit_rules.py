"""Every rule of the audit on articles built by hand: what it finds, and what it lets pass."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest
from builders import report

from attrib import validate
from attrib.audit import RULES, find, select
from attrib.audit.rule import OWN
from attrib.errors import AttribError

CASES = sorted((Path(__file__).parent / "cases" / "audit").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = load(path)
    built = report(case)
    validate(built)
    found = [finding for finding in built["findings"] if finding["rule"] == case["rule"]]
    shown = [[case["text"][start:end] for start, end in finding["spans"]] for finding in found]
    assert shown == case["found"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_cases_that_fire_and_cases_that_do_not(rule: Any) -> None:
    fires = [bool(case["found"]) for case in map(load, CASES) if case["rule"] == rule.id]
    assert any(fires)
    assert not all(fires)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_rule_can_be_switched_on_alone(path: Path) -> None:
    case = load(path)
    built = report(case)
    alone = find(built, rules=select([case["rule"]]))
    assert alone == [finding for finding in built["findings"] if finding["rule"] == case["rule"]]
    assert find(built, rules=()) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_stored_report_gives_the_same_again(path: Path) -> None:
    built = report(load(path))
    stored = json.loads(json.dumps({**built, "findings": [], "metrics": {}}))
    before = copy.deepcopy(stored)
    assert find(stored) == built["findings"]
    assert stored == before


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_without_text_the_rules_that_need_none_find_the_same(path: Path) -> None:
    built, bare = report(load(path)), report(load(path), include_text=False)
    assert bare["text"] is None
    assert bare["findings"] == built["findings"], "found while the text was there"
    assert bare["metrics"] == built["metrics"]
    free = {rule.id for rule in RULES if not rule.needs_text}
    assert find(bare) == [finding for finding in built["findings"] if finding["rule"] in free]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages_hold_no_words_of_the_article_but_names(path: Path) -> None:
    case = load(path)
    for finding in report(case)["findings"]:
        message = finding["message"]
        for name in [source["name"] for source in case["sources"]]:
            message = message.replace(name, "")
        assert not [a for a in case["attributions"] if "".join(a["content"]) in message]


def test_what_is_unsure_carries_no_verdict() -> None:
    """Only rules that rest on the words themselves may speak of attributions that are hardly sure."""
    for case in map(load, CASES):
        unsure = [{**entry, "confidence": 0.3} for entry in case["attributions"]]
        found = report({**case, "attributions": unsure})["findings"]
        assert {finding["rule"] for finding in found if finding["attributions"]} <= {"A10", "A11"}


def test_what_is_linked_unsurely_carries_no_verdict() -> None:
    for case in map(load, CASES):
        unsure = [{**entry, "link": 0.3} for entry in case["attributions"]]
        found = report({**case, "attributions": unsure})["findings"]
        assert {f["rule"] for f in found if f["sources"]} <= {"A2", "A14"}


def test_rules_are_numbered_and_told() -> None:
    assert [rule.id for rule in RULES] == [f"A{number}" for number in range(1, len(RULES) + 1)]
    for rule in RULES:
        assert (rule.url is None) == (rule.document == OWN), rule.id
        assert rule.url is None or rule.url.startswith("https://")
    assert len({rule.title for rule in RULES}) == len(RULES)


def test_unknown_rules_are_named_with_all_there_are() -> None:
    with pytest.raises(AttribError, match=r"A99, X: no such rule; the rules are A1, A2, .*A15") as caught:
        select(["A1", "X", "A99"])
    assert caught.value.exit_code == 2


def test_rules_are_linear_in_the_text() -> None:
    text = "“We will never close the old bridge again, they told me” and so on. " * 3_000
    case = {"text": f"Bridge ‘shut’\n{text}", "roles": {"0": "headline"}, "sources": [], "attributions": []}
    built = report({**case, "text": "Bridge ‘shut’\nNo."})
    built["text"] = case["text"]
    built["blocks"] = [{"span": [0, 13], "role": "headline"}, {"span": [14, len(text)], "role": "body"}]
    started = time.process_time()
    find(built)
    assert time.process_time() - started < 10


def test_rules_are_linear_in_the_claims() -> None:
    text, number = "“It is a disgrace for all of us,” a source said. ", 12_000
    built = report(
        {
            "text": text.strip(),
            "sources": [{"name": "a source", "kind": "person", "naming": "anonymous", "grade": 0}],
            "attributions": [
                {
                    "source": "a source",
                    "entity": 0,
                    "cue": "said",
                    "lemma": "say",
                    "content": "“It is a disgrace for all of us,”",
                }
            ],
        }
    )
    (claim,) = built["attributions"]
    assert "A5" in {finding["rule"] for finding in built["findings"]}
    built["text"] = text * number
    built["blocks"][0]["span"][1] = built["sentences"][0]["span"][1] = len(built["text"]) - 1
    built["attributions"] = [{**claim, "id": f"a{n}"} for n in range(1, number + 1)]
    started = time.process_time()
    assert len(find(built, rules=select(["A5"]))) == number
    # A second or two; a search of all attributions for each claim took half a minute.
    assert time.process_time() - started < 15
