"""The ranker of pronouns: its shipped weights, parity with scikit-learn, and training from gold."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from attrib.errors import AttribError
from attrib.sources import agreement, places, pronouns, ranking
from attrib.train import sources as training

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLACES = [
    places.Place(offset=0, end=8, entity=0, sentence=0, block=0, subject=True, speaker=True),
    places.Place(offset=40, end=50, entity=1, sentence=1, block=0, subject=True, speaker=True),
    places.Place(offset=60, end=64, entity=2, sentence=1, block=0),
]


def asked(number: agreement.Number = "female") -> places.Asked:
    return places.Asked(number, 2, 0, last_speaker=1, parent_speaker=None, quoted_speakers=frozenset())


def people(**given: Any) -> dict[int, agreement.Person]:
    return {
        index: agreement.Person(
            "person", False, given.get(f"told{index}"), 0.0, given.get(f"given{index}"), True
        )
        for index in range(3)
    }


def test_scores_are_those_of_the_regression() -> None:
    """The softmax over candidates rests on scikit-learn's own decision function."""
    from sklearn.linear_model import LogisticRegression

    found = pronouns.candidates(asked(), PLACES, people(given0="female", told1="male"))
    told = [*found.values(), *pronouns.candidates(asked("male"), PLACES, people()).values()]
    rows = [ranking.spread(features) for features in told]
    model = LogisticRegression(fit_intercept=False).fit(rows, [n % 2 for n in range(len(rows))])
    ranker = ranking.Ranker(tuple(model.coef_[0].tolist()), 0.5)
    odds: Mapping[int, float] = {
        e: math.exp(model.decision_function([ranking.spread(row)])[0]) for e, row in found.items()
    }
    expected = {entity: value / (1 + sum(odds.values())) for entity, value in odds.items()}
    ranked = dict(ranking.rank(found, ranker))
    assert ranked == pytest.approx(expected)


def test_shipped_weights_know_every_feature() -> None:
    ranker = ranking.shipped()
    assert len(ranker.weights) == len(pronouns.FEATURES) * len(ranking.GROUPS)
    assert 0 < ranker.threshold < 1
    weight = dict(zip(pronouns.FEATURES, ranker.weights[: len(pronouns.FEATURES)], strict=True))
    assert weight["given name"] > 0 > weight["given name otherwise"]
    assert weight["told"] > 0 > weight["distance"]


def test_who_is_told_to_be_a_man_is_never_she() -> None:
    ranked = ranking.rank(pronouns.candidates(asked(), PLACES, people(told1="male")), ranking.shipped())
    assert {entity for entity, _ in ranked} == {0, 2}


def test_nobody_is_meant_in_their_own_quotation() -> None:
    quoting = places.Asked("female", 2, 0, None, 1, frozenset({1}))
    assert 1 not in pronouns.candidates(quoting, PLACES, people())


def _article(number: int) -> dict[str, object]:
    first, second = ("Ann Hill", "Tom Rusk") if number % 2 else ("Tom Rusk", "Ann Hill")
    text = f"{first} said no. {second} said yes. She said more."
    start = text.index("She")

    def item(source: str, cue: str, content: str, entity: int) -> dict[str, object]:
        at = text.index(source) if source != "She" else start
        word = text.index(content)
        said = text.index(cue, at)
        return {
            "source": [[at, at + len(source)]],
            "cue": [[said, said + len(cue)]],
            "content": [[word, word + len(content)]],
            "entity": entity,
        }

    names = [first, second]
    return {
        "id": f"made-{number}",
        "text": text,
        "sources": [{"name": n, "kind": "person", "naming": "named", "grade": None} for n in names],
        "attributions": [
            item(first, "said", "no", 0),
            item(second, "said", "yes", 1),
            item("She", "said", "more", names.index("Ann Hill")),
        ],
    }


def test_training_learns_agreement(tmp_path: Path) -> None:
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text("\n".join(json.dumps(_article(n)) for n in range(12)), encoding="utf-8")
    told: list[str] = []
    training.train_sources([corpus], output=tmp_path / "model", report=told.append)
    data = json.loads((tmp_path / "model" / "pronouns.json").read_text(encoding="utf-8"))
    assert set(data["weights"]) == set(ranking.GROUPS)
    assert all(set(weights) == set(pronouns.FEATURES) for weights in data["weights"].values())
    assert data["weights"]["all"]["given name"] > 0 > data["weights"]["all"]["given name otherwise"]
    assert data["cross-validation"] == {"pronouns": 12, "articles": 12, "right": 12, "answered": 12}
    assert "12 pronouns in 12 articles" in told[0]


def test_the_threshold_is_the_lowest_that_is_no_worse_than_the_best() -> None:
    """Nine right and five wrong links at 0.5 make no difference to fifty; twenty wrong ones at 0.3 do."""
    unseen = [(0.9, True)] * 50 + [(0.5, True)] * 9 + [(0.5, False)] * 5
    assert training.choose_threshold(unseen) == 0.2
    assert training.choose_threshold([*unseen, *[(0.3, False)] * 20]) == 0.35


def test_gold_without_pronouns_is_told(tmp_path: Path) -> None:
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text(json.dumps({"id": "x", "text": "No.", "attributions": []}), encoding="utf-8")
    with pytest.raises(AttribError, match="nothing to learn from"):
        training.train_sources([corpus], output=tmp_path, report=print)
