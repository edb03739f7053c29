"""Which pronoun the article uses of whom: its names go in, votes for "he" or "she" are noted on the entities.

Only plain cases vote: one person named before the pronoun in its sentence, or, where that names nobody, one
person in the sentence before. Where no person is named, a name of which nothing tells whose it is takes the
vote, and is a person's once enough votes agree. The votes choose between candidates and are never put out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrib.sources import bodies, vocabulary
from attrib.sources.agreement import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Span
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.entities import Entity

_VOTE = 0.5
#: What a relative clause counts, whose pronoun hardly means another; hand-set.
_PLAIN = 1.0
#: With so many votes more than against it a name is a person's; hand-set.
_ENOUGH = 1.0
_GENDERED = vocabulary.MALE_PRONOUNS | vocabulary.FEMALE_PRONOUNS
_OF_THINGS = frozenset({"its", "itself"})
#: How many words of a relative clause are read.
_CLAUSE = 12


def note_pronouns(article: Article, cast: Cast) -> None:
    """Add to every person's ``seen`` what the pronouns of the narrator's text tell.

    Args:
        article: The article.
        cast: Its named entities.
    """
    human: dict[int, float] = defaultdict(float)
    for entity, key in _plain_cases(article, cast):
        if key in _GENDERED:
            cast.entities[entity].seen += _VOTE if key in vocabulary.MALE_PRONOUNS else -_VOTE
        human[entity] += _VOTE if key in _GENDERED else -_VOTE
    for entity, votes in human.items():
        one = cast.entities[entity]
        if one.kind == "unknown" and votes >= _ENOUGH and not bodies.country(one.name):
            one.kind = "person"


def _plain_cases(article: Article, cast: Cast) -> Iterator[tuple[int, str]]:
    """The pronouns outside quotations before which one name stands: whose it is, and the folded pronoun."""
    before: tuple[set[int], set[int]] = set(), set()
    for sentence in article.carrying_sentences():
        named = {
            mention.span.start: entity
            for index, mention in cast.names_in(article.sentences[sentence].span)
            if (entity := cast.bearer(index)) is not None
        }
        here: tuple[set[int], set[int]] = set(), set()
        for word in article.sentence_words(sentence):
            start = article.words[word].start
            if start in named:
                one = cast.entities[named[start]]
                if one.kind == "person" or (one.kind == "unknown" and not one.place):
                    here[one.kind == "unknown"].add(named[start])
            key = article.key(word)
            if key in _GENDERED or key in _OF_THINGS:
                people, others = here if any(here) else before
                meant = people or others
                if len(meant) == 1 and not (people and key in _OF_THINGS) and not article.quoted(start):
                    yield next(iter(meant)), key
        before = here if any(here) else before


def note_clause(article: Article, cast: Cast, entity: Entity, span: Span) -> None:
    """Add to ``seen`` what a relative clause in or behind a phrase tells: "A cook who lost her job".

    Args:
        article: The article.
        cast: Its named entities.
        entity: Whom the phrase means.
        span: The phrase.
    """
    if entity.kind == "person":
        entity.see(number_of(_clause_pronoun(article, cast, span)), _PLAIN)


def _clause_pronoun(article: Article, cast: Cast, span: Span) -> str:
    """The first "he" or "she" of a relative clause, in whatever form; "" for none before another person."""
    words = article.sentence_words(article.sentence_at(span.start))
    inside = article.words_in(span)
    stop = min(inside.stop + 1, words.stop)
    who = next((index for index in range(inside.start, stop) if article.key(index) == "who"), None)
    if who is None:
        return ""
    for index in range(who + 1, min(who + _CLAUSE, words.stop)):
        key = article.key(index)
        if key in _GENDERED:
            return key
        noun = vocabulary.nouns().get((key,))
        if (noun is not None and noun.sort == "person") or cast.names_in(article.words[index]):
            return ""
    return ""
