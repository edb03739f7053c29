"""Holders of public offices whom the article never joins to their office: by the list, or left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builders import attribution, segmented

from attrib.sources import resolve

if TYPE_CHECKING:
    from attrib.records import Link, Resolution


def read(text: str, source: str, published: str | None = None) -> tuple[str | None, Link]:
    """Whom a source means in an article, by name, and the link."""
    structure = segmented(text)
    meta = replace(structure.document.meta, published=published)
    structure = replace(structure, document=replace(structure.document, meta=meta))
    resolution: Resolution = resolve(structure, [attribution(text, {"source": source})])
    (link,) = resolution.links
    assert link is not None
    return (None if link.source is None else resolution.sources[link.source].name), link


STARMER = "Sir Keir Starmer flew to Kyiv."
BOTH = "Rishi Sunak sat behind Sir Keir Starmer."


@pytest.mark.parametrize(
    ("article", "source", "published", "name"),
    [
        (STARMER, "The prime minister", None, "Keir Starmer"),
        (STARMER, "The prime minister", "2025-03-01T10:00:00Z", "Keir Starmer"),
        (STARMER, "The PM", None, "Keir Starmer"),
        (STARMER, "The British prime minister", None, "Keir Starmer"),
        (STARMER, "Britain’s prime minister", None, "Keir Starmer"),
        (STARMER, "The Labour leader", None, "Keir Starmer"),
        (BOTH, "The prime minister", "2025-03-01", "Keir Starmer"),
        (BOTH, "The former prime minister", "2025-03-01", "Rishi Sunak"),
        (BOTH, "The prime minister", "2023-03", "Rishi Sunak"),
        # who was in office when most of those named were
        ("Tony Blair sat beside Gordon Brown.", "The prime minister", None, "Tony Blair"),
        ("Vladimir Putin wrote to Sir Keir Starmer.", "The prime minister", None, "Keir Starmer"),
        ("Donald J. Trump met Emmanuel Macron.", "The US president", None, "Donald J. Trump"),
        ("Donald Trump met Emmanuel Macron.", "The French president", None, "Emmanuel Macron"),
        ("“Enough,” Putin said.", "The Russian president", None, "Putin"),
        ("António Guterres waited.", "The UN secretary-general", None, "António Guterres"),
        ("Antonio Guterres waited.", "The UN chief", None, "Antonio Guterres"),
        ("Mike Johnson met Chuck Schumer.", "The House speaker", "2025-10-02", "Mike Johnson"),
        # seats of states, told by state or by party, and who stood for president
        ("Sen. Ted Cruz met Marco Rubio.", "The freshman Florida senator", None, "Marco Rubio"),
        ("Marco Rubio met Jeb Bush.", "The former Florida governor", None, "Jeb Bush"),
        ("Ted Cruz met Mitch McConnell.", "The Kentucky Republican", None, "Mitch McConnell"),
        ("Hillary Clinton met Donald Trump.", "The presumptive Republican nominee", None, "Donald Trump"),
        ("Hillary Clinton met Donald Trump.", "The Democratic front-runner", "2016-02-01", "Hillary Clinton"),
        # "senator" is no other office than standing for president
        ("Sen. Ted Cruz met Barack Obama.", "The GOP presidential candidate", None, "Ted Cruz"),
        ("Mike Johnson met Chuck Schumer.", "The Senate minority leader", "2025-10-02", "Chuck Schumer"),
    ],
)
def test_the_one_holder_is_meant(article: str, source: str, published: str | None, name: str) -> None:
    found, link = read(f"{article} {source} said it would rain.", source, published)
    assert (found, link.reason) == (name, "known-office")
    assert link.confidence < 0.71


@pytest.mark.parametrize(
    ("article", "source", "published"),
    [
        (BOTH, "The prime minister", None),
        (STARMER, "The Hungarian prime minister", None),
        (STARMER, "The former prime minister", "2025-03-01"),
        (STARMER, "The prime minister", "2019-03-01"),
        (STARMER, "The president", None),
        (STARMER, "The prime minister’s spokesman", None),
        (STARMER, "Their prime minister", None),
        (STARMER, "A prime minister", None),
        ("Donald Trump met Emmanuel Macron.", "The president", None),
        ("Donald Trump met Emmanuel Macron.", "The president of the chess club", None),
        ("Rishi Sunak, the chancellor, rose.", "The prime minister", None),
        ("Ilse Brand waited.", "The prime minister", None),
    ],
)
def test_else_it_is_somebody_of_its_own(article: str, source: str, published: str | None) -> None:
    found, link = read(f"{article} {source} said it would rain.", source, published)
    assert link.reason == "first-mention"
    assert found is not None
    assert found.split()[-1] in source


def test_whoever_is_introduced_with_the_role_goes_first() -> None:
    text = "Prime Minister Ilse Brand met Keir Starmer. The prime minister said it would rain."
    found, link = read(text, "The prime minister")
    assert (found, link.reason) == ("Ilse Brand", "role-apposition")


def test_another_country_is_not_the_one_introduced() -> None:
    text = "Prime Minister Keir Starmer met Viktor Orbán. The Hungarian prime minister said it would rain."
    assert read(text, "The Hungarian prime minister")[0] == "Viktor Orbán"
    alone = "Prime Minister Keir Starmer was late. The Hungarian prime minister said it would rain."
    assert read(alone, "The Hungarian prime minister")[0] == "Hungarian prime minister"


def test_a_second_mention_is_no_more_told_than_the_first() -> None:
    text = f"{STARMER} The prime minister was tired. The prime minister said it would rain."
    structure = segmented(text)
    one = attribution(text, {"source": "The prime minister"})
    later = attribution(text, {"source": ["The prime minister", 2]})
    assert [link and link.reason for link in resolve(structure, [one, later]).links] == ["known-office"] * 2
