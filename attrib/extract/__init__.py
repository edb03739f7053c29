"""Segmented -> attributions: who (source), by what words (cue), what (content), to any depth.

The model reads the text once for the attributions that stand in it, then each content for those nested in it.
Quotation marks, paragraphs and the lexicon of cues supply the rest by rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.assemble import Scope, flat
from attrib.extract.confidence import confidence, confident
from attrib.extract.cues import describe
from attrib.extract.model import Model
from attrib.extract.nesting import Tree, nested
from attrib.extract.quoting import Quoting
from attrib.records import CARRYING_ROLES, Attribution

if TYPE_CHECKING:
    from attrib.extract.drafts import Draft
    from attrib.records import Segmented

__all__ = ["Model", "confident", "extract"]


def extract(segmented: Segmented, model: Model) -> tuple[Attribution, ...]:
    """Find the attributions of a document.

    Args:
        segmented: The document with its quotations, sentences and words.
        model: The trained tagger.

    Returns:
        Attributions ordered by first offset, outer before inner; ``parent`` is an index into them.
    """
    text = segmented.document.text
    scope = Scope(
        text=text,
        paragraphs=tuple(block.span for block in segmented.document.blocks if block.role in CARRYING_ROLES),
        sentences=tuple(sentence.span for sentence in segmented.sentences),
        quoting=Quoting(segmented.quotes, segmented.words),
        headlines=tuple(b.span for b in segmented.document.blocks if b.role == "headline"),
    )
    roots = [Tree(found, scope.quoting, nested(found, scope, model)) for found in flat(scope, model)]
    return _ordered(text, roots, model)


def _ordered(text: str, roots: list[Tree], model: Model) -> tuple[Attribution, ...]:
    """Trees of attributions as a flat tuple in report order."""
    flattened: list[tuple[Tree, Tree | None]] = []
    pending: list[tuple[Tree, Tree | None]] = [(root, None) for root in reversed(roots)]
    while pending:
        tree, parent = pending.pop()
        flattened.append((tree, parent))
        pending += [(child, tree) for child in reversed(tree.children)]
    flattened.sort(key=lambda pair: (pair[0].start, pair[0].depth, -pair[0].found.draft.content[-1].end))
    places = {id(tree): index for index, (tree, _) in enumerate(flattened)}
    return tuple(
        _attribution(text, tree, None if parent is None else places[id(parent)], model)
        for tree, parent in flattened
    )


def _attribution(text: str, tree: Tree, parent: int | None, model: Model) -> Attribution:
    draft = tree.found.draft
    cue = " ".join(text[span.start : span.end] for span in draft.cue)
    lemma, act = describe(cue, _introduced(text, draft))
    return Attribution(
        content=draft.content,
        cue=draft.cue,
        source=draft.source,
        mode=tree.quoting.mode(draft.content),
        quoted=tree.quoting.quoted(draft.content),
        act=act,
        lemma=lemma,
        parent=parent,
        floating=tree.found.floating,
        confidence=confidence(draft.signals, model.calibration),
    )


def _introduced(text: str, draft: Draft) -> str:
    """The first piece of a content that follows its cue, else the first one."""
    after = [span for span in draft.content if draft.cue and span.start >= draft.cue[-1].end]
    return text[slice(*(after or draft.content)[0])]
