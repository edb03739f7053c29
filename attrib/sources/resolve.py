"""Who every attribution comes from: an article with its attributions goes in, sources and links come out.

The body is read in text order, then headline and standfirst, which may mean somebody introduced later, then
quotations whose speaker says "I" and floating quotations, which depend on other attributions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrib.sources import (
    antecedents,
    describe,
    headlines,
    parsing,
    pronouns,
    ranking,
    running,
    vocabulary,
    withheld,
)
from attrib.sources.again import Again
from attrib.sources.agreement import number_of
from attrib.sources.article import Article
from attrib.sources.assemble import Found, resolution
from attrib.sources.cast import Cast
from attrib.sources.discourse import Discourse
from attrib.sources.entities import Entity
from attrib.sources.reader import Reader
from attrib.sources.unnamed import Unnamed
from attrib.sources.usage import note_clause, note_pronouns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Attribution, Reason, Resolution, Segmented, Span
    from attrib.sources.agreement import Number
    from attrib.sources.phrases import Phrase

#: How sure a link is by its reason; hand-set, pronouns and roles bring their own.
_SURENESS: dict[Reason, float] = {
    "first-mention": 0.95,
    "same-name": 0.97,
    "title-surname": 0.95,
    "surname": 0.93,
    "acronym": 0.93,
}
_MOST_CANDIDATES = 5
#: How sure a link is to whom a noun names again; hand-set.
_AGAIN = 0.65
_FORWARD = frozenset({"headline", "standfirst"})


def resolve(segmented: Segmented, attributions: Sequence[Attribution]) -> Resolution:
    """Link every attribution to the source it comes from.

    Args:
        segmented: The article.
        attributions: Its attributions, outer before inner.

    Returns:
        The sources, ordered by first mention, and a link for each attribution that has a source span. The
        name of a source is its fullest form in the article: without titles ("Keir Starmer") unless only a
        surname is given ("Mr Schultz"), and without a leading article ("Downing Street spokesperson").
        Mentions are all places where the source is named or stands as the source of an attribution, and where
        one without a name is brought in.
    """
    return resolved(Article(segmented), attributions)


def resolved(article: Article, attributions: Sequence[Attribution]) -> Resolution:
    """The same of an article whose look-ups have been made."""
    resolver = _Resolver(article, attributions, ranking.shipped())
    found = resolver.run()
    return resolution(article.text, resolver.cast.entities, attributions, found)


class Choices(NamedTuple):
    """What one resolution chose from.

    Attributes:
        found: For each attribution its entity, None where it has none.
        names: For each entity its name, "" for one without.
        phrases: For each entity without a name what it is called, "" for the others.
        asked: For each attribution whose source is a pronoun of the third person, the candidates with their
            features.
    """

    found: tuple[int | None, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    asked: Mapping[int, Mapping[int, pronouns.Features]]


def choices(segmented: Segmented, attributions: Sequence[Attribution], ranker: ranking.Ranker) -> Choices:
    """Resolve as :func:`resolve` does with another ranker, and tell what pronouns were chosen from."""
    resolver = _Resolver(Article(segmented), attributions, ranker)
    found = resolver.run()
    return Choices(
        tuple(None if one is None else one.entity for one in found),
        tuple(one.name if one.naming == "named" else "" for one in resolver.cast.entities),
        tuple(one.name if one.naming != "named" else "" for one in resolver.cast.entities),
        resolver.asked,
    )


class _Resolver:
    """The state of one resolution."""

    def __init__(self, article: Article, attributions: Sequence[Attribution], ranker: ranking.Ranker) -> None:
        self.article = article
        self.attributions = attributions
        self.cast = Cast(article)
        note_pronouns(article, self.cast)
        self.discourse = Discourse(article, attributions)
        self.said = self.discourse.said
        self.discourse.enter_names(self.cast.places())
        self.unnamed = Unnamed(self.cast, self.discourse, self._owner)
        self.again = Again(article, self.cast, self.discourse, self._owner)
        self.quotes = antecedents.Contents(attributions)
        self.found: list[Found | None] = [None] * len(attributions)
        self.known: dict[Span, Found] = {}
        self.ranker = ranker
        self.asked: dict[int, Mapping[int, pronouns.Features]] = {}
        for span, entity, own in running.roles(self.article, self.cast, self.said):
            self.discourse.enter_running(span, entity, possessive=own)
        self.reader = Reader(self.article, self.cast, self.discourse, ranker, self.said, self._in_passing)

    def run(self) -> list[Found | None]:
        """The entity of every attribution, None where it has no source span."""
        phrases_of = {i: self._phrase(a) for i, a in enumerate(self.attributions) if a.source}
        later = [i for i, phrase in phrases_of.items() if self._depends(i, phrase)]
        now = sorted(
            set(phrases_of) - set(later), key=lambda i: (self._forward(phrases_of[i]), phrases_of[i].span, i)
        )
        dependent = set(later)
        for index in now:
            self.reader.catch_up(phrases_of[index].span.start)
            for outer in antecedents.outwards(self.attributions, index):
                if outer not in phrases_of or self.found[outer] is not None:
                    continue
                if outer not in dependent:
                    self._settle(outer, phrases_of[outer])
                elif self.attributions[outer].floating and phrases_of[outer].span in self.known:
                    self._settle_dependent(outer, phrases_of[outer])
        for index in later:
            if self.found[index] is None:
                self._settle_dependent(index, phrases_of[index])
        return self.found

    def _phrase(self, attribution: Attribution) -> Phrase:
        """The source's phrase; of one in pieces, the piece that names somebody, else the first."""
        pieces = [self._read(span) for span in attribution.source]
        return next((p for p in pieces if p.name is not None), pieces[0])

    def _read(self, span: Span) -> Phrase:
        return parsing.read(self.article, span, self.cast.names_in(span))

    def _depends(self, index: int, phrase: Phrase) -> bool:
        """Whether a source can only be told from another attribution."""
        return self.attributions[index].floating or (
            phrase.shape == "pronoun" and phrase.head in vocabulary.FIRST_PERSON
        )

    def _forward(self, phrase: Phrase) -> bool:
        block = self.article.block_at(phrase.span.start)
        return block >= 0 and self.article.blocks[block].role in _FORWARD

    def _settle(self, index: int, phrase: Phrase) -> None:
        self._note(index, phrase, self.known.get(phrase.span) or self._link(index, phrase))

    def _note(self, index: int, phrase: Phrase, found: Found) -> None:
        """Keep a result and enter it as a mention."""
        self.found[index] = found
        pronoun, asks = phrase.shape == "pronoun", self.attributions[index].act == "question"
        # Whom a pronoun that is left open means most likely stays in mind for the next, as in training.
        left = pronoun and found.entity is None and found.candidates
        meant, share = found.candidates[0] if left else (found.entity, found.confidence)
        if meant is None or phrase.span in self.known:
            return
        entity = self.cast.entities[meant]
        self.discourse.enter_source(phrase.span, meant, pronoun=pronoun, asks=asks)
        entity.see(number_of(phrase.head) if pronoun else None, share)
        if found.entity is None:
            return
        self.known[phrase.span] = found
        entity.mention_source(phrase.span, describe.form(phrase))
        note_clause(self.article, self.cast, entity, phrase.span)
        if entity.naming != "named" and withheld.said_behind(self.article, phrase.span, self.said):
            entity.withhold()

    def _settle_dependent(self, index: int, phrase: Phrase) -> None:
        attribution = self.attributions[index]
        if attribution.floating:
            found = self.known.get(phrase.span) or self._overlapping(phrase.span) or self._link(index, phrase)
            reason: Reason = "floating"
        else:
            found = self._speaker(index, phrase)
            reason = "first-person-in-quote"
        if found.entity is not None:
            found = Found(found.entity, reason, found.confidence * 0.95)
        self._note(index, phrase, found)

    def _overlapping(self, span: Span) -> Found | None:
        """What is known of a source phrase in which a span stands."""
        entity = self.discourse.source_around(span)
        return None if entity is None else Found(entity, "floating", 0.9)

    def _speaker(self, index: int, phrase: Phrase) -> Found:
        """Who says "I" or "we": the source of the quotation it stands in, or whom that speaks for."""
        outer = self.attributions[index].parent
        if outer is None:
            outer = self.quotes.around(phrase.span, index)
        if outer is None or not 0 <= outer < len(self.found) or outer == index:
            return Found(None, "unresolved", 0.0)
        # A transcript ("Hill: I think …") quotes without marks.
        cue = self.attributions[outer].cue
        colon = bool(cue) and self.article.text[slice(*cue[-1])].strip() == ":"
        spoken = self.attributions[outer].mode == "direct" or colon
        speaker = self.found[outer]
        if speaker is None or not (spoken or self.article.quoted(phrase.span.start)):
            return Found(None, "unresolved", 0.0)
        several = phrase.head in vocabulary.FIRST_PLURAL
        return antecedents.party(self.cast, self.found, speaker) if several else speaker

    def _link(self, index: int, phrase: Phrase) -> Found:
        """Whom a phrase means."""
        if phrase.shape == "empty":
            return Found(None, "unresolved", 0.0)
        if phrase.shape == "pronoun":
            return self._link_pronoun(index, phrase)
        if phrase.name is not None:
            return self._link_name(phrase, phrase.name)
        if self._forward(phrase):
            told = headlines.summed_up(self.article, self.cast, self.attributions, self.found, index, phrase)
            return Found(*self.unnamed.meant(phrase, forward=True, told=told))
        told = None if withheld.clause_behind(self.article, phrase.span) else self.again.meant(phrase)
        if told is not None:
            return Found(told, "definite-role", _AGAIN)
        return Found(*self.unnamed.meant(phrase, forward=False))

    def _in_passing(self, span: Span) -> int | None:
        """Whom a noun phrase of the running text means; one without a name is mentioned where brought in."""
        phrase = self._read(span)
        if phrase.shape != "noun":
            return None
        found = self.again.meant(phrase)
        if found is None:
            found = self.unnamed.meant(phrase, forward=False, said=False).entity
        entity = self.cast.entities[found]
        if not entity.offsets:
            entity.mention_source(span, describe.form(phrase))
        note_clause(self.article, self.cast, entity, span)
        if entity.naming != "named" and withheld.clause_behind(self.article, span):
            entity.withhold()
        return found

    def _owner(self, phrase: Phrase) -> int | None:
        """Whose somebody is ("her brother", in a quotation "my brother")."""
        if phrase.determiner in vocabulary.FIRST_PERSON:
            outer = self.quotes.around(phrase.span, -1)
            speaker = None if outer is None else self.found[outer]
            return None if speaker is None else speaker.entity
        if phrase.owned and phrase.names:
            return self.cast.bearer(phrase.names[0])
        number = number_of(phrase.determiner)
        ranked = self.reader.ranked(phrase.span.start, number) if number else ()
        return ranked[0][0] if ranked else None

    def _link_name(self, phrase: Phrase, name: int) -> Found:
        reading = self.cast.readings[name]
        if len(reading.entries) > 1:
            return self._ambiguous(phrase, reading.entries)
        index = reading.entries[0]
        entity = self.cast.entities[index]
        first = entity.last_before(phrase.span.start) < 0 and reading.reason == "same-name"
        reason: Reason = "first-mention" if first else reading.reason
        if entity.kind == "unknown":
            # A single name without title, role or full form is seldom a person's in news, but for "Jack".
            given = vocabulary.given_gender(entity.name.casefold())
            entity.kind = "organisation" if given is None else "person"
        if phrase.apposition is not None and entity.description is None:
            entity.description = phrase.apposition
        self.cast.affiliate(index, phrase.span, voice=False)
        return Found(index, reason, _SURENESS[reason])

    def _ambiguous(self, phrase: Phrase, entries: Sequence[int]) -> Found:
        """Several bear the name: none is chosen, the last mentioned comes first."""
        seen = {entry: self.cast.entities[entry].last_before(phrase.span.start) for entry in entries}
        ranked = sorted(entries, key=lambda entry: (-seen[entry], entry))[:_MOST_CANDIDATES]
        weights = [1 / (rank + 1) for rank in range(len(ranked))]
        shares = tuple((e, w / sum(weights)) for e, w in zip(ranked, weights, strict=True))
        return Found(None, "unresolved", 0.0, shares)

    def _link_pronoun(self, index: int, phrase: Phrase) -> Found:
        number = number_of(phrase.head)
        if phrase.head in vocabulary.RELATIVES:
            return self._link_relative(index, phrase)
        if phrase.head in vocabulary.INDEFINITE_PRONOUNS:
            counted = self.unnamed.counted(phrase)
            if counted is not None:
                return Found(*counted)
            many = vocabulary.INDEFINITE_PRONOUNS[phrase.head]
            entity = Entity("group", "group") if many else Entity("person", "anonymous")
            entity.grade, entity.plural = 0, many
            entity.suggest_name(self.article.text[phrase.span.start : phrase.span.end].lower())
            self.cast.entities.append(entity)
            return Found(len(self.cast.entities) - 1, "first-mention", 0.8)
        if number is None:
            return Found(None, "unresolved", 0.0)
        return self._link_personal(index, phrase, number)

    def _link_personal(self, index: int, phrase: Phrase, number: Number) -> Found:
        offset = phrase.span.start
        around = antecedents.around(
            self.article, self.attributions, antecedents.outwards(self.attributions, index)[-2::-1], index
        )
        speakers = [(found.entity, quoting) for outer, quoting in around if (found := self.found[outer])]
        direct = bool(around) and around[0][1]
        named = antecedents.named_in(self.article, self.cast, self.attributions[index])
        behind = self.attributions[index].content[0].start < offset
        asked = self.reader.asked(offset, number, speakers, direct=direct, named=named, behind=behind)
        places, people = self.reader.known_before(offset, number)
        self.asked[index] = pronouns.candidates(asked, places, people)
        ranked = ranking.rank(self.asked[index], self.ranker)[:_MOST_CANDIDATES]
        if ranked and ranked[0][1] >= self.ranker.threshold:
            return Found(ranked[0][0], "pronoun", ranked[0][1])
        return Found(None, "unresolved", 0.0, tuple(ranked))

    def _link_relative(self, index: int, phrase: Phrase) -> Found:
        """Whom "who" takes up: the source phrase around it, else what stands right before it."""
        around = self.discourse.source_around(phrase.span)
        if around is not None:
            return Found(around, "relative-pronoun", 0.95)
        span = antecedents.before_relative(self.article, self.cast, phrase.span)
        if span is None:
            return Found(None, "unresolved", 0.0)
        known = self.discourse.source_around(span)
        if known is not None:
            return Found(known, "relative-pronoun", 0.9)
        antecedent = self._read(span)
        if antecedent.shape == "pronoun" and antecedent.head not in vocabulary.INDEFINITE_PRONOUNS:
            return Found(None, "unresolved", 0.0)
        found = self._link(index, antecedent)
        if found.entity is None:
            return found
        entity = self.cast.entities[found.entity]
        entity.mention_source(span, describe.form(antecedent))
        return Found(found.entity, "relative-pronoun", 0.85)
