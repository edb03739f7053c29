"""The plots of the page: its facts go in; tables of drawings, each beside its number, come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.report import svg
from attrib.report.markup import Markup, element
from attrib.report.page_facts import NAMING, counted, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.report.page_facts import Claim, Facts

#: Rows of the plots by source; the others are drawn together.
_ROWS = 12
_LABELS = ("asserted", "hedged", "question")

Row = tuple[str | Markup, Markup, str]


def plot(
    title: str, told: str, rows: Sequence[Row], *, heads: tuple[str, str, str], wide: bool = False
) -> Markup:
    """A figure: a row's name, its drawing and its number, which screen readers read as a table.

    Args:
        title: What is shown.
        told: How to read it.
        rows: Name, drawing and number of each row.
        heads: What the three columns hold; only read out.
        wide: Whether it takes the whole width.
    """
    body = (
        element(
            "tr",
            element("th", name, scope="row"),
            element("td", drawing, class_="drawing"),
            element("td", number),
        )
        for name, drawing, number in rows
    )
    columns = element("colgroup", *(element("col", class_=name) for name in ("names", "drawings", "numbers")))
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in heads)))
    return element(
        "figure",
        element("figcaption", element("h3", title), element("p", told)),
        element("table", columns, head, element("tbody", *body), class_="plot"),
        class_="wide" if wide else None,
    )


def plots(facts: Facts) -> Markup:
    """All plots of a story."""
    return element("div", _positions(facts), _naming(facts), _hedging(facts), class_="plots")


def _naming(facts: Facts) -> Markup:
    sources = facts.report["metrics"]["sources"]
    kinds = [(NAMING[key], sources[key], key) for key in NAMING if key != "none"]
    most = max(1, *(number for _, number, _ in kinds))
    rows = [(name, svg.bar([(number / most, key)]), str(number)) for name, number, key in kinds]
    return plot(
        "How the sources are named",
        "Sources that the body credits with a claim, each counted once.",
        rows,
        heads=("Naming", "Drawing", "Sources"),
    )


def _positions(facts: Facts) -> Markup:
    length = max([1, *(block["span"][1] for block in facts.report["blocks"])])
    rows: list[Row] = [
        (name, svg.strip([place for claim in claims for place in _places(claim, length)]), str(len(claims)))
        for name, claims in _by_source(facts)
    ]
    return plot(
        "Who speaks where",
        "The article from its first word (left) to its last (right); each block is what one source is "
        "credited with. Hatched blocks are hedged, hollow ones are questions.",
        rows,
        heads=("Source", "Drawing", "Claims"),
        wide=True,
    )


def _places(claim: Claim, length: int) -> Iterable[tuple[float, float, str, str]]:
    for start, end in claim.entry["content"]["spans"]:
        yield start / length, end / length, claim.entry["hedging"]["label"], claim.entry["id"]


def _hedging(facts: Facts) -> Markup:
    return plot(
        "How surely they speak",
        "Of each source’s claims, the parts asserted (solid), hedged (hatched) and asked (hollow).",
        [_hedging_row(name, claims) for name, claims in _by_source(facts)],
        heads=("Source", "Drawing", "Hedged"),
    )


def _hedging_row(name: str, claims: Sequence[Claim]) -> Row:
    shares = [
        (sum(claim.entry["hedging"]["label"] == label for claim in claims) / len(claims), label)
        for label in _LABELS
    ]
    return name, svg.bar(shares), f"{percent(shares[1][0])} of {len(claims)}"


def _by_source(facts: Facts) -> list[tuple[str, list[Claim]]]:
    """All claims by source, those of sources with few together, then those of nobody or nobody certain."""
    rows = [
        (speaker.source["name"], [*speaker.claims, *speaker.others]) for speaker in facts.speakers[:_ROWS]
    ]
    rest = facts.speakers[_ROWS:]
    if rest:
        claims = [claim for speaker in rest for claim in (*speaker.claims, *speaker.others)]
        rows.append((counted(len(rest), "other source"), claims))
    unlinked = [claim for claim in facts.claims if claim.source is None]
    return [*rows, *([("nobody, or unresolved", unlinked)] if unlinked else [])]
