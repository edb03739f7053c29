"""``attrib report``: the page for people, of one article or over many."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import (
    PATHS,
    Failures,
    analyser_options,
    from_option,
    opened,
    reports_of,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="IN…")
@click.option("-o", "--output", "output", type=PATHS, help="Write to this file, not to standard output.")
@from_option
@analyser_options
def report(*, files: tuple[str, ...], output: Path | None, source: str | None, **options: Any) -> int:
    """Make a page for people: one HTML file that loads nothing.

    IN is an article, which is analysed, or reports that `attrib analyse` or `attrib batch` wrote. Several
    give a page over all of them. The other options are for articles; reports are shown as they are.
    """
    from attrib.read import refuse_overwriting
    from attrib.report import corpus_page, page

    refuse_overwriting(files, [output] if output else [])
    failures = Failures()
    reports = reports_of(files, source, options, failures)
    first = list(itertools.islice(reports, 2))
    if not first:
        return failures.exit_code(done=0)
    shown = page(first[0]) if len(first) == 1 else corpus_page(itertools.chain(first, reports))
    with opened(output) as stream:
        stream.write(shown)
    return failures.exit_code(done=1)
