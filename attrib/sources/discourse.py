"""What stands before a pronoun: mentions are entered as they are found, the nearest ones come back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING

from attrib.sources.pronouns import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.records import Attribution, Span
    from attrib.sources.article import Article

#: Mentions looked back over: more than stand within reach, few enough for texts of any length.
_NEAREST = 60


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

    def enter_names(self, places: Iterable[tuple[Span, int, bool]]) -> None:
        """Enter name mentions (span, entity, possessive) in text order."""
        self._names = [
            self._place(span, entity, possessive=own, speaker=False) for span, entity, own in places
        ]

    def enter_source(self, span: Span, entity: int) -> None:
        """Enter the source of an attribution."""
        insort(self._sources, self._place(span, entity, possessive=False, speaker=True), key=_offset)

    def before(self, offset: int) -> list[Place]:
        """The nearest mentions before an offset, ordered by offset."""
        found = []
        for places in (self._names, self._sources):
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
            subject=(speaker or opens) and not possessive,
            speaker=speaker,
            inside=self._inside(span.start) or self._article.quoted(span.start),
            possessive=possessive,
        )

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
