"""A draft -> the draft with the edges that the contract gives content, cue and source.

The model was trained on PolNeAR, whose spans differ from the contract's in small ways that a rule can mend.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.extract import relative
from attrib.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.extract.assemble import Scope
    from attrib.extract.drafts import Draft

#: What a content loses at its end when it stands outside quotation marks.
_STOPS = ".,;"
_PASSIVE_TELLING = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\b[^.]*\b(?:told|asked|informed|urged)\b"
)
#: Participles of verbs of telling that never take "to" with a verb right after them in the active.
_TOLD = re.compile(r"told|urged|ordered|advised|instructed|reminded|warned")
_EXPLETIVE = re.compile(r"(?:it|there)\s+", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which)(?=\s)", re.IGNORECASE)
#: What PolNeAR counts in behind the verb and the contract leaves out: channel and manner.
_BEHIND_CUE = re.compile(
    r"(?<=\w)\s+(?!(?:reported|alleged|supposed|apparent|purported|rep|re|imp|app|comp|supp)ly\Z)\w+ly\Z"
)
_CHANNEL = re.compile(r"\b(?:said|says|say|saying|wrote|writes)(?=\s+in\s+an?\s)")
_ACCUSED_OF = re.compile(r"\baccused of\Z", re.IGNORECASE)
_AUXILIARY_REPORTEDLY = re.compile(
    r"(?:has|have|had|is|are|was|were|will|would)\s+(?=(?:reportedly|allegedly|supposedly|apparently)\Z)",
    re.IGNORECASE,
)


def tidy(draft: Draft, scope: Scope) -> Draft:
    """The draft with tidy edges.

    Args:
        draft: As the model or a rule found it.
        scope: Where it stands.
    """
    text = scope.text
    content = _joined(draft.content, scope)
    if len(content) > 1:  # "It is estimated his trial will cost …"
        kept = tuple(span for span in content if not _EXPLETIVE.fullmatch(text[slice(*span)] + " "))
        content = kept or content
    cue = tuple(_cue(text, span) for span in draft.cue)
    source = tuple(_source(text, span) for span in draft.source)
    if cue and source and _hears(text, source[0], cue[0], content):
        source = ()
    if cue and len(content) > 1:
        content = tuple(span for span in content if not _hears(text, span, cue[0], content))
    if cue and source:
        source = (relative.whole(source[0], cue[0], content, scope),)
    return _passive(text, replace(draft, content=content, cue=cue, source=source))


def strip(scope: Scope, span: Span) -> Span:
    """Without white space at its ends and without a stop or comma outside the marks."""
    text = scope.text
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in _STOPS):
        if text[end - 1] == "." and (_abbreviated(text, start, end) or scope.quoting.holds(end - 1)):
            break
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else span


def _joined(pieces: Spans, scope: Scope) -> Spans:
    """A content's pieces, those joined that only white space parts."""
    joined: list[Span] = []
    # A quotation may run on behind a caption or page furniture, which is no part of it.
    for span in (part for piece in pieces for part in _parts(piece, scope)):
        if joined and not scope.text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _parts(piece: Span, scope: Scope) -> Iterator[Span]:
    """A piece of a content with its marks, cut at paragraph breaks, without a stop at its end."""
    *before, last = scope.cut(scope.quoting.snap(piece)) or (piece,)
    yield from before
    yield strip(scope, last)


def _cue(text: str, span: Span) -> Span:
    """The verb group alone: without "it" or "there", without channel, manner or mark behind it."""
    start, end = span
    found = _EXPLETIVE.match(text, start, end)
    if found and found.end() < end:
        start = found.end()
    words = text[start:end].rstrip(" :,")
    if found := _CHANNEL.search(words):
        words = words[: found.end()]
    if found := _BEHIND_CUE.search(words):
        words = words[: found.start()]
    return Span(start, start + len(words)) if words else Span(start, end)


def _source(text: str, span: Span) -> Span:
    """A source without stops at its end; of a relative clause the pronoun alone."""
    if found := _RELATIVE.match(text, *span):
        return Span(*found.span())
    words = text[slice(*span)].rstrip(", ")
    return Span(span.start, span.start + len(words)) if words else span


def _hears(text: str, told: Span, cue: Span, content: Spans) -> bool:
    """Whether what was found as source or content is the one told: "we were told", "Families told to go"."""
    if told.end > cue.start:
        return False
    adjacent = not text[told.end : cue.start].strip()
    passive = adjacent and bool(_PASSIVE_TELLING.search(text, cue.start, cue.end))
    order = text.startswith(" to ", cue.end) and any(span.start == cue.end + 1 for span in content)
    return passive or (order and bool(_TOLD.fullmatch(text, *cue)))


def _passive(text: str, draft: Draft) -> Draft:
    """Of passives the subject is a piece: "Council accused of hiding it", "he has reportedly left"."""
    if len(draft.cue) != 1:
        return draft
    cue = draft.cue[0]
    if _ACCUSED_OF.search(text, *cue):
        return _accused(text, draft, cue)
    if found := _AUXILIARY_REPORTEDLY.match(text, *cue):
        return replace(
            draft,
            cue=(Span(found.end(), cue.end),),
            content=tuple(
                Span(span.start, cue.start + len(found.group().rstrip()))
                if span.end < cue.start and not text[span.end : cue.start].strip()
                else span
                for span in draft.content
            ),
        )
    return draft


def _accused(text: str, draft: Draft, cue: Span) -> Draft:
    """The "of" goes to the content; who stands right before "accused of" did not accuse anybody."""
    of = Span(cue.end - len("of"), cue.end)
    content = [
        Span(of.start, span.end) if span.start > of.end and not text[of.end : span.start].strip() else span
        for span in draft.content
    ]
    source = draft.source
    if source and source[0].end <= cue.start and not text[source[0].end : cue.start].strip():
        content, source = sorted([source[0], *content]), ()
    return replace(draft, content=tuple(content), cue=(Span(cue.start, of.start - 1),), source=source)


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop before ``end`` belongs to initials ("U.S.") or to an ellipsis."""
    word = text[max(start, end - 20) : end - 1].split()[-1:] or [""]
    return "." in word[0]
