"""The mode of a content (direct, indirect, mixed) by the quotation marks of its text.

In: a text, once; then token sets of contents. Out: their modes, by the rule of the report format, so that
gold without ``mode`` and predictions of any system are classed alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Mode
    from attrib.scoring.tokens import Tokeniser, Tokens

#: From what share of its words inside quotation marks on a content is direct (report format).
DIRECT = 0.95


def _quotes(text: str) -> list[tuple[int, int]]:
    out = []
    start = None
    for i, c in enumerate(text):
        if c in '“"' and start is None:
            start = i
        elif c in '”"' and start is not None:
            out.append((start, i))
            start = None
        elif c == "\n" and text[i + 1 : i + 2] == "\n" and start is not None:
            out.append((start, i))
            start = None
    return out


class ModeRule:
    """The rule applied to one text.

    Args:
        text: The text that contents are taken from.
        tokeniser: The same text's tokens.
    """

    __slots__ = ("_quotes", "_tokeniser", "_within")

    def __init__(self, text: str, tokeniser: Tokeniser) -> None:
        self._tokeniser = tokeniser
        self._quotes = tuple((start, ((start + 1, end),)) for start, end in _quotes(text))
        self._within = self._quoted(((0, len(text)),))

    def mode(self, content: Tokens, around: Sequence[Sequence[int]] | None) -> Mode:
        """Class a content by the share of its tokens inside quotation marks.

        Args:
            content: Tokens of the content.
            around: Spans of the content of the attribution around it, None when it is not nested. For a
                nested one only the marks count that open inside these.
        """
        quoted = self._within if around is None else self._quoted(around)
        inside = len(content & quoted)
        if not inside:
            return "indirect"
        return "direct" if inside >= DIRECT * len(content) else "mixed"

    def _quoted(self, where: Sequence[Sequence[int]]) -> Tokens:
        """Tokens inside the quotations that open in the given spans."""
        return self._tokeniser.touched(
            piece
            for opening, pieces in self._quotes
            if any(start <= opening < end for start, end in where)
            for piece in pieces
        )
