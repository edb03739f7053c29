"""Whether a stop ends a sentence: a ``Gap`` in, the decision out.

Rules come first where they know better than Punkt: what follows a title, a month, an initial, a question in
quotation marks. What no rule decides is Punkt's.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.segment import punkt

if TYPE_CHECKING:
    from attrib.segment.gaps import Gap


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that begin a sentence when capitalised after an abbreviation or initial: no name begins with them.
_STARTERS = _listed(
    """
    a about after all although among an and another any are as asked at because before both but by can
    critics despite did do does during each earlier even every few for from had has have he her here his
    how however i if in indeed instead is it it’s it's its last later many meanwhile more most much my
    neither next nearly no nobody none nor not nothing now of on once one only or other our over perhaps
    police she since so some soon still such that that’s that's the their then there there’s there's these
    they they’re they're this those though through thus to two under unlike until was we we’re we're were
    what when where whether which while who why with yes yet you your
    """
)
#: Words after which a single capital is a name of its own: Plan B, Vitamin C, World War I.
_LETTERED = _listed(
    """
    appendix block category channel class division exhibit gate grade group hepatitis influenza lane level
    model option part phase plan platform point schedule section team terminal type unit version vitamin war
    """
)
#: What may follow "at 10 a.m." without beginning a sentence.
_AFTER_TIME = _listed(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december gmt bst est edt et cst cdt ct mst mdt mt pst pdt pt utc cet
    eastern central mountain pacific
    """
)
#: Abbreviations that always lead on to something.
_LEADING = _listed("e.g i.e viz cf vs a.k.a d.b.a approx")
_EXCLAIMED = _listed("yahoo jeopardy")
_SUFFIXES = _listed("com co net org gov edu js uk io ai tv")
_DOTTED = re.compile(r"[^\W\d_](?:[.&-]+[^\W\d_])+")
_ROMAN = re.compile(r"[IVXLC]+|[A-Z]")
_ITEM = re.compile(r"\d{1,2}|[A-Za-z]")
_TAIL = re.compile(r"[-–/(]")
_ADDRESS = frozenset("@/.")
#: Words of a speaker's name and title that may stand before the verb.
_NAMES = 6
_PARTICLES = _listed("of the and for de la da di du del van von der den bin al")


@functools.cache
def _classes() -> dict[str, tuple[str, str]]:
    """For each abbreviation, without its last stop, its class and what has to follow it."""
    return {
        entry["text"].removesuffix("."): (entry["class"], entry["before"])
        for entry in lexicons.entries("abbreviations")
    }


@functools.cache
def _reporting() -> frozenset[str]:
    """Forms of the verbs that report speech."""
    return frozenset(
        form
        for entry in lexicons.entries("cues")
        if entry["pos"] == "verb" and entry["act"] in {"statement", "question", "directive"}
        for form in entry["forms"]
    )


def ends_sentence(gap: Gap, sentence_start: int) -> bool:
    """Whether a sentence ends at the gap.

    Args:
        gap: The place.
        sentence_start: Where the sentence before it starts.
    """
    if not _can_start(gap):
        return False
    if not gap.spaced:
        return _lacks_space(gap)
    stops = gap.stops.rstrip("\"”’'»)]}")
    if "!" in stops or "?" in stops:
        return _after_exclamation(gap)
    if "…" in stops or ".." in stops or not gap.before:
        return gap.word_start > sentence_start + 1 and gap.next_word.split("’")[0].split("'")[0] != "I"
    if gap.quoted:
        return True
    return _after_stop(gap, sentence_start)


def _can_start(gap: Gap) -> bool:
    """Whether what follows can begin a sentence: a capital, a digit, or a name such as iPhone."""
    first, second = gap.ahead[:1], gap.ahead[1:2]
    return first.isalnum() and "." not in gap.opened and (not first.islower() or second.isupper())


def _lacks_space(gap: Gap) -> bool:
    """Whether a stop within a token ends a sentence (said.Then), not part of a name (Booking.com)."""
    if any(character in gap.before + gap.next_word for character in "./@"):
        return False
    return gap.next_word.lower() not in _SUFFIXES


def _after_exclamation(gap: Gap) -> bool:
    """Whether a sentence ends after an exclamation or question mark."""
    if not gap.before or gap.before.lower() in _EXCLAIMED:
        # A mark in brackets, (!), remarks on the word before it.
        return ")" not in gap.stops and gap.next_word.lower() in _STARTERS
    return not (gap.quoted and not gap.opens_quotation and _attributes(gap.ahead))


def _attributes(ahead: str) -> bool:
    """Whether a quotation's attribution follows: Mrs Pell said, Rep. Sue Lark shouted."""
    words = ahead.split()[: _NAMES + 1]
    if words[0].lower() in _STARTERS:
        return False
    for word in words[1:]:
        if word.rstrip(".,:;") in _reporting():
            return True
        if not word[0].isupper() and word not in _PARTICLES:
            return False
    return False


def _after_stop(gap: Gap, sentence_start: int) -> bool:
    """Whether a sentence ends after a single stop without a quotation mark."""
    word = gap.before
    if word.lower() in _LEADING or (_ITEM.fullmatch(word) and gap.word_start <= sentence_start + 1):
        return False
    if len(word) == 1 and word.isupper():
        return _starts(gap) or gap.previous in _LETTERED
    if word.lower().endswith(("a.m", "p.m")):
        return not gap.bracketed and gap.next_word.lower() not in _AFTER_TIME
    kind = _classes().get(word) or _classes().get(_TAIL.split(word)[-1])
    if kind is not None:
        return _after_listed(gap, *kind)
    if _DOTTED.fullmatch(word):
        return _after_abbreviation(gap)
    return not _ADDRESS.isdisjoint(word) or punkt.separates(word, gap.next_word)


def _after_listed(gap: Gap, kind: str, before: str) -> bool:
    """Whether a sentence ends after an abbreviation of the lexicon."""
    following = gap.next_word
    if before == "name":
        return kind == "place" and _starts(gap)
    if before == "number":
        if following[0].isdigit() or _ROMAN.fullmatch(following):
            return False
        return kind != "month" or _after_abbreviation(gap)
    if kind == "measure" and not gap.previous[-1:].isdigit():
        return True
    return _after_abbreviation(gap)


def _after_abbreviation(gap: Gap) -> bool:
    """Whether a sentence ends after an abbreviation that can stand at its end: Inc., U.S., Calif."""
    if gap.bracketed:
        return False
    return gap.opens_quotation or _starts(gap) or punkt.starts_after_abbreviation(gap.next_word)


def _starts(gap: Gap) -> bool:
    """Whether the next word is one that begins sentences and no names, and not an initial (J. A. Smith)."""
    return gap.next_word.lower() in _STARTERS and gap.ahead[1:2] != "."
