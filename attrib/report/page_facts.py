"""What the page says about a story, before any markup: a report in; its claims, sources and verdict out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from attrib.audit.rule import SURE
from attrib.audit.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Entry = dict[str, Any]

#: How sources are named, in the words of the page; ``none`` is nobody, or a link that stayed open.
NAMING = {
    "named": "named",
    "role": "by role",
    "group": "group",
    "anonymous": "anonymous",
    "none": "no source",
}
_MANY = {"named": "named", "role": "by role", "group": "groups", "anonymous": "anonymous"}
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution as the page shows it.

    Attributes:
        number: Its id without the letter, as readers see it.
        source: The source that it is linked to.
        who: The name of that source, else the words in place, else that nobody is named.
        naming: How the source is named; ``none`` without a link.
        counted: Whether the metrics count it: it stands in the body and in no other's content.
        check: What a person should check about it; None when it is sure enough.
    """

    entry: Entry
    number: str
    source: Entry | None
    who: str
    naming: str
    counted: bool
    check: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with what it is credited with.

    Attributes:
        claims: Those that the metrics count.
        others: Those in headlines and captions and inside other claims.
        first: Share of the body, by characters, before its first claim; None without one there.
    """

    source: Entry
    claims: tuple[Claim, ...]
    others: tuple[Claim, ...]
    first: float | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A report with what several parts of its page look up.

    Attributes:
        speakers: Sources with something to their credit, most claims first, then in order of appearance.
    """

    report: Mapping[str, Any]
    title: str
    claims: tuple[Claim, ...]
    speakers: tuple[Speaker, ...]

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> Facts:
        """Gather the facts of a valid report."""
        story = Story.of(report)
        counted = {claim["id"] for claim in story.claims}
        claims = tuple(_claim(story, entry, counted) for entry in report["attributions"])
        return cls(report, title_of(report), claims, _speakers(report, claims))


def percent(value: float | None) -> str:
    """A share in percent, a dash where there is none."""
    return "–" if value is None else f"{100 * value:.0f}\N{NO-BREAK SPACE}%"


def spelled(number: int) -> str:
    """A number, in words up to nine."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{spelled(number)} {singular if number == 1 else plural or singular + 's'}"


def sentence(text: str) -> str:
    """A text with a capital letter."""
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in prose: ``a, b and c``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def verdict(report: Mapping[str, Any]) -> str:
    """The story's sourcing in a line, and what the audit found."""
    return f"{_sourcing(report)} {_found(report['findings'])}"


def _sourcing(report: Mapping[str, Any]) -> str:
    claims, sources = report["metrics"]["claims"], report["metrics"]["sources"]
    if claims == 0:
        return "Nothing in the body of this story is attributed to anybody."
    if sources["total"] == 0:
        return f"{sentence(counted(claims, 'claim'))}, not one linked to a source."
    if sources["total"] == 1:
        top = report["metrics"]["top_source"]["source"]
        source = next(entry for entry in report["sources"] if entry["id"] == top)
        return f"A single-source story: all rests on {source['name']} ({NAMING[source['naming']]})."
    kinds = [counted(sources[key], NAMING[key], many) for key, many in _MANY.items() if sources[key]]
    total = sentence(counted(sources["total"], "source"))
    if len(kinds) == 1:
        return f"{total}, all {next(many for key, many in _MANY.items() if sources[key])}."
    return f"{total}: {listed(kinds)}."


def _found(findings: Iterable[Mapping[str, Any]]) -> str:
    count = Counter(finding["severity"] for finding in findings)
    kinds = [counted(count[kind], kind) for kind in ("warning", "note") if count[kind]]
    return f"{sentence(listed(kinds))} to look at." if kinds else "The audit found nothing to raise."


def title_of(report: Mapping[str, Any]) -> str:
    """A story's title: as given with it, else its headline, else its id."""
    if report["meta"]["title"]:
        return str(report["meta"]["title"])
    headline = next((block["span"] for block in report["blocks"] if block["role"] == "headline"), None)
    if headline is None or report["text"] is None:
        return str(report["doc_id"])
    return " ".join(report["text"][headline[0] : headline[1]].split())


def _claim(story: Story, entry: Entry, counted: set[str]) -> Claim:
    source = story.source_of(entry)
    naming = "none" if source is None else str(source["naming"])
    number = entry["id"].removeprefix("a")
    return Claim(
        entry, number, source, _who(entry, source), naming, entry["id"] in counted, _check(entry, source)
    )


def _who(entry: Entry, source: Entry | None) -> str:
    if source is not None:
        return str(source["name"])
    if entry["source"] is None:
        return "nobody named"
    return f"“{entry['source']['text']}” (unresolved)" if entry["source"]["text"] else "unresolved"


def _check(entry: Entry, source: Entry | None) -> str | None:
    """The same bar as the audit's findings: what is too unsure for them is for a person to check."""
    if entry["source"] is not None and source is None:
        return "who is meant here stayed open"
    if entry["source"] is not None and entry["source"]["confidence"] < SURE:
        return "the link to this source is unsure"
    return "the claim’s limits are unsure" if entry["confidence"] < SURE else None


def _speakers(report: Mapping[str, Any], claims: Iterable[Claim]) -> tuple[Speaker, ...]:
    credited: dict[str, list[Claim]] = {source["id"]: [] for source in report["sources"]}
    for claim in claims:
        if claim.source is not None:
            credited[claim.source["id"]].append(claim)
    place = _Body.of(report)
    speakers = [
        _speaker(source, credited[source["id"]], place)
        for source in report["sources"]
        if credited[source["id"]]
    ]
    return tuple(sorted(speakers, key=lambda speaker: -len(speaker.claims)))


def _speaker(source: Entry, credited: Sequence[Claim], place: _Body) -> Speaker:
    claims = tuple(claim for claim in credited if claim.counted)
    first = place.share_before(min(first_offset(claim) for claim in claims)) if claims else None
    return Speaker(source, claims, tuple(claim for claim in credited if not claim.counted), first)


def first_offset(claim: Claim) -> int:
    """Where the claim's content begins."""
    return int(claim.entry["content"]["spans"][0][0])


@dataclass(frozen=True, slots=True)
class _Body:
    """Where in the body an offset stands.

    Attributes:
        blocks: The spans of the body's blocks.
        before: Characters of the body before each block; one more, the length of all.
    """

    blocks: tuple[tuple[int, int], ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> _Body:
        blocks = tuple((*block["span"],) for block in report["blocks"] if block["role"] == "body")
        return cls(blocks, tuple(accumulate((end - start for start, end in blocks), initial=0)))

    def share_before(self, offset: int) -> float | None:
        if not self.before[-1]:
            return None
        index = bisect_right(self.blocks, offset, key=lambda block: block[0]) - 1
        if index < 0:
            return 0.0
        start, end = self.blocks[index]
        return (self.before[index] + min(offset, end) - start) / self.before[-1]
