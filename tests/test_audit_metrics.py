"""The figures of one story and of many, on articles built by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builders import report
from hypothesis import given
from hypothesis import strategies as st

from attrib import validate
from attrib.audit import measure, story, summarise
from attrib.audit.corpus import identity
from attrib.records import Span
from attrib.segment.quotes import parse_quotes

if TYPE_CHECKING:
    import pytest

SOURCES = [
    {"name": "Anita Rao", "kind": "person", "naming": "named", "grade": None},
    {"name": "one MP", "kind": "person", "naming": "anonymous", "grade": 1},
    {"name": "leaked report", "kind": "document", "naming": "role", "grade": 2},
]
#: 32 words in the body, of which 3 + 3 + 3 + 3 are claimed; the sentence on rain is nobody's.
TEXT = (
    "Rao: bridge is old\n"
    "It rained all week. The bridge is old, Anita Rao said.\n"
    "“It may fall,” she said. A leaked report found three cracks there. One MP says repairs were late.\n"
    "It is said that workers knew of it."
)
CASE: dict[str, Any] = {
    "text": TEXT,
    "roles": {"0": "headline"},
    "sources": SOURCES,
    "attributions": [
        {"source": "Rao", "entity": 0, "content": "bridge is old"},
        {"source": "Anita Rao", "entity": 0, "cue": "said", "lemma": "say", "content": "The bridge is old"},
        {
            "source": "she",
            "entity": 0,
            "cue": "said#2",
            "lemma": "say",
            "content": "“It may fall,”",
            "hedged": True,
        },
        {
            "source": "A leaked report",
            "entity": 2,
            "cue": "found",
            "lemma": "find",
            "content": "three cracks there",
        },
        {"source": "One MP", "entity": 1, "cue": "says", "lemma": "say", "content": "repairs were late"},
        {"cue": "is said", "lemma": "say", "content": "that workers knew of it", "hedged": True},
        {"source": "workers", "cue": "knew", "content": "of it", "parent": 5},
    ],
}


def built(**changes: Any) -> dict[str, Any]:
    return report({**CASE, **changes})


def test_each_figure_counts_what_it_says() -> None:
    story = built()
    validate(story)
    figures = story["metrics"]
    assert (figures["claims"], figures["nested"]) == (5, 1)
    assert figures["body"] == {
        "words": 37,
        "attributed_words": 4 + 3 + 3 + 3 + 5,
        "attributed_words_share": 0.4865,
        "sentences": 6,
        "attributed_sentences": 5,
        "attributed_sentences_share": 0.8333,
        "unattributed_sentences": [1],
    }
    assert figures["sources"] == {
        "total": 3,
        "band": "2-3",
        "identified": 2,
        "identified_band": "2-3",
        "named": 1,
        "role": 1,
        "group": 0,
        "anonymous": 1,
        "documents": 1,
        "subjects": ["s1"],
    }
    assert figures["single_source"] is False
    assert figures["cues"] == [{"lemma": "say", "claims": 4}, {"lemma": "find", "claims": 1}]
    assert figures["top_source"] == {"source": "s1", "claims": 2, "share": 0.4}
    assert figures["first_claim"] == {"sentence": 2, "position": 0.1081}


def test_claims_by_naming_and_mode() -> None:
    figures = built()["metrics"]
    assert figures["by_naming"]["named"] == {"claims": 2, "share": 0.4, "hedged": 1, "hedged_share": 0.5}
    assert figures["by_naming"]["none"] == {"claims": 1, "share": 0.2, "hedged": 1, "hedged_share": 1.0}
    assert figures["by_naming"]["group"] == {"claims": 0, "share": 0.0, "hedged": 0, "hedged_share": None}
    assert {mode: part["claims"] for mode, part in figures["by_mode"].items()} == {
        "direct": 1,
        "indirect": 4,
        "mixed": 0,
    }


def test_of_nothing_there_is_no_share() -> None:
    story = report({"text": "", "sources": [], "attributions": []})
    validate(story)
    figures = story["metrics"]
    assert (figures["top_source"], figures["first_claim"], figures["single_source"]) == (None, None, False)
    assert figures["sources"]["band"] == "0"
    assert figures["body"]["attributed_words_share"] is None
    assert figures["by_mode"]["direct"] == {"claims": 0, "share": None}


def test_bands_are_those_of_the_studies() -> None:
    for count, expected in ((1, "1"), (2, "2-3"), (3, "2-3"), (4, "4+"), (5, "4+")):
        text = " ".join(f"Person{n} said it rained{n}." for n in range(count))
        people = [
            {"name": f"Person{n}", "kind": "person", "naming": "named", "grade": None} for n in range(count)
        ]
        told = [
            {"source": f"Person{n}", "entity": n, "cue": f"said#{n + 1}", "content": f"it rained{n}"}
            for n in range(count)
        ]
        figures = report({"text": text, "sources": people, "attributions": told})["metrics"]
        assert figures["sources"]["band"] == expected
        assert figures["single_source"] == (count == 1)


def test_measuring_again_gives_the_same() -> None:
    story = built()
    assert measure({**story, "metrics": None, "findings": None}) == story["metrics"]


def test_a_corpus_is_the_sum_of_its_stories() -> None:
    single = report(
        {
            "text": "It rained, Anita Rao said.",
            "sources": SOURCES[:1],
            "attributions": [
                {"source": "Anita Rao", "entity": 0, "cue": "said", "lemma": "say", "content": "It rained"}
            ],
        }
    )
    figures = summarise([built(), single])
    assert figures["stories"] == 2
    assert figures["single_source"] == {"stories": 1, "share": 0.5}
    assert figures["with_anonymous"] == {"stories": 1, "share": 0.5}
    assert figures["only_anonymous"] == {"stories": 0, "share": 0.0}
    assert figures["bands"]["1"] == {"count": 1, "share": 0.5}
    assert figures["identified_bands"]["2-3"] == {"count": 1, "share": 0.5}
    assert figures["documents"] == {"count": 1, "share": 0.25}
    assert figures["claims"] == 6
    assert figures["by_naming"]["named"] == {"claims": 3, "share": 0.5, "hedged": 1, "hedged_share": 0.3333}
    assert figures["cues"][0] == {"lemma": "say", "claims": 5, "share": 0.8333}
    assert figures["attributed_words_share"] == round(20 / 42, 4)
    assert figures["top_sources"] == [{"name": "Anita Rao", "kind": "person", "stories": 2, "claims": 3}]
    assert figures["median_first_claim"] == round(0.1081 / 2, 4)
    assert figures["findings"]["A10"] == {"findings": 1, "stories": 1, "share": 0.5}


def test_the_people_a_story_is_about_can_be_left_out() -> None:
    figures = summarise([built()], leave_out_subjects=True)
    assert figures["sources"] == 2
    assert figures["top_sources"] == []
    assert figures["bands"]["2-3"]["count"] == 1


def test_an_empty_corpus() -> None:
    figures = summarise([])
    assert figures["stories"] == 0
    assert figures["single_source"] == {"stories": 0, "share": None}
    assert figures["top_sources"] == []


def test_identity_over_a_corpus() -> None:
    def source(name: str, kind: str = "person", naming: str = "named") -> dict[str, Any]:
        return {"name": name, "kind": kind, "naming": naming}

    assert identity(source("Zoë  O’Neill")) == identity(source("ZOE O'NEILL"))
    assert identity(source("Mercury")) != identity(source("Mercury", "organisation"))
    assert identity(source("Rao")) != identity(source("Anita Rao")), "a surname alone is nobody in particular"
    assert identity(source("minister", naming="role")) is None


@given(st.permutations(range(4)))
def test_a_corpus_does_not_depend_on_the_order_of_its_stories(order: list[int]) -> None:
    stories = [
        built(),
        built(attributions=CASE["attributions"][:3]),
        built(attributions=[]),
        built(sources=SOURCES),
    ]
    assert summarise(stories[index] for index in order) == summarise(stories)


def test_quotations_are_looked_for_once_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    flows = []

    def counted(text: str, flow: list[Span]) -> Any:
        flows.append(flow)
        return parse_quotes(text, flow)

    monkeypatch.setattr(story, "parse_quotes", counted)
    text = "“The quay will be shut for a year,” she said, and “no ship will call”."
    first, again = (story.Story(text, ((Span(0, len(text)), "body"),), (), {}, (), ()) for _ in range(2))
    assert [quote.span for quote, _ in first.quotes()] == [quote.span for quote, _ in again.quotes()]
    assert len(first.quotes()) == 2
    assert len(flows) == 1
