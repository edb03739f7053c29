"""A report as the audit reads it: the report's dictionary goes in, its body, claims and sources come out.

Nothing but the report is looked at, so that a stored report gives what a fresh one gives. A **claim** is an
attribution of the body that stands in no other's content: headline, standfirst, headings and captions
announce or repeat what the body says and would count it twice.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrib.records import Span, Spans
from attrib.segment.quotes import parse_quotes
from attrib.segment.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.records import Quote

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """One report, with what several metrics and rules look up in it.

    Attributes:
        text: The article; empty in reports without text.
        blocks: Its blocks' spans and roles.
        sentences: Its sentences, and the index of each one's block.
        sources: The sources by id.
        attributions: All attributions, in report order.
        claims: Those of the body that stand in no other's content.
    """

    text: str
    blocks: tuple[tuple[Span, str], ...]
    sentences: tuple[tuple[Span, int], ...]
    sources: Mapping[str, Entry]
    attributions: tuple[Entry, ...]
    claims: tuple[Entry, ...]

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> Story:
        """Read a valid report."""
        blocks = tuple((Span(*block["span"]), block["role"]) for block in report["blocks"])
        starts = [span.start for span, _ in blocks]

        def in_body(attribution: Entry) -> bool:
            index = bisect_right(starts, attribution["content"]["spans"][0][0]) - 1
            return index >= 0 and blocks[index][1] == "body"

        return cls(
            text=report["text"] or "",
            blocks=blocks,
            sentences=tuple((Span(*entry["span"]), entry["block"]) for entry in report["sentences"]),
            sources={source["id"]: source for source in report["sources"]},
            attributions=tuple(report["attributions"]),
            claims=tuple(a for a in report["attributions"] if a["parent"] is None and in_body(a)),
        )

    def quotes(self) -> tuple[tuple[Quote, str], ...]:
        """The outermost quotations, each with the role of its block: those of the body first."""
        return _quotes(self.text, self.blocks)

    def words(self, spans: Iterable[Span]) -> list[str]:
        """The words of some places, as they are compared: case and the form of apostrophes do not count."""
        return [
            self.text[start + a : start + b].casefold().replace("’", "'")
            for start, end in spans
            for a, b in words(self.text[start:end])
        ]

    def block_at(self, offset: int) -> int:
        """Index of the last block that starts at or before an offset; -1 before the first."""
        return bisect_right(self.blocks, offset, key=lambda block: block[0].start) - 1

    def role_at(self, offset: int) -> str | None:
        """Role of the block that an offset stands in."""
        index = self.block_at(offset)
        return self.blocks[index][1] if index >= 0 else None

    def sentence_at(self, offset: int) -> int:
        """Index of the last sentence that starts at or before an offset; -1 before the first."""
        return bisect_right(self.sentences, offset, key=lambda sentence: sentence[0].start) - 1

    def source_of(self, attribution: Entry) -> Entry | None:
        """The source that an attribution is linked to; None where there is none, or the link is open."""
        link = attribution["source"]
        return None if link is None or link["id"] is None else self.sources[link["id"]]


def spans_of(attribution: Entry, *parts: str) -> Spans:
    """The spans of an attribution's parts (``content``, ``cue``, ``source``), in text order."""
    found = [
        Span(*span) for part in parts if attribution[part] is not None for span in attribution[part]["spans"]
    ]
    return tuple(sorted(found))


def covered(spans: Iterable[Span]) -> Spans:
    """The same places as ordered spans that neither overlap nor touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def overlapping(spans: Iterable[Span], places: Spans) -> list[bool]:
    """For each of some ordered spans, whether it overlaps one of the places (as ``covered`` gives them)."""
    starts = [place.start for place in places]

    def hit(span: Span) -> bool:
        index = bisect_right(starts, span.start) - 1
        before = index >= 0 and places[index].end > span.start
        return before or (index + 1 < len(places) and places[index + 1].start < span.end)

    return [hit(span) for span in spans]


@lru_cache(maxsize=1)
def _quotes(text: str, blocks: tuple[tuple[Span, str], ...]) -> tuple[tuple[Quote, str], ...]:
    # Several rules ask for the quotations of one story; looking for them is most of what an audit costs.
    flows = [("body", [span for span, role in blocks if role == "body"])]
    flows += [(role, [span]) for span, role in blocks if role != "body"]
    return tuple(
        (quote, role) for role, flow in flows for quote in parse_quotes(text, flow)[0] if quote.level == 0
    )
