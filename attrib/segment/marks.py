"""Quotation marks and apostrophes of a paragraph: text and a paragraph's span in, ``Mark`` values out.

A mark knows what stands around the run of marks that it belongs to (``'"`` is one run), because that tells an
opening from a closing mark; whether it really opens or closes is decided in ``double`` and ``single``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Span

Style = Literal["double", "single"]
Glyph = Literal["open", "close", "straight"]

_RUN = re.compile("[\"“”„«»'‘’`]+")
_DOUBLE: dict[str, Glyph] = {
    '"': "straight",
    "“": "open",
    "„": "open",
    "”": "close",
    "«": "open",
    "»": "close",
}
_SINGLE: dict[str, Glyph] = {"'": "straight", "‘": "open", "`": "open", "’": "close"}
_BRACKETS = frozenset("([{<")
_DASHES = frozenset("-–—―/")
_ENDS_SENTENCE = frozenset(".!?…")
_CLOSING = frozenset(".,;:!?…)]}>*") | _DASHES


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark or apostrophe, single or double.

    Attributes:
        glyph: What its shape says; ``straight`` says nothing.
        guillemet: True for « and », which pair only with each other.
        run: Where its run of marks starts.
        before: The character before the run, empty at the start of the paragraph.
        after: The character after the run, empty at the end of the paragraph.
        after_gap: The run follows the start of the paragraph, a space or an opening bracket.
        before_gap: The run precedes the end of the paragraph, a space or closing punctuation.
    """

    start: int
    end: int
    style: Style
    glyph: Glyph
    guillemet: bool
    run: int
    before: str
    after: str
    after_gap: bool
    before_gap: bool

    @property
    def can_follow(self) -> bool:
        """A mark here may open: its run follows a gap or a dash."""
        return self.after_gap or self.before in _DASHES

    @property
    def leading(self) -> bool:
        """The run stands at the start of the paragraph."""
        return not self.before


def continues(mark: Mark, opening: Mark, text: str) -> bool:
    """Whether an opening mark goes on with a quotation that is still open, where a paragraph break was lost.

    “We lost. “We will be back,” he said: the second mark stands where a new paragraph would begin. The marks
    have to be the same: in “He shouted. ‘No!’ was all I heard” another quotation opens.
    """
    if text[mark.start : mark.end] != text[opening.start : opening.end]:
        return False
    # A stop and up to two spaces.
    return mark.before.isspace() and text[max(0, mark.run - 3) : mark.run].rstrip()[-1:] in _ENDS_SENTENCE


def marks(text: str, block: Span) -> list[Mark]:
    """The marks of a paragraph in order; apostrophes between two letters or digits are left out.

    Args:
        text: The document's text.
        block: The paragraph.
    """
    found = []
    for run in _RUN.finditer(text, block.start, block.end):
        start, end = run.span()
        before = text[start - 1] if start > block.start else ""
        after = text[end] if end < block.end else ""
        if end - start == 1 and run.group() in _SINGLE and before.isalnum() and after.isalnum():
            continue
        after_gap = not before or before.isspace() or before in _BRACKETS
        before_gap = not after or after.isspace() or (after in _CLOSING and not _begins(text, end, after_gap))
        for first, last, style in _split(run.group(), closing=not after_gap):
            character = text[start + first]
            found.append(
                Mark(
                    start=start + first,
                    end=start + last,
                    style=style,
                    glyph=_DOUBLE.get(character) or _SINGLE[character],
                    guillemet=character in "«»",
                    run=start,
                    before=before,
                    after=after,
                    after_gap=after_gap,
                    before_gap=before_gap,
                )
            )
    return found


def _begins(text: str, place: int, after_gap: bool) -> bool:  # noqa: FBT001
    """Whether punctuation after an opening run begins what is quoted: “…and then”, “—but no”."""
    return after_gap and (text[place] in "…-–—" or text.startswith("..", place))


def _split(run: str, *, closing: bool) -> Iterator[tuple[int, int, Style]]:
    """Cut a run of marks: two equal single marks are one double mark.

    Of three, the odd one is the inner one: ``'''`` opens as double and single, closes as single and double.
    """
    position = 0
    for character, group in groupby(run):
        count = sum(1 for _ in group)
        stop = position + count
        if character in _DOUBLE:
            yield from ((place, place + 1, "double") for place in range(position, stop))
        else:
            odd = count % 2
            if odd and closing:
                yield position, position + 1, "single"
                position += 1
            yield from ((place, place + 2, "double") for place in range(position, stop - 1, 2))
            if odd and not closing:
                yield stop - 1, stop, "single"
        position = stop
