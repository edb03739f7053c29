"""Edges of content, cue and source, by hand-made drafts: no model is run."""

from dataclasses import replace

import pytest
from test_extract_assemble import draft, scope, span

from attrib.extract.edges import tidy


def texts(text: str, spans: object) -> list[str]:
    return [text[slice(*one)] for one in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cue", "kept"),
    [
        ("said:", "said"),
        (":", ":"),
        ("said in a statement", "said"),
        ("said in the end", "said in the end"),
        ("added quietly", "added"),
        ("did not reply", "did not reply"),
        ("it is feared", "is feared"),
    ],
)
def test_cue(cue: str, kept: str) -> None:
    text = f"Ann Lee {cue} that it would rain."
    tidied = tidy(draft(text, "that it would rain", cue, "Ann Lee"), scope(text))
    assert texts(text, tidied.cue) == [kept]


def test_the_of_of_accused_of_is_content() -> None:
    text = "The clerk was accused of burning the ledgers."
    tidied = tidy(draft(text, "burning the ledgers", "was accused of", "The clerk"), scope(text))
    assert texts(text, tidied.content) == ["The clerk", "of burning the ledgers"]
    assert (texts(text, tidied.cue), tidied.source) == (["was accused"], ())


def test_who_accused_somebody_else_stays_source() -> None:
    text = "The clerk, the mayor said, stands accused of theft by Bo."
    tidied = tidy(draft(text, "theft", "accused of", "Bo"), scope(text))
    assert texts(text, tidied.content) == ["of theft"]
    assert texts(text, tidied.source) == ["Bo"]


def test_reportedly_is_the_cue_and_its_auxiliary_content() -> None:
    text = "The singer has reportedly sold her house."
    found = draft(text, "The singer", "has reportedly")
    tidied = tidy(found, scope(text))
    assert (texts(text, tidied.content), texts(text, tidied.cue)) == (["The singer has"], ["reportedly"])


def test_of_a_relative_clause_the_pronoun_is_source() -> None:
    text = "The party, which for years ruled here, said no."
    assert texts(text, tidy(draft(text, "no", "said", "which for years"), scope(text)).source) == ["which"]


def test_a_stop_inside_marks_stays() -> None:
    text = "The guard said: “Nobody came. It was dark.\nPolice came later."
    tidied = tidy(draft(text, "“Nobody came. It was dark", "said", "The guard"), scope(text))
    assert texts(text, tidied.content) == ["“Nobody came. It was dark."]


def test_a_comma_behind_a_source_goes() -> None:
    text = "Ann Lee, of Hull, said that it was dark."
    tidied = tidy(draft(text, "that it was dark", "said", "Ann Lee, of Hull,"), scope(text))
    assert texts(text, tidied.source) == ["Ann Lee, of Hull"]
    assert tidied.content == (span(text, "that it was dark"),)


@pytest.mark.parametrize(
    ("cue", "content", "kept"),
    [
        ("told", "to leave", []),
        ("promised", "to leave", ["Families"]),
        ("told Ann", "to leave", ["Families"]),
    ],
)
def test_who_is_told_to_do_something_is_no_source(cue: str, content: str, kept: list[str]) -> None:
    text = f"Families {cue} {content}"
    tidied = tidy(draft(text, content, cue, "Families"), scope(text))
    assert texts(text, tidied.source) == kept


def test_a_quotation_before_told_to_somebody_stays_content() -> None:
    text = "“We won,” and “they lost,” she told to reporters."
    pieces = tuple(span(text, part) for part in ("“We won,”", "“they lost,”"))
    tidied = tidy(replace(draft(text, "“We won,”", "told", "she"), content=pieces), scope(text))
    assert texts(text, tidied.content) == ["“We won,”", "“they lost,”"]
    assert texts(text, tidied.source) == ["she"]


def test_who_is_told_to_do_something_is_no_piece_of_the_content() -> None:
    text = "Families told to leave"
    pieces = (span(text, "Families"), span(text, "to leave"))
    tidied = tidy(replace(draft(text, "to leave", "told", ""), content=pieces, source=()), scope(text))
    assert texts(text, tidied.content) == ["to leave"]
