"""The lists of the page: its facts go in; findings, sources and all claims come out as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.audit.rules import RULES
from attrib.report.markup import Markup, element, joined, link
from attrib.report.page_article import spoken
from attrib.report.page_facts import NAMING, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.report.page_facts import Claim, Facts, Speaker

_RULES = {rule.id: rule for rule in RULES}
#: Characters of the article that a finding quotes.
_QUOTED = 60


def findings(facts: Facts) -> Markup:
    """What the audit found, a group for each rule, warnings first."""
    groups: dict[tuple[bool, str], list[tuple[int, Mapping[str, Any]]]] = {}
    for number, entry in enumerate(facts.report["findings"], start=1):
        groups.setdefault((entry["severity"] != "warning", entry["rule"]), []).append((number, entry))
    if not groups:
        return element("p", "None of the audit’s rules has anything to say about this story.")
    # Sorted by severity alone: within one, rules stay in the order in which the text meets them.
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return element("ol", *(_group(rule, found, facts) for (_, rule), found in ordered), class_="findings")


def _group(identifier: str, found: Sequence[tuple[int, Mapping[str, Any]]], facts: Facts) -> Markup:
    rule = _RULES.get(identifier)
    severity = found[0][1]["severity"]
    badge = element("span", severity.capitalize(), class_=f"badge {severity}")
    places = (
        element("li", _place(number, entry, facts), entry["message"], id=f"finding-{number}")
        for number, entry in found
    )
    return element(
        "li",
        element("h3", rule.title if rule else identifier, " ", badge),
        element("ul", *places),
        _behind(identifier),
    )


def _place(number: int, finding: Mapping[str, Any], facts: Facts) -> Markup | None:
    """A link to where the finding stands in the article."""
    text = facts.report["text"]
    if text is None or not finding["spans"]:
        return None
    start, end = finding["spans"][0]
    words = " ".join(text[start:end].split())
    shown = words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + " …"
    return joined(
        [element("a", f"“{shown}”", href=f"#f{number}", class_="show", data_finding=f"f{number}"), " "]
    )


def _behind(identifier: str) -> Markup | None:
    rule = _RULES.get(identifier)
    if rule is None:
        return None
    return element("p", f"{rule.id} · ", link(rule.url, rule.document), ": ", rule.words, class_="rule")


def source_table(facts: Facts) -> Markup:
    """Every source with how it is named, its kind, claims, first position and share."""
    total = sum(claim.counted for claim in facts.claims)
    heads = [
        ("Source", "words"),
        ("How named", "words"),
        ("Kind", "words"),
        ("Claims", "number"),
        ("Share", "number"),
        ("First at", "number"),
        ("To check", "number"),
    ]
    return table(
        heads,
        [_source_row(speaker, total) for speaker in facts.speakers],
        caption="Sources, most claims first",
    )


def table(heads: Sequence[tuple[str, str]], rows: Sequence[Markup], *, caption: str) -> Markup:
    """A table that the page's script makes sortable; it scrolls by itself where it is too wide."""
    cells = (element("th", head, scope="col", class_=kind) for head, kind in heads)
    return element(
        "div",
        element(
            "table",
            element("caption", caption, class_="visually-hidden"),
            element("thead", element("tr", *cells)),
            element("tbody", *rows),
            class_="sortable",
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=caption,
    )


def cell(shown: str | Markup, value: float | None = None) -> Markup:
    """A table's cell; numbers carry the value that they are sorted by."""
    if value is None:
        return element("td", shown)
    return element("td", shown, class_="number", data_value=f"{value:g}")


def _source_row(speaker: Speaker, total: int) -> Markup:
    source, claims = speaker.source, len(speaker.claims)
    naming = NAMING[source["naming"]]
    # Of an unnamed source, how much the reader is told: 0 nothing to 3 (docs/report.md).
    graded = naming if source["grade"] is None else f"{naming}, grade {source['grade']}"
    unsure = sum(claim.check is not None for claim in (*speaker.claims, *speaker.others))
    more = f" + {len(speaker.others)}" if speaker.others else ""
    first = -1.0 if speaker.first is None else round(speaker.first, 4)
    told = source["description"]
    return element(
        "tr",
        element(
            "th",
            _pick(speaker, source["name"]),
            element("span", told, class_="told") if told else None,
            scope="row",
            id=f"source-{source['id']}",
        ),
        cell(graded),
        cell(source["kind"]),
        cell(f"{claims}{more}", claims + len(speaker.others) / 1000),
        cell(percent(claims / total if total else None), claims),
        cell(percent(speaker.first), first),
        cell(str(unsure) if unsure else "–", unsure),
    )


def _pick(speaker: Speaker, *children: str | Markup) -> Markup:
    """A button that lights up a source's claims; it is enabled by the script that answers it."""
    return element(
        "button",
        *children,
        type="button",
        class_="pick",
        disabled=True,
        aria_pressed="false",
        data_source=speaker.source["id"],
    )


def rail(facts: Facts) -> Markup:
    """The sources beside the article."""
    items = (
        element(
            "li",
            _pick(
                speaker,
                element("span", speaker.source["name"], class_="name"),
                element("span", NAMING[speaker.source["naming"]], class_="naming"),
                element(
                    "span",
                    str(len(speaker.claims) + len(speaker.others)),
                    element("span", " places", class_="visually-hidden"),
                    class_="count",
                ),
            ),
        )
        for speaker in facts.speakers
    )
    return element("ul", *items, class_="rail-list")


def claim_list(facts: Facts) -> Markup:
    """Every claim in words: what the marks in the article say, for who does not see or print them."""
    names = {speaker.source["id"]: speaker.source["name"] for speaker in facts.speakers}
    placed = facts.report["text"] is not None
    return element("ol", *(_claim(claim, names, placed=placed) for claim in facts.claims), class_="claims")


def _claim(claim: Claim, names: Mapping[str, str], *, placed: bool) -> Markup:
    entry = claim.entry
    content = entry["content"]["text"]
    cue = entry["cue"]["text"] if entry["cue"] is not None else None
    return element(
        "li",
        element(
            "p",
            element("strong", claim.who),
            f" {cue}" if cue else None,
            ": " if content else None,
            content,
        ),
        element("p", *_details(claim, names, placed=placed), class_="details"),
        id=f"claim-{entry['id']}",
        value=claim.number,
        data_source=claim.source["id"] if claim.source else "",
        data_naming=claim.naming,
        data_label=entry["hedging"]["label"],
        data_mode=entry["mode"],
        data_check="yes" if claim.check else "no",
        data_told=spoken(claim),
    )


def _details(claim: Claim, names: Mapping[str, str], *, placed: bool) -> list[str | Markup]:
    entry = claim.entry
    hedges = [f"“{cue['text']}”" for cue in entry["hedging"]["cues"] if cue["text"]]
    hedged = entry["hedging"]["label"] + (f" ({', '.join(hedges)})" if hedges else "")
    parts = [NAMING[claim.naming], entry["mode"], entry["act"], hedged]
    if entry["parent"] is not None:
        parts.append(f"inside claim {entry['parent'].removeprefix('a')}")
    if len(entry["chain"]) > 1:
        parts.append("by way of " + ", ".join(names.get(item, item) for item in entry["chain"][1:]))
    parts.append(f"confidence {entry['confidence']:.2f}")
    shown: list[str | Markup] = [" · ".join(parts)]
    if claim.check:
        shown += [" ", element("span", "check", class_="badge check"), f" {claim.check}"]
    if placed:
        shown += [" ", element("a", "in the text", href=f"#{entry['id']}")]
    return shown
