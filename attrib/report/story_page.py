"""The page for people: a report goes in, one self-contained HTML file comes out.

It loads nothing, works from a mail attachment, and without its script still shows all that it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.report import svg
from attrib.report.markup import Markup, element, joined, link
from attrib.report.page_article import article
from attrib.report.page_facts import NAMING, Facts, counted, percent, verdict
from attrib.report.page_frame import frame, masthead, section, skip
from attrib.report.page_plots import plots
from attrib.report.page_tables import claim_list, findings, rail, source_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKS = ("source", "cue", "content", "hedge")


def page(report: Mapping[str, Any]) -> str:
    """Show a report to people.

    Args:
        report: A valid report, with or without text.

    Returns:
        A whole HTML page, the same for the same report.
    """
    facts = Facts.of(report)
    main = element(
        "main",
        _findings(facts),
        _article(facts),
        section(
            "sources",
            "Sources",
            source_table(facts),
            note=_SOURCES,
        ),
        section("figures", "Figures", plots(facts)),
        _claims(facts),
        _limits(facts),
    )
    return frame(
        f"{facts.title} · attrib",
        skip(("the article", "article"), ("the sources", "sources"), ("the findings", "findings")),
        svg.PATTERNS,
        _masthead(facts),
        main,
        _bar(),
        _footer(report),
    )


_SOURCES = (
    "Behind “+” stand headlines, captions and claims inside other claims. Grades say how much the reader is "
    "told of who is not named, from 0, nothing, to 3: role, seniority and how they know."
)


def _masthead(facts: Facts) -> Markup:
    meta, metrics = facts.report["meta"], facts.report["metrics"]
    told = [meta[key] for key in ("outlet", "byline", "published") if meta[key]]
    address = link(meta["url"], meta["url"]) if meta["url"] else None
    about = joined([piece for piece in (" · ".join(told), address) if piece], " · ")
    hedged = sum(metrics["by_naming"][naming]["hedged"] for naming in NAMING)
    claims = metrics["claims"]
    figures = [
        ("Sources", str(metrics["sources"]["total"])),
        ("Named or by role", str(metrics["sources"]["identified"])),
        ("Claims", str(claims)),
        ("Text that is attributed", percent(metrics["body"]["attributed_words_share"])),
        ("Claims in direct speech", percent(metrics["by_mode"]["direct"]["share"])),
        ("Claims hedged", percent(hedged / claims if claims else None)),
    ]
    return masthead("Sourcing report", facts.title, about, verdict(facts.report), figures)


def _findings(facts: Facts) -> Markup:
    return section(
        "findings",
        "Findings",
        findings(facts),
        note="Questions for an editor, each with the rule behind it. They are no verdict on the story.",
    )


def _article(facts: Facts) -> Markup:
    text = element("div", article(facts), class_="text", id="text")
    beside = element("aside", element("h3", "Sources"), rail(facts), class_="rail", aria_label="Sources")
    reading = element("div", text, beside, class_="reading", id="reading")
    tools = None if facts.report["text"] is None else _tools(facts)
    return section("article", "The article", tools, reading)


def _tools(facts: Facts) -> Markup:
    """What is marked, which is also the legend, and which claims are shown."""
    marks = (
        element(
            "label",
            element("input", type="checkbox", checked=True, id=f"show-{name}"),
            element("span", name, class_=f"key {name}"),
        )
        for name in _MARKS
    )
    naming = [("all", "all claims"), *((key, _FILTERS[key]) for key in NAMING)]
    return element(
        "div",
        element("fieldset", element("legend", "Marked"), *marks),
        element(
            "fieldset",
            element("legend", "Shown"),
            _choice("by-naming", "By source", naming),
            _choice("by-label", "By certainty", _CERTAINTY),
            element("output", _tally(facts), id="tally"),
            class_="scripted",
        ),
        class_="tools",
    )


_FILTERS = {
    "named": "named sources",
    "role": "sources by role",
    "group": "groups",
    "anonymous": "anonymous sources",
    "none": "nobody, or unresolved",
}
_CERTAINTY = [
    ("all", "any certainty"),
    ("asserted", "asserted"),
    ("hedged", "hedged"),
    ("question", "questions"),
    ("check", "marked “check”"),
]


def _choice(identifier: str, name: str, options: list[tuple[str, str]]) -> Markup:
    return element(
        "select",
        *(element("option", shown, value=value) for value, shown in options),
        id=identifier,
        aria_label=name,
        autocomplete="off",
    )


def _tally(facts: Facts) -> str:
    return f"{len(facts.claims)} of {len(facts.claims)}"


def _claims(facts: Facts) -> Markup:
    return section(
        "claims",
        "Every claim in words",
        element(
            "details",
            element("summary", f"List {counted(len(facts.claims), 'claim')}, nested ones included"),
            claim_list(facts),
        ),
    )


def _limits(facts: Facts) -> Markup:
    """What a reader must know before relying on the page."""
    return section(
        "limits",
        "What this cannot see",
        element("ul", *(element("li", point) for point in (_estimate(facts), *_LIMITS))),
        _notices(facts.report),
    )


_LIMITS = (
    "It does not know what is true. A claim with a name on it can be false, one without can be right.",
    "It does not know what the newsroom knows: who an unnamed source is, what was agreed and confirmed.",
    "It reads this text alone: no pictures, charts or links, nothing left out of the file, no earlier story.",
    "What the reporter saw, and what everybody knows, needs no source. Text without one is no fault.",
    "Irony, and hedging by tone or by the order of the story, pass it by.",
    "It was made for English news. Other languages and other kinds of text give poor results.",
)


def _estimate(facts: Facts) -> str:
    """How much to trust the claims, by their own calibrated confidence."""
    if not facts.claims:
        return "It misses claims, most often those with unusual verbs; here it found none at all."
    right = sum(claim.entry["confidence"] for claim in facts.claims)
    unsure = sum(claim.check is not None for claim in facts.claims)
    return (
        f"By its own estimate {right:.0f} of these {len(facts.claims)} claims are right in source, cue and "
        f"content together; {counted(unsure, 'is', 'are')} marked “check”. It also misses claims, most often "
        "those with unusual verbs."
    )


def _notices(report: Mapping[str, Any]) -> Markup | None:
    if not report["notices"]:
        return None
    items = (element("li", notice["message"]) for notice in report["notices"])
    return joined([element("h3", "Noticed while reading this text"), element("ul", *items)])


def _bar() -> Markup:
    """What the chosen source says at this place, and the way to the next; the script fills it."""
    steps = (("previous", "Previous"), ("next", "Next"), ("clear", "Clear"))
    buttons = (element("button", name, type="button", id=f"bar-{key}") for key, name in steps)
    told = element(
        "p", element("strong", id="bar-who"), " ", element("span", id="bar-told"), aria_live="polite"
    )
    return element(
        "div",
        told,
        element("div", *buttons, class_="steps"),
        id="bar",
        role="region",
        aria_label="Chosen source",
        hidden=True,
    )


def _footer(report: Mapping[str, Any]) -> Markup:
    provenance = report["provenance"]
    model = provenance["models"].get("extract", "").removeprefix("sha256:")[:12]
    parts = [f"attrib {provenance['attrib']}", *([f"model {model}"] if model else [])]
    parts += [f"document {report['doc_id']}", f"text SHA-256 {report['text_sha256'][:12]}…"]
    return element("footer", element("p", " · ".join(parts)))
