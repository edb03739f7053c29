"""Unnamed sources: every phrase, as the subject of a sentence of its own, must come to its kind, naming and grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import attribution, segmented
from hypothesis import given
from hypothesis import strategies as st

from attrib.sources import resolve, vocabulary

if TYPE_CHECKING:
    from attrib.records import Source

PHRASES = {
    # one identifiable holder
    "The speechwriter": ("person", "role", 2),
    "Vera Holm's lawyer": ("person", "role", 2),
    "The heckler": ("person", "role", 2),
    "The council’s planning officer": ("person", "role", 2),
    # one whose identity is withheld
    "A ferry captain": ("person", "anonymous", 2),
    "One baker": ("person", "anonymous", 1),
    "One of the divers": ("person", "anonymous", 1),
    "A Tory": ("person", "anonymous", 1),
    "A lock keeper who asked not to be named": ("person", "anonymous", 2),
    "A harbour pilot with direct knowledge of the crash": ("person", "anonymous", 3),
    "A person familiar with the crash": ("person", "anonymous", 2),
    "Someone": ("person", "anonymous", 0),
    "People in attendance": ("group", "anonymous", 2),
    "The man on the quay": ("person", "anonymous", 1),
    "A 16-year-old accused of theft": ("person", "anonymous", 2),
    "A post on a divers' forum": ("document", "anonymous", 2),
    "Two officials": ("group", "anonymous", 1),
    "Only two officials": ("group", "anonymous", 1),
    "At least three law enforcement officials": ("group", "anonymous", 2),
    "Divers who were not authorised to talk": ("group", "anonymous", 1),
    "Sources": ("group", "anonymous", 0),
    "Vera Holm's allies": ("group", "anonymous", 2),
    "A friend of the baker": ("person", "anonymous", 2),
    "Two bakers in the square": ("group", "anonymous", 2),
    "Several bakers": ("group", "anonymous", 1),
    "Two of the bakers": ("group", "anonymous", 1),
    "Several of Vera Holm's rivals": ("group", "anonymous", 2),
    "Two banks": ("group", "anonymous", 1),
    "Several nations": ("group", "anonymous", 1),
    "A former keeper there": ("person", "anonymous", 2),
    "Senior party figures": ("group", "anonymous", 2),
    "The research": ("document", "anonymous", 1),
    "Polling": ("document", "anonymous", 1),
    "Data": ("document", "anonymous", 1),
    "A Lurian newspaper": ("organisation", "anonymous", 2),
    "A party debate": ("unknown", "anonymous", 2),
    "An insurer": ("organisation", "anonymous", 1),
    "One of the unions": ("organisation", "anonymous", 1),
    "One judge": ("person", "anonymous", 2),
    # several
    "Icelanders": ("group", "group", 1),
    "The party's top figures": ("group", "group", 2),
    "Some Methodists": ("group", "group", 1),
    "Dozens of divers": ("group", "group", 1),
    "More than 40 divers": ("group", "group", 1),
    "Close to 40 divers": ("group", "group", 1),
    "Sixty-one percent": ("group", "group", 1),
    "Nearly half of divers": ("group", "group", 1),
    "A third of divers": ("group", "group", 1),
    "Four in ten divers": ("group", "group", 1),
    "About four in 10 divers": ("group", "group", 1),
    "Two in three": ("group", "group", 1),
    "Neither diver": ("group", "group", 1),
    "Anyone who dives": ("group", "group", 0),
    "Those who saw it": ("group", "group", 2),
    "Those around the baker": ("group", "group", 0),
    "Thousands of Lurians": ("group", "group", 1),
    "Executives for Farrow": ("group", "group", 2),
    "The fishing industry": ("group", "group", 2),
    "A copy of the letter": ("document", "role", 2),
    "A PAC": ("organisation", "anonymous", 1),
    "A Lurian firm": ("organisation", "anonymous", 2),
    "Every baker I spoke to": ("group", "group", 2),
    "Farm suppliers such as Orne and Tarn": ("group", "group", 2),
    "Women MPs": ("group", "group", 2),
    "Ninety MPs": ("group", "group", 1),
    "Less than a third": ("group", "group", 1),
    "A panel of bakers": ("group", "group", 1),
    "Those asked": ("group", "group", 0),
    "Vera Holm and her supporters": ("group", "group", 2),
    "Excerpts from the letter": ("document", "role", 2),
    "One index": ("document", "anonymous", 1),
    "Several sources privy to the talks": ("group", "anonymous", 2),
    "Villagers wary of the dam": ("group", "group", 1),
    "Lawyers involved in the sale": ("group", "group", 3),
    "People involved in the sale": ("group", "anonymous", 2),
    "Officers with no knowledge of the sale": ("group", "group", 2),
    "She and her aunt": ("group", "group", 2),
    "One kind-hearted Swede": ("person", "anonymous", 2),
    "A Corva University Poll": ("document", "role", 2),
    "A poll Tuesday": ("document", "role", 2),
    "A story her aunt has told": ("document", "role", 2),
    "New research": ("document", "anonymous", 1),
    "Research by the harbour board": ("document", "role", 2),
    "The Lurian international": ("person", "role", 2),
    "Party leaders and from many in the ranks": ("group", "group", 2),
    "A Field Poll of the race": ("document", "role", 2),
    "The woman": ("person", "anonymous", 1),
    "The neighbour": ("person", "anonymous", 1),
    "Those familiar with the crash": ("group", "anonymous", 2),
    "Even some of the divers": ("group", "group", 1),
    "Small outside groups": ("group", "group", 2),
    "Methodists singing in the square": ("group", "group", 2),
    "The former party leader and prime minister": ("person", "role", 2),
    "The driver and a baker": ("group", "group", 1),
    "A mother-of-two": ("person", "anonymous", 1),
    "The divers involved": ("group", "group", 3),
    "Supporters of Vera Holm": ("group", "group", 2),
    "Critics": ("group", "group", 1),
    "One in three": ("group", "group", 1),
    "Half the country": ("group", "group", 1),
    "The unemployed": ("group", "group", 1),
    "Both sides": ("group", "group", 1),
    "Neither ministry": ("group", "group", 1),
    "The two": ("group", "group", 1),
    "All three": ("group", "group", 1),
    "The ferry companies": ("group", "group", 1),
    "Any ferry company": ("group", "group", 1),
    "The market": ("group", "group", 1),
    "The whole world": ("group", "group", 1),
    "The harbour authorities": ("group", "group", 1),
    "French and Lurian clubs": ("group", "group", 1),
    "Both Labour candidates": ("group", "group", 2),
    # a case has one judge and one court
    "A judge": ("person", "role", 2),
    "A court": ("organisation", "role", 1),
    "A Lurian jury": ("organisation", "role", 2),
    "A committee of bakers": ("organisation", "role", 2),
    # bodies and documents
    "The harbour board": ("organisation", "role", 2),
    "The software giant": ("organisation", "role", 2),
    "Luria's biggest coal producer": ("organisation", "role", 2),
    "The leading film producer": ("person", "role", 2),
    "Police": ("organisation", "role", 2),
    "The prosecution": ("organisation", "role", 2),
    "A harbour board panel on dredging": ("organisation", "role", 2),
    "Court papers": ("document", "role", 1),
    "The latest annual register": ("document", "role", 2),
    "A letter it lost": ("document", "role", 2),
    "Figures": ("document", "group", 1),
    "The figures": ("document", "role", 1),
    "Official figures": ("document", "role", 2),
    "Data from the harbour board": ("document", "role", 2),
    "Orne Institute figures": ("document", "role", 2),
    "Results tallied on Monday": ("document", "role", 2),
    "New data": ("document", "role", 1),
    # what happens, animals and machines are neither people nor bodies nor papers
    "Monday's talks": ("unknown", "role", 2),
    "Talks": ("unknown", "group", 1),
    "The events of Monday": ("unknown", "role", 2),
    "Scenes in the square": ("unknown", "group", 2),
    "The election": ("unknown", "role", 2),
    "Two dogs": ("unknown", "group", 1),
    "The cameras": ("unknown", "role", 1),
    "The letter": ("document", "role", 1),
    "A letter": ("document", "role", 1),
    "A harbour board letter": ("document", "role", 2),
    "A harbour poll last year": ("document", "role", 2),
    "A harbour poll out Monday": ("document", "role", 2),
    "A leaked letter": ("document", "role", 2),
    "A harbour board letter obtained by the Gull": ("document", "role", 3),
    "A fact sheet on the website": ("document", "role", 1),
    "The polling average": ("document", "role", 1),
}


def source_of(phrase: str) -> Source:
    """The source that a phrase, which speaks in a story of one sentence, is resolved to."""
    text = f"{phrase} said the bridge was unsafe."
    given_one = {"source": phrase, "cue": "said", "content": "the bridge was unsafe"}
    found = resolve(segmented(text), [attribution(text, given_one)])
    (link,) = found.links
    assert link is not None
    assert link.source is not None
    return found.sources[link.source]


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase(phrase: str) -> None:
    source = source_of(phrase)
    assert (source.kind, source.naming, source.grade) == PHRASES[phrase]


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("The Liberal Democrats", ("group", "group")),
        ("The Tories", ("group", "group")),
        ("Liberal Democrats", ("group", "group")),
        ("The Labour Party", ("organisation", "named")),
    ],
)
def test_the_members_of_a_party_are_a_side(phrase: str, told: tuple[str, str]) -> None:
    found = source_of(phrase)
    assert (found.kind, found.naming) == told


def test_contracted_pronoun_is_a_pronoun() -> None:
    text = "Vera Holm rose. She'd said the bridge was unsafe."
    given_one = {"source": "She'd", "cue": "said", "content": "the bridge was unsafe"}
    found = resolve(segmented(text), [attribution(text, given_one)])
    assert [source.name for source in found.sources] == ["Vera Holm"]


@given(st.text(alphabet="0123456789,-abefghinorstuvxy", min_size=1, max_size=20))
def test_any_word_is_a_number_or_none(word: str) -> None:
    counts = vocabulary.is_number(word)
    assert counts or not word.isdigit()
    assert not (counts and word.isalpha() and word.endswith("x"))
