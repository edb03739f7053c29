"""The mode of a content (direct, indirect, mixed) by the quotation marks of its text.

In: a text, once; then spans of contents. Out: their modes, by the rule that extraction follows, so that gold
without ``mode`` and predictions of any system are classed alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.quoting import Quoting
from attrib.read.paragraphs import paragraph_spans
from attrib.records import Span
from attrib.segment.quotes import parse_quotes
from attrib.segment.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Mode, Spans


class ModeRule:
    """The rule applied to one text.

    Args:
        text: The text that contents are taken from.
    """

    __slots__ = ("_quoting",)

    def __init__(self, text: str) -> None:
        self._quoting = Quoting(parse_quotes(text, paragraph_spans(text))[0], words(text))

    def mode(self, content: Sequence[Sequence[int]], around: Sequence[Sequence[int]] | None) -> Mode:
        """Class a content by the share of its words inside quotation marks.

        Args:
            content: Its spans.
            around: Spans of the content of the attribution around it, None when it is not nested.
        """
        quoting = self._quoting if around is None else self._quoting.within(_spans(around))
        return quoting.mode(_spans(content))


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)
