"""What the tree of quotation marks says about contents: their quoted parts, their mode, their edges."""

from __future__ import annotations

import bisect
import functools
import operator
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.records import Mode, Quote, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

span_start = operator.itemgetter(0)
_quote_start = operator.attrgetter("span.start")

#: A content is direct when at least this share of its words is quoted (the contract).
DIRECT = 0.95


class Quoting:
    """Look-ups in a tree of quotation marks; each costs the logarithm of the tree's size and what it returns.

    Args:
        quotes: A tree as in ``Segmented.quotes``, ordered, outer before inner.
        words: The text's words, ordered.
    """

    def __init__(self, quotes: Sequence[Quote], words: Sequence[Span]) -> None:
        self.quotes = tuple(quotes)
        self.outermost = tuple(quote for quote in quotes if quote.level == 0)
        self._words = words

    def touching(self, span: Span) -> tuple[Quote, ...]:
        """Outermost quotations that share a code point with a span."""
        first = bisect.bisect_right(self.outermost, span.start, key=_quote_start)
        if first and self.outermost[first - 1].span.end > span.start:
            first -= 1
        return self.outermost[first : bisect.bisect_left(self.outermost, span.end, key=_quote_start)]

    def holds(self, place: int) -> bool:
        """Whether a code point stands inside outermost quotation marks, or is one of the marks."""
        return bool(self.touching(Span(place, place + 1)))

    def quoted(self, spans: Spans) -> Spans:
        """The parts of spans that stand inside outermost quotation marks, marks excluded."""
        parts = []
        for span in spans:
            for quote in self.touching(span):
                for piece in quote.pieces:
                    start, end = max(piece.start, span.start), min(piece.end, span.end)
                    if start < end:
                        parts.append(Span(start, end))
        return tuple(parts)

    def words_in(self, spans: Spans) -> int:
        """Number of words that begin in the spans."""
        begins = functools.partial(bisect.bisect_left, self._words, key=span_start)
        return sum(begins(span.end) - begins(span.start) for span in spans)

    def mode(self, content: Spans) -> Mode:
        """Direct, indirect or mixed, by the share of the content's words inside quotation marks."""
        inside = self.words_in(self.quoted(content))
        if not inside:
            return "indirect"
        return "direct" if inside >= DIRECT * self.words_in(content) else "mixed"

    def snap(self, span: Span) -> Span:
        """The span with the marks of each quotation whose whole inside it covers, and without lone marks.

        A quotation that runs on over paragraphs is taken to its end once a paragraph of it is covered.
        """
        start, end = span
        for quote in self.touching(span):
            first, last = quote.pieces[0], quote.pieces[-1]
            if start <= first.start and any(self._reaches(end, piece) for piece in quote.pieces):
                start = min(start, quote.span.start)
                end = max(end, quote.span.end)
            elif start <= first.start and end <= first.start:
                end = min(end, quote.span.start)
            elif start >= last.end:
                start = max(start, quote.span.end)
        return Span(start, end) if start < end else span

    def _reaches(self, end: int, piece: Span) -> bool:
        """Whether a span with this end holds the last word of a piece that it holds the start of."""
        return piece.end <= end or (piece.start < end and not self.words_in((Span(end, piece.end),)))

    def within(self, content: Spans) -> Quoting:
        """The tree inside a content: quotations that open and close in it, without those around all of it."""
        kept: dict[int, int] = {}
        inner: list[Quote] = []
        for index in self._opening_in(content):
            quote = self.quotes[index]
            if any(_fills(quote, span) for span in content):
                continue
            parent = kept.get(quote.parent) if quote.parent is not None else None
            level = 0 if parent is None else inner[parent].level + 1
            kept[index] = len(inner)
            inner.append(replace(quote, parent=parent, level=level))
        return Quoting(inner, self._words)

    def _opening_in(self, content: Spans) -> list[int]:
        begins = functools.partial(bisect.bisect_left, self.quotes, key=_quote_start)
        return [
            index
            for span in content
            for index in range(begins(span.start), begins(span.end))
            if self.quotes[index].span.end <= span.end
        ]


def _fills(quote: Quote, span: Span) -> bool:
    """Whether a quotation is all of a span, a mark or a stop at either end apart."""
    return quote.span.start <= span.start + 1 and quote.span.end >= span.end - 1
