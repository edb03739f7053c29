"""Emissions -> the best label sequence and how sure each span is: Viterbi and marginals of a chain CRF.

Windows are decoded side by side: a step costs numpy nearly the same for thirty of them as for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Block:
    """Windows side by side, the longest first.

    Attributes:
        emissions: (tokens of the longest, windows, labels), zero after a window's end.
        places: For each column the index of its window.
        sizes: Tokens of each column's window.
        open: For each token the number of columns that reach it.
    """

    emissions: Floats
    places: tuple[int, ...]
    sizes: tuple[int, ...]
    open: tuple[int, ...]


def viterbi(emissions: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """The best label sequence of each window.

    Args:
        emissions: For each window n rows, a column for each label.
        transitions: Score of column label after row label; forbidden pairs are very negative. The first row
            (outside) also stands for the start.

    Returns:
        For each window n labels.
    """
    import numpy as np

    block = _block(emissions)
    scores = block.emissions[0] + transitions[0]
    best = np.zeros(block.emissions.shape, np.int64)
    for index in range(1, len(best)):
        still = block.open[index]
        paths = scores[:still, :, None] + transitions
        best[index, :still] = paths.argmax(1)
        scores[:still] = paths.max(1) + block.emissions[index, :still]
    found: list[list[int]] = [[] for _ in emissions]
    for column, (place, size) in enumerate(zip(block.places, block.sizes, strict=True)):
        before: list[list[int]] = best[:size, column].tolist()
        labels = [int(scores[column].argmax())]
        for step in before[:0:-1]:
            labels.append(step[labels[-1]])
        found[place] = labels[::-1]
    return found


def marginals(emissions: Sequence[Floats], transitions: Floats) -> list[Floats]:
    """For each window the probability of each label at each of n tokens.

    By the forward-backward algorithm in scaled form; arguments as of :func:`viterbi`.
    """
    import numpy as np

    block = _block(emissions)
    factors = np.exp(transitions)
    local = np.exp(block.emissions - block.emissions.max(2, keepdims=True))
    forward = np.zeros_like(local)
    backward = np.full_like(local, 1.0 / local.shape[2])
    forward[0] = _shares(local[0] * factors[0])
    for index in range(1, len(local)):
        still = block.open[index]
        forward[index, :still] = _shares((forward[index - 1, :still] @ factors) * local[index, :still])
    for index in range(len(local) - 2, -1, -1):
        still = block.open[index + 1]
        after = backward[index + 1, :still] * local[index + 1, :still]
        backward[index, :still] = _shares(after @ factors.T)
    found = [local[:0, 0]] * len(emissions)
    for column, (place, size) in enumerate(zip(block.places, block.sizes, strict=True)):
        found[place] = _shares(forward[:size, column] * backward[:size, column])
    return found


def _block(emissions: Sequence[Floats]) -> _Block:
    import numpy as np

    places = sorted(range(len(emissions)), key=lambda place: -len(emissions[place]))
    sizes = [len(emissions[place]) for place in places]
    block = np.zeros((sizes[0], len(places), emissions[0].shape[1]), np.float32)
    for column, (place, size) in enumerate(zip(places, sizes, strict=True)):
        block[:size, column] = emissions[place]
    still = [sum(size > index for size in sizes) for index in range(sizes[0])]
    return _Block(block, tuple(places), tuple(sizes), tuple(still))


def _shares(values: Floats) -> Floats:
    """Every row divided by its sum."""
    result: Floats = values / values.sum(1, keepdims=True)
    return result


def sureness(probabilities: Floats, labels: Sequence[int], start: int, end: int) -> float:
    """Least probability of the chosen labels over a span's tokens and the token after it."""
    last = min(end + 1, len(labels))
    return min(float(probabilities[index, labels[index]]) for index in range(start, last))
