"""Words that hedge in one sense and not in the next: which sense stands here?

In: the tokens of a sentence and a candidate cue. Out: whether it is surely no hedge (``is_other``), or a sign
that speaks for itself (``bears_witness``). Only senses that the words beside it settle are told; whose word a
hedge is, and in what clause, is left to ``scope``.

- words spoken of: 'the word "allegedly"', 'had used "arguably" twice';
- believe in, think of, think about; might as well; even if, as if, if any, if not;
- set to a number or a time; unverified accounts, whose owner is not known;
- signs suggest, indicate, signal, hint and point: "the marks suggest a fall", not "the vicar suggested a
  walk".
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.hedge.phrases import spelling, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.hedge.phrases import Match, Token

_MARKS = word_set("“ ” \" ‘ ’ '")
_NAMED = word_set("word words phrase term terms expression adverb")
#: Words of a quotation up to which it is taken for words spoken of rather than somebody's speech.
_SHORT = 3
_IN = word_set("believe believes believed believing")
_OF = word_set("think thinks thinking thought")
_AFTER_IF = word_set("any anything not only nothing ever necessary possible needed so")
_TIMES = word_set(
    "midnight noon zero summer winter music rights work half one two three four five six seven eight nine ten"
)
_UNKNOWN_PERSONS = word_set("account accounts profile profiles user users handle handles page pages")
#: For each form the words after it that settle another sense.
_FOLLOWING = {
    **dict.fromkeys(_IN, frozenset({"in"})),
    **dict.fromkeys(_OF, frozenset({"of", "about"})),
    **dict.fromkeys(("unverified", "unconfirmed"), _UNKNOWN_PERSONS),
    "set to": _TIMES,
}
_SIGNS = {
    form
    for stem in ("suggest", "indicate", "signal", "hint", "point")
    for form in (stem, f"{stem}s", f"{stem}ed", f"{stem}d", f"{stem}led")
}
_BETWEEN = word_set("also clearly strongly had have has seem seemed seems to all now still only")
_NOT_NOUNS = word_set(
    "i we you he she they it who that which this there and or but not nobody someone everyone people as "
    "has been"
)


def is_other(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the candidate is surely no hedge where it stands."""
    before = tokens[match.first - 1].lower if match.first else ""
    after = tokens[match.last].lower if match.last < len(tokens) else ""
    form = match.phrase
    if form == "if":
        return before in ("even", "as") or (after in _AFTER_IF and _ends_soon(tokens, match.last, after))
    if form == "might":
        return after == "as" and _next(tokens, match.last + 1) == "well"
    if form == "set to" and after[:1].isdigit():
        return True
    return after in _FOLLOWING.get(form, ()) or _is_mentioned(tokens, match)


def _ends_soon(tokens: Sequence[Token], position: int, after: str) -> bool:
    """Whether "if not" and the like qualify a word rather than open a clause."""
    following = _next(tokens, position + 1)
    return after != "not" or following not in ("for", "the", "he", "she", "they", "it", "we", "you")


def _next(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].lower if position < len(tokens) else ""


def _is_mentioned(tokens: Sequence[Token], match: Match) -> bool:
    first = max(0, match.first - _SHORT)
    before = [token.lower for token in tokens[first : match.first]]
    if before and before[-1] in _NAMED:
        return True
    opening = next((i for i in range(match.first - 1, first - 1, -1) if tokens[i].lower in _MARKS), None)
    if opening is None or not opening:
        return False
    inside = tokens[match.last : match.last + _SHORT + 1 - (match.first - opening - 1)]
    closing = any(token.lower in _MARKS for token in inside)
    said = any(token.lower[0] in ",.!?" for token in tokens[match.last : match.last + 2])
    return closing and not said and (tokens[opening - 1].lower[0].isalnum())


def bears_witness(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a sign suggests, indicates or points to something: its subject is no person."""
    if match.phrase.split(" ")[0] not in _SIGNS:
        return False
    position = match.first - 1
    while position >= 0 and tokens[position].lower in _BETWEEN:
        position -= 1
    if position < 0:
        return False
    subject = tokens[position]
    if not subject.lower.isalpha() or subject.lower in _NOT_NOUNS or subject.lower.endswith("ly"):
        return False
    return (position == 0 or subject.text[0].islower()) and not is_person(subject.lower)


def is_person(noun: str) -> bool:
    """Whether a noun stands for persons, by the lexicon of roles."""
    return noun in _people()


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(
        spelling(form) for entry in lexicons.entries("roles") for form in (entry["noun"], entry["plural"])
    )
