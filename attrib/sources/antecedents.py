"""What stands around and before a pronoun: contents that hold it, the noun phrase that a "who" takes up."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import complements, vocabulary
from attrib.sources.chain import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution
    from attrib.sources.article import Article
    from attrib.sources.assemble import Found
    from attrib.sources.cast import Cast

_LONGEST = 12
#: What joins a relative clause to the one before it.
_JOINTS = frozenset({"and", "or", "but"})
#: Relative pronouns that take nothing else up where they stand behind a joint.
_RELATIVES = frozenset({"who", "whom", "whose", "which"})


class Contents:
    """The contents of attributions, to ask which holds a span.

    Args:
        attributions: The attributions of an article.
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        pieces = [
            (span, index)
            for index, one in enumerate(attributions)
            if not one.floating or one.source
            for span in one.content
        ]
        self._pieces = sorted(pieces)
        self._starts = [span.start for span, _ in self._pieces]

    def around(self, span: Span, index: int) -> int | None:
        """The last attribution to begin a content before a span and to hold it, other than ``index``."""
        cut = bisect_right(self._starts, span.start)
        for piece, owner in reversed(self._pieces[max(0, cut - _LONGEST) : cut]):
            if owner != index and span.end <= piece.end:
                return owner
        return None


def outwards(attributions: Sequence[Attribution], index: int) -> list[int]:
    """An attribution and those around it, outermost first: who speaks decides whom "she" may mean."""
    chain: list[int] = []
    current: int | None = index
    while current is not None and 0 <= current < len(attributions) and len(chain) < DEEPEST:
        chain.append(current)
        current = attributions[current].parent
    return chain[::-1]


def around(
    article: Article, attributions: Sequence[Attribution], outwards: Sequence[int], index: int
) -> list[tuple[int, bool]]:
    """Which of the attributions around one quote it, so that their source would say "I" there.

    Args:
        article: The article.
        attributions: Its attributions.
        outwards: Those around the one, the nearest first.
        index: The one.
    """
    quotations = article.quotations(attributions[index].source[0].start)
    return [(outer, any(_quotes(attributions[outer], one) for one in quotations)) for outer in outwards]


def _quotes(attribution: Attribution, quotation: Span) -> bool:
    """Whether a quotation is the words of an attribution's own source: it opens inside the content."""
    # Extraction may leave the mark out; what is nested in a quotation does not open it.
    slack = 1 if attribution.parent is None else 0
    return any(span.start - slack <= quotation.start < span.end for span in attribution.content)


def named_in(article: Article, cast: Cast, attribution: Attribution) -> frozenset[int]:
    """Who is called by name in what an attribution says: people seldom speak of themselves so.

    Left out are names that the narrator gives before the source: "Ms Hill was shocked, she said."
    """
    source = attribution.source[0].start
    said = (
        index
        for span in attribution.content
        for index, mention in cast.names_in(span)
        if mention.span.start > source or article.quoted(mention.span.start)
    )
    return frozenset(entity for index in said if (entity := cast.bearer(index)) is not None)


def party(cast: Cast, found: Sequence[Found | None], speaker: Found) -> Found:
    """Whom "we" means in a quotation: the body for which its source speaks, if that is a source itself.

    Args:
        cast: The entities.
        found: For each attribution what was found so far.
        speaker: The source of the quotation.
    """
    body = None if speaker.entity is None else cast.entities[speaker.entity].organisation
    heard = body is not None and any(one is not None and one.entity == body for one in found)
    return replace(speaker, entity=body) if heard else speaker


def before_relative(article: Article, cast: Cast, span: Span) -> Span | None:
    """The noun phrase that a relative pronoun takes up.

    Args:
        article: The article.
        cast: Its names.
        span: The relative pronoun.

    Returns:
        The span of the phrase right before it; of an apposition, that of the name it describes; of a second
        clause ("who left and who came back"), that of the first; None when there is nothing before it.
    """
    first = article.words_in(span).start
    floor = article.sentence_words(article.sentence_at(span.start)).start
    while first > floor and article.key(first - 1) in _JOINTS:
        relatives = (i for i in range(first - 2, floor, -1) if article.key(i) in _RELATIVES)
        first = next(relatives, floor)
    if first <= floor:
        return None
    first = complements.before_time(article, first, floor)
    start = _phrase_start(article, cast, first, floor)
    end = article.words[first - 1].end
    if start > floor and article.gap(start - 1).strip() == ",":
        named = cast.names_in(Span(article.words[start - 1].start, article.words[start - 1].end))
        if named and article.key(start) in vocabulary.DETERMINERS:
            return named[-1][1].span
    name = cast.names_in(Span(article.words[first - 1].start, end))
    return name[-1][1].span if name else Span(article.words[start].start, end)


def _phrase_start(article: Article, cast: Cast, end: int, floor: int) -> int:
    """The first word of the noun phrase before ``end``: its determiner, else its last plain words."""
    start = end - 1
    for index in range(end - 1, max(floor, end - _LONGEST) - 1, -1):
        if index < end - 1 and not article.gap(index).isspace():
            break
        key = article.key(index)
        if key in vocabulary.DETERMINERS and key not in vocabulary.RELATIVES:
            before = article.key(index - 1) if index > floor and article.gap(index - 1).isspace() else ""
            if before == "of" or before in vocabulary.DETERMINERS - vocabulary.RELATIVES:
                # "One of the three bakers, who".
                continue
            return index
        if key in vocabulary.OPENERS and key not in {"of", "former", "new", "old"}:
            break
        start = index
    return (
        start
        if cast.names_in(Span(article.words[start].start, article.words[end - 1].end))
        else max(start, end - 2)
    )
