"""The lines of an article as block rules see them: their features, and what a line is wherever it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

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


#: What mark-up can call a line: the title of its page, a heading, an item of a list, a quotation set apart …
Mark = Literal["title", "heading", "item", "quote", "caption", "link", "paragraph", ""]
#: A shorter quotation may stand twice by chance; looking for more would take more than linear time.
_FEWEST_PULLED, _MOST_PULLED = 5, 20
_AROUND_QUOTES = " “”‘’\"'.,…"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and the features that the rules read.

    Attributes:
        text: The paragraph.
        words: How many runs of non-white characters it has.
        stop: Whether it ends a sentence.
        own: What it is by its wording alone or by its neighbour, wherever it stands; None for most.
        mark: What the mark-up of a page calls it, see :data:`Mark`; empty where there is none.
    """

    text: str
    words: int
    stop: bool
    own: BlockRole | None
    mark: Mark = ""

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


def measure(paragraphs: Sequence[str], marks: Sequence[Mark] = ()) -> tuple[Line, ...]:
    """Measure the paragraphs of a text.

    Args:
        paragraphs: Paragraphs in order.
        marks: What mark-up calls each of them; empty where there is none.

    Returns:
        A line for each.
    """
    bare = [_without_credit(text) for text in paragraphs]
    lines = []
    pulled, again = _pull_quotes(paragraphs, marks), _video_titles(paragraphs, marks)
    for index, text in enumerate(paragraphs):
        words = len(text.split())
        own = _doubled(paragraphs, bare, index) or _own_role(text, words)
        mark: Mark = marks[index] if marks else ""
        stop = ends_sentence(text)
        if own is None and (index in pulled or index in again or (mark == "link" and not stop)):
            own = "furniture"
        lines.append(Line(text, words, stop, own, mark))
    return tuple(lines)


def _pull_quotes(paragraphs: Sequence[str], marks: Sequence[Mark]) -> frozenset[int]:
    """Quotations set apart that only repeat words of the article to catch the eye."""
    quotes = [index for index, mark in enumerate(marks) if mark == "quote"]
    quotes = [index for index in quotes if len(paragraphs[index].split()) >= _FEWEST_PULLED][:_MOST_PULLED]
    if not quotes:
        return frozenset()
    whole = "\n".join(paragraphs)
    return frozenset(index for index in quotes if whole.count(paragraphs[index].strip(_AROUND_QUOTES)) > 1)


def _video_titles(paragraphs: Sequence[str], marks: Sequence[Mark]) -> frozenset[int]:
    """Lines without a stop that stand twice in a page, as what its players show does."""
    counts = Counter(paragraphs if marks else ())
    return frozenset(
        index
        for index, (text, mark) in enumerate(zip(paragraphs, marks, strict=False))
        if counts[text] > 1
        and mark == "paragraph"
        and not ends_sentence(text)
        and _FEWEST_DOUBLED <= len(text[:1000].split()) <= _CAPTION_WORDS
    )


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
