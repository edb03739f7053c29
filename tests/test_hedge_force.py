"""The force of cues: 303 cues labelled before the code was run on them, half common and half rare."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from attrib.extract.cues import describe
from attrib.hedge.force import force
from attrib.records import Attribution, Span

GOLD = Path(__file__).parent.parent / "seeds" / "hedging" / "force.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def attribution(text: str, start: int, end: int, *, source: tuple[Span, ...] = ()) -> Attribution:
    """The attribution of a sentence with that cue: the content is what follows it, or else what precedes."""
    cue = text[start:end]
    lemma, act = describe(cue)
    stop = len(text.rstrip(".”"))
    after = end + len(re.match(r"[\s,:]*", text[end:]).group())  # type: ignore[union-attr]
    content = Span(after, stop) if after < stop else Span(0, max(start, 1))
    return Attribution(
        (content,),
        (Span(start, end),),
        source,
        "indirect",
        (),
        act,
        lemma,
        None,
        floating=False,
        confidence=1.0,
    )


def found(row: dict[str, Any]) -> str | None:
    return force(attribution(row["text"], *row["cue"]), row["text"])


def test_accuracy_on_labelled_cues() -> None:
    wrong = [(row["text"], row["force"], found(row)) for row in ROWS if found(row) != row["force"]]
    assert len(ROWS) >= 300
    assert 1 - len(wrong) / len(ROWS) >= 0.92, wrong


def test_the_labelled_cues_are_half_common_half_rare() -> None:
    parts = Counter(row["part"] for row in ROWS)
    assert abs(parts["common"] - parts["rare"]) <= 10
    assert all(row["text"][slice(*row["cue"])].strip() for row in ROWS)


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The scratches suggested that a cat had been in.", "suggested", "soft"),
        ("The vicar suggested that the choir rest.", "suggested", "neutral"),
        ("The vicar suggested a rest.", "suggested", "neutral"),
        ("The survey suggested a rise in rents.", "suggested", "soft"),
        ("She understood that the shop was shut.", "understood", "factive"),
        ("It is understood that the shop will shut.", "is understood", "distancing"),
        ("The shop is understood to be shut.", "is understood", "distancing"),
        ("The count is said to walk at night.", "is said", "distancing"),
        ("The count is said by his cook to walk at night.", "is said", "neutral"),
        ("The pilot signalled the crew to leave.", "signalled", "neutral"),
        ("The bank signalled that rates would rise.", "signalled", "soft"),
        ("The coach expects players to train on Sundays.", "expects", "neutral"),
        ("The coach expects the match to be dull.", "expects", "soft"),
    ],
)
def test_sense_in_context(text: str, cue: str, expected: str) -> None:
    start = text.index(cue)
    assert force(attribution(text, start, start + len(cue)), text) == expected
