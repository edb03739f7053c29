"""The mode of a content (direct, indirect, mixed) by the quotation marks of its text.

In: a text, once; then token sets of contents. Out: their modes, by the rule of the report format, so that
gold without ``mode`` and predictions of any system are classed alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.read.paragraphs import paragraph_spans
from attrib.segment.quotes import parse_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Mode, Quote
    from attrib.scoring.tokens import Tokeniser, Tokens

#: From what share of its words inside quotation marks on a content is direct (report format).
DIRECT = 0.95


class ModeRule:
    """The rule applied to one text.

    Args:
        text: The text that contents are taken from.
        tokeniser: The same text's tokens.
    """

    __slots__ = ("_quotes", "_tokeniser", "_within")

    def __init__(self, text: str, tokeniser: Tokeniser) -> None:
        self._tokeniser = tokeniser
        self._quotes, _ = parse_quotes(text, paragraph_spans(text))
        self._within = self._inside(self._quotes)

    def mode(self, content: Sequence[Sequence[int]], around: Sequence[Sequence[int]] | None) -> Mode:
        """Class a content by the share of its words inside quotation marks.

        Args:
            content: Its spans.
            around: Spans of the content of the attribution around it, None when it is not nested. For a
                nested one only the marks count that open inside these; those around the whole of one are
                the outer speaker's.
        """
        words = self._tokeniser.touched(content)
        quoted = self._within if around is None else self._inside(self._opened(around))
        inside = len(words & quoted)
        if not inside:
            return "indirect"
        return "direct" if inside >= DIRECT * len(words) else "mixed"

    def _opened(self, around: Sequence[Sequence[int]]) -> Sequence[Quote]:
        return [
            quote
            for quote in self._quotes
            if any(start <= quote.span.start < end and not _fills(quote, start, end) for start, end in around)
        ]

    def _inside(self, quotes: Sequence[Quote]) -> Tokens:
        return self._tokeniser.touched(piece for quote in quotes for piece in quote.pieces)


def _fills(quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation is all of a span, a mark or a stop at either end apart."""
    return quote.span.start <= start + 1 and quote.span.end >= end - 1
