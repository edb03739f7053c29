"""The figures of one story: a report with its text goes in, its ``metrics`` come out.

Each figure is defined in ``docs/audit.md``. Bands of sources are those of the Project for Excellence in
Journalism's content studies (State of the News Media 2005).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrib.audit.story import Story, covered, overlapping, spans_of
from attrib.records import Span
from attrib.segment.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.audit.story import Entry

#: How a claim's source is named; ``none`` where nobody is named or the link is open.
NAMINGS = ("named", "role", "group", "anonymous", "none")
MODES = ("direct", "indirect", "mixed")
BANDS = ("0", "1", "2-3", "4+")


def measure(report: Mapping[str, Any]) -> Entry:
    """Count what a report says about the story's sourcing.

    Args:
        report: A report with its text; its ``metrics`` and ``findings`` are not read.

    Returns:
        The ``metrics`` of the report's schema. A share is None where it would be of nothing.
    """
    story = Story.of(report)
    body_words = _body_words(story)
    cited = _cited(story)
    return {
        "claims": len(story.claims),
        "nested": sum(attribution["parent"] is not None for attribution in story.attributions),
        "body": _body(story, body_words),
        "sources": _sources(story, cited),
        "single_source": len(cited) == 1,
        "by_naming": _by_naming(story),
        "by_mode": _by_mode(story),
        "cues": _cues(story),
        "top_source": _top_source(story, cited),
        "first_claim": _first_claim(story, body_words),
    }


def share(part: int, whole: int) -> float | None:
    """A part's share of the whole, to four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None


def band(sources: int) -> str:
    """The band that a number of sources falls in."""
    return BANDS[0] if sources == 0 else BANDS[1] if sources == 1 else BANDS[2] if sources <= 3 else BANDS[3]


def naming_of(story: Story, claim: Entry) -> str:
    """How a claim's source is named."""
    source = story.source_of(claim)
    return "none" if source is None else str(source["naming"])


def _cited(story: Story) -> Counter[str]:
    """Claims by the id of their source, in order of the first claim."""
    return Counter(source["id"] for claim in story.claims if (source := story.source_of(claim)) is not None)


def _body_words(story: Story) -> tuple[Span, ...]:
    found = [
        Span(block.start + start, block.start + end)
        for block, role in story.blocks
        if role == "body"
        for start, end in words(story.text[block.start : block.end])
    ]
    return tuple(found)


def _body(story: Story, body_words: Sequence[Span]) -> Entry:
    contents = covered(span for claim in story.claims for span in spans_of(claim, "content"))
    claimed = covered(span for claim in story.claims for span in spans_of(claim, "content", "cue"))
    numbers = [n for n, (_, block) in enumerate(story.sentences) if story.blocks[block][1] == "body"]
    hits = overlapping((story.sentences[number][0] for number in numbers), claimed)
    unattributed = [number for number, hit in zip(numbers, hits, strict=True) if not hit]
    attributed_words = sum(overlapping(body_words, contents))
    attributed = len(numbers) - len(unattributed)
    return {
        "words": len(body_words),
        "attributed_words": attributed_words,
        "attributed_words_share": share(attributed_words, len(body_words)),
        "sentences": len(numbers),
        "attributed_sentences": attributed,
        "attributed_sentences_share": share(attributed, len(numbers)),
        "unattributed_sentences": unattributed,
    }


def _sources(story: Story, cited: Counter[str]) -> Entry:
    sources = [story.sources[identifier] for identifier in cited]
    count = Counter(source["naming"] for source in sources)
    identified = count["named"] + count["role"]
    return {
        "total": len(sources),
        "band": band(len(sources)),
        "identified": identified,
        "identified_band": band(identified),
        **{naming: count[naming] for naming in NAMINGS if naming != "none"},
        "documents": sum(source["kind"] == "document" for source in sources),
        "subjects": [source["id"] for source in sources if _is_subject(story, source)],
    }


def _is_subject(story: Story, source: Entry) -> bool:
    """Whether the story is about the source: a named person whom the headline names."""
    return (
        source["kind"] == "person"
        and source["naming"] == "named"
        and any(story.role_at(mention["span"][0]) == "headline" for mention in source["mentions"])
    )


def _by_naming(story: Story) -> Entry:
    claims = Counter(naming_of(story, claim) for claim in story.claims)
    hedged = Counter(
        naming_of(story, claim) for claim in story.claims if claim["hedging"]["label"] == "hedged"
    )
    return {
        naming: {
            "claims": claims[naming],
            "share": share(claims[naming], len(story.claims)),
            "hedged": hedged[naming],
            "hedged_share": share(hedged[naming], claims[naming]),
        }
        for naming in NAMINGS
    }


def _by_mode(story: Story) -> Entry:
    count = Counter(claim["mode"] for claim in story.claims)
    return {mode: {"claims": count[mode], "share": share(count[mode], len(story.claims))} for mode in MODES}


def _cues(story: Story) -> list[Entry]:
    count = Counter(
        claim["cue"]["lemma"] for claim in story.claims if claim["cue"] is not None and claim["cue"]["lemma"]
    )
    ordered = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return [{"lemma": lemma, "claims": claims} for lemma, claims in ordered]


def _top_source(story: Story, cited: Counter[str]) -> Entry | None:
    if not cited:
        return None
    # most_common keeps the order of the first claim among equals.
    ((identifier, claims),) = cited.most_common(1)
    return {"source": identifier, "claims": claims, "share": share(claims, len(story.claims))}


def _first_claim(story: Story, body_words: Sequence[Span]) -> Entry | None:
    if not story.claims:
        return None
    offset = min(spans_of(claim, "content", "cue")[0].start for claim in story.claims)
    before = sum(word.start < offset for word in body_words)
    sentence = story.sentence_at(offset)
    return {
        "sentence": sentence if sentence >= 0 else None,
        "position": share(before, len(body_words)),
    }
