"""Segmented -> attributions: who (source), by what words (cue), what (content), to any depth.

The model reads the text once for the attributions that stand in it, then each content for those nested in it.
Quotation marks, paragraphs and the lexicon of cues supply the rest by rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.assemble import Scope
from attrib.extract.confidence import confidence, confident
from attrib.extract.cues import describe
from attrib.extract.model import Model
from attrib.extract.nesting import tree
from attrib.extract.quoting import Quoting
from attrib.records import CARRYING_ROLES, Attribution

if TYPE_CHECKING:
    from attrib.extract.drafts import Draft
    from attrib.extract.nesting import Node
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
    nodes = tree(scope, model)
    nodes.sort(key=lambda node: (node.start, node.depth, -node.found.draft.content[-1].end))
    places = {node: index for index, node in enumerate(nodes)}
    return tuple(
        _attribution(text, node, None if node.parent is None else places[node.parent], model)
        for node in nodes
    )


def _attribution(text: str, node: Node, parent: int | None, model: Model) -> Attribution:
    draft = node.found.draft
    cue = " ".join(text[span.start : span.end] for span in draft.cue)
    lemma, act = describe(cue, _introduced(text, draft))
    return Attribution(
        content=draft.content,
        cue=draft.cue,
        source=draft.source,
        mode=node.scope.quoting.mode(draft.content),
        quoted=node.scope.quoting.quoted(draft.content),
        act=act,
        lemma=lemma,
        parent=parent,
        floating=node.found.floating,
        confidence=confidence(draft.signals, model.calibration),
    )


def _introduced(text: str, draft: Draft) -> str:
    """The first piece of a content that follows its cue, else the first one."""
    after = [span for span in draft.content if draft.cue and span.start >= draft.cue[-1].end]
    return text[slice(*(after or draft.content)[0])]
