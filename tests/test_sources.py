"""Sources on any text: never an exception, records that hold together, cost that grows with the text."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from builders import attribution, document, segmented
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.records import Attribution, Resolution, Segmented, Span
from attrib.segment import segment
from attrib.sources import resolve, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = [
    "Ann", "Hill", "Mr", "Mrs.", "Sir", "the", "The", "a", "spokesperson", "minister", "President", "Ministry", "of", "and", "who",
    "he", "She", "it", "They", "I", "we", "said", "NATO", "Nato", "(OSS)", "“", "”", "‘", "’", '"', ",", ".", "\n", "\n\n", "report",
    "experts", "one", "another", "’s", "von", "der", "Jr.", "J.K.", "—", "(", ")", "Tuesday", "May", "10", "No", "É", "ß", "İ", "\u200b",
    "which", "his", "Downing", "Street", "company", "sources", "close", "to", "\u00a0", "…", "-", "Women’s", "Institute", "1",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=30).map("".join),
    st.text(max_size=80),
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Segmented, list[Attribution]]:
    text = draw(texts)
    roles = draw(
        st.dictionaries(
            st.integers(0, 5), st.sampled_from(["headline", "standfirst", "furniture", "caption"])
        )
    )
    found = []
    for _ in range(draw(st.integers(0, 6))):
        pieces = [
            Span(start, draw(st.integers(start, len(text))))
            for start in draw(st.lists(st.integers(0, len(text)), max_size=2))
        ]
        content = draw(st.integers(0, len(text)))
        found.append(
            Attribution(
                content=(Span(content, draw(st.integers(content, len(text)))),),
                cue=(),
                source=tuple(pieces),
                mode=draw(st.sampled_from(["direct", "indirect"])),
                quoted=(),
                act="statement",
                lemma=None,
                parent=draw(st.one_of(st.none(), st.integers(-2, 8))),
                floating=draw(st.booleans()),
                confidence=1.0,
            )
        )
    return segment(document(text, roles)), found


def check(resolution: Resolution, article: Segmented, attributions: Sequence[Attribution]) -> None:
    text, count = article.document.text, len(resolution.sources)
    assert len(resolution.links) == len(attributions)
    firsts = []
    for source in resolution.sources:
        spans = [mention.span for mention in source.mentions]
        assert spans
        assert spans == sorted(set(spans), key=lambda span: (span.start, -span.end))
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert source.affiliation is None or 0 <= source.affiliation < count
        assert (source.grade is None) == (source.naming == "named")
        assert source.name
        firsts.append(spans[0].start)
    assert firsts == sorted(firsts)
    for link, one in zip(resolution.links, attributions, strict=True):
        assert (link is None) == (not one.source)
        if link is None:
            continue
        assert 0 <= link.confidence <= 1
        assert (link.source is None) == (link.reason == "unresolved")
        assert all(0 <= index < count and 0 <= share <= 1 for index, share in link.candidates)
        assert all(0 <= index < count for index in link.chain)
        assert link.source is None or link.chain[0] == link.source


@settings(max_examples=100, deadline=None)
@given(articles())
def test_any_text_gives_records_that_hold_together(case: tuple[Segmented, list[Attribution]]) -> None:
    article, attributions = case
    resolution = resolve(article, attributions)
    check(resolution, article, attributions)
    assert resolve(article, attributions) == resolution


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lord Of the Rings fans said so.", "fans"),
        ("The stars met, said the Chair Of", "the Chair Of"),
        ("Colonel @ Chairman Tory", "Colonel @ Chairman Tory"),
    ],
)
def test_titles_that_break_off(text: str, source: str) -> None:
    article, attributions = segmented(text), [attribution(text, {"source": source})]
    check(resolve(article, attributions), article, attributions)


def test_offices_and_names_in_any_order() -> None:
    """Words that rules look around for, at every edge: found four crashes that general text did not."""
    draw = random.Random(1)
    titles = [" ".join(keys).title() for keys in vocabulary.titles()]
    pool = [
        *_WORDS,
        *titles,
        "Of",
        "For",
        "The",
        "And",
        "&",
        "Ann",
        "Hill",
        "Bank",
        "BBC",
        "Tory",
        "leader",
        "former",
    ]
    for _ in range(3_000):
        words = draw.choices(pool, k=draw.randint(1, 20))
        text = " ".join(words)
        first = draw.randrange(len(words))
        source = " ".join(words[first : first + draw.randint(1, 4)])
        start = len(" ".join([*words[:first], ""]))
        found = Attribution(
            content=(Span(0, len(text)),),
            cue=(),
            source=(Span(start, start + len(source)),),
            mode="indirect",
            quoted=(),
            act="statement",
            lemma=None,
            parent=None,
            floating=False,
            confidence=1.0,
        )
        article = segmented(text)
        check(resolve(article, [found]), article, [found])


def test_no_attributions_give_no_sources() -> None:
    assert resolve(segmented("Ann Hill said no."), []) == Resolution((), ())


def test_empty_text() -> None:
    assert resolve(segmented(""), []) == Resolution((), ())


def test_parents_in_a_circle_end() -> None:
    text = "Ann Hill said Kim Lowell said no."
    one = attribution(text, {"source": "Ann Hill", "parent": 1})
    other = attribution(text, {"source": "Kim Lowell", "parent": 0})
    assert all(link is not None and link.chain for link in resolve(segmented(text), [one, other]).links)


def _long(names: int) -> tuple[Segmented, list[Attribution]]:
    """An article with a person a paragraph, half of them called Smith, each quoted by name, pronoun and role."""
    parts, spans, length = [], [], 0
    for index in range(names):
        surname = "Smith" if index % 2 else f"Karn{_letters(index)}"
        paragraph = f"Mr Abel{_letters(index)} {surname}, a spokesman for Ports{_letters(index)} Council, said no. He said yes. The spokesman said more.\n"
        for string in (f"{surname},", "He", "The spokesman"):
            start = length + paragraph.index(string)
            spans.append(Span(start, start + len(string.rstrip(","))))
        parts.append(paragraph)
        length += len(paragraph)
    text = "".join(parts)
    article = segmented(text)
    found = [
        Attribution((Span(0, 1),), (), (s,), "indirect", (), "statement", None, None, False, 1.0)
        for s in spans
    ]
    return article, found


def _letters(index: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(index))


def _seconds(names: int) -> float:
    article, attributions = _long(names)
    start = time.process_time()
    check(resolve(article, attributions), article, attributions)
    return time.process_time() - start


def test_cost_grows_with_the_text_only() -> None:
    _seconds(50)
    short, long = _seconds(500), _seconds(4000)
    assert long < 8 * short * 2.5, f"8 times the text took {long / short:.1f} times as long"


def test_a_source_as_long_as_the_text_costs_little() -> None:
    text = "Ann Hill, the " * 20_000
    article = segmented(text)
    whole = Attribution(
        (Span(0, 1),), (), (Span(0, len(text)),), "direct", (), "statement", None, None, False, 1.0
    )
    start = time.process_time()
    check(resolve(article, [whole]), article, [whole])
    assert time.process_time() - start < 10
