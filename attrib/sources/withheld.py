"""Whether the narrator says that a name is kept back: a place in an article goes in, yes or no comes out.

“…,” the friend said, speaking on condition of anonymity; she asked not to be named. The guide counts that
before every description.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import grading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article

#: How many words of a sentence are looked at behind a source.
_LONGEST = 60
#: How many words of a relative clause.
_CLAUSE = 14
#: How many words behind a source tell how it speaks ("many have privately said").
_HOW = 2


def clause_behind(article: Article, span: Span) -> bool:
    """Whether a relative clause right behind a noun phrase says so ("the manager, who cannot be named, …").

    Then the phrase takes up nobody who has been named.

    Args:
        article: The article.
        span: The noun phrase.
    """
    first = article.words_in(span).stop
    words = article.sentence_words(article.sentence_at(span.start))
    if first >= words.stop or article.key(first) not in {"who", "whose"}:
        return False
    keys = tuple(article.key(index) for index in range(first, min(words.stop, first + _CLAUSE)))
    return grading.refuses(keys)


def said_behind(article: Article, span: Span, said: Sequence[Span]) -> bool:
    """Whether the sentence of a source goes on outside quotation marks to say that the name is kept back.

    Args:
        article: The article.
        span: The source.
        said: All sources, ordered: of the next one the words behind it tell.
    """
    words = article.sentence_words(article.sentence_at(span.start))
    first = article.words_in(span).stop
    following = bisect_left(said, Span(span.end, span.end))
    stop = article.words_in(said[following]).start if following < len(said) else words.stop
    keys = tuple(
        article.key(index)
        for index in range(first, min(words.stop, stop, first + _LONGEST))
        if not article.quoted(article.words[index].start)
    )
    return "privately" in keys[:_HOW] or grading.refuses(keys)
