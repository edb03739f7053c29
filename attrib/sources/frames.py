"""Where a sentence tells how something is said: attributions go in, the words around their cues come out.

A frame is the cue's sentence (of a nested attribution its part inside the content around it) less what other
parts hold: contents, sources and cues. Addressees and channels are looked for in what is left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.records import Attribution, Span
    from attrib.sources.article import Article

#: Words of a sentence that are read around a cue: more make no sentence of news.
_LONGEST = 250
#: Attributions of a sentence that are looked at on either side of one.
_BESIDE = 20
#: Words with which the content of a report opens, and how many may wrongly stand before them.
_OPENING = frozenset({"that", "to", "whether"})
_LEAD = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a cue.

    Attributes:
        index: The attribution.
        words: Indices of the words of its sentence and level, its cue's among them.
        free: Those of them that are in no part of any attribution of that level.
        leading: Words that open the attribution's own content before its "that" or "to", right after the cue:
            extraction may take whom or how words were said into what was said.
    """

    index: int
    words: range
    free: frozenset[int]
    leading: frozenset[int]

    @property
    def loose(self) -> frozenset[int]:
        """Words in which the circumstances after the cue may stand."""
        return self.free | self.leading


class Frames:
    """The frames of an article's attributions.

    Args:
        article: The article.
        attributions: Its attributions.
    """

    def __init__(self, article: Article, attributions: Sequence[Attribution]) -> None:
        self._article = article
        self._attributions = attributions
        self._pieces = [
            [(span, article.words_in(span)) for span in (*one.cue, *one.source, *one.content)]
            for one in attributions
        ]
        self._level: dict[tuple[int | None, int], list[int]] = defaultdict(list)
        self._place: dict[int, int] = {}
        for index, one in enumerate(attributions):
            if one.cue or one.source:
                level = self._level[self.level(index)]
                self._place[index] = len(level)
                level.append(index)

    def all(self) -> Iterator[Frame]:
        """The frame of every attribution that has a cue with a word."""
        for index, one in enumerate(self._attributions):
            if one.cue and len(self._article.words_in(one.cue[0])):
                yield self._frame(index)

    def level(self, index: int) -> tuple[int | None, int]:
        """The attribution around one and the sentence in which its cue, else its source, stands."""
        one = self._attributions[index]
        return one.parent, self._article.sentence_at((one.cue or one.source)[0].start)

    def beside(self, index: int) -> list[int]:
        """The nearest attributions of the same level, itself too, in order."""
        place = self._place[index]
        return self._level[self.level(index)][max(0, place - _BESIDE) : place + _BESIDE + 1]

    def _frame(self, index: int) -> Frame:
        one = self._attributions[index]
        words = self._words(one)
        taken: set[int] = set()
        for other in self.beside(index):
            for span, inside in self._pieces[other]:
                if span.start < one.cue[0].start < span.end:
                    # A source with its relative clause holds the clause's cue: "Ann Hill, who called on …".
                    continue
                taken.update(range(max(inside.start, words.start), min(inside.stop, words.stop)))
        free = (frozenset(words) - taken) | self._trailing(one)
        return Frame(index, words, free, self._leading(one, words))

    def _trailing(self, one: Attribution) -> frozenset[int]:
        """Words that extraction took into the cue with a channel ("said in a statement")."""
        inside = [i for span in one.cue for i in self._article.words_in(span)]
        start = next((n for n, i in enumerate(inside) if n and self._article.key(i) == "in"), len(inside))
        return frozenset(inside[start:] if len(inside) - start > 2 else ())

    def _leading(self, one: Attribution, words: range) -> frozenset[int]:
        article = self._article
        inside = article.words_in(one.content[0])
        if not len(inside) or inside.start != article.words_in(one.cue[-1]).stop:
            return frozenset()
        if article.key(inside.start) in _OPENING:
            return frozenset()
        for index in range(inside.start, min(inside.stop, words.stop, inside.start + _LEAD)):
            if not article.gap(index - 1).isspace():
                break
            if article.key(index) in _OPENING:
                return frozenset(range(inside.start, index))
        return frozenset()

    def _words(self, one: Attribution) -> range:
        cue = one.cue[0]
        words = self._article.sentence_words(self._article.sentence_at(cue.start))
        around = self._around(one, cue)
        start, stop = words.start, words.stop
        if around is not None:
            inside = self._article.words_in(around)
            start, stop = max(start, inside.start), min(stop, inside.stop)
        at = self._article.words_in(cue).start
        return range(max(start, at - _LONGEST), min(stop, at + _LONGEST))

    def _around(self, one: Attribution, cue: Span) -> Span | None:
        if one.parent is None or not 0 <= one.parent < len(self._attributions):
            return None
        pieces = self._attributions[one.parent].content
        return next((piece for piece in pieces if piece.start <= cue.start < piece.end), None)
