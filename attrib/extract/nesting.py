"""The attributions inside a content: the model reads each content as a text of its own."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.assemble import Found, flat
from attrib.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.extract.model import Model
    from attrib.extract.quoting import Quoting

#: A content of fewer words holds no source, cue and content of its own.
_LEAST_WORDS = 5
#: Levels below the top; the text is read once more for each.
_DEEPEST = 3
#: Least signal with which a nested attribution is believed; chosen on ``seeds/dev``.
_LEAST_SIGNAL = 0.3


@dataclass(frozen=True, slots=True)
class Tree:
    """An attribution with the tree of quotation marks that its mode is read from, and those nested in it."""

    found: Found
    quoting: Quoting
    children: tuple[Tree, ...]
    depth: int = 0

    @property
    def start(self) -> int:
        """First offset of content, cue and source; a floating quotation's earlier source apart."""
        draft = self.found.draft
        own = (*draft.content, *draft.cue, *(() if self.found.floating else draft.source))
        return min(own).start


def nested(
    text: str,
    found: Found,
    quoting: Quoting,
    paragraphs: Sequence[Span],
    model: Model,
    depth: int = 1,
) -> tuple[Tree, ...]:
    """Trees of the attributions inside a content.

    Args:
        text: The document's text.
        found: The attribution whose content is searched.
        quoting: The tree of quotation marks at its level.
        paragraphs: The document's paragraphs, since a content may run over several.
        model: The trained tagger.
        depth: Level of what is searched for.
    """
    content = found.draft.content
    if depth > _DEEPEST or quoting.words_in(content) < _LEAST_WORDS:
        return ()
    inner = quoting.within(content)
    return tuple(
        Tree(child, inner, nested(text, child, inner, paragraphs, model, depth + 1), depth)
        for child in flat(text, _cut(content, paragraphs), inner, model)
        if _believed(child, found)
    )


def _believed(child: Found, parent: Found) -> bool:
    """Complete, sure enough, and not the parent again."""
    draft = child.draft
    complete = bool(draft.cue and draft.source)
    return complete and min(draft.signals) >= _LEAST_SIGNAL and draft.content != parent.draft.content


def _cut(content: Spans, paragraphs: Sequence[Span]) -> list[Span]:
    """A content's pieces, cut at paragraph breaks."""
    starts = [paragraph.start for paragraph in paragraphs]
    pieces = []
    for span in content:
        first = bisect.bisect_right(starts, span.start) - 1
        for paragraph in paragraphs[first : bisect.bisect_left(starts, span.end)]:
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end:
                pieces.append(Span(start, end))
    return pieces
