"""A rule on what the headline makes of the story: a story goes in, findings come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.audit.rule import Finding, sure
from attrib.audit.story import covered, overlapping, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.audit.story import Entry, Story
    from attrib.records import Span

#: Fewer words that mean something do not make a statement that can be found again.
_WORDS_OF_A_STATEMENT = 4
#: The share of the headline's words that a claim must hold to be what the headline says, and the share in a
#: plain sentence of the body from which the story states it by itself.
_SAME = 0.75
_STATED = 0.5

#: Words and marks by which a headline says that it is not stating a fact.
_NOT_A_FACT = frozenset(
    "may might could would should if claim claims claimed say says said tell tells told report reports "
    "reported reportedly allege alleges alleged allegedly accuse accuses accused fear fears feared "
    "suggest suggests suspected suspect likely possible possibly expected expect expects hope hopes warn "
    "warns warned deny denies denied believe believes believed think thinks according apparently perhaps "
    "poised set plan plans planned why how what who when where".split()
)
_MARKS = frozenset('?:–—‘’“”"')
_SMALL = frozenset(
    "about after again against amid been before being from have into more most over than that "
    "their them then there they this were when which while will with your".split()
)


def overstated(story: Story) -> Iterator[Finding]:
    """The headline states as fact what the body has only as doubtful."""
    for place, role in story.blocks:
        if role != "headline" or not _states_a_fact(story, place):
            continue
        wanted = _meaning(story.words([place]))
        if len(wanted) < _WORDS_OF_A_STATEMENT or _stated_elsewhere(story, wanted):
            continue
        found = [claim for claim in story.claims if _holds(story, spans_of(claim, "content"), wanted, _SAME)]
        if found and all(sure(claim, linked=False) and _doubtful(story, claim) for claim in found):
            yield Finding(
                "The headline states as fact what the body attributes to an unnamed source, or reports as a "
                "possibility, a claim or an allegation. Should the headline say so?",
                (place, *(span for claim in found for span in spans_of(claim, "content", "cue"))),
                tuple(claim["id"] for claim in found),
                tuple(dict.fromkeys(s["id"] for claim in found if (s := story.source_of(claim)))),
            )


def _states_a_fact(story: Story, place: Span) -> bool:
    attributed = covered(span for a in story.attributions for span in spans_of(a, "content", "cue", "source"))
    if any(overlapping([place], attributed)) or _MARKS & set(
        story.text[place.start : place.end].replace("’s", "s")
    ):
        return False
    return not _NOT_A_FACT & set(story.words([place]))


def _doubtful(story: Story, claim: Entry) -> bool:
    """Hedged, alleged, told with distance, or from a source who is not named."""
    source = story.source_of(claim)
    return (
        claim["hedging"]["label"] == "hedged"
        or (claim["cue"] is not None and claim["cue"]["force"] in {"allegation", "distancing"})
        or (source is not None and source["naming"] == "anonymous")
    )


def _stated_elsewhere(story: Story, wanted: frozenset[str]) -> bool:
    """Whether a body sentence without any attribution states the same."""
    claimed = covered(span for claim in story.claims for span in spans_of(claim, "content", "cue"))
    body = [span for span, block in story.sentences if story.blocks[block][1] == "body"]
    free = [span for span, hit in zip(body, overlapping(body, claimed), strict=True) if not hit]
    return any(_holds(story, (span,), wanted, _STATED) for span in free)


def _holds(story: Story, spans: Iterable[Span], wanted: frozenset[str], least: float) -> bool:
    return len(wanted & _meaning(story.words(spans))) >= least * len(wanted)


def _meaning(words: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, by their first letters: "closes" and "closure" are one."""
    return frozenset(word[:5] for word in words if (len(word) >= 4 and word not in _SMALL) or word.isdigit())
