"""Emissions -> the best label sequence and how sure each span is: Viterbi and marginals of a chain CRF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


def viterbi(emissions: Floats, transitions: Floats) -> list[int]:
    """The best label sequence.

    Args:
        emissions: n rows, a column for each label.
        transitions: Score of column label after row label; forbidden pairs are very negative. The first row
            (outside) also stands for the start.

    Returns:
        n labels.
    """
    import numpy as np

    scores = emissions[0] + transitions[0]
    best = np.zeros(emissions.shape, np.int64)
    for index in range(1, len(emissions)):
        paths = scores[:, None] + transitions
        best[index] = paths.argmax(0)
        scores = paths.max(0) + emissions[index]
    label = int(scores.argmax())
    labels = [label]
    for index in range(len(emissions) - 1, 0, -1):
        label = int(best[index, label])
        labels.append(label)
    return labels[::-1]


def marginals(emissions: Floats, transitions: Floats) -> Floats:
    """Probability of each label at each of n tokens, by the forward-backward algorithm in scaled form."""
    import numpy as np

    factors = np.exp(transitions)
    local = np.exp(emissions - emissions.max(1, keepdims=True))
    forward = np.empty_like(local)
    backward = np.empty_like(local)
    state = local[0] * factors[0]
    forward[0] = state / state.sum()
    for index in range(1, len(local)):
        state = (forward[index - 1] @ factors) * local[index]
        forward[index] = state / state.sum()
    backward[-1] = 1.0 / local.shape[1]
    for index in range(len(local) - 2, -1, -1):
        state = factors @ (backward[index + 1] * local[index + 1])
        backward[index] = state / state.sum()
    joint = forward * backward
    result: Floats = joint / joint.sum(1, keepdims=True)
    return result


def sureness(probabilities: Floats, labels: Sequence[int], start: int, end: int) -> float:
    """Least probability of the chosen labels over a span's tokens and the token after it."""
    last = min(end + 1, len(labels))
    return min(float(probabilities[index, labels[index]]) for index in range(start, last))
