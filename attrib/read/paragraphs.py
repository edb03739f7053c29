"""Where the paragraphs of a text stand: in goes a text, out come their spans.

A paragraph is a line, unless the text is hard-wrapped, that is broken into lines of some 60 to 80 columns;
then it is the run of lines that were one. Nothing is rewritten: a wrapped paragraph keeps its line breaks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from attrib.records import Span

#: Mails, wire copy and text files are wrapped at 60 to 80 columns; longer lines are paragraphs.
_NARROWEST, _WIDEST = 45, 100
#: A text counts as wrapped when so many lines are followed at once by another and most of those are full.
_FEWEST_BREAKS, _FULL_SHARE = 4, 0.7
#: A line at least this full that does not end a sentence goes on in the next: wrapping is ragged.
_NEARLY_FULL = 0.6

_CLOSERS = "\"'”’»)]"
_STOPS = ".!?…"


class _Line(NamedTuple):
    """A line that is not blank: its span without white space at its ends, and how wide its first word is."""

    span: Span
    first_word: int
    after_blank: bool

    @property
    def width(self) -> int:
        return self.span.end - self.span.start


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs, each starting and ending on a character that is not white space.

    Args:
        text: Any text.

    Returns:
        Ordered spans that hold all that is not white space.
    """
    lines = _lines(text)
    column = _wrap_column(text, lines)
    if column is None:
        return tuple(line.span for line in lines)
    spans: list[Span] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _goes_on(text, before, line, column):
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return tuple(spans)


def ends_sentence(line: str) -> bool:
    """Whether the last character, closing quotation marks and brackets aside, is a stop."""
    return line.rstrip(_CLOSERS + " ")[-1:] in tuple(_STOPS)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    offset, blank = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = offset + len(raw) - len(raw.lstrip())
            word = len(stripped.split(maxsplit=1)[0])
            lines.append(_Line(Span(start, start + len(stripped)), word, blank))
        blank = not stripped
        offset += len(raw)
    return lines


def _wrap_column(text: str, lines: list[_Line]) -> int | None:
    """The column at which a text is wrapped, None when its lines are paragraphs.

    A wrapped line is full, the first word of the next line would not have fitted in, and it seldom ends a
    sentence, as lines that are paragraphs do.
    """
    broken = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    if len(broken) < _FEWEST_BREAKS:
        return None
    column = max(line.width for line in lines)
    if not _NARROWEST <= column <= _WIDEST:
        return None
    full = sum(_is_full(line, after, column) and not _ends(text, line) for line, after in broken)
    return column if full >= _FULL_SHARE * len(broken) else None


def _ends(text: str, line: _Line) -> bool:
    return ends_sentence(text[slice(*line.span)])


def _is_full(line: _Line, after: _Line, column: int) -> bool:
    # Three columns of tolerance: writers of text files wrap a little before their widest line.
    return line.width + 1 + after.first_word > column - 3


def _goes_on(text: str, line: _Line, after: _Line, column: int) -> bool:
    if after.after_blank:
        return False
    if _is_full(line, after, column):
        return True
    return line.width >= _NEARLY_FULL * column and not _ends(text, line)
