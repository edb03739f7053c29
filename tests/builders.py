"""Inputs built by hand for the tests of single stages: text in, documents and attributions out."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from attrib import resources
from attrib.extract import Model
from attrib.hedge import probe
from attrib.records import (
    Assembly,
    Attribution,
    Block,
    Document,
    Hedging,
    Link,
    Mention,
    Meta,
    Resolution,
    Segmented,
    Source,
    Span,
)
from attrib.report import build
from attrib.segment import segment
from attrib.sources import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def document(text: str, roles: Mapping[int, str] | None = None, *, doc_id: str = "built") -> Document:
    """A document whose blocks are its lines; ``roles`` gives those of lines that are not body."""
    spans = []
    for match in _PARAGRAPH.finditer(text):
        stripped = match.group().strip()
        start = match.start() + match.group().index(stripped)
        spans.append(Span(start, start + len(stripped)))
    named = roles or {}
    blocks = tuple(Block(span, named.get(i, "body")) for i, span in enumerate(spans))  # type: ignore[arg-type]
    return Document(doc_id, text, blocks, Meta(), "text", None, "0" * 64)


def segmented(text: str, roles: Mapping[int, str] | None = None) -> Segmented:
    """The structure of a text whose blocks are its lines."""
    return segment(document(text, roles))


@functools.cache
def listener() -> Model:
    """The shipped extraction model with its probe, as the analyser has it."""
    return Model(resources.model_path("extract"), probe("extract"))


def locate(text: str, wanted: str | Sequence[Any]) -> Span:
    """The span of a string in a text, or of its n-th occurrence: ``["he", 2]``."""
    string: str = wanted if isinstance(wanted, str) else wanted[0]
    occurrence = 1 if isinstance(wanted, str) else int(wanted[1])
    matches = list(re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text))
    if len(matches) < occurrence:
        message = f"{string!r} stands {len(matches)} times in the text, not {occurrence}"
        raise ValueError(message)
    return Span(*matches[occurrence - 1].span())


def attribution(text: str, given: Mapping[str, Any]) -> Attribution:
    """An attribution from strings: ``source``, ``content``, ``cue``, ``parent``, ``floating``, ``mode``."""

    def spans(key: str) -> tuple[Span, ...]:
        value = given.get(key)
        return () if value is None else (locate(text, value),)

    return Attribution(
        content=spans("content") or (Span(len(text) - 1, len(text)),),
        cue=spans("cue"),
        source=spans("source"),
        mode=given.get("mode", "indirect"),
        quoted=(),
        act="statement",
        lemma=None,
        parent=given.get("parent"),
        floating=given.get("floating", False),
        confidence=1.0,
    )


def sources_of(text: str, *phrases: Any, roles: Mapping[int, str] | None = None) -> list[Source | None]:
    """The source that each phrase comes to as the source of an attribution, None where it is left open."""
    given = [attribution(text, {"source": phrase}) for phrase in phrases]
    resolution = resolve(segmented(text, roles), given)
    places = [None if link is None else link.source for link in resolution.links]
    return [None if place is None else resolution.sources[place] for place in places]


def name_of(text: str, *phrases: Any, roles: Mapping[int, str] | None = None) -> str | None:
    """The name of the source that the last phrase comes to."""
    found = sources_of(text, *phrases, roles=roles)[-1]
    return None if found is None else found.name


def report(case: Mapping[str, Any], *, include_text: bool = True) -> dict[str, Any]:
    """A report from strings; its lines are its blocks, its quotation marks are parsed.

    Args:
        case: ``text``, ``roles`` by line, ``sources`` (name, kind, naming, grade) and ``attributions``, each with
            ``content`` (a string or its pieces), ``cue``, ``source``, ``entity`` (index of a source) and what
            differs from the plain case: ``lemma``, ``force``, ``hedged``, ``confidence``, ``parent``,
            ``floating``. ``said#2`` is the second place of a string.
        include_text: Whether the report carries texts.
    """
    structure = segmented(case["text"], {int(line): role for line, role in case.get("roles", {}).items()})
    given = sorted(case["attributions"], key=lambda entry: _first_offset(case["text"], entry))
    attributions = tuple(_told(structure, entry) for entry in given)
    assembly = Assembly(
        segmented=structure,
        attributions=attributions,
        resolution=Resolution(
            tuple(_source(case["text"], index, entry, given) for index, entry in enumerate(case["sources"])),
            tuple(_link(entry) for entry in given),
        ),
        hedging=tuple(
            Hedging(
                "hedged" if entry.get("hedged") else "asserted",
                0.1,
                0.9,
                (),
                (),
                entry.get("force", "neutral"),
            )
            for entry in given
        ),
        notices=(),
    )
    provenance = {"attrib": "0", "models": {}, "lexicons": f"sha256:{'0' * 64}", "options": {}}
    return build(assembly, provenance=provenance, include_text=include_text)


def _places(text: str, value: str | Sequence[str] | None) -> tuple[Span, ...]:
    pieces = [] if value is None else [value] if isinstance(value, str) else value
    return tuple(_place(text, piece) for piece in pieces)


def _place(text: str, piece: str) -> Span:
    string, _, occurrence = piece.partition("#")
    return locate(text, [string, int(occurrence or 1)])


def _first_offset(text: str, entry: Mapping[str, Any]) -> tuple[int, int]:
    keys = ("content",) if entry.get("floating") else ("content", "cue", "source")
    start = min(span.start for key in keys for span in _places(text, entry.get(key)))
    return start, -sum(span.end - span.start for span in _places(text, entry["content"]))


def _told(structure: Segmented, entry: Mapping[str, Any]) -> Attribution:
    text = structure.document.text
    content = _places(text, entry["content"])
    quoted = tuple(
        Span(max(piece.start, span.start), min(piece.end, span.end))
        for span in content
        for quote in structure.quotes
        for piece in quote.pieces
        if quote.level == 0 and piece.start < span.end and span.start < piece.end
    )
    inside = sum(any(q.start <= word.start < q.end for q in quoted) for word in structure.words)
    total = sum(any(c.start <= word.start < c.end for c in content) for word in structure.words)
    return Attribution(
        content=content,
        cue=_places(text, entry.get("cue")),
        source=_places(text, entry.get("source")),
        mode="indirect" if not inside else "direct" if inside >= 0.95 * total else "mixed",
        quoted=quoted,
        act="statement",
        lemma=entry.get("lemma"),
        parent=entry.get("parent"),
        floating=entry.get("floating", False),
        confidence=entry.get("confidence", 0.9),
    )


def _source(text: str, index: int, entry: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> Source:
    mentions = sorted(_place(text, a["source"]) for a in given if a.get("entity") == index)
    return Source(
        name=entry["name"],
        kind=entry["kind"],
        naming=entry["naming"],
        grade=entry["grade"],
        description=None,
        affiliation=None,
        mentions=tuple(Mention(span, "name") for span in mentions) or (Mention(Span(0, 1), "name"),),
    )


def _link(entry: Mapping[str, Any]) -> Link | None:
    if "source" not in entry:
        return None
    entity = entry.get("entity")
    if entity is None:
        return Link(None, 0.0, "unresolved")
    return Link(entity, entry.get("link", 0.9), "first-mention", chain=(entity,))
