"""Reading on through the pronouns: places in text order go in, ranked candidates come out.

The pronouns of the running text are read in turn, up to the one that is asked for: "She was not always easy"
keeps its subject in mind for the "she said" two sentences on.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from attrib.sources import pronouns, running

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from attrib.records import Span
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse

#: From which probability a pronoun of the running text counts as a mention; hand-set.
_SURE = 0.5


class Reader:
    """What stands before a pronoun, and whom it may mean.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far; those that pronouns of the running text make are added.
        ranker: The weights.
        said: Sources of attributions, which are no running text.
    """

    def __init__(
        self,
        article: Article,
        cast: Cast,
        discourse: Discourse,
        ranker: pronouns.Ranker,
        said: Collection[Span],
    ) -> None:
        self._article = article
        self._cast = cast
        self._discourse = discourse
        self._ranker = ranker
        self._waiting = deque(one for one in running.pronouns(article) if one[0] not in said)

    def catch_up(self, offset: int) -> None:
        """Enter the pronouns of the running text before an offset whose meaning is sure."""
        while self._waiting and self._waiting[0][0].start < offset:
            span, key, own = self._waiting.popleft()
            number = pronouns.number_of(key)
            ranked = self.ranked(span.start, number) if number else []
            if ranked and ranked[0][1] >= _SURE:
                entity, share = ranked[0]
                self._discourse.enter_running(span, entity, possessive=own, pronoun=True)
                # Half a vote, for nobody has said so.
                self._cast.entities[entity].see(number, share / 2)

    def ranked(self, offset: int, number: pronouns.Number) -> list[tuple[int, float]]:
        """Candidates for a pronoun of the running text with their probabilities, best first."""
        asked = self.asked(offset, number, ())
        return pronouns.rank(asked, *self.known_before(asked, offset), self._ranker)

    def asked(self, offset: int, number: pronouns.Number, around: Sequence[int]) -> pronouns.Asked:
        """A pronoun at an offset, with those who speak around it, the nearest first."""
        return pronouns.Asked(
            number=number,
            sentence=self._article.sentence_at(offset),
            block=self._article.block_at(offset),
            last_speaker=self._discourse.last_speaker(offset),
            parent_speaker=around[0] if around else None,
            quoted_speakers=frozenset(around if self._article.quoted(offset) else ()),
            quoted=bool(around),
        )

    def known_before(
        self, asked: pronouns.Asked, offset: int
    ) -> tuple[list[pronouns.Place], dict[int, pronouns.Person]]:
        """The mentions before a pronoun, and what is known of those within reach."""
        places = self._discourse.before(offset)
        near = dict.fromkeys(p.entity for p in places if asked.sentence - p.sentence <= pronouns.REACH)
        return places, {entity: self._person(entity, offset) for entity in near}

    def _person(self, index: int, offset: int) -> pronouns.Person:
        entity = self._cast.entities[index]
        return pronouns.Person(
            entity.kind,
            entity.plural,
            entity.gender,
            entity.seen,
            entity.count_before(offset),
            given=entity.given,
            named=entity.naming == "named",
            place=entity.place,
        )
