"""The rules of the audit: a report goes in, the findings of its schema come out.

Documents were read in November 2026; ``docs/audit.md`` tells what each rule looks for and what it cannot see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.audit import sourcing, unnamed
from attrib.audit.rule import Rule
from attrib.audit.story import Story, covered
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.audit.rule import Finding
    from attrib.audit.story import Entry

_AP_STYLEBOOK = "AP Stylebook, “anonymous sources”"
_AP_STYLEBOOK_URL = "https://www.apstylebook.com/"
_GUARDIAN_SOURCES = "Guardian, Guidelines on identifying sources (2000)"
_GUARDIAN_SOURCES_URL = "https://www.theguardian.com/info/2000/aug/14/guidelines-on-identifying-sources"

RULES: tuple[Rule, ...] = (
    Rule(
        "A1",
        "Anonymous source without description",
        "warning",
        _AP_STYLEBOOK,
        "“Simply quoting ‘a source,’ unmodified, is almost always prohibited.”",
        _AP_STYLEBOOK_URL,
        False,
        unnamed.undescribed,
    ),
    Rule(
        "A2",
        "Single-source story",
        "warning",
        "BBC Editorial Guidelines, 3.3.4",
        "“We should be reluctant to rely on a single source.”",
        "https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy/guidelines",
        False,
        sourcing.single_source,
    ),
    Rule(
        "A3",
        "Only anonymous sources",
        "warning",
        _AP_STYLEBOOK,
        "“Be sure to seek more than one source for the story.”",
        _AP_STYLEBOOK_URL,
        False,
        sourcing.only_anonymous,
    ),
    Rule(
        "A4",
        "Vague description of an unnamed source",
        "note",
        _GUARDIAN_SOURCES,
        "Reporters are to be as specific as possible: “one MP” is weak, “senior minister” better.",
        _GUARDIAN_SOURCES_URL,
        False,
        unnamed.vague,
    ),
)


def find(report: Mapping[str, Any], *, rules: Iterable[Rule] = RULES) -> list[Entry]:
    """Apply rules to a report.

    Args:
        report: A valid report, with or without text; its ``metrics`` and ``findings`` are not read.
        rules: The rules to apply. Those that need the text are passed over where a report has none.

    Returns:
        The ``findings`` of the report's schema, in text order.
    """
    story = Story.of(report)
    found = [
        _entry(rule, finding)
        for rule in rules
        if story.text is not None or not rule.needs_text
        for finding in rule.check(story)
    ]
    return sorted(found, key=lambda entry: entry["spans"][:1])


def select(ids: Iterable[str]) -> tuple[Rule, ...]:
    """The rules with these ids, in the order of ``RULES``.

    Raises:
        AttribError: An id is none of a rule; the message lists all.
    """
    wanted = set(ids)
    unknown = sorted(wanted - {rule.id for rule in RULES})
    if unknown:
        known = ", ".join(rule.id for rule in RULES)
        raise AttribError(f"{', '.join(unknown)}: no such rule; the rules are {known}", exit_code=2)
    return tuple(rule for rule in RULES if rule.id in wanted)


def _entry(rule: Rule, finding: Finding) -> Entry:
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "message": finding.message,
        "spans": [[*span] for span in covered(finding.spans)],
        "attributions": list(finding.attributions),
        "sources": list(finding.sources),
    }
