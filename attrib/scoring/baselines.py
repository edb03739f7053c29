"""What simple rules would make of pronouns and definite roles: a report goes in, others come out.

Both rules choose among the sources that the report lists, so they are spared what they cannot know: which
names of the article are sources at all.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

from attrib.scoring.forms import surface

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    _Places = Sequence[tuple[int, str]]

#: The rules by name.
BASELINES = ("nearest preceding name", "last speaker")


def baselines(text: str, report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The report as each rule would have it.

    Args:
        text: The article.
        report: Its report.

    Returns:
        By rule, the report with other links at the pronouns and definite noun phrases: to the source whose
        name was written last before, or to the source of the attribution last before.
    """
    names = sorted(
        (mention["span"][0], source["id"])
        for source in report["sources"]
        for mention in source["mentions"]
        if mention["form"] == "name"
    )
    speakers: list[tuple[int, str]] = []

    def relinked(places: _Places, *, learning: bool) -> dict[str, Any]:
        made = []
        for entry in report["attributions"]:
            chosen = _relink(text, entry, lambda offset: _last(places, offset))
            made.append(chosen)
            if learning and chosen["source"] is not None and chosen["source"]["id"] is not None:
                insort(speakers, (chosen["source"]["spans"][0][0], chosen["source"]["id"]))
        return {**report, "attributions": made}

    return dict(
        zip(BASELINES, (relinked(names, learning=False), relinked(speakers, learning=True)), strict=True)
    )


def _relink(text: str, entry: Mapping[str, Any], choose: Callable[[int], str | None]) -> dict[str, Any]:
    source = entry["source"]
    if source is None:
        return dict(entry)
    written = " ".join(text[start:end] for start, end in source["spans"])
    if surface(written) not in {"pronoun", "definite role"}:
        return dict(entry)
    return {**entry, "source": {**source, "id": choose(source["spans"][0][0])}}


def _last(places: _Places, offset: int) -> str | None:
    cut = bisect_left(places, (offset, ""))
    return places[cut - 1][1] if cut else None
