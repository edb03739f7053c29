"""Mentions in running text that are no sources: an article with its cast goes in, places come out.

"The chancellor will address MPs on Thursday", "She was not always easy": whom a reader has in mind rests on
these as much as on who speaks. Roles are looked up among those that the article has told; pronouns are put to
the same ranker as sources are; whoever is brought in without a name ("A lieutenant came ashore") may be "he"
in the next sentence.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import phrasing, vocabulary
from attrib.sources.article import is_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast

#: How many words a definite role may have: "the" and "shadow chief secretary" behind it.
_LONGEST = 5
_THE = frozenset({"the"})
_STOPS = (
    (vocabulary.OPENERS | {"to", "that", "said"}) - vocabulary.OFFICE_CHANGING - frozenset({"new", "old"})
)
#: After these a noun phrase says what somebody is.
_BEING = vocabulary.word_set("is was are were be been being become becomes became as called")
_SHORT = ("’m", "'m", "’re", "'re", "n’t", "n't")
_BETWEEN = vocabulary.word_set("not also still now once only just really always never already no longer")
#: What opens the complement without which a definite phrase does not tell whom it means.
_COMPLETING = frozenset({"of", "at", "for"})
_GENDERED = vocabulary.MALE_PRONOUNS | vocabulary.FEMALE_PRONOUNS
_OWNING = frozenset({"his", "her", "hers"})


class _Free:
    """Tells whether a span overlaps none of some others.

    Args:
        taken: The others, ordered.
    """

    def __init__(self, taken: Sequence[Span]) -> None:
        self._starts = [span.start for span in taken]
        self._ends = list(accumulate((span.end for span in taken), max))

    def __call__(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return not before or self._ends[before - 1] <= span.start


def roles(article: Article, cast: Cast, taken: Sequence[Span]) -> Iterator[tuple[Span, int, bool]]:
    """Definite roles whose holder has been named before: span, entity, possessive.

    Args:
        article: The article.
        cast: Its named entities with their roles.
        taken: Spans, ordered, in which nothing is looked for.
    """
    free = _Free(taken)
    for sentence in article.carrying_sentences():
        words = article.sentence_words(sentence)
        for index in words:
            if article.key(index) in _THE:
                found = _role(article, cast, index, words.stop)
                if found is not None and free(found[0]):
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


def noun_phrases(article: Article, cast: Cast, taken: Sequence[Span]) -> Iterator[Span]:
    """Noun phrases of the body about somebody or something that may speak, in text order.

    Args:
        article: The article.
        cast: Its named entities.
        taken: Spans, ordered, in which nothing is looked for.
    """
    free = _Free(taken)
    for sentence in article.carrying_sentences():
        if article.blocks[article.sentences[sentence].block].role != "body":
            continue
        words = article.sentence_words(sentence)
        index = words.start
        while index < words.stop:
            key = article.key(index)
            may = key in _phrase_openers() or vocabulary.is_number(key)
            stop = _noun_phrase(article, index, words) if may else 0
            if not stop:
                index += 1
                continue
            first = _rough(article, index, words) if vocabulary.is_number(key) else index
            span = Span(article.words[first].start, article.words[stop - 1].end)
            whole = _completed(article, cast, stop, words)
            if free(span) and not cast.names_in(span) and not _describes(article, cast, first, stop, words):
                yield Span(span.start, article.words[whole - 1].end)
            index = stop


def _rough(article: Article, index: int, words: range) -> int:
    """Where a number begins with what says that it is rough: "more than 30", "at least two"."""
    first = index
    while first > words.start and article.gap(first - 1).isspace():
        before = article.key(first - 1)
        least = before == "at" and article.key(first) in {"least", "most"}
        if not least and before not in vocabulary.ROUGH:
            break
        first -= 1
    return first


@functools.cache
def _phrase_openers() -> frozenset[str]:
    """Words other than numbers with which a noun phrase may open."""
    plurals = (words[0] for words, noun in vocabulary.nouns().items() if noun.plural and len(words) == 1)
    return frozenset(vocabulary.DETERMINERS).union(plurals)


def _noun_phrase(article: Article, first: int, words: range) -> int:
    """The end of the noun phrase that opens at a word, 0 for none."""
    key = article.key(first)
    bare = _bare(article, first, words)
    if not bare and key not in vocabulary.DETERMINERS and not vocabulary.is_number(key):
        return 0
    if first + 2 < words.stop and article.key(first + 1) == "of" and article.gap(first).isspace():
        # "One of the mothers", "some of her friends".
        return (
            _noun_phrase(article, first + 2, words) if article.key(first + 2) in vocabulary.DETERMINERS else 0
        )
    end = first + 1
    stop = min(words.stop, first + _LONGEST + 1)
    while end < stop and article.gap(end - 1).isspace() and article.key(end) not in _STOPS:
        end += 1
    keys = [article.key(i) for i in range(first, end)]
    for length in range(len(keys), 0 if bare else 1, -1):
        if vocabulary.noun_ending(keys[:length], length):
            return first + length
    return 0


def _completed(article: Article, cast: Cast, stop: int, words: range) -> int:
    """The end of a noun phrase with whom or what it is of ("the mother of the younger boy")."""
    first = stop + 1
    if first >= words.stop or article.key(stop) not in _COMPLETING:
        return stop
    if article.key(first).endswith("ing"):
        # "Accused the doctor of guessing."
        return stop
    if not (article.gap(stop - 1).isspace() and article.gap(stop).isspace()):
        return stop
    last = _noun_phrase(article, first, words) or _unknown(article, first, words)
    for at in (first, first + 1):
        named = cast.names_in(article.words[at]) if at < words.stop else ()
        if named:
            last = max(last, article.words_in(named[-1][1].span).stop)
    return last


def _unknown(article: Article, first: int, words: range) -> int:
    """The end of a noun phrase whose noun no lexicon has: two words after its determiner, less a verb."""
    determined = article.key(first) in vocabulary.DETERMINERS
    end = first + 1
    while end < min(words.stop, first + 1 + 2 * determined) and article.gap(end - 1).isspace():
        key = article.key(end)
        if key in _STOPS or key in phrasing.FINITE or key.endswith("ed"):
            break
        end += 1
    return end


def _bare(article: Article, index: int, words: range) -> bool:
    """Whether a plural opens a noun phrase without a determiner ("Supporters sang")."""
    noun = vocabulary.nouns().get((article.key(index),))
    return noun is not None and noun.plural and (index == words.start or article.key(index - 1) in _STOPS)


def _describes(article: Article, cast: Cast, first: int, stop: int, words: range) -> bool:
    """Whether a noun phrase only says what somebody is: beside a name, or behind "is" or "as"."""
    if first > words.start:
        if _is_said_to_be(article, first - 1, words):
            return True
        before = first - 1
        while before > words.start and article.word(before).isdigit():
            before -= 1
        apart = article.gap(first - 1).strip()
        if apart in {",", "("} and cast.names_in(article.words[before]):
            return True
    if stop >= words.stop or article.gap(stop - 1).strip() not in {"", ","}:
        return False
    return bool(cast.names_in(article.words[stop])) and not is_possessive(article.word(stop - 1))


def _is_said_to_be(article: Article, index: int, words: range) -> bool:
    """Whether a word, or the one before "not" or "also", is a form of "be" or the like: "not a baker"."""
    if article.key(index) in _BETWEEN and index > words.start:
        index -= 1
    return article.key(index) in _BEING or article.word(index).casefold().endswith(_SHORT)


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
