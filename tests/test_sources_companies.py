"""Which body "the company", "the agency" or "the mining group" takes up where several stand before it."""

from __future__ import annotations

import pytest
from builders import name_of

from attrib.sources import bodies
from attrib.sources.entities import Entity

NEWS = [
    # called so before or not: whoever the story is about, not whoever was named last
    (
        "Corvane Ltd has bought a rival. Corvane Ltd makes paint. It overtakes Orne Ltd in size. The company said so.",
        "The company",
        "Corvane Ltd",
    ),
    # the noun goes round: the subject of the sentence before, not who was called so first
    (
        "The Rivers Agency wrote. The agency was late. The Harbour Agency did not read it. The agency said so.",
        "The agency",
        "Harbour Agency",
    ),
    # what it was called goes with one noun, not with the other
    (
        "Orne Farrow, a retailer, fought the NMF, a market regulator. Orne Farrow lost. The watchdog said so.",
        "The watchdog",
        "NMF",
    ),
    (
        "The NMF, a market regulator, fought Orne Farrow Ltd. The NMF won. The firm said so.",
        "The firm",
        "Orne Farrow Ltd",
    ),
    # a river is no firm, though the article says "the" before both
    (
        "The Corvane Chemical plant leaked. The Little Tarn River rose. The Little Tarn River fell. The company said so.",
        "The company",
        "Corvane Chemical",
    ),
    # nor is the town behind "of", and the noun behind an agency's name says nothing of the name behind it
    ("Corvane Chemical Ltd, of Duluth, leaked. The company said so.", "The company", "Corvane Chemical Ltd"),
    (
        "Ivo Brandt told the Tarn Press news agency Corvane Ltd’s plans. Corvane Ltd lost. The firm said so.",
        "The firm",
        "Corvane Ltd",
    ),
    # two firms that "and" joins; the firm that bears its chairman's surname
    (
        "ORNE and Corvane Systems won. Corvane Systems lost money. The firm said so.",
        "The firm",
        "Corvane Systems",
    ),
    (
        "Brandt, the paint company, lost money. Chairman Ivo Brandt left. Brandt shut a mill. The company said so.",
        "The company",
        "Brandt",
    ),
    # a paper that tells of a firm is not the firm
    (
        "Corvane Ltd dug on. The Tarn Tribune said Corvane Ltd might pay, the Tarn Tribune wrote. The firm said so.",
        "The firm",
        "Corvane Ltd",
    ),
    # a place before the noun names nobody, nor does who leads the firm
    (
        "Corvane Ltd lost money. The South Tarn company, led by Ivo Brandt, said so.",
        "The South Tarn company, led by Ivo Brandt,",
        "Corvane Ltd",
    ),
    # of a body of which nothing is known no authority is made
    (
        "Orne Farrow wants to build. Orne Farrow is hopeful. The highways authority said so.",
        "The highways authority",
        "highways authority",
    ),
    # a country that acts is its government, but not the reader's, nor where another acts too
    ("Last year Italy raised the tax. It rained. The government said so.", "The government", "Italy"),
    ("Last year Britain raised the tax. It rained. The government said so.", "The government", "government"),
    (
        "Last year Italy raised the tax. Then France raised it. The government said so.",
        "The government",
        "government",
    ),
    ("Rain fell in Italy. The government said so.", "The government", "government"),
    (
        "Last year Italy raised the tax. The Tarn government said so.",
        "The Tarn government",
        "Tarn government",
    ),
    # where nothing is known to be a body, only a firm may be meant
    ("Corvane went to Orne. The watchdog said so.", "The watchdog", "watchdog"),
    # an epithet takes up what the sentence before is about
    (
        "Ann Hill has sued Ivo Brandt after Mr Brandt said that he had won. The Tarn gold medallist said so.",
        "The Tarn gold medallist",
        "Ann Hill",
    ),
    # whose headquarters they are says nothing of what they are
    (
        "The Conservative Party met. The party's Tarn Hall was full. It rained on Tarn Hall. The party said so.",
        "The party",
        "Conservative Party",
    ),
]


@pytest.mark.parametrize(("text", "source", "name"), NEWS, ids=range(len(NEWS)))
def test_bodies(text: str, source: str, name: str) -> None:
    """A noun for bodies means the one that is most present and that the noun suits."""
    assert name_of(text, [source, text.count(source)]) == name


def test_a_firm_without_a_name_goes_before_a_name_of_nothing_known() -> None:
    """A drug may have that name; the drugmaker is a firm."""
    text = "Europe’s biggest drugmaker lost money. Sales of Paxil fell. The firm said so."
    assert name_of(text, "Europe’s biggest drugmaker", "The firm") == "Europe’s biggest drugmaker"


def test_a_party_is_called_by_its_members() -> None:
    """Where no party is named otherwise."""
    text = "The Liberal Democrats promise heat. It snowed. The party said so."
    assert name_of(text, "The Liberal Democrats", "The party") == "Liberal Democrats"
    text = "The Liberal Democrats met the Conservative Party. The party said so."
    assert name_of(text, "The Liberal Democrats", "The party") == "Conservative Party"


def test_a_league_is_no_club() -> None:
    """What clubs compete in is not meant by a noun for one of them."""
    assert not bodies.may_be("club", Entity("organisation", "named", name="Orne League"))
    assert bodies.may_be("club", Entity("organisation", "named", name="Orne Rovers"))
