"""``attrib batch``: archives in, reports out, on this machine or on a cluster."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import SOME_FAILED, analyser_options, from_option, tell

if TYPE_CHECKING:
    from attrib.batch.engines.local import Result

_MEGABYTE = 1_000_000


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
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
@from_option
@analyser_options
@click.option("--restart", is_flag=True, help="Delete OUT, its quarantine and its state, and begin anew.")
def batch(
    *,
    inputs: tuple[str, ...],
    out: str,
    jobs: int | None,
    engine: str,
    timeout: float,
    memory: int,
    source: str | None,
    restart: bool,
    people: Path | None,
    **options: Any,
) -> int:
    """Analyse archives: files, folders and patterns; one row a document, in input order.

    Failures go to OUT.quarantine.jsonl. A run that was ended is resumed by the same command.
    """
    from attrib.batch import Inputs, Places, Setup

    options["people"] = None if people is None else str(people)
    setup = Setup(options=options, timeout=timeout, memory=memory * _MEGABYTE)
    if engine == "spark":
        if jobs is not None or source is not None:
            raise click.UsageError("--jobs and --from are for the local engine")
        from attrib.batch.engines import spark

        result = spark.run(inputs, out, setup=setup, restart=restart)
    else:
        from attrib.batch.engines import local
        from attrib.batch.progress import Progress

        given = Inputs(inputs, source, outputs=Places(Path(out)).all())
        with Progress(given) as bar:
            result = local.run(given, Path(out), setup=setup, jobs=jobs or _cores(), bar=bar, restart=restart)
    tell(f"{out}: {_told(result, out)}")
    return SOME_FAILED if result.failed else 0


def _told(result: Result, out: str) -> str:
    """How the batch ended, in words."""
    if result.complete_before:
        return "complete already; --restart begins anew"
    words = f"{result.done} document{'' if result.done == 1 else 's'}"
    if result.resumed:
        words += f", {result.resumed} of them by the run before"
    if result.failed:
        words += f"; {result.failed} failed: see {out}.quarantine.jsonl"
    return words


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
