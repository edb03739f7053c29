"""A cue's text and what it introduces -> its lemma and what it reports (its act): by lexicon, else by rule.

How acts are told apart stands in ``lexicons/README.md``; ``tests/quality/cues.jsonl`` is the gold they are
measured on.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.extract.verbs import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.records import Act

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[:–—-]")
_MARKS = frozenset(":–—-")
#: Words before the head of a verb group: auxiliaries, negation, frequent adverbs that do not end in -ly.
_BEFORE_HEAD = frozenset(
    "be am is are was were been being have has had having do does did will would shall should can could "
    "may might must not never also to s re ve d m ll isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t "
    "didn’t doesn’t don’t won’t wouldn’t couldn’t can’t cannot it’s he’s she’s there’s we’re they’re i’m "
    "later then again still already once even just now often always soon ever far well very much both all "
    "each too no longer less more most so the a an his her their its my our your it he she they we i you who "
    "there what by as and in on of for from with about against at".split()
)
#: Verbs that say how, when or whether something was said: before another cue the other one is the head
#: ("refused to say", "kept insisting").
_LIGHT = frozenset(
    "appear attempt avoid begin continue decline fail go keep manage need proceed refuse seek seem start "
    "stop struggle tend try use".split()
)
_HAVE = frozenset({"have", "has", "had", "having"})
_LONGEST = 5  # words in the longest phrase of the lexicon that is looked for
_ASKS = re.compile(r"[?？][”’\"')\]]*\Z")
_FIRST = re.compile(r"[^\w“\"‘']*(?:(?:not|never) )?(\w+)")
_AS = re.compile(r"\bas\b")

#: Acts that hang on the first word of the content: lemmas, first words, act.
_REFINED: tuple[tuple[str, str, Act], ...] = (
    ("tell warn say write signal shout email text phone push remind", "to", "directive"),
    ("ask", "to for that", "directive"),
    ("agree offer volunteer mean vote commit", "to", "intention"),
    ("see hear", "why how no", "belief"),
    ("read", "that", "perception"),
    ("confidence", "in", "attitude"),
)
_BY_FIRST_WORD: Mapping[tuple[str, str], Act] = {
    (lemma, word): act
    for lemmas, words, act in _REFINED
    for lemma in lemmas.split()
    for word in words.split()
}
#: Acts of a verb that the lexicon lacks, by the first word of its content.
_UNKNOWN: Mapping[str, Act] = {
    "that": "statement",
    "to": "intention",
    "whether": "question",
    "if": "question",
}
_CALLED_FOR = frozenset({"for", "on", "upon", "to", "that"})
_PASSIVE_SAYING = re.compile(r"\b(?:am|is|are|was|were|be|been|being) (?:\w+ly )?said\b")


@functools.cache
def _forms() -> dict[tuple[str, ...], tuple[str, Act]]:
    """Inflected form, as lower-case words -> lemma and act; of two entries the first in the file wins.

    What "be" stands before in an entry ("be angry") is a form too, unless another entry has it: a cue may be
    the adjective alone.
    """
    forms: dict[tuple[str, ...], tuple[str, Act]] = {}
    bare: dict[tuple[str, ...], tuple[str, Act]] = {}
    for entry in lexicons.entries("cues"):
        for form in (entry["lemma"], *entry["forms"]):
            words = _words(form)
            forms.setdefault(words, (entry["lemma"], entry["act"]))
            if words[0] == "be" and len(words) > 1:
                bare.setdefault(words[1:], (entry["lemma"], entry["act"]))
    return bare | forms


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("'", "’") for word in _WORD.findall(text.lower()))


def describe(cue: str, content: str = "") -> tuple[str | None, Act]:
    """Lemma and act of a cue.

    Args:
        cue: The cue's text, "has pointed out"; empty for none.
        content: What it introduces, from the first piece after it where there is one; some cues report one
            thing or another by how that begins ("told her that", "told her to").

    Returns:
        The lemma of the cue's head as the lexicon has it ("point out"), else by stripping inflection, and the
        act; ``(None, "statement")`` without a cue, since what is then left is a quotation.
    """
    words = _words(cue)
    if not words:
        return (None, "statement") if not cue.strip() else (cue.strip(), "other")
    heads = _heads(words)
    found = _listed(words, heads)
    if found is None:
        return stem(words[heads[0]]), _guessed(content)
    lemma, act = found
    return lemma, _refined(lemma, act, cue.lower(), content)


def _heads(words: tuple[str, ...]) -> list[int]:
    """Places where the head may stand, likeliest first: marks and adverbs only when there is nothing else."""
    plain = [index for index, word in enumerate(words) if word not in _MARKS and not _leads(words, index)]
    marks = [index for index, word in enumerate(words) if word in _MARKS]
    adverbs = [index for index in plain if words[index].endswith("ly")]
    others = [index for index in plain if index not in adverbs]
    return [*others, *marks, *adverbs] or [len(words) - 1]


def _leads(words: tuple[str, ...], index: int) -> bool:
    """Whether a word only leads to the head."""
    if words[index] == "long":  # "have long criticised", but "longed for", "long to"
        return index > 0 and words[index - 1] in _HAVE
    return words[index] in _BEFORE_HEAD


def _listed(words: tuple[str, ...], heads: list[int]) -> tuple[str, Act] | None:
    """What the lexicon says of the likeliest head that it holds, passing over light verbs where it can."""
    for place in heads:
        found = _at(words, place)
        if (stem(words[place]) if found is None else found[0]) in _LIGHT:
            return next(_after_light(words, [index for index in heads if index > place]), found)
        if found is not None:
            return found
    several = (_at(words, place, least=2) for place in range(len(words)))
    return next((found for found in several if found is not None), None)


def _after_light(words: tuple[str, ...], heads: list[int]) -> Iterator[tuple[str, Act]]:
    for place in heads:
        if words[place - 1] in {"to", "and"} or words[place].endswith("ing"):
            found = _at(words, place)
            if found is not None and found[0] not in _LIGHT:
                yield found


def _at(words: tuple[str, ...], place: int, *, least: int = 1) -> tuple[str, Act] | None:
    """The longest entry that begins at a place."""
    for length in range(min(_LONGEST, len(words) - place), least - 1, -1):
        if found := _forms().get(words[place : place + length]):
            return found
    return None


def _first_word(content: str) -> str:
    found = _FIRST.match(content.lower())
    return found.group(1) if found else ""


def _refined(lemma: str, act: Act, cue: str, content: str) -> Act:
    """The act of a listed cue, where its content decides between two."""
    if lemma in _MARKS:
        return "question" if _ASKS.search(content) else act
    first = _first_word(content)
    if not first or (lemma == "say" and _PASSIVE_SAYING.search(cue)):
        return act
    if lemma == "call":
        return "directive" if first in _CALLED_FOR else "statement"
    if lemma == "suggest" and first.endswith("ing"):
        return "directive"
    if lemma == "see" and _AS.search(content):
        return "belief"
    return _BY_FIRST_WORD.get((lemma, first), act)


def _guessed(content: str) -> Act:
    """The act of a cue that the lexicon lacks: a quotation is said, the rest goes by how it begins."""
    if content.lstrip().startswith(("“", '"', "‘", "''")):
        return "statement"
    return _UNKNOWN.get(_first_word(content), "other")
