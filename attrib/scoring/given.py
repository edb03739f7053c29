"""Gold's attributions as records, as if extraction had found them: a gold document goes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.extract.cues import describe
from attrib.records import Attribution, Span
from attrib.scoring.modes import ModeRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def ordered(document: Mapping[str, Any]) -> dict[str, Any]:
    """A gold document with its attributions in report order, without those that have no content."""
    listed = document["attributions"]
    kept = [index for index, entry in enumerate(listed) if entry["content"]]
    order = sorted(kept, key=lambda index: _begins(listed[index]))
    place = {old: new for new, old in enumerate(order)}
    moved = [{**listed[index], "parent": place.get(listed[index].get("parent"))} for index in order]
    return {**document, "attributions": moved}


def _begins(entry: Mapping[str, Any]) -> int:
    """The first offset; without a cue that of the content, since the source may stand far before it."""
    roles = ("source", "cue", "content") if entry["cue"] else ("content",)
    return min(int(start) for role in roles for start, _ in entry[role])


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
