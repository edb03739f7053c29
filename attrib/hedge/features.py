"""What the hedge classifier sees: candidate cues in a sentence, and the features of each.

In: the tokens of a sentence (or of the part of it that a content covers). Out: the places where a known cue
form stands, and for each the names of its features. Training and scoring both read this module and nothing
else.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from attrib import lexicons
from attrib.hedge.phrases import Match, Phrases, Token, spelling, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Words either side of a candidate that count as its neighbourhood.
WINDOW = 5
# Words that change what another candidate means wherever they stand in the sentence: conditions, modals,
# questions.
_PARTNERS = frozenset(
    {"if", "would", "could", "should", "may", "might", "whether", "not", "n't", "unless", "will"}
)
_BEFORE_NOUN = word_set("the his its their our my your of full")
_QUALITIES = word_set("military economic political financial naval industrial air imperial combined")
_AFTER_NOUN = word_set("of and to against in on is was has had with for from alone by at")
_BEFORE_MONTH = word_set(
    "in on of since last next this until till by early late mid from to every between before after through "
    "during around ending and for theresa mrs ms"
)
# Verbs whose subject undergoes rather than acts: after a modal they speak of what is possible, not of what
# somebody is able to do ("could cost", against "could see").
HAPPENS = word_set(
    "affect alienate backfire be become begin benefit bring burst cause collapse come contribute cost "
    "damage delay derail disqualify drop emerge end erode "
    "expire explode face fail fall force happen harm hit hurt increase involve last lead leave lose mean "
    "occur prompt prove raise remain result reveal rise save set signal slow spark spread stem suffer take "
    "threaten topple trigger undermine worsen"
)
_BE = word_set("is are was were be been being am 's 're")
_PRONOUNS = word_set("i we he she they it you who which that")
_DETERMINERS = word_set("the a an his her its their this that these those no some any")
# Subjects that believe and claim in what reports views: "some see it as".
_HOLDERS = word_set(
    "some many critics scholars others historians most few people researchers scientists experts authors"
)
_ENDINGS = ("ing", "ed", "es", "s", "e", "d")
_SKIPPED = word_set("not n't also still soon well even yet never just now then at least")
_FINITE = word_set("is was has had said says told did does wants")


def candidates(tokens: Sequence[Token], forms: Phrases) -> list[Match]:
    """Places where a cue form stands; the month May and the noun "might" are none.

    Args:
        tokens: The tokens of one sentence.
        forms: Words and phrases ever marked as a cue in training.
    """
    return [match for match in forms.find(tokens) if not _is_name_or_noun(tokens, match)]


def _is_name_or_noun(tokens: Sequence[Token], match: Match) -> bool:
    if match.phrase not in ("may", "might"):
        return False
    before = tokens[match.first - 1].lower if match.first else ""
    after = tokens[match.last].lower if match.last < len(tokens) else ""
    if match.phrase == "might":
        ended = not after[:1].isalpha() or after in _AFTER_NOUN
        return before in _BEFORE_NOUN or after == "of" or (before in _QUALITIES and ended)
    if not tokens[match.first].text[0].isupper():
        return False
    return before in _BEFORE_MONTH or before[:1].isdigit() or not after[:1].isalpha() or after in _FINITE


class Frame(NamedTuple):
    """What all candidates of a sentence share, worked out once.

    Attributes:
        first: Its first word.
        last: After its last word. The marks around the words are left out because a content, unlike the
            sentences of the training corpora, has no full stop and often quotation marks.
        partners: How often each word stands in it that tells how another is meant.
        asked: Whether it ends in a question mark.
    """

    first: int
    last: int
    partners: Counter[str]
    asked: bool


def frame(tokens: Sequence[Token]) -> Frame:
    """The frame of a sentence."""
    words = [i for i, token in enumerate(tokens) if token.lower[0].isalnum()]
    first, last = (words[0], words[-1] + 1) if words else (0, 0)
    partners = Counter(token.lower for token in tokens if token.lower in _PARTNERS)
    return Frame(first, last, partners, any(token.lower == "?" for token in tokens[last:]))


def features(tokens: Sequence[Token], match: Match, around: Frame) -> Iterator[str]:
    """Names of the features of one candidate, each once.

    Args:
        tokens: The tokens of the sentence that ``match`` was found in.
        match: The candidate.
        around: The frame of the sentence.
    """
    form = match.phrase
    yield f"w={form}"
    if tokens[match.first].text[0].isupper():
        yield f"w={form} capital"
    if around.asked:
        yield f"w={form} asked"
    yield from _neighbours(tokens, match, around)
    yield from _distant(tokens, match, around)
    yield from _shapes(tokens, match, around)
    if form in _beliefs():
        yield from _belief(tokens, match, around)


def _neighbours(tokens: Sequence[Token], match: Match, around: Frame) -> Iterator[str]:
    form = match.phrase
    before, before2 = (_context(tokens, match.first - k, around) for k in (1, 2))
    after, after2 = (_context(tokens, match.last + k, around) for k in (0, 1))
    yield from (f"-1={before}", f"-2={before2}", f"+1={after}", f"+2={after2}")
    yield f"w={form} -1={before}"
    yield f"w={form} +1={after}"
    yield f"w={form} -1={before} +1={after}"
    yield f"w={form} -2={before2}"
    yield f"w={form} +2={after2}"
    yield f"w={form} -21={before2} {before}"
    yield f"w={form} +12={after} {after2}"
    yield f"w={form} -1s={before[-2:]}"
    yield f"w={form} +1s={after[-2:]}"
    yield f"w={form} +2s={after2[-2:]}"
    verb = following_verb(tokens, match.last)
    yield f"w={form} verb={verb}"
    if verb in HAPPENS:
        yield f"w={form} happens"


def _shapes(tokens: Sequence[Token], match: Match, around: Frame) -> Iterator[str]:
    """What inflections of one word share, and the classes of the words beside them."""
    form, stem = match.phrase, _stem(match.phrase)
    before, before2 = (_context(tokens, match.first - k, around) for k in (1, 2))
    after, after2 = (_context(tokens, match.last + k, around) for k in (0, 1))
    kind_before, kind_after = _kind(before), _kind(after)
    yield from (f"l={stem}", f"l={stem} -1={before}", f"l={stem} +1={after}")
    yield f"w={form} -c={kind_before} +c={kind_after}"
    yield from (f"w={form} -c={kind_before}", f"w={form} +c={kind_after}")
    yield f"l={stem} -cc={_kind(before2)} {kind_before}"
    yield f"l={stem} +cc={kind_after} {_kind(after2)}"
    earlier = {token.lower for token in tokens[max(0, match.first - 4) : match.first]}
    if any(token.lower in _BE for token in tokens[max(0, match.first - 3) : match.first]):
        yield f"l={stem} passive"
        if form.endswith("ed"):
            yield "passive participle"
    if any(token.lower == "as" for token in tokens[match.last : match.last + 6]):
        yield f"l={stem} as"
    if not _HOLDERS.isdisjoint(earlier):
        yield from (f"l={stem} of some", "of some")


def _belief(tokens: Sequence[Token], match: Match, around: Frame) -> Iterator[str]:
    """What verbs of belief share, the rare ones with the frequent; of other acts it brought nothing."""
    before = _context(tokens, match.first - 1, around)
    after, after2 = (_context(tokens, match.last + k, around) for k in (0, 1))
    ending, kind = match.phrase[-2:], _kind(after)
    yield from ("belief", f"belief -1={before}", f"belief +1={after}")
    yield f"belief {ending} -c={_kind(before)} +c={kind}"
    yield f"belief {ending} +cc={kind} {_kind(after2)}"


@functools.cache
def _beliefs() -> frozenset[str]:
    """The forms of the verbs by which beliefs are reported."""
    return frozenset(
        spelling(form)
        for entry in lexicons.entries("cues")
        if entry["pos"] == "verb" and entry["act"] == "belief"
        for form in entry["forms"]
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _kind(word: str) -> str:
    if word in _BE:
        return "be"
    if word in _PRONOUNS:
        return "pronoun"
    if word in _DETERMINERS:
        return "determiner"
    if word == "to" or not word[:1].isalnum():
        return word
    return next((ending for ending in ("ly", "ing", "ed") if word.endswith(ending)), "word")


def _distant(tokens: Sequence[Token], match: Match, around: Frame) -> Iterator[str]:
    form = match.phrase
    near = {token.lower for token in tokens[max(around.first, match.first - WINDOW) : match.first]}
    for word in sorted(near):
        yield f"w={form} <{word}"
    near = {token.lower for token in tokens[match.last : min(around.last, match.last + WINDOW)]}
    for word in sorted(near):
        yield f"w={form} >{word}"
    own = Counter(token.lower for token in tokens[match.first : match.last])
    for word in sorted(around.partners):
        if around.partners[word] > own[word]:
            yield f"w={form} with={word}"


def following_verb(tokens: Sequence[Token], position: int) -> str:
    """The next word that is no adverb or negation."""
    for token in tokens[position : position + 3]:
        if token.lower not in _SKIPPED and not token.lower.endswith("ly"):
            return token.lower
    return "$"


def _context(tokens: Sequence[Token], position: int, around: Frame) -> str:
    if position < around.first:
        return "^"
    if position >= around.last:
        return "$"
    word = tokens[position].lower
    return "0" if word[0].isdigit() else word
