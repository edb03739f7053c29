"""Which pronoun the article uses of whom: its names go in, votes for "he" or "she" are noted on the entities.

Only plain cases vote: one person named before the pronoun in its sentence, or, where that names nobody, one
person in the sentence before. Where no person is named, a name of which nothing tells whose it is takes the
vote, and is a person's once enough votes agree. The votes choose between candidates and are never put out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast

_VOTE = 0.5
#: With so many votes more than against it a name is a person's; hand-set.
_ENOUGH = 1.0
_GENDERED = vocabulary.MALE_PRONOUNS | vocabulary.FEMALE_PRONOUNS
_OF_THINGS = frozenset({"its", "itself"})


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
        if cast.entities[entity].kind == "unknown" and votes >= _ENOUGH:
            cast.entities[entity].kind = "person"


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
