"""Attributions that marks alone show, by hand-made drafts: no model is run."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extract_assemble import draft, scope

from attrib.extract.marked import marked

Told = tuple[str | None, str | None, str]


def seen(text: str, *found: tuple[str, str, str]) -> list[Told]:
    """Source, cue and content of what is found when the first line is a headline."""
    whole = scope(text)
    whole = replace(whole, headlines=whole.paragraphs[:1])
    drafts = marked([draft(text, content, cue, source) for source, cue, content in found], whole)
    parts = ((one.source, one.cue, one.content) for one in drafts)
    return [tuple(" ".join(text[slice(*s)] for s in spans) or None for spans in part) for part in parts]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Trams to run all night – minister", ("minister", "–", "Trams to run all night")),
        ("Airport to grow - senior officials", ("senior officials", "-", "Airport to grow")),
        ("Wells are foul — leaked report", ("leaked report", "—", "Wells are foul")),
        ("Police chief: Fire was arson", ("Police chief", ":", "Fire was arson")),
        ("Report: “Boats are old”", ("Report", ":", "“Boats are old”")),
        ("Works ‘to close by May’", (None, None, "Works ‘to close by May’")),
        ("Works ‘to close by May’ after fire", (None, None, "Works ‘to close by May’")),
    ],
)
def test_headlines(headline: str, told: Told) -> None:
    assert seen(f"{headline}\nThe plan is old.") == [told]


@pytest.mark.parametrize(
    "headline",
    [
        "A week in Bruges – and how to survive it",
        "Storm hits the coast - Hull Daily Mail",
        "Live: Storm hits the coast",
        "Why now? Because: reasons",
        "Band plays ‘Salt’ in full",
        "The ‘ghost bus’ runs again",
        "Two–one win",
    ],
)
def test_headlines_without_a_speaker(headline: str) -> None:
    assert seen(f"{headline}\nThe plan is old.") == []


def test_a_name_that_speaks_below_is_a_speaker() -> None:
    text = "Okafor: “No deal”\nPeter Okafor said that it rained."
    body = ("Peter Okafor", "said", "that it rained")
    assert seen(text, body) == [("Okafor", ":", "“No deal”"), body]
    assert seen(text) == []


def test_what_the_model_saw_of_such_a_headline_gives_way() -> None:
    text = "Agency orders recall – document\nThe plan is old."
    assert seen(text, ("Agency", "orders", "recall")) == [("document", "–", "Agency orders recall")]
    right = ("document", "–", "Agency orders recall")
    assert seen(text, right) == [right]


def test_turns_of_a_dialogue() -> None:
    text = "Talk\nHolt: Was it you?\nMarsh: No.\nHolt: Who then?\nMarsh: My aunt. She said so."
    assert seen(text, ("She", "said", "so")) == [
        ("Holt", ":", " Was it you?"),
        ("Marsh", ":", " No."),
        ("Holt", ":", " Who then?"),
        ("Marsh", ":", " My aunt. She said so."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Soup\nFlour: 200g.\nButter: 100g.\nEggs: two.\nSugar: a pinch.",
        "Talk\nHolt: Was it you?\nMarsh: No.",
        "Talk\nHolt: Yes.\nHolt: No.\nHolt: Yes.\nHolt: No.",
    ],
)
def test_labels_that_are_no_dialogue(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pier\n“It is late.”\n– Ann Bo", ("Ann Bo", "–", "“It is late.”")),
        ("Pier\n“It is late.”\n— Ann van Bo, a clerk.", ("Ann van Bo, a clerk", "—", "“It is late.”")),
        ("Pier\n“It is late” - Ann Bo\nNo.", ("Ann Bo", "-", "“It is late”")),
        ("Pier\n“It is late.\n“It is.” -- Bo", ("Bo", "--", "“It is late.\n“It is.”")),
    ],
)
def test_signed_quotations(text: str, told: Told) -> None:
    assert seen(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Pier\n“It is late.”\n– Old hands –",
        "Pier\n“It is late.”\n– Boats are late again",
        "Pier\n“It is late.”\n\nNo.\n– Ann Bo",
        "Pier\nIt is “late”\n– Ann Bo",
        "“It is late” – Ann Bo",
    ],
)
def test_dashes_that_sign_nothing(text: str) -> None:
    assert seen(text) == []


def test_what_the_model_saw_of_a_signature_stays() -> None:
    text = "Pier\n“It is late,” says – Ann Bo"
    right = ("Ann Bo", "says", "“It is late,”")
    assert seen(text, right) == [right]


@given(
    st.lists(st.sampled_from(["A: ", "B: ", " – ", "minister", "“", "”", "‘will", "’", "\n", ".", "x "])).map(
        "".join
    )
)
def test_any_text(text: str) -> None:
    for source, cue, content in seen(text):
        assert content
        assert bool(source) == bool(cue)
