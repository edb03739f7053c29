"""Scores on the project's own corpus never drop silently."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest


def load_gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", Path(__file__).parent / "quality" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gate = load_gate()


@pytest.mark.parametrize("half", gate.HALVES)
def test_scores_stand_above_their_floors(half: str) -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))[half]
    assert pinned["digest"] == gate.digest(half), "the gold has changed: run tests/quality/gate.py"
    found = gate.measured(half)
    assert {name: found[name] for name, floor in pinned["floors"].items() if found[name] < floor} == {}
    assert set(found) == set(pinned["floors"])
