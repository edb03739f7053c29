"""Approximators, negated hedges, intensifiers and denials inside a content, from ``lexicons/modifiers.json``.

In: the tokens of a sentence. Out: the modifiers in it. An entry with ``before_number`` counts only where a
number follows ("about 300", "around £2m", not "about the tax").
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from attrib import lexicons
from attrib.hedge.phrases import Match, Phrases, Token, spelling, word_set
from attrib.records import Modifier, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BEFORE_DIGITS = word_set("$ £ € ¥ # a the us")
_NUMBER_WORDS = word_set(
    "half third quarter one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions trillion dozen dozens score "
    "scores twice double all every everyone everything none midnight noon midday"
)


def find(tokens: Sequence[Token]) -> list[Modifier]:
    """The modifiers of a sentence, in order."""
    modifiers = []
    for match in _phrases().find(tokens):
        entry = _entries()[match.phrase]
        if entry["before_number"] and not _number_follows(tokens, match):
            continue
        span = Span(tokens[match.first].start, tokens[match.last - 1].end)
        modifiers.append(Modifier(span, entry["type"]))
    return modifiers


def _number_follows(tokens: Sequence[Token], match: Match) -> bool:
    for token in tokens[match.last : match.last + 3]:
        if token.lower[0].isdigit() or token.lower in _NUMBER_WORDS:
            return True
        if token.lower not in _BEFORE_DIGITS:
            return False
    return False


@functools.cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    return {spelling(entry["text"]): entry for entry in lexicons.entries("modifiers")}


@functools.cache
def _phrases() -> Phrases:
    return Phrases(_entries())
