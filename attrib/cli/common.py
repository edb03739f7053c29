"""What several commands need: reading input with its failures told, and the output file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from attrib.errors import AttribError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from attrib.records import Document

#: Exit code when some documents failed and the rest is done.
SOME_FAILED = 4
NOTHING_READ = 2

_JSON = (".json", ".jsonl", ".ndjson")

PATHS = click.Path(path_type=Path)

#: Which format an article has, for the commands that take articles.
from_option = click.option(
    "--from",
    "source",
    type=click.Choice(["text", "html", "jsonl", "csv", "parquet", "warc"]),
    help="Format of the articles. Default: by suffix, else by content.",
)

model_option = click.option(
    "--model",
    type=click.Choice(["default", "fast"]),
    default="default",
    show_default=True,
    help="fast reads half as many words again a second and finds less.",
)


def analyser_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of :class:`attrib.Analyser`, for it to pass on by name."""
    for option in reversed(_ANALYSER_OPTIONS):
        command = option(command)
    return command


_ANALYSER_OPTIONS = (
    click.option(
        "--no-text",
        "include_text",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Leave all texts out of the reports; offsets and a digest stay.",
    ),
    model_option,
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Leave out attributions of less confidence.",
    ),
    click.option(
        "--people", type=PATHS, help="Join this CSV (a column name, others with attributes) to the sources."
    ),
)


def tell(message: object) -> None:
    """Say something on standard error: one line, in which nothing of the input governs the terminal."""
    click.echo(f"attrib: {printable(str(message))}", err=True)


class Failures:
    """What could not be read, told to the user as it happens and counted."""

    def __init__(self) -> None:
        self.count = 0
        self._worst = NOTHING_READ

    def tell(self, message: str, *, exit_code: int) -> None:
        """Say what failed; ``exit_code`` is the one that this failure alone would give."""
        self.count += 1
        self._worst = min(self._worst, exit_code)
        tell(message)

    def exit_code(self, *, done: int) -> int:
        """The command's exit code when ``done`` documents succeeded."""
        if not self.count:
            return 0
        return SOME_FAILED if done else self._worst


def documents_of(files: tuple[str, ...], source: str | None, failures: Failures) -> Iterator[Document]:
    """Documents of all files in order; what cannot be read is told and passed over."""
    from attrib.read import ReadFailure, read_documents

    for name in files:
        document = None
        try:
            for document in read_documents(name, format=source):
                if isinstance(document, ReadFailure):
                    failures.tell(document.message, exit_code=1)
                else:
                    yield document
            if document is None:
                failures.tell(f"{name}: holds no article", exit_code=NOTHING_READ)
        except AttribError as error:
            failures.tell(str(error), exit_code=error.exit_code)


def reports_of(
    files: tuple[str, ...], source: str | None, options: Mapping[str, Any], failures: Failures
) -> Iterator[Mapping[str, Any]]:
    """The reports of all files in order; what fails is told and passed over.

    Args:
        files: Reports that `attrib analyse` or `attrib batch` wrote, taken as they are; articles, analysed.
        source: Format of articles, as of `--from`; then no file is taken for reports.
        options: Of :class:`attrib.Analyser`.
        failures: Told of what cannot be read.
    """
    analyser = None
    for name in files:
        if source is None and _holds_reports(name):
            yield from _stored(name, failures)
            continue
        for document in documents_of((name,), source, failures):
            if analyser is None:
                from attrib.pipeline import Analyser

                analyser = Analyser(**options)
            yield analyser.analyse(document).report


def _holds_reports(name: str) -> bool:
    """Whether a file is JSON and its first value a report; others are for the readers of articles."""
    from attrib.report import json_values

    suffix = Path(name).suffix.lower()
    if suffix not in _JSON:
        return False
    if suffix == ".json":
        return True  # no article has that suffix: if it is no report, that is what to tell
    try:
        _, first = next(json_values(name), ("", None))
    except AttribError:
        return False
    return isinstance(first, dict) and {"schema_version", "attributions"} <= set(first)


def _stored(name: str, failures: Failures) -> Iterator[Mapping[str, Any]]:
    from attrib.report import checked

    try:
        for _, found in checked(name):
            if isinstance(found, AttribError):
                failures.tell(str(found), exit_code=found.exit_code)
            else:
                yield found
    except AttribError as error:
        failures.tell(str(error), exit_code=error.exit_code)


@contextmanager
def opened(output: Path | None) -> Iterator[IO[str]]:
    """The file to write to, UTF-8 and plain line feeds on every system."""
    try:
        with _opened(output) as stream:
            yield stream
    except OSError as error:
        error.filename = error.filename or output  # a full disk is told without it
        raise


def _opened(output: Path | None) -> IO[str]:
    if output is None:
        if sys.stdout is None:
            raise AttribError("standard output is closed; name a file with -o", exit_code=2)
        # A duplicate of standard output, so that closing it leaves the original alone.
        return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    try:
        return output.open("w", encoding="utf-8", newline="\n")
    except IsADirectoryError as error:
        raise AttribError(f"{output}: is a folder; name a file in it", exit_code=2) from error
    except OSError as error:
        if not output.parent.exists():
            raise AttribError(f"{output.parent}: no such folder; make it first", exit_code=2) from error
        raise AttribError(f"{output}: cannot be written: {error.strerror}", exit_code=2) from error
