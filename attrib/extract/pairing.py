"""Which cue introduces a content and which source utters a cue: scores over pairs of spans in a window.

A pair's score is the inner product of the two spans' mean vectors plus a learnt bias for the distance between
them; "none" competes with a learnt vector of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: Upper limits of the distance classes, in tokens between the spans; each stands for both directions.
_STEPS = (0, 1, 3, 6, 12, 24, 48)
#: Classes of :func:`distance`, then of :func:`breaks`.
DISTANCES = 2 * (len(_STEPS) + 1)
BREAKS = 3

Tokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """What scores one kind of pair: the vector of "none" and the biases of distance and paragraph breaks."""

    none: Floats
    distance: Floats
    breaks: Floats


def distance(left: Tokens, right: Tokens) -> int:
    """Class of the signed distance in tokens from span ``left`` to span ``right``."""
    before = right[0] >= left[1]
    gap = right[0] - left[1] if before else max(left[0] - right[1], 0)
    step = next((index for index, limit in enumerate(_STEPS) if gap <= limit), len(_STEPS))
    return 2 * step + before


def breaks(separators: Sequence[int], left: Tokens, right: Tokens) -> int:
    """Number of paragraph breaks between two spans, 2 for two or more.

    Args:
        separators: For each token (and one past the end) the number of breaks before it.
        left: First and end token of a span.
        right: The same of the other span.
    """
    return min(abs(separators[left[0]] - separators[right[0]]), BREAKS - 1)


def probabilities(
    queries: Floats,
    keys: Floats,
    head: Head,
    left: Sequence[Tokens],
    right: Sequence[Tokens],
    separators: Sequence[int],
) -> Floats:
    """For each span of ``left`` the probability of each span of ``right``; the last column is "none".

    Args:
        queries: A vector a token, to be averaged over the spans of ``left``.
        keys: The same for ``right``.
        head: The scorer of this kind of pair.
        left: Spans that look for a partner, as first and end token.
        right: Spans that may be one.
        separators: See :func:`breaks`.
    """
    import numpy as np

    if not left:
        return np.zeros((0, len(right) + 1), np.float32)
    asking = np.stack([queries[start:end].mean(0) for start, end in left])
    offered = [keys[start:end].mean(0) for start, end in right]
    scores = asking @ np.stack([*offered, head.none]).T / np.sqrt(np.float32(asking.shape[1]))
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            scores[row, column] += head.distance[distance(one, other)]
            scores[row, column] += head.breaks[breaks(separators, one, other)]
    scores = np.exp(scores - scores.max(1, keepdims=True))
    result: Floats = scores / scores.sum(1, keepdims=True)
    return result
