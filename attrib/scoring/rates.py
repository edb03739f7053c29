"""Counts that add up over articles, and the figures read from them: precision, recall, F1, shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

#: Standard normal quantile of a 95 % interval.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall over counted items.

    Attributes:
        correct: Predicted items that are right.
        predicted: All predicted items.
        found: Gold items that were found (differs from ``correct`` where the two sides are counted by
            different criteria, as by mode).
        gold: All gold items.
    """

    correct: float = 0
    predicted: int = 0
    found: float = 0
    gold: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(
            self.correct + other.correct,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def defined(self) -> bool:
        """Whether there was anything to find or anything predicted."""
        return bool(self.predicted or self.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 0 when nothing was predicted."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found; 0 when there was none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float | int | None]:
        """The figures, null where there was nothing to count, with the number of gold items as ``n``."""
        keys = ("precision", "recall", "f1")
        figures = (self.precision, self.recall, self.f1) if self.defined else (None, None, None)
        rounded = (None if figure is None else round(figure, 4) for figure in figures)
        return {**dict(zip(keys, rounded, strict=True)), "n": self.gold, "predicted": self.predicted}


def matched(correct: int, *, predicted: int, gold: int) -> Rate:
    """The rate of a one-to-one matching."""
    return Rate(correct, predicted, correct, gold)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``n`` items are right."""

    right: int = 0
    n: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.n + other.n)

    @property
    def value(self) -> float:
        """The share; 0 when there was no item."""
        return self.right / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % score interval (Wilson 1927); (0, 1) when there was no item."""
        if not self.n:
            return 0.0, 1.0
        square = _Z * _Z / self.n
        middle = self.value + square / 2
        reach = _Z * math.sqrt(self.value * (1 - self.value) / self.n + square / (4 * self.n))
        low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
        return max(0.0, low), min(1.0, high)

    def as_dict(self) -> dict[str, Any]:
        """The share with its interval, null where there was no item, and the number of items."""
        if not self.n:
            return {"share": None, "interval": None, "n": 0}
        return {
            "share": round(self.value, 4),
            "interval": [round(end, 4) for end in self.interval],
            "n": self.n,
        }
