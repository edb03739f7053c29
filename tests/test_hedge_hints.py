"""Hints of the encoder: where they come from, how they are joined, and how probes are learnt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from builders import segmented

from attrib import Analyser, resources
from attrib.errors import AttribError
from attrib.extract import Model, extract, states
from attrib.hedge import grade, probe
from attrib.hedge.hints import file_name, joined
from attrib.pipeline import MODELS
from attrib.read import from_text
from attrib.records import Hints, Probe, Span
from attrib.segment import segment
from attrib.train.hedge_claim_model import fit_claims, read_all
from attrib.train.hedge_claims import labelled, read_claims
from attrib.train.hedge_probe import Encoder, export, fit_probe

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Ferry may stop in June\n\n"
    "The harbour master said the ferry might stop in June. “It could be the last summer,” he added.\n\n"
    "Advertisement\n\nCritics said that nobody had been asked."
)


@pytest.fixture(scope="module", params=sorted(MODELS.values()))
def model(request: pytest.FixtureRequest) -> Model:
    return Model(resources.model_path(request.param), probe(request.param))


def test_hints_are_what_the_probe_makes_of_the_states(model: Model) -> None:
    document = segmented(TEXT, {2: "furniture"})
    hints = extract(document, model).hints
    assert hints is not None
    assert model.probe is not None
    tokens = [
        (token.start, row)
        for window, rows in states(document, model)
        for token, row in zip(window.tokens, rows, strict=True)
        if token.start < token.end
    ]
    assert list(hints.starts) == [start for start, _ in tokens]
    assert list(hints.starts) == sorted(set(hints.starts))
    expected = [float(row @ np.array(model.probe.weights)) + model.probe.intercept for _, row in tokens]
    assert list(hints.log_odds) == pytest.approx(expected, abs=1e-3)
    assert hints.own == model.probe.own
    at = dict(zip(hints.starts, hints.log_odds, strict=True))
    assert TEXT.index("Advertisement") not in at
    assert at[TEXT.index("might")] > at[TEXT.index("harbour")]


def test_without_a_probe_there_are_no_hints() -> None:
    found = extract(segmented(TEXT), Model(resources.model_path("extract")))
    assert found.hints is None
    assert found.attributions


def test_a_text_without_words_has_empty_hints(model: Model) -> None:
    found = extract(segmented(""), model)
    assert found.attributions == ()
    assert found.hints is not None
    assert list(found.hints.starts) == []


def test_a_hint_is_the_mean_over_the_words_of_a_span() -> None:
    hints = Hints((0, 4, 8, 12), (9.0, 1.0, 3.0, 9.0), 0.5)
    assert joined(hints, Span(4, 12), 2.0) == 0.5 * 2.0 + 2.0
    assert joined(hints, Span(8, 9), -1.0) == -0.5 + 3.0


def test_words_that_were_not_read_keep_their_own_log_odds() -> None:
    assert joined(Hints((0, 40), (9.0, 9.0), 0.5), Span(4, 12), 2.0) == 2.0
    assert joined(None, Span(4, 12), 2.0) == 2.0


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_report_is_graded_with_hints(name: str) -> None:
    folder = MODELS[name]
    report = Analyser(model=name).analyse(TEXT).report
    document = segment(from_text(TEXT))
    found = extract(document, Model(resources.model_path(folder), probe(folder)))
    told = [entry["hedging"]["probability"] for entry in report["attributions"]]
    assert told == [hedging.probability for hedging in grade(document, found.attributions, found.hints)]
    assert told != [hedging.probability for hedging in grade(document, found.attributions)]


@pytest.mark.parametrize("folder", sorted(MODELS.values()))
def test_shipped_probes_fit_their_models(folder: str) -> None:
    shipped = probe(folder)
    ((_, rows),) = states(segmented("One line."), Model(resources.model_path(folder)))
    assert len(shipped.weights) == rows.shape[1]
    assert 0 < shipped.own < 1
    file = resources.model_path("hedge") / file_name(folder)
    network = resources.digest(resources.model_path(folder) / "model.onnx")
    assert json.loads(file.read_text(encoding="utf-8"))["network"] == network, "train the probe anew"


def test_a_model_without_a_probe_is_one_line() -> None:
    with pytest.raises(AttribError, match=r"probe-other\.json"):
        probe("other")


def drawn(seed: int, count: int) -> tuple[Any, Any, Any]:
    """States of which the first number and an own score together tell a hedge."""
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(count, 6)).astype(np.float32)
    own = rng.normal(size=count)
    return rows, own, rng.random(count) < 1 / (1 + np.exp(-2 * (rows[:, 0] + own)))


def test_a_probe_learns_what_a_candidates_own_features_do_not_tell() -> None:
    rows, own, gold = drawn(0, 3000)
    found, joint = fit_probe(rows, own, gold, np.arange(3000) % 5)
    assert int(np.argmax(np.abs(found.weights))) == 0
    unseen, own, gold = drawn(1, 3000)
    log_odds = found.own * own + unseen @ np.array(found.weights) + found.intercept
    right = np.mean((log_odds >= 0) == gold)
    assert right > np.mean((own >= 0) == gold) + 0.05
    # Calibrated: as many hedges as the probabilities say.
    assert np.mean(1 / (1 + np.exp(-log_odds))) == pytest.approx(np.mean(gold), abs=0.03)
    assert len(joint) == 3000


def test_what_was_not_read_keeps_its_own_score() -> None:
    rows, own, gold = drawn(0, 300)
    rows[7] = np.nan
    found, joint = fit_probe(rows, own, gold, np.arange(300) % 5)
    assert joint[7] == own[7]
    assert joint[8] != own[8]
    assert np.isfinite(found.weights).all()


def claims() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number in range(8):
        for said, hedge in (
            ("the dam may burst", "may"),
            ("the dam burst", ""),
            ("he hired guards, who may be armed", ""),
            ("it was perhaps the oldest mill", "perhaps"),
        ):
            text = f"Clerk {number} of the town said that {said}."
            start, at = text.index(said), text.index(hedge)
            hedges = [{"span": [at, at + len(hedge)], "type": "epistemic"}] if hedge else []
            made.append(
                {
                    "text": text,
                    "content": [[start, start + len(said)]],
                    "cue": [[text.index("said"), text.index("said") + 4]],
                    "label": "hedged" if hedge else "asserted",
                    "hedges": hedges,
                }
            )
    return made


def test_training_gives_a_probe_for_each_encoder_and_the_same_again() -> None:
    read = read_all(labelled(("here", row) for row in claims()))
    from attrib.hedge import model as cues

    encoders = [Encoder(resources.model_path(name)) for name in sorted(MODELS.values())]
    fitted, probes = fit_claims(read, cues.load(), (), encoders)
    assert sorted(probes) == sorted(MODELS.values())
    assert (fitted, probes) == fit_claims(read, cues.load(), (), encoders)
    document = read[0].claim.segmented
    hints = encoders[0].hints(document, probes[encoders[0].name])
    text = document.document.text
    at = dict(zip(hints.starts, hints.log_odds, strict=True))
    assert at[text.index("may")] > at[text.index("dam")]


def test_the_states_of_a_candidate_are_the_mean_of_its_words() -> None:
    text = "The clerk said it is looking into whether the dam is safe."
    row = {"text": text, "content": [[15, 57]], "cue": [[10, 14]], "label": "hedged", "hedges": []}
    (read,) = read_all(labelled([("here", row)]))
    model = Model(resources.model_path("extract"))
    rows = Encoder(resources.model_path("extract")).candidates([read])
    assert len(rows) == len(read.reading.candidates)
    ((window, found),) = states(read.claim.segmented, model)
    for candidate, expected in zip(read.reading.candidates, rows, strict=True):
        span = candidate.evidence.span
        inside = [found[i] for i, token in enumerate(window.tokens) if span.start <= token.start < span.end]
        assert np.mean(inside, 0) == pytest.approx(expected, abs=1e-6)


def test_a_probe_comes_back_from_its_file(tmp_path: Path) -> None:
    made = Probe((0.25, -1.5), 0.125, 0.75)
    encoder = Encoder(resources.model_path("extract"))
    (tmp_path / file_name("tiny")).write_text(json.dumps(export(made, encoder)), encoding="utf-8")
    assert probe("tiny", tmp_path) == made


def test_articles_of_a_text_file_stand_between_empty_lines(tmp_path: Path) -> None:
    (tmp_path / "gazette.txt").write_bytes(
        b"First one.\r\nSaid Hill.\r\n \r\nThe clerk said it rained.\n\n\n"
    )
    row = {
        "article": "gazette 1",
        "content": [[15, 24]],
        "cue": [[10, 14]],
        "label": "asserted",
        "hedges": [],
    }
    (tmp_path / "claims.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (claim,) = read_claims([tmp_path / "claims.jsonl"], [tmp_path / "gazette.txt"])
    (content,) = claim.attribution.content
    assert claim.segmented.document.text[slice(*content)] == "it rained"
