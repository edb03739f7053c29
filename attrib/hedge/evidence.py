"""What in a sentence hedges it: the trained model's cues, and the lexicon's where the model knows too little.

In: the tokens of a sentence. Out: every candidate cue with its log-odds, most of them improbable.

The corpora that the model learnt from hardly hold the hedges of news ("reportedly", "could not be
independently verified"). ``lexicons/hedges.json`` names them with a ``weight``, the log-odds that they are a
hedge where they stand: a candidate's log-odds are the greater of the model's and that weight. Only "could"
needs more than its neighbours, see ``ability``.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib import lexicons
from attrib.hedge import model as models
from attrib.hedge.ability import is_ability
from attrib.hedge.features import candidates, frame
from attrib.hedge.phrases import Match, Phrases, Token, spelling
from attrib.hedge.senses import bears_witness, is_other
from attrib.records import HedgeCue, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.hedge.model import Model
    from attrib.records import HedgeType

# What is left of a claim's certainty, 1 being a plain statement. Moderate and low are means of human ratings
# (1-6) of findings in science news and abstracts (Pei & Jurgens 2021, training part), as share of the
# unhedged mean of 4.94: likely .76, suggest .70, could .68; may .46, might .37, possibly .63. High and open
# are set by hand, high near the 93 % of "almost certain" in Kent, Words of Estimative Probability (1964).
CERTAINTY: Mapping[str, float] = {"high": 0.9, "moderate": 0.7, "low": 0.45, "open": 0.2}
#: Log-odds of a hedge where a thing suggests something, as the lexicon's "figures suggest".
_WITNESS = 1.5
_LEVEL_OF_TYPE: Mapping[str, str] = {
    "epistemic": "moderate",
    "doxastic": "moderate",
    "condition": "moderate",
    "investigation": "open",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate cue.

    Attributes:
        certainty: What it leaves of the claim's certainty if it is a cue indeed.
        learnt: The trained model's log-odds without the lexicon's floor; None for a form that it does not
        know.
    """

    span: Span
    log_odds: float
    type: HedgeType
    certainty: float
    learnt: float | None

    @property
    def probability(self) -> float:
        """Probability that the candidate is a cue."""
        return models.sigmoid(self.log_odds)

    def cue(self, log_odds: float) -> HedgeCue:
        """The candidate as the report shows it, with its log-odds of hedging the claim."""
        return HedgeCue(self.span, self.type, round(log_odds, 4))


class Found(NamedTuple):
    """A candidate cue at tokens ``[first, last)``."""

    first: int
    last: int
    evidence: Evidence


def find(tokens: Sequence[Token], *, model: Model | None = None, lexicon: bool = True) -> list[Found]:
    """All candidate cues of a sentence, in order.

    Args:
        tokens: The tokens of one sentence, or of the part of it that a content covers.
        model: The shipped model unless told otherwise.
        lexicon: False to leave out what only the lexicon knows, as when the model alone is measured.
    """
    model = model or models.load()
    around = frame(tokens)
    found = []
    for place in candidates(tokens, _phrases(model.forms, lexicon=lexicon)):
        pattern = _patterns().get(place.phrase) if lexicon else None
        match = pattern.cue(place) if pattern is not None else place
        if lexicon and is_other(tokens, match):
            continue
        entry = pattern.entry if pattern is not None else None
        kind: HedgeType = entry["type"] if entry is not None else "epistemic"
        log_odds = -math.inf
        if match.phrase in model.forms:
            log_odds, kind = model.score(tokens, match, around)
        learnt = log_odds if match.phrase in model.forms else None
        if pattern is not None and not (match.phrase == "could" and is_ability(tokens, match)):
            log_odds = max(log_odds, pattern.floor)
        if lexicon and bears_witness(tokens, match):
            log_odds = max(log_odds, _WITNESS)
        if log_odds > -math.inf:
            level = entry["level"] if entry is not None else _LEVEL_OF_TYPE[kind]
            span = Span(tokens[match.first].start, tokens[match.last - 1].end)
            found.append(
                Found(match.first, match.last, Evidence(span, log_odds, kind, CERTAINTY[level], learnt))
            )
    return found


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form of the lexicon: ``[first, last)`` are the words of the cue among those of the form."""

    entry: Mapping[str, Any]
    first: int
    last: int

    @property
    def floor(self) -> float:
        weight: float | None = self.entry["weight"]
        return -math.inf if weight is None else weight

    def cue(self, place: Match) -> Match:
        words = place.phrase.split(" ")[self.first : self.last]
        return Match(place.first + self.first, place.first + self.last, " ".join(words))


def _pattern(form: str, entry: Mapping[str, Any]) -> tuple[str, _Pattern]:
    """A form's words without its brackets, and where the cue stands among them."""
    words = spelling(form).split(" ")
    if "[" not in words:
        return " ".join(words), _Pattern(entry, 0, len(words))
    first, last = words.index("["), words.index("]") - 1
    return " ".join(word for word in words if word not in "[]"), _Pattern(entry, first, last)


@functools.cache
def _patterns() -> Mapping[str, _Pattern]:
    """The forms of the lexicon by their words."""
    return dict(_pattern(form, entry) for entry in lexicons.entries("hedges") for form in entry["forms"])


@functools.cache
def _phrases(forms: frozenset[str], *, lexicon: bool) -> Phrases:
    # Forms without a weight are sought only with their context, to keep a shorter form from having its way.
    own = [
        words
        for words, pattern in _patterns().items()
        if pattern.floor > -math.inf or pattern.last - pattern.first < len(words.split(" "))
    ]
    return Phrases((*forms, *own) if lexicon else forms)
