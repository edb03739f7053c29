"""Places where a sentence could end: text and a paragraph in, ``Gap`` values out, by one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Span

_RUN = re.compile("[.!?…\"”’'»)\\]}]+")
_STOPS = frozenset(".!?…")
_MARKS = frozenset("\"”’'»")
_OPENING = frozenset("\"“'‘«`")
_OPENERS = "\"“”‘’'«([{`"
#: The longest stretch looked at on either side; longer than any word or name that a rule knows.
_WINDOW = 40
_BULLETS = re.compile(r"[\r\n][^\S\r\n]*(?=[•◦▪‣·*–-][^\S\r\n]+\S)")


@dataclass(frozen=True, slots=True)
class Gap:
    """White space (or none, for a missing space) after a stop.

    Attributes:
        end: Where the sentence before would end, after closing marks and brackets.
        start: Where the next sentence would start.
        stops: The stops and closing marks.
        word_start: Where the word before begins.
        before: The word before the stops, opening marks left out.
        previous: The word before that, in lower case.
        ahead: The text after, from its first letter or digit, a few words of it.
        opened: What stands between ``start`` and ``ahead``: opening marks, a dash, a currency sign.
    """

    end: int
    start: int
    stops: str
    word_start: int
    before: str
    previous: str
    ahead: str
    opened: str

    @property
    def next_word(self) -> str:
        """The next word, without the punctuation after it but with inner stops and apostrophes."""
        word = self.ahead.split(maxsplit=1)[0] if self.ahead else ""
        return word.rstrip(".,;:!?…\"”’'»)]}—–-")

    @property
    def quoted(self) -> bool:
        """A closing quotation mark follows the stop."""
        return not _MARKS.isdisjoint(self.stops)

    @property
    def bracketed(self) -> bool:
        """An opening bracket comes next."""
        return "(" in self.opened or "[" in self.opened

    @property
    def opens_quotation(self) -> bool:
        """A quotation mark comes next."""
        return not _OPENING.isdisjoint(self.opened)

    @property
    def spaced(self) -> bool:
        """White space follows."""
        return self.end < self.start


def gaps(text: str, block: Span) -> Iterator[Gap]:
    """The places in a paragraph where a sentence could end, in order."""
    for run in _RUN.finditer(text, block.start, block.end):
        end = run.end()
        if end >= block.end or _STOPS.isdisjoint(run.group()):
            continue
        start = end
        while start < block.end and text[start].isspace():
            start += 1
        if start > end or _joined(text, run.start(), end):
            yield _gap(text, run, start, block)


def bullets(text: str, block: Span) -> Iterator[int]:
    """Where the lines of a list within a paragraph begin."""
    return (match.end() for match in _BULLETS.finditer(text, block.start, block.end))


def _gap(text: str, run: re.Match[str], start: int, block: Span) -> Gap:
    first = run.start()
    limit = max(block.start, first - _WINDOW)
    word_start = first
    while word_start > limit and not text[word_start - 1].isspace():
        word_start -= 1
    ahead = text[start : min(block.end, start + 2 * _WINDOW)]
    skipped = 0
    while skipped < len(ahead) and not ahead[skipped].isalnum():
        skipped += 1
    before = text[word_start:first].lstrip(_OPENERS)
    earlier = text[max(block.start, word_start - _WINDOW) : word_start].split()
    return Gap(
        end=run.end(),
        start=start,
        stops=run.group(),
        word_start=first - len(before),
        before=before,
        previous=earlier[-1].lower() if earlier else "",
        ahead=ahead[skipped:],
        opened=ahead[:skipped],
    )


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a space is missing after the stop: two lower-case letters before, a capitalised word after."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (
        len(before) == 2
        and before.islower()
        and before.isalpha()
        and after[:1].isupper()
        and after[1:].islower()
    )
