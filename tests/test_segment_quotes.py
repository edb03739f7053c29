"""The tree of quotation marks: a file per case, properties on any text, linear time."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.records import Span
from attrib.segment.quotes import parse_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Quote

CASES = sorted((Path(__file__).parent / "cases" / "quotes").glob("*.json"))
_ALPHABET = "“”\"''’‘«»`` ab s.,?—(\n 59"


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that hold more than white space, trimmed."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = place + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(line.strip())))
        place += len(line) + 1
    return spans


def described(text: str, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    """Quotations as the case files write them; level, parent and closed only where they are not 0, None, True."""
    found = []
    for quote in quotes:
        entry: dict[str, Any] = {
            "style": quote.style,
            "pieces": [text[piece.start : piece.end] for piece in quote.pieces],
        }
        if quote.parent is not None:
            entry |= {"level": quote.level, "parent": quote.parent}
        if not quote.closed:
            entry["closed"] = False
        found.append(entry)
    return found


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    text = case["input"]
    quotes, notices = parse_quotes(text, paragraphs(text))
    assert described(text, quotes) == case["expected"]
    assert {notice.code for notice in notices} <= {"unclosed-quote"}
    assert len(notices) == sum(not quote.closed for quote in quotes)


def test_there_are_cases() -> None:
    assert len(CASES) >= 40


def test_span_holds_the_marks_and_notice_is_on_the_opening_mark() -> None:
    text = "He said: ''Yes.'' Then “no"
    (closed, unclosed), (notice,) = parse_quotes(text, [Span(0, len(text))])
    assert text[closed.span.start : closed.span.end] == "''Yes.''"
    assert text[unclosed.span.start : unclosed.span.end] == "“no"
    assert (notice.code, notice.span) == ("unclosed-quote", Span(23, 24))


def test_paragraphs_that_are_not_given_are_not_read() -> None:
    text = "“One.\n“Two”\n“Three.”"
    quotes, _ = parse_quotes(text, [Span(0, 5), Span(12, 20)])
    assert [[text[p.start : p.end] for p in quote.pieces] for quote in quotes] == [["One.", "Three."]]


@given(st.one_of(st.text(alphabet=_ALPHABET, max_size=60), st.text(max_size=60)))
def test_quotes_are_a_tree_of_ordered_spans_in_the_text(text: str) -> None:
    quotes, notices = parse_quotes(text, paragraphs(text))
    for index, quote in enumerate(quotes):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert all(first.end < second.start for first, second in pairwise(quote.pieces))
        assert all(quote.span.start < start <= end <= quote.span.end for start, end in quote.pieces)
        assert "".join(text[start:end] for start, end in quote.pieces).strip()
        around = [
            place
            for place, other in enumerate(quotes[:index])
            if other.span.start < quote.span.start and quote.span.end <= other.span.end
        ]
        assert quote.parent == (around[-1] if around else None)
        assert quote.level == len(around)
        assert all(
            other.span.end <= quote.span.start
            for place, other in enumerate(quotes[:index])
            if place not in around
        )
    assert sum(not quote.closed for quote in quotes) <= len(notices)


@pytest.mark.parametrize("unit", ['"', "'", '"a ', "s' a", "“‘a ", "“a\n"])
def test_many_marks_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // sum(character in "\"'“‘" for character in unit))
    started = time.process_time()
    parse_quotes(text, paragraphs(text))
    assert time.process_time() - started < 20  # takes 1-2 s; a quadratic parser takes hours
