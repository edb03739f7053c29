"""Is this claim hedged? The decision over all the candidate cues of a claim.

In: a ``Reading``, and ``models/hedge/claims.json`` as ``attrib train hedge`` writes it. Out: a ``Verdict``:
for each candidate the log-odds that it hedges the claim, and the probability that the claim is hedged.

Two logistic regressions, one upon the other: of a candidate by its place and surroundings
(``scope.features``), joined with what the encoder tells of it where it has read the article (``hints``),
and of the claim by what its candidates come to (``scope.claim_features``).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib import resources
from attrib.hedge.hints import joined
from attrib.hedge.model import Linear, checked, sigmoid
from attrib.hedge.scope import claim_features, features

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from attrib.hedge.reading import Reading

FORMAT = "attrib-hedge-claims-1"


class Verdict(NamedTuple):
    """How probably a claim is hedged, and the log-odds of each candidate that it does it, in order."""

    probability: float
    log_odds: tuple[float, ...]


class ClaimModel(NamedTuple):
    """The linear models of candidates, of claims and of the drops of ``certainty``."""

    candidate: Linear
    claim: Linear
    strength: Linear

    def judge(self, reading: Reading) -> Verdict:
        """The verdict on a claim."""
        odds = tuple(
            joined(
                reading.hints,
                item.evidence.span,
                self.candidate.weighted(features(reading.sentences[item.number], item, reading.claim)),
            )
            for item in reading.candidates
        )
        found = [(item.evidence.type, value) for item, value in zip(reading.candidates, odds, strict=True)]
        return Verdict(sigmoid(self.claim.weighted(claim_features(found, reading.claim))), odds)


@functools.cache
def load(path: Path | None = None) -> ClaimModel:
    """The model in a file, the shipped one unless told otherwise; read once.

    Raises:
        AttribError: If the file is not a model of this format.
    """
    return from_json(checked(path or resources.model_path("hedge", "claims.json"), FORMAT))


def from_json(data: Mapping[str, Any]) -> ClaimModel:
    """The model that ``claims.json`` holds."""
    return ClaimModel(*(Linear(**data[name]) for name in ClaimModel._fields))
