"""The worker's side: a process that loads the models once, then answers one document at a time.

Started by :mod:`attrib.batch.supervisor`. Over a socket come a Setup and then units; back go
Ready, or what is wrong with the models, and then an outcome for each unit.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from attrib.batch.units import Failure, File, Outcome, Unit
from attrib.errors import AttribError
from attrib.processes import limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.read import Page
    from attrib.records import Document

#: A worker whose supervisor was killed finds out when it next speaks; one caught in an endless loop never
#: would, so its own alarm ends it these seconds after the supervisor would have.
_GRACE = 10.0
_TOO_MUCH = "the document needs more memory than a worker may take"
#: How C++ says it (std::bad_alloc) and how onnxruntime does.
_NATIVE_MEMORY = re.compile(r"bad.alloc|Failed to allocate memory", re.IGNORECASE)


def reports(**options: Any) -> Callable[[Document], str]:
    """Load the models with the options of Analyser, and return what turns a document into its report."""
    from attrib.pipeline import Analyser

    analyser = Analyser(**options)
    return lambda document: analyser.analyse(document).to_json(indent=None)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is made for.

    Attributes:
        factory: Called once in each worker; what it returns is called with each document and gives its
            report. Defined at the top of a module, so that the worker finds it by name.
        options: Keyword arguments of the factory.
        timeout: Seconds that a document may take.
        memory: Bytes of memory that a worker may take, None for any (enforced by Linux).
    """

    factory: Callable[..., Callable[[Document], str]] = reports
    options: Mapping[str, Any] = field(default_factory=dict)
    timeout: float = 300.0
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The models could not be loaded: no document can be analysed."""

    message: str
    exit_code: int


def main() -> None:
    """Serve the supervisor until it hangs up."""
    connection = Connection(int(sys.argv[1]))
    # Whatever a library prints must not land among the command's own output.
    os.dup2(2, 1)
    try:
        _serve(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the supervisor is gone


def _serve(connection: Connection) -> None:
    setup: Setup = connection.recv()
    if setup.memory is not None:
        limit_memory(setup.memory)
    try:
        analyse = setup.factory(**setup.options)
    except AttribError as error:
        connection.send(Broken(str(error), error.exit_code))
        return
    connection.send(Ready())
    while True:
        unit: Unit = connection.recv()
        signal.setitimer(signal.ITIMER_REAL, min(setup.timeout + _GRACE, 1e9))
        outcome = _outcome(unit, analyse)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(outcome)


def _outcome(unit: Unit, analyse: Callable[[Document], str]) -> Outcome:
    try:
        document = _read(unit.work)
        if isinstance(document, Failure):
            return Outcome(unit.number, unit.digest, document)
        return Outcome(unit.number, unit.digest, analyse(document))
    except MemoryError:
        return unit.failed("memory", _TOO_MUCH)
    except Exception as error:  # noqa: BLE001 - one bad document costs one document
        words = " ".join(str(error).split())
        if _NATIVE_MEMORY.search(words):
            return unit.failed("memory", f"{_TOO_MUCH}: {words}")
        return unit.failed("exception", f"{type(error).__name__}: {words}" if words else type(error).__name__)


def _read(work: Document | File | Page | Failure) -> Document | Failure:
    from attrib.read import Page, ReadFailure, read_document

    if isinstance(work, File):
        try:
            return read_document(work.path, format=work.format)
        except AttribError as error:
            return Failure(work.path, work.path, "unreadable", str(error))
    item = work.read() if isinstance(work, Page) else work
    if isinstance(item, ReadFailure):
        return Failure(item.doc_id, item.input, "unreadable", item.message)
    return item
