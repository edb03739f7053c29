"""The plots of the corpus page: a corpus goes in, figures come out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from attrib.audit import YARDSTICKS
from attrib.audit.metrics import BANDS
from attrib.report import svg
from attrib.report.corpus import weeks
from attrib.report.markup import Markup, element
from attrib.report.page_facts import NAMING, percent
from attrib.report.page_plots import Row, plot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from attrib.report.corpus import Corpus, Line


_CUES = 12
_BAND_CLASSES = tuple(f"band-{number}" for number in range(len(BANDS)))


def bands(corpus: Corpus) -> Markup:
    """Stories by the number of their identified sources, by outlet, beside the published yardsticks."""
    rows: list[Row] = [
        (outlet, svg.bar(_band_shares(lines)), f"{len(lines):,}") for outlet, lines in corpus.outlets.items()
    ]
    studied = [yardstick for yardstick in YARDSTICKS if len(yardstick["shares"]) == len(BANDS)]
    rows += [
        (yardstick["where"], svg.bar(list(zip(yardstick["shares"], _BAND_CLASSES, strict=True))), "studied")
        for yardstick in studied
    ]
    studies = ", ".join(dict.fromkeys(yardstick["study"] for yardstick in studied))
    return plot(
        "Identified sources a story",
        "Sources that are named or told by role: none (hollow), one (hatched), two or three (pale), four or "
        f"more (solid). Below the outlets, what a study counted: {studies}.",
        rows,
        heads=("Outlet", "Drawing", "Stories"),
    )


def _band_shares(lines: Sequence[Line]) -> list[tuple[float, str]]:
    count = Counter(line.identified_band for line in lines)
    return [(count[band] / len(lines), name) for band, name in zip(BANDS, _BAND_CLASSES, strict=True)]


def namings(corpus: Corpus) -> Markup:
    """All sources by how they are named."""
    shares = {key: entry["share"] or 0.0 for key, entry in corpus.summary["sources_by_naming"].items()}
    most = max([0.01, *shares.values()])
    return plot(
        "How sources are named",
        "Of all sources, each counted once a story.",
        [(NAMING[key], svg.bar([(share / most, key)]), percent(share)) for key, share in shares.items()],
        heads=("Naming", "Drawing", "Share of sources"),
    )


def hedging(corpus: Corpus) -> Markup:
    """How many claims are hedged, by how their source is named."""
    rows: list[Row] = []
    for key, entry in corpus.summary["by_naming"].items():
        hedged = entry["hedged_share"]
        parts = [] if hedged is None else [(1 - hedged, "asserted"), (hedged, "hedged")]
        rows.append((NAMING[key], svg.bar(parts), f"{percent(hedged)} of {entry['claims']:,}"))
    return plot(
        "How surely they speak",
        "Claims by how their source is named: those hedged are hatched.",
        rows,
        heads=("Naming", "Drawing", "Hedged"),
    )


def cues(corpus: Corpus) -> Markup:
    """The most frequent cues."""
    shown = corpus.summary["cues"][:_CUES]
    most = max([1, *(entry["claims"] for entry in shown)])
    return plot(
        "What reports speech",
        "The most frequent cues in their dictionary form, with their share of all claims.",
        [
            (entry["lemma"], svg.bar([(entry["claims"] / most, "some")]), percent(entry["share"]))
            for entry in shown
        ],
        heads=("Cue", "Drawing", "Share of claims"),
    )


def trends(corpus: Corpus) -> list[Markup]:
    """How outlets change from week to week; a line where no story has a date."""
    span = weeks(corpus.lines)
    if not span:
        return [element("p", "None of the reports has a date of publication.", class_="lead")]
    undated = sum(line.week is None for line in corpus.lines)
    older = sum(line.week is not None and line.week < span[0] for line in corpus.lines)
    told = f"The week of {span[0].isoformat()}"
    if len(span) > 1:
        told = f"From the week of {span[0].isoformat()} (left) to that of {span[-1].isoformat()} (right)"
    told += f"; {older:,} {'is' if older == 1 else 'are'} from before and without a dot" if older else ""
    told += f"; {undated:,} without a date are left out." if undated else "."
    figures = (
        _trend("Sources a story", corpus, span, _mean_sources, "{:.1f}".format),
        _trend("Stories with an anonymous source", corpus, span, _with_anonymous, percent),
        _trend("Text that is attributed", corpus, span, _attributed, percent),
        _trend("Claims hedged", corpus, span, _hedged, percent),
    )
    return [element("p", told, class_="lead"), element("div", *figures, class_="plots")]


def _trend(
    title: str,
    corpus: Corpus,
    span: Sequence[date],
    measure: Callable[[Sequence[Line]], float | None],
    written: Callable[[float], str],
) -> Markup:
    courses = {
        outlet: [measure(lines) for lines in _by_week(all_lines, span)]
        for outlet, all_lines in corpus.outlets.items()
    }
    top = max((value for course in courses.values() for value in course if value is not None), default=0.0)
    rows: list[Row] = []
    for outlet, course in courses.items():
        overall = measure([line for line in corpus.outlets[outlet] if line.week is not None])
        rows.append((outlet, svg.trend(course, top=top), "–" if overall is None else written(overall)))
    return plot(
        title,
        f"A dot a week, from 0 to {written(top)}; beside it the figure for the whole time.",
        rows,
        heads=("Outlet", "Drawing", "Whole time"),
    )


def _by_week(lines: Iterable[Line], span: Sequence[date]) -> list[list[Line]]:
    weekly: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.week is not None:
            weekly[line.week].append(line)
    return [weekly[week] for week in span]


def _mean_sources(lines: Sequence[Line]) -> float | None:
    return _ratio(sum(line.sources for line in lines), len(lines))


def _with_anonymous(lines: Sequence[Line]) -> float | None:
    return _ratio(sum(line.anonymous > 0 for line in lines), len(lines))


def _attributed(lines: Sequence[Line]) -> float | None:
    return _ratio(sum(line.attributed_words for line in lines), sum(line.words for line in lines))


def _hedged(lines: Sequence[Line]) -> float | None:
    return _ratio(sum(line.hedged for line in lines), sum(line.claims for line in lines))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
