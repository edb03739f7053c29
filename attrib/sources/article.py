"""Where things stand in an article: a segmented article goes in, look-ups by offset come out.

Words are folded once, so that a text of millions of characters costs one pass.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.records import CARRYING_ROLES, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attrib.records import Quote, Segmented

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


@functools.lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word as it is compared: case folded, straight apostrophe, no possessive ending, no stops."""
    key = word.translate(_APOSTROPHES).casefold()
    key = key.removesuffix("'s")
    return key.strip("'").replace(".", "")


def is_possessive(word: str) -> bool:
    """Whether a word ends in an apostrophe with or without s."""
    return word.translate(_APOSTROPHES).casefold().endswith(("'s", "'"))


def without_possessive(text: str) -> str:
    """The text less a possessive ending ("Starmer’s" -> "Starmer")."""
    plain = text.translate(_APOSTROPHES).casefold()
    if plain.endswith("'s"):
        return text[:-2]
    return text[:-1] if plain.endswith("'") else text


class Article:
    """Look-ups over one segmented article.

    Args:
        segmented: The article with its quotations, sentences and words.

    Attributes:
        key: Gives the folded text of a word by its index.
        gap: Gives what stands between a word, by its index, and the next one or the end of the text.
    """

    def __init__(self, segmented: Segmented) -> None:
        self.text = segmented.document.text
        self.words = segmented.words
        self.sentences = segmented.sentences
        self.blocks = segmented.document.blocks
        self.published = segmented.document.meta.published
        self.lead = next((i for i, block in enumerate(self.blocks) if block.role == "body"), -1)
        # Lists' own look-ups: nothing is asked for more often.
        self.key: Callable[[int], str] = [fold(self.text[start:end]) for start, end in self.words].__getitem__
        bounds = pairwise((*self.words, Span(len(self.text), len(self.text))))
        self.gap: Callable[[int], str] = [self.text[a.end : b.start] for a, b in bounds].__getitem__
        self._word_starts = [word.start for word in self.words]
        self._sentence_starts = [sentence.span.start for sentence in self.sentences]
        self._sentence_words = [self.words_in(sentence.span) for sentence in self.sentences]
        self._block_starts = [block.span.start for block in self.blocks]
        self._quote_edges, self._quote_open = _quote_steps(segmented.quotes)
        self._quotes = segmented.quotes
        self._quote_starts = [quote.span.start for quote in segmented.quotes]

    def word(self, index: int) -> str:
        """The text of a word."""
        start, end = self.words[index]
        return self.text[start:end]

    def words_in(self, span: Span) -> range:
        """Indices of the words that start inside a span."""
        return range(bisect_left(self._word_starts, span.start), bisect_left(self._word_starts, span.end))

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence at or last before an offset; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def sentence_words(self, sentence: int) -> range:
        """Indices of the words of a sentence; empty for -1."""
        return self._sentence_words[sentence] if sentence >= 0 else range(0)

    def block_at(self, offset: int) -> int:
        """Index of the block at or last before an offset; -1 before the first."""
        return bisect_right(self._block_starts, offset) - 1

    def quoted(self, offset: int) -> bool:
        """Whether an offset stands inside a quotation."""
        step = bisect_right(self._quote_edges, offset) - 1
        return step >= 0 and self._quote_open[step]

    def wholly_quoted(self, span: Span) -> bool:
        """Whether one quotation covers a span."""
        step = bisect_right(self._quote_edges, span.start) - 1
        return step >= 0 and self._quote_open[step] and span.end <= self._quote_edges[step + 1]

    def quotations(self, offset: int) -> list[Span]:
        """The quotations in which an offset stands, the innermost first."""
        found = []
        index: int | None = bisect_right(self._quote_starts, offset) - 1
        while index is not None and index >= 0:
            quote = self._quotes[index]
            if offset < quote.span.end:
                found.append(quote.span)
            index = quote.parent
        return found

    def carrying_sentences(self) -> list[int]:
        """Indices of the sentences in blocks that may carry attributions."""
        return [
            index
            for index, sentence in enumerate(self.sentences)
            if self.blocks[sentence.block].role in CARRYING_ROLES
        ]


def _quote_steps(quotes: Sequence[Quote]) -> tuple[list[int], list[bool]]:
    """Offsets at which the text passes into or out of quotation, and whether it is inside from there on."""
    edges: list[int] = []
    inside: list[bool] = []
    reach = -1
    for quote in sorted(quotes, key=lambda one: one.span):
        if quote.span.start < reach:
            if quote.span.end > reach:
                reach = edges[-1] = quote.span.end
            continue
        edges += [quote.span.start, quote.span.end]
        inside += [True, False]
        reach = quote.span.end
    return edges, inside
