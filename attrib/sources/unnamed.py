"""Sources without a name: a noun phrase goes in, the entity it means and why comes out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from attrib.records import Span
from attrib.sources import (
    bodies,
    callings,
    cataphora,
    companies,
    describe,
    epithets,
    grading,
    kin,
    recalled,
    staffs,
    vocabulary,
)
from attrib.sources.article import fold
from attrib.sources.entities import Entity
from attrib.sources.numbered import Numbered
from attrib.sources.phrases import BODY_OF
from attrib.sources.roles import RoleIndex
from attrib.sources.staffs import Staffs

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


class Meant(NamedTuple):
    """The entity that a phrase means, and why."""

    entity: int
    reason: Reason
    confidence: float


class Unnamed:
    """Entities that are called by what they are.

    Args:
        cast: The named entities; unnamed ones are added to it.
        discourse: The mentions so far.
        owner: Gives whose somebody or something is ("her campaign").
    """

    def __init__(self, cast: Cast, discourse: Discourse, owner: Callable[[Phrase], int | None]) -> None:
        self._cast = cast
        self._discourse = discourse
        self._owner = owner
        self._staffs = Staffs(cast.article, cast)
        self._numbered = Numbered(cast.article, cast, discourse)
        self._documents = RoleIndex()
        self._exact: dict[tuple[str, frozenset[str], bool], int] = {}

    def meant(self, phrase: Phrase, *, forward: bool, said: bool = True, told: int | None = None) -> Meant:
        """The entity that a noun phrase means, a new one when it is none of those before.

        Args:
            phrase: The phrase.
            forward: Whether it may mean somebody introduced later: headlines and standfirsts do.
            said: Whether it is the source of an attribution.
            told: Who says the same in the body, of a headline.
        """
        whose = self._whose(phrase)
        if whose is not None:
            return self._staff(phrase, whose)
        definite = phrase.definite or forward or not (phrase.determiner or phrase.plural)
        single = phrase.shape != "several" and not phrase.partitive
        found = self._earlier(phrase, forward=forward) if definite and single else None
        if found is None and single and not forward:
            found = self._epithet(phrase)
            if found is not None and epithets.running(phrase):
                # Several are called so by turns.
                return found
        if found is None and told is not None:
            found = Meant(told, "definite-role", 0.6)
        if found is None and not forward:
            found = self._later(phrase, said=said)
        words = phrase.words if phrase.shape != "several" else frozenset(phrase.keys)
        key = (phrase.head, words, phrase.plural)
        again = key in self._exact and not self._other(phrase, self._exact[key])
        if found is None and again and self._repeats(phrase, definite=definite):
            found = Meant(self._exact[key], "same-name", 0.85)
        if found is None:
            found = self._couple(phrase)
        if found is None:
            found = Meant(self._create(phrase), "first-mention", 0.9)
            self._exact[key] = found.entity
        if found.reason != "known-office":
            # What the list says is nothing that the article has told.
            self._learn(phrase, found.entity, forward=forward)
        return found

    def _whose(self, phrase: Phrase) -> int | None:
        """Whose campaign or administration a phrase means."""
        if phrase.head not in staffs.HEADS or phrase.shape != "noun" or phrase.plural or phrase.partitive:
            return None
        owner = self._staffs.owner(phrase)
        if owner is None and phrase.determiner in vocabulary.POSSESSIVE and not phrase.names:
            owner = self._owner(phrase)
        return self._staffs.last(phrase) if owner is None else owner

    def _staff(self, phrase: Phrase, owner: int) -> Meant:
        """The one body of that noun that is somebody's."""
        known = self._staffs.known(owner, phrase.head)
        if known is not None:
            return Meant(known, "definite-role", 0.85)
        entity = Entity("organisation", "role", grade=2)
        named = self._staffs.name(owner, phrase.head)
        if named is None and phrase.names:
            named = phrase.core
        if named is None:
            entity.suggest_name(self._name(phrase))
        else:
            entity.naming, entity.grade = "named", None
            entity.suggest_name(self._cast.article.text[slice(*named)])
        self._cast.entities.append(entity)
        index = len(self._cast.entities) - 1
        self._staffs.learn(owner, phrase.head, index)
        return Meant(index, "first-mention", 0.9)

    def _epithet(self, phrase: Phrase) -> Meant | None:
        """The named person or body of whom a phrase tells more."""
        here = (self._cast.article, self._cast, self._discourse, phrase)
        # "The software giant" is a company, "the developer" mostly a person.
        person = describe.kind(phrase) == "person" and phrase.noun_word != "giant"
        found = epithets.meant(*here) if person else epithets.body(*here)
        if found is not None and not person:
            self._cast.entities[found].kind = "organisation"
        return None if found is None else Meant(found, "definite-role", 0.6)

    def _later(self, phrase: Phrase, *, said: bool) -> Meant | None:
        """The person named later whom a phrase brings in, if it does not tell more of whoever spoke last."""
        speaker = epithets.going_on(self._cast.article, self._cast, self._discourse, phrase) if said else None
        if speaker is not None:
            return Meant(speaker, "definite-role", 0.6)
        sources = self._discourse.said if said else ()
        entity = cataphora.named_later(self._cast.article, self._cast, phrase, sources)
        if entity is None:
            return None
        person = self._cast.entities[entity]
        person.description = person.description or phrase.core
        return Meant(entity, "first-mention", 0.6)

    def _couple(self, phrase: Phrase) -> Meant | None:
        """A couple both of whom the article names."""
        members = kin.couple(self._cast.article, self._cast, self._discourse, phrase)
        if members is None:
            return self.counted(phrase)
        self._cast.entities.append(kin.joined(self._cast, members))
        return Meant(len(self._cast.entities) - 1, "definite-role", 0.7)

    def counted(self, phrase: Phrase) -> Meant | None:
        """Those whom "the two" or "both firms" means, when all are named."""
        entity = self._numbered.meant(phrase)
        return None if entity is None else Meant(entity, "definite-role", 0.7)

    def _repeats(self, phrase: Phrase, *, definite: bool) -> bool:
        """Whether the same words again mean the same: "one MP" twice is two, "experts" twice is not."""
        if phrase.partitive or phrase.determiner in {"one", "another", "other", "others", "more"}:
            return False
        if describe.kind(phrase) == "document" or phrase.head == "spokesperson":
            return True
        return definite or (phrase.plural and not phrase.determiner)

    def _earlier(self, phrase: Phrase, *, forward: bool) -> Meant | None:
        """The entity that a definite phrase takes up."""
        sort = describe.kind(phrase)
        if sort == "organisation" and not forward:
            body = companies.meant(self._cast, self._discourse, phrase)
            if body is not None:
                return Meant(body, "definite-role", 0.65)
        index = {"organisation": self._cast.bodies, "document": self._documents}.get(sort, self._cast.roles)
        held = index.holder(
            phrase.head,
            phrase.words,
            offset=phrase.span.start,
            last_seen=self._last_seen,
            loose=sort == "document",
            names=self._names_of(phrase),
        )
        if held is not None and self._other(phrase, held[0]):
            held = None
        if sort == "organisation" and held is not None and held[1] <= _PARTLY:
            # "The mining company" is rather a firm that is present than what was "the company" once.
            told = None if forward else self._epithet(phrase)
            held = held if told is None else (told.entity, told.confidence)
        if held is not None and not self._cast.offices.clashes(phrase, held[0]):
            return Meant(held[0], self._reason(held[0]), held[1])
        if sort == "person":
            return self._person(phrase, forward=forward)
        country = None if forward else companies.state(self._cast, self._discourse, phrase)
        if country is not None:
            return Meant(country, "definite-role", 0.6)
        bare = phrase.definite and not phrase.words and not forward and phrase.determiner not in _OWN
        return self._thing(phrase, sort) if bare else None

    def _other(self, phrase: Phrase, entity: int) -> bool:
        """Whether one of many is not what is meant ("a firm … his firm", "a smaller state … the state")."""
        own = phrase.determiner in vocabulary.POSSESSIVE or phrase.head in _ONLY
        known = self._cast.entities[entity]
        return own and phrase.definite and known.kind == "organisation" and known.naming == "anonymous"

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

    def _last_seen(self, entity: int, offset: int) -> int:
        return self._cast.entities[entity].last_before(offset)

    def _create(self, phrase: Phrase) -> int:
        named = bodies.named(self._cast, phrase) or self._numbered.named(phrase)
        naming = "named" if named else describe.naming(phrase)
        kind = describe.kind(phrase)
        if naming == "named" and kind in {"unknown", "document"}:
            kind = "organisation" if vocabulary.given_gender(phrase.keys[0]) is None else "person"
        entity = Entity(kind=kind, naming=naming, plural=phrase.plural)
        if entity.naming == "named":
            start, end = phrase.core
            entity.suggest_name(
                self._cast.article.text[start:end]
                if bodies.proper(self._cast, phrase)
                else self._name(phrase)
            )
        self._cast.entities.append(entity)
        return len(self._cast.entities) - 1

    def _learn(self, phrase: Phrase, index: int, *, forward: bool) -> None:
        """Add what the phrase tells to what is known of the entity."""
        entity = self._cast.entities[index]
        entity.tell((phrase.noun_word,))
        sort = describe.kind(phrase)
        roles = {"organisation": self._cast.bodies, "document": self._documents}.get(sort, self._cast.roles)
        if phrase.shape != "several":
            names = self._names_of(phrase)
            roles.learn(phrase.head, phrase.words, offset=phrase.span.start, entity=index, names=names)
        if phrase.partitive:
            # "A panel of reporters … The panel".
            for body, of in itertools.pairwise(phrase.keys):
                if body in BODY_OF and of == "of":
                    self._cast.bodies.learn(body, frozenset(), offset=phrase.span.start, entity=index)
        if phrase.partitive and not phrase.plural:
            # "One of the trustees … the trustee".
            one = callings.singular(phrase.head)
            roles.learn(one, phrase.words, offset=phrase.span.start, entity=index)
        if entity.naming == "named":
            return
        entity.grade = max(entity.grade or 0, describe.grade(phrase))
        if grading.refused(phrase):
            entity.withhold()
        if not entity.withheld and not phrase.definite and not (forward and entity.sources):
            # A headline counts nobody out ("senators" for "two senators") and has no articles.
            entity.naming = describe.naming(phrase)
        entity.suggest_name(self._name(phrase), not phrase.definite, len(phrase.keys))
        self._cast.affiliate(index, phrase.span, voice=phrase.head == "spokesperson")
        if entity.organisation is None and sort == "person":
            entity.organisation = self._body_of(phrase)

    def _names_of(self, phrase: Phrase) -> frozenset[str]:
        """The words of a phrase's main part that are of names ("Hill" of "the Hill campaign")."""
        mentions = (self._cast.mentions[index] for index in phrase.names)
        return phrase.words & {key for one in mentions for key in one.keys}

    def _name(self, phrase: Phrase) -> str:
        """The phrase as a name: without article, in lower case where only the sentence gave it a capital."""
        start, end = phrase.core
        article = self._cast.article
        text = article.text[start:end]
        sentence = article.sentence_at(start)
        opens = sentence >= 0 and start - article.sentences[sentence].span.start < len("The “")
        named = self._cast.names_in(Span(start, start + 1))
        day = fold(text.split(maxsplit=1)[0]) in vocabulary.CALENDAR
        first = article.key(article.words_in(Span(start, end)).start)
        wording = self._cast.wording
        written = first in wording.capital and not (first in wording.lower or first in vocabulary.DETERMINERS)
        second = text.partition(" ")[2][:2].istitle() and first not in vocabulary.DETERMINERS
        if opens and not (named or day or written or second or text[1:2].isupper() or text[1:2] == "."):
            return text[:1].lower() + text[1:]
        return text

    def _body_of(self, phrase: Phrase) -> int | None:
        """The organisation that a phrase calls by its noun ("a spokesman for the department")."""
        for key in phrase.keys:
            noun = vocabulary.nouns().get((key,))
            if noun is not None and noun.sort == "organisation" and key != phrase.noun_word:
                held = self._cast.bodies.holder(
                    key, frozenset(), offset=phrase.span.start, last_seen=self._last_seen, loose=False
                )
                if held is not None:
                    return held[0]
        return None
