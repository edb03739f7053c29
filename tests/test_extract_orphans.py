"""Cues without a content and what structure gives them, by hand-made drafts: no model is run."""

from dataclasses import replace

import pytest
from test_extract_assemble import draft, scope, span

from attrib.extract.drafts import Draft
from attrib.extract.orphans import adopt, led


def orphan(text: str, cue: str, source: str = "") -> Draft:
    bare = draft(text, cue, cue, source)
    return replace(bare, content=(), signals=(1.0, 0.7, 0.8, 1.0, 0.6))


def contents(text: str, found: list[Draft]) -> list[tuple[list[str], list[str]]]:
    return [
        ([text[slice(*part)] for part in one.content], [text[slice(*part)] for part in one.cue])
        for one in found
    ]


def test_a_cue_after_a_sentence_takes_the_sentence() -> None:
    text = "It rained. He told her that it was over, the aide said. It stopped."
    inner = draft(text, "that it was over", "told", "He")
    (outer,), left = adopt([inner], [orphan(text, "said", "the aide")], scope(text))
    assert text[slice(*outer.content[0])] == "He told her that it was over, "
    assert outer.signals == (0.9, 0.7, 0.8, 1.0, 0.6)
    assert left == []


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        (
            "The toll is lawful, according to the clerk. It rained.",
            "according to",
            "the clerk",
            "The toll is lawful, ",
        ),
        ("The toll is lawful, the clerk said.", "said", "the clerk", "The toll is lawful, "),
        ("According to the clerk, the toll is lawful.", "According to", "the clerk", "the toll is lawful."),
    ],
)
def test_a_sentence_that_nothing_claims_is_what_is_said(
    text: str, cue: str, source: str, content: str
) -> None:
    (one,), _ = adopt([], [orphan(text, cue, source)], scope(text))
    assert text[slice(*one.content[0])] == content


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("He told her that it was over, the aide said in Leeds on Monday.", "said", "the aide"),
        ("It is late, as the aide has said.", "has said", "the aide"),
        ("It was late, it was said.", "was said", ""),
        ("In Leeds the aide spoke, and all went home.", "spoke", "the aide"),
    ],
)
def test_other_cues_take_nothing(text: str, cue: str, source: str) -> None:
    bare = orphan(text, cue, source)
    assert adopt([], [bare], scope(text)) == ([], [bare])


def test_what_another_cue_claims_in_part_stays_its_own() -> None:
    text = "Bo warned. It may rain, the aide said."
    other = draft(text, "rain, the aide", "warned", "Bo")
    bare = orphan(text, "said", "the aide")
    assert adopt([other], [bare], scope(text)) == ([other], [bare])


def test_two_cues_share_what_a_colon_parts() -> None:
    text = "The vicar called for calm: “Nobody should panic,” he said. “Go home.”"
    whole = draft(text, "calm: “Nobody should panic,”", "said", "he")
    whole = replace(whole, content=(*whole.content, span(text, "“Go home.”")))
    found, left = adopt([whole], [orphan(text, "called for", "The vicar")], scope(text))
    assert contents(text, found) == [
        (["calm"], ["called for"]),
        (["“Nobody should panic,”", "“Go home.”"], ["said"]),
    ]
    assert left == []


def test_without_a_quotation_behind_the_colon_nothing_is_shared() -> None:
    text = "The vicar called for calm: nobody should panic, he said in the nave."
    whole = draft(text, "calm: nobody should panic", "said", "he")
    found, _ = adopt([whole], [orphan(text, "called for", "The vicar")], scope(text))
    assert found == [whole]


def test_a_colon_at_the_end_of_a_paragraph_leads_to_the_quotation_that_is_next() -> None:
    text = "Later she declared:\n“We shall not sell.”\n“Never.”"
    quotes = [draft(text, "“We shall not sell.”"), draft(text, "“Never.”")]
    found = led(quotes, [orphan(text, "declared", "she")], scope(text))
    assert contents(text, found) == [(["“We shall not sell.”"], ["declared"]), (["“Never.”"], [])]
    assert text[slice(*found[0].source[0])] == "she"


def test_what_leads_keeps_the_content_that_it_has() -> None:
    text = "He asked for time, saying:\n“We are few.”"
    asked = draft(text, "for time", "saying", "He")
    found = led([asked, draft(text, "“We are few.”")], [], scope(text))
    assert contents(text, found) == [(["for time", "“We are few.”"], ["saying"])]


@pytest.mark.parametrize(
    "text", ["Later she declared.\n“We shall not sell.”", "Later she declared:\nNo.\n“We shall not sell.”"]
)
def test_without_a_colon_right_before_it_nothing_leads(text: str) -> None:
    quotation = draft(text, "“We shall not sell.”")
    assert led([quotation], [orphan(text, "declared", "she")], scope(text)) == [quotation]
