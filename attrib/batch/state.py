"""What lies beside OUT while a batch is under way: OUT.state/ with the journal and what the run depends on.

OUT appears only when it is complete, by a rename, and after OUT.quarantine.jsonl; so where OUT is, a run has
ended, and a state without OUT is one to be resumed.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.batch.journal import Journal, refuse_in_use
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a batch.

    Attributes:
        out: Where the reports go.
    """

    out: Path

    @property
    def quarantine(self) -> Path:
        """The failures, a line each; missing when there are none."""
        return self.out.with_name(self.out.name + ".quarantine.jsonl")

    @property
    def state(self) -> Path:
        """The folder of a run under way."""
        return self.out.with_name(self.out.name + ".state")

    @property
    def _run(self) -> Path:
        return self.state / "run.json"

    @property
    def _journal(self) -> Path:
        return self.state / "journal"

    def is_complete(self) -> bool:
        """Whether a run has ended here; what it left of its state when it was killed at the very end goes."""
        if not self.out.exists():
            return False
        self.clear_state()
        return True

    def all(self) -> tuple[str, ...]:
        """All paths that a run writes."""
        return tuple(map(str, (self.out, self.quarantine, self.state)))

    def failures(self) -> int:
        """How many documents are in the quarantine."""
        if not self.quarantine.exists():
            return 0
        with self.quarantine.open("rb") as file:
            return sum(1 for _ in file)

    def clear(self) -> None:
        """Remove all that a run has left, for one that begins anew.

        Raises:
            AttribError: A run is at work on it, or it cannot be removed.
        """
        refuse_in_use(self._journal)
        try:
            if self.out.is_dir():
                raise AttribError(f"{self.out}: is a folder; name a file", exit_code=2)
            self.out.unlink(missing_ok=True)
            self.quarantine.unlink(missing_ok=True)
        except OSError as error:
            raise AttribError(f"{self.out}: cannot be removed: {error.strerror}", exit_code=2) from error
        self.clear_state()

    def clear_state(self) -> None:
        """Remove the state; without ``run.json`` what a kill leaves of it counts for nothing."""
        self._run.unlink(missing_ok=True)
        if self.state.exists():
            shutil.rmtree(self.state)

    def journal(self, run: Mapping[str, Any]) -> Journal:
        """The journal of this run: the one to go on with, or a new one.

        Args:
            run: What the outcome depends on: input, models, options.

        Raises:
            AttribError: The state is of another run, in use, or cannot be written.
        """
        before = self._before()
        if before is not None and before != run:
            changed = [key for key in run if before.get(key) != run[key]]
            raise AttribError(
                f"{self.state}: the unfinished run there had other {' and '.join(changed)}; "
                "--restart begins anew, the same command as before resumes",
                exit_code=2,
            )
        try:
            self.state.mkdir(exist_ok=True)
        except OSError as error:
            raise AttribError(f"{self.state}: cannot be made: {error.strerror}", exit_code=2) from error
        journal = Journal(self._journal)
        if before is None:
            self._begin(journal, run)
        return journal

    def _before(self) -> Any:
        try:
            return json.loads(self._run.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise AttribError(
                f"{self._run}: cannot be read: {error}; --restart begins anew", exit_code=2
            ) from error

    def _begin(self, journal: Journal, run: Mapping[str, Any]) -> None:
        """Write down what is begun; only then does the journal count."""
        journal.clear()
        made = self._run.with_suffix(".new")
        made.write_text(json.dumps(run, indent=2), encoding="utf-8")
        made.replace(self._run)
