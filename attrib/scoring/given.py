"""Gold's attributions as records, as if extraction had found them: a gold document goes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.extract.cues import describe
from attrib.records import Attribution, Span
from attrib.scoring.modes import ModeRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def attributions_of(document: Mapping[str, Any]) -> tuple[Attribution, ...]:
    """The attributions of a gold document.

    Args:
        document: As in ``schemas/gold-1.0.0.json``, its attributions in report order.

    Returns:
        Source, cue, content and nesting as annotated; addressee, channel and entity are left to be found. A
        content without cue whose source stands in an earlier paragraph is a floating quotation.
    """
    text: str = document["text"]
    rule = ModeRule(text)
    listed: list[Mapping[str, Any]] = document["attributions"]
    return tuple(_attribution(text, rule, entry, listed) for entry in listed)


def _attribution(
    text: str, rule: ModeRule, entry: Mapping[str, Any], listed: Sequence[Mapping[str, Any]]
) -> Attribution:
    parent = entry.get("parent")
    around = None if parent is None else listed[parent]["content"]
    source, content = entry["source"], entry["content"]
    cue = " ".join(text[start:end] for start, end in entry["cue"])
    apart = bool(source) and "\n" in text[source[-1][1] : content[0][0]]
    return Attribution(
        content=_spans(content),
        cue=_spans(entry["cue"]),
        source=_spans(source),
        mode=entry.get("mode") or rule.mode(content, around),
        quoted=(),
        act=entry.get("act", "statement"),
        lemma=describe(cue)[0],
        parent=parent,
        floating=apart and not entry["cue"],
        confidence=1.0,
    )


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
