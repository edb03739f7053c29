"""Drafts of one pass over a text -> drafts with tidy edges, whole quotations and floating quotations."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.drafts import Draft, Orphan, drafts
from attrib.extract.quoting import span_start
from attrib.extract.windows import windows
from attrib.records import Quote, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.extract.model import Reader
    from attrib.extract.quoting import Quoting

#: What a content loses at its end when it stands outside quotation marks.
_STOPS = ".,;"
#: What may stand between a cue and the end of its sentence.
_CLOSERS = ".?!…”’\"') "
_PASSIVE_TELLING = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\b[^.]*\b(?:told|asked|informed|urged)\b"
)
_EXPLETIVE = re.compile(r"(?:it|there)\s+", re.IGNORECASE)
#: A quotation that is (nearly) its whole paragraph and that nothing claimed is a floating quotation from this
#: number of words on; below it is a scare quote or a title.
_FLOATING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What one pass of the model reads.

    Attributes:
        text: The document's text.
        paragraphs: Spans to read, in order: paragraphs, or the pieces of a content.
        sentences: Spans of the document's sentences.
        quoting: The tree of quotation marks as seen from inside the scope.
    """

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quoting: Quoting

    def cut(self, span: Span) -> list[Span]:
        """The parts of a span that stand in paragraphs of the scope."""
        parts = []
        begins = functools.partial(bisect.bisect_left, self.paragraphs, key=span_start)
        for paragraph in self.paragraphs[max(begins(span.start + 1) - 1, 0) : begins(span.end)]:
            part = Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
            if part.start < part.end:
                parts.append(part)
        return parts


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, and whether its speaker stands in an earlier paragraph."""

    draft: Draft
    floating: bool = False


def flat(scope: Scope, model: Reader) -> list[Found]:
    """The attributions of one pass of the model over a scope, in order of their contents."""
    found: list[Draft] = []
    for window in windows(scope.text, scope.paragraphs, scope.quoting.quotes, model.tokenizer):
        drafted, orphans = drafts(window, model.read(window), scope.quoting)
        found += enclose(drafted, orphans, scope)
    tidied = [_tidy(draft, scope) for draft in found]
    return list(_float(list(_join_quotations(tidied)), scope))


def _tidy(draft: Draft, scope: Scope) -> Draft:
    pieces: list[Span] = []
    # A quotation may run on behind a caption or page furniture, which is no part of it.
    for span in (part for piece in draft.content for part in _parts(piece, scope)):
        if pieces and not scope.text[pieces[-1].end : span.start].strip():
            pieces[-1] = Span(pieces[-1].start, max(span.end, pieces[-1].end))
        else:
            pieces.append(span)
    if len(pieces) > 1:  # "It is estimated his trial will cost …"
        pieces = [
            span for span in pieces if not _EXPLETIVE.fullmatch(scope.text[slice(*span)] + " ")
        ] or pieces
    cue = tuple(_without_expletive(scope.text, span) for span in draft.cue)
    source = tuple(_strip(scope.text, span) for span in draft.source)
    if cue and source and _hears(scope.text, source[0], cue[0]):
        source = ()
    return replace(draft, content=tuple(pieces), cue=cue, source=source)


def _parts(piece: Span, scope: Scope) -> Iterator[Span]:
    """A piece of a content with its marks, cut at paragraph breaks, without a stop at its end."""
    *before, last = scope.cut(scope.quoting.snap(piece)) or (piece,)
    yield from before
    yield _strip(scope.text, last)


def _hears(text: str, source: Span, cue: Span) -> bool:
    """Whether what was found as source is the one who is told: "ministers were told that …"."""
    adjacent = source.end <= cue.start and not text[source.end : cue.start].strip()
    return adjacent and bool(_PASSIVE_TELLING.search(text, cue.start, cue.end))


def _without_expletive(text: str, cue: Span) -> Span:
    """A cue without the "it" or "there" that PolNeAR counts in: the contract has the verb group alone."""
    found = _EXPLETIVE.match(text, cue.start, cue.end)
    return Span(found.end(), cue.end) if found and found.end() < cue.end else cue


def _strip(text: str, span: Span) -> Span:
    """Without white space at its ends and without a stop or comma outside the marks."""
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in _STOPS):
        if text[end - 1] == "." and _abbreviated(text, start, end):
            break
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else span


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop before ``end`` belongs to initials ("U.S.") or to an ellipsis."""
    word = text[max(start, end - 20) : end - 1].split()[-1:] or [""]
    return "." in word[0]


def _join_quotations(found: Iterable[Draft]) -> Iterator[Draft]:
    """Drop a draft without a cue whose words an earlier draft's quotation has come to cover."""
    reach = -1
    for draft in found:
        if not draft.cue and draft.content[-1].end <= reach:
            continue
        reach = max(reach, draft.content[-1].end)
        yield draft


def _float(found: Sequence[Draft], scope: Scope) -> Iterator[Found]:
    """All drafts, and the quotations that nothing claimed, with their speaker from an earlier paragraph."""
    covered = sorted(span for draft in found for span in draft.content)
    unclaimed = [
        Draft((quote.span,), (), (), (1.0, 1.0, 1.0, 1.0, 1.0))
        for quote in scope.quoting.outermost
        if _is_paragraph(quote, scope)
        and scope.quoting.words_in(quote.pieces) >= _FLOATING_WORDS
        and not _covers(covered, quote.span)
    ]
    unclaimed = [_tidy(draft, scope) for draft in unclaimed]
    speaker: Spans = ()
    speaks_in = -1
    for draft in sorted([*found, *unclaimed], key=lambda draft: draft.content):
        paragraph = bisect.bisect_right(scope.paragraphs, draft.content[0].start, key=span_start) - 1
        if draft.cue:
            if draft.source:
                speaker, speaks_in = draft.source, paragraph
            yield Found(draft)
        elif speaks_in < paragraph:
            yield Found(replace(draft, source=speaker), floating=bool(speaker))
        else:
            yield Found(draft)


def _is_paragraph(quote: Quote, scope: Scope) -> bool:
    """Whether a quotation is the whole of its paragraphs, a stop or comma after it apart."""
    index = bisect.bisect_right(scope.paragraphs, quote.span.start, key=span_start) - 1
    if index < 0 or scope.paragraphs[index].start != quote.span.start:
        return False
    last = scope.paragraphs[bisect.bisect_left(scope.paragraphs, quote.span.end, key=span_start) - 1]
    return not scope.text[quote.span.end : last.end].strip(_STOPS + " ")


def enclose(found: Sequence[Draft], orphans: Sequence[Orphan], scope: Scope) -> list[Draft]:
    """Give a cue and source at a sentence's end the sentence that they follow.

    In "The minister told leaders that it was over, the spokesperson said" the model, which was trained on
    attributions side by side, finds the inner one and leaves "the spokesperson said" without a content. What
    stands before the comma is that content; the inner attribution is found again when it is read.

    Args:
        found: Drafts of a window.
        orphans: Cues and sources without a content.
        scope: Where they stand.

    Returns:
        The drafts, those inside an orphan's sentence replaced by one of the orphan.
    """
    kept = list(found)
    for orphan in orphans:
        first, last = min(orphan.cue, orphan.source), max(orphan.cue, orphan.source)
        index = bisect.bisect_right(scope.sentences, first.start, key=span_start) - 1
        if index < 0:
            continue
        sentence = scope.sentences[index]
        content = Span(sentence.start, first.start)
        before = scope.text[slice(*content)].rstrip()
        if scope.text[last.end : sentence.end].strip(_CLOSERS) or not before.endswith(
            (",", ",”", ",’", ',"')
        ):
            continue
        inside = [draft for draft in kept if _inside(draft, content)]
        if not inside:
            continue
        signals = (min(draft.signals[0] for draft in inside), *(orphan.sure,) * 2, 1.0, orphan.sure)
        kept = [draft for draft in kept if draft not in inside]
        kept.append(Draft((content,), (orphan.cue,), (orphan.source,), signals))
    return sorted(kept, key=lambda draft: draft.content)


def _inside(draft: Draft, span: Span) -> bool:
    return all(span.start <= part.start and part.end <= span.end for part in (*draft.content, *draft.cue))


def _covers(covered: Sequence[Span], span: Span) -> bool:
    """Whether any of some ordered spans shares a code point with a span."""
    index = bisect.bisect_left(covered, (span.end, span.end)) - 1
    return index >= 0 and covered[index].end > span.start
