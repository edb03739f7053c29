"""The plain-text table of scores, from their dictionary form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADER = ("", "P", "R", "F1", "n", "95 %")
_WIDTHS = (32, 7, 7, 7, 7, 12)


def render(scores: Mapping[str, Any]) -> str:
    """Show scores in percent, one measure a line, with the number of gold items.

    Measures without anything to score are left out.

    Args:
        scores: What ``Scores.as_dict`` gives.
    """
    lines = [f"articles: {scores['articles']}, attributions: {scores['attributions']}", "", _line(_HEADER)]
    lines.extend(_line(_row(name, figures)) for name, figures in _figures(scores) if any(figures.values()))
    return "\n".join(lines) + "\n"


def _figures(scores: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for role, rates in scores["spans"].items():
        yield from ((f"{role}, {name}", rate) for name, rate in rates.items())
    yield "link", scores["link"]
    yield "triple", scores["triple"]
    yield from ((f"content, half, {mode}", rate) for mode, rate in scores["modes"].items())
    yield "nested content, half", scores["nested"]["content"]
    yield "nested, right parent", scores["nested"]["parent"]
    yield "source entity, B-cubed", scores["entity"]
    yield from _sources(scores)
    yield from ((f"{name}, accuracy", share) for name, share in scores["labels"].items())
    yield "hedged", scores["hedging"]
    yield from ((f"{name}, token", rate) for name, rate in scores["phrases"].items())
    yield from ((f"{name}, half", rate) for name, rate in scores["phrases_half"].items())
    yield "channel kind, accuracy", scores["channel_kind"]
    yield "block role, accuracy", scores["blocks"]
    yield "sentence ends", scores["sentences"]


def _sources(scores: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Links by form of the mention, those of the baselines behind what they are compared with."""
    found = scores["sources"]
    for form, share in found["right"].items():
        yield f"{form}, right source", share
        yield f"{form}, where answered", found["answered"][form]
        if form in {"definite role", "pronoun"}:
            for name, rule in scores["baselines"].items():
                yield f"  {name}", rule["right"][form]
    yield "anonymous source", found["anonymous"]
    yield from ((f"  {confusion}", {"n": count}) for confusion, count in found["confused"].items())
    for name, share in found["without_pronouns"].items():
        yield f"{name}, pronouns left out", share


def _row(name: str, figures: Mapping[str, Any]) -> tuple[str, ...]:
    if figures.keys() == {"n"}:
        return (name, "", "", "", str(figures["n"]))
    if "share" in figures:
        interval = "–".join(_percent(end) for end in figures["interval"])
        return (name, "", "", _percent(figures["share"]), str(figures["n"]), interval)
    return (name, *(_percent(figures[key]) for key in ("precision", "recall", "f1")), str(figures["n"]))


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=False)
    return (first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in rest)).rstrip()
