"""The named entities: an article goes in, entities with names, roles and descriptions come out."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import bodies, evidence, mentions, vocabulary
from attrib.sources.appositions import Role, roles_beside
from attrib.sources.entities import Entity
from attrib.sources.nameforms import base
from attrib.sources.names import Reading, Roster
from attrib.sources.offices import Offices
from attrib.sources.roles import RoleIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention
    from attrib.sources.runs import Wording
    from attrib.sources.vocabulary import Words

#: Who speaks for a body or leads it: the name that stands with that is the body's.
_LEADING = frozenset({"spokesperson", "executive", "chairman", "chairwoman", "chair", "boss", "ceo"})
_PLACING = frozenset({"in", "at", "near", "across", "outside", "throughout"})


class Cast:
    """Names, who bears them, and the roles they are said to hold.

    Args:
        article: The article.

    Attributes:
        mentions: All name mentions, ordered by offset.
        readings: For each mention, which entities it may name.
        entities: The named entities first, in the roster's order; unnamed ones are added behind.
        roles: Roles of people and groups.
        bodies: Organisations by the noun in their name ("the ministry").
        wording: Which words the article writes with and without a capital.
        described: The people to whom the article gives a role beside their name.
        offices: The public offices that they hold or held by the list.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.entities: list[Entity] = []
        self.roles = RoleIndex()
        self.bodies = RoleIndex()
        self.described: set[int] = set()
        telling = [s for s in article.carrying_sentences() if not mentions.title_case(article, s)]
        self.wording = mentions.wording(article, telling)
        self.mentions, self.readings, self._trimmed = _read_names(article, telling, self.wording)
        self._leads: dict[int, int] = {}
        self._starts = [mention.span.start for mention in self.mentions]
        for mention, reading in zip(self.mentions, self.readings, strict=True):
            self._enter(mention, reading)
        for index, (mention, reading) in enumerate(zip(self.mentions, self.readings, strict=True)):
            self._describe(index, mention, reading)
        for entity in self.entities:
            if entity.kind != "person" and bodies.statute(entity.name):
                entity.kind = "document"
        self.offices = Offices(article, self.entities)
        for index in self.offices.people():
            self.entities[index].kind = "person"

    def names_in(self, span: Span) -> list[tuple[int, NameMention]]:
        """Name mentions that overlap a span, with their indices."""
        index = bisect_left(self._starts, span.start)
        if index and self.mentions[index - 1].span.end > span.start:
            index -= 1
        found = []
        while index < len(self.mentions) and self._starts[index] < span.end:
            found.append((index, self.mentions[index]))
            index += 1
        return found

    def bearer(self, mention: int) -> int | None:
        """The entity that a mention names, None when it may be several."""
        entries = self.readings[mention].entries
        return entries[0] if len(entries) == 1 else None

    def places(self) -> Iterator[tuple[Span, int, bool]]:
        """Mentions of names that something in the article shows to be names: span, entity, possessive.

        A surname that several bear brings to mind whom the article named first: of relatives, the others are
        called by their first names.
        """
        sure = {r.entries[0] for m, r in zip(self.mentions, self.readings, strict=True) if not m.weak}
        for index, (mention, reading) in enumerate(zip(self.mentions, self.readings, strict=True)):
            first = min(reading.entries, key=self._introduced)
            if first in sure:
                span = Span(self._leads.get(index, mention.span.start), mention.span.end)
                yield span, first, mention.possessive

    def _introduced(self, entity: int) -> int:
        """Where somebody is named first."""
        offsets = self.entities[entity].offsets
        return offsets[0] if offsets else len(self.article.text)

    def affiliate(self, entity: int, span: Span, *, voice: bool) -> None:
        """Note the organisation named in a description; a spokesperson's is one whatever else tells."""
        if self.entities[entity].organisation is not None:
            return
        for index, _ in self.names_in(span):
            other = self.bearer(index)
            if other is None or other == entity:
                continue
            if self.entities[other].kind == "unknown" and voice:
                self.entities[other].kind = "organisation"
            if self.entities[other].kind == "organisation":
                self.entities[entity].organisation = other
                return

    def _enter(self, mention: NameMention, reading: Reading) -> None:
        while len(self.entities) <= max(reading.entries):
            self.entities.append(Entity(kind="unknown", naming="named"))
        if len(reading.entries) != 1:
            return
        index = reading.entries[0]
        entity = self.entities[index]
        if mention.sort == "person" or (mention.sort == "organisation" and entity.kind == "unknown"):
            entity.kind = mention.sort
        words = base(mention.keys)
        many = len(words) > 1
        written = self.article.text[mention.name.start : mention.name.end]
        plain = not (written.isupper() and len(written) > 6)
        form = mention.name if many else mention.span
        text = self.article.text[form.start : form.end]
        if mention.keys not in self._trimmed:
            entity.suggest_name(text, many, plain, len(mention.keys), bool(mention.title))
        entity.tell(mention.title)
        if many and mention.sort == "person":
            entity.given = vocabulary.given_gender(mention.keys[0]) or entity.given
        if not entity.names and entity.kind == "organisation":
            self._enter_body(mention, index)
        if mention.before is not None and len(mention.keys) == 1 and len(mention.keys[0]) == 1:
            # "Witness K": a letter for a name that the court keeps back.
            entity.naming, entity.kind, entity.grade, entity.withheld = "anonymous", "person", 1, True
            entity.name = self.article.text[mention.before.start : mention.span.end]
        entity.placed += mention.article or self._placed(mention)
        entity.names.append(mention.span)
        entity.offsets.append(mention.span.start)

    def _placed(self, mention: NameMention) -> bool:
        """Whether a preposition of place stands before a name, or "of" behind a body's: "Orne, of Tarn"."""
        first = self.article.words_in(mention.span).start
        before = self.article.key(first - 1) if first else ""
        if before == "of" and first > 1 and self.article.gap(first - 2).strip() == ",":
            near = self.names_in(self.article.words[first - 2])
            return bool(near) and near[-1][1].sort != "person"
        return before in _PLACING

    def _enter_body(self, mention: NameMention, entity: int) -> None:
        """Note by which nouns an organisation may be called."""
        for key in mention.keys:
            noun = vocabulary.nouns().get((key,))
            if noun is not None and noun.sort == "organisation":
                rest = frozenset(mention.keys) - {key}
                self.bodies.learn(key, rest, offset=mention.span.start, entity=entity)

    def _describe(self, index: int, mention: NameMention, reading: Reading) -> None:
        if len(reading.entries) != 1:
            return
        self._learn_title(mention, reading.entries[0])
        for role in roles_beside(self.article, mention):
            self._leads[index] = min(role.span.start, mention.span.start)
            self._add_role(reading.entries[0], role, offset=mention.span.start)

    def _learn_title(self, mention: NameMention, entity: int) -> None:
        """An abbreviated title is an office too: "Gov. Hollister" is "the governor"."""
        office = vocabulary.titles().get(mention.title, ())
        noun = vocabulary.nouns().get(office)
        if noun is not None and noun.sort == "person":
            words = frozenset(office[:-1])
            self.roles.learn(vocabulary.head_key(office[-1]), words, offset=mention.span.start, entity=entity)

    def _add_role(self, entity: int, role: Role, *, offset: int) -> None:
        """Note that an entity is said to be something."""
        holder = self.entities[entity]
        if holder.kind == "unknown":
            holder.kind = "organisation" if bodies.country(holder.name) else role.sort
        if holder.kind != role.sort:
            return
        holder.tell((role.noun_word,))
        holder.description = holder.description or role.span
        index = self.roles if role.sort == "person" else self.bodies
        inside = [mention for _, mention in self.names_in(role.span)]
        if role.sort == "organisation" and any(
            len(m.keys) > 1 and bodies.classifies(role.noun_word) for m in inside
        ):
            return  # "told the Tarn Press news agency Orne’s plans": the noun goes with the name before it.
        names = role.words & {key for mention in inside for key in mention.keys}
        index.learn(role.head, role.words, offset=offset, entity=entity, names=names)
        if role.sort == "person":
            self.described.add(entity)
            self.affiliate(entity, role.span, voice=role.head in _LEADING)


def _read_names(
    article: Article, telling: Sequence[int], wording: Wording
) -> tuple[list[NameMention], list[Reading], Mapping[Words, Words]]:
    """The inventory of an article with its readings; title-case sentences join once the names are known."""
    sentences = article.carrying_sentences()
    found = evidence.untangled(article, mentions.inventory(article, telling, wording), wording.lower)
    found = evidence.settle(article, found, wording.lower)
    body = article.blocks[article.lead].span.start if article.lead >= 0 else 0
    roster = Roster(found, _aliases(article, found), body)
    told = set(telling)
    more = [m for s in sentences if s not in told for m in _known_names(article, s, roster)]
    pairs = [*zip(found, roster.readings, strict=True), *((m, roster.read(m)) for m in more)]
    pairs.sort(key=lambda pair: pair[0].span)
    return [m for m, _ in pairs], [r for _, r in pairs], roster.trimmed


def _aliases(article: Article, found: Sequence[NameMention]) -> dict[int, int]:
    """Short forms in brackets right after a name of several words ("the Office for Safe Streets (OSS)")."""
    aliases = {}
    for index in range(1, len(found)):
        full, short = found[index - 1], found[index]
        text = article.text
        bracketed = (
            text[full.span.end : short.span.start].strip() == "(" and text[short.span.end :][:1] == ")"
        )
        if bracketed and len(short.keys) == 1 and len(full.keys) > 1 and full.sort != "person":
            aliases[index] = index - 1
    return aliases


def _known_names(article: Article, sentence: int, roster: Roster) -> Iterator[NameMention]:
    """Names known from elsewhere in a sentence whose capitals tell nothing."""
    words = article.sentence_words(sentence)
    index = words.start
    while index < words.stop:
        length = roster.longest_known(tuple(article.key(i) for i in range(index, min(index + 6, words.stop))))
        if length and article.word(index)[0].isupper():
            yield mentions.plain_mention(article, range(index, index + length))
        index += length or 1
