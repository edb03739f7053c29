"""Somebody brought in without a name and named later: a noun phrase goes in, the named source comes out.

News opens with what somebody is and says who in the next paragraph: "A nun who ran a school has said … Sister
Mary Hill, 77, went to the bishop.", "…, a nun has said. Mary Hill told the bishop …". Or it takes the noun up
beside the name: "a student … The student, Ann Hill,". A body is told by its noun or as the next to speak:
"A bank has said … Tarn Bank", "…, a charity has warned. … Tarn Aid said".
Only these shapes are read, and only where nobody else can be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import bodies, callings, companies, describe, vocabulary
from attrib.sources.appositions import roles_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.mentions import NameMention
    from attrib.sources.phrases import Phrase

#: How many sentences on a noun is taken up beside a name, and how many paragraphs on a lead names its person.
_REACH, _PARAGRAPHS = 15, 2
#: How many words stand behind the source that ends a lead ("has told the BBC").
_FEW = 6
#: How many sources may hold one place.
_NESTED = 3
_AGE = re.compile(r", \d{1,3}\b")
_QUOTES = frozenset("\"'”’“‘")
#: Nouns that tell no calling, so that any calling may follow.
_ANYBODY = vocabulary.word_set(
    "man woman boy girl teenager pensioner mother father mum dad parent grandmother grandfather son "
    "daughter brother sister husband wife widow widower friend neighbour neighbor resident survivor "
    "victim graduate veteran campaigner customer passenger patient expert person official politician "
    "witness user"
)
#: Nouns that are said of one person by turns.
_SAME = tuple(
    map(
        vocabulary.word_set,
        (
            "head executive director president chair boss chief leader founder owner manager",
            "surgeon doctor consultant physician gp medic paediatrician psychiatrist specialist",
            "lawyer barrister solicitor attorney counsel",
            "officer detective constable sergeant inspector superintendent commissioner",
            "professor academic researcher scientist lecturer biologist economist historian physicist",
            "teacher headteacher headmaster headmistress principal",
            "mp minister secretary politician backbencher whip",
            "senator lawmaker representative legislator politician",
            "soldier captain major sergeant colonel lieutenant general veteran",
            "player striker midfielder defender winger captain",
        ),
    )
)


def named_later(article: Article, cast: Cast, phrase: Phrase, sources: Sequence[Span]) -> int | None:
    """The person or body named later that a phrase brings in, None where it cannot be told.

    Args:
        article: The article.
        cast: Its named entities.
        phrase: The phrase; of nobody mentioned before.
        sources: The spans of all sources, ordered; none where the phrase is no source itself.
    """
    if phrase.shape != "noun" or describe.withheld(phrase):
        return None
    if describe.kind(phrase) != "person":
        return _body_next(article, cast, phrase, sources)
    taken_up = _taken_up(article, cast, phrase)
    if taken_up is not None or not sources:
        return taken_up
    mention = _named_next(article, cast, phrase)
    if mention is None:
        return None
    (_, entity) = mention
    if not cast.entities[entity].may_be(vocabulary.GENDER.get(phrase.noun_word)):
        return None
    return entity if _fits(article, cast, phrase, *mention, sources=sources) else None


def _taken_up(article: Article, cast: Cast, phrase: Phrase) -> int | None:
    """The one person beside whose name the noun stands alone: "The student, Ann Hill,"."""
    later = cast.roles.later(phrase.head, offset=phrase.span.end)
    if len({one.entity for one in later}) != 1 or cast.roles.known(phrase.head, offset=phrase.span.start):
        return None
    first = later[0]
    sentences = article.sentence_at(first.offset) - article.sentence_at(phrase.span.start)
    entity = cast.entities[first.entity]
    if sentences > _REACH or entity.naming != "named" or entity.last_before(phrase.span.start) >= 0:
        return None
    for _, mention in cast.names_in(Span(first.offset, first.offset + 1)):
        for role in roles_beside(article, mention):
            opening = article.key(article.words_in(role.span).start)
            if role.head == phrase.head and opening == "the" and not role.words:
                return first.entity
    return None


def _named_next(article: Article, cast: Cast, phrase: Phrase) -> tuple[NameMention, int] | None:
    """The first person named after a lead that opens or ends with a phrase."""
    for index, mention in _names_behind(article, cast, phrase):
        entity = cast.bearer(index)
        if entity is None or cast.entities[entity].kind != "person" or len(mention.keys) < 2:
            continue
        start = mention.span.start
        opening = article.sentence_at(start) == article.sentence_at(
            article.blocks[article.block_at(start)].span.start
        )
        fresh = cast.entities[entity].last_before(start) < article.blocks[article.lead].span.start
        return (mention, entity) if article.block_at(start) > article.lead and opening and fresh else None
    return None


def _body_next(article: Article, cast: Cast, phrase: Phrase, sources: Sequence[Span]) -> int | None:
    """The body that a lead brings in: the first new one called by that noun, else the next source of all."""
    if not sources or phrase.determiner not in {"a", "an"} or describe.kind(phrase) != "organisation":
        return None
    following = bisect_right(sources, phrase.span.end, key=lambda one: one.start)
    for index, mention in _names_behind(article, cast, phrase):
        entity = cast.bearer(index)
        if entity is None or not companies.may_be_body(cast.entities[entity]):
            continue
        called = phrase.noun_word in mention.keys
        new = cast.entities[entity].last_before(mention.span.start) < article.blocks[article.lead].span.start
        speaks = sources[following : following + 1] == [mention.span]
        if new and (called or (speaks and bodies.may_be(phrase.noun_word, cast.entities[entity]))):
            return entity
    return None


def _names_behind(article: Article, cast: Cast, phrase: Phrase) -> Iterable[tuple[int, NameMention]]:
    """The names in and soon after the lead behind a phrase that opens or ends it; none behind another."""
    lead = article.block_at(phrase.span.start)
    if lead != article.lead or not (_opens(article, phrase.span.start) or _closes(article, phrase)):
        return ()
    stop = min(lead + 1 + _PARAGRAPHS, len(article.blocks))
    return cast.names_in(Span(phrase.span.end, article.blocks[stop - 1].span.end))


def _opens(article: Article, offset: int) -> bool:
    """Whether nothing but a dateline stands before an offset in its paragraph."""
    block = article.blocks[article.block_at(offset)].span
    before = article.words_in(Span(block.start, offset))
    if article.quoted(offset):
        return False
    return len(before) < 6 and all(article.word(i)[0].isupper() for i in before)


def _closes(article: Article, phrase: Phrase) -> bool:
    """Whether a phrase ends its paragraph but for what is done: "…, a nun has said."."""
    block = article.blocks[article.block_at(phrase.span.start)].span
    behind = article.words_in(Span(phrase.span.end, block.end))
    return len(behind) < _FEW and not article.quoted(phrase.span.start)


def _speaks(said: Sequence[Span], name: Span) -> bool:
    """Whether a name stands in the source of an attribution."""
    cut = bisect_right(said, name.start, key=lambda one: one.start)
    return any(one.end > name.start for one in said[max(0, cut - _NESTED) : cut])


def _fits(
    article: Article,
    cast: Cast,
    phrase: Phrase,
    mention: NameMention,
    entity: int,
    *,
    sources: Sequence[Span],
) -> bool:
    """Whether what stands around a name goes with a phrase, and its place is that of one meant before."""
    known = cast.roles.told_of(entity)
    told = known.keys() - _ANYBODY
    same = not told.isdisjoint(_alike(phrase.head))
    same = same or any(callings.alike(phrase.head, noun, known[noun]) for noun in told)
    if told and not same and phrase.head not in _ANYBODY:
        return False
    block = article.blocks[article.block_at(mention.span.start)].span
    lead = min([mention.span.start, *(role.span.start for role in roles_beside(article, mention))])
    if not article.text[block.start : lead].strip():
        names = cast.entities[entity].names
        speaks = block == article.blocks[article.lead + 1].span and any(
            _speaks(sources, one) for one in names
        )
        return same or speaks or bool(_AGE.match(article.text, mention.span.end))
    return same or article.text[block.start] in _QUOTES or _fronted(article, phrase, mention, sources)


def _fronted(article: Article, phrase: Phrase, mention: NameMention, sources: Sequence[Span]) -> bool:
    """Whether whoever ended the lead speaks on: "…, its chief said. In Tarn, Ann Hill said …"."""
    sentence = article.sentences[article.sentence_at(mention.span.start)].span
    before = article.text[max(sentence.start, mention.span.start - 3) : mention.span.start].rstrip()
    return _closes(article, phrase) and _speaks(sources, mention.span) and before.endswith(",")


def _alike(head: str) -> Iterable[str]:
    """The nouns that may be said of whom a noun is said of."""
    return {head}.union(*(group for group in _SAME if head in group))
