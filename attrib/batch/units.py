"""What the parts of a batch hand to each other: a unit of work goes to a worker, an outcome comes back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from attrib.read import Page
    from attrib.records import Document

#: Why a document is in the quarantine: it could not be read, the analysis raised an exception, the worker
#: died, it took too long, it needed too much memory.
Cause = Literal["unreadable", "exception", "crash", "timeout", "memory"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A line of the quarantine.

    Attributes:
        doc_id: The id that its report would have; of what could not be read the line number or path.
        input: Where it was read: a path, with the line where one is known.
        error: The cause.
        message: One line for a person.
    """

    doc_id: str
    input: str
    error: Cause
    message: str

    def to_json(self) -> str:
        """The line, without its end."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds one document; the worker reads it, for a page may break its reader."""

    path: str
    format: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One document's work.

    Attributes:
        number: Its place in the input, from 0; outputs are in this order.
        doc_id: Its id, before a file is read its path.
        input: Where it stands.
        work: What the worker gets, files and pages still to be read; a Failure is an outcome already.
        digest: Start of the digest of the record read, "-" where only the worker reads it. A run that resumes
            compares it.
    """

    number: int
    doc_id: str
    input: str
    work: Document | File | Page | Failure
    digest: str = "-"

    def failed(self, error: Cause, message: str) -> Outcome:
        """The outcome when the work did not succeed."""
        return Outcome(self.number, self.digest, Failure(self.doc_id, self.input, error, message))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a unit: its report as JSON on one line, or a failure."""

    number: int
    digest: str
    result: str | Failure
