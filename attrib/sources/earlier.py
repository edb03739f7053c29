"""Whom a definite phrase takes up by what the article has told before: a phrase goes in, an entity comes out.

Bodies that go round come first, then whoever was called so, then the list of offices, callings told in other
words and whoever stands near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrib.sources import bodies, companies, describe, epithets, origins, recalled, vocabulary
from attrib.sources.roles import RoleIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.records import Kind, Reason
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase

#: Nouns for an organisation that the article has named otherwise, beside those that go round.
_ANY_BODY = vocabulary.word_set(
    "union team association foundation department ministry council institute university alliance"
)
#: How sure a holder is at most whose description the phrase only adds to.
_PARTLY = 0.7
#: Bodies of which a country or town has one, whatever else is told of such bodies.
_ONLY = vocabulary.word_set("government state police parliament council army treasury")
#: "His report" is another than the one that the article told of.
_OWN = frozenset({"his", "her", "my", "our", "your"})
_ANY_DOCUMENT = frozenset({"document", "documents", "report", "paper", "study", "survey"})
#: How many sentences back a mention keeps a holder of an office in mind.
_MINDED = 25


class Meant(NamedTuple):
    """The entity that a phrase means, and why."""

    entity: int
    reason: Reason
    confidence: float


def names_of(cast: Cast, phrase: Phrase) -> frozenset[str]:
    """The words of a phrase's main part that are of names ("Hill" of "the Hill campaign")."""
    mentions = (cast.mentions[index] for index in phrase.names)
    return phrase.words & {key for one in mentions for key in one.keys}


class Earlier:
    """Those whom definite phrases may take up.

    Args:
        cast: The entities.
        discourse: The mentions so far.
    """

    def __init__(self, cast: Cast, discourse: Discourse) -> None:
        self._cast = cast
        self._discourse = discourse
        self._documents = RoleIndex()

    def roles(self, sort: Kind) -> RoleIndex:
        """What those of a kind were called."""
        return {"organisation": self._cast.bodies, "document": self._documents}.get(sort, self._cast.roles)

    def meant(self, phrase: Phrase, *, forward: bool) -> Meant | None:
        """The entity that a definite phrase takes up.

        Args:
            phrase: The phrase.
            forward: Whether it may mean somebody introduced later.
        """
        sort = describe.kind(phrase)
        if sort == "organisation" and not forward:
            body = companies.meant(self._cast, self._discourse, phrase)
            if body is not None:
                return Meant(body, "definite-role", 0.65)
        # Several presidents: the one that the story is about, not the last.
        office = phrase.noun is not None and phrase.noun.senior
        held = self.roles(sort).holder(
            phrase.head,
            phrase.words,
            offset=phrase.span.start,
            last_seen=self._present(phrase.span.start) if office else self.last_seen,
            loose=sort == "document",
            names=names_of(self._cast, phrase),
        )
        if held is not None and self.another(phrase, held[0]):
            held = None
        if held is not None and not forward and self._weak(phrase, sort, *held):
            # "The mining company" is rather a firm that is present than what was "the company" once.
            told = self.epithet(phrase)
            held = held if told is None else (told.entity, told.confidence)
        if held is not None and not self._cast.offices.clashes(phrase, held[0]):
            return Meant(held[0], self._reason(held[0]), held[1])
        if sort == "person":
            return self._person(phrase, forward=forward)
        if not forward:
            here = (self._cast, self._discourse, phrase)
            known = companies.state(*here)
            known = companies.side(*here) if known is None else known
            if known is not None:
                return Meant(known, "definite-role", 0.6)
        bare = phrase.definite and not phrase.words and not forward and phrase.determiner not in _OWN
        return self._thing(phrase, sort) if bare else None

    def _weak(self, phrase: Phrase, sort: Kind, entity: int, confidence: float) -> bool:
        """Whether somebody else may rather be meant: a body known by less, a person not named yet."""
        if sort == "person":
            office = phrase.noun is not None and phrase.noun.senior
            return not office and self.last_seen(entity, phrase.span.start) < 0
        return sort == "organisation" and confidence <= _PARTLY

    def another(self, phrase: Phrase, entity: int) -> bool:
        """Whether one of many is not what is meant ("a firm … his firm", "a smaller state … the state")."""
        own = phrase.determiner in vocabulary.POSSESSIVE or phrase.head in _ONLY
        known = self._cast.entities[entity]
        if phrase.head in _ONLY and known.kind == "organisation":
            asked, told = (
                origins.countries(phrase.words),
                origins.told(self._cast.article, self._cast, entity),
            )
            if asked and told and asked.isdisjoint(told):
                return True  # "The Lurian government" is not that of another country.
        return own and phrase.definite and known.kind == "organisation" and known.naming == "anonymous"

    def epithet(self, phrase: Phrase) -> Meant | None:
        """The named person or body of whom a phrase tells more."""
        here = (self._cast.article, self._cast, self._discourse, phrase)
        # "The software giant" is a company, "the developer" mostly a person.
        person = describe.kind(phrase) == "person" and phrase.noun_word != "giant"
        found = epithets.meant(*here) if person else epithets.body(*here)
        if found is not None and not person:
            self._cast.entities[found].kind = "organisation"
        return None if found is None else Meant(found, "definite-role", 0.6)

    def _person(self, phrase: Phrase, *, forward: bool) -> Meant | None:
        """Whom a definite phrase means by the list of offices or by a calling told in other words."""
        known = self._cast.offices.holder(phrase, self._cast.roles.told_of)
        if known is not None:
            return Meant(known[0], "known-office", known[1])
        if forward:
            return None
        here = (self._cast, self._discourse, phrase)
        called = recalled.by_calling(*here)
        if called is None and not (phrase.names and phrase.head == "spokesperson"):
            # "The Tarn spokesman" is nobody who happens to stand near.
            called = recalled.by_place(self._cast.article, *here)
        return None if called is None else Meant(called, "definite-role", 0.65)

    def _thing(self, phrase: Phrase, sort: Kind) -> Meant | None:
        """The body or document last mentioned that "the agency", "the paper" or "the report" can mean."""
        dated = any(key.isdigit() for key in phrase.keys)
        paper = phrase.head in bodies.MEDIA and not dated
        medium = self._nearest(phrase, "organisation") if paper else None
        if medium is None and sort == "organisation" and phrase.head in _ANY_BODY:
            return self._nearest(phrase, "organisation")
        if medium is None and sort == "document" and phrase.head in _ANY_DOCUMENT:
            return self._nearest(phrase, "document")
        return medium

    def _nearest(self, phrase: Phrase, kind: Kind) -> Meant | None:
        """The last mentioned entity of a kind that a noun may mean."""
        for place in reversed(self._discourse.before(phrase.span.start)):
            entity = self._cast.entities[place.entity]
            fits = (kind == "document" and not bodies.statute(entity.name)) or (
                kind == "organisation"
                and companies.may_be_body(entity)
                and bodies.may_be(phrase.noun_word, entity)
            )
            if entity.kind == kind and fits:
                return Meant(place.entity, "definite-role", 0.6)
        return None

    def _reason(self, entity: int) -> Reason:
        known = self._cast.entities[entity]
        return "role-apposition" if known.kind == "person" and known.naming == "named" else "definite-role"

    def last_seen(self, entity: int, offset: int) -> int:
        """The offset of an entity's last mention before an offset, -1 for none."""
        return self._cast.entities[entity].last_before(offset)

    def _present(self, here: int) -> Callable[[int, int], float]:
        """Gives how present an entity is here, -1 for one that was not mentioned yet."""
        weights: dict[int, float] = {}

        def present(entity: int, offset: int) -> float:
            if self.last_seen(entity, offset) < 0:
                return -1.0
            if not weights:
                weights.update(self._discourse.present(here, reach=_MINDED))
            return weights.get(entity, 0.0)

        return present
