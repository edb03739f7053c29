"""Whom a calling means that was said in other words: a definite phrase goes in, an entity comes out.

After "Nia Reece, a geologist," or "a marine biologist" news writes "the scientist". The noun must be said of
such callings (:mod:`attrib.sources.callings`), its modifiers must not clash with what was told.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attrib.sources import callings, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase

#: How many sentences back whoever is taken up was mentioned.
_REACH = 25
#: Modifiers that anybody may have.
_NEUTRAL = vocabulary.word_set("veteran senior young local same latest leading top then")


def by_calling(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The person most present of those of whose calling a definite noun is said.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: The phrase.

    Returns:
        None where the noun stands for no class, or nobody of it was told of.
    """
    if (
        phrase.shape != "noun"
        or phrase.plural
        or phrase.partitive
        or phrase.determiner not in {"the", "that"}
    ):
        return None
    if not callings.general(phrase.head) or phrase.owned:
        return None
    sentence = article.sentence_at(phrase.span.start)
    weights: dict[int, float] = {}
    for place in discourse.before(phrase.span.start):
        distance = sentence - place.sentence
        if distance <= _REACH:
            more = (2.0 if place.subject else 1.0) / math.sqrt(1 + distance)
            weights[place.entity] = weights.get(place.entity, 0.0) + more
    gender = vocabulary.GENDER.get(phrase.noun_word)
    fits = {
        index: weight
        for index, weight in weights.items()
        if cast.entities[index].kind == "person"
        and cast.entities[index].may_be(gender)
        and _fits(phrase, cast.roles.told_of(index))
    }
    return max(fits, key=lambda index: (fits[index], -index), default=None)


def _fits(phrase: Phrase, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether a calling that was told is one of those that the noun is said of, and nothing clashes."""
    known = frozenset[str]().union(*told.values())
    if not phrase.words <= known | _NEUTRAL | told.keys():
        return False
    return any(
        callings.alike(phrase.head, head, words) and words.isdisjoint(vocabulary.OFFICE_CHANGING - {"prime"})
        for head, words in told.items()
    )
