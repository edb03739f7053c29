"""The command line: arguments in, reports to standard output or a file, messages to standard error.

The stages are imported inside the commands, so that ``attrib --help`` answers at once.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from attrib.errors import AttribError
from attrib.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Document

#: Exit code when some documents failed and the rest is done.
_SOME_FAILED = 4
_NOTHING_READ = 2

_PATHS = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="attrib")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cli(*, debug: bool) -> None:
    """Who says what in news: attributions, their sources, and how hedged each claim is."""
    del debug  # read in __main__, where exceptions end


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "--output", "output", type=_PATHS, help="Write to this file, not to standard output.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["json", "jsonl"]),
    help="Layout of the reports. Default: json for one document, jsonl for several files or JSON lines.",
)
@click.option(
    "--from", "source", type=click.Choice(["text", "jsonl"]), help="Format of the input. Default: by suffix."
)
@click.option(
    "--no-text", is_flag=True, help="Leave all texts out of the reports; offsets and a digest stay."
)
def analyse(
    *, files: tuple[str, ...], output: Path | None, layout: str | None, source: str | None, no_text: bool
) -> int:
    """Analyse articles: one report a document, in input order. FILE may be - for standard input."""
    from attrib.pipeline import Analyser
    from attrib.read import format_of

    one = layout == "json" or (layout is None and len(files) == 1 and format_of(files[0], source) == "text")
    failures = _Failures()
    documents = _read(files, source, failures)
    first = next(documents, None)
    if first is None:
        return failures.exit_code(done=0)
    analyser = Analyser(include_text=not no_text)
    done = 0
    with _opened(output) as stream:
        for document in itertools.chain([first], documents):
            if done and one:
                raise AttribError("--format json is for one document; use --format jsonl", exit_code=2)
            stream.write(analyser.analyse(document).to_json(indent=2 if one else None) + "\n")
            done += 1
    return failures.exit_code(done=done)


class _Failures:
    """What could not be read, told to the user as it happens and counted."""

    def __init__(self) -> None:
        self.count = 0
        self._worst = _NOTHING_READ

    def tell(self, message: str, *, exit_code: int) -> None:
        self.count += 1
        self._worst = min(self._worst, exit_code)
        click.echo(f"attrib: {message}", err=True)

    def exit_code(self, *, done: int) -> int:
        if not self.count:
            return 0
        return _SOME_FAILED if done else self._worst


def _read(files: tuple[str, ...], source: str | None, failures: _Failures) -> Iterator[Document]:
    """Documents of all files in order; what cannot be read is told and passed over."""
    from attrib.read import ReadFailure, read_documents

    for name in files:
        try:
            for document in read_documents(name, format=source):
                if isinstance(document, ReadFailure):
                    failures.tell(document.message, exit_code=1)
                else:
                    yield document
        except AttribError as error:
            failures.tell(str(error), exit_code=error.exit_code)


def _opened(output: Path | None) -> IO[str]:
    """The file to write to, UTF-8 and plain line feeds on every system."""
    if output is None:
        # A duplicate of standard output, so that closing it leaves the original alone.
        return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    try:
        return output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise AttribError(f"{output}: cannot be written: {error.strerror}", exit_code=2) from error


@cli.command()
@click.argument("reports", nargs=-1, required=True, type=_PATHS, metavar="REPORT…")
def validate(*, reports: tuple[Path, ...]) -> int:
    """Check reports, JSON or JSON lines, against the schema; exit code 1 if one is invalid."""
    from attrib.report import faults

    invalid = 0
    for path in reports:
        for fault in faults(path):
            invalid += 1
            click.echo(f"attrib: {fault}", err=True)
    return 1 if invalid else 0


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the report."""
    from attrib import resources
    from attrib.schema import REPORT

    click.echo(resources.schema_path(REPORT).read_text(encoding="utf-8"), nl=False)


@cli.command()
@click.argument("gold", type=_PATHS)
@click.option("--reports", type=_PATHS, help="Score these reports, JSON lines, and analyse nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, not a table.")
def evaluate(*, gold: Path, reports: Path | None, as_json: bool) -> None:
    """Score the analysis of GOLD's articles against its annotation."""
    import json

    from attrib.scoring import evaluate as run

    scores = run(gold, reports=reports)
    click.echo(json.dumps(scores.as_dict(), indent=2) if as_json else scores.table())


@cli.group()
def train() -> None:
    """Train the models anew from annotated data."""


_CORPUS = click.option(
    "--corpus", multiple=True, required=True, type=_PATHS, help="A file or folder of data; may be repeated."
)
_MODEL = click.option("-o", "--output", required=True, type=_PATHS, help="Folder for the model.")


def _progress(message: str) -> None:
    click.echo(message, err=True)


@train.command("extract")
@_CORPUS
@_MODEL
@click.option("--epochs", default=6, show_default=True, help="Passes over the corpus in each run.")
@click.option("--runs", default=2, show_default=True, help="Runs whose weights are averaged.")
@click.option("--seed", default=1, show_default=True, help="Seed of the first run; the next takes the next.")
def train_extract(*, corpus: tuple[Path, ...], output: Path, epochs: int, runs: int, seed: int) -> None:
    """Train the tagger on gold JSON lines (needs the train extra)."""
    from attrib.train.extract import train_extract as run

    run(corpus, output=output, epochs=epochs, runs=runs, seed=seed, report=_progress)


@train.command("hedge")
@_CORPUS
@_MODEL
def train_hedge(*, corpus: tuple[Path, ...], output: Path) -> None:
    """Train the hedge classifier on sentences with cue spans."""
    from attrib.train.hedge import train_hedge as run

    run(corpus, output=output, report=_progress)


@train.command("punkt")
@_CORPUS
@_MODEL
def train_punkt(*, corpus: tuple[Path, ...], output: Path) -> None:
    """Learn the sentence splitter's parameters from JSON lines with a text each."""
    from attrib.train.punkt import train_punkt as run

    run(corpus, output=output, report=_progress)
