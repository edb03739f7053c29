"""The trained hedge classifier as plain arrays, scored without scikit-learn.

In: ``models/hedge/weights.json``, as written by ``attrib train hedge``, and the tokens of sentences. Out: for
each candidate cue its log-odds of being one, and its type.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from attrib import resources
from attrib.errors import AttribError
from attrib.hedge.features import Frame, features
from attrib.records import HedgeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from attrib.hedge.phrases import Match, Token

FORMAT = "attrib-hedge-1"


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear function of a set of features, by their names."""

    intercept: float
    weights: Mapping[str, float]

    def total(self, names: Iterable[str]) -> float:
        """The intercept and the weights of those features that are known."""
        weights = self.weights
        return self.intercept + sum([weights[name] for name in names if name in weights])

    def weighted(self, values: Mapping[str, float]) -> float:
        """The intercept and the weights of those features that are known, times their values."""
        weights = self.weights
        return self.intercept + sum(
            [weights[name] * value for name, value in values.items() if name in weights]
        )


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models over the same features: is a candidate a cue, and of which type.

    Attributes:
        forms: Words and phrases marked as a cue in training.
        cue: Log-odds of being a cue, calibration folded in.
        types: For each type its share of the log-probability.
        missed: Probability that a sentence without any cue that the model knows is hedged nonetheless.
    """

    forms: frozenset[str]
    cue: Linear
    types: Mapping[HedgeType, Linear]
    missed: float

    def log_odds(self, names: Iterable[str]) -> float:
        """Log-odds that a candidate with these features is a cue."""
        return self.cue.total(names)

    def type_log_odds(self, names: Sequence[str]) -> dict[HedgeType, float]:
        """For each type the log-odds, up to a common constant, that a cue with these features is of it."""
        return {kind: linear.total(names) for kind, linear in self.types.items()}

    def score(self, tokens: Sequence[Token], match: Match, around: Frame) -> tuple[float, HedgeType]:
        """Log-odds and most probable type of one candidate of a sentence, given the sentence's frame."""
        names = tuple(features(tokens, match, around))
        types = self.type_log_odds(names)
        return self.log_odds(names), max(types, key=lambda kind: types[kind])


def sigmoid(log_odds: float) -> float:
    """The probability that log-odds stand for."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))


@functools.cache
def load(path: Path | None = None) -> Model:
    """The model in a file, the shipped one unless told otherwise; read once.

    Raises:
        AttribError: If the file is not a hedge model of this format.
    """
    return from_json(checked(path or resources.model_path("hedge", "weights.json"), FORMAT))


def checked(path: Path, kind: str) -> dict[str, Any]:
    """What a model's file holds.

    Raises:
        AttribError: If the file is not of the format ``kind``.
    """
    data = resources.read_json(path)
    if not isinstance(data, dict) or data.get("format") != kind:
        raise AttribError(f"{path}: expected a model of format {kind}; train one with attrib train hedge")
    return data


def from_json(data: Mapping[str, Any]) -> Model:
    """The model that ``weights.json`` holds.

    Raises:
        AttribError: If it names a type of cue that there is not.
    """
    unknown = sorted(set(data["types"]) - set(get_args(HedgeType)))
    if unknown:
        raise AttribError(f"hedge model: unknown types of cue: {', '.join(unknown)}")
    return Model(
        forms=frozenset(data["forms"]),
        cue=Linear(**data["cue"]),
        types={kind: Linear(**linear) for kind, linear in sorted(data["types"].items())},
        missed=data["missed"],
    )
