"""The rules of the audit: a report goes in, the findings of its schema come out.

Documents were read in November 2026; ``docs/audit.md`` tells what each rule looks for and what it cannot see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.audit import headline, placing, quotations, sourcing, unnamed, wording
from attrib.audit.rule import OWN, Rule
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
_REUTERS_URL = "https://handbook.reuters.com/index.php?title=The_Essentials_of_Reuters_sourcing"

RULES: tuple[Rule, ...] = (
    Rule(
        "A1",
        "Anonymous source without description",
        "warning",
        _AP_STYLEBOOK,
        "“Simply quoting ‘a source,’ unmodified, is almost always prohibited.”",
        _AP_STYLEBOOK_URL,
        True,
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
        True,
        sourcing.only_anonymous,
    ),
    Rule(
        "A4",
        "Vague description of an unnamed source",
        "note",
        _GUARDIAN_SOURCES,
        "Reporters are to be as specific as possible: “one MP” is weak, “senior minister” better.",
        _GUARDIAN_SOURCES_URL,
        True,
        unnamed.vague,
    ),
    Rule(
        "A5",
        "Anonymous source with an opinion or a disparaging quotation",
        "warning",
        "AP News Values and Principles, “Anonymous sources”",
        "Used only if “the material is information and not opinion or speculation”.",
        "https://www.ap.org/about/news-values-and-principles/",
        True,
        unnamed.judging,
    ),
    Rule(
        "A6",
        "Speaker revealed late in a long quotation",
        "note",
        "Reuters Handbook of Journalism, The Essentials of Reuters sourcing",
        "“Make sure the source of the quote is identified as quickly as possible, usually after the first "
        "sentence.”",
        _REUTERS_URL,
        False,
        placing.late_speaker,
    ),
    Rule(
        "A7",
        "Claim and attribution in different sentences",
        "note",
        "AP, When is it OK to use anonymous sources? (J. Daniszewski)",
        "“Attribution should come just before or just after the first reference to the information … in the "
        "same sentence.”",
        "https://blog.ap.org/behind-the-news/when-is-it-ok-to-use-anonymous-sources",
        False,
        placing.parted,
    ),
    Rule(
        "A8",
        "Anonymous sources in the plural",
        "note",
        "Reuters Handbook of Journalism, The Essentials of Reuters sourcing",
        "Never “cite sources in the plural when we have only one”.",
        _REUTERS_URL,
        True,
        unnamed.plural,
    ),
    Rule(
        "A9",
        "Central claim on an unnamed source",
        "warning",
        "New York Times, A note from Dean Baquet, Matt Purdy and Phil Corbett: New guidelines on anonymous "
        "sourcing (2016)",
        "A story whose primary news element rests on anonymous sources needs a top editor’s approval.",
        "https://www.nytco.com/a-note-from-dean-baquet-matt-purdy-and-phil-corbett-new-guidelines-on-"
        "anonymous-sourcing/",
        False,
        unnamed.central,
    ),
    Rule(
        "A10",
        "Attribution to nobody",
        "note",
        OWN,
        "“It is understood” tells the reader that somebody said so, and not who.",
        None,
        True,
        wording.agentless,
    ),
    Rule(
        "A11",
        "Quotation without a source",
        "note",
        OWN,
        "Words in quotation marks are somebody’s; the reader should learn whose.",
        None,
        True,
        quotations.unattributed,
    ),
    Rule(
        "A12",
        "Loaded reporting verb",
        "note",
        OWN,
        "A verb such as “claim” or “admit” tells the reader what to think of the speaker.",
        None,
        True,
        wording.loaded,
    ),
    Rule(
        "A13",
        "Headline quotation that the body does not hold",
        "note",
        OWN,
        "What a headline quotes should be found in the story.",
        None,
        True,
        quotations.scare_quotes,
    ),
    Rule(
        "A14",
        "Headline stronger than the body",
        "note",
        OWN,
        "A headline should not state as fact what the story reports as a claim or a possibility.",
        None,
        True,
        headline.overstated,
    ),
    Rule(
        "A15",
        "Quotation in two wordings",
        "note",
        OWN,
        "The same words, quoted twice, should be the same words.",
        None,
        True,
        quotations.differing,
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
        if report["text"] is not None or not rule.needs_text
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
