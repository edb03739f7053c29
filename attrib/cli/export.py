"""``attrib export``: reports in the formats of other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from attrib.cli.common import PATHS

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("reports", nargs=-1, required=True, type=PATHS, metavar="REPORTS…")
@click.option(
    "--to",
    required=True,
    type=click.Choice(["csv", "sqlite", "webannotation", "brat", "labelstudio", "parquet", "xlsx"]),
    help="The format.",
)
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=PATHS,
    metavar="OUT",
    help="A file; with csv, parquet, brat and labelstudio a folder.",
)
def export(*, reports: tuple[Path, ...], to: str, out: Path) -> None:
    """Write REPORTS, JSON or JSON lines, in the format of another tool."""
    from attrib.read import refuse_overwriting
    from attrib.report.export import export as run
    from attrib.report.export import read_reports

    refuse_overwriting(reports, [out])
    run(read_reports(reports), to=to, out=out)
