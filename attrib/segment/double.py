"""Double quotation marks of a paragraph: marks in, matched pairs out, by one pass with a stack."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.segment.marks import continues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.segment.marks import Mark


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark with its closing mark.

    Attributes:
        closing: None when the quotation is never closed in its paragraph.
        end: After the closing mark, or where an unclosed quotation breaks off.
        further: Opening marks inside it that only go on with it.
    """

    opening: Mark
    closing: Mark | None
    end: int
    further: tuple[Mark, ...] = ()


def match_double(marks: Sequence[Mark], text: str, end: int, *, carried: bool) -> list[Pair]:
    """Match the double marks of a paragraph.

    A quotation that is never closed ends before the next opening mark (“No, he said, “but yes.”) or with the
    paragraph.

    Args:
        marks: The paragraph's double marks in order.
        text: The document's text.
        end: The end of the paragraph.
        carried: True when the next paragraph opens with a double mark, which continues the last unclosed
            quotation of this one (Chicago Manual of Style, 17th ed., 13.30).

    Returns:
        The pairs in order of their opening marks; two pairs are nested or apart.
    """
    openings: list[Mark] = []
    further: dict[int, list[Mark]] = {}
    closings: dict[int, Mark] = {}
    stack: list[int] = []
    for index, mark in enumerate(marks):
        following = marks[index + 1] if index + 1 < len(marks) else None
        top = openings[stack[-1]] if stack else None
        action = _direction(mark, following, top, text)
        if action == "open" and top is not None and continues(mark, top, text):
            further.setdefault(stack[-1], []).append(mark)
        elif action == "open":
            stack.append(len(openings))
            openings.append(mark)
        elif action == "close" and top is not None and top.guillemet == mark.guillemet:
            closings[stack.pop()] = mark
    starts = [opening.start for opening in openings]
    pairs = []
    for index, opening in enumerate(openings):
        closing, marks_within = closings.get(index), tuple(further.get(index, ()))
        after = bisect_right(starts, marks_within[-1].start if marks_within else opening.start)
        if closing is not None:
            stop = closing.end
        elif (carried and index == stack[-1]) or after == len(starts):
            stop = end
        else:
            stop = starts[after]
        pairs.append(Pair(opening, closing, stop, marks_within))
    return pairs


def _direction(
    mark: Mark, following: Mark | None, top: Mark | None, text: str
) -> Literal["open", "close", "neither"]:
    """Whether a mark opens or closes, from its shape, its surroundings and what is open."""
    if mark.guillemet:
        return "open" if mark.glyph == "open" else "close"
    if _is_inch(mark, following, top, text):
        return "neither"
    opens = mark.can_follow and not mark.before_gap
    closes = mark.before_gap and not mark.can_follow
    if mark.glyph == "open":
        return "close" if closes and top is not None else "open"
    if mark.glyph == "close":
        return "open" if opens and top is None else "close"
    if closes or (top is not None and not (opens and mark.after_gap)):
        return "close"
    return "open"


def _is_inch(mark: Mark, following: Mark | None, top: Mark | None, text: str) -> bool:
    """Whether a mark after a digit is an inch mark: nothing is open, or the next mark is what closes."""
    if mark.glyph == "open" or not text[mark.start - 1 : mark.start].isdigit():
        return False
    if top is None:
        return True
    return following is not None and following.before_gap and not following.can_follow
