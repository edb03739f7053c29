"""Scores of sources by the form of the mention, their baselines and intervals, on hand-built gold."""

from __future__ import annotations

from typing import Any

import pytest

from attrib.scoring import score
from attrib.scoring.baselines import baselines
from attrib.scoring.forms import form_of, shares_name
from attrib.scoring.given import attributions_of
from attrib.scoring.rates import Share

TEXT = "Ann Hill said no. Tom Rusk said yes. She said more. The mayor said less."
NAMES = ("Ann Hill", "Tom Rusk", "She", "The mayor")
WORDS = ("no", "yes", "more", "less")
SOURCES = [
    {"name": "Ann Hill", "kind": "person", "naming": "named", "grade": None},
    {"name": "Tom Rusk", "kind": "person", "naming": "named", "grade": None},
]


def place(string: str) -> list[int]:
    return [TEXT.index(string), TEXT.index(string) + len(string)]


def gold(third: int = 0, fourth: int = 1) -> dict[str, Any]:
    entities = (0, 1, third, fourth)
    items = [
        {"source": [place(who)], "cue": [], "content": [place(word)], "entity": entity}
        for who, word, entity in zip(NAMES, WORDS, entities, strict=True)
    ]
    return {"id": "x", "text": TEXT, "sources": SOURCES, "attributions": items}


def report(*ids: str | None) -> dict[str, Any]:
    def mention(who: str) -> dict[str, Any]:
        return {"span": place(who), "text": who, "form": "name"}

    def item(number: int, who: str, word: str, found: str | None) -> dict[str, Any]:
        return {
            "id": f"a{number}", "mode": "indirect", "act": "statement", "parent": None, "cue": None,
            "content": {"spans": [place(word)]}, "source": {"spans": [place(who)], "id": found},
            "addressee": None, "channel": None, "hedging": {"label": "asserted", "cues": []},
        }  # fmt: skip

    sources = [
        {**one, "id": f"s{n}", "mentions": [mention(str(one["name"]))]}
        for n, one in enumerate(SOURCES, start=1)
    ]
    entries = zip(range(1, 5), NAMES, WORDS, ids, strict=True)
    return {"sources": sources, "attributions": [item(*one) for one in entries]}


def measured(*ids: str | None) -> dict[str, Any]:
    found: dict[str, Any] = score([(gold(), report(*ids))]).as_dict()["sources"]
    return found


def test_forms_are_counted_apart() -> None:
    right = measured("s1", "s2", "s1", "s2")["right"]
    assert {form: share["n"] for form, share in right.items()} == {
        "name": 2, "definite role": 1, "pronoun": 1, "relative pronoun": 0, "unnamed": 0,
    }  # fmt: skip
    assert {share["share"] for share in right.values()} == {1.0, None}


def test_an_open_link_is_wrong_and_no_answer() -> None:
    found = measured("s1", "s2", None, "s1")
    assert (found["right"]["pronoun"]["share"], found["answered"]["pronoun"]["n"]) == (0.0, 0)
    assert found["answered"]["definite role"]["share"] == 0.0


def test_a_pronoun_alone_must_mean_the_one_of_that_name() -> None:
    """Linked to somebody of another name it is wrong, though no other mention says so."""
    lone = gold()
    lone["attributions"] = [lone["attributions"][2]]
    given = report("s1", "s2", "s2", "s2")
    given["attributions"] = [given["attributions"][2]]
    scores = score([(lone, given)]).as_dict()["sources"]
    assert scores["right"]["pronoun"]["share"] == 0.0


def test_labels_without_pronouns_and_what_the_anonymous_are_taken_for() -> None:
    """An open pronoun costs its labels; the mayor whom gold calls anonymous is called a role."""
    vague = gold(fourth=2)
    vague["sources"] = [*SOURCES, {"name": "mayor", "kind": "person", "naming": "anonymous", "grade": 1}]
    given = report("s1", "s2", None, "s3")
    role = {"id": "s3", "name": "mayor", "kind": "person", "naming": "role", "grade": 1, "mentions": []}
    given["sources"] = [*given["sources"], role]
    scores = score([(vague, given)])
    found = scores.as_dict()
    assert found["labels"]["kind"]["share"] == 0.75
    assert found["sources"]["without_pronouns"]["kind"] == Share(3, 3).as_dict()
    assert found["sources"]["without_pronouns"]["naming"] == Share(2, 3).as_dict()
    assert {name: n for name, n in found["sources"]["confused"].items() if n} == {"anonymous called role": 1}
    assert f"{'  anonymous called role':53}{1:>7}\n" in scores.table()
    assert "group called anonymous" not in scores.table()


def test_one_entity_split_in_two_is_half_right() -> None:
    assert measured("s1", "s1", "s1", "s1")["right"]["name"]["share"] == 0.5


def test_baselines_relink_pronouns_and_roles_only() -> None:
    relinked = baselines(TEXT, report("s1", "s2", "s1", "s1"))
    ids = {name: [one["source"]["id"] for one in made["attributions"]] for name, made in relinked.items()}
    assert ids == {
        "nearest preceding name": ["s1", "s2", "s2", "s2"],
        "last speaker": ["s1", "s2", "s2", "s2"],
    }


@pytest.mark.parametrize(
    ("written", "name", "naming", "form"),
    [
        ("Mr Hill", "Ann Hill", "named", "name"),
        ("the NHS", "National Health Service", "named", "name"),
        ("the mayor", "Ann Hill", "named", "definite role"),
        ("Britain’s mayor", "Ann Hill", "named", "definite role"),
        ("who", "Ann Hill", "named", "relative pronoun"),
        ("She", "Ann Hill", "named", "pronoun"),
        ("a mayor", "mayor", "role", "unnamed"),
        ("the sources", "sources", "anonymous", "unnamed"),
    ],
)
def test_form_of_a_gold_mention(written: str, name: str, naming: str, form: str) -> None:
    assert form_of(written, name=name, naming=naming) == form


def test_names_that_share_a_word_or_initials() -> None:
    assert shares_name("Hill", "Ann Hill")
    assert shares_name("WTA", "Westhaven Transport Authority")
    assert shares_name("eBay", "EBay")
    assert shares_name("river safety panel", "river safety panel")
    assert not shares_name("safety panel", "river safety panel")
    assert not shares_name("Tom Rusk", "Ann Hill")


def test_wilson_interval() -> None:
    """Wilson 1927: 8 of 10 gives 0.490 to 0.943."""
    assert Share(8, 10).interval == pytest.approx((0.490, 0.943), abs=0.001)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_gold_as_if_found() -> None:
    found = attributions_of(gold())
    assert [TEXT[slice(*one.source[0])] for one in found] == list(NAMES)
    assert not any(one.floating or one.addressee for one in found)
