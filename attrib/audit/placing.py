"""Rules on where the speaker stands: a story goes in, findings come out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.audit.rule import Finding, sure
from attrib.audit.story import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.audit.story import Entry, Story

#: Sentences that a reader may be asked to read before the speaker is named (Reuters: "usually after the first
#: sentence"), and the length in characters, about 25 words, from which a quotation is long.
_SENTENCES = 1
_LONG = 150


def late_speaker(story: Story) -> Iterator[Finding]:
    """A long quotation whose speaker comes only after several sentences of it."""
    for before, claim in pairwise((None, *story.claims)):
        if claim is None or claim["mode"] != "direct" or claim["cue"] is None or not sure(claim):
            continue
        opening = spans_of(claim, "content")[0]
        named = spans_of(claim, "cue", "source")[0].start
        if named < opening.end or opening.end - opening.start < _LONG or _speaks_on(story, before, claim):
            continue
        # The sentence that holds the quotation's last words often holds its speaker too.
        heard = story.sentence_at(opening.end - 1) - story.sentence_at(opening.start) + 1
        if heard > _SENTENCES:
            yield Finding(
                f"The reader hears {heard} sentences before learning who is speaking. Name the speaker after "
                "the first.",
                (opening, *spans_of(claim, "source")),
                (claim["id"],),
                (claim["source"]["id"],),
            )


def _speaks_on(story: Story, before: Entry | None, claim: Entry) -> bool:
    """Whether the claim before, in this paragraph or the last, may have the same source."""
    if before is None:
        return False
    source = story.source_of(before)
    near = story.block_at(claim["content"]["spans"][0][0]) - story.block_at(before["content"]["spans"][0][0])
    return near <= 1 and (source is None or source["id"] == claim["source"]["id"])


def parted(story: Story) -> Iterator[Finding]:
    """A claim that stands in other sentences than the words that attribute it."""
    for claim in story.claims:
        if claim["mode"] != "indirect" or claim["cue"] is None or not sure(claim):
            continue
        content = {story.sentence_at(span.start) for span in spans_of(claim, "content")}
        content |= {story.sentence_at(span.end - 1) for span in spans_of(claim, "content")}
        told = {story.sentence_at(span.start) for span in spans_of(claim, "cue", "source")}
        # A relative pronoun or a mention taken from elsewhere does not make a gap; a whole sentence does.
        if not content & told:
            yield Finding(
                "What is claimed and who claims it stand in different sentences. Attribute it in the same "
                "sentence, just before or just after.",
                spans_of(claim, "content", "cue", "source"),
                (claim["id"],),
                (claim["source"]["id"],),
            )
