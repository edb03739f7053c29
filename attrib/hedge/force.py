"""The force of an attribution's cue, from ``lexicons/cues.json`` and the sense it has in context.

In: an attribution and the text. Out: what its cue says of the claim beyond passing it on ("admitted" is
factive, "claimed" distancing), ``neutral`` when the lexicon does not hold it, None without a cue. It says
nothing of the content.

Some words have one force in one sense and another in the next; ``_sense`` tells them apart:

- nobody's words or thoughts: "is said to", "it is understood", "is reported to" keep their distance, "is
  thought to", "is presumed to" are soft; with "by" and a name, or with a person for subject, they are what
  the word is otherwise ("she understood that …" is factive);
- an act, not a claim: "suggested a pause", "suggested that he resign", "signalled the driver to stop",
"expects
  players to be on time", "charged her £4" are neutral.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from attrib import lexicons
from attrib.hedge.phrases import Token, spelling, tokenise, word_set
from attrib.hedge.senses import is_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Attribution, Force

_BE = word_set("is are was were be been being 's")
_HEARSAY = word_set("say understand report rumour claim tell")
_THOUGHT = word_set("believe think assume presume expect fear feel reckon estimate suspect consider")
_FINITE = word_set(
    "is are was were 's had has have 've did does do will would 'll 'd can could may might must won't"
)
# What suggests by being as it is; of a person's suggestion a bare noun phrase is advice.
_WITNESSES = word_set(
    "data evidence figures findings marks numbers poll polls prints records report reports research results "
    "sign signs studies study survey surveys tests trend trends analysis letter letters emails footage "
    "video it "
    "this that which traces tracks footprints accounts documents statistics estimates models"
)
_PRONOUNS = word_set("i we you he she they it who nobody everyone someone him her them us me")


def force(attribution: Attribution, text: str) -> Force | None:
    """The force of the attribution's cue.

    A lemma with several entries ("claim", verb and noun) is settled by the form that stands in the text, then
    by the attribution's act, then by the order of the lexicon.

    Args:
        attribution: For its cue, lemma, act, source and content.
        text: The document's text.
    """
    if not attribution.cue:
        return None
    lemma = (attribution.lemma or "").lower()
    entries = _by_lemma().get(lemma, ())
    sense = _sense(lemma, attribution, text)
    if sense is not None:
        return sense
    if not entries:
        return "neutral"
    words = " ".join(text[span.start : span.end] for span in attribution.cue).lower().split()

    def fit(entry: Mapping[str, Any]) -> tuple[bool, bool]:
        return any(form in words for form in entry["forms"]), entry["act"] == attribution.act

    best: Force = max(entries, key=fit)["force"]
    return best


def _sense(lemma: str, attribution: Attribution, text: str) -> Force | None:
    """The force that the context gives the cue; None where the lexicon's holds."""
    if lemma not in _SEVERAL_SENSES:
        return None
    cue = [token.lower for span in attribution.cue for token in tokenise(text[span.start : span.end])]
    if _agentless(attribution, cue, text):
        return "distancing" if lemma in _HEARSAY else "soft" if lemma in _THOUGHT else _AGENTLESS.get(lemma)
    if lemma in ("understand", "understood to be", "it is understood"):
        return "factive"
    if lemma not in _ADVICE and lemma not in _ACTS:
        return None
    content = tokenise(" ".join(text[span.start : span.end] for span in attribution.content))
    done = (
        _advises(attribution, content, text) if lemma in _ADVICE else _acts(lemma, attribution, content, text)
    )
    return "neutral" if done else None


_ADVICE = word_set("suggest suggestion")
_ACTS = word_set("expect signal indicate charge")
#: Phrases of the lexicon that are such passives themselves.
_AGENTLESS: Mapping[str, Force] = {
    "it is understood": "distancing",
    "understood to be": "distancing",
    "said to be": "distancing",
    "it is said": "distancing",
    "it is reported": "distancing",
    "it is believed": "soft",
    "it is thought": "soft",
    "believed to be": "soft",
    "thought to be": "soft",
}
_SEVERAL_SENSES = frozenset({*_HEARSAY, *_THOUGHT, *_AGENTLESS, *_ADVICE, *_ACTS})


def _agentless(attribution: Attribution, cue: Sequence[str], text: str) -> bool:
    """Whether the cue is a passive and nobody stands behind it: "is said", not "is said by his wife to"."""
    if not any(word in _BE for word in cue[:-1]) or cue[-1].endswith("ing"):
        return (attribution.lemma or "") in _AGENTLESS
    end = attribution.cue[-1].end
    following = tokenise(text[end : end + 12])
    return not (following and following[0].lower == "by") and cue[-1] != "by"


def _advises(attribution: Attribution, content: Sequence[Token], text: str) -> bool:
    """Whether a suggestion is one of something to be done."""
    words = [token.lower for token in content if token.lower[0].isalnum() or token.lower[0] == "'"]
    if not words:
        return False
    if words[0] == "to" or (
        words[0].endswith("ing") and len(words[0]) > 4 and words[1:2] not in (["is"], ["was"])
    ):
        return True
    if "should" in words[:8]:
        return True
    clause = words[1:] if words[0] == "that" else words
    if _has_finite_verb(clause):
        return False
    if words[0] == "that":
        return True
    return clause[0] in ("we", "you", "they", "he", "she") or not _inanimate(attribution, text)


def _has_finite_verb(words: Sequence[str]) -> bool:
    """Whether a verb in the words shows tense, as far as its form tells."""
    return any(
        word in _FINITE or (position and len(word) > 4 and word.endswith("ed"))
        for position, word in enumerate(words)
    ) or any(word in _third_person() for word in words[1:])


def _inanimate(attribution: Attribution, text: str) -> bool:
    source = [token.lower for span in attribution.source for token in tokenise(text[span.start : span.end])]
    if not source:
        start = attribution.cue[0].start
        source = [token.lower for token in tokenise(text[max(0, start - 40) : start])][-3:]
    return not _WITNESSES.isdisjoint(source)


def _acts(lemma: str, attribution: Attribution, content: Sequence[Token], text: str) -> bool:
    """Whether the cue reports a demand, a gesture or a bill rather than a claim."""
    words = [token.lower for token in content if token.lower[0].isalnum() or token.lower in ("£", "$", "€")]
    if not words or words[0] == "that" or _inanimate(attribution, text):
        return False
    if lemma == "charge":
        return any(word in ("£", "$", "€") for word in words[:4])
    if lemma == "indicate":
        return words[0] in ("the", "a", "his", "her") and not _has_finite_verb(words)
    if "to" not in words[1:8]:
        return False
    who = words[: words.index("to", 1)]
    if lemma == "signal":
        return not _has_finite_verb(who)
    return 0 < len(who) <= 3 and (is_person(who[-1]) or who[-1] in ("them", "us", "him", "her"))


@functools.cache
def _third_person() -> frozenset[str]:
    """Third persons of reporting verbs that are no plurals of nouns."""
    nouns = {form for entry in lexicons.entries("cues") if entry["pos"] == "noun" for form in entry["forms"]}
    return frozenset(
        spelling(form)
        for entry in lexicons.entries("cues")
        if entry["pos"] == "verb"
        for form in entry["forms"][1:2]
        if form not in nouns
    )


@functools.cache
def _by_lemma() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    by_lemma: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for entry in lexicons.entries("cues"):
        lemma = entry["lemma"].lower()
        by_lemma[lemma] = (*by_lemma.get(lemma, ()), entry)
    return by_lemma
