"""Sentences: text and paragraphs in, sentences out; each stands in one paragraph, and no text is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.records import Sentence, Span
from attrib.segment.gaps import bullets, gaps
from attrib.segment.stops import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def sentences(text: str, blocks: Sequence[Span]) -> tuple[Sentence, ...]:
    """Split paragraphs into sentences.

    Args:
        text: The document's text.
        blocks: Its paragraphs.

    Returns:
        The sentences in order. Every character of a paragraph that is not white space stands in one.
    """
    return tuple(
        Sentence(span, index)
        for index, block in enumerate(blocks)
        for span in _split(text, block)
        if span.start < span.end
    )


def _split(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one paragraph."""
    start = block.start
    lines = [*bullets(text, block), block.end]
    line = 0
    for gap in gaps(text, block):
        while lines[line] <= gap.end:
            yield _trimmed(text, start, lines[line])
            start = lines[line]
            line += 1
        if ends_sentence(gap, start):
            yield _trimmed(text, start, gap.end)
            start = gap.start
    for end in lines[line:]:
        yield _trimmed(text, start, end)
        start = end


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
