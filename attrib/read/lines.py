"""The lines of an article as block rules see them: their features, and what a line is wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.read.bylines import is_tagline
from attrib.read.credits import credit_start, is_caption, is_credit
from attrib.read.dates import is_date
from attrib.read.furniture import is_furniture
from attrib.read.paragraphs import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import BlockRole

#: A paragraph of so many words that ends in a stop is prose; so is an introduction to what follows ("He wrote
#: on Monday:"), and a paragraph of many words whatever it ends in.
_PROSE_WORDS, _PROSE_WORDS_BEFORE_COLON, _PROSE_WORDS_WITHOUT_STOP = 4, 7, 35
#: Agency captions run to some 50 words; a longer paragraph that ends in a credit is a newsletter's item.
_CAPTION_WORDS = 60
#: A repeated line of fewer words is a button.
_FEWEST_DOUBLED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and the features that the rules read.

    Attributes:
        text: The paragraph.
        words: How many runs of non-white characters it has.
        stop: Whether it ends a sentence.
        own: What it is by its wording alone or by its neighbour, wherever it stands; None for most.
    """

    text: str
    words: int
    stop: bool
    own: BlockRole | None

    @property
    def prose(self) -> bool:
        """Running text, as opposed to a title, a name or a piece of the page."""
        fewest = _PROSE_WORDS if self.stop else _PROSE_WORDS_WITHOUT_STOP
        if self.text.endswith(":"):
            fewest = _PROSE_WORDS_BEFORE_COLON
        return self.own is None and self.words >= fewest

    @property
    def title_like(self) -> bool:
        """No full stop at its end, nor a mark that says it goes on below."""
        return self.own is None and (not self.stop or self.text[-1] in "?!") and self.text[-1] not in ",;:"


def measure(paragraphs: Sequence[str]) -> tuple[Line, ...]:
    """Measure the paragraphs of a text.

    Args:
        paragraphs: Paragraphs in order.

    Returns:
        A line for each.
    """
    bare = [_without_credit(text) for text in paragraphs]
    lines = []
    for index, text in enumerate(paragraphs):
        words = len(text.split())
        own = _doubled(paragraphs, bare, index) or _own_role(text, words)
        lines.append(Line(text, words, ends_sentence(text), own))
    return tuple(lines)


def _without_credit(text: str) -> str:
    start = credit_start(text)
    return text if start is None else text[:start].rstrip()


def _doubled(paragraphs: Sequence[str], bare: Sequence[str], index: int) -> BlockRole | None:
    """A photo caption that pages print twice, once as the picture's description, often once with a credit.

    The line with the credit is the caption and the other furniture; without credits, the second is caption.
    """
    text = bare[index]
    if not _FEWEST_DOUBLED <= len(text[:1000].split()) <= _CAPTION_WORDS:
        return None
    for other in range(max(0, index - 1), min(index + 2, len(bare))):
        if other == index:
            continue
        if _adds_credit(bare[other], text) or (bare[other] == text and paragraphs[index] != text):
            return "caption"
        if _adds_credit(text, bare[other]) or (bare[other] == text and paragraphs[other] != text):
            return "furniture"
        if bare[other] == text:
            return "caption" if other < index else "furniture"
    return None


def _adds_credit(short: str, long: str) -> bool:
    """Whether ``long`` is ``short`` with something in brackets after it."""
    return long.endswith(")") and long.startswith(f"{short} (")


def _own_role(text: str, words: int) -> BlockRole | None:
    if is_date(text):
        return "dateline"
    if is_tagline(text):
        return "byline"
    if is_credit(text):
        return "furniture"
    if words <= _CAPTION_WORDS and is_caption(text):
        return "caption"
    return "furniture" if is_furniture(text) else None
