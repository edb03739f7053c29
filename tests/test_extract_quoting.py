"""What quotation marks say about contents, on texts parsed by the real parser."""

import pytest

from attrib.extract.quoting import Quoting
from attrib.records import Mode, Span
from attrib.segment.quotes import parse_quotes
from attrib.segment.words import words


def paragraphs(text: str) -> list[Span]:
    spans = []
    start = 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def quoting(text: str) -> Quoting:
    return Quoting(parse_quotes(text, paragraphs(text))[0], words(text))


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.mark.parametrize(
    ("content", "mode"),
    [
        ("“We will not sell,”", "direct"),
        ("that the board would “never” sell", "mixed"),
        ("that nothing was decided", "indirect"),
    ],
)
def test_mode(content: str, mode: Mode) -> None:
    text = f"She said {content} on Monday."
    found = quoting(text)
    assert found.mode((span(text, content),)) == mode


def test_quoted_parts_exclude_the_marks() -> None:
    text = "He called it “a farce” and “a shame”."
    found = quoting(text)
    parts = found.quoted((span(text, "“a farce” and “a shame”"),))
    assert [text[start:end] for start, end in parts] == ["a farce", "a shame"]


def test_snapping_adds_the_marks_of_a_whole_quotation() -> None:
    text = "“We will not sell,” she said."
    found = quoting(text).snap(span(text, "We will not sell,"))
    assert text[slice(*found)] == "“We will not sell,”"


def test_snapping_drops_a_lone_closing_mark() -> None:
    text = "“Never,” he said it would rain."
    start = text.index("” he")
    found = quoting(text).snap(Span(start, len(text) - 1))
    assert text[slice(*found)].strip() == "he said it would rain"


def test_snapping_leaves_part_of_a_quotation_alone() -> None:
    text = "“We will not sell, and that is final,” she said."
    part = span(text, "that is final")
    assert quoting(text).snap(part) == part


def test_a_covered_paragraph_takes_the_rest_of_its_quotation() -> None:
    text = "He said: “It began in May.\n“It ended in June.”"
    found = quoting(text).snap(span(text, "“It began in May."))
    assert text[slice(*found)] == "“It began in May.\n“It ended in June.”"


def test_within_a_direct_content_the_marks_around_it_do_not_count() -> None:
    text = "“My aide said ‘run’ and I ran,” he said."
    content = span(text, "“My aide said ‘run’ and I ran,”")
    inner = quoting(text).within((content,))
    assert [text[slice(*quote.span)] for quote in inner.outermost] == ["‘run’"]
    assert inner.mode((span(text, "run"),)) == "direct"
    assert inner.mode((span(text, "I ran"),)) == "indirect"
