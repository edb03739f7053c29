"""Whom a pronoun may mean and what tells it: texts with their attributions go in, sources come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from builders import attribution, segmented

from attrib.sources import circumstances, pronouns, ranking, resolve
from attrib.sources.article import Article
from attrib.sources.cast import Cast
from attrib.sources.resolve import Choices, choices
from attrib.sources.running import noun_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution


def attributions(text: str, entries: Sequence[dict[str, Any]]) -> list[Attribution]:
    made = [replace(attribution(text, one), act=one.get("act", "statement")) for one in entries]
    return list(circumstances(segmented(text), made))


def names(text: str, entries: Sequence[dict[str, Any]]) -> list[str | None]:
    """The names of the sources that attributions are resolved to, None for one left open."""
    resolution = resolve(segmented(text), attributions(text, entries))
    found = [None if link is None else link.source for link in resolution.links]
    return [None if index is None else resolution.sources[index].name for index in found]


def chosen_from(text: str, entries: Sequence[dict[str, Any]]) -> Choices:
    return choices(segmented(text), attributions(text, entries), ranking.shipped())


COURT = "Mara Venn rang Dora Pike on Monday. “She told me that she thought the road was shut,” Ms Pike said."
TOLD = (
    {"source": "Ms Pike", "cue": ["said", 1], "content": COURT[36:-15], "mode": "direct"},
    {"source": "She", "cue": "told", "content": "that she thought the road was shut", "parent": 0},
    {"source": "she", "cue": "thought", "content": "the road was shut", "parent": 1},
)


def test_who_is_quoted_says_i_and_who_is_reported_says_she() -> None:
    """In Pike's quotation "she" is not Pike; in what Venn is said to have told it may well be Venn."""
    made = chosen_from(COURT, TOLD)
    for index in (1, 2):
        assert {made.names[entity] for entity in made.asked[index]} == {"Mara Venn"}
    assert names(COURT, TOLD) == ["Dora Pike", "Mara Venn", "Mara Venn"]


def test_direct_is_told_from_reported() -> None:
    made = chosen_from(COURT, TOLD)
    direct, quoted = (pronouns.FEATURES.index(name) for name in ("direct", "quoted"))
    flags = [(f[quoted], f[direct]) for index in (1, 2) for f in made.asked[index].values()]
    assert flags == [(1.0, 1.0), (1.0, 0.0)]


def test_nobody_calls_themselves_by_name() -> None:
    text = "Mara Venn met Dora Pike at the dock. “Venn will go first,” she said."
    entries = [{"source": "she", "cue": "said", "content": "“Venn will go first,”", "mode": "direct"}]
    made = chosen_from(text, entries)
    assert [made.names[entity] for entity in made.asked[0]] == ["Dora Pike"]


def test_who_is_asked_answers() -> None:
    text = "Mara Venn asked Dora Pike whether the road was shut. She said it was."
    entries: list[dict[str, Any]] = [
        {
            "source": "Mara Venn",
            "cue": "asked",
            "content": "whether the road was shut",
            "act": "question",
        },
        {"source": "She", "cue": "said", "content": "it was"},
    ]
    made = chosen_from(text, entries)
    features = {made.names[entity]: found for entity, found in made.asked[1].items()}
    asked, asker = (pronouns.FEATURES.index(name) for name in ("asked", "has just asked"))
    assert [(features[one][asked], features[one][asker]) for one in ("Mara Venn", "Dora Pike")] == [
        (0.0, 1.0),
        (1.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mother of the mechanic sat at the back. She said it was cold.", "mother of the mechanic"),
        ("One of the nurses sat at the back. She said it was cold.", "one of the nurses"),
        ("Merrow Rowing has built a shed. It said the old one had sunk.", "Merrow Rowing"),
    ],
)
def test_who_has_just_come_in(text: str, name: str) -> None:
    """Somebody told by whose or of what they are is nobody named before; two capitals may be a club."""
    text = f"Dora Pike flew the mail for years.\n{text}"
    source = "It" if "It said" in text else "She"
    made = chosen_from(
        text, [{"source": source, "cue": "said", "content": text[text.index("said") + 5 : -1]}]
    )
    assert name in {made.names[entity] or made.phrases[entity] for entity in made.asked[0]}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The keeper of the old lamp slept.", ["The keeper of the old lamp"]),
        ("They accused the doctor of guessing.", ["the doctor"]),
        ("Two of the nurses slept.", ["Two of the nurses"]),
        ("The head of Merrow Dock slept.", ["The head of Merrow Dock"]),
    ],
)
def test_phrases_of_the_running_text_are_whole(text: str, phrases: list[str]) -> None:
    article = Article(segmented(text))
    found = [text[slice(*span)] for span in noun_phrases(article, Cast(article), [])]
    assert found == phrases


def test_quotations_around_an_offset_from_the_inside() -> None:
    text = "She said: “He wrote ‘never again’ and left.” It rained."
    article = Article(segmented(text))
    inner, outer = text.index("‘"), text.index("“")
    assert [span.start for span in article.quotations(text.index("never"))] == [inner, outer]
    assert [span.start for span in article.quotations(text.index("left"))] == [outer]
    assert article.quotations(text.index("It rained")) == []
    assert article.quotations(0) == []


def test_who_asks_in_the_same_sentence_does_not_answer() -> None:
    text = "Asked by Mara Venn what was in the crate, she said it was salt. Dora Pike left."
    entries: list[dict[str, Any]] = [
        {"source": "Mara Venn", "cue": "Asked", "content": "what was in the crate", "act": "question"},
        {"source": "she", "cue": "said", "content": "it was salt"},
    ]
    made = chosen_from(text, entries)
    here = pronouns.FEATURES.index("asks here")
    assert {made.names[e]: f[here] for e, f in made.asked[1].items()}["Mara Venn"] == 1.0


def test_who_is_still_being_described() -> None:
    text = "Dora Pike slept. A cook who left because she was cold said no."
    entries: list[dict[str, Any]] = [
        {"source": "A cook who left because she was cold", "cue": ["said", 1], "content": "no"},
        {"source": "she", "cue": "was", "content": "cold"},
    ]
    made = chosen_from(text, entries)
    around = pronouns.FEATURES.index("phrase around")
    called = {made.names[e] or made.phrases[e].split()[0]: f[around] for e, f in made.asked[1].items()}
    assert called == {"Dora Pike": 0.0, "cook": 1.0}


def test_it_may_be_for_whom_a_spokesman_speaks() -> None:
    text = "Tarn Bank cut its rates. Orne Bank waited. A spokesman for Tarn Bank said it had no choice."
    entries: list[dict[str, Any]] = [
        {"source": "A spokesman for Tarn Bank", "cue": "said", "content": "it had no choice"},
        {"source": "it", "cue": "had", "content": "no choice", "parent": 0},
    ]
    made = chosen_from(text, entries)
    body = pronouns.FEATURES.index("spoken for")
    assert {made.names[e]: f[body] for e, f in made.asked[1].items() if made.names[e]} == {
        "Tarn Bank": 1.0,
        "Orne Bank": 0.0,
    }
