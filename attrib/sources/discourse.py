"""What stands before a pronoun: mentions are entered as they are found, the nearest ones come back."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.sources import phrasing, vocabulary
from attrib.sources.pronouns import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.records import Attribution, Span
    from attrib.sources.article import Article

#: Mentions looked back over: more than stand within reach, few enough for texts of any length.
_NEAREST = 60
_SUBJECTS = frozenset({"he", "she", "they", "it", "i", "we"})
_PREPOSITIONS = vocabulary.word_set(
    "of in at on with from by for to about against near under over into after before between behind "
    "beside across like as than around through towards toward within outside inside off alongside"
)


class Discourse:
    """Mentions in text order.

    Args:
        article: The article.
        attributions: Its attributions, whose contents are told from the narrator's text.
    """

    def __init__(self, article: Article, attributions: Sequence[Attribution]) -> None:
        self._article = article
        self._starts, self._ends = _merge(span for one in attributions for span in one.content)
        self._asked = sorted(span for one in attributions if one.act == "question" for span in one.addressee)
        self._names: list[Place] = []
        self._sources: list[Place] = []
        self._running: list[Place] = []

    def enter_names(self, places: Iterable[tuple[Span, int, bool]]) -> None:
        """Enter name mentions (span, entity, possessive) in text order."""
        self._names = [
            self._place(span, entity, possessive=own, speaker=False) for span, entity, own in places
        ]

    def enter_running(self, span: Span, entity: int, *, possessive: bool, pronoun: bool = False) -> None:
        """Enter a mention that is neither a name nor a source: a role or a pronoun in running text."""
        place = self._place(span, entity, possessive=possessive, speaker=False)
        place = replace(place, pronoun=pronoun)
        insort(self._running, place, key=_offset)

    def enter_source(self, span: Span, entity: int, *, pronoun: bool, asks: bool) -> None:
        """Enter the source of an attribution."""
        place = self._place(span, entity, possessive=False, speaker=True)
        insort(self._sources, replace(place, pronoun=pronoun, asks=asks), key=_offset)

    def before(self, offset: int) -> list[Place]:
        """The nearest mentions before an offset, ordered by offset."""
        found = []
        for places in (self._names, self._sources, self._running):
            cut = bisect_left(places, offset, key=_offset)
            found += places[max(0, cut - _NEAREST) : cut]
        return sorted(found, key=_offset)

    def present(self, offset: int, *, reach: int) -> dict[int, float]:
        """How much each entity is in the reader's mind at an offset: its mentions, the nearer the more.

        Args:
            offset: Where it is read.
            reach: How many sentences back mentions count.
        """
        sentence = self._article.sentence_at(offset)
        weights: dict[int, float] = defaultdict(float)
        for place in self.before(offset):
            distance = sentence - place.sentence
            if distance <= reach:
                weights[place.entity] += (2.0 if place.subject else 1.0) / math.sqrt(1 + distance)
        return weights

    def source_around(self, span: Span) -> int | None:
        """The entity of a source phrase that holds a span."""
        cut = bisect_right(self._sources, span.start, key=_offset)
        for place in reversed(self._sources[max(0, cut - _NEAREST) : cut]):
            if span.end <= place.end:
                return place.entity
        return None

    def last_speaker(self, offset: int) -> int | None:
        """The source of the last attribution before an offset that no other's content holds."""
        cut = bisect_left(self._sources, offset, key=_offset)
        for place in reversed(self._sources[max(0, cut - _NEAREST) : cut]):
            if not place.inside:
                return place.entity
        return None

    def _place(self, span: Span, entity: int, *, possessive: bool, speaker: bool) -> Place:
        sentence = self._article.sentence_at(span.start)
        opens = sentence >= 0 and span.start - self._article.sentences[sentence].span.start < 5
        return Place(
            offset=span.start,
            end=span.end,
            entity=entity,
            sentence=sentence,
            block=self._article.block_at(span.start),
            subject=(speaker or opens or self._acts(span, sentence)) and not possessive,
            speaker=speaker,
            inside=self._inside(span.start) or self._article.quoted(span.start),
            possessive=possessive,
            oblique=self._oblique(span),
            asked=not possessive and self._is_asked(span),
        )

    def _oblique(self, span: Span) -> bool:
        """Whether a preposition stands before a mention."""
        first = self._article.words_in(span).start
        if not 0 < first < len(self._article.words):
            return False
        # "As he left" is no phrase of place.
        clause = self._article.key(first) in _SUBJECTS
        return not clause and self._article.key(first - 1) in _PREPOSITIONS

    def _is_asked(self, span: Span) -> bool:
        """Whether a question is put to whom a mention means."""
        index = bisect_right(self._asked, span.start, key=lambda one: one.start) - 1
        return index >= 0 and span.end <= self._asked[index].end

    def _acts(self, span: Span, sentence: int) -> bool:
        """Whether a finite verb follows a mention."""
        words = self._article.sentence_words(sentence)
        following = self._article.words_in(span).stop
        if following >= words.stop or not self._article.gap(following - 1).isspace():
            return False
        key = self._article.key(following)
        return key in phrasing.FINITE or (key.endswith("ed") and len(key) > 4)

    def _inside(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


def _offset(place: Place) -> int:
    return place.offset


def _merge(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Starts and ends of the stretches that overlapping spans cover."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
