"""A text cut at the ends of the marks over it: spans go in, stretches with the marks over each come out.

Marks may overlap, cross and repeat; the work is linear in their number whatever they do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to show.

    Attributes:
        name: What it marks: ``source``, ``cue`` …
        told: What belongs to it: an id, or a line that is shown on hovering; may be empty.
    """

    start: int
    end: int
    name: str
    told: str = ""


def marks(spans: Iterable[Sequence[int]], name: str, told: str = "") -> Iterator[Mark]:
    """A mark for each span of a report."""
    for start, end in spans:
        yield Mark(start, end, name, told)


@dataclass(slots=True)
class Over:
    """The marks over one stretch of text; it changes as the stretches are gone through.

    Attributes:
        count: How many marks of each name lie over it.
    """

    count: Counter[str] = field(default_factory=Counter)
    _open: dict[int, Mark] = field(default_factory=dict)

    def innermost(self) -> Iterator[Mark]:
        """The marks, those that opened last first."""
        return reversed(self._open.values())

    def told(self, most: int) -> list[str]:
        """What belongs to the innermost marks, each once; no more than ``most`` marks are looked at."""
        return list(dict.fromkeys(mark.told for mark in islice(self.innermost(), most) if mark.told))

    def enter(self, number: int, mark: Mark) -> None:
        """A mark begins."""
        self._open[number] = mark
        self.count[mark.name] += 1

    def leave(self, number: int) -> None:
        """A mark ends."""
        self.count[self._open.pop(number).name] -= 1


def segments(
    length: int, over_it: Iterable[Mark], *, order: Sequence[str], breaks: Iterable[int] = ()
) -> Iterator[tuple[int, int, Over]]:
    """Go through a text from one end of a mark to the next.

    Args:
        length: Of the text; what reaches beyond it is cut off.
        over_it: The marks, in any order; empty ones are passed over.
        order: All names; of marks over the same span, the later ones open inside the earlier ones.
        breaks: Offsets at which a stretch ends in any case.

    Yields:
        Start, end and what lies over the stretch, to be read before the next one is asked for.
    """
    rank = {name: number for number, name in enumerate(order)}
    inside = [Mark(max(0, m.start), min(length, m.end), m.name, m.told) for m in over_it]
    opening = sorted(
        (mark for mark in inside if mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end, rank[mark.name]),
    )
    closing = sorted(range(len(opening)), key=lambda number: opening[number].end)
    own = (offset for mark in opening for offset in (mark.start, mark.end))
    offsets = sorted({0, length, *own, *(offset for offset in breaks if 0 < offset < length)})
    over = Over()
    opened = closed = 0
    for start, end in pairwise(offsets):
        while closed < len(closing) and opening[closing[closed]].end <= start:
            over.leave(closing[closed])
            closed += 1
        while opened < len(opening) and opening[opened].start <= start:
            over.enter(opened, opening[opened])
            opened += 1
        yield start, end, over
