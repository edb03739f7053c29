"""``attrib analyse``: one report a document."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import (
    PATHS,
    Failures,
    analyser_options,
    documents_of,
    from_option,
    opened,
)
from attrib.errors import AttribError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "--output", "output", type=PATHS, help="Write to this file, not to standard output.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["json", "jsonl"]),
    help="Layout of the reports. Default: json for one document, jsonl for several or a format of many.",
)
@from_option
@analyser_options
def analyse(
    *, files: tuple[str, ...], output: Path | None, layout: str | None, source: str | None, **options: Any
) -> int:
    """Analyse articles: one report a document, in input order. FILE may be - for standard input."""
    from attrib.pipeline import Analyser
    from attrib.read import ONE_DOCUMENT, format_of, refuse_overwriting

    refuse_overwriting(files, [output] if output else [])
    alone = layout is None and len(files) == 1 and format_of(files[0], source) in ONE_DOCUMENT
    one = layout == "json" or alone
    failures = Failures()
    documents = documents_of(files, source, failures)
    first = next(documents, None)
    if first is None:
        return failures.exit_code(done=0)
    analyser = Analyser(**options)
    done = 0
    with opened(output) as stream:
        for document in itertools.chain([first], documents):
            if done and one:
                raise AttribError("--format json is for one document; use --format jsonl", exit_code=2)
            stream.write(analyser.analyse(document).to_json(indent=2 if one else None) + "\n")
            done += 1
    return failures.exit_code(done=done)
