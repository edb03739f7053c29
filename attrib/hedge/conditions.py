"""Is a condition open, or is it a rule, a manner of speaking, a premise?

In: the tokens of a sentence and the place of an "if", "unless" and the like. Out: named features of what it
opens with and of the clause that hangs on it: "if you lie, you get caught" is a rule, "if she wins, he will
go" an open condition (docs/annotation-hedging.md).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.hedge.clauses import opening
from attrib.hedge.phrases import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.hedge.phrases import Token

_MODALS = {
    **{modal: modal for modal in ("will", "would", "can", "could", "may", "might", "should", "must")},
    **dict.fromkeys(("'ll", "shall", "wo"), "will"),
    "'d": "would",
}
_GENERIC = word_set("you one someone somebody anyone anybody people everyone")
# Of news claims in training, "if" before a verb of the first kind is mostly open ("if he wins", "if a deal is
# reached"), before one of the second mostly granted or a manner of speaking ("if they want to be taken
# seriously").
_EVENTS = word_set(
    "adopted allowed approved became become becomes came changed choose chooses chose chosen come comes "
    "confirmed continue continued continues decide decided decides drop dropped drops elected end ended "
    "ends fail failed fails find finds found get gets go goes got happen happened happens imposed leave "
    "leaves left lose loses lost made make makes met nominated occur occurs pass passed passes pick picks "
    "raise raised raises reach reached refuse refuses signed stay stayed stays stop stopped stops succeed "
    "succeeds take takes took visit visited visits vote voted votes went win wins won"
)
_GRANTED = word_set(
    "believe believes can care cares could going honest like likes need needs serious think thinks want "
    "wanted wants willing"
)
# What says before "to" that something is to come: "is preparing to", "is going to".
_PLANNED = word_set(
    "able bound expected going intends plan planned planning plans pledge pledged pledges pledging prepare "
    "prepared prepares preparing promise promised promises ready threatened threatening vow vowed willing"
)
_VERBS = ("is", "are", "was", "were", "had", "did", "does", "do", "has", "have", "can", "could")
_ENDS = word_set(", then — – -")
#: Words of the condition that are read for its verb's form and for what the verb is, words after it for the
#: comma that ends it, and words of the other clause, where it follows and where it goes before.
_INSIDE, _WITHIN, _LONGEST, _FOLLOWING, _PRECEDING = 6, 9, 30, 11, 14


def condition_features(
    tokens: Sequence[Token], first: int, last: int, *, form: str, act: str
) -> Iterator[str]:
    """Names of the features of a condition.

    Args:
        tokens: The sentence.
        first: The first token of the word that makes the condition.
        last: After its last token.
        form: That word in its spelling for comparison.
        act: What the cue of the attribution reports.
    """
    words = {token.lower for token in tokens}
    for modal in sorted({_MODALS[word] for word in words if word in _MODALS}):
        yield f"{form} with {modal}"
    promised = act == "intention" and _is_infinitive(tokens)
    if words.isdisjoint(_MODALS) and not promised and not _is_planned(tokens):
        yield f"{form} without modal"
    if tokens[last : last + 1] and tokens[last].lower in _GENERIC:
        yield f"{form} generic"
    yield f"{form} {act}"
    subject = opening(tokens, last)
    yield from (f"condition opens={subject}", f"{form} opens={subject}")
    inside = {token.lower for token in tokens[last : last + _INSIDE]}
    for verb in _VERBS:
        if verb in inside:
            yield f"condition verb={verb}"
    yield from _kinds(tokens, last, subject)
    yield from _consequence(tokens, first, last, form=form, subject=subject, promised=promised)


def _kinds(tokens: Sequence[Token], last: int, subject: str) -> Iterator[str]:
    """Whether the condition is one of something that may come about, or of what is granted."""
    words = [token.lower for token in tokens[last : last + _WITHIN]]
    end = next((i for i, word in enumerate(words) if i and word in _ENDS), len(words))
    for name, verbs in (("event", _EVENTS), ("granted", _GRANTED)):
        if not verbs.isdisjoint(words[:end]):
            yield from (f"condition {name}", f"condition {name} {subject}")


def _consequence(
    tokens: Sequence[Token], first: int, last: int, *, form: str, subject: str, promised: bool
) -> Iterator[str]:
    """Features of the clause that holds only if the condition does."""
    opens = not any(token.lower[0].isalnum() for token in tokens[:first])
    set_off = not any(token.lower[0].isalnum() for token in tokens[max(0, first - 1) : first])
    rest = _after(tokens, last) if set_off else ()
    # A comma may stand before a condition that ends its sentence, too.
    fronted = opens or any(token.lower[0].isalnum() for token in rest)
    place = "fronted" if fronted else "after"
    if not fronted:
        rest = tokens[max(0, first - _PRECEDING) : first]
    yield from (f"{form} {place}", f"condition {place}")
    modals = sorted({_MODALS[token.lower] for token in rest if token.lower in _MODALS})
    instead = "planned" if _is_planned(rest) else "to" if promised and not fronted else "none"
    for modal in modals or [instead]:
        yield from (f"consequence {modal}", f"consequence {modal} {place}")
    if fronted:
        other = opening(rest, 0)
        yield from (f"consequence opens={other}", f"condition opens={subject} {other}")


def _is_planned(tokens: Sequence[Token]) -> bool:
    """Whether the words say that something is to come: "is going to", "are preparing to"."""
    return any(one.lower in _PLANNED and two.lower == "to" for one, two in pairwise(tokens))


def _is_infinitive(tokens: Sequence[Token]) -> bool:
    """Whether the sentence opens as a plan does: "to sell the yard"."""
    return next((token.lower for token in tokens if token.lower[0].isalnum()), "") == "to"


def _after(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The words after the mark that ends a condition at a sentence's opening."""
    for position in range(last, min(len(tokens), last + _LONGEST)):
        if tokens[position].lower in _ENDS:
            return tokens[position + 1 : position + 1 + _FOLLOWING]
    return ()
