"""Inputs built by hand for the tests of single stages: text in, documents and attributions out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrib.records import Attribution, Block, Document, Meta, Segmented, Span
from attrib.segment import segment

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
