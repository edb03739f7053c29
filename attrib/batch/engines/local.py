"""A batch on this machine: input goes in, OUT and its quarantine come out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from attrib import resources
from attrib.batch import writers
from attrib.batch.state import Places
from attrib.batch.supervisor import Supervisor
from attrib.batch.units import Failure, Outcome
from attrib.errors import AttribError
from attrib.read import refuse_overwriting
from attrib.report.people import read_people
from attrib.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.batch.inputs import Inputs
    from attrib.batch.journal import Journal
    from attrib.batch.units import Unit
    from attrib.batch.worker import Setup


class Bar(Protocol):
    """What is told how the work goes."""

    def step(self, *, failed: bool, resumed: bool = False) -> None:
        """A document is done, now or by the run before."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a batch ended.

    Attributes:
        done: Documents whose report is in OUT.
        failed: Documents in the quarantine.
        resumed: How many of all a run before had dealt with.
        complete_before: Whether OUT was there already; then ``done`` is not counted.
    """

    done: int
    failed: int
    resumed: int = 0
    complete_before: bool = False


def run(inputs: Inputs, out: Path, *, setup: Setup, jobs: int, bar: Bar, restart: bool = False) -> Result:
    """Analyse all documents of the input, or go on where a run before was ended.

    Args:
        inputs: What to read.
        out: Where the reports go; the suffix says in which layout.
        setup: The analysis and the bounds on each document.
        jobs: Number of workers.
        bar: Is told of each document.
        restart: Remove what a run before has left and begin anew.

    Returns:
        How many documents succeeded and failed; when OUT is complete already, only the failures.

    Raises:
        AttribError: Nothing could be read, the state is of another run, or it cannot be written. What was
            done is kept.
    """
    places = Places(out)
    writers.check(out)
    refuse_overwriting(inputs.given, inputs.outputs)
    if not restart and places.is_complete():
        return Result(0, places.failures(), complete_before=True)
    inputs.check()
    if restart:
        places.clear()
    journal = places.journal(fingerprint(inputs.digest(), setup))
    resumed = journal.count
    supervisor = Supervisor(setup, jobs=jobs)
    try:
        work = _Remaining(inputs, journal, bar, places)
        for outcome in supervisor.run(work.units()):
            _keep(journal, outcome, places)
            bar.step(failed=isinstance(outcome.result, Failure))
        work.check_length()
        supervisor.close()
        _finish(journal, places)
    finally:
        supervisor.close()
        journal.close()
    places.clear_state()
    return Result(journal.count - journal.failures, journal.failures, resumed)


class _Remaining:
    """The units that the journal does not have, and whether the input still is what it was."""

    def __init__(self, inputs: Inputs, journal: Journal, bar: Bar, places: Places) -> None:
        self._inputs = inputs
        self._journal = journal
        self._bar = bar
        self._places = places
        self._read = 0

    def units(self) -> Iterator[Unit]:
        """Units that are still to be done, in order."""
        for unit in self._inputs.units():
            self._read += 1
            if unit.number not in self._journal:
                yield unit
            elif self._journal.matches(unit.number, unit.digest):
                self._bar.step(failed=False, resumed=True)
            else:
                raise self._changed(f"document {unit.number + 1} ({unit.doc_id}) is another")

    def check_length(self) -> None:
        """Refuse an input that has become shorter."""
        if self._read < self._journal.highest:
            raise self._changed(f"it has {self._read} documents, and had at least {self._journal.highest}")

    def _changed(self, what: str) -> AttribError:
        return AttribError(
            f"{self._places.state}: the input is not that of the unfinished run there: {what}; "
            "--restart begins anew",
            exit_code=2,
        )


def fingerprint(given: str, setup: Setup) -> dict[str, Any]:
    """All that a result depends on; the number of workers is no part of it.

    Args:
        given: Digest of the input.
        setup: The analysis and the bounds on each document.

    Returns:
        What the state keeps, JSON values.

    Raises:
        AttribError: The table of people cannot be read.
    """
    people = setup.options.get("people")
    contents = {} if people is None else {"people": read_people(Path(people)).digest}
    return {
        "version": VERSION,
        "models": resources.digest(resources.model_path()),
        "lexicons": resources.digest(resources.lexicon_folder()),
        "input": given,
        "options": {
            **setup.options,
            **contents,
            "analysis": f"{setup.factory.__module__}.{setup.factory.__qualname__}",
            "timeout": setup.timeout,
            "memory": setup.memory,
        },
    }


def _keep(journal: Journal, outcome: Outcome, places: Places) -> None:
    try:
        journal.add(outcome)
    except OSError as error:
        raise _unwritten(places, journal, error) from error


def _unwritten(places: Places, journal: Journal, error: OSError) -> AttribError:
    return AttribError(
        f"{error.filename or places.state}: cannot be written: {error.strerror}; documents done and kept: "
        f"{journal.count}; mend this and run the same command again"
    )


def _finish(journal: Journal, places: Places) -> None:
    """Write the quarantine, then OUT, each whole or not at all."""
    failures = journal.failures
    if failures and failures == journal.count:
        _refuse_unreadable(journal, places)
    try:
        if failures:
            writers.whole(places.quarantine, lambda path: _write_quarantine(journal, path))
        reports = (outcome.result for outcome in journal.outcomes() if isinstance(outcome.result, str))
        writers.write_whole(reports, places.out)
    except OSError as error:
        raise _unwritten(places, journal, error) from error


def _write_quarantine(journal: Journal, path: Path) -> None:
    # A lone surrogate in a message becomes its JSON escape.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for outcome in journal.outcomes():
            if isinstance(outcome.result, Failure):
                file.write(outcome.result.to_json() + "\n")


def _refuse_unreadable(journal: Journal, places: Places) -> None:
    """When nothing at all could be read there is nothing to keep."""
    failures = [outcome.result for outcome in journal.outcomes() if isinstance(outcome.result, Failure)]
    if all(failure.error == "unreadable" for failure in failures):
        places.clear_state()
        more = f" ({len(failures) - 1} more failed)" if len(failures) > 1 else ""
        raise AttribError(f"nothing could be read: {failures[0].message}{more}", exit_code=2)
