"""The attributions inside a content: the model reads each content as a text of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.assemble import Found, flat
from attrib.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.extract.assemble import Scope
    from attrib.extract.model import Reader
    from attrib.extract.quoting import Quoting

#: A content of fewer words holds no source, cue and content of its own.
_LEAST_WORDS = 5
#: Levels below the top; the text is read once more for each.
_DEEPEST = 3
_THAT = "that "  # belongs to the content, and is no part of the sentence in it
_MARK = 2  # code points of the longest quotation mark, two apostrophes
#: Least signal with which a nested attribution is believed; chosen on ``seeds/dev``.
_LEAST_SIGNAL = 0.4


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


def nested(found: Found, scope: Scope, model: Reader, depth: int = 1) -> tuple[Tree, ...]:
    """Trees of the attributions inside a content.

    Args:
        found: The attribution whose content is searched.
        scope: Where it was found.
        model: The trained tagger.
        depth: Level of what is searched for.
    """
    content = found.draft.content
    if depth > _DEEPEST or scope.quoting.words_in(content) < _LEAST_WORDS:
        return ()
    inner = replace(
        scope,
        paragraphs=tuple(_pieces(content, scope)),
        quoting=scope.quoting.within(content),
        headlines=(),
    )
    return tuple(
        Tree(child, inner.quoting, nested(child, inner, model, depth + 1), depth)
        for child in flat(inner, model)
        if _believed(child, found)
    )


def _believed(child: Found, parent: Found) -> bool:
    """With a cue, sure enough, and not the parent again."""
    draft = child.draft
    sure = min(draft.signals) >= _LEAST_SIGNAL
    return bool(draft.cue) and sure and draft.content != parent.draft.content


def _pieces(content: Spans, scope: Scope) -> Iterator[Span]:
    """What is read of a content: its pieces, cut at paragraph breaks, without marks around all of a piece."""
    for span in content:
        for part in scope.cut(span):
            piece = part
            for inside in scope.quoting.quoted((piece,)):
                if inside.start <= piece.start + _MARK and piece.end <= inside.end + _MARK:
                    piece = inside
            if scope.text.startswith(_THAT, piece.start):
                piece = Span(piece.start + len(_THAT), piece.end)
            if piece.start < piece.end:
                yield piece
