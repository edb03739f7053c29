"""What the corpus page needs of many reports: reports go in, a line for each and their summary come out.

Reports are read once and none is kept, so that archives fit; what is kept of each is a few numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrib.audit import summarise
from attrib.audit.metrics import NAMINGS
from attrib.report.page_facts import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Outlets with a row of their own; the others share one.
_OUTLETS = 10
OTHERS = "other outlets"
UNNAMED = "no outlet given"
#: Weeks that a trend shows at most, the latest: five years. A wrong date must not stretch it to centuries.
_WEEKS = 260
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One story of the corpus.

    Attributes:
        week: The Monday of the week it was published in; None without a date that can be read.
        anonymous: Sources of that naming.
    """

    title: str
    outlet: str
    published: str
    week: date | None
    sources: int
    identified_band: str
    anonymous: int
    claims: int
    hedged: int
    words: int
    attributed_words: int
    warnings: int
    notes: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Many stories.

    Attributes:
        summary: As ``attrib.audit.summarise`` gives it.
        outlets: Lines by outlet, most stories first; those of small outlets together.
    """

    summary: Mapping[str, Any]
    lines: tuple[Line, ...]
    outlets: Mapping[str, Sequence[Line]]

    @classmethod
    def of(cls, reports: Iterable[Mapping[str, Any]]) -> Corpus:
        """Read valid reports, each once."""
        lines: list[Line] = []
        summary = summarise(_noted(reports, lines))
        return cls(summary, tuple(lines), _by_outlet(lines))


def weeks(lines: Iterable[Line]) -> list[date]:
    """All weeks from the first to the last story, the latest of them where there are very many."""
    dated = [line.week for line in lines if line.week is not None]
    if not dated:
        return []
    last = max(dated)
    back = min((last - min(dated)) // _WEEK, _WEEKS - 1)
    return [last - number * _WEEK for number in range(back, -1, -1)]


def _noted(reports: Iterable[Mapping[str, Any]], lines: list[Line]) -> Iterator[Mapping[str, Any]]:
    for report in reports:
        lines.append(_line(report))
        yield report


def _line(report: Mapping[str, Any]) -> Line:
    metrics, meta = report["metrics"], report["meta"]
    severities = Counter(finding["severity"] for finding in report["findings"])
    return Line(
        title=title_of(report),
        outlet=meta["outlet"] or UNNAMED,
        published=(meta["published"] or "")[:10],
        week=_week(meta["published"]),
        sources=metrics["sources"]["total"],
        identified_band=metrics["sources"]["identified_band"],
        anonymous=metrics["sources"]["anonymous"],
        claims=metrics["claims"],
        hedged=sum(metrics["by_naming"][naming]["hedged"] for naming in NAMINGS),
        words=metrics["body"]["words"],
        attributed_words=metrics["body"]["attributed_words"],
        warnings=severities["warning"],
        notes=severities["note"],
    )


def _week(published: str | None) -> date | None:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day - timedelta(days=day.weekday()) if day >= date.min + _WEEK else None


def _by_outlet(lines: Sequence[Line]) -> Mapping[str, Sequence[Line]]:
    count = Counter(line.outlet for line in lines)
    ordered = sorted(count, key=lambda outlet: (-count[outlet], outlet))
    # A row for "others" that holds one outlet alone would tell less than its name.
    own = dict.fromkeys(ordered if len(ordered) <= _OUTLETS + 1 else ordered[:_OUTLETS])
    grouped: dict[str, list[Line]] = {outlet: [] for outlet in own}
    for line in lines:
        grouped.setdefault(line.outlet if line.outlet in own else OTHERS, []).append(line)
    return grouped
