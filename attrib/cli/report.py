"""``attrib report``: the page for people, of one article or over many."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import PATHS, Failures, analyser_options, documents_of, opened
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_JSON = (".json", ".jsonl", ".ndjson")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="IN…")
@click.option("-o", "--output", "output", type=PATHS, help="Write to this file, not to standard output.")
@analyser_options
def report(*, files: tuple[str, ...], output: Path | None, **options: Any) -> int:
    """Make a page for people: one HTML file that loads nothing.

    IN is an article, which is analysed, or reports that `attrib analyse` or `attrib batch` wrote. Several
    give a page over all of them. The options are for articles; reports are shown as they are.
    """
    from attrib.report import corpus_page, page

    failures = Failures()
    reports = _reports(files, options, failures)
    first = list(itertools.islice(reports, 2))
    if not first:
        return failures.exit_code(done=0)
    shown = page(first[0]) if len(first) == 1 else corpus_page(itertools.chain(first, reports))
    with opened(output) as stream:
        stream.write(shown)
    return failures.exit_code(done=1)


def _reports(
    files: tuple[str, ...], options: Mapping[str, Any], failures: Failures
) -> Iterator[Mapping[str, Any]]:
    """The reports of all files in order, articles analysed; what fails is told and passed over."""
    analyser = None
    for name in files:
        if _holds_reports(name):
            yield from _stored(name, failures)
            continue
        for document in documents_of((name,), None, failures):
            if analyser is None:
                from attrib.pipeline import Analyser

                analyser = Analyser(**options)
            yield analyser.analyse(document).report


def _holds_reports(name: str) -> bool:
    """Whether a file is JSON and its first value a report; others are for the readers of articles."""
    from attrib.report import json_values

    if Path(name).suffix.lower() not in _JSON:
        return False
    try:
        _, value = next(json_values(name), ("", None))
    except AttribError:
        return False
    return isinstance(value, dict) and "schema_version" in value


def _stored(name: str, failures: Failures) -> Iterator[Mapping[str, Any]]:
    from attrib.report import json_values
    from attrib.schema import validate

    try:
        for place, value in json_values(name):
            try:
                validate(value)
            except AttribError as fault:
                failures.tell(f"{place}: {fault}", exit_code=1)
            else:
                yield value
    except AttribError as fault:
        failures.tell(str(fault), exit_code=fault.exit_code)
