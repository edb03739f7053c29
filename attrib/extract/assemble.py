"""Drafts of one pass over a text -> drafts with tidy edges, whole quotations and floating quotations."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.drafts import Draft, drafts
from attrib.extract.windows import windows
from attrib.records import Quote, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.extract.model import Model
    from attrib.extract.quoting import Quoting

#: What a content loses at its end when it stands outside quotation marks.
_STOPS = ".,;"
#: A quotation that is (nearly) its whole paragraph and that nothing claimed is a floating quotation from this
#: number of words on; below it is a scare quote or a title.
_FLOATING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, and whether its speaker stands in an earlier paragraph."""

    draft: Draft
    floating: bool = False


def flat(text: str, paragraphs: Sequence[Span], quoting: Quoting, model: Model) -> list[Found]:
    """The attributions of one pass of the model over some paragraphs, in order of their contents."""
    found: list[Draft] = []
    for window in windows(text, paragraphs, quoting.quotes, model.tokenizer):
        found += drafts(window, model.read(window), quoting)
    tidied = [_tidy(text, draft, quoting) for draft in found]
    whole = list(_join_quotations(tidied))
    return list(_float(text, whole, paragraphs, quoting))


def _tidy(text: str, draft: Draft, quoting: Quoting) -> Draft:
    pieces: list[Span] = []
    for piece in draft.content:
        span = _strip(text, quoting.snap(piece))
        if pieces and not text[pieces[-1].end : span.start].strip():
            pieces[-1] = Span(pieces[-1].start, max(span.end, pieces[-1].end))
        else:
            pieces.append(span)
    return replace(draft, content=tuple(pieces))


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


def _float(
    text: str, found: Sequence[Draft], paragraphs: Sequence[Span], quoting: Quoting
) -> Iterator[Found]:
    """All drafts, and the quotations that nothing claimed, with their speaker from an earlier paragraph."""
    starts = [paragraph.start for paragraph in paragraphs]
    covered = sorted(span for draft in found for span in draft.content)
    unclaimed = [
        Draft((_strip(text, quote.span),), (), (), (1.0, 1.0, 1.0, 1.0, 1.0))
        for quote in quoting.outermost
        if _is_paragraph(text, quote, paragraphs, starts)
        and quoting.words_in(quote.pieces) >= _FLOATING_WORDS
        and not _covers(covered, quote.span)
    ]
    speaker: Spans = ()
    speaks_in = -1
    for draft in sorted([*found, *unclaimed], key=lambda draft: draft.content):
        paragraph = bisect.bisect_right(starts, draft.content[0].start) - 1
        if draft.cue:
            if draft.source:
                speaker, speaks_in = draft.source, paragraph
            yield Found(draft)
        elif speaks_in < paragraph:
            yield Found(replace(draft, source=speaker), floating=bool(speaker))
        else:
            yield Found(draft)


def _is_paragraph(text: str, quote: Quote, paragraphs: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether a quotation is the whole of its paragraphs, a stop or comma after it apart."""
    index = bisect.bisect_right(starts, quote.span.start) - 1
    if index < 0 or paragraphs[index].start != quote.span.start:
        return False
    last = paragraphs[bisect.bisect_left(starts, quote.span.end) - 1]
    return not text[quote.span.end : last.end].strip(_STOPS + " ")


def _covers(covered: Sequence[Span], span: Span) -> bool:
    """Whether any of some ordered spans shares a code point with a span."""
    index = bisect.bisect_left(covered, (span.end, span.end)) - 1
    return index >= 0 and covered[index].end > span.start
