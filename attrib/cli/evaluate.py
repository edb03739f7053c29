"""``attrib evaluate``: scores against gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from attrib.cli.common import PATHS

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("gold", type=PATHS)
@click.option("--reports", type=PATHS, help="Score these reports, JSON lines, and analyse nothing.")
@click.option(
    "--given-attributions",
    is_flag=True,
    help="Take gold's sources, cues and contents as found: score the stages after extraction alone.",
)
@click.option(
    "--articles",
    multiple=True,
    type=PATHS,
    help="JSON lines with the articles that GOLD, labels alone, is about.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, not a table.")
def evaluate(
    *, gold: Path, reports: Path | None, given_attributions: bool, articles: tuple[Path, ...], as_json: bool
) -> None:
    """Score the analysis of GOLD's articles against its annotation.

    GOLD is JSON lines, a folder of brat's, or a file that Label Studio has exported as JSON.
    """
    import json

    from attrib.scoring import evaluate as run

    scores = run(gold, reports=reports, given_attributions=given_attributions, articles=articles)
    click.echo(json.dumps(scores.as_dict(), indent=2) if as_json else scores.table())
