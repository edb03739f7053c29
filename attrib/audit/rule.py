"""What a rule is, and how sure an attribution must be before one speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attrib.audit.story import Entry, Story
    from attrib.records import Spans

#: Attributions and links below this probability carry no finding: a wrong accusation is worse than a missed
#: one.
SURE = 0.5

#: What rules without a published document behind them name instead.
OWN = "attrib’s own rule"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule speaks.

    Attributes:
        message: One or two sentences for a journalist. No words of the article but names of sources, so that
            it may stand in reports without text.
        spans: What to look at, in any order.
    """

    message: str
    spans: Spans
    attributions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the audit.

    Attributes:
        document: The published document behind it, or ``OWN``.
        words: What the document says, in its words (in quotation marks) or shortly in ours.
        url: Where the document stands.
        needs_text: Whether a report without text cannot be checked.
    """

    id: str
    title: str
    severity: Literal["note", "warning"]
    document: str
    words: str
    url: str | None
    needs_text: bool
    check: Callable[[Story], Iterator[Finding]]


def sure(attribution: Entry, *, linked: bool = True) -> bool:
    """Whether an attribution, and unless ``linked`` is False its link to a source, can carry a finding."""
    if attribution["confidence"] < SURE:
        return False
    link = attribution["source"]
    return not linked or (link is not None and link["id"] is not None and link["confidence"] >= SURE)
