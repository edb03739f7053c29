"""Tokens of a stretch of text, and word sequences found among them.

In: a string, or the tokens of one. Out: tokens with offsets into that string, and phrases as token ranges.
Training and scoring cut text with the same code, so that a feature means the same in both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A clitic ("'t", "'ll"), a run of letters and digits, else one mark. Hyphens and slashes are marks of their
# own: "would-be" is "would", "-", "be", so that a feature can see the hyphen.
_TOKEN = re.compile(r"['’](?:d|ll|m|re|s|t|ve)\b|[^\W_]+(?:[.,]\d+)*|[^\w\s]|_", re.IGNORECASE)
_NEGATED_STEMS = {"can": "can", "won": "will", "shan": "shall"}


class Token(NamedTuple):
    """A word or mark; ``lower`` is its form for comparison ("couldn" + "'t" compare as "could" + "n't")."""

    start: int
    end: int
    text: str
    lower: str


class Match(NamedTuple):
    """A phrase found at tokens ``[first, last)``, in its ``spelling``."""

    first: int
    last: int
    phrase: str


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one text."""
    return frozenset(words.split())


def tokenise(text: str, *, offset: int = 0) -> list[Token]:
    """Cut a text into words, clitics and marks.

    Args:
        text: Any text.
        offset: Added to every start and end, for a text that is part of a longer one.
    """
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        form = found.group()
        lower = form.lower().replace("’", "'")
        if lower == "'t" and tokens and tokens[-1].lower[1:].endswith("n"):
            stem = tokens[-1]
            tokens[-1] = stem._replace(lower=_NEGATED_STEMS.get(stem.lower, stem.lower[:-1]))
            lower = "n't"
        tokens.append(Token(offset + found.start(), offset + found.end(), form, lower))
    return tokens


def spelling(text: str) -> str:
    """A phrase as it compares with others: its tokens' lower forms joined by a space."""
    return " ".join(token.lower for token in tokenise(text))


class Phrases:
    """A set of phrases, found longest first and without overlap in one pass over the tokens.

    Args:
        phrases: The phrases, each as ``spelling`` gives it.
    """

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(set(phrases)):
            words = tuple(phrase.split(" "))
            by_first.setdefault(words[0], []).append(words)
        self._by_first = {
            first: sorted(options, key=lambda words: (-len(words), words))
            for first, options in by_first.items()
        }

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """The phrases among the tokens, in order."""
        found: list[Match] = []
        position = 0
        while position < len(tokens):
            match = self._at(tokens, position)
            if match is not None:
                found.append(match)
            position = match.last if match is not None else position + 1
        return found

    def _at(self, tokens: Sequence[Token], position: int) -> Match | None:
        for words in self._by_first.get(tokens[position].lower, ()):
            last = position + len(words)
            if len(words) == 1 or tuple([token.lower for token in tokens[position:last]]) == words:
                return Match(position, last, " ".join(words))
        return None
