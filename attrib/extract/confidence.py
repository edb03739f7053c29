"""The model's signals for one attribution -> the probability that content, source and cue are all right."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Attribution

_EDGE = 1e-4


def features(signals: Sequence[float]) -> list[float]:
    """Log-odds of each signal, kept finite."""
    kept = (min(max(signal, _EDGE), 1 - _EDGE) for signal in signals)
    return [math.log(signal / (1 - signal)) for signal in kept]


def confidence(signals: Sequence[float], calibration: Mapping[str, Sequence[float]]) -> float:
    """Probability, by a logistic regression fitted on training articles that the model had not seen.

    It is uncalibrated for nested and floating attributions, which those articles lack.
    """
    weights, (bias,) = calibration["weights"], calibration["bias"]
    score = bias + sum(w * x for w, x in zip(weights, features(signals), strict=True))
    return 1 / (1 + math.exp(-score))


def confident(attributions: Sequence[Attribution], least: float) -> tuple[Attribution, ...]:
    """Those of at least some confidence; what was nested in another hangs on the next one out that stays."""
    places: dict[int, int] = {}
    kept: list[Attribution] = []
    for index, attribution in enumerate(attributions):
        if attribution.confidence < least:
            continue
        parent = attribution.parent
        while parent is not None and parent not in places:
            parent = attributions[parent].parent
        places[index] = len(kept)
        kept.append(replace(attribution, parent=None if parent is None else places[parent]))
    return tuple(kept)
