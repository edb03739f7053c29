"""How surely each content is claimed.

In: a segmented article, its attributions and what the encoder told of its words. Out: a ``Hedging`` for each
attribution, in the same order.

Four things are told apart and never folded into one: the hedges inside the content (label, probability,
strength, cues), its modifiers, the force of the cue that introduces it, and, in ``sources``, who is named as
its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.hedge import claims, modifiers
from attrib.hedge.certainty import strength
from attrib.hedge.force import force
from attrib.hedge.model import sigmoid
from attrib.hedge.questions import is_question
from attrib.hedge.reading import read
from attrib.records import Attribution, HedgeCue, Hedging, Hints, Segmented, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.hedge.claims import Verdict
    from attrib.hedge.reading import Reading

#: Probability from which a content is hedged and a candidate is shown as a cue; the probabilities are
#: calibrated.
THRESHOLD = 0.5
# Subjects that in a content mostly stand for the speaker of that content.
_PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it"})


def grade(
    segmented: Segmented, attributions: Sequence[Attribution], hints: Hints | None = None
) -> tuple[Hedging, ...]:
    """Grade the content of each attribution.

    Args:
        segmented: The article.
        attributions: What was found in it.
        hints: What the extraction encoder tells of its words. Without them fewer claims are graded right, see
            ``docs/model-card-hedge.md``.

    Returns:
        One ``Hedging`` for each attribution, in order. ``label`` is ``question`` where
        ``questions.is_question`` says so, else ``hedged`` from a probability of one half, else ``asserted``.
        ``probability`` is the chance that the claim is hedged, by ``claims``; ``cues`` are the words that
        hedge it, each with its log-odds of doing so; ``strength`` is told by ``certainty``. What stands in a
        nested content belongs to the nested attribution only.
    """
    starts = [sentence.span.start for sentence in segmented.sentences]
    owned: list[list[Span]] = [[] for _ in attributions]
    for nested in attributions:
        if nested.parent is not None:
            owned[nested.parent] += _own_words(segmented.document.text, nested)
    return tuple(
        _grade(segmented, starts, attribution, elsewhere, hints)
        for attribution, elsewhere in zip(attributions, owned, strict=True)
    )


def _grade(
    segmented: Segmented,
    starts: Sequence[int],
    attribution: Attribution,
    elsewhere: Sequence[Span],
    hints: Hints | None,
) -> Hedging:
    text = segmented.document.text
    reading = read(text, starts, attribution, elsewhere, hints=hints)
    model = claims.load()
    verdict = model.judge(reading)
    hedged = verdict.probability >= THRESHOLD
    found = tuple(
        item
        for sentence in reading.sentences
        for item in modifiers.find(sentence)
        if not _inside(item.span, elsewhere)
    )
    return Hedging(
        label="question"
        if is_question(reading.sentences, attribution, text)
        else "hedged"
        if hedged
        else "asserted",
        probability=round(verdict.probability, 4),
        strength=round(strength(reading, verdict.log_odds, found, model.strength), 4),
        cues=_shown(reading, verdict, hedged=hedged),
        modifiers=found,
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


def _shown(reading: Reading, verdict: Verdict, *, hedged: bool) -> tuple[HedgeCue, ...]:
    """The probable cues; the best one when a claim is hedged only by many improbable ones together."""
    pairs = list(zip(reading.candidates, verdict.log_odds, strict=True))
    shown = [pair for pair in pairs if sigmoid(pair[1]) >= THRESHOLD]
    if hedged and not shown and pairs:
        shown = [max(pairs, key=lambda pair: pair[1])]
    return tuple(item.evidence.cue(odds) for item, odds in shown)
