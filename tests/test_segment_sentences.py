"""Sentences: single difficulties, properties on any text, linear time, and the score on the gold passages."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.records import Span
from attrib.segment.sentences import sentences

GOLD = Path(__file__).parent / "quality" / "sentences.jsonl"


def split(text: str) -> list[str]:
    return [text[found.span.start : found.span.end] for found in sentences(text, [Span(0, len(text))])]


CASES = sorted((Path(__file__).parent / "cases" / "sentences").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    assert split(case["input"]) == case["expected"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 25


def test_a_sentence_never_crosses_a_block() -> None:
    text = "Minister resigns\n\nHe left. He\n  said nothing.  "
    found = sentences(text, [Span(0, 16), Span(18, 45)])
    assert [(text[f.span.start : f.span.end], f.block) for f in found] == [
        ("Minister resigns", 0),
        ("He left.", 1),
        ("He\n  said nothing.", 1),
    ]


@settings(deadline=None)
@given(
    st.one_of(
        st.text(alphabet="aA.!?…\"”“’' )(•-\n1", max_size=60),
        st.lists(
            st.sampled_from(["Mr.", "He", "said.", "U.S.", "3", "No.", "“Go!”", "\n•", ". . .", "x"])
        ).map(" ".join),
        st.text(max_size=60),
    )
)
def test_sentences_cover_all_text_in_order(text: str) -> None:
    found = [sentence.span for sentence in sentences(text, [Span(0, len(text))])]
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    inside = {place for start, end in found for place in range(start, end)}
    assert inside >= {place for place, character in enumerate(text) if not character.isspace()}


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        ". ",
        "a. ",
        "A. ",
        '."',
        "He said. ",
        "U.S. ",
        "“No!” Mr Pell ",
        "a.B",
        ".)",
        "\n• a",
        "\n",
        ".\n",
    ],
)
def test_sentences_take_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    started = time.process_time()
    sentences(text, [Span(0, len(text))])
    assert time.process_time() - started < 30  # takes up to 2 s; a quadratic splitter takes hours


def gold(part: str) -> list[dict[str, Any]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [passage for passage in map(json.loads, lines) if passage["part"] == part]


def boundaries(passage: dict[str, Any]) -> set[int]:
    """The ends of the sentences, without the last, which nobody can miss."""
    ends, place = set(), 0
    for sentence in passage["sentences"]:
        place = passage["text"].index(sentence, place) + len(sentence)
        ends.add(place)
    return ends - {len(passage["text"])}


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_boundaries_in_gold_passages(part: str) -> None:
    found = right = wanted = 0
    for passage in gold(part):
        text, expected = passage["text"], boundaries(passage)
        predicted = {sentence.span.end for sentence in sentences(text, [Span(0, len(text))])} - {len(text)}
        found, right, wanted = (
            found + len(predicted),
            right + len(predicted & expected),
            wanted + len(expected),
        )
    assert 2 * right / (found + wanted) >= 0.98


def test_gold_is_large_and_consistent() -> None:
    passages = gold("dev") + gold("held-out")
    assert sum(len(passage["sentences"]) for passage in passages) >= 300
    assert {passage["style"] for passage in passages} == {"british", "american", "wire"}
    assert len({passage["text"] for passage in passages}) == len(passages)
    for passage in passages:
        assert "".join(passage["text"].split()) == "".join("".join(passage["sentences"]).split())
