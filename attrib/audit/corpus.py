"""The figures of many stories: reports go in, one summary comes out, the same whatever their order.

Each figure is defined in ``docs/audit.md``.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from attrib.audit.metrics import BANDS, MODES, NAMINGS, band, share
from attrib.audit.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.audit.story import Entry

#: Published figures to hold a corpus against. They are of other papers, times and countries.
YARDSTICKS: tuple[Mapping[str, Any], ...] = (
    {
        "what": "stories by number of identified sources, in the order of the bands",
        "where": "US newspapers",
        "shares": (0.07, 0.12, 0.33, 0.48),
        "study": "Project for Excellence in Journalism, State of the News Media 2005",
    },
    {
        "what": "stories by number of identified sources, in the order of the bands",
        "where": "US news sites",
        "shares": (0.07, 0.16, 0.32, 0.46),
        "study": "Project for Excellence in Journalism, State of the News Media 2005",
    },
    {
        "what": "stories with an anonymous source",
        "where": "US media, on a presidency's start",
        "shares": (0.11,),
        "study": "Pew Research Center, 2021",
    },
)

#: Entries of the lists of sources and cues.
_LISTED = 50


def summarise(reports: Iterable[Mapping[str, Any]], *, leave_out_subjects: bool = False) -> Entry:
    """Add up the metrics of many reports.

    Args:
        reports: Valid reports; each is read once and none is kept.
        leave_out_subjects: Do not count as sources the people whom a headline names (as the BBC's 50:50
            does).

    Returns:
        The summary: counts and shares in the manner of a report's metrics, None where a share would be of
        nothing.
    """
    corpus = _Corpus(leave_out_subjects=leave_out_subjects)
    for report in reports:
        corpus.add(report)
    return corpus.summary()


def identity(source: Entry) -> tuple[str, str] | None:
    """What makes two sources of different stories one: they are named, of one kind, and have one name.

    Case, accents and white space do not count. Sources without a name are never one across stories: None.
    """
    if source["naming"] != "named":
        return None
    plain = unicodedata.normalize("NFKD", source["name"]).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return source["kind"], " ".join(letters.replace("’", "'").split())


class _Corpus:
    """Counters over the reports so far."""

    def __init__(self, *, leave_out_subjects: bool) -> None:
        self._leave_out_subjects = leave_out_subjects
        self._stories: Counter[str] = Counter()
        self._bands: Counter[str] = Counter()
        self._identified_bands: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()
        self._claims: Counter[str] = Counter()
        self._hedged: Counter[str] = Counter()
        self._modes: Counter[str] = Counter()
        self._cues: Counter[str] = Counter()
        self._body: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._positions: list[float] = []
        self._top_shares: list[float] = []
        self._people: dict[tuple[str, str], _Person] = {}

    def add(self, report: Mapping[str, Any]) -> None:
        metrics = report["metrics"]
        self._add_sources(report)
        self._claims.update({naming: metrics["by_naming"][naming]["claims"] for naming in NAMINGS})
        self._hedged.update({naming: metrics["by_naming"][naming]["hedged"] for naming in NAMINGS})
        self._modes.update({mode: metrics["by_mode"][mode]["claims"] for mode in MODES})
        self._cues.update({entry["lemma"]: entry["claims"] for entry in metrics["cues"]})
        for key in ("words", "attributed_words", "sentences", "attributed_sentences"):
            self._body[key] += metrics["body"][key]
        self._findings.update(finding["rule"] for finding in report["findings"])
        self._rules.update({finding["rule"] for finding in report["findings"]})
        if metrics["first_claim"] is not None and metrics["first_claim"]["position"] is not None:
            self._positions.append(metrics["first_claim"]["position"])
        if metrics["top_source"] is not None:
            self._top_shares.append(metrics["top_source"]["share"])

    def _add_sources(self, report: Mapping[str, Any]) -> None:
        metrics = report["metrics"]["sources"]
        story = Story.of(report)
        claims = Counter(source["id"] for claim in story.claims if (source := story.source_of(claim)))
        out = metrics["subjects"] if self._leave_out_subjects else ()
        cited = [source for source in report["sources"] if claims[source["id"]] and source["id"] not in out]
        naming = Counter(source["naming"] for source in cited)
        identified = naming["named"] + naming["role"]
        self._sources.update(naming)
        self._sources["documents"] += sum(source["kind"] == "document" for source in cited)
        self._bands[band(len(cited))] += 1
        self._identified_bands[band(identified)] += 1
        self._stories["all"] += 1
        self._stories["single_source"] += len(cited) == 1
        self._stories["with_anonymous"] += naming["anonymous"] > 0
        self._stories["only_anonymous"] += 0 < len(cited) == naming["anonymous"]
        spoken: dict[tuple[str, str], tuple[str, int]] = {}
        for source in cited:
            key = identity(source)
            if key is not None:
                name, count = spoken.get(key, (source["name"], 0))
                spoken[key] = (name, count + claims[source["id"]])
        for key, (name, count) in spoken.items():
            self._people.setdefault(key, _Person()).add(name, count)

    def summary(self) -> Entry:
        body = self._body
        return {
            **self._of_stories(),
            **self._of_sources(),
            **self._of_claims(),
            "attributed_words_share": share(body["attributed_words"], body["words"]),
            "attributed_sentences_share": share(body["attributed_sentences"], body["sentences"]),
            "median_first_claim": _median(self._positions),
            "median_top_share": _median(self._top_shares),
            "cues": [
                {"lemma": lemma, "claims": count, "share": share(count, self._claims.total())}
                for lemma, count in _ranked(self._cues)
            ],
            "top_sources": self._top_sources(),
            "findings": {
                rule: {"findings": self._findings[rule], **_part(self._rules[rule], self._stories["all"])}
                for rule in sorted(self._findings, key=lambda rule: (rule[:1], int(rule[1:])))
            },
        }

    def _of_stories(self) -> Entry:
        stories = self._stories["all"]
        return {
            "stories": stories,
            "single_source": _part(self._stories["single_source"], stories),
            "with_anonymous": _part(self._stories["with_anonymous"], stories),
            "only_anonymous": _part(self._stories["only_anonymous"], stories),
            "bands": _parts(self._bands, BANDS, stories),
            "identified_bands": _parts(self._identified_bands, BANDS, stories),
        }

    def _of_sources(self) -> Entry:
        namings = [naming for naming in NAMINGS if naming != "none"]
        sources = sum(self._sources[naming] for naming in namings)
        documents = self._sources["documents"]
        return {
            "sources": sources,
            "documents": {"count": documents, "share": share(documents, sources)},
            "sources_by_naming": _parts(self._sources, namings, sources),
        }

    def _of_claims(self) -> Entry:
        claims = self._claims.total()
        return {
            "claims": claims,
            "by_naming": {
                naming: {
                    "claims": self._claims[naming],
                    "share": share(self._claims[naming], claims),
                    "hedged": self._hedged[naming],
                    "hedged_share": share(self._hedged[naming], self._claims[naming]),
                }
                for naming in NAMINGS
            },
            "by_mode": _parts(self._modes, MODES, claims),
        }

    def _top_sources(self) -> list[Entry]:
        ordered = sorted(self._people.items(), key=lambda item: (-item[1].stories, -item[1].claims, item[0]))
        return [
            {"name": person.name(), "kind": kind, "stories": person.stories, "claims": person.claims}
            for (kind, _), person in ordered[:_LISTED]
        ]


class _Person:
    """A source of several stories."""

    def __init__(self) -> None:
        self.stories = self.claims = 0
        self._names: Counter[str] = Counter()

    def add(self, name: str, claims: int) -> None:
        self.stories += 1
        self.claims += claims
        self._names[name] += 1

    def name(self) -> str:
        """The most frequent spelling."""
        return min(self._names, key=lambda name: (-self._names[name], name))


def _part(count: int, whole: int) -> Entry:
    return {"stories": count, "share": share(count, whole)}


def _parts(counter: Counter[str], keys: Sequence[str], whole: int) -> Entry:
    return {key: {"count": counter[key], "share": share(counter[key], whole)} for key in keys}


def _ranked(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((k, n) for k, n in counter.items() if n), key=lambda item: (-item[1], item[0]))[:_LISTED]


def _median(values: list[float]) -> float | None:
    return round(statistics.median(values), 4) if values else None
