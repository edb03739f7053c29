"""Reports for the tests of pages, built by hand: every kind of source and mark once."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import builders

from attrib.schema import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = (
    "Harbour may close, minister says\n"
    "By A. Reporter\n"
    "The harbour might close by May, the minister, Ada Obi, said on Monday.\n"
    "“We told the board that the wall was sound,” she said. “Nobody listened.”\n"
    "A source said the repairs were a farce. Residents said ships had left <already> & often.\n"
    "A clerk said they feared it. It is understood that talks failed."
)


def story() -> dict[str, Any]:
    """A report with named, group and anonymous sources, nesting, a hedge, an open link and findings."""
    report = builders.report(
        {
            "text": TEXT,
            "roles": {0: "headline", 1: "byline"},
            "sources": [
                {"name": "Ada Obi", "kind": "person", "naming": "named", "grade": None},
                {"name": "source", "kind": "person", "naming": "anonymous", "grade": 0},
                {"name": "residents", "kind": "group", "naming": "group", "grade": 1},
            ],
            "attributions": [
                {"content": "Harbour may close", "cue": "says", "source": "minister", "entity": 0},
                {
                    "content": "The harbour might close by May",
                    "cue": "said",
                    "source": "the minister, Ada Obi",
                    "entity": 0,
                    "hedged": True,
                },
                {
                    "content": ["We told the board that the wall was sound", "Nobody listened"],
                    "cue": "said#2",
                    "source": "she",
                    "entity": 0,
                },
                {
                    "content": "that the wall was sound",
                    "cue": "told",
                    "source": "We",
                    "entity": 0,
                    "parent": 2,
                },
                {"content": "the repairs were a farce", "cue": "said#3", "source": "A source", "entity": 1},
                {
                    "content": "ships had left <already> & often",
                    "cue": "said#4",
                    "source": "Residents",
                    "entity": 2,
                    "link": 0.2,
                },
                {"content": "they feared it", "cue": "said#5", "source": "A clerk"},
                {"content": "that talks failed", "cue": "is understood"},
            ],
        }
    )
    start = TEXT.index("might")
    hedged = next(entry for entry in report["attributions"] if entry["hedging"]["label"] == "hedged")
    hedged["hedging"]["cues"] = [
        {"span": [start, start + 5], "text": "might", "type": "epistemic", "weight": 1.5}
    ]
    report["meta"] |= {
        "outlet": "Evening Post",
        "published": "2026-05-04",
        "url": "https://example.org/a?b=1&c=2",
    }
    if not any(finding["severity"] == "warning" for finding in report["findings"]):
        report["findings"].append(finding(report))
    validate(report)
    return report


def finding(report: Mapping[str, Any]) -> dict[str, Any]:
    """A finding about the anonymous source."""
    spoken = next(a for a in report["attributions"] if a["source"] and a["source"]["text"] == "A source")
    return {
        "rule": "A1",
        "severity": "warning",
        "message": "The reader is told nothing about this source.",
        "spans": spoken["source"]["spans"],
        "attributions": [spoken["id"]],
        "sources": [spoken["source"]["id"]],
    }


def textless(report: Mapping[str, Any]) -> dict[str, Any]:
    """The same report without its texts, as ``--no-text`` writes it."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: None if key == "text" else bare(inner) for key, inner in value.items()}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    found: dict[str, Any] = bare(copy.deepcopy(dict(report)))
    validate(found)
    return found


def corpus(count: int) -> list[dict[str, Any]]:
    """Reports of several outlets and weeks."""
    reports = []
    for number in range(count):
        report = story()
        report["doc_id"] = f"d{number}"
        report["meta"] |= {
            "title": f"Story {number}",
            "outlet": ("Evening Post", "Morning Herald", None)[number % 3],
            "published": (f"2026-05-{1 + number % 28:02}T08:00:00Z", "yesterday", None)[
                0 if number % 5 else 1
            ],
        }
        if number % 2:
            report["findings"] = []
        reports.append(report)
    return reports
