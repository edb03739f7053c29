"""Sources without a name: a noun phrase goes in, the entity it means and why comes out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import (
    bodies,
    callings,
    cataphora,
    describe,
    epithets,
    grading,
    kin,
    staffs,
    vocabulary,
    withheld,
)
from attrib.sources.article import fold
from attrib.sources.earlier import Earlier, Meant, names_of
from attrib.sources.entities import Entity
from attrib.sources.numbered import Numbered
from attrib.sources.phrases import BODY_OF
from attrib.sources.staffs import Staffs

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase


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
        self._earlier = Earlier(cast, discourse)
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
        found = self._taken_up(phrase, forward=forward) if definite and single else None
        if found is None and single and not forward and not self._kept(phrase):
            found = self._earlier.epithet(phrase)
            if found is not None and epithets.running(phrase):
                # Several are called so by turns.
                return found
        if found is None and told is not None:
            found = Meant(told, "definite-role", 0.6)
        if found is None and not forward:
            found = self._later(phrase, said=said)
        words = phrase.words if phrase.shape != "several" else frozenset(phrase.keys)
        key = (phrase.head, words, phrase.plural)
        again = key in self._exact and not self._earlier.another(phrase, self._exact[key])
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

    def _taken_up(self, phrase: Phrase, *, forward: bool) -> Meant | None:
        """Whom a definite phrase takes up: nobody named, where it says that a name is kept back."""
        found = self._earlier.meant(phrase, forward=forward)
        named = found is not None and self._cast.entities[found.entity].naming == "named"
        return None if named and self._kept(phrase) else found

    def _kept(self, phrase: Phrase) -> bool:
        """Whether a name is kept back."""
        return grading.refused(phrase) or withheld.clause_behind(self._cast.article, phrase.span)

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
        roles = self._earlier.roles(sort)
        if phrase.shape != "several":
            names = names_of(self._cast, phrase)
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
                    key, frozenset(), offset=phrase.span.start, last_seen=self._earlier.last_seen, loose=False
                )
                if held is not None:
                    return held[0]
        return None
