"""What stands before a pronoun: mentions are entered as they are found, the nearest ones come back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.sources import vocabulary
from attrib.sources.pronouns import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.records import Attribution, Span
    from attrib.sources.article import Article

#: Mentions looked back over: more than stand within reach, few enough for texts of any length.
_NEAREST = 60
#: Auxiliaries and irregular past forms after which what stands before is a subject.
_FINITE = vocabulary.word_set(
    "is was are were has had have will would can could may might must should shall does did do said says "
    "told went came took gave made got left won lost met became began felt found held kept knew led let "
    "ran saw sent sat set spent spoke stood thought wrote put brought bought built fell paid read rose sold"
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

    def enter_source(self, span: Span, entity: int, *, pronoun: bool) -> None:
        """Enter the source of an attribution."""
        place = self._place(span, entity, possessive=False, speaker=True)
        insort(self._sources, replace(place, pronoun=pronoun), key=_offset)

    def before(self, offset: int) -> list[Place]:
        """The nearest mentions before an offset, ordered by offset."""
        found = []
        for places in (self._names, self._sources, self._running):
            cut = bisect_left(places, offset, key=_offset)
            found += places[max(0, cut - _NEAREST) : cut]
        return sorted(found, key=_offset)

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
        )

    def _acts(self, span: Span, sentence: int) -> bool:
        """Whether a finite verb follows a mention."""
        words = self._article.sentence_words(sentence)
        following = self._article.words_in(span).stop
        if following >= words.stop or not self._article.gap(following - 1).isspace():
            return False
        key = self._article.key(following)
        return key in _FINITE or (key.endswith("ed") and len(key) > 4)

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
