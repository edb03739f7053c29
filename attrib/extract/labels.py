"""The label scheme shared by training and decoding: BIO over source, cue and content.

PolNeAR's attributions are flat (9 overlapping pairs of contents in 19,834), so that one label a token loses
next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
OUTSIDE = 0
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


def begin(role: Role) -> int:
    """Label of a span's first token."""
    return 1 + 2 * ROLES.index(role)


def inside(role: Role) -> int:
    """Label of a span's further tokens."""
    return begin(role) + 1


def allowed(before: int, after: int) -> bool:
    """Whether ``after`` may follow ``before``: an inside label only continues its own span."""
    return after == OUTSIDE or after % 2 == 1 or before in (after, after - 1)


def spans(labels: Sequence[int]) -> Iterator[tuple[Role, int, int]]:
    """Role, first token and end token (exclusive) of each span of a label sequence, in order."""
    start = None
    for index, label in enumerate([*labels, OUTSIDE]):
        if start is not None and (label == OUTSIDE or label % 2 == 1):
            yield ROLES[(labels[start] - 1) // 2], start, index
            start = None
        if label % 2 == 1:
            start = index
