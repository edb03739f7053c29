"""Drafts of one pass over a text -> drafts with tidy edges, whole quotations and floating quotations."""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.drafts import Draft, Orphan, drafts
from attrib.extract.edges import tidy
from attrib.extract.marked import marked
from attrib.extract.quoting import span_start
from attrib.extract.windows import windows
from attrib.records import Quote, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.extract.model import Reader
    from attrib.extract.quoting import Quoting
    from attrib.extract.windows import Window

#: What may stand between a cue and the end of its sentence.
_CLOSERS = ".?!…”’\"') "
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


def flat(scope: Scope, model: Reader) -> list[Found]:
    """The attributions of one pass of the model over a scope, in order of their contents."""
    found: list[Draft] = []
    for window in windows(scope.text, scope.paragraphs, scope.quoting.quotes, model.tokenizer):
        drafted, orphans = drafts(window, model.read(window), scope.quoting, leading=_leading(scope, window))
        found += enclose(drafted, orphans, scope)
    tidied = [tidy(draft, scope) for draft in marked(found, scope)]
    return list(_float(_join_quotations(tidied), scope))


def _leading(scope: Scope, window: Window) -> frozenset[int]:
    """Which of a window's paragraphs end with a colon and so lead to the quotation that is the next one."""
    begins = [token.start for token in window.tokens if token.start == token.end]
    return frozenset(index for index, place in enumerate(begins) if _before(scope, place) == ":")


def _before(scope: Scope, place: int) -> str:
    """The last character of the paragraph before the one that begins at a place."""
    index = bisect.bisect_left(scope.paragraphs, place, key=span_start) - 1
    return scope.text[scope.paragraphs[index].end - 1] if index >= 0 else ""


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
