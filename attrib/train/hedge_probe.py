"""The states of the extraction encoder at candidate cues -> what they add to the judgement of a claim.

In: labelled claims as read, and an extraction model. Out: its ``Probe``, as ``attrib.hedge.hints`` reads it.

The encoder itself is not trained for this, so that extraction stays what it is and hints cost nothing beside
it. One linear function of the states after all layers was as good, joined with a candidate's own features, as
a small network of them, and nearly as good as an encoder trained for it (see the model card).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from attrib import resources
from attrib.extract import Model, projection, states
from attrib.hedge.hints import FORMAT
from attrib.records import Hints, Probe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from attrib.records import Segmented
    from attrib.train.hedge_claim_model import Read

    Floats = npt.NDArray[np.float32]

#: Inverse regularisation over standardised states: best of .003, .01, .03 in cross-validation.
C = 0.01
_DECIMALS = 6


class Encoder:
    """An extraction model as the trainer of hedging listens to it.

    Args:
        folder: Where the model lies; its name is that of the probe.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.network = resources.digest(folder / "model.onnx")
        self._model = Model(folder)

    def candidates(self, claims: Sequence[Read]) -> Floats:
        """The states of the candidates of all claims, row by row: means over tokens, NaN if none was read."""
        by_text: dict[int, list[int]] = {}
        for index, item in enumerate(claims):
            by_text.setdefault(id(item.claim.segmented), []).append(index)
        found: list[list[Floats]] = [[] for _ in claims]
        for indices in by_text.values():
            starts, read = self._states(claims[indices[0]].claim.segmented)
            for index in indices:
                for candidate in claims[index].reading.candidates:
                    first, last = np.searchsorted(starts, candidate.evidence.span).tolist()
                    nothing = np.full(read.shape[1], np.nan, np.float32)
                    found[index].append(read[first:last].mean(0) if first < last else nothing)
        return np.array([row for rows in found for row in rows], np.float32)

    def hints(self, segmented: Segmented, probe: Probe) -> Hints:
        """What extraction with this probe tells of a document."""
        starts, read = self._states(segmented)
        return Hints(tuple(starts.tolist()), tuple(projection(probe)(read).tolist()), probe.own)

    def _states(self, segmented: Segmented) -> tuple[npt.NDArray[np.int64], Floats]:
        """First offsets of a document's tokens and their states."""
        starts: list[int] = []
        rows: list[Floats] = []
        for window, read in states(segmented, self._model):
            real = [index for index, token in enumerate(window.tokens) if token.start < token.end]
            starts += [window.tokens[index].start for index in real]
            rows.append(read[real])
        return np.array(starts, np.int64), np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)


class Direction(NamedTuple):
    """A linear function of states."""

    weights: npt.NDArray[np.float64]
    intercept: float

    def scores(self, rows: Floats) -> npt.NDArray[np.float64]:
        """Log-odds of each row."""
        scores: npt.NDArray[np.float64] = rows.astype(np.float64) @ self.weights + self.intercept
        return scores


def fit_probe(
    states: Floats,
    own: npt.NDArray[np.float64],
    gold: npt.NDArray[np.bool_],
    folds: npt.NDArray[np.int64],
) -> tuple[Probe, npt.NDArray[np.float64]]:
    """Learn a direction, and what it counts beside the log-odds of candidates by features of their own.

    Args:
        states: Of candidates, as :meth:`Encoder.candidates` gives them.
        own: Their log-odds by models of their features that have not seen their articles.
        gold: Whether they hedge.
        folds: Parts of the data by article, each of which is scored by what is learnt from the others.

    Returns:
        The probe, and the candidates' log-odds with such hints as unseen articles give.
    """
    from sklearn.linear_model import LogisticRegression  # the door to scikit-learn

    read = ~np.isnan(states).any(1)
    heard = np.zeros(len(states))
    for fold in np.unique(folds):
        rest, part = read & (folds != fold), read & (folds == fold)
        heard[part] = _fit_direction(states[rest], gold[rest]).scores(states[part])
    both = np.stack([own, heard], 1)
    join = LogisticRegression(C=1e6).fit(both[read], gold[read])
    share, trust = join.coef_[0]
    direction = _fit_direction(states[read], gold[read])
    probe = Probe(
        tuple(round(float(trust * weight), _DECIMALS) for weight in direction.weights),
        round(float(trust * direction.intercept + join.intercept_[0]), _DECIMALS),
        round(float(share), _DECIMALS),
    )
    return probe, np.where(read, join.decision_function(both), own)


def _fit_direction(rows: Floats, gold: npt.NDArray[np.bool_]) -> Direction:
    """Logistic regression over standardised states, as a function of the states themselves."""
    from sklearn.linear_model import LogisticRegression  # the door to scikit-learn

    mean, spread = rows.mean(0, dtype=np.float64), rows.std(0, dtype=np.float64) + 1e-6
    model = LogisticRegression(C=C, max_iter=1000).fit((rows - mean) / spread, gold)
    weights = model.coef_[0] / spread
    return Direction(weights, float(model.intercept_[0] - mean @ weights))


def export(probe: Probe, encoder: Encoder) -> dict[str, Any]:
    """A probe as its file holds it, with the digest of the network that it listens to."""
    return {
        "format": FORMAT,
        "network": encoder.network,
        "weights": list(probe.weights),
        "intercept": probe.intercept,
        "own": probe.own,
    }
