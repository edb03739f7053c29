"""Scores on the project's own corpus never drop silently."""

import json

import pytest
from scripts import script

gate = script("tests/quality/gate.py")


@pytest.mark.parametrize("half", gate.HALVES)
def test_scores_stand_above_their_floors(half: str) -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))[half]
    assert pinned["digest"] == gate.digest(half), "the gold has changed: run tests/quality/gate.py"
    found = gate.measured(half)
    assert {name: found[name] for name, floor in pinned["floors"].items() if found[name] < floor} == {}
    assert set(found) == set(pinned["floors"])
