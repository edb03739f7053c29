"""By what route the words came: links of nested attributions go in, chains of sources come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution

#: Reports inside reports that are followed; deeper nesting is no news text.
DEEPEST = 12


def chains(attributions: Sequence[Attribution], sources: Sequence[int | None]) -> list[tuple[int, ...]]:
    """For each attribution the resolved sources its words passed through, original speaker first.

    Somebody who reports their own words ("she said she feared …") is passed through once.

    Args:
        attributions: The attributions with their parents.
        sources: The resolved source of each, None for none.
    """
    return [_chain(attributions, sources, index) for index in range(len(attributions))]


def _chain(attributions: Sequence[Attribution], sources: Sequence[int | None], index: int) -> tuple[int, ...]:
    passed: list[int] = []
    current: int | None = index
    for _ in range(DEEPEST):
        if current is None or not 0 <= current < len(attributions):
            break
        source = sources[current]
        if source is not None and passed[-1:] != [source]:
            passed.append(source)
        current = attributions[current].parent
    return tuple(passed)
