"""Rules on the words that attribute: a story goes in, findings come out."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.audit.rule import Finding, sure
from attrib.audit.story import covered, overlapping, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.audit.story import Entry, Story
    from attrib.records import Spans

#: Passives and adverbs of hearsay. A participle counts only before "to" or "that" or after "it": "no injuries
#: were reported" hides nobody.
_PASSIVE = re.compile(
    r"(?:is|are|was|were|been|be|being)(?: \w+)? "
    r"(?:understood|thought|believed|said|reported|rumou?red|alleged|claimed|feared|suggested)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"(?:reportedly|allegedly|supposedly|purportedly)$", re.IGNORECASE)
_BEFORE = re.compile(r"\bit $", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:to|that)\b")
_AGENT = re.compile(r"\s+(?:\w+ )?by\b")

_WHAT_IT_SUGGESTS: Mapping[str, str] = {
    "doubt": "suggests that the words may not be true",
    "guilt": "suggests that there was something to hide",
    "truth": "presents the words as true",
    "scorn": "makes the speaker look foolish",
}


def agentless(story: Story) -> Iterator[Finding]:
    """Nobody says who understands what "is understood"."""
    quoted = _quoted(story)
    for attribution in story.attributions:
        # The words themselves are proof enough; how sure the extraction was does not matter.
        if attribution["source"] is None and attribution["cue"] is not None and _hearsay(story, attribution):
            cue = spans_of(attribution, "cue")
            if not any(overlapping(cue, quoted)):
                yield Finding(
                    "Nobody is said to understand, think or report this. Who told the reporter?",
                    spans_of(attribution, "content", "cue"),
                    (attribution["id"],),
                )


def _hearsay(story: Story, attribution: Entry) -> bool:
    start, end = attribution["cue"]["spans"][-1]
    words, after = story.text[start:end], story.text[end : end + 30]
    if _ADVERB.search(words):
        return True
    begin = attribution["cue"]["spans"][0][0]
    impersonal = _BEFORE.search(story.text[max(0, begin - 4) : begin]) or words.lower().startswith("it ")
    return bool(_PASSIVE.search(words) and (impersonal or _AFTER.match(after)) and not _AGENT.match(after))


def loaded(story: Story) -> Iterator[Finding]:
    """Reporting verbs that tell the reader what to think of the speaker."""
    quoted = _quoted(story)
    found: dict[str, list[Entry]] = {}
    for attribution in story.attributions:
        cue = attribution["cue"]
        if cue is None or cue["lemma"] not in _loaded() or not sure(attribution):
            continue
        if not any(overlapping(spans_of(attribution, "cue"), quoted)):
            found.setdefault(cue["lemma"], []).append(attribution)
    for lemma, attributions in found.items():
        yield Finding(
            f"“{lemma}” {_WHAT_IT_SUGGESTS[_loaded()[lemma]]}. Is that meant, and shown? “Say” is neutral.",
            tuple(span for attribution in attributions for span in spans_of(attribution, "cue")),
            tuple(attribution["id"] for attribution in attributions),
            tuple(dict.fromkeys(attribution["source"]["id"] for attribution in attributions)),
        )


@functools.cache
def _loaded() -> Mapping[str, str]:
    return {entry["text"]: entry["effect"] for entry in lexicons.entries("loaded")}


def _quoted(story: Story) -> Spans:
    """The places inside quotation marks: words there are the speaker's, not the reporter's."""
    return covered(piece for quote, _ in story.quotes() for piece in quote.pieces)
