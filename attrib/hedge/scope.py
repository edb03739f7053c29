"""Does a candidate cue hedge this claim? What the claim classifier sees of it.

In: a candidate cue, the sentence it stands in and the claim around it. Out: named features of the candidate
as a hedge of the claim's main proposition (``features``), and of the claim given how probable each of its
candidates is (``claim_features``). Training and scoring both read this module and nothing else.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from attrib.hedge.clauses import opening, place
from attrib.hedge.conditions import condition_features
from attrib.hedge.features import HAPPENS, following_verb
from attrib.hedge.model import sigmoid
from attrib.hedge.phrases import Match, Token, word_set
from attrib.hedge.senses import bears_witness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.hedge.evidence import Evidence

#: Log-odds of the cue-level model beyond these are as sure as these.
SUREST = 4.0
_STEP = 0.75
_NEGATION = word_set("not n't never no hardly nobody nothing neither nor cannot without")
_DETERMINERS = word_set("the a an his her its their our my your this that these those any some every no")
_BE = word_set("is are was were be been being 's 're 'm am")
_MODALS = word_set("will would can could may might should must shall 'll 'd")
_CLASSES = (("determiner", _DETERMINERS), ("be", _BE), ("modal", _MODALS))
#: Words that stand for themselves; ^ and $ are the ends of a sentence.
_ITSELF = word_set("i we he she they you it to of in ^ $ and as not")
#: Words either side of a candidate that are read for what they are, more of them around a condition. In
#: cross-validation six was as good as eight and better than twelve, for conditions twelve the best.
_NEAR, _NEAR_CONDITION = 6, 12

_OPENINGS = word_set(
    "that to for as of about on in with what which who how why where when if whether not i we he she they it "
    "you there this"
)


class Claim(NamedTuple):
    """What a claim's candidates share.

    Attributes:
        act: What the cue of the attribution reports.
        mode: Whether the claim is quoted.
        sentences: How many sentences it has.
        words: Its length.
        asked: For each sentence, whether it asks.
    """

    act: str
    mode: str
    sentences: int
    words: int
    asked: tuple[bool, ...]


class Candidate(NamedTuple):
    """A candidate cue of a claim: tokens ``[first, last)`` of sentence ``number``."""

    number: int
    first: int
    last: int
    evidence: Evidence

    def form(self, tokens: Sequence[Token]) -> str:
        """Its words in their spelling for comparison."""
        return " ".join(token.lower for token in tokens[self.first : self.last])


def features(tokens: Sequence[Token], candidate: Candidate, claim: Claim) -> dict[str, float]:
    """Named features of one candidate; those without a number of their own count 1."""
    found = candidate.evidence
    strength = max(-SUREST, min(SUREST, found.log_odds))
    # In steps that the regularisation leaves room for: this is what is best known of a candidate.
    names = {"log-odds": strength * _STEP, f"log-odds {found.type}": strength * _STEP}
    if found.learnt is not None:
        learnt = max(-SUREST, min(SUREST, found.learnt)) * _STEP
        names |= {"learnt": learnt, f"{candidate.form(tokens)} learnt": learnt}
    names |= dict.fromkeys(_named(tokens, candidate, claim), 1.0)
    return names


def _named(tokens: Sequence[Token], candidate: Candidate, claim: Claim) -> Iterator[str]:
    form, kind = candidate.form(tokens), candidate.evidence.type
    where = place(tokens, candidate.first)
    yield from (f"w={form}", f"type={kind}", f"level={candidate.evidence.certainty}")
    for name, value in (
        ("clause", where.clause),
        ("subject", where.subject),
        ("governor", where.governor or "nobody's"),
        ("fronted", where.fronted or "none"),
        ("verb before", str(where.verb_before)),
    ):
        yield f"{name}={value}"
        yield f"{kind} {name}={value}"
    top = where.clause in ("main", "coordinate") and where.governor in ("", "first")
    outer = "top" if top else "within"
    yield from (f"{outer}", f"{kind} {outer}", f"{form} {outer}", f"{kind} {outer} {where.subject}")
    yield f"{kind} {where.clause} {where.governor or where.subject}"
    yield from _shared(form, outer)
    verb = following_verb(tokens, candidate.last)
    if verb in HAPPENS:
        yield from (f"{form} happens", "happens")
    elif verb in ("be", "have"):
        yield from (f"{form} {verb}", f"{form} {verb} {where.subject}")
    yield f"{form} clause={where.clause}"
    yield f"{form} subject={where.subject}"
    yield f"distance={min(where.distance // 4, 3)} {where.clause}"
    if kind == "doxastic":
        # "He thinks" is the source's own in reported speech, and somebody else's in a quotation. In nothing
        # else does it matter whether a claim is quoted.
        yield from (f"{kind} {where.subject} {claim.mode}", f"{kind} {where.governor} {claim.mode}")
        yield f"{form} {where.subject} {claim.mode}"
    yield from _around(tokens, candidate, form, kind)
    yield from _near(tokens, candidate, kind)
    if kind in ("condition", "epistemic"):
        yield from _position(tokens, candidate, claim, kind)
    if kind == "condition":
        yield from condition_features(tokens, candidate.first, candidate.last, form=form, act=claim.act)
    first = _first(tokens)
    yield from (f"first={first}", f"{kind} first={first}", f"{where.clause} first={first}")
    yield from _about(candidate, claim, kind)


def _shared(form: str, outer: str) -> Iterator[str]:
    """What forms share by their words: those of several words are mostly rare ("looking into whether")."""
    words = form.split(" ")
    yield from (f"head={words[0]}", f"last={words[-1]}", f"last={words[-1]} {outer}")
    if len(words) > 1:
        yield f"last={words[-1]} of several"


def _around(tokens: Sequence[Token], candidate: Candidate, form: str, kind: str) -> Iterator[str]:
    before, before2 = _word(tokens, candidate.first - 1), _word(tokens, candidate.first - 2)
    after, after2 = _word(tokens, candidate.last), _word(tokens, candidate.last + 1)
    yield from (f"-1={_class(before)}", f"+1={_class(after)}", f"{kind} -1={_class(before)}")
    yield from (f"{kind} +1={_class(after)}", f"{form} -1={before}", f"{form} +1={after}")
    yield from (f"{form} +2={_class(after2)}", f"{form} -2={_class(before2)}")
    near = {token.lower for token in tokens[max(0, candidate.first - 3) : candidate.first]}
    if near & _NEGATION:
        yield f"{kind} negated before"
    near = {token.lower for token in tokens[candidate.last : candidate.last + 2]}
    if near & _NEGATION:
        yield f"{kind} negated after"
    if bears_witness(tokens, Match(candidate.first, candidate.last, form)):
        yield "witness"


def _near(tokens: Sequence[Token], candidate: Candidate, kind: str) -> Iterator[str]:
    """The words near a candidate, whatever its own form: "the notion that", "some way to"."""
    reach = _NEAR_CONDITION if kind == "condition" else _NEAR
    for token in tokens[max(0, candidate.first - reach) : candidate.first]:
        yield "before=" + token.lower
    for token in tokens[candidate.last : candidate.last + reach]:
        yield "after=" + token.lower


def _position(tokens: Sequence[Token], candidate: Candidate, claim: Claim, kind: str) -> Iterator[str]:
    """Where a candidate stands in its sentence and its sentence in the claim, roughly."""
    yield f"{kind} sentence={min(candidate.number, 2)} of {min(claim.sentences, 3)}"
    yield f"{kind} length={min(len(tokens) // 8, 5)}"
    yield f"{kind} words before={min(candidate.first // 5, 5)}"
    yield f"{kind} words after={min((len(tokens) - candidate.last) // 5, 4)}"


def _first(tokens: Sequence[Token]) -> str:
    """What a sentence opens with: its form where that tells much, as "to" and "that", else its kind."""
    word = next((token.lower for token in tokens if token.lower[0].isalnum()), "$")
    return word if word in _OPENINGS else opening(tokens, 0)


def _about(candidate: Candidate, claim: Claim, kind: str) -> Iterator[str]:
    yield f"act={claim.act}"
    yield f"{kind} act={claim.act}"
    yield f"sentence={'only' if claim.sentences == 1 else 'one of several'}"
    if claim.asked[candidate.number]:
        yield "asked"


def claim_features(found: Sequence[tuple[str, float]], claim: Claim) -> dict[str, float]:
    """Named features of a claim, given its candidates.

    Args:
        found: For each candidate its type and the log-odds that it hedges the claim.
        claim: What they share.
    """
    chances = sorted((sigmoid(log_odds) for _, log_odds in found), reverse=True)
    names = {
        "most": max((max(-SUREST, min(SUREST, odds)) / SUREST for _, odds in found), default=-1.0),
        "sum": min(sum(chances), 3.0),
        "second": chances[1] if len(chances) > 1 else 0.0,
        "length": math.log1p(claim.words) / 5,
        f"act={claim.act}": 1.0,
    }
    if found:
        names[f"type={max(found, key=_by_odds)[0]}"] = 1.0
    else:
        names["nothing found"] = 1.0
    if claim.sentences > 1:
        names["sentences"] = 1.0
    return names


def _by_odds(item: tuple[str, float]) -> float:
    return item[1]


def _class(word: str) -> str:
    """A word's class where its kind says more than itself."""
    if word in _ITSELF:
        return word
    for name, members in _CLASSES:
        if word in members:
            return name
    if not word[0].isalnum():
        return "mark"
    return next((ending for ending in ("ly", "ing", "ed") if word.endswith(ending)), "word")


def _word(tokens: Sequence[Token], position: int) -> str:
    if position < 0:
        return "^"
    if position >= len(tokens):
        return "$"
    word = tokens[position].lower
    return "0" if word[0].isdigit() else word
