"""Punkt's parameters: trained from text, the same each time, and what ships is what the splitter reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrib import resources
from attrib.segment import punkt
from attrib.train.punkt import train_punkt

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Regd. Brown met Regd. Green at the mill. The mill was shut. Later Regd. White came. The owner of the mill "
    "saw Regd. Black go. Analysts were cross. The analysts had waited. Nobody asked the analysts why.\n"
)


def trained(folder: Path, name: str) -> str:
    corpus, output = folder / "corpus.jsonl", folder / name
    corpus.write_text(json.dumps({"text": TEXT * 20}) + "\n", encoding="utf-8")
    told: list[str] = []
    train_punkt([corpus], output=output, report=told.append)
    assert str(corpus) in told[0]
    return (output / "parameters.json").read_text(encoding="utf-8")


def test_training_learns_an_abbreviation_and_lower_case_words(tmp_path: Path) -> None:
    parameters = json.loads(trained(tmp_path, "a"))
    assert "regd" in parameters["abbrev_types"]
    assert "mill" not in parameters["abbrev_types"]
    assert {"analysts", "mill"} <= set(parameters["ortho_context"])
    assert "brown" not in parameters["ortho_context"]


def test_training_twice_gives_the_same_file(tmp_path: Path) -> None:
    assert trained(tmp_path, "a") == trained(tmp_path, "b")


def test_shipped_parameters_are_sorted_and_small() -> None:
    path = resources.model_path("punkt", "parameters.json")
    parameters = resources.read_json(path)
    assert list(parameters) == ["abbrev_types", "collocations", "sent_starters", "ortho_context"]
    assert all([*values] == sorted(values) for values in parameters.values())
    assert path.stat().st_size < 1_500_000


def test_the_card_gives_the_number_of_entries() -> None:
    card = resources.model_path("punkt", "README.md").read_text(encoding="utf-8")
    parameters = resources.read_json(resources.model_path("punkt", "parameters.json"))
    for field, values in parameters.items():
        row = next(line for line in card.splitlines() if line.startswith(f"| `{field}`"))
        assert row.endswith(f"| {len(values):,} |")


def test_what_punkt_knows_of_words() -> None:
    assert punkt.separates("door", "Analysts")
    assert not punkt.separates("Sen", "Delgado")
    assert punkt.starts_after_abbreviation("Analysts")
    assert not punkt.starts_after_abbreviation("Westminster")
