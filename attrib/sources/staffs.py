"""Bodies told by whose they are: "the Hill campaign", "her campaign", "the campaign" go in, one comes out.

News gives them no other name, so that the guide counts whose they are as one. The noun alone means the one
that stands last before it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from attrib.records import Span
from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.phrases import Phrase

#: What people have one of, and speaks for them.
HEADS = vocabulary.word_set("campaign administration")
#: What may stand between whose it is and the noun.
_KINDS = vocabulary.word_set(
    "presidential senate gubernatorial congressional re-election reelection election primary mayoral "
    "national leadership own entire general"
)
_MOST_BETWEEN = 2


class Told(NamedTuple):
    """Where the article tells whose a body is: offset, whose, noun, and the words."""

    offset: int
    owner: int
    head: str
    span: Span


class Staffs:
    """The bodies of an article that are told by whose they are.

    Args:
        article: The article.
        cast: Its named entities.
    """

    def __init__(self, article: Article, cast: Cast) -> None:
        self._article = article
        self._cast = cast
        self._told = list(_told(article, cast))
        self._known: dict[tuple[int, str], int] = {}

    def owner(self, phrase: Phrase) -> int | None:
        """Whose body a phrase says it is, by name."""
        if phrase.head not in HEADS:
            return None
        named = next((one.owner for one in self._within(phrase.span) if one.head == phrase.head), None)
        if named is not None or (phrase.head, "of") not in pairwise(phrase.keys):
            return named
        owners = map(self._cast.bearer, phrase.names)
        return next((i for i in owners if i is not None and self._cast.entities[i].kind == "person"), None)

    def last(self, phrase: Phrase) -> int | None:
        """Whose body the noun alone means: whose the last one before it is."""
        if phrase.head not in HEADS or phrase.determiner != "the" or not phrase.words <= _KINDS:
            return None
        cut = bisect_left(self._told, phrase.span.start, key=lambda one: one.offset)
        return next((one.owner for one in reversed(self._told[:cut]) if one.head == phrase.head), None)

    def known(self, owner: int, head: str) -> int | None:
        """The entity that stands for somebody's body, None for one that is not mentioned before."""
        return self._known.get((owner, head))

    def learn(self, owner: int, head: str, entity: int) -> None:
        """Note which entity stands for somebody's body."""
        self._known[owner, head] = entity

    def name(self, owner: int, head: str) -> Span | None:
        """The longest words by which the article names somebody's body."""
        spans = [one.span for one in self._told if (one.owner, one.head) == (owner, head)]
        return max(spans, key=lambda span: (span.end - span.start, -span.start), default=None)

    def _within(self, span: Span) -> Iterator[Told]:
        cut = bisect_left(self._told, span.start, key=lambda one: one.offset)
        for one in self._told[cut:]:
            if one.offset >= span.end:
                return
            yield one


def _told(article: Article, cast: Cast) -> Iterator[Told]:
    """All places where a name stands before the noun, in text order."""
    for index, mention in enumerate(cast.mentions):
        owner = cast.bearer(index)
        if owner is None or cast.entities[owner].kind == "organisation":
            continue
        following = article.words_in(mention.span).stop
        for word in range(following, min(following + _MOST_BETWEEN + 1, len(article.words))):
            gap = article.gap(word - 1)
            key = article.key(word)
            if key in HEADS and gap.strip() in {"", "’", "'"}:
                start = (mention.before or mention.span).start
                yield Told(mention.span.start, owner, key, Span(start, article.words[word].end))
            if key not in _KINDS or gap.strip() not in {"", "’", "'"}:
                break
