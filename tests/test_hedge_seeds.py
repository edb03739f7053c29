"""The project's own claims and minimal pairs, labelled by docs/annotation-hedging.md."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import listener

from attrib.extract import extract
from attrib.hedge import grade
from attrib.train.hedge_claims import labelled

if TYPE_CHECKING:
    from attrib.records import Hedging

FOLDER = Path(__file__).parent.parent / "seeds" / "hedging"
#: Words that the training corpora of cues never mark, each with claims that it hedges.
NEVER_MARKED = {
    "reportedly": ["The count had reportedly sold the mill", "the crew reportedly swam ashore"],
    "arguably": ["It was arguably his best year", "the law is arguably out of date"],
    "purportedly": ["the note was purportedly signed by the vicar", "the relic purportedly came from Rome"],
    "ostensibly": ["the envoy was ostensibly on holiday", "the fund ostensibly pays for lifeboats"],
    "allegedly": ["the cook allegedly poisoned the soup", "two guards allegedly slept through the raid"],
    "hinted": ["the cracks hinted at a deeper fault", "the tracks hinted at a second animal"],
    "signalled": ["the fall in orders signalled a recession", "the vote signalled that the pact was dying"],
    "unverified": ["unverified video showed the bridge falling", "the total is still unverified"],
    "unconfirmed": ["there were unconfirmed reports of gunfire", "the sighting was unconfirmed"],
    "plausibly": ["the spores plausibly came by sea", "the mark was plausibly made by a wheel"],
    "set to": ["the bishop is set to retire in June", "prices were set to fall"],
    "poised to": ["the bakery is poised to buy its rival", "the team is poised to move north"],
}


def rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def graded(row: dict[str, Any]) -> Hedging:
    """The hedging of a row's claim, its text read as the analyser reads it."""
    (claim,) = labelled([("here", row)])
    hints = extract(claim.segmented, listener()).hints
    (found,) = grade(claim.segmented, [claim.attribution], hints)
    return found


def said(content: str, *, label: str) -> dict[str, Any]:
    """A row of one claim, ``The warden said {content}.``"""
    text = f"The warden said {content}."
    return {"text": text, "content": [[16, len(text) - 1]], "cue": [[11, 15]], "label": label, "hedges": []}


def test_minimal_pairs() -> None:
    pairs = rows("minimal-pairs.jsonl")
    wrong = [
        (pair["id"], row["text"], row["label"], graded(row).label)
        for pair in pairs
        for row in (pair["plain"], pair["changed"])
        if graded(row).label != row["label"]
    ]
    assert len(pairs) >= 150
    assert 1 - len({identifier for identifier, *_ in wrong}) / len(pairs) >= 0.95, wrong


def test_own_claims_of_the_test_part() -> None:
    part = [row for row in rows("own-claims.jsonl") if row["part"] == "test"]
    counts = Counter((row["label"] == "hedged", graded(row).label == "hedged") for row in part)
    both = counts[True, True]
    assert len(part) == 100
    assert 2 * both / (2 * both + counts[True, False] + counts[False, True]) >= 0.80


@pytest.mark.parametrize(
    ("word", "content"), [(word, content) for word, contents in NEVER_MARKED.items() for content in contents]
)
def test_words_that_the_corpora_never_mark_hedge(word: str, content: str) -> None:
    row = said(content, label="hedged")
    found = graded(row)
    assert found.label == "hedged"
    assert any(word in row["text"][cue.span.start : cue.span.end] for cue in found.cues)


@pytest.mark.parametrize(
    "content",
    [
        "he had signalled the train to stop",
        "the boiler was set to 19 degrees",
        "she was poised and calm on the beam",
        "it had deleted 4,000 unverified accounts",
    ],
)
def test_other_senses_of_those_words_do_not(content: str) -> None:
    found = graded(said(content, label="asserted"))
    assert found.label == "asserted"


@pytest.mark.parametrize(
    "content", ["the yard would reopen if the strike ended", "the ferry may stop unless the pier is mended"]
)
def test_quotation_marks_do_not_decide_about_a_condition(content: str) -> None:
    first, rest = content.split(" ", 2)[:2], content.split(" ", 2)[2]
    plain = graded(said(content, label="hedged"))
    part = graded(said(f"{' '.join(first)} “{rest}”", label="hedged"))
    whole = graded(said(f"“{content}”", label="hedged"))
    assert plain.label == "hedged"
    # The encoder sees the marks; a candidate's own features do not.
    assert [part.probability, whole.probability] == pytest.approx([plain.probability] * 2, abs=0.05)
