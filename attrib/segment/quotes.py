"""Quotations: text and paragraphs in, the tree of quotations and notices on unclosed ones out.

Each paragraph is parsed by itself, first its double marks, then the single ones between them. What a
paragraph leaves open is continued by the next one if that begins with the same marks: such paragraphs are one
quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from attrib.records import Notice, Quote, Span
from attrib.segment.double import match_double
from attrib.segment.marks import marks
from attrib.segment.single import match_single

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.segment.double import Pair
    from attrib.segment.marks import Mark, Style


@dataclass(slots=True)
class _Quotation:
    """A quotation that the next paragraph may continue."""

    style: Style
    mark: Span
    pieces: list[Span]
    end: int
    closed: bool


def parse_quotes(text: str, blocks: Sequence[Span]) -> tuple[tuple[Quote, ...], tuple[Notice, ...]]:
    """Parse the quotation marks of consecutive paragraphs.

    Args:
        text: The document's text.
        blocks: Its paragraphs, ordered and apart.

    Returns:
        The quotations in text order, outer before inner, and an ``unclosed-quote`` notice for each that is
        not closed, on its opening mark. A quotation of nothing but white space is left out.
    """
    found: list[_Quotation] = []
    left_open: list[_Quotation] = []
    marked = [marks(text, block) for block in blocks]
    for index, block in enumerate(blocks):
        following = marked[index + 1] if index + 1 < len(blocks) else []
        pairs = _match(marked[index], text, block.end, _leading_styles(following))
        continued = left_open[: _continued(left_open, pairs, text)]
        quotations = [*continued, *(_begin(pair) for pair in pairs[len(continued) :])]
        found += quotations[len(continued) :]
        for quotation, pair in zip(quotations, pairs, strict=True):
            _add(quotation, pair, text)
        left_open = [
            quotation
            for quotation, pair in zip(quotations, pairs, strict=True)
            if pair.closing is None and pair.end == block.end
        ]
    notices = tuple(
        Notice("unclosed-quote", "A quotation is opened and never closed.", quotation.mark)
        for quotation in found
        if not quotation.closed
    )
    return _tree(text, found), notices


def _match(found: Sequence[Mark], text: str, end: int, following: Sequence[Style]) -> list[Pair]:
    """The pairs of one paragraph, in order of their opening marks.

    Args:
        found: The paragraph's marks.
        text: The document's text.
        end: The end of the paragraph.
        following: The styles of the marks that the next paragraph begins with.
    """
    double_continues = following[:1] == ["double"] or following[:2] == ["single", "double"]
    doubles = match_double(
        [mark for mark in found if mark.style == "double"], text, end, carried=double_continues
    )
    pairs = list(doubles)
    for around, group in _stretches(doubles, found):
        if around is None:
            stop, continues = end, following[:1] == ["single"]
        else:
            stop = around.end if around.closing is None else around.closing.start
            continues = around.closing is None and following[:2] == ["double", "single"]
        pairs += match_single(group, text, stop, carried=continues)
    return sorted(pairs, key=lambda pair: pair.opening.start)


def _stretches(doubles: Sequence[Pair], found: Sequence[Mark]) -> Iterable[tuple[Pair | None, list[Mark]]]:
    """Group the single marks by the innermost double quotation that they stand in."""
    outside: list[Mark] = []
    inside: list[list[Mark]] = [[] for _ in doubles]
    stack: list[int] = []
    upcoming = 0
    for mark in found:
        if mark.style == "double":
            continue
        while upcoming < len(doubles) and doubles[upcoming].opening.start < mark.start:
            while stack and doubles[stack[-1]].end <= doubles[upcoming].opening.start:
                stack.pop()
            stack.append(upcoming)
            upcoming += 1
        while stack and doubles[stack[-1]].end <= mark.start:
            stack.pop()
        (inside[stack[-1]] if stack else outside).append(mark)
    yield None, outside
    yield from zip(doubles, inside, strict=True)


def _leading_styles(found: Sequence[Mark]) -> list[Style]:
    """The styles of the marks that a paragraph begins with."""
    return [mark.style for mark in takewhile(lambda mark: mark.leading and not mark.before_gap, found)]


def _continued(left_open: Sequence[_Quotation], pairs: Sequence[Pair], text: str) -> int:
    """How many of the open quotations, from the outermost, the paragraph continues."""
    count, end = 0, None
    for quotation, pair in zip(left_open, pairs, strict=False):
        nested = end is None or pair.opening.start < end
        mark = text[pair.opening.start : pair.opening.end]
        same = mark == text[quotation.mark.start : quotation.mark.end]
        if not (pair.opening.leading and nested and same):
            break
        count, end = count + 1, pair.end
    return count


def _begin(pair: Pair) -> _Quotation:
    mark = Span(pair.opening.start, pair.opening.end)
    return _Quotation(pair.opening.style, mark, pieces=[], end=mark.end, closed=False)


def _add(quotation: _Quotation, pair: Pair, text: str) -> None:
    """Add a paragraph's pieces to a quotation."""
    stop = pair.end if pair.closing is None else pair.closing.start
    start = pair.opening.end
    for mark in pair.further:
        quotation.pieces.append(_trimmed(text, start, mark.start))
        start = mark.end
    quotation.pieces.append(_trimmed(text, start, stop) if pair.closing is None else Span(start, stop))
    quotation.end = quotation.pieces[-1].end if pair.closing is None else pair.end
    quotation.closed = pair.closing is not None


def _trimmed(text: str, start: int, stop: int) -> Span:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def _tree(text: str, found: Sequence[_Quotation]) -> tuple[Quote, ...]:
    """The quotations as records, each with its level and the index of the one around it."""
    quotes: list[Quote] = []
    stack: list[int] = []
    for quotation in found:
        if all(not text[piece.start : piece.end].strip() for piece in quotation.pieces):
            continue
        span = Span(quotation.mark.start, quotation.end)
        while stack and quotes[stack[-1]].span.end <= span.start:
            stack.pop()
        parent = stack[-1] if stack else None
        pieces = tuple(quotation.pieces)
        quotes.append(Quote(span, pieces, quotation.style, len(stack), parent, quotation.closed))
        stack.append(len(quotes) - 1)
    return tuple(quotes)
