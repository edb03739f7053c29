"""Relative clauses of sources, by hand-made spans: no model is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extract_assemble import scope, span

from attrib.extract.relative import whole
from attrib.records import Span


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Mr Osei, who chairs the trust, said no.", "Mr Osei", "said", "Mr Osei, who chairs the trust"),
        ("Osei plc, which owns it, said no.", "Osei plc", "said", "Osei plc, which owns it"),
        ("No, said Mr Osei, who chairs the trust.", "Mr Osei", "said", "Mr Osei, who chairs the trust"),
        ("Mr Osei, who chairs it, left early, saying no.", "Mr Osei", "saying", "Mr Osei"),
        ("Mr Osei, who “chairs” it, said no.", "Mr Osei", "said", "Mr Osei"),
        ("Mr Osei, the chairman, said no.", "Mr Osei", "said", "Mr Osei"),
        ("No, said Mr Osei, who also warned: never.", "Mr Osei", "said", "Mr Osei"),
        ("No, said Mr Osei. He left, who knows why.", "Mr Osei", "said", "Mr Osei"),
        ("Ann Bo, a clerk, who says no.", "Ann Bo, a clerk, who", "says", "who"),
        ("Those who say no.", "Those who", "say", "Those who"),
        (
            "Mr Osei, whose town, Hull, is small, said no.",
            "Mr Osei, whose town",
            "said",
            "Mr Osei, whose town",
        ),
        ("Mr Osei, who chairs the big trust now said no.", "Mr Osei, who chairs", "said", "Mr Osei"),
        (
            "Mr Osei, who chairs the trust, said no.",
            "Mr Osei, who chairs the trust",
            "said",
            "Mr Osei, who chairs the trust",
        ),
    ],
)
def test_clauses(text: str, source: str, cue: str, expected: str) -> None:
    found = whole(span(text, source), span(text, cue), (), scope(text))
    assert text[slice(*found)] == expected


def test_a_clause_that_is_content_is_no_part_of_the_source() -> None:
    text = "“No,” said Mr Osei, who chairs the trust."
    content = (span(text, "who chairs the trust"),)
    assert whole(span(text, "Mr Osei"), span(text, "said"), content, scope(text)) == span(text, "Mr Osei")


@given(
    st.lists(st.sampled_from([", who", " who", "Bo", " said", ", ", ".", "\n", "“"]), min_size=3).map("".join)
)
def test_any_text(text: str) -> None:
    third = len(text) // 3
    for source, cue in ((Span(0, third), Span(third, 2 * third)), (Span(third, 2 * third), Span(0, third))):
        found = whole(source, cue, (), scope(text))
        assert 0 <= found.start <= found.end <= len(text)
