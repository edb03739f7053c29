"""Spans of a text as sets of its word tokens, and the matching of such sets.

In: the text and lists of spans. Out: token sets (a token is the offset of its first character), Jaccard
indices and one-to-one alignments. Every measure of ``attrib.scoring`` rests on these.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from attrib.segment.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Tokens = frozenset[int]

#: From what Jaccard index on two spans count as the same (*half*): the measure of Pareti (2015) and Newell
#: et al. (2018) for attributions.
HALF = 0.5


class Tokeniser:
    """The word tokens of one text, looked up by span.

    Args:
        text: The text that all spans refer to.
    """

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        found = words(text)
        self._text = text
        self._starts = [word.start for word in found]
        self._ends = [word.end for word in found]

    def tokens(self, spans: Iterable[Sequence[int]]) -> Tokens:
        """Tokens of spans as they are compared: punctuation, marks and a leading "that" are ignored.

        Spans without any word (the cue ":") stand for their characters, lest such a cue match a missing one.
        """
        pieces = sorted((start, end) for start, end in spans)
        found = self._indices(pieces)
        if not found:
            return frozenset(i for s, e in pieces for i in range(s, e) if not self._text[i].isspace())
        if len(found) > 1 and self._word(found[0]).casefold() == "that":
            found = found[1:]
        return frozenset(self._starts[index] for index in found)

    def _indices(self, spans: Iterable[Sequence[int]]) -> list[int]:
        found: list[int] = []
        for start, end in spans:
            first = bisect.bisect_right(self._ends, start)
            found.extend(range(first, bisect.bisect_left(self._starts, end)))
        return found

    def _word(self, index: int) -> str:
        return self._text[self._starts[index] : self._ends[index]]


def jaccard(one: Tokens, other: Tokens) -> float:
    """Shared tokens over all tokens; 0 when both are empty."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def align(gold: Sequence[Tokens], predicted: Sequence[Tokens]) -> tuple[tuple[int, int], ...]:
    """Match gold with predicted spans one to one, the most alike first, from ``HALF`` on.

    Ties go to the earlier gold, then the earlier prediction. Spans without tokens match nothing.

    Returns:
        Pairs of a gold and a predicted index, in order of the gold index.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for index, tokens in enumerate(gold):
        for token in tokens:
            holders[token].append(index)
    likeness: list[tuple[float, int, int]] = []
    for index, tokens in enumerate(predicted):
        shared = Counter(holder for token in tokens for holder in holders.get(token, ()))
        for holder, count in shared.items():
            value = count / (len(gold[holder]) + len(tokens) - count)
            if value >= HALF:
                likeness.append((-value, holder, index))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, holder, index in sorted(likeness):
        if holder not in partner and index not in taken:
            partner[holder] = index
            taken.add(index)
    return tuple(sorted(partner.items()))
