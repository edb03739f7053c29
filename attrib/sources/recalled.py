"""Whom a calling means that was said in other words: a definite phrase goes in, an entity comes out.

After "Nia Reece, a geologist," or "a marine biologist" news writes "the scientist". The noun must be said of
such callings (:mod:`attrib.sources.callings`), its modifiers must not clash with what was told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import callings, describe, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase

#: How many sentences back whoever is taken up was mentioned.
_REACH = 25
#: Of which kinds those are that a noun of one kind takes up.
_KINDS = {"person": ("person",), "group": ("group",), "organisation": ("organisation",)}
#: The end of a quotation that a sentence goes on behind.
_CLOSED = re.compile(r"[,?!…]\s?[”’\"'] $")
#: Modifiers that anybody may have.
_NEUTRAL = vocabulary.word_set("veteran senior young local same latest leading top then")


def by_calling(cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The person most present of those of whose calling a definite noun is said.

    Args:
        cast: The article's entities.
        discourse: The mentions so far.
        phrase: The phrase.

    Returns:
        None where the noun stands for no class, or nobody of it was told of.
    """
    if phrase.shape != "noun" or phrase.partitive or phrase.owned or not callings.general(phrase.head):
        return None
    if phrase.determiner not in {"the", "that"}:
        return None
    weights = discourse.present(phrase.span.start, reach=_REACH)
    gender = vocabulary.GENDER.get(phrase.noun_word)
    fits = {
        index: weight
        for index, weight in weights.items()
        if cast.entities[index].kind in _KINDS.get(describe.kind(phrase), ())
        and cast.entities[index].may_be(gender)
        and _fits(phrase, _told_of(cast, index))
    }
    return max(fits, key=lambda index: (fits[index], -index), default=None)


def _told_of(cast: Cast, index: int) -> Mapping[str, frozenset[str]]:
    """What somebody or a body was told to be."""
    body = cast.entities[index].kind == "organisation"
    return (cast.bodies if body else cast.roles).told_of(index)


def by_place(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """Who goes on speaking where a quotation comes before a definite noun: “…,” the plasterer said.

    Nobody is brought in behind his or her own words.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: The phrase.

    Returns:
        Who spoke or acted last in this paragraph, else in the one before; None where that is nobody who fits.
    """
    if phrase.shape != "noun" or phrase.plural or phrase.partitive or phrase.owned:
        return None
    if phrase.determiner != "the" or not _follows_quotation(article, phrase.span.start):
        return None
    block = article.block_at(phrase.span.start)
    for back in (0, 1):
        near = _acting(cast, discourse, phrase.span.start, block - back)
        if near:
            # Best somebody who was told to be nothing else.
            best = min(near, key=lambda one: _otherwise(phrase, cast.roles.told_of(one)))
            return best if cast.entities[best].may_be(vocabulary.GENDER.get(phrase.noun_word)) else None
    return None


def _acting(cast: Cast, discourse: Discourse, offset: int, block: int) -> list[int]:
    """Who speaks or acts in a paragraph before an offset, the last first; else who is mentioned."""
    people = [
        place
        for place in reversed(discourse.before(offset))
        if place.block == block
        and not place.inside
        and not place.possessive
        and cast.entities[place.entity].kind == "person"
        and not cast.entities[place.entity].plural
    ]
    acting = [place.entity for place in people if place.subject] or [place.entity for place in people]
    return list(dict.fromkeys(acting))


def _otherwise(phrase: Phrase, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether somebody was told to be something that the noun is not said of."""
    same = (
        callings.alike(phrase.head, head, words) or callings.alike(head, phrase.head)
        for head, words in told.items()
    )
    return bool(told) and not any(same)


def _follows_quotation(article: Article, offset: int) -> bool:
    """Whether a quotation ends before an offset, or before the one word in between (“…,” said the)."""
    word = article.words_in(Span(offset, offset + 1)).start
    starts = {offset, article.words[word - 1].start if word else offset}
    return any(_CLOSED.search(article.text, max(0, start - 4), start) for start in starts)


def _fits(phrase: Phrase, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether a calling that was told is one of those that the noun is said of, and nothing clashes."""
    known = frozenset[str]().union(*told.values())
    if not phrase.words <= known | _NEUTRAL | told.keys():
        return False
    return any(
        callings.alike(phrase.head, head, words) and words.isdisjoint(vocabulary.OFFICE_CHANGING - {"prime"})
        for head, words in told.items()
    )
