"""Somebody brought in without a name and named later is one source; where somebody else may be meant, two."""

from __future__ import annotations

import pytest
from builders import attribution, name_of, segmented

from attrib.sources import resolve

LEAD = "A baker who fed the strikers has said she was never paid."
BRINGS_IN = "A baker who fed the strikers"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (f"{LEAD}\nAnn Hill, 67, went to the mayor in March.", BRINGS_IN, "Ann Hill"),
        (f"MERROW (Courier) - {LEAD}\nAnn Hill, 67, went to the mayor in March.", BRINGS_IN, "Ann Hill"),
        (f"{LEAD}\nAnn Hill, a baker in Merrow, went to the mayor.", BRINGS_IN, "Ann Hill"),
        (f"{LEAD}\n“I gave them bread,” Ann Hill told the Courier.", BRINGS_IN, "Ann Hill"),
        (
            "The head of the ferry line has said sorry.\nSpeaking in Merrow, Ann Hill, its chief executive, said more.",
            "The head of the ferry line",
            "Ann Hill",
        ),
        (
            "“A pupil said the bell was cracked,” he wrote.\nThe pupil, Ann Hill, is 40 now.",
            "A pupil",
            "Ann Hill",
        ),
    ],
)
def test_named_later(text: str, source: str, name: str) -> None:
    assert name_of(text, source) == name


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # a man, another calling, somebody named already, too far on, no sign that it is she
        ("A woman has said she was never paid.\nJohn Hill, 67, went to the mayor.", "A woman"),
        (f"{LEAD}\nAnn Hill, the harbour master, went to the mayor.", BRINGS_IN),
        (f"{LEAD[:-1]} by Tom Pell.\nAnn Hill, 67, went to the mayor in March.", BRINGS_IN),
        (f"{LEAD}\nIt rained.\nThe band played.\nAnn Hill, 67, went to the mayor.", BRINGS_IN),
        (f"{LEAD}\nAnn Hill went to the mayor in March.", BRINGS_IN),
        (f"It rained.\n{LEAD}\nAnn Hill, 67, went to the mayor in March.", BRINGS_IN),
        (
            "A baker who asked not to be named has said so.\nAnn Hill, 67, went to the mayor.",
            "A baker who asked not to be named",
        ),
        ("Two bakers have said so.\nAnn Hill, 67, went to the mayor.", "Two bakers"),
        (
            "“A pupil said so,” he wrote.\nThe pupil, Ann Hill, is 40 now. The pupil, Tom Pell, is 30.",
            "A pupil",
        ),
        ("“A pupil said so,” he wrote.\nThe former pupil, Ann Hill, is 40 now.", "A pupil"),
    ],
)
def test_left_apart(text: str, source: str) -> None:
    name = name_of(text, source)
    assert name is not None
    assert "Hill" not in name


def test_whoever_ends_the_lead_speaks_behind_a_fronted_phrase() -> None:
    text = "Ferries must stop, the ferry line’s chief has said.\nIn a talk in Merrow, Ann Hill said more."
    assert name_of(text, "Ann Hill", "the ferry line’s chief") == "Ann Hill"
    text = "The ferry line’s chief has said that ferries must stop.\nIn a talk in Merrow, Ann Hill said more."
    assert name_of(text, "Ann Hill", "The ferry line’s chief") == "ferry line’s chief"


def test_whoever_opens_the_next_paragraph_and_speaks_further_on() -> None:
    then = "Ann Hill went to the mayor in March.\n“I gave them bread,” Mrs Hill said."
    assert name_of(f"{LEAD}\n{then}", "Mrs Hill", BRINGS_IN) == "Ann Hill"
    assert name_of(f"{LEAD}\nIt rained.\n{then}", "Mrs Hill", BRINGS_IN) != "Ann Hill"
    assert name_of(f"Two bakers have said so.\n{then}", "Mrs Hill", "Two bakers") == "two bakers"


def test_headline_and_later_mentions_go_with_it() -> None:
    text = f"Baker was never paid\n{LEAD}\nAnn Hill, 67, went to the mayor. The baker said it again."
    sources = ["Baker", BRINGS_IN, "The baker"]
    resolution = resolve(
        segmented(text, {0: "headline"}), [attribution(text, {"source": one}) for one in sources]
    )
    assert [link and link.source for link in resolution.links] == [0, 0, 0]
    assert resolution.sources[0].description == "baker who fed the strikers"


CLOSES = "The bread for the strikers was never paid, a baker has said."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{CLOSES}\nAnn Hill told the Courier so.", "Ann Hill"),
        (f"{CLOSES}\nAnn Hill, a pastry cook, told the Courier so.", "baker"),
        (f"{CLOSES}\nIt rained.\nAnn Hill told the Courier so.", "baker"),
        (
            f"{CLOSES[:-1]} at the harbour before the third trial of the year.\nAnn Hill told the Courier so.",
            "baker",
        ),
        (f"It rained.\n{CLOSES}\nAnn Hill told the Courier so.", "baker"),
    ],
)
def test_behind_a_lead_that_a_source_ends(text: str, name: str) -> None:
    """Who speaks first in the next paragraph is the source that ended the lead, unless something clashes."""
    sources = ["a baker", "Ann Hill"]
    resolution = resolve(segmented(text), [attribution(text, {"source": source}) for source in sources])
    link = resolution.links[0]
    assert link is not None
    assert link.source is not None
    assert resolution.sources[link.source].name == name


A_BANK = "A bank has said it is sorry."
A_CHARITY = "The harbour is to close, a charity has warned."


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        # its own noun is in its name, or it is the next to speak
        (f"{A_BANK}\nIn March Tarn Bank was fined.", "A bank", "Tarn Bank"),
        (f"{A_CHARITY}\nThe Orne Council owns it. Merrow Aid said so.", "a charity", "Merrow Aid"),
        # somebody else speaks first; the noun is no source of the lead; the body was there before
        (f"{A_CHARITY}\nAnn Hill said so. Merrow Aid said so.", "a charity", "charity"),
        (f"It rained.\n{A_CHARITY}\nMerrow Aid said so.", "a charity", "charity"),
        (f"Tarn Bank shut. {A_BANK}\nTarn Bank was fined.", "A bank", "bank"),
        (f"{A_CHARITY}\nMarsh Police said so.", "a charity", "charity"),
    ],
)
def test_a_body_named_later(text: str, source: str, name: str) -> None:
    said = [one for one in (source, "Ann Hill", "Merrow Aid", "Marsh Police") if f"{one} " in text]
    resolution = resolve(segmented(text), [attribution(text, {"source": one}) for one in said])
    link = resolution.links[0]
    assert link is not None
    assert link.source is not None
    assert resolution.sources[link.source].name == name
