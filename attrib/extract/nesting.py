"""The attributions of a text and those inside their contents: the model reads each content like a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.assemble import Found, flat
from attrib.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.extract.assemble import Pass, Scope
    from attrib.extract.model import Model

#: A content of fewer words holds no source, cue and content of its own.
_LEAST_WORDS = 5
#: Levels below the top; the text is read once more for each.
_DEEPEST = 3
_THAT = "that "  # belongs to the content, and is no part of the sentence in it
_MARK = 2  # code points of the longest quotation mark, two apostrophes
#: Least signal with which a nested attribution is believed; chosen on ``seeds/dev``.
_LEAST_SIGNAL = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An attribution with its place in the tree of attributions.

    Attributes:
        found: The attribution.
        scope: Where it was found: the document, or the content of ``parent``.
        parent: The attribution in whose content it stands.
        depth: Number of attributions around it.
    """

    found: Found
    scope: Scope
    parent: Node | None = None
    depth: int = 0

    @property
    def start(self) -> int:
        """First offset of content, cue and source; a floating quotation's earlier source apart."""
        draft = self.found.draft
        own = (*draft.content, *draft.cue, *(() if self.found.floating else draft.source))
        return min(own).start


def tree(whole: Pass, scope: Scope, model: Model) -> list[Node]:
    """The attributions of a document and, level by level, those nested in them.

    Args:
        whole: What the model finds in the document.
        scope: The document.
        model: The trained tagger.

    Returns:
        Every attribution after the one that it is nested in.
    """
    level = [Node(found, scope) for found in whole.found]
    every = list(level)
    for depth in range(1, _DEEPEST + 1):
        outer = [node for node in level if holds(node.found.draft.content, node.scope)]
        inner = [inside(node.found.draft.content, node.scope) for node in outer]
        level = [
            Node(found, scope, parent, depth)
            for parent, scope, children in zip(outer, inner, flat(inner, model), strict=True)
            for found in children.found
            if _believed(found, parent.found)
        ]
        every += level
    return every


def holds(content: Spans, scope: Scope) -> bool:
    """Whether a content is long enough to hold attributions."""
    return scope.quoting.words_in(content) >= _LEAST_WORDS


def inside(content: Spans, scope: Scope) -> Scope:
    """What is read of an attribution's content.

    Args:
        content: Its spans.
        scope: Where it was found.
    """
    return replace(
        scope,
        paragraphs=tuple(_pieces(content, scope)),
        quoting=scope.quoting.within(content),
        headlines=(),
    )


def _believed(child: Found, parent: Found) -> bool:
    """With a cue, sure enough, and not the parent again."""
    draft = child.draft
    sure = min(draft.signals) >= _LEAST_SIGNAL
    return bool(draft.cue) and sure and draft.content != parent.draft.content


def _pieces(content: Spans, scope: Scope) -> Iterator[Span]:
    """What is read of a content: its pieces, cut at paragraph breaks, without marks around all of a piece.

    A mark that opens the next paragraph of a quotation may stand in the middle of one, where somebody has
    joined them: there a piece is cut too.
    """
    for span in content:
        for part in scope.cut(span):
            quoted = scope.quoting.quoted((part,))
            for piece in quoted if _all_of(part, quoted, scope.text) else (part,):
                start = piece.start + len(_THAT) * scope.text.startswith(_THAT, piece.start)
                if start < piece.end:
                    yield Span(start, piece.end)


def _all_of(part: Span, quoted: Spans, text: str) -> bool:
    """Whether nothing but marks and spaces stands around and between the quoted pieces of a span."""
    edges = [part.start, *(edge for piece in quoted for edge in piece), part.end]
    between = [text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return bool(quoted) and all(len(mark) <= _MARK and not any(map(str.isalnum, mark)) for mark in between)
