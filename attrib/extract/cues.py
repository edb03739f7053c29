"""A cue's text -> its lemma and what it reports (its act), by the lexicon of cues or else by rule."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons

if TYPE_CHECKING:
    from attrib.records import Act

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[:–—-]")
#: Words before the head of a verb group: auxiliaries, negation, frequent adverbs that do not end in -ly.
_BEFORE_HEAD = frozenset(
    "be am is are was were been being have has had having do does did will would shall should can could "
    "may might must not never also to ’s ’ve ’d 's 've 'd isn’t wasn’t aren’t weren’t hasn’t haven’t "
    "hadn’t didn’t doesn’t don’t won’t wouldn’t couldn’t can’t cannot later then again still already once "
    "even just now often always soon the a an his her their its it he she they who by as more so and".split()
)
_LONGEST = 5  # words in the longest phrase of the lexicon that is looked for


@functools.cache
def _forms() -> dict[tuple[str, ...], tuple[str, Act]]:
    """Inflected form, as lower-case words -> lemma and act; of two entries the first in the file wins."""
    forms: dict[tuple[str, ...], tuple[str, Act]] = {}
    for entry in lexicons.entries("cues"):
        for form in (entry["lemma"], *entry["forms"]):
            forms.setdefault(_words(form), (entry["lemma"], entry["act"]))
    return forms


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("'", "’") for word in _WORD.findall(text.lower()))


def describe(cue: str) -> tuple[str | None, Act]:
    """Lemma and act of a cue.

    Args:
        cue: The cue's text, "has pointed out"; empty for none.

    Returns:
        The lemma of the cue's head as the lexicon has it ("point out"), else by stripping inflection, and the
        act; ``(None, "statement")`` without a cue, since what is then left is a quotation.
    """
    words = _words(cue)
    if not words:
        return (None, "statement") if not cue.strip() else (cue.strip(), "other")
    heads = [index for index, word in enumerate(words) if word not in _BEFORE_HEAD] or [len(words) - 1]
    for start in (*heads, *range(len(words))):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            if found := _forms().get(words[start : start + length]):
                return found
    head = next((words[index] for index in heads if not words[index].endswith("ly")), words[heads[-1]])
    return stem(head), "other"


def stem(verb: str) -> str:
    """Dictionary form of a regular verb that the lexicon lacks: "scoffed" -> "scoff", "tries" -> "try".

    Whether a doubled or dropped letter returns is decided by spelling rules, so that rare verbs may be wrong.
    """
    if verb.endswith(("ies", "ied")) and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return verb[:-2]
    if verb.endswith("s") and not verb.endswith(("ss", "us", "is")) and len(verb) > 3:
        return verb[:-1]
    for ending in ("ing", "ed"):
        if (
            verb.endswith(ending)
            and len(verb) - len(ending) >= 2
            and any(c in "aeiouy" for c in verb[: -len(ending)])
        ):
            return _restore(verb[: -len(ending)])
    return verb


def _restore(base: str) -> str:
    """Undo what an ending did to a verb: double consonants, a dropped e."""
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "aeiouflsz":
        return base[:-1]
    if base[-1] in "cguvz" or base.endswith(("at", "ir", "rs", "ns", "bl", "dl", "gl", "tl", "pl", "ok")):
        return base + "e"
    consonant_vowel_consonant = len(base) > 2 and base[-1] in "rsdtkm" and base[-2] in "aiou"
    if (
        consonant_vowel_consonant
        and base[-3] not in "aeiou"
        and not base.endswith(("er", "or", "it", "et", "on", "en"))
    ):
        return base + "e"
    return base
