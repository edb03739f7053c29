"""Reading on through the pronouns: places in text order go in, ranked candidates come out.

The pronouns of the running text are read in turn, up to the one that is asked for: "She was not always easy"
keeps its subject in mind for the "she said" two sentences on.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING

from attrib.sources import pronouns, ranking, running
from attrib.sources.agreement import Person, conceivable, number_of
from attrib.sources.article import is_possessive
from attrib.sources.places import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attrib.records import Span
    from attrib.sources.agreement import Number
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.places import Place

#: From which probability a pronoun of the running text counts as a mention; hand-set.
_SURE = 0.7


class Reader:
    """What stands before a pronoun, and whom it may mean.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far; those that pronouns of the running text make are added.
        ranker: The weights.
        said: Sources of attributions, which are no running text, ordered.
        meant: Gives the entity that a noun phrase means.
    """

    def __init__(
        self,
        article: Article,
        cast: Cast,
        discourse: Discourse,
        ranker: ranking.Ranker,
        said: Sequence[Span],
        meant: Callable[[Span], int | None],
    ) -> None:
        self._article = article
        self._cast = cast
        self._discourse = discourse
        self._ranker = ranker
        self._meant = meant
        known = set(said)
        spoken = ((span, key, own) for span, key, own in running.pronouns(article) if span not in known)
        phrases = ((span, "", False) for span in running.noun_phrases(article, cast, said))
        self._waiting = deque(heapq.merge(spoken, phrases))

    def catch_up(self, offset: int) -> None:
        """Enter what the running text mentions before an offset, pronouns whose meaning is sure."""
        while self._waiting and self._waiting[0][0].start < offset:
            span, key, own = self._waiting.popleft()
            number = number_of(key)
            if number is None:
                self._enter_phrase(span)
                continue
            ranked = self.ranked(span.start, number)
            if ranked and ranked[0][1] >= _SURE:
                entity, share = ranked[0]
                self._discourse.enter_running(span, entity, possessive=own, pronoun=True)
                # Half a vote, for nobody has said so.
                self._cast.entities[entity].see(number, share / 2)

    def _enter_phrase(self, span: Span) -> None:
        """Enter whom a noun phrase means."""
        entity = self._meant(span)
        if entity is not None:
            own = is_possessive(self._article.word(self._article.words_in(span).stop - 1))
            self._discourse.enter_running(span, entity, possessive=own)

    def ranked(self, offset: int, number: Number) -> list[tuple[int, float]]:
        """Candidates for a pronoun of the running text with their probabilities, best first."""
        asked = self.asked(offset, number, (), direct=False, named=frozenset())
        return ranking.rank(pronouns.candidates(asked, *self.known_before(offset, number)), self._ranker)

    def asked(
        self,
        offset: int,
        number: Number,
        around: Sequence[tuple[int | None, bool]],
        *,
        direct: bool,
        named: frozenset[int],
        behind: bool = False,
    ) -> Asked:
        """A pronoun at an offset.

        Args:
            offset: Where it stands.
            number: What it says of whom it means.
            around: Who speaks around it, the nearest first, and whether it stands in their own words.
            direct: Whether it stands in the words of the nearest.
            named: Who is called by name in what its source says.
            behind: Whether what its source says stands before it.
        """
        known = [(entity, quoting) for entity, quoting in around if entity is not None]
        last = self._discourse.last_speaker(offset)
        voice = known[0][0] if known else last
        return Asked(
            number=number,
            sentence=self._article.sentence_at(offset),
            block=self._article.block_at(offset),
            last_speaker=last,
            parent_speaker=known[0][0] if known else None,
            quoted_speakers=frozenset(entity for entity, quoting in known if quoting),
            quoted=bool(known),
            direct=direct,
            named=named,
            offset=offset,
            behind=behind,
            told=self._discourse.told(self._article.sentence_at(offset)),
            body=None if voice is None else self._cast.entities[voice].organisation,
        )

    def known_before(self, offset: int, number: Number) -> tuple[list[Place], dict[int, Person]]:
        """The mentions before a pronoun, and what is known of whom they mention and it may mean."""
        places = self._discourse.before(offset)
        ahead = self._discourse.ahead(offset)
        if ahead is not None:
            places.append(ahead)
        known = dict.fromkeys(place.entity for place in places)
        entities = self._cast.entities
        return places, {one: self._person(one) for one in known if conceivable(number, entities[one])}

    def _person(self, index: int) -> Person:
        entity = self._cast.entities[index]
        return Person(
            entity.kind,
            entity.plural,
            entity.gender,
            entity.seen,
            given=entity.given,
            total=len(entity.offsets),
            named=entity.naming == "named",
            place=entity.place,
            unshown=self._unshown(index),
        )

    def _unshown(self, index: int) -> bool:
        """Whether somebody has a name and nothing but its capitals says that it is a person's."""
        entity = self._cast.entities[index]
        if entity.naming != "named" or entity.told or entity.given or index in self._cast.described:
            return False
        return not entity.called
