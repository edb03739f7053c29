"""Segmented -> attributions: who (source), by what words (cue), what (content), to any depth.

The model reads the text once for the attributions that stand in it, then each content for those nested in it.
Quotation marks, paragraphs and the lexicon of cues supply the rest by rule. While the encoder reads a text,
it also tells of each word how much it looks like a hedge: hints for ``hedge``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.assemble import Scope, flat
from attrib.extract.confidence import confidence, confident
from attrib.extract.cues import describe
from attrib.extract.model import Model, projection
from attrib.extract.nesting import tree
from attrib.extract.quoting import Quoting
from attrib.extract.windows import windows
from attrib.records import CARRYING_ROLES, Attribution, Extraction, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.extract.drafts import Draft
    from attrib.extract.model import Floats
    from attrib.extract.nesting import Node
    from attrib.extract.windows import Window
    from attrib.records import Segmented

__all__ = ["Model", "confident", "extract", "projection", "states"]


def extract(segmented: Segmented, model: Model) -> Extraction:
    """Find the attributions of a document.

    Args:
        segmented: The document with its quotations, sentences and words.
        model: The trained tagger.

    Returns:
        Attributions ordered by first offset, outer before inner; ``parent`` is an index into them. And hints
        if the model has a probe.
    """
    scope = _scope(segmented)
    (whole,) = flat((scope,), model)
    nodes = tree(whole, scope, model)
    nodes.sort(key=lambda node: (node.start, node.depth, -node.found.draft.content[-1].end))
    places = {node: index for index, node in enumerate(nodes)}
    return Extraction(
        tuple(
            _attribution(scope.text, node, None if node.parent is None else places[node.parent], model)
            for node in nodes
        ),
        None if model.probe is None else Hints(whole.starts, whole.hints, model.probe.own),
    )


def states(segmented: Segmented, model: Model) -> Iterator[tuple[Window, Floats]]:
    """The windows of a document as :func:`extract` reads it, each with the encoder's states of its tokens."""
    scope = _scope(segmented)
    return model.states(windows(scope.text, scope.paragraphs, scope.quoting.quotes, model.tokenizer))


def _scope(segmented: Segmented) -> Scope:
    """A whole document as the model reads it."""
    return Scope(
        text=segmented.document.text,
        paragraphs=tuple(block.span for block in segmented.document.blocks if block.role in CARRYING_ROLES),
        sentences=tuple(sentence.span for sentence in segmented.sentences),
        quoting=Quoting(segmented.quotes, segmented.words),
        headlines=tuple(b.span for b in segmented.document.blocks if b.role == "headline"),
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
