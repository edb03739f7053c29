"""The claim model: the same scores as scikit-learn, the same bytes again, its measures, and the places of cues."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib import resources
from attrib.errors import AttribError
from attrib.hedge import claims as models
from attrib.hedge import model as cues
from attrib.hedge.certainty import LEAST
from attrib.hedge.clauses import opening, place
from attrib.hedge.conditions import condition_features
from attrib.hedge.phrases import tokenise
from attrib.records import Hints
from attrib.train import hedge_claim_model as training
from attrib.train.hedge_claim_measures import Listener, Outcome, brier_skill, measure_model, with_intervals
from attrib.train.hedge_claims import is_held_out, labelled, read_claims

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.records import Segmented

TEXTS = (
    ("The dam may burst.", "may", "hedged"),
    ("The dam burst.", None, "asserted"),
    ("The wall could fall on the road.", "could", "hedged"),
    ("The mayor hired guards, who may be armed.", None, "asserted"),
    ("Critics say the dam could burst.", None, "asserted"),
    ("It is perhaps the oldest mill.", "perhaps", "hedged"),
    ("They sold because prices might fall.", None, "asserted"),
    ("Why did the dam burst?", None, "question"),
)


def rows() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number in range(6):
        for text, hedge, label in TEXTS:
            said = f"Aide {number} said: {text}"
            start = said.index(text)
            at = said.index(hedge) if hedge else 0
            hedges = [{"span": [at, at + len(hedge)], "type": "epistemic"}] if hedge else []
            made.append(
                {
                    "text": said,
                    "content": [[start, len(said)]],
                    "cue": [[7, 11]],
                    "label": label,
                    "hedges": hedges,
                    "part": "test" if number == 5 else "dev",
                }
            )
    return made


@pytest.fixture(scope="module")
def read() -> list[training.Read]:
    return training.read_all(labelled(("here", row) for row in rows()))


def test_log_odds_are_those_of_scikit_learn(read: list[training.Read]) -> None:
    fitted = training.fit_candidates(read)
    linear = cues.Linear(**fitted.export())
    found = [row for item in read for row in training.candidate_rows(item.reading)]
    theirs = fitted.model.predict_proba(training.matrix(fitted.vectorizer, found))[:, 1]
    for row, probability in zip(found, theirs, strict=True):
        assert cues.sigmoid(linear.weighted(row)) == pytest.approx(probability, abs=1e-9)


def test_verdicts_are_those_of_scikit_learn(read: list[training.Read]) -> None:
    candidates = training.fit_candidates(read)
    scored = [(item, candidates.scores(training.candidate_rows(item.reading))) for item in read]
    verdicts = training.fit_verdicts(scored)
    model = models.from_json(
        {
            "candidate": candidates.export(),
            "claim": verdicts.export(),
            "strength": {"intercept": 0.0, "weights": {}},
        }
    )
    found = [training.verdict_row(item.reading, odds) for item, odds in scored]
    theirs = verdicts.model.predict_proba(training.matrix(verdicts.vectorizer, found))[:, 1]
    for (item, _), probability in zip(scored, theirs, strict=True):
        assert model.judge(item.reading).probability == pytest.approx(probability, abs=1e-9)


def test_training_again_gives_the_same_model(read: list[training.Read]) -> None:
    rated = [("The dam may burst.", 3.0), ("The dam burst.", 5.0), ("Perhaps it burst.", 3.5)] * 3
    first, second = (json.dumps(training.fit_claims(read, cues.load(), rated)) for _ in range(2))
    assert first == second


def test_it_learns_whose_word_a_hedge_is(read: list[training.Read]) -> None:
    model = models.from_json(training.fit_claims(read, cues.load())[0])
    chances = {item.reading: model.judge(item.reading).probability for item in read}
    hedged = [chances[item.reading] for item in read if item.claim.label == "hedged"]
    others = [chances[item.reading] for item in read if item.claim.label == "asserted"]
    assert min(hedged) > max(others)


def test_measures_are_those_of_the_held_out_part(read: list[training.Read]) -> None:
    model = models.from_json(training.fit_claims(read, cues.load())[0])
    said: list[str] = []
    rated = [("The dam may burst.", 3.0), ("The dam burst.", 5.0), ("Perhaps it burst.", 3.5)]
    measures = measure_model(model, cues.load(), read, rated, report=said.append)
    assert measures["own claims"]["claims"] == len(TEXTS)
    assert measures["own claims"]["model"]["f1"][0] == 1.0
    assert len(said) == 7
    assert set(measures["strength"]) == {"sentences", "pearson", "spearman"}


def test_the_claims_of_each_corpus_are_measured_apart(read: list[training.Read]) -> None:
    model = models.from_json(training.fit_claims(read, cues.load())[0])
    others = [item._replace(claim=replace(item.claim, corpus="gazette")) for item in read]
    measures = measure_model(model, cues.load(), [*read, *others[:-1]], [], report=lambda _: None)
    assert list(measures) == ["own claims", "gazette claims"]
    assert measures["gazette claims"]["claims"] == len(TEXTS) - 1


def test_each_document_is_listened_to_once(read: list[training.Read]) -> None:
    model = models.from_json(training.fit_claims(read, cues.load())[0])
    told = [item for item in read if item.claim.label != "question"]
    others = [
        item._replace(claim=replace(item.claim, corpus=f"gazette {i // 4 % 2}"))
        for i, item in enumerate(told)
    ]
    heard: list[str] = []

    def listen(document: Segmented) -> Hints:
        heard.append(document.document.text)
        return Hints((), (), 0.5)

    listeners = [Listener("ear", listen)]
    measures = measure_model(model, cues.load(), others, [], report=lambda _: None, listeners=listeners)
    assert list(measures) == ["gazette 0 claims", "gazette 1 claims", "news claims"]
    assert measures["news claims"]["claims"] == len(TEXTS) - 1
    # A hint on none of its words leaves a claim as it is.
    assert measures["news claims"]["model"] == measures["news claims"]["model without hints"]
    assert sorted(heard) == sorted({item.claim.article for item in others if item.claim.held_out})


def test_intervals_hold_their_value() -> None:
    outcomes = [Outcome(f"a{i % 9}", i % 3 == 0, called=i % 4 == 0, chance=(i % 10) / 10) for i in range(60)]
    for value, low, high in with_intervals(outcomes).values():
        assert low <= value <= high
    assert with_intervals(outcomes) == with_intervals(outcomes)


def test_brier_skill() -> None:
    assert brier_skill([1.0, 0.0], [True, False]) == 1
    assert brier_skill([0.5, 0.5], [True, False]) == 0
    assert brier_skill([0.0, 1.0], [True, False]) < 0


def test_articles_are_held_out_by_their_name() -> None:
    names = [f"paper_2016_{number}" for number in range(400)]
    share = sum(map(is_held_out, names)) / len(names)
    assert 0.3 < share < 0.46
    assert [is_held_out(name) for name in names] == [is_held_out(name) for name in names]


def test_claims_without_their_article_are_one_line(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text(
        '{"article": "x", "content": [[0, 2]], "label": "asserted", "hedges": []}', encoding="utf-8"
    )
    with pytest.raises(AttribError, match=r"claims\.jsonl:1: not a labelled claim"):
        read_claims([file], [])


def test_claims_all_alike_are_an_error(read: list[training.Read]) -> None:
    with pytest.raises(AttribError, match="hedged and asserted"):
        training.fit_candidates([item for item in read if not any(item.hedges)])


def test_the_shipped_model_loads_and_is_small() -> None:
    model = models.load()
    weights = [*model.candidate.weights.values(), *model.claim.weights.values()]
    assert all(math.isfinite(weight) for weight in weights)
    assert min(model.strength.weights.values()) >= 0
    assert resources.model_path("hedge", "claims.json").stat().st_size < 1_000_000


def test_another_file_is_no_claim_model() -> None:
    with pytest.raises(AttribError, match="expected a model of format attrib-hedge-claims-1"):
        models.load(resources.model_path("hedge", "weights.json"))


@pytest.mark.parametrize(
    ("text", "word", "clause", "governor"),
    [
        ("the dam may burst", "may", "main", ""),
        ("that the dam may burst", "may", "main", ""),
        ("he hired guards, who may be armed", "may", "relative", ""),
        ("they sold because prices might fall", "might", "cause", ""),
        ("it was worse than it might have been", "might", "comparison", ""),
        ("if it rains, the match may be off", "may", "main", ""),
        ("the minister says that it may rain", "may", "complement", "noun"),
        ("I think it may rain", "may", "main", "first"),
        ("it is thought that it may rain", "may", "complement", "agentless"),
        ("most voters believe it may rain", "may", "main", "people"),
        ("it was late, and it may rain", "may", "coordinate", ""),
        ("the bus would stop, and that the tram would go if it rained", "if", "coordinate", ""),
        ("the tram would go once more if it rained", "if", "main", ""),
        ("the tram would go once he came, if it rained", "if", "time", ""),
    ],
)
def test_places(text: str, word: str, clause: str, governor: str) -> None:
    tokens = tokenise(text)
    first = next(i for i, token in enumerate(tokens) if token.lower == word)
    where = place(tokens, first)
    assert (where.clause, where.governor) == (clause, governor)


@given(st.lists(st.sampled_from("that who , and may I it says because . “ so as of".split()), max_size=40))
def test_any_stretch_has_a_place(words: list[str]) -> None:
    tokens = tokenise(" ".join(words))
    for first in range(len(tokens)):
        assert place(tokens, first).distance >= 0
    assert 0 < LEAST < 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("she wins the seat", "third"),
        ("you lie to them", "second"),
        ("the yard closes", "definite"),
        ("a yard closes", "indefinite"),
        ("Dunmore wins", "name"),
        ("elected in June", "participle"),
        ("not", "participle"),
        ("yards close", "noun"),
        ("", "none"),
    ],
)
def test_openings(text: str, kind: str) -> None:
    assert opening(tokenise(text), 0) == kind


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        (
            "If she wins, he will go",
            {"if fronted", "condition opens=third", "consequence will fronted", "consequence opens=third"},
            {"if after", "if generic", "if without modal"},
        ),
        (
            "he would go if she were elected",
            {"if after", "consequence would after", "condition verb=were", "if with would"},
            {"if fronted", "consequence none"},
        ),
        (
            "the yard, which is old, will close, if the loan is refused",
            {"if after", "consequence will after"},
            {"if fronted", "consequence none"},
        ),
        (
            "it is late and, if the loan is refused, the yard will close",
            {"if fronted", "consequence will fronted"},
            {"if after", "consequence none"},
        ),
        ("if you lie, you get caught", {"if generic", "if without modal", "consequence none"}, {"if after"}),
        (
            "the town is preparing to leave if a dam is approved, many want it",
            {"condition event", "condition event indefinite", "consequence planned after"},
            {"condition granted", "if without modal", "consequence none"},
        ),
        (
            "if they want a tram, the tram comes",
            {"condition granted", "condition granted third", "if without modal", "consequence none"},
            {"condition event", "consequence planned"},
        ),
    ],
)
def test_conditions(text: str, present: set[str], absent: set[str]) -> None:
    tokens = tokenise(text)
    first = next(i for i, token in enumerate(tokens) if token.lower == "if")
    found = list(condition_features(tokens, first, first + 1, form="if", act="statement"))
    assert present <= set(found)
    assert absent.isdisjoint(found)
    assert len(found) == len(set(found))


def test_words_near_a_candidate_and_its_position_are_features() -> None:
    text = (
        "The clerk said: It rained. One two three four five six seven may eight nine, if ten eleven twelve."
    )
    row = {"text": text, "content": [[16, len(text)]], "cue": [[10, 14]], "label": "hedged", "hedges": []}
    reading = training.read_all(labelled([("here", row)]))[0].reading
    by_form = {
        item.form(reading.sentences[item.number]): set(found)
        for item, found in zip(reading.candidates, training.candidate_rows(reading), strict=True)
    }
    assert {"before=two", "before=seven", "after=eight", "after=ten"} <= by_form["may"]
    assert {"before=one", "before=may", "after=may", "after=twelve"}.isdisjoint(by_form["may"])
    assert {"before=one", "before=may", "after=twelve"} <= by_form["if"]
    assert {"epistemic sentence=1 of 2", "epistemic words before=1", "epistemic words after=1"} <= by_form[
        "may"
    ]


def test_forms_of_several_words_share_their_first_and_last() -> None:
    text = "The board said it is looking into whether the dam is safe, and it is not clear whether it is."
    row = {"text": text, "content": [[15, len(text)]], "cue": [[10, 14]], "label": "hedged", "hedges": []}
    reading = training.read_all(labelled([("here", row)]))[0].reading
    by_form = {
        item.form(reading.sentences[item.number]): set(found)
        for item, found in zip(reading.candidates, training.candidate_rows(reading), strict=True)
    }
    shared = [names for form, names in by_form.items() if form.endswith("whether")]
    assert shared
    assert all("last=whether" in names for names in shared)
    assert {"head=looking", "last=whether of several"} <= by_form["looking into whether"]


@pytest.mark.parametrize(("act", "consequence"), [("intention", "to"), ("directive", "none")])
def test_what_is_promised_is_a_consequence(act: str, consequence: str) -> None:
    tokens = tokenise("to sell the yard if the loan is refused")
    found = set(condition_features(tokens, 4, 5, form="if", act=act))
    assert f"consequence {consequence} after" in found
    assert ("if without modal" in found) is (consequence == "none")


@given(st.text(alphabet="if you, win-—.A1 then", max_size=40), st.integers(0, 12))
def test_conditions_take_any_text(text: str, first: int) -> None:
    tokens = tokenise(text)
    for name in condition_features(tokens, first, first + 1, form="if", act="other"):
        assert name
