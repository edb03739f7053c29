"""From which country somebody or a body is: folded words or an entity go in, countries come out.

"The German firm" is none that the article has called Italian, and rather one that it has not called anything
yet than the one it is about.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.records import Span
from attrib.sources import bodies, vocabulary
from attrib.sources.article import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase

#: How many sentences back a body is told apart by where it is from, and how many of its names are looked at.
_REACH, _NAMES = 3, 3
#: How far around a phrase its sentence names other bodies, in characters: bounds the work on very long ones.
_BESIDE = 400


def countries(words: Iterable[str]) -> frozenset[str]:
    """The countries that folded words tell: "german", "Germany’s"."""
    return frozenset(_country()[word] for word in words if word in _country())


@functools.cache
def _country() -> Mapping[str, str]:
    """Countries of the lexicon of offices by the words that mean one of them alone."""
    found: dict[str, set[str]] = {}
    for entry in lexicons.entries("offices"):
        if vocabulary.words_of(entry["place"]) in bodies.states():
            for word in entry["words"]:
                found.setdefault(fold(word), set()).add(entry["place"])
    return {word: min(places) for word, places in found.items() if len(places) == 1}


def body(
    article: Article, cast: Cast, discourse: Discourse, phrase: Phrase, fits: Iterable[int]
) -> int | None:
    """The body that a phrase means by where it is from.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: A definite phrase for a body.
        fits: The bodies that its noun may mean.

    Returns:
        Of those mentioned last before its sentence, none of another country and none that the sentence names
        as well, the one of that country, else the last subject, else the nearest; None where the phrase tells
        no country.
    """
    asked = countries(phrase.words)
    sentence = article.sentence_at(phrase.span.start)
    if not asked or sentence < 0:
        return None
    whole, here = article.sentences[sentence].span, phrase.span
    near_by = Span(max(whole.start, here.start - _BESIDE), min(whole.end, here.end + _BESIDE))
    beside = {cast.bearer(index) for index, _ in cast.names_in(near_by)}
    known = {index: told(article, cast, index) for index in fits if index not in beside}
    left = [index for index, places in known.items() if not places or places & asked]
    near = [
        place
        for place in reversed(discourse.before(phrase.span.start))
        if place.entity in left and sentence - place.sentence <= _REACH
    ]
    same = [place for place in near if known[place.entity]]
    last = discourse.last_subject(phrase.span.start)
    going_on = [place for place in near if place.entity == last]
    return next((place.entity for place in (*same, *going_on, *near)), None)


def told(article: Article, cast: Cast, entity: int) -> frozenset[str]:
    """The countries that the article tells of a body: in its name, beside it, or as what it is."""
    one = cast.entities[entity]
    words = {word for said in cast.bodies.told_of(entity).values() for word in said}
    words.update(vocabulary.words_of(one.name))
    for span in one.names[:_NAMES]:
        first = article.words_in(span).start
        words.update(article.key(first - 1 - back).removesuffix("’s") for back in (0, 1) if first > back)
    return countries(words)
