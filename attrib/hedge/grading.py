"""How surely each content is claimed.

In: a segmented article and its attributions. Out: a ``Hedging`` for each attribution, in the same order.

Four things are told apart and never folded into one: the hedges inside the content (label, probability,
strength, cues), its modifiers, the force of the cue that introduces it, and, in ``sources``, who is named as
its source.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from attrib.hedge import evidence, model, modifiers
from attrib.hedge.force import force
from attrib.hedge.phrases import Token, tokenise
from attrib.hedge.questions import is_question
from attrib.records import Attribution, Hedging, Segmented, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.hedge.evidence import Evidence

#: Probability from which a content is hedged and a candidate is shown as a cue; the probabilities are
#: calibrated.
THRESHOLD = 0.5
# Subjects that in a content mostly stand for the speaker of that content.
_PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it"})


def grade(segmented: Segmented, attributions: Sequence[Attribution]) -> tuple[Hedging, ...]:
    """Grade the content of each attribution.

    Args:
        segmented: The article.
        attributions: What was found in it.

    Returns:
        One ``Hedging`` for each attribution, in order. ``label`` is ``question`` where
        ``questions.is_question`` says so, else ``hedged`` from a probability of one half, else ``asserted``.
        ``probability`` is the chance that some word in the content is a hedge, 1 - (1 - missed) x product(1 -
        p) over its candidate cues. ``strength`` is the smallest, over the candidates, of 1 - p x (1 - what
        the cue leaves of certainty): 1 for a plain statement, about .5 for one with "may", about .2 for "it
        is unclear whether". Hedges do not add up: a long quotation is as sure as its least sure part. What
        stands in a nested content belongs to the nested attribution only.
    """
    starts = [sentence.span.start for sentence in segmented.sentences]
    owned: list[list[Span]] = [[] for _ in attributions]
    for nested in attributions:
        if nested.parent is not None:
            owned[nested.parent] += _own_words(segmented.document.text, nested)
    return tuple(
        _grade(segmented, starts, attribution, elsewhere)
        for attribution, elsewhere in zip(attributions, owned, strict=True)
    )


def _grade(
    segmented: Segmented, starts: Sequence[int], attribution: Attribution, elsewhere: Sequence[Span]
) -> Hedging:
    text = segmented.document.text
    sentences = _sentences(segmented, starts, attribution)
    # Candidates are sought in whole sentences, so that those at the edge of a nested content keep their
    # context.
    found = [
        item
        for sentence in sentences
        for item in evidence.find(sentence)
        if not _inside(item.span, elsewhere)
    ]
    probability = combine([item.probability for item in found])
    hedged = probability >= THRESHOLD
    return Hedging(
        label="question" if is_question(sentences, attribution) else "hedged" if hedged else "asserted",
        probability=round(probability, 4),
        strength=round(min((1 - item.probability * (1 - item.certainty) for item in found), default=1.0), 4),
        cues=tuple(item.cue() for item in _shown(found, hedged=hedged)),
        modifiers=tuple(
            item
            for sentence in sentences
            for item in modifiers.find(sentence)
            if not _inside(item.span, elsewhere)
        ),
        force=force(attribution, text),
    )


def _own_words(text: str, nested: Attribution) -> list[Span]:
    """What a nested attribution takes from its parent: its content, and its cue if another speaks.

    "She said detectives believe he fled" passes on the detectives' belief; in "I think he fled", "he is
    thought to have fled" and "she said she thought so" the belief is how surely the outer content is claimed.
    """
    source = " ".join(text[span.start : span.end] for span in nested.source).lower()
    if not source or source in _PRONOUNS:
        return list(nested.content)
    return [*nested.content, *nested.cue]


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def combine(probabilities: Sequence[float]) -> float:
    """Probability that a content is hedged, from those of its candidate cues.

    Args:
        probabilities: One for each candidate, taken as independent.
    """
    asserted = 1 - model.load().missed
    for probability in probabilities:
        asserted *= 1 - probability
    return 1 - asserted


def _shown(found: Sequence[Evidence], *, hedged: bool) -> list[Evidence]:
    """The probable cues; the best one when a content is hedged only by many improbable ones together."""
    shown = [item for item in found if item.probability >= THRESHOLD]
    if hedged and not shown:
        return [max(found, key=lambda item: item.log_odds)]
    return shown


def _sentences(segmented: Segmented, starts: Sequence[int], attribution: Attribution) -> list[list[Token]]:
    """The content's tokens, sentence by sentence; pieces of one sentence are read as one."""
    text = segmented.document.text
    parts = [part for span in attribution.content for part in _split(starts, span)]
    sentences = []
    for _, same in groupby(parts, key=lambda part: part[0]):
        tokens = [
            token for _, span in same for token in tokenise(text[span.start : span.end], offset=span.start)
        ]
        if tokens:
            sentences.append(tokens)
    return sentences


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
