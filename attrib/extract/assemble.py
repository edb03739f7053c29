"""Drafts of one pass over a text -> drafts with tidy edges, whole quotations and floating quotations."""

from __future__ import annotations

import bisect
import functools
import itertools
from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.drafts import Draft, drafts
from attrib.extract.edges import tidy
from attrib.extract.marked import marked
from attrib.extract.orphans import adopt, led
from attrib.extract.quoting import span_start
from attrib.extract.windows import windows
from attrib.records import Quote, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.extract.model import Model
    from attrib.extract.quoting import Quoting

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
        headlines: Those of the paragraphs that are headlines.
    """

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quoting: Quoting
    headlines: tuple[Span, ...] = ()

    def cut(self, span: Span) -> list[Span]:
        """The parts of a span that stand in paragraphs of the scope."""
        parts = []
        begins = functools.partial(bisect.bisect_left, self.paragraphs, key=span_start)
        for paragraph in self.paragraphs[max(begins(span.start + 1) - 1, 0) : begins(span.end)]:
            part = Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
            if part.start < part.end:
                parts.append(part)
        return parts

    def paragraph(self, place: int) -> int:
        """Index of the last paragraph that begins at or before a place; -1 before the first."""
        return bisect.bisect_right(self.paragraphs, place, key=span_start) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, and whether its speaker stands in an earlier paragraph."""

    draft: Draft
    floating: bool = False


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass of the model finds in a scope.

    Attributes:
        found: Its attributions, in order of their contents.
        starts: If the model has a probe, the first offsets of the tokens.
        hints: What the probe makes of each of these tokens.
    """

    found: tuple[Found, ...]
    starts: array[int]
    hints: array[float]


def flat(scopes: Sequence[Scope], model: Model) -> list[Pass]:
    """For each of some scopes what one pass of the model finds."""
    found: list[list[Draft]] = [[] for _ in scopes]
    orphans: list[list[Draft]] = [[] for _ in scopes]
    starts, hints = [array("q") for _ in scopes], [array("f") for _ in scopes]
    cut, read = itertools.tee(
        (number, window)
        for number, scope in enumerate(scopes)
        for window in windows(scope.text, scope.paragraphs, scope.quoting.quotes, model.tokenizer)
    )
    for (number, window), reading in zip(cut, model.read(window for _, window in read), strict=True):
        drafted, left = adopt(*drafts(window, reading, scopes[number].quoting), scopes[number])
        found[number] += drafted
        orphans[number] += left
        # There are no hints without a probe, nor of a break between paragraphs.
        for token, hint in zip(window.tokens, reading.hints, strict=False):
            if token.start < token.end:
                starts[number].append(token.start)
                hints[number].append(hint)
    return [
        Pass(tuple(_whole(found[number], orphans[number], scope)), starts[number], hints[number])
        for number, scope in enumerate(scopes)
    ]


def _whole(found: Sequence[Draft], orphans: Sequence[Draft], scope: Scope) -> list[Found]:
    """The drafts of a scope with what its structure adds."""
    joined = _run_on(_join_cut(found, scope), orphans, scope)
    tidied = [tidy(draft, scope) for draft in marked(led(joined, orphans, scope), scope)]
    return list(_float(_join_quotations(tidied), scope))


def _join_cut(found: Iterable[Draft], scope: Scope) -> list[Draft]:
    """Drafts of which no two stand side by side in one quotation, unless both have a cue.

    A paragraph that is longer than a window is read in parts, each of which has a part of its quotation.
    """
    kept: list[Draft] = []
    for draft in found:
        before = kept[-1] if kept else None
        if before and not (before.cue and draft.cue) and _adjoin(before.content[-1], draft.content[0], scope):
            joined = Span(before.content[-1].start, draft.content[0].end)
            cued = draft if draft.cue else before
            kept[-1] = replace(cued, content=(*before.content[:-1], joined, *draft.content[1:]))
        else:
            kept.append(draft)
    return kept


def _run_on(found: Sequence[Draft], orphans: Sequence[Draft], scope: Scope) -> list[Draft]:
    """Drafts that hold a quotation from its mark on, with the rest of its paragraph where nothing else is.

    So a quotation stays whole of which the next window, where no mark opens it, sees nothing.
    """
    taken = sorted(part for one in (*found, *orphans) for part in (*one.content, *one.cue, *one.source))
    return [
        replace(draft, content=(*draft.content[:-1], _to_end(draft.content[-1], taken, scope)))
        for draft in found
    ]


def _to_end(span: Span, taken: Sequence[Span], scope: Scope) -> Span:
    """A span up to the end of the piece of quotation that it begins, if no ordered span stands there."""
    for quote in scope.quoting.touching(Span(span.end - 1, span.end)):
        for piece in quote.pieces:
            if span.start <= piece.start < span.end < piece.end and not _covers(
                taken, Span(span.end, piece.end)
            ):
                return Span(span.start, piece.end)
    return span


def _adjoin(first: Span, second: Span, scope: Scope) -> bool:
    """Whether nothing but a space stands between two spans in one piece of a quotation."""
    if first.end > second.start or scope.text[first.end : second.start].strip(" "):
        return False
    return any(
        piece.start < first.end and second.start < piece.end
        for quote in scope.quoting.touching(Span(first.end - 1, first.end))
        for piece in quote.pieces
    )


def _join_quotations(found: Iterable[Draft]) -> list[Draft]:
    """Drafts of which no two share a quotation that runs over paragraphs.

    The model sees the paragraphs of such a quotation one by one; each content has come to cover all of it. A
    draft that has a cue takes in those without, earlier ("“A. // “B,” said X") or later.
    """
    kept: list[Draft] = []
    reach = -1
    for draft in found:
        last = draft.content[-1].end
        if last <= reach and not draft.cue:
            continue
        if kept and not kept[-1].cue and draft.cue and draft.content[0].start < kept[-1].content[-1].end:
            around = kept.pop().content
            rest = tuple(span for span in draft.content if span.start >= around[-1].end)
            kept.append(replace(draft, content=(*around, *rest)))
        else:
            kept.append(draft)
        reach = max(reach, last)
    return kept


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
    unclaimed = [tidy(draft, scope) for draft in unclaimed]
    speaker: Spans = ()
    speaks_in = -1
    for draft in sorted([*found, *unclaimed], key=lambda draft: draft.content):
        paragraph = scope.paragraph(draft.content[0].start)
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
    index = scope.paragraph(quote.span.start)
    if index < 0 or scope.paragraphs[index].start != quote.span.start:
        return False
    last = scope.paragraphs[bisect.bisect_left(scope.paragraphs, quote.span.end, key=span_start) - 1]
    return not scope.text[quote.span.end : last.end].strip(".,; ")


def _covers(covered: Sequence[Span], span: Span) -> bool:
    """Whether any of some ordered spans shares a code point with a span."""
    index = bisect.bisect_left(covered, (span.end, span.end)) - 1
    return index >= 0 and covered[index].end > span.start
