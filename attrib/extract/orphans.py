"""Cues that the model left without a content -> the contents that structure gives them.

In: the drafts of a window or of a scope, and cues and sources without a content. Out: drafts, in order of
their contents. In a sentence such a cue stands behind or before what it introduces; at a paragraph's end,
before a colon, it introduces the quotation that is the next paragraph.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.extract.quoting import span_start
from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.extract.assemble import Scope
    from attrib.extract.drafts import Draft

#: What may stand between a cue and the end of its sentence.
_CLOSERS = ".?!…”’\"') "
#: Ends of a sentence's part that a cue and source follow.
_COMMAS = (",", ",”", ",’", ',"')
_OPENING = ("“", "‘", '"', "'")
_ACCORDING = "according to"
_PART = ", "
_COLON = ": "


def adopt(found: Sequence[Draft], orphans: Sequence[Draft], scope: Scope) -> tuple[list[Draft], list[Draft]]:
    """Give the cues of a window contents of their own sentence.

    Args:
        found: Drafts of a window.
        orphans: Those without a content.
        scope: Where they stand.

    Returns:
        The drafts with those of adopted cues, and the cues that are left.
    """
    kept = list(found)
    left = []
    for orphan in orphans:
        adopted = orphan.source and (_enclosed(kept, orphan, scope) or _shared(kept, orphan, scope))
        if adopted:
            kept = adopted
        else:
            left.append(orphan)
    return sorted(kept, key=lambda draft: draft.content), left


def _enclosed(found: Sequence[Draft], orphan: Draft, scope: Scope) -> list[Draft] | None:
    """Give a cue and source at a sentence's end, or "according to" at its start, the rest of the sentence.

    In "The minister told leaders that it was over, the spokesperson said" the model, which was trained on
    attributions side by side, finds the inner one and leaves "the spokesperson said" without a content. What
    stands before the comma is that content; the inner attribution is found again when it is read.
    """
    content = _rest(orphan, scope)
    if content is None:
        return None
    others = [draft for draft in found if not _inside(draft, content)]
    if any(_meets(draft, content) for draft in others):
        return None
    sure = min((draft.signals[0] for draft in found if _inside(draft, content)), default=min(orphan.signals))
    return [*others, replace(orphan, content=(content,), signals=(sure, *orphan.signals[1:]))]


def _rest(orphan: Draft, scope: Scope) -> Span | None:
    """The sentence without a cue and source at its end, or without "According to them," at its start."""
    cue, source = orphan.cue[0], orphan.source[0]
    first, last = min(cue, source), max(cue, source)
    index = bisect.bisect_right(scope.sentences, first.start, key=span_start) - 1
    if index < 0:
        return None
    text, sentence = scope.text, scope.sentences[index]
    before, after = text[sentence.start : first.start], text[last.end : sentence.end]
    if before.rstrip().endswith(_COMMAS) and not after.strip(_CLOSERS):
        return Span(sentence.start, first.start)
    if not before and text[slice(*cue)].lower() == _ACCORDING and after.startswith(_PART):
        return Span(last.end + len(_PART), sentence.end)
    return None


def _shared(found: Sequence[Draft], orphan: Draft, scope: Scope) -> list[Draft] | None:
    """Give a cue what stands between it and a colon, where a quotation with a cue of its own follows.

    In "He called for calm: “Nobody should panic,” he said" the model gives both parts to "said".
    """
    text = scope.text
    for index, draft in enumerate(found):
        for number, piece in enumerate(draft.content):
            if piece.start < orphan.cue[0].end or text[orphan.cue[0].end : piece.start].strip():
                continue
            colon = text.find(_COLON, *piece)
            if colon < 0 or not text.startswith(_OPENING, colon + len(_COLON)):
                continue
            rest = Span(colon + len(_COLON), piece.end)
            content = (*draft.content[:number], rest, *draft.content[number + 1 :])
            new = replace(
                orphan,
                content=(Span(piece.start, colon),),
                signals=(draft.signals[0], *orphan.signals[1:]),
            )
            return [*found[:index], replace(draft, content=content), *found[index + 1 :], new]
    return None


def led(found: Sequence[Draft], orphans: Sequence[Draft], scope: Scope) -> list[Draft]:
    """Give quotations without a cue the last cue of the paragraph before them, when that ends with a colon.

    Args:
        found: Drafts of a scope.
        orphans: Those without a content.
        scope: Where they stand.

    Returns:
        The drafts, in order of their contents; a quotation is one with the content that its cue already had.
    """
    holders = [*found, *orphans]
    last: dict[int, int] = {}  # paragraph -> the holder of its last cue
    for index, holder in sorted(enumerate(holders), key=lambda pair: pair[1].cue):
        if holder.cue:
            last[scope.paragraph(holder.cue[0].start)] = index
    taken = set()
    for index, draft in enumerate(found):
        before = scope.paragraph(draft.content[0].start) - 1
        if draft.cue or before not in last or scope.text[scope.paragraphs[before].end - 1] != ":":
            continue
        leader = holders[last[before]]
        signals = (min(leader.signals[0], draft.signals[0]), *leader.signals[1:])
        holders[last[before]] = replace(leader, content=(*leader.content, *draft.content), signals=signals)
        taken.add(index)
    kept = [holder for index, holder in enumerate(holders) if holder.content and index not in taken]
    return sorted(kept, key=lambda draft: draft.content)


def _inside(draft: Draft, span: Span) -> bool:
    return all(span.start <= part.start and part.end <= span.end for part in (*draft.content, *draft.cue))


def _meets(draft: Draft, span: Span) -> bool:
    return any(part.start < span.end and span.start < part.end for part in (*draft.content, *draft.cue))
