"""Where in a claim a candidate cue stands, and whose word it is, told without a parser.

In: the tokens of a sentence and a stretch of them. Out: the ``Place`` of that stretch: the kind of clause
that it stands in, its subject, and who is said to say or think the clause. A hedge in a main clause, or in
what the source says it thinks, hedges the claim; one in "which locals feared" or "critics say it may" does
not (docs/annotation-hedging.md).

A single pass backwards from the stretch, at most ``_REACH`` words, reads closed-class words and the lexicon
of reporting verbs.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from attrib import lexicons
from attrib.hedge.phrases import Token, spelling, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words back that are read: longer clauses are rare, and time stays linear.
_REACH = 30
_SUBORDINATE = {
    **dict.fromkeys(("who", "whom", "whose", "which"), "relative"),
    **dict.fromkeys(("than", "as"), "comparison"),
    **dict.fromkeys(("because", "since"), "cause"),
    **dict.fromkeys(("when", "while", "whenever", "before", "after", "until", "till", "once"), "time"),
    **dict.fromkeys(("although", "though", "despite"), "concession"),
    **dict.fromkeys(("what", "how", "why", "where", "whatever", "whoever"), "wh"),
    **dict.fromkeys(("if", "unless", "provided", "assuming"), "condition"),
    "whether": "whether",
    "that": "that",
}
_BREAKS = word_set("; : — – . ? ! ( … -")
_JOINING = word_set("and but or so yet nor")
_BE = word_set("is are was were be been being am 's 're 'm")
_AUXILIARY = word_set(
    "is are was were be been being am 's 're 'm 've 'd 'll have has had do does did will would can could "
    "may might "
    "must shall should ought not n't also still just really only even now then already ever never so very "
    "quite "
    "always often probably perhaps maybe possibly both all each simply certainly actually clearly to too "
    "much more"
)
_FINITE = word_set(
    "is are was were am 's 're 'm has had have do does did will would can could may might must shall "
    "should says "
    "said say think thinks thought want wants wanted need needs know knows knew get gets got make makes made"
)
_NOUNLIKE_BEFORE_THAT = word_set(
    "fact idea news claim claims possibility chance hope fear view belief sense evidence proof point "
    "reports rumours "
    "rumors suggestion notion feeling impression concern concerns sign signs doubt conclusion warning"
)
_DEFINITE = word_set("the his her its their our my your these those")
_INDEFINITE = word_set("a an any every one someone somebody anyone anybody")
_WITHOUT_SUBJECT = word_set("not necessary needed possible")
_AFTER_PLAIN = {"as": word_set("a an well of for to part"), "once": word_set("more again and a every in")}
_SUBJECTS = {
    **dict.fromkeys(("i", "we"), "first"),
    "you": "second",
    **dict.fromkeys(("he", "she", "they"), "third"),
    **dict.fromkeys(("it", "this", "that"), "it"),
    "there": "there",
    **dict.fromkeys(("who", "which"), "relative"),
    **dict.fromkeys(
        ("people", "some", "many", "others", "critics", "experts", "everyone", "everybody", "most"), "people"
    ),
    **dict.fromkeys(("nobody", "no", "none", "nothing", "neither"), "nobody"),
}
# Verbs whose object is mostly a clause, told or thought; "place", "carry" and the like report too rarely.
_CLAUSAL = word_set(
    "say tell claim argue believe think suspect fear hope worry expect predict suggest warn know feel "
    "assume allege "
    "report insist reckon suppose guess conclude decide find hear learn doubt imagine understand agree admit "
    "announce acknowledge concede confirm contend deny declare estimate forecast imply indicate maintain "
    "mention "
    "note realise remember reveal see speculate state swear testify wonder ask show propose presume "
    "anticipate "
    "foresee complain convince promise explain write dream pretend"
)


class Place(NamedTuple):
    """Where a stretch of a sentence stands.

    Attributes:
        clause: ``main``, or the kind of clause it is in: relative, comparison, cause, time, concession, wh,
            condition, whether, that, noun-that, complement.
        distance: Words since that clause opened, or since the sentence did.
        subject: ``first``, ``second``, ``third``, ``it``, ``there``, ``relative``, ``people``, ``nobody``,
            ``noun``, ``none``.
        governor: Whose saying or thinking the clause is: as ``subject``, ``agentless`` for a passive, empty
            for nobody's.
        verb_before: Whether a finite verb stands before it in the sentence.
        fronted: Whether a clause of condition or concession stands before its own.
    """

    clause: str
    distance: int
    subject: str
    governor: str
    verb_before: bool
    fronted: str


def place(tokens: Sequence[Token], first: int) -> Place:
    """The place of the stretch that begins at token ``first``."""
    clause, distance, fronted = _clause(tokens, first)
    return Place(
        clause=clause,
        distance=distance,
        subject=subject(tokens, first),
        governor=_governor(tokens, first, max(0, first - _REACH)),
        verb_before=any(token.lower in _FINITE for token in tokens[max(0, first - _REACH) : first]),
        fronted=fronted,
    )


def subject(tokens: Sequence[Token], first: int) -> str:
    """What kind of word is the subject of the verb at ``first``: the nearest before its auxiliaries."""
    for position in range(first - 1, max(-1, first - 8), -1):
        word = tokens[position].lower
        if word in _SUBJECTS:
            return _SUBJECTS[word]
        if word in _BREAKS or (word in _JOINING and position < first - 1):
            return "none"
        if word[0].isalnum() and word not in _AUXILIARY and word not in _JOINING and not word.endswith("ly"):
            return _noun_subject(tokens, position)
    return "none"


def opening(tokens: Sequence[Token], position: int) -> str:
    """What kind of words open the clause at ``position``.

    As ``subject``, or ``definite``, ``indefinite``, ``name``, ``participle`` ("if elected") or ``none``.
    """
    for token in tokens[position : position + 3]:
        word = token.lower
        if word in _SUBJECTS:
            return _SUBJECTS[word]
        if word in _DEFINITE:
            return "definite"
        if word in _INDEFINITE:
            return "indefinite"
        if word[0].isalnum():
            if token.text[0].isupper():
                return "name"
            return "participle" if word.endswith("ed") or word in _WITHOUT_SUBJECT else "noun"
    return "none"


def _noun_subject(tokens: Sequence[Token], position: int) -> str:
    """``people`` or ``nobody`` where the noun's phrase opens so ("most voters", "no one"), else ``noun``."""
    for token in tokens[max(0, position - 2) : position]:
        kind = _SUBJECTS.get(token.lower)
        if kind in ("people", "nobody"):
            return kind
    return "noun"


def _clause(tokens: Sequence[Token], first: int) -> tuple[str, int, str]:
    commas = 0
    fronted = ""
    lowest = max(0, first - _REACH)
    for position in range(first - 1, lowest - 1, -1):
        word = tokens[position].lower
        if word in _BREAKS:
            return "main", first - position, fronted
        if word == ",":
            commas += 1
            joined = tokens[position + 1].lower in _JOINING if position + 1 < first else False
            if joined:
                return "coordinate", first - position, fronted
            continue
        kind = _SUBORDINATE.get(word)
        if kind is None:
            continue
        kind = _reading(tokens, position, kind)
        opens = position == lowest or not tokens[position - 1].lower[0].isalnum()
        if not kind or (commas and (opens or commas > 1)):
            # A clause that a comma has closed: "If it rains, the match may be off".
            fronted = fronted or kind
            continue
        return kind, first - position, fronted
    return "main", first - lowest, fronted


def _reading(tokens: Sequence[Token], position: int, kind: str) -> str:
    """What a subordinator is here; empty for a leading "that" and for one that opens no clause."""
    before = tokens[position - 1].lower if position else ""
    after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    word = tokens[position].lower
    if word != "that":
        return "" if after in _AFTER_PLAIN.get(word, ()) else kind
    # "It would close, and that it would reopen": told like what stands before it.
    if (not before[:1].isalnum() and before != "'s") or before in _JOINING:
        return ""
    if before in _reporting():
        return "complement"
    return "noun-that" if before in _NOUNLIKE_BEFORE_THAT else "that"


def _governor(tokens: Sequence[Token], first: int, lowest: int) -> str:
    """Who says or thinks the clause, by the nearest reporting verb before it in the sentence."""
    reporting = _reporting()
    for position in range(first - 1, lowest - 1, -1):
        word = tokens[position].lower
        if word in (";", ".", "?", "!"):
            return ""
        if word not in reporting:
            continue
        before = tokens[position - 1].lower if position else ""
        after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
        if before in ("the", "a", "an", "his", "her", "their", "of", "no", "this", "its") or after == "of":
            continue
        if before in _BE or (before in ("not", "been", "widely") and position > 1):
            return "agentless"
        return subject(tokens, position)
    return ""


@functools.cache
def _reporting() -> frozenset[str]:
    """Forms of verbs that mostly have a clause for their object."""
    return frozenset(
        spelling(form)
        for entry in lexicons.entries("cues")
        if entry["pos"] == "verb" and entry["lemma"] in _CLAUSAL
        for form in entry["forms"]
    )
