"""Rules on the story's sources as a whole: a story goes in, findings come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.audit.rule import Finding, sure
from attrib.audit.story import spans_of
from attrib.audit.unnamed import is_informant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.audit.story import Entry, Story

#: A story with fewer claims is a brief, and briefs have one source.
_CLAIMS_OF_A_STORY = 3


def single_source(story: Story) -> Iterator[Finding]:
    """All claims come from one source."""
    found = _all_sources(story)
    claims = [claim for claim in story.claims if claim["source"] is not None]
    if found is None or len(found) != 1 or len(claims) < _CLAIMS_OF_A_STORY:
        return
    (source,) = found
    yield Finding(
        f"Everything attributed in this story comes from one source ({source['name']}). Is there a second "
        "one who can confirm it, or does the story say why there is not?",
        tuple(span for claim in claims for span in spans_of(claim, "source")),
        tuple(claim["id"] for claim in claims),
        (source["id"],),
    )


def only_anonymous(story: Story) -> Iterator[Finding]:
    """No source of the story can be told who it is."""
    found = _all_sources(story)
    if not found or any(source["naming"] not in {"anonymous", "group"} for source in found):
        return
    withheld = {source["id"] for source in found if is_informant(source)}
    claims = [claim for claim in story.claims if sure(claim) and claim["source"]["id"] in withheld]
    if not claims:
        return
    yield Finding(
        "No source in this story is named or identified by office. Is there anybody on the record?",
        tuple(span for claim in claims for span in spans_of(claim, "source")),
        tuple(claim["id"] for claim in claims),
        tuple(source["id"] for source in found),
    )


def _all_sources(story: Story) -> list[Entry] | None:
    """Everybody who is a source anywhere in the story; None where that cannot be told.

    Headline, standfirst and captions count here, so do uncertain attributions: they may bring the second
    source or the named one.
    """
    found: dict[str, Entry] = {}
    for attribution in story.attributions:
        if attribution["parent"] is not None or attribution["source"] is None:
            continue
        source = story.source_of(attribution)
        if source is None:
            return None
        found[source["id"]] = source
    if not any(sure(claim) for claim in story.claims):
        return None
    return list(found.values())
