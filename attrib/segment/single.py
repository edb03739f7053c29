"""Single quotation marks of a paragraph, told from apostrophes: marks in, matched pairs out.

Every mark is first classed by its surroundings, then each opening mark looks ahead, in sorted lists of the
marks of each class, for the mark that closes it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from attrib.segment.double import Pair
from attrib.segment.marks import continues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.segment.marks import Mark

#: open: opens; elision: opens only if its word is no elision; close: closes; weak: a plural possessive or an
#: elision unless nothing better closes.
_Class = Literal["open", "elision", "close", "weak", "none"]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that begin with an apostrophe and are no words without it.
_ELIDED = _listed(
    """
    appen bout cept cos cuz ello em fraid gainst kay n neath nother nuff ome orrible orse s scuse til tis twas
    tween twere twill twould
    """
)
#: Words that end with an apostrophe.
_CLIPPED = _listed("an d fo gi ha lil mo n o ol t th wi y")
#: Words that cannot follow a plural possessive, so that the mark before them closes a quotation (will, may,
#: might and can are nouns too).
_AFTER_CLOSING = _listed(
    """
    a about added adds after against also am an and are argued as asked at be because been before but by
    could did do does during explained for from had has have he her his i if in insisted into is it
    its must no not of on or over said say saying says she should since so than that the their
    them then there these they this those through to told under until up was we went were what when
    where which while who with would wrote you
    """
)
_ENDS_SENTENCE = frozenset(".,!?…;:—–")
_SKIPPED = " \t\n\r\xa0\"”’'»"
_LONGEST = 12


def match_single(marks: Sequence[Mark], text: str, end: int, *, carried: bool) -> list[Pair]:
    """Match the single marks of one stretch of text.

    A mark that opens and is never closed is a quotation only where a quotation is plausible (at the start of
    a sentence, or a curly mark before a capital); else it is an apostrophe.

    Args:
        marks: The single marks in order, those inside double quotations of the stretch left out.
        text: The document's text.
        end: The end of the stretch (the paragraph's, or of the double quotation around it).
        carried: True when the next paragraph opens with a single mark that would continue a quotation.

    Returns:
        The pairs in order of their opening marks; two pairs are nested or apart.
    """
    return _Matcher(marks, text, end, carried=carried).pairs()


class _Matcher:
    """The marks of one stretch with their classes and look-ahead tables."""

    def __init__(self, marks: Sequence[Mark], text: str, end: int, *, carried: bool) -> None:
        self._marks = marks
        self._text = text
        self._end = end
        self._carried = carried
        self._classes = [_classify(mark, text) for mark in marks]
        self._opens = self._indices("open")
        self._closes = self._indices("close")
        self._weak = self._indices("weak")

    def _indices(self, wanted: _Class) -> list[int]:
        return [index for index, found in enumerate(self._classes) if found == wanted]

    def _next(self, indices: list[int], after: int) -> int:
        """The first of ``indices`` beyond ``after``; the number of marks when there is none."""
        place = bisect_left(indices, after + 1)
        return indices[place] if place < len(indices) else len(self._marks)

    def pairs(self) -> list[Pair]:
        found: list[Pair] = []
        index = 0
        while index < len(self._marks):
            if self._classes[index] == "open":
                index = self._open(index, found)
            elif self._classes[index] == "elision":
                index = self._elision(index, found)
            else:
                index += 1
        return found

    def _pair(self, opening: int, closing: int) -> Pair:
        return Pair(self._marks[opening], self._marks[closing], self._marks[closing].end)

    def _open(self, index: int, found: list[Pair]) -> int:
        """Close the quotation that opens at ``index``; the index of the next mark to look at."""
        inner, close = self._next(self._opens, index), self._next(self._closes, index)
        weak = self._next(self._weak, index)
        if close < inner:
            found.append(self._pair(index, close))
            return close + 1
        plausible = self._plausible(index)
        if weak < inner and not (self._carried and plausible and inner == len(self._marks)):
            found.append(self._pair(index, weak))
            return weak + 1
        if inner < close and self._continues(inner, index):
            return self._run_on(index, inner, found)
        if close < self._next(self._opens, inner):
            last = self._next(self._closes, close)
            if last < self._next(self._opens, inner):
                found += [self._pair(index, last), self._pair(inner, close)]
                return last + 1
            if self._may_be_elided(inner) and self._text[self._marks[close].start - 1] in _ENDS_SENTENCE:
                found.append(self._pair(index, close))
                return close + 1
        if plausible:
            stop = self._marks[inner].start if inner < len(self._marks) else self._end
            found.append(Pair(self._marks[index], None, stop))
        return index + 1

    def _continues(self, index: int, opening: int) -> bool:
        return index < len(self._marks) and continues(self._marks[index], self._marks[opening], self._text)

    def _run_on(self, index: int, inner: int, found: list[Pair]) -> int:
        """Close a quotation that further opening marks, from ``inner`` on, only go on with."""
        further = []
        close = self._next(self._closes, index)
        while inner < close and self._continues(inner, index):
            further.append(self._marks[inner])
            inner = self._next(self._opens, inner)
        closing = self._marks[close] if close < inner else None
        stop = self._marks[inner].start if inner < len(self._marks) else self._end
        found.append(Pair(self._marks[index], closing, closing.end if closing else stop, tuple(further)))
        return close + 1 if closing else inner

    def _elision(self, index: int, found: list[Pair]) -> int:
        """Take a mark before what may be an elided word for an opening one if the text bears it out."""
        mark, close = self._marks[index], self._next(self._closes, index)
        bearable = _starts_sentence(mark, self._text) or not _is_elided(mark, self._text)
        if bearable and close < self._next(self._opens, index):
            found.append(self._pair(index, close))
            return close + 1
        return index + 1

    def _plausible(self, index: int) -> bool:
        mark = self._marks[index]
        return _starts_sentence(mark, self._text) or (mark.glyph == "open" and mark.after.isupper())

    def _may_be_elided(self, index: int) -> bool:
        mark = self._marks[index]
        return mark.after.islower() and not _starts_sentence(mark, self._text)


def _classify(mark: Mark, text: str) -> _Class:
    """What a single mark can be, from what stands around it."""
    if mark.can_follow and not mark.before_gap:
        return "elision" if mark.glyph == "close" or _is_elided(mark, text) else "open"
    if mark.can_follow and mark.after == "." and text.startswith("..", mark.end):
        return "open"
    if mark.after.isalnum() or mark.after_gap:
        return "none"
    return "weak" if _is_possessive(mark, text) else "close"


def _is_elided(mark: Mark, text: str) -> bool:
    """Whether the word after the mark is one that apostrophes begin: ’em, ’90s, ’97."""
    word = _word_at(text, mark.end)
    if word[:2].isdigit():
        return len(word) == 2 or (len(word) == 3 and word[2] == "s")
    return word.lower() in _ELIDED


def _is_possessive(mark: Mark, text: str) -> bool:
    """Whether a mark that could close may be an apostrophe: the ministers’ plan, goin’ home, 6' tall."""
    word = _word_before(text, mark.start).lower()
    if word in _CLIPPED:
        return mark.after.isspace() or mark.after == "-"
    if not mark.after.isspace():
        return False
    if word.endswith("in") and len(word) > len("win"):
        return True
    following = _word_at(text, mark.end + 1).lower()
    if not following or following in _AFTER_CLOSING:
        return False
    return word.endswith(("s", "x", "z")) or word[-1:].isdigit()


def _starts_sentence(mark: Mark, text: str) -> bool:
    """Whether a mark stands where speech begins: at the start, or after punctuation or a double mark."""
    if mark.leading or mark.before in "([{—–":
        return True
    # Punctuation, a closing mark and up to two spaces.
    return mark.after_gap and text[max(0, mark.run - 4) : mark.run].rstrip(_SKIPPED)[-1:] in _ENDS_SENTENCE


def _word_at(text: str, place: int) -> str:
    """The letters and digits at ``place``, at most as many as any listed word has."""
    stop = place
    while stop < min(len(text), place + _LONGEST) and text[stop].isalnum():
        stop += 1
    return text[place:stop]


def _word_before(text: str, place: int) -> str:
    """The letters and digits that end at ``place``, at most as many as any listed word has."""
    start = place
    while start > max(0, place - _LONGEST) and text[start - 1].isalnum():
        start -= 1
    return text[start:place]
