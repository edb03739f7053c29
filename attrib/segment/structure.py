"""The stage as a whole: a document in, its structure out."""

from __future__ import annotations

from dataclasses import replace

from attrib.records import Document, Notice, Quote, Segmented
from attrib.segment.quotes import parse_quotes
from attrib.segment.sentences import sentences
from attrib.segment.words import words


def segment(document: Document) -> Segmented:
    """Find the quotations, sentences and words of a document.

    A quotation runs on from one body paragraph to the next even where a caption or page furniture stands
    between them; a headline, caption or other block is read by itself.

    Args:
        document: The document as read.

    Returns:
        The document with its structure, and a notice for each quotation that is never closed.
    """
    text = document.text
    body = [block.span for block in document.blocks if block.role == "body"]
    flows = [body, *([block.span] for block in document.blocks if block.role != "body")]
    trees, notices = zip(*(parse_quotes(text, flow) for flow in flows), strict=True)
    blocks = [block.span for block in document.blocks]
    return Segmented(
        document=document,
        quotes=_merged(trees),
        sentences=sentences(text, blocks),
        words=words(text),
        notices=tuple(sorted((notice for found in notices for notice in found), key=_place)),
    )


def _place(notice: Notice) -> tuple[int, int]:
    return notice.span or (0, 0)


def _merged(trees: tuple[tuple[Quote, ...], ...]) -> tuple[Quote, ...]:
    """One tree of several, in text order."""
    order = sorted(
        ((tree, index) for tree, quotes in enumerate(trees) for index in range(len(quotes))),
        key=lambda place: trees[place[0]][place[1]].span.start,
    )
    rank = {place: index for index, place in enumerate(order)}
    merged = []
    for tree, index in order:
        quote = trees[tree][index]
        merged.append(quote if quote.parent is None else replace(quote, parent=rank[tree, quote.parent]))
    return tuple(merged)
