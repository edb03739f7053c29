"""Mentions in running text that are no sources: an article with its cast goes in, places come out.

"The chancellor will address MPs on Thursday", "She was not always easy": whom a reader has in mind rests on
these as much as on who speaks. Roles are looked up among those that the article has told; pronouns are put to
the same ranker as sources are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast

#: How many words a definite role may have: "the" and "shadow chief secretary" behind it.
_LONGEST = 5
_THE = frozenset({"the"})
_GENDERED = vocabulary.MALE_PRONOUNS | vocabulary.FEMALE_PRONOUNS
_OWNING = frozenset({"his", "her", "hers"})


def roles(article: Article, cast: Cast) -> Iterator[tuple[Span, int, bool]]:
    """Definite roles whose holder has been named before: span, entity, possessive.

    Args:
        article: The article.
        cast: Its named entities with their roles.
    """
    for sentence in article.carrying_sentences():
        words = article.sentence_words(sentence)
        for index in words:
            if article.key(index) in _THE:
                found = _role(article, cast, index, words.stop)
                if found is not None:
                    yield found


def _role(article: Article, cast: Cast, first: int, stop: int) -> tuple[Span, int, bool] | None:
    """The holder of the role that a determiner opens, None when nobody named holds it."""
    end = first + 1
    while end < min(stop, first + _LONGEST) and article.gap(end - 1).isspace():
        key = article.key(end)
        if key in vocabulary.OPENERS and key not in vocabulary.OFFICE_CHANGING:
            break
        end += 1
    keys = [article.key(i) for i in range(first + 1, end)]
    for length in range(len(keys), 0, -1):
        noun = vocabulary.noun_ending(keys[:length], length)
        known = vocabulary.nouns().get(tuple(keys[length - noun : length])) if noun else None
        if known is None or known.plural or known.sort != "person":
            continue
        start, last = article.words[first].start, article.words[first + length]
        if cast.names_in(Span(start, last.end)):
            return None
        following = article.words[first + length + 1].start if first + length + 1 < stop else last.end
        if cast.names_in(Span(last.end, following + 1)) and following > last.end:
            return None
        pieces = frozenset(piece for key in keys[: length - 1] for piece in key.split("-"))
        holder = cast.roles.told(vocabulary.head_key(keys[length - 1]), pieces, offset=start)
        if holder is None:
            return None
        return Span(start, last.end), holder, article.word(first + length).endswith(("’s", "'s"))
    return None


def pronouns(article: Article) -> Iterator[tuple[Span, str, bool]]:
    """Words for "he" and "she" outside quotations in text order: span, folded word, possessive.

    Args:
        article: The article.
    """
    for sentence in article.carrying_sentences():
        words = article.sentence_words(sentence)
        for index in words:
            key = article.key(index)
            if key not in _GENDERED or article.quoted(article.words[index].start):
                continue
            yield article.words[index], key, _owns(article, index, words.stop)


def _owns(article: Article, index: int, stop: int) -> bool:
    """Whether a pronoun says whose something is: "her" does before a word that may be a noun."""
    key = article.key(index)
    if key != "her":
        return key in _OWNING
    if index + 1 >= stop or not article.gap(index).isspace():
        return False
    return article.key(index + 1) not in vocabulary.OPENERS
