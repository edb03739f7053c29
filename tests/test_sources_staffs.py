"""Campaigns and administrations: whose body a source phrase comes to, and whether that is a name."""

from __future__ import annotations

import pytest
from builders import attribution, segmented, sources_of
from hypothesis import given
from hypothesis import strategies as st

from attrib.sources import resolve

TEXT = (
    "Ann Hill spoke in Marsh on Monday. The Hill campaign said she had won. Her campaign added that the count "
    "was fair. Tom Brandt was not there. Brandt’s presidential campaign wanted another count. The campaign "
    "hired lawyers."
)
SOURCES = ("The Hill campaign", "Her campaign", "Brandt’s presidential campaign", "The campaign")


def sources(text: str, *phrases: str) -> list[tuple[str, str, str]]:
    """Name, kind and naming of the source that each phrase comes to."""
    return [(one.name, one.kind, one.naming) for one in sources_of(text, *phrases) if one is not None]


def test_a_campaign_is_told_by_whose_it_is() -> None:
    """By a name, a pronoun, or as the last one that the article told of."""
    hill = ("Hill campaign", "organisation", "named")
    brandt = ("Brandt’s presidential campaign", "organisation", "named")
    assert sources(TEXT, *SOURCES) == [hill, hill, brandt, brandt]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        # whose it is may stand behind it
        (
            "The campaign of Mayor Ann Hill denied it. Hill was away.",
            "The campaign of Mayor Ann Hill",
            ("campaign of Mayor Ann Hill", "organisation", "named"),
        ),
        # what it is against is not whose it is
        (
            "Ann Hill resigned. A campaign against the Hill administration claimed victory.",
            "A campaign against the Hill administration",
            ("campaign against the Hill administration", "organisation", "role"),
        ),
        # nobody's campaign has no name
        (
            "A charity began a campaign. The campaign said so.",
            "The campaign",
            ("campaign", "organisation", "anonymous"),
        ),
        ("Ann Hill lost. Her campaign said so.", "Her campaign", ("her campaign", "organisation", "role")),
        # a body's administration is none of a person's
        (
            "The administration of the Tarn school said so.",
            "The administration of the Tarn school",
            ("administration of the Tarn school", "organisation", "role"),
        ),
    ],
)
def test_whose_it_is_makes_a_name(text: str, phrase: str, expected: tuple[str, str, str]) -> None:
    """Only what a name says whose it is is named."""
    assert sources(text, phrase) == [expected]


@given(
    st.lists(
        st.sampled_from(["Hill", "the", "her", "campaign", "of", "’s", "administration", "presidential"])
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    """No order of such words breaks it."""
    text = " ".join([*words, "campaign"]) + " said so."
    phrase = text.removesuffix(" said so.")
    links = resolve(segmented(text), [attribution(text, {"source": [phrase, 1]})]).links
    assert len(links) == 1
