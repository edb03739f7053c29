"""An attribution's content as the hedge classifiers read it.

In: a segmented article, an attribution of it and the spans in its content that belong to others. Out: a
``Reading``: the content's tokens sentence by sentence, its candidate cues, and what they share.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from attrib.hedge import evidence
from attrib.hedge.phrases import Token, tokenise
from attrib.hedge.questions import asks
from attrib.hedge.scope import Candidate, Claim
from attrib.hedge.senses import MARKS
from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.hedge.model import Model
    from attrib.records import Attribution, Hints

#: Words in quotation marks that are read with their marks.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A content read: its sentences as tokens, its candidate cues in order, and what the candidates share.

    Attributes:
        hints: What the encoder tells of the article's words, if it has read them.
    """

    sentences: tuple[tuple[Token, ...], ...]
    candidates: tuple[Candidate, ...]
    claim: Claim
    hints: Hints | None = None


def read(
    text: str,
    starts: Sequence[int],
    attribution: Attribution,
    elsewhere: Sequence[Span] = (),
    *,
    model: Model | None = None,
    hints: Hints | None = None,
) -> Reading:
    """Read the content of an attribution.

    Args:
        text: The article.
        starts: Where its sentences start, in order.
        attribution: Whose content is read.
        elsewhere: Spans in the content that belong to other attributions: their candidates are left out.
        model: The cue-level model, the shipped one unless told otherwise.
        hints: What the encoder tells of the article's words.
    """
    sentences = _sentences(text, starts, attribution)
    # Candidates are sought in whole sentences, so that those at the edge of a nested content keep their
    # context.
    candidates = [
        Candidate(number, *found)
        for number, tokens in enumerate(sentences)
        for found in evidence.find(tokens, model=model)
        if not _inside(found.evidence.span, elsewhere)
    ]
    claim = Claim(
        act=attribution.act,
        mode=attribution.mode,
        sentences=len(sentences),
        words=sum(1 for tokens in sentences for token in tokens if token.lower[0].isalnum()),
        asked=tuple(asks(tokens) for tokens in sentences),
    )
    return Reading(sentences, tuple(candidates), claim, hints)


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _sentences(text: str, starts: Sequence[int], attribution: Attribution) -> tuple[tuple[Token, ...], ...]:
    """The content's tokens, sentence by sentence; pieces of one sentence are read as one."""
    parts = [part for span in attribution.content for part in _split(starts, span)]
    sentences = []
    for _, same in groupby(parts, key=lambda part: part[0]):
        tokens = tuple(
            token for _, span in same for token in tokenise(text[span.start : span.end], offset=span.start)
        )
        if tokens:
            sentences.append(_without_marks(tokens))
    return tuple(sentences)


def _without_marks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens less quotation marks, but for those around a few words, which may be words spoken of.

    News quotes parts of sentences: 'a spring “may deliver twice the dose”' reads as without the marks.
    """
    places = [place for place, token in enumerate(tokens) if token.lower in MARKS]
    kept: set[int] = set()
    for opening, closing in pairwise(places):
        if opening not in kept and 1 <= closing - opening - 1 <= _FEW:
            kept |= {opening, closing}
    inside = [token for place, token in enumerate(tokens) if place in kept or token.lower not in MARKS]
    return tuple(inside or tokens)


def _split(starts: Sequence[int], span: Span) -> list[tuple[int, Span]]:
    """The parts of a span by sentence; what no sentence holds belongs to the one before it."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    parts = []
    start, number = span.start, first
    while start < span.end:
        following = starts[number + 1] if number + 1 < len(starts) else span.end
        end = max(start, min(span.end, following))
        parts.append((number, Span(start, end)))
        start, number = end, number + 1
    return parts
