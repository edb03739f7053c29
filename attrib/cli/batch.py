"""``attrib batch``: archives in, reports out, on this machine or on a cluster."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click

from attrib.cli.common import PATHS, SOME_FAILED
from attrib.errors import AttribError

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.batch.state import Places

_MEGABYTE = 1_000_000


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=PATHS,
    metavar="OUT",
    help="File for the reports: .jsonl, .parquet, .sqlite or .db; with Spark a folder of Parquet.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Workers. Default: one for each core.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="This machine, or a Spark cluster (needs the spark extra).",
)
@click.option(
    "--timeout-per-doc",
    "timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="S",
    help="Seconds after which a document is given up.",
)
@click.option(
    "--memory-per-worker",
    "memory",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    metavar="MB",
    help="Memory that a worker may take (Linux).",
)
@click.option("--from", "source", metavar="FORMAT", help="Format of the input. Default: by suffix.")
@click.option(
    "--no-text", is_flag=True, help="Leave all texts out of the reports; offsets and a digest stay."
)
@click.option("--restart", is_flag=True, help="Delete OUT, its quarantine and its state, and begin anew.")
def batch(
    *,
    inputs: tuple[str, ...],
    out: Path,
    jobs: int | None,
    engine: str,
    timeout: float,
    memory: int,
    source: str | None,
    no_text: bool,
    restart: bool,
) -> int:
    """Analyse archives: files, folders and patterns; one row a document, in input order.

    Failures go to OUT.quarantine.jsonl. A run that was ended is resumed by the same command.
    """
    from attrib.batch import Inputs, Places, Setup

    places = Places(out)
    given = Inputs(inputs, source, outputs=tuple(map(str, (out, places.quarantine, places.state))))
    if restart:
        places.clear()
    elif places.is_complete():
        failed = _quarantined(places)
        click.echo(f"attrib: {out}: complete already; --restart begins anew", err=True)
        return SOME_FAILED if failed else 0
    setup = Setup(options={"include_text": not no_text}, timeout=timeout, memory=memory * _MEGABYTE)
    if engine == "spark":
        raise AttribError("not yet")
    from attrib.batch.engines import local
    from attrib.batch.progress import Progress

    given.check()
    with Progress(given) as bar:
        result = local.run(given, out, setup=setup, jobs=jobs or _cores(), bar=bar)
    counts = f"{result.done} document{'' if result.done == 1 else 's'}"
    if result.resumed:
        counts += f", {result.resumed} of them by the run before"
    if result.failed:
        counts += f"; {result.failed} failed: see {places.quarantine}"
    click.echo(f"attrib: {out}: {counts}", err=True)
    return SOME_FAILED if result.failed else 0


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quarantined(places: Places) -> int:
    """How many documents failed in the run that is complete."""
    if not places.quarantine.exists():
        return 0
    with places.quarantine.open("rb") as file:
        return sum(1 for line in file if json.loads(line))
