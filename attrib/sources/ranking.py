"""Which candidate a pronoun means: candidates' features go in, their probabilities come out.

A logistic regression, learnt from the project's own gold (``attrib train sources``), scores each candidate.
Probabilities are the softmax of the scores with one more candidate, "none of these", whose score is 0. The
weights are plain numbers in ``attrib/models/sources``.
"""

from __future__ import annotations

import functools
import math
from operator import itemgetter, mul
from typing import TYPE_CHECKING, NamedTuple

from attrib import resources
from attrib.sources.pronouns import FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.sources.pronouns import Features

#: Beside the weights for all pronouns there are corrections to them for each of these.
GROUPS = ("all", "it", "they", "quoted", "behind its words")
_group_values = itemgetter(*(FEATURES.index(group) for group in GROUPS[1:]))


class Ranker(NamedTuple):
    """The learnt numbers: weights by group and feature, and the probability from which one is chosen."""

    weights: Features
    threshold: float


@functools.cache
def shipped() -> Ranker:
    """The ranker in ``attrib/models/sources``."""
    data = resources.read_json(resources.model_path("sources", "pronouns.json"))
    weights: Mapping[str, Mapping[str, float]] = data["weights"]
    return Ranker(tuple(weights[group][name] for group in GROUPS for name in FEATURES), data["threshold"])


def spread(features: Features) -> Features:
    """A candidate's features once for each group, zero for groups that its pronoun is not of."""
    return tuple(flag * value for flag in _groups(features) for value in features)


def score(features: Features, ranker: Ranker) -> float:
    """How well a candidate fits: the weighted sum of its features, as those of :func:`spread` would give."""
    total: float = sum(map(mul, _weights(ranker, _groups(features)), features))
    return total


def _groups(features: Features) -> tuple[float, ...]:
    return (1.0, *_group_values(features))


@functools.lru_cache(maxsize=64)
def _weights(ranker: Ranker, groups: tuple[float, ...]) -> Features:
    """The weights for a pronoun of some groups."""
    parts = [ranker.weights[len(FEATURES) * n :][: len(FEATURES)] for n, flag in enumerate(groups) if flag]
    return tuple(map(sum, zip(*parts, strict=True)))


def rank(found: Mapping[int, Features], ranker: Ranker) -> list[tuple[int, float]]:
    """Candidates for a pronoun with their probabilities, best first.

    Args:
        found: The candidates with their features.
        ranker: The weights.
    """
    if not found:
        return []
    # All are candidates for one pronoun, hence of the same groups.
    weights = _weights(ranker, _groups(next(iter(found.values()))))
    scores: dict[int, float] = {entity: sum(map(mul, weights, values)) for entity, values in found.items()}
    top = max((0.0, *scores.values()))
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores.values())
    ranked = [(entity, math.exp(score - top) / total) for entity, score in scores.items()]
    return sorted(ranked, key=lambda one: (-one[1], one[0]))
