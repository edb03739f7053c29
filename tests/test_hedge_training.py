"""Training of the hedge model: the same scores as scikit-learn, the same bytes again, the shipped weights."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from attrib import resources
from attrib.errors import AttribError
from attrib.hedge import model as models
from attrib.train import hedge
from attrib.train import hedge_cue_model as cue_training
from attrib.train.hedge_corpus import Row, read_rows
from attrib.train.hedge_measures import ece, rates

if TYPE_CHECKING:
    from pathlib import Path


def rows() -> list[Row]:
    """Sentences made of parts, with cues of two types and the same words where they are none."""
    made = []
    for number, subject in enumerate(("dam", "wall", "roof", "ship", "mine", "bridge", "tower", "bank")):
        for text, cue, kind in (
            (f"The {subject} may burst soon.", "may", "epistemic"),
            (f"It opened in may near the {subject}.", None, None),
            (f"They say the {subject} could fall.", "could", "epistemic"),
            (f"She could see the {subject}.", None, None),
            (f"If the {subject} goes, so do we.", "If", "condition"),
            (f"The {subject} is shut.", None, None),
        ):
            start = text.index(cue) if cue else 0
            cues = ((start, start + len(cue), kind),) if cue and kind else ()
            made.append(Row(f"doc{number}", text, number % 4 == 0, True, bool(cue), cues))
    return made


@pytest.fixture(scope="module")
def found() -> list[cue_training.Candidate]:
    made = rows()
    return cue_training.collect(made, cue_training.cue_forms(made))


def test_log_odds_are_those_of_scikit_learn(found: list[cue_training.Candidate]) -> None:
    fitted = cue_training.calibrated(cue_training.cue_model(found), slope=0.9, shift=0.1)
    exported = models.from_json(cue_training.export([], fitted, cue_training.type_model(found), missed=0.0))
    theirs = fitted.model.predict_proba(fitted.matrix(found))[:, 1]
    for item, probability in zip(found, theirs, strict=True):
        assert models.sigmoid(exported.log_odds(item.features)) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize("three", [False, True])
def test_types_are_those_of_scikit_learn(found: list[cue_training.Candidate], *, three: bool) -> None:
    if three:
        found = [
            *found,
            *(cue_training.Candidate(0, ("w=whether", f"+1={i}"), "investigation", 1.0) for i in range(5)),
        ]
    kind = cue_training.type_model(found)
    exported = models.from_json(cue_training.export([], cue_training.cue_model(found), kind, missed=0.0))
    theirs = kind.model.predict_proba(kind.matrix(found))
    for item, row in zip(found, theirs, strict=True):
        ours = exported.type_log_odds(item.features)
        powers = [math.exp(ours[name]) for name in kind.model.classes_]
        assert [power / sum(powers) for power in powers] == pytest.approx(list(row), abs=1e-9)


def test_training_again_gives_the_same_weights() -> None:
    assert json.dumps(cue_training.fit(rows())) == json.dumps(cue_training.fit(rows()))


def test_training_writes_a_model_that_loads(tmp_path: Path) -> None:
    corpus = tmp_path / "szeged_x.jsonl"
    lines = []
    for number, row in enumerate(rows()):
        lines.append(
            json.dumps(
                {
                    "doc": row.doc,
                    "domain": "encyclopedia",
                    "split": "dev" if number > 40 else "train",
                    "text": row.text,
                    "uncertain": row.uncertain,
                    "cues": [{"start": a, "end": b, "type": kind} for a, b, kind in row.cues],
                }
            )
        )
    corpus.write_text("\n".join(lines), encoding="utf-8")
    said: list[str] = []
    hedge.train_hedge([tmp_path], output=tmp_path / "model", report=said.append)
    model = models.load(tmp_path / "model" / "weights.json")
    assert model.forms == {"may", "could", "if"}
    measures = json.loads((tmp_path / "model" / "measures.json").read_text(encoding="utf-8"))
    assert {"model", "model and lexicon", "cues by type"} <= set(measures["wikipedia"])
    assert "ece" in measures["wikipedia"]["model"]
    assert any("ece" in line for line in said)


def test_a_verb_marked_as_belief_is_sought_in_all_its_forms() -> None:
    marked = Row(
        "d",
        "It is alleged that it fell, perhaps.",
        False,
        True,
        True,
        ((6, 13, "doxastic"), (28, 35, "epistemic")),
    )
    forms = cue_training.cue_forms([marked])
    assert {"alleged", "alleges", "alleging", "perhaps"} <= forms
    assert not any(" " in form for form in forms)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "x.jsonl:1: expected one JSON object a line"),
        ('{"doc": "d"}', "x.jsonl:1: not a row"),
        (None, "no such file"),
    ],
)
def test_a_bad_corpus_is_one_line(tmp_path: Path, line: str | None, message: str) -> None:
    file = tmp_path / "x.jsonl"
    if line is not None:
        file.write_text(line, encoding="utf-8")
    with pytest.raises(AttribError, match=message):
        read_rows([file])


def test_a_folder_without_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"no szeged_\*\.jsonl"):
        read_rows([tmp_path])


def test_a_corpus_without_choice_is_an_error() -> None:
    with pytest.raises(AttribError, match="hedge corpus"):
        cue_training.fit([row for row in rows() if not row.cues])


def test_the_shipped_weights_load_and_are_small() -> None:
    model = models.load()
    assert set(model.types) == {"condition", "doxastic", "epistemic", "investigation"}
    assert {"may", "if", "whether", "not known"} <= model.forms
    assert 0 < model.missed < 0.05
    assert resources.model_path("hedge", "weights.json").stat().st_size < 3_000_000
    assert all(math.isfinite(weight) for weight in model.cue.weights.values())


def test_the_shipped_model_did_well_on_dev() -> None:
    measures = resources.read_json(resources.model_path("hedge", "measures.json"))
    ours = measures["wikipedia"]["model"]
    assert ours["f1"] >= 0.88
    assert ours["ece"] <= 0.02
    for name, figures in measures["wikipedia"].items():
        if name.startswith("baseline"):
            assert figures["f1"] < ours["f1"]


def test_a_file_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(AttribError, match="expected a model of format attrib-hedge-1"):
        models.load(file)


def test_calibration_error_is_the_distance_of_probability_and_frequency() -> None:
    assert ece([0.25, 0.25, 0.25, 0.25], [True, False, False, False]) == 0
    assert ece([0.9, 0.9], [False, False]) == pytest.approx(0.9)
    assert ece([1.0, 0.0], [True, True]) == pytest.approx(0.5)


def test_rates() -> None:
    assert rates([True, True, False], [True, False, True]) == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert rates([False], [False]) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
