"""The audit in lines of plain text: a report and its findings, or a corpus's summary, go in; lines come out.

Each line comes with what it is, so that a terminal can colour it. Control characters of the article never
reach the terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Literal

from attrib.audit.metrics import BANDS
from attrib.audit.rules import RULES
from attrib.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attrib.audit.story import Entry

Line = tuple[Literal["title", "figures", "warning", "note", "detail"], str]

_LINE_END = re.compile(r"\r\n?|\n")
#: Longest excerpt, and entries of a list, that are shown.
_EXCERPT = 90
_LISTED = 8

_RULES = {rule.id: rule for rule in RULES}


def story_lines(report: Mapping[str, Any], findings: Sequence[Entry]) -> Iterator[Line]:
    """A story's figures and findings.

    Args:
        report: A valid report.
        findings: What was found in it.
    """
    yield "title", plain(report["doc_id"])
    yield from _figures(report)
    lines = _line_starts(report["text"]) if report["text"] else []
    for finding in findings:
        rule = _RULES[finding["rule"]]
        spans = finding["spans"]
        place = f"line {bisect_right(lines, spans[0][0])}: " if lines and spans else ""
        yield finding["severity"], f"  {finding['rule']} {finding['severity']}: {rule.title}"
        yield "detail", f"      {place}{plain(finding['message'])}"
        if report["text"] is not None and spans:
            yield "detail", f"      > {_excerpt(report['text'], spans)}"
        yield "detail", f"      Rule: {rule.document}"
    if not findings:
        yield "detail", "  No findings."


def corpus_lines(summary: Mapping[str, Any]) -> Iterator[Line]:
    """The figures of several stories.

    Args:
        summary: What ``summarise`` gives.
    """
    yield "title", f"{summary['stories']} stories together"
    bands = ", ".join(f"{band}: {_percent(summary['identified_bands'][band]['share'])}" for band in BANDS)
    yield "figures", f"  Identified sources a story: {bands}"
    yield (
        "figures",
        (
            f"  Stories with one source: {_percent(summary['single_source']['share'])}; an anonymous one: "
            f"{_percent(summary['with_anonymous']['share'])}; anonymous ones only: "
            f"{_percent(summary['only_anonymous']['share'])}"
        ),
    )
    naming = summary["by_naming"]
    yield "figures", f"  Claims by naming of their source: {_shares(naming)}"
    yield "figures", f"  Hedged claims: {_shares(naming, 'hedged_share')}"
    yield "figures", f"  Claims by mode: {_shares(summary['by_mode'])}"
    cues = ", ".join(f"{entry['lemma']} {_percent(entry['share'])}" for entry in summary["cues"][:_LISTED])
    yield "figures", f"  Reporting verbs: {plain(cues) or 'none'}"
    people = [f"{s['name']} ({s['stories']})" for s in summary["top_sources"][:_LISTED]]
    yield "figures", f"  Most quoted by name (stories): {plain(', '.join(people)) or 'nobody'}"
    found = [f"{rule} {entry['stories']}" for rule, entry in summary["findings"].items()]
    yield "figures", f"  Stories by finding: {', '.join(found) or 'none'}"


def _figures(report: Mapping[str, Any]) -> Iterator[Line]:
    metrics = report["metrics"]
    sources = metrics["sources"]
    kinds = ", ".join(
        f"{sources[key]} {key}" for key in ("named", "role", "group", "anonymous") if sources[key]
    )
    yield (
        "figures",
        (
            f"  Claims: {metrics['claims']}. Sources: {sources['total']}{f' ({kinds})' if kinds else ''}, "
            f"documents among them: {sources['documents']}."
        ),
    )
    if not metrics["claims"]:
        return
    body = metrics["body"]
    yield (
        "figures",
        (
            f"  Attributed: {_percent(body['attributed_words_share'])} of the body's words, "
            f"{_percent(body['attributed_sentences_share'])} of its sentences. "
            f"Mode: {_shares(metrics['by_mode'])}."
        ),
    )
    yield (
        "figures",
        (
            f"  Claims by naming: {_shares(metrics['by_naming'])}. Hedged: "
            f"{_shares(metrics['by_naming'], 'hedged_share')}."
        ),
    )
    top = metrics["top_source"]
    if top is not None:
        names = {source["id"]: source["name"] for source in report["sources"]}
        yield (
            "figures",
            f"  Speaks most: {plain(names[top['source']])}, {_percent(top['share'])} of the claims.",
        )
    free = len(body["unattributed_sentences"])
    yield "figures", f"  Body sentences without any attribution: {free} of {body['sentences']}."


def _shares(parts: Mapping[str, Entry], key: str = "share") -> str:
    """The parts that there are, with their shares."""
    there = [
        f"{name} {_percent(part[key])}"
        for name, part in parts.items()
        if part.get("claims", part.get("count"))
    ]
    return ", ".join(there) or "none"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _excerpt(text: str, spans: Iterable[Sequence[int]]) -> str:
    shown = plain(" … ".join(text[start:end] for start, end in spans))
    return shown if len(shown) <= _EXCERPT else f"{shown[: _EXCERPT - 1]}…"


def plain(text: str) -> str:
    """Text without control characters, its white space single."""
    return " ".join(printable(text).split())


def _line_starts(text: str) -> list[int]:
    """Offsets of the lines, as editors count them (str.splitlines also ends lines at U+2028 and the like)."""
    return [0, *(end.end() for end in _LINE_END.finditer(text))]
