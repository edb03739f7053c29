"""The measures of ``attrib.scoring`` on hand-built gold and predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.records import Attribution, Span
from attrib.scoring import score
from attrib.scoring.tokens import Tokeniser, align, jaccard

if TYPE_CHECKING:
    import random

TEXT = (
    "The harbour will close in May, the mayor said. “We had no choice at all,” she added.\n\n"
    "Engineers warned that the wall may fail. The mayor denied a claim by one captain that she knew it."
)


def spans(*strings: str, text: str = TEXT) -> list[list[int]]:
    return [[text.index(string), text.index(string) + len(string)] for string in strings]


def gold_item(content: str, cue: str, source: str | None, **more: Any) -> dict[str, Any]:
    who = [] if source is None else spans(source)
    return {"source": who, "cue": spans(cue) if cue else [], "content": spans(content), **more}


ITEMS = (
    gold_item("The harbour will close in May", "said", "the mayor"),
    gold_item("“We had no choice at all,”", "added", "she"),
    gold_item("that the wall may fail", "warned", "Engineers"),
)
NESTED = (
    gold_item("a claim by one captain that she knew it", "denied", "The mayor", parent=None),
    gold_item("that she knew it", "a claim", "one captain", parent=3),
)


def gold(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "x", "text": TEXT, "attributions": list(items), **more}


def predicted(*items: dict[str, Any]) -> tuple[Attribution, ...]:
    def record(item: dict[str, Any]) -> Attribution:
        def part(name: str) -> tuple[Span, ...]:
            return tuple(Span(*span) for span in item[name])

        return Attribution(
            content=part("content"),
            cue=part("cue"),
            source=part("source"),
            mode=item.get("mode", "indirect"),
            quoted=(),
            act=item.get("act", "statement"),
            lemma=None,
            parent=item.get("parent"),
            floating=False,
            confidence=1.0,
        )

    return tuple(record(item) for item in items)


def test_gold_against_itself_is_perfect() -> None:
    items = (*ITEMS, *NESTED)
    scores = score([(gold(*items), predicted(*items))])
    found = scores.extraction
    rates = [
        getattr(getattr(found, r), m)
        for r in ("content", "cue", "source")
        for m in ("exact", "half", "token")
    ]
    for rate in (*rates, found.triple, found.direct, found.indirect, found.nested):
        assert (rate.precision, rate.recall) == (1.0, 1.0)
    assert (found.link.value, found.nested_parent.value) == (1.0, 1.0)
    assert (found.triple.gold, found.direct.gold, found.indirect.gold, found.nested.gold) == (5, 1, 4, 1)


def test_no_prediction_and_no_gold() -> None:
    missed = score([(gold(*ITEMS), ())]).extraction
    assert (missed.triple.recall, missed.triple.precision, missed.triple.f1) == (0, 0, 0)
    invented = score([(gold(), predicted(*ITEMS))]).extraction
    assert (invented.triple.predicted, invented.triple.gold, invented.triple.f1) == (3, 0, 0)
    assert score([]).as_dict()["triple"]["f1"] is None


def test_marks_and_that_make_no_difference() -> None:
    bare = (
        gold_item("We had no choice at all", "added", "she"),
        gold_item("the wall may fail.", "warned", "Engineers"),
    )
    assert score([(gold(*ITEMS[1:]), predicted(*bare))]).extraction.content.exact.f1 == 1.0


def test_half_is_at_jaccard_one_half() -> None:
    gold_content = ITEMS[0]  # six words
    at = score([(gold(gold_content), predicted(gold_item("The harbour will", "said", "the mayor")))])
    below = score([(gold(gold_content), predicted(gold_item("The harbour", "said", "the mayor")))])
    assert (at.extraction.content.half.f1, at.extraction.content.exact.f1) == (1.0, 0.0)
    assert below.extraction.content.half.f1 == 0.0
    assert below.extraction.content.token.recall == pytest.approx(2 / 6)
    assert below.extraction.content.token.precision == 1.0


def test_wrong_source_costs_link_and_triple_only() -> None:
    scores = score([(gold(*ITEMS[:2]), predicted(ITEMS[0], {**ITEMS[1], "source": spans("Engineers")}))])
    found = scores.extraction
    assert (found.content.half.f1, found.cue.half.f1) == (1.0, 1.0)
    assert (found.link.value, found.triple.f1, found.source.half.f1) == (0.5, 0.5, 0.5)


def test_missing_source_is_right_only_when_both_miss_it() -> None:
    nobody = {**ITEMS[0], "source": []}
    assert score([(gold(nobody), predicted(nobody))]).extraction.triple.f1 == 1.0
    assert score([(gold(nobody), predicted(ITEMS[0]))]).extraction.triple.f1 == 0.0
    assert score([(gold(ITEMS[0]), predicted(nobody))]).extraction.triple.f1 == 0.0


def test_cue_need_only_overlap_for_triple() -> None:
    longer = {**ITEMS[0], "cue": spans("said. “We")}
    found = score([(gold(ITEMS[0]), predicted(longer))]).extraction
    assert (found.triple.f1, found.cue.exact.f1) == (1.0, 0.0)
    elsewhere = {**ITEMS[0], "cue": spans("warned")}
    assert score([(gold(ITEMS[0]), predicted(elsewhere))]).extraction.triple.f1 == 0.0


def test_cue_of_marks_is_no_missing_cue() -> None:
    dash = {**ITEMS[0], "cue": spans(", ")}
    assert score([(gold(dash), predicted(dash))]).extraction.triple.f1 == 1.0
    assert score([(gold(dash), predicted({**dash, "cue": []}))]).extraction.triple.f1 == 0.0


def test_matching_is_one_to_one_and_best_first() -> None:
    worse = gold_item("The harbour will close", "said", "the mayor")
    found = score([(gold(ITEMS[0]), predicted(worse, ITEMS[0]))]).extraction
    assert (found.content.half.correct, found.content.half.predicted) == (1, 2)
    assert align([frozenset({1, 2, 3})], [frozenset({1, 2}), frozenset({1, 2, 3})]) == ((0, 1),)


def test_nested_predictions_do_not_count_without_nested_gold() -> None:
    everything = predicted(*ITEMS, *NESTED)
    outer = gold(*ITEMS, NESTED[0])
    assert score([(outer, everything)]).extraction.triple.f1 == 1.0
    assert score([({**outer, "nested": True}, everything)]).extraction.triple.predicted == 5
    silent = {**gold(*ITEMS, *NESTED), "nested": False}
    assert score([(silent, everything)]).extraction.triple.predicted == 4


def test_nested_items_and_their_parents() -> None:
    wrong = {**NESTED[1], "parent": 0}
    found = score([(gold(*ITEMS, *NESTED), predicted(*ITEMS, NESTED[0], wrong))]).extraction
    assert (found.nested.f1, found.nested_parent.value, found.nested_parent.n) == (1.0, 0.0, 1)
    flat = {**NESTED[1], "parent": None}
    found = score([(gold(*ITEMS, *NESTED), predicted(*ITEMS, NESTED[0], flat))]).extraction
    assert (found.nested.f1, found.nested_parent.value, found.triple.f1) == (0.0, 0.0, 1.0)


def test_optional_gold_is_neither_credited_nor_punished() -> None:
    debatable = {**ITEMS[2], "optional": True}
    for prediction in (predicted(*ITEMS), predicted(*ITEMS[:2])):
        found = score([(gold(*ITEMS[:2], debatable), prediction)]).extraction
        assert (found.triple.f1, found.triple.gold, found.triple.predicted) == (1.0, 2, 2)
        assert found.content.token.f1 == 1.0
        assert found.cue.half.predicted == 2


def test_mode_is_read_from_the_marks() -> None:
    whole = gold_item("“We had no choice at all,” she added", "said", "the mayor")
    found = score([(gold(*ITEMS), predicted(whole))]).extraction
    assert (found.direct.gold, found.direct.found, found.direct.predicted) == (1, 1, 0)
    assert (found.mixed.gold, found.mixed.correct, found.mixed.predicted) == (0, 1, 1)


def test_nested_mode_counts_only_marks_inside_its_parent() -> None:
    text = "“He told us that it was over. They called it ‘a very bad day’,” Ann said."

    def item(content: str, cue: str, source: str, parent: int | None) -> dict[str, Any]:
        parts = {"content": content, "cue": cue, "source": source}
        return {**{name: spans(part, text=text) for name, part in parts.items()}, "parent": parent}

    outer = item(text[:-10], "said", "Ann", None)
    inner = (item("that it was over", "told", "He", 0), item("‘a very bad day’", "called", "They", 0))
    found = score([({"id": "x", "text": text, "attributions": [outer, *inner]}, ())]).extraction
    assert (found.direct.gold, found.indirect.gold, found.mixed.gold) == (2, 1, 0)


spans_of_text = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(
        lambda pair: (pair[0], min(len(TEXT), sum(pair)))
    ),
    max_size=3,
)


@given(st.lists(st.tuples(spans_of_text, spans_of_text, spans_of_text), max_size=6))
def test_any_prediction_scores_within_bounds(parts: list[tuple[Any, Any, Any]]) -> None:
    items = [{"content": content, "cue": cue, "source": source} for content, cue, source in parts]
    scores = score([(gold(*ITEMS), predicted(*items))])
    triple, half = scores.extraction.triple, scores.extraction.content.half
    assert 0 <= triple.correct <= half.correct <= min(half.predicted, half.gold) == min(half.predicted, 3)
    assert scores.table() == score([(gold(*ITEMS), predicted(*items))]).table()


@given(st.lists(st.frozensets(st.integers(0, 9), max_size=6), max_size=6), st.randoms())
def test_align_is_one_to_one_and_finds_equals(sets: list[frozenset[int]], rng: random.Random) -> None:
    shuffled = rng.sample(sets, len(sets))
    pairs = align(sets, shuffled)
    assert len({g for g, _ in pairs}) == len({p for _, p in pairs}) == len(pairs)
    assert all(jaccard(sets[g], shuffled[p]) == 1.0 for g, p in pairs)
    assert len(pairs) == sum(bool(tokens) for tokens in sets)


def test_tokens_ignore_marks_and_leading_that_but_not_all() -> None:
    tokeniser = Tokeniser("that “that man” : said")
    assert tokeniser.tokens([(0, 4)]) == {0}
    assert tokeniser.tokens([(5, 15)]) == {11}
    assert tokeniser.tokens([(0, 15)]) == {6, 11}
    assert tokeniser.tokens([(15, 17)]) == {16}
    assert tokeniser.tokens([]) == frozenset()
