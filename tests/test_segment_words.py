"""Words: what belongs to one, properties on any text, linear time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.segment.words import words


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t ask O'Neill’s son.", ["Don’t", "ask", "O'Neill’s", "son"]),
        ("a well-known, 19-year-old MP", ["a", "well-known", "19-year-old", "MP"]),
        (
            "the U.S. and the U.S.-led force at 6 a.m.",
            ["the", "U.S.", "and", "the", "U.S.-led", "force", "at", "6", "a.m."],
        ),
        ("J.K. Rowling, J. R. Smith", ["J.K.", "Rowling", "J", "R", "Smith"]),
        ("up 3.5% to £1,000.50, or 10.30am.", ["up", "3.5", "to", "1,000.50", "or", "10.30am"]),
        ("£5m and $3bn", ["5m", "and", "3bn"]),
        ("It fell 3. Then it rose 1, 2.", ["It", "fell", "3", "Then", "it", "rose", "1", "2"]),
        ("he said.Then “quoted” ‘words’ 'here'", ["he", "said", "Then", "quoted", "words", "here"]),
        ("ministers’ plan -- rock 'n' roll", ["ministers", "plan", "rock", "n", "roll"]),
        ("Siobhán café caf\u0065\u0301s", ["Siobhán", "café", "caf\u0065\u0301s"]),
        ("snake_case __", ["snake", "case"]),
        ("…!? “” --", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.one_of(st.text(alphabet="aZ9é_.,-'’ \u0301", max_size=40), st.text(max_size=60)))
def test_words_are_ordered_and_hold_every_letter_and_digit(text: str) -> None:
    spans = words(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert inside >= {place for place, character in enumerate(text) if character.isalnum()}
    assert all(text[start].isalnum() and not text[start:end].isspace() for start, end in spans)


@pytest.mark.parametrize("unit", ["a.", "a", "a-", "1,", "1.", "a'", "_", "\u0301", ". ", "a.b"])
def test_words_take_linear_time(unit: str) -> None:
    started = time.process_time()
    words(unit * 100_000)
    assert time.process_time() - started < 5  # takes 0.2 s; a quadratic pattern takes minutes
