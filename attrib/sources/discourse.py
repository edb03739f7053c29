"""What stands before a pronoun: mentions are entered as they are found, the nearest ones come back."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import phrasing, vocabulary
from attrib.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.records import Attribution
    from attrib.sources.article import Article

#: Mentions looked back over: more than stand within reach, few enough for texts of any length.
_NEAREST = 60
_SUBJECTS = frozenset({"he", "she", "they", "it", "i", "we"})
_PREPOSITIONS = vocabulary.word_set(
    "of in at on with from by for to about against near under over into after before between behind "
    "beside across like as than around through towards toward within outside inside off alongside"
)
#: Within how many characters a dateline ends in a dash, and how long its first word in capitals is at least.
_DATELINE, _SHORT = 70, 2
_DASH = re.compile(r"\s[-–—]{1,2}\s")
#: How many names on the subject of the main clause is looked for.
_AHEAD = 3
#: Words that open a phrase or clause before the main one.
_FRONTED = vocabulary.word_set(
    "as when while if after before although though since once because in on at during with despite for by "
    "having being asked speaking under whether until unless like unlike throughout amid"
)
#: Pronouns that are subjects.
_NOMINATIVE = frozenset({"he", "she", "they", "i", "we"})
#: Behind these a clause begins with its subject.
_SUBORDINATING = vocabulary.word_set("that when while because if although though whether where")
#: Adverbs between a subject and its verb.
_ADVERBS = vocabulary.word_set(
    "also now then never still just soon once later even only already always often"
)


class Discourse:
    """Mentions in text order.

    Args:
        article: The article.
        attributions: Its attributions, whose contents are told from the narrator's text.

    Attributes:
        said: The spans of their sources, ordered.
    """

    def __init__(self, article: Article, attributions: Sequence[Attribution]) -> None:
        self._article = article
        self._starts, self._ends = _merge(span for one in attributions for span in one.content)
        self._asked = sorted(span for one in attributions if one.act == "question" for span in one.addressee)
        self.said = sorted({span for one in attributions for span in one.source})
        self._told = self._narrated()
        self._names: list[Place] = []
        self._sources: list[Place] = []
        self._running: list[Place] = []

    def enter_names(self, places: Iterable[tuple[Span, int, bool]]) -> None:
        """Enter name mentions (span, entity, possessive) in text order."""
        dateline = _dateline(self._article)
        self._names = [
            self._place(span, entity, possessive=own)
            for span, entity, own in places
            if not dateline.start <= span.start < dateline.end
        ]

    def enter_running(self, span: Span, entity: int, *, possessive: bool, pronoun: bool = False) -> None:
        """Enter a mention that is neither a name nor a source: a role or a pronoun in running text."""
        place = self._place(span, entity, possessive=possessive, pronoun=pronoun)
        insort(self._running, place, key=_offset)

    def enter_source(self, span: Span, entity: int, *, pronoun: bool, asks: bool) -> None:
        """Enter the source of an attribution."""
        place = self._place(span, entity, speaker=True, pronoun=pronoun, asks=asks)
        insort(self._sources, place, key=_offset)

    def told(self, sentence: int) -> int:
        """How many sentences that are not wholly quoted there are up to one."""
        return self._told[sentence] if sentence >= 0 else 0

    def _narrated(self) -> list[int]:
        return list(accumulate(not self._article.wholly_quoted(one.span) for one in self._article.sentences))

    def before(self, offset: int) -> list[Place]:
        """The nearest mentions before an offset, ordered by offset."""
        found = []
        for places in (self._names, self._sources, self._running):
            cut = bisect_left(places, offset, key=_offset)
            found += places[max(0, cut - _NEAREST) : cut]
        return sorted(found, key=_offset)

    def ahead(self, offset: int) -> Place | None:
        """The name that is the subject behind what opens a sentence with a pronoun: "As she left, Hill …"."""
        sentence = self._article.sentence_at(offset)
        words = self._article.sentence_words(sentence)
        if not words or self._article.key(words.start) not in _FRONTED:
            return None
        end = self._article.sentences[sentence].span.end
        cut = bisect_right(self._names, offset, key=_offset)
        for place in self._names[cut : cut + _AHEAD]:
            if place.offset >= end:
                break
            before = self._article.text[max(0, place.offset - 3) : place.offset].rstrip()
            if place.subject and before.endswith(","):
                return place
        return None

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

    def last_subject(self, offset: int) -> int | None:
        """The last subject of the narrator's words in the sentence before an offset."""
        sentence = self._article.sentence_at(offset)
        for place in reversed(self.before(offset)):
            if place.sentence < sentence - 1:
                return None
            if place.sentence < sentence and place.subject and not place.inside:
                return place.entity
        return None

    def within(self, offset: int) -> list[Place]:
        """The mentions in the sentence of an offset before it."""
        sentence = self._article.sentence_at(offset)
        return [place for place in self.before(offset) if place.sentence == sentence]

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

    def _place(
        self,
        span: Span,
        entity: int,
        *,
        possessive: bool = False,
        speaker: bool = False,
        pronoun: bool = False,
        asks: bool = False,
    ) -> Place:
        sentence = self._article.sentence_at(span.start)
        opens = sentence >= 0 and span.start - self._article.sentences[sentence].span.start < 5
        return Place(
            offset=span.start,
            end=span.end,
            entity=entity,
            sentence=sentence,
            told=self.told(sentence),
            block=self._article.block_at(span.start),
            subject=not possessive and (speaker or self._acts(span, sentence, opens=opens)),
            speaker=speaker,
            inside=self._inside(span.start) or self._article.quoted(span.start),
            possessive=possessive,
            pronoun=pronoun,
            asks=asks,
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

    def _acts(self, span: Span, sentence: int, *, opens: bool) -> bool:
        """Whether a mention is a subject: it opens its sentence or clause, or a finite verb follows it."""
        article = self._article
        words = article.sentence_words(sentence)
        inside = article.words_in(span)
        if article.key(inside.start) in _NOMINATIVE:
            return True
        opens = opens or self._in_clause(inside.start, words)
        following = inside.stop
        if following >= words.stop or not article.gap(following - 1).isspace():
            return opens
        key = article.key(following)
        if (key,) in vocabulary.nouns() and article.word(following)[0].islower():
            # "Hill supporters".
            return False
        if opens:
            return True
        if key in _ADVERBS or (key.endswith("ly") and len(key) > 4):
            following += 1
            if following >= words.stop or not article.gap(following - 1).isspace():
                return False
            key = article.key(following)
        return key in phrasing.FINITE or (key.endswith("ed") and len(key) > 4) or self._present(following)

    def _in_clause(self, first: int, words: range) -> bool:
        """Whether a clause begins with a mention: "when Hill, a pilot, left"."""
        return first > words.start and self._article.key(first - 1) in _SUBORDINATING

    def _present(self, index: int) -> bool:
        """Whether a word ends as a verb in the present tense does: "agrees"."""
        word = self._article.word(index)
        return len(word) > 3 and word.islower() and word.endswith("s") and not word.endswith(("ss", "us"))

    def _inside(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


_offset = attrgetter("offset")


def _dateline(article: Article) -> Span:
    """The place and agency in front of the first paragraph: "PORT TARN (Agency) -" brings nobody to mind."""
    if article.lead < 0:
        return Span(0, 0)
    start = article.blocks[article.lead].span.start
    head = article.text[start : start + _DATELINE]
    first, dash = head.partition(" ")[0].rstrip(","), _DASH.search(head)
    stop = dash.start() if dash is not None and len(first) > _SHORT and first.isupper() else 0
    return Span(start, start + stop)


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
