"""Rules on sources who are not named: a story goes in, findings come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.audit.rule import Finding, sure
from attrib.audit.story import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.audit.story import Entry, Story


def undescribed(story: Story) -> Iterator[Finding]:
    """An anonymous source of whom nothing is told."""
    for source, claims in _anonymous(story):
        if source["grade"] == 0:
            yield _finding(
                "The reader is told nothing about this source. Say as much as can be said: what they do, how "
                "senior they are, how they know.",
                source,
                claims,
            )


def vague(story: Story) -> Iterator[Finding]:
    """An anonymous source of whom only a bare kind is told."""
    for source, claims in _anonymous(story):
        if source["grade"] == 1:
            yield _finding(
                f"“{source['name']}” tells the reader little. Can more be said: seniority, side, how they "
                "know?",
                source,
                claims,
            )


def _anonymous(story: Story) -> Iterator[tuple[Entry, list[Entry]]]:
    """Anonymous sources, each with the claims that are surely theirs."""
    claims: dict[str, list[Entry]] = {}
    for claim in story.claims:
        source = story.source_of(claim)
        if source is not None and source["naming"] == "anonymous" and sure(claim):
            claims.setdefault(source["id"], []).append(claim)
    for identifier, found in claims.items():
        yield story.sources[identifier], found


def _finding(message: str, source: Entry, claims: list[Entry]) -> Finding:
    return Finding(
        message,
        tuple(span for claim in claims for span in spans_of(claim, "source")),
        tuple(claim["id"] for claim in claims),
        (source["id"],),
    )
