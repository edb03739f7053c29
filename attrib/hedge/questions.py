"""Is a content a question?

In: the content's sentences as tokens, and the attribution. Out: True or False, by rule:

1. at least half of its sentences end in a question mark ("Where is the money?"); or
2. it opens with "whether", which no statement does but the concessive "whether or not" ("whether it would
appeal"); or
3. it opens with a verb of telling, or "to know", and "whether" ("declined to say whether he had paid"), not
   with one of finding out ("hoped to establish whether he had paid" puts it in doubt); or
4. its cue asks, none of several sentences has a question mark, and it opens as a question does ("if he had
met her", "about what was left", "could they go"),
   as a request or a topic does not ("to leave the building", "for help", "the decision"); or
5. it opens with "if" and its cue leaves that open ("would not say if he had paid", "want to know if", "it is
   unclear if"); after others "if" makes a condition ("said if he paid, …", "I'm sure if he pays, …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.hedge.phrases import Token, tokenise, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution

_OPENINGS = word_set(
    "if whether who whom whose what which when where why how is are was were am do does did has have had can "
    "could will would shall should may might must"
)
# Verbs of telling leave a question open by being denied, those of knowing by what is still to be as well, and
# what is unknown by itself. No word is in two of them.
_TELLING = word_set("say tell confirm comment reveal disclose specify indicate explain")
_KNOWING = word_set("know see sure clear certain hear learn find check decide determine establish")
_UNKNOWN = word_set("unclear unsure uncertain unknown")
_DENIED = word_set("not n't never no nobody cannot refuse refuses refused decline declines declined unable")
_TO_COME = word_set("to will would can could may might must 'll 'd yet")
_BEFORE_OPENING = frozenset(
    {"about", "as", "to", "of", "on", "over", "just", "exactly", "and", "but", "so", "then"}
)


def is_question(sentences: Sequence[Sequence[Token]], attribution: Attribution, text: str) -> bool:
    """Whether the content asks, directly or as an embedded question.

    Args:
        sentences: The content's sentences, none of them empty.
        attribution: For its cue.
        text: The article.
    """
    if not sentences:
        return False
    marked = sum(1 for sentence in sentences if asks(sentence))
    if 2 * marked >= len(sentences):
        return True
    opening = _opening(sentences[0])
    if opening[:1] == ["whether"] and opening[1:3] != ["or", "not"]:
        return True
    if opening[:1] == ["to"] and opening[2:] == ["whether"] and opening[1] in _TELLING | {"know"}:
        return True
    if opening[:1] == ["if"] and _leaves_open(attribution, text):
        return True
    # "Can we win? I don't know. But …" is told, though the cue asks.
    return attribution.act == "question" and not marked and _opens_as_question(opening)


def _leaves_open(attribution: Attribution, text: str) -> bool:
    """Whether the cue says that something is not told or not known yet."""
    words = {token.lower for span in attribution.cue for token in tokenise(text[span.start : span.end])}
    if words & _UNKNOWN or (words & (_TELLING | _KNOWING) and words & _DENIED):
        return True
    return bool(words & _KNOWING and words & _TO_COME)


def asks(sentence: Sequence[Token]) -> bool:
    """Whether a sentence ends in a question mark."""
    return _last_mark(sentence) == "?"


def _opens_as_question(opening: Sequence[str]) -> bool:
    first = next((word for word in opening if word not in _BEFORE_OPENING), None)
    return first in _OPENINGS


def _last_mark(sentence: Sequence[Token]) -> str:
    """The last token that is no closing quotation mark or bracket; "?" also for "?!"."""
    marks = ""
    for token in reversed(sentence):
        if token.lower[0].isalnum():
            break
        marks = token.lower + marks
    return "?" if "?" in marks else marks[:1]


def _opening(sentence: Sequence[Token]) -> list[str]:
    words = [token.lower for token in sentence if token.lower[0].isalnum()]
    return words[:3]
