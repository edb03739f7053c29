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

MARKS = word_set("“ ” \" ‘ ’ '")
_NAMED = word_set("word words phrase term terms expression adverb")
#: Tokens after a quoted cue among which the quotation must close: the cue and at most a word beside it.
_WIDTH = 2
_MODALS = word_set("may might could would can should will if unless")
_PREDICATES = word_set(
    "is are was were be been being 's 're not very more most so as it seems seemed the a an and"
)
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
    """Whether the cue is named or quoted as a word, not used; news quotes parts of claims as well."""
    before = tokens[match.first - 1].lower if match.first else ""
    if before in _NAMED:
        return True
    if match.phrase in _MODALS:
        return False
    opening = next(
        (i for i in (match.first - 1, match.first - 2) if i > 0 and tokens[i].lower in MARKS), None
    )
    if opening is None or not any(token.lower in MARKS for token in tokens[match.last : match.last + _WIDTH]):
        return False
    outside = tokens[opening - 1].lower
    return outside in _NAMED or (outside[0].isalnum() and outside not in _PREDICATES)


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
