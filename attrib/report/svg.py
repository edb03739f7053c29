"""Small drawings without text: shares go in, inline SVG comes out.

All lengths along the page are percentages, so that a drawing fills whatever width it is given and nothing in
it is stretched; its words stand beside it in HTML, at the reader's size. Colours are the style sheet's.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.report.markup import Markup, element, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT = 16
_TREND_HEIGHT = 44
_INSET = 4

#: The hatching that hedged claims are filled with: told by its texture where colours are not seen or printed.
PATTERNS = element(
    "svg",
    element(
        "defs",
        element(
            "pattern",
            element("path", d="M-1 1 1 -1M0 6 6 0M5 7 7 5", class_="hatching"),
            id="hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    ),
    width=0,
    height=0,
    class_="patterns",
    aria_hidden="true",
)


def bar(parts: Sequence[tuple[float, str]]) -> Markup:
    """Parts of a whole side by side.

    Args:
        parts: Share of the full width and class of each part.
    """
    drawn: list[Markup] = []
    start = 0.0
    for share, name in parts:
        if share > 0:
            drawn.append(
                element(
                    "rect", class_=f"fill-{name}", x=_at(start), width=_at(share), y=2, height=_HEIGHT - 4
                )
            )
        start += share
    return _drawing(drawn, _HEIGHT, "bar")


def strip(places: Sequence[tuple[float, float, str, str]]) -> Markup:
    """Places along a line.

    Args:
        places: Start and end as shares of the line, the class, and the id of the claim that stands there.
    """
    drawn = [element("line", x1=0, x2="100%", y1=_HEIGHT // 2, y2=_HEIGHT // 2, class_="axis")]
    drawn += [
        element(
            "rect",
            class_=f"place fill-{name}",
            data_a=told,
            x=_at(start),
            # Narrower ones could not be seen on a phone.
            width=_at(max(end - start, 0.012)),
            y=2,
            height=_HEIGHT - 4,
        )
        for start, end, name, told in places
    ]
    return _drawing(drawn, _HEIGHT, "strip")


def trend(values: Sequence[float | None], *, top: float) -> Markup:
    """Values over time, evenly spaced; None leaves a gap.

    Args:
        values: In order of time.
        top: The value at the upper edge.
    """
    points = [None if value is None else _point(i, value, len(values), top) for i, value in enumerate(values)]
    drawn = [element("line", x1=0, x2="100%", y1=_TREND_HEIGHT - 1, y2=_TREND_HEIGHT - 1, class_="axis")]
    for before, after in pairwise(points):
        if before and after:
            drawn.append(
                element("line", x1=before[0], y1=before[1], x2=after[0], y2=after[1], class_="course")
            )
    drawn += [element("circle", cx=point[0], cy=point[1], r=2.5, class_="dot") for point in points if point]
    return _drawing(drawn, _TREND_HEIGHT, "trend")


def _point(index: int, value: float, count: int, top: float) -> tuple[str, str]:
    height = _TREND_HEIGHT - 2 * _INSET
    share = min(value / top, 1) if top else 0
    return _at(
        0.02 + 0.96 * (index / (count - 1) if count > 1 else 0.5)
    ), f"{_INSET + height * (1 - share):.1f}"


def _at(share: float) -> str:
    return f"{100 * share:.2f}%"


def _drawing(drawn: Sequence[Markup], height: int, name: str) -> Markup:
    return element("svg", joined(drawn), class_=name, width="100%", height=height, aria_hidden="true")
