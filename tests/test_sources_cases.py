"""Every file in ``cases/sources`` is an article with attributions, and what their sources must come to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import attribution, segmented

from attrib.sources import resolve

if TYPE_CHECKING:
    from attrib.records import Resolution, Source

CASES = sorted((Path(__file__).parent / "cases" / "sources").glob("*.json"))


def run(case: dict[str, Any]) -> Resolution:
    text = case["text"]
    roles = {int(line): role for line, role in case.get("roles", {}).items()}
    return resolve(segmented(text, roles), [attribution(text, one) for one in case["attributions"]])


def name_of(resolution: Resolution, index: int | None) -> str | None:
    return None if index is None else resolution.sources[index].name


def described(source: Source, text: str, resolution: Resolution) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "naming": source.naming,
        "grade": source.grade,
        "description": source.description,
        "affiliation": name_of(resolution, source.affiliation),
        "mentions": [text[slice(*mention.span)] for mention in source.mentions],
        "forms": [mention.form for mention in source.mentions],
    }


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    resolution = run(case)
    expected = case["expected"]
    assert set(expected) <= {"links", "reasons", "candidates", "chains", "sources"}
    assert "links" in expected
    assert [link and name_of(resolution, link.source) for link in resolution.links] == expected["links"]
    if "reasons" in expected:
        assert [link and link.reason for link in resolution.links] == expected["reasons"]
    for index, names in expected.get("candidates", {}).items():
        link = resolution.links[int(index)]
        assert link is not None
        assert sorted(resolution.sources[i].name for i, _ in link.candidates) == sorted(names)
    for index, names in expected.get("chains", {}).items():
        link = resolution.links[int(index)]
        assert link is not None
        assert [resolution.sources[i].name for i in link.chain] == names
    for wanted in expected.get("sources", []):
        found = [
            described(s, case["text"], resolution) for s in resolution.sources if s.name == wanted["name"]
        ]
        assert len(found) == 1, f"{len(found)} sources named {wanted['name']}"
        assert {key: found[0][key] for key in wanted} == wanted


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 45
