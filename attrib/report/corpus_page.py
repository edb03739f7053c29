"""The page over many stories: reports go in, one self-contained HTML file comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.audit import RULES
from attrib.report import svg
from attrib.report.corpus import UNNAMED, Corpus
from attrib.report.corpus_plots import bands, cues, hedging, namings, trends
from attrib.report.markup import Markup, element, escaped
from attrib.report.page_facts import counted, percent, sentence, spelled
from attrib.report.page_frame import frame, masthead, section, skip
from attrib.report.page_tables import cell, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attrib.report.corpus import Line

#: Stories in the table; beyond that a page is slow in a browser and ``attrib export`` is the better tool.
_STORIES = 5000


def corpus_page(reports: Iterable[Mapping[str, Any]]) -> str:
    """Show many reports together.

    Args:
        reports: Valid reports, with or without text; each is read once and none is kept.

    Returns:
        A whole HTML page, the same for the same reports in the same order.
    """
    corpus = Corpus.of(reports)
    main = element(
        "main",
        section("distributions", "How stories are sourced", _distributions(corpus)),
        section("trends", "Week by week", *trends(corpus)),
        section("findings", "Findings", _findings(corpus)),
        section("top-sources", "Top sources", _top_sources(corpus), note=_IDENTITY),
        section("stories", "Stories", *_stories(corpus.lines)),
        _limits(),
    )
    title = f"Sourcing of {counted(len(corpus.lines), 'story', 'stories')}"
    return frame(
        f"{title} · attrib",
        skip(("the top sources", "top-sources"), ("the stories", "stories")),
        svg.PATTERNS,
        _masthead(title, corpus),
        main,
    )


_IDENTITY = (
    "Named sources are one across stories when kind and name agree; case, accents and white space do not "
    "count. Two people of one name are one here, and one person under two names is two."
)


def _masthead(title: str, corpus: Corpus) -> Markup:
    summary = corpus.summary
    hedged = sum(entry["hedged"] for entry in summary["by_naming"].values())
    claims = summary["claims"]
    figures = [
        ("Stories", f"{summary['stories']:,}"),
        ("Sources", f"{summary['sources']:,}"),
        ("Claims", f"{claims:,}"),
        ("Text that is attributed", percent(summary["attributed_words_share"])),
        ("Stories with an anonymous source", percent(summary["with_anonymous"]["share"])),
        ("Claims hedged", percent(hedged / claims if claims else None)),
    ]
    return masthead("Sourcing report", title, escaped(" · ".join(_about(corpus))), _verdict(summary), figures)


def _about(corpus: Corpus) -> Iterator[str]:
    if named := {line.outlet for line in corpus.lines} - {UNNAMED}:
        yield counted(len(named), "outlet")
    if dated := sorted(line.published for line in corpus.lines if line.week is not None):
        yield " to ".join(dict.fromkeys((dated[0], dated[-1])))


def _verdict(summary: Mapping[str, Any]) -> str:
    single, anonymous = summary["single_source"]["stories"], summary["only_anonymous"]["stories"]
    if not summary["stories"]:
        return "No story."
    alone = counted(single, "story rests", "stories rest") if single else "none rests"
    return (
        f"{sentence(alone)} on a single source, {spelled(anonymous) if anonymous else 'none'} on anonymous "
        f"sources alone; {percent(summary['with_anonymous']['share'])} use at least one who is anonymous."
    )


def _distributions(corpus: Corpus) -> Markup:
    return element("div", bands(corpus), namings(corpus), hedging(corpus), cues(corpus), class_="plots")


def _findings(corpus: Corpus) -> Markup:
    titles = {rule.id: rule for rule in RULES}
    rows = [
        element(
            "tr",
            element("th", titles[rule].title if rule in titles else rule, scope="row"),
            cell(rule),
            cell(titles[rule].severity if rule in titles else "–"),
            cell(str(entry["findings"]), entry["findings"]),
            cell(str(entry["stories"]), entry["stories"]),
            cell(percent(entry["share"]), entry["share"]),
        )
        for rule, entry in corpus.summary["findings"].items()
    ]
    if not rows:
        return element("p", "None of the audit’s rules has anything to say about these stories.")
    heads = [("Finding", "words"), ("Rule", "words"), ("Severity", "words")]
    heads += [("Findings", "number"), ("Stories", "number"), ("Share of stories", "number")]
    return table(heads, rows, caption="Findings by rule")


def _top_sources(corpus: Corpus) -> Markup:
    rows = [
        element(
            "tr",
            element("th", entry["name"], scope="row"),
            cell(entry["kind"]),
            cell(str(entry["stories"]), entry["stories"]),
            cell(str(entry["claims"]), entry["claims"]),
        )
        for entry in corpus.summary["top_sources"]
    ]
    heads = [("Source", "words"), ("Kind", "words"), ("Stories", "number"), ("Claims", "number")]
    return table(heads, rows, caption="Named sources in most stories")


def _stories(lines: tuple[Line, ...]) -> list[Markup | None]:
    shown = lines[:_STORIES]
    heads = [("Story", "words"), ("Outlet", "words"), ("Published", "words"), ("Sources", "number")]
    heads += [("Anonymous", "number"), ("Claims", "number"), ("Hedged", "number"), ("Attributed", "number")]
    heads += [("Warnings", "number"), ("Notes", "number")]
    search = element(
        "p",
        element("label", "Narrow to ", for_="wanted"),
        element("input", type="search", id="wanted", disabled=True, autocomplete="off"),
        element("output", f"{len(shown)} of {len(shown)}", id="wanted-tally"),
        class_="search scripted",
    )
    cut = (
        element("p", f"The first {_STORIES:,} of {len(lines):,} stories.", class_="lead")
        if len(lines) > _STORIES
        else None
    )
    return [cut, search, table(heads, [_story(line) for line in shown], caption="All stories")]


def _story(line: Line) -> Markup:
    hedged = line.hedged / line.claims if line.claims else None
    attributed = line.attributed_words / line.words if line.words else None
    return element(
        "tr",
        element("th", line.title, scope="row"),
        cell(line.outlet),
        cell(element("span", line.published or "–", class_="date")),
        cell(str(line.sources), line.sources),
        cell(str(line.anonymous), line.anonymous),
        cell(str(line.claims), line.claims),
        cell(percent(hedged), -1 if hedged is None else hedged),
        cell(percent(attributed), -1 if attributed is None else attributed),
        cell(str(line.warnings), line.warnings),
        cell(str(line.notes), line.notes),
    )


def _limits() -> Markup:
    points = (
        "It does not know what is true, nor what a newsroom knows beyond the page.",
        (
            "Every figure carries the errors of each report beneath it: claims missed, limits drawn wrong, "
            "sources taken for one another. A few points between outlets or weeks can be such errors."
        ),
        (
            "Outlets differ in what they publish. A share is comparable only between like and like: news "
            "with news, the same beats, the same weeks."
        ),
        "Published yardsticks are of other papers, times and countries, and were counted by people.",
        "Names are matched as names: nobody checked that two mentions in two stories are one person.",
    )
    return section(
        "limits", "What this cannot see", element("ul", *(element("li", point) for point in points))
    )
