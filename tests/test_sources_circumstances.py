"""Every file in ``cases/circumstances`` is a text with attributions, and whom and how their words reached."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from builders import attribution, document, locate, segmented
from hypothesis import given, settings
from test_sources import articles

from attrib.records import Attribution, Segmented, Span
from attrib.segment import segment
from attrib.sources import circumstances, resolve, trace

CASES = sorted((Path(__file__).parent / "cases" / "circumstances").glob("*.json"))


def found(text: str, one: Attribution) -> dict[str, Any]:
    channel = one.channel
    return {
        "addressee": " ".join(text[start:end] for start, end in one.addressee) or None,
        "channel": None if channel is None else " ".join(text[start:end] for start, end in channel.spans),
        "kind": None if channel is None else channel.kind,
    }


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    text = case["text"]
    given_ones = [attribution(text, one) for one in case["attributions"]]
    result = circumstances(segmented(text), given_ones)
    assert [found(text, one) for one in result] == [one["expected"] for one in case["attributions"]]
    assert trace(segmented(text), given_ones) == (result, resolve(segmented(text), result))


@settings(max_examples=100, deadline=None)
@given(articles())
def test_any_text_gives_spans_inside_it(case: tuple[Segmented, list[Attribution]]) -> None:
    article, attributions = case
    made = [
        Attribution(
            one.content,
            one.source[:1],
            one.source[1:],
            one.mode,
            (),
            "statement",
            None,
            one.parent,
            False,
            1.0,
        )
        for one in attributions
    ]
    size = len(article.document.text)
    for one in circumstances(article, made):
        for start, end in (*one.addressee, *(one.channel.spans if one.channel else ())):
            assert 0 <= start < end <= size


def test_nothing_else_changes() -> None:
    text = "The mayor told reporters in a statement that the bridge was safe."
    one = attribution(text, {"source": "The mayor", "cue": "told", "content": "that the bridge was safe"})
    (given_back,) = circumstances(segmented(text), [one])
    assert (given_back.source, given_back.cue, given_back.content) == (one.source, one.cue, one.content)
    assert given_back.addressee == (locate(text, "reporters"),)


def _seconds(size: int) -> float:
    sentence = "The mayor told reporters in a statement that the bridge was safe and "
    text = sentence * size
    article = segment(document(text))
    made = []
    for index in range(size):
        start = index * len(sentence)
        cue = Span(start + sentence.index("told"), start + sentence.index("told") + 4)
        content = Span(start + sentence.index("that"), start + len(sentence) - 5)
        made.append(
            Attribution(
                (content,),
                (cue,),
                (Span(start, start + 9),),
                "indirect",
                (),
                "statement",
                "tell",
                None,
                False,
                1.0,
            )
        )
    begin = time.process_time()
    result = circumstances(article, made)
    assert sum(bool(one.addressee) for one in result) > size // 2
    return time.process_time() - begin


def test_cost_grows_with_the_text_only() -> None:
    _seconds(20)
    short, long = _seconds(100), _seconds(800)
    assert long < 8 * short * 2.5, f"8 times the text took {long / short:.1f} times as long"
