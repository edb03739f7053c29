"""Supervised workers: units go in, their outcomes come out as they are ready, whatever happens to a worker.

Each worker is a process of its own with one document at a time. The supervisor notices when one dies or takes
too long, starts another and goes on; only the document that was being worked on is concerned.
``multiprocessing.Pool`` waits for ever for the answer of a worker that was killed, and
``ProcessPoolExecutor`` gives up all that is still to be done: hence this module.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from attrib.batch.units import Failure, Outcome, Unit
from attrib.batch.worker import Broken, Ready, Setup
from attrib.errors import AttribError
from attrib.processes import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Seconds that loading the models may take, on a machine that is very busy.
_LOADING = 600.0
#: Seconds to wait at most for anything to happen, within what the system's clock can hold.
_LONGEST_WAIT = 3600.0
#: Seconds for the system to clear up after a process that has died (a core dump, much memory).
_LAST_BREATH = 10.0
#: Workers that may die in a row while they load, before something is held to be wrong with all of them.
_STILLBORN = 3
#: What a worker runs. As ``-m`` its module would be ``__main__``, whose classes are not those sent to it.
_CODE = "from attrib.batch.worker import main; main()"


class Supervisor:
    """A number of workers, started when there is work for them and replaced when they die.

    Args:
        setup: What they are made for.
        jobs: How many there are at most.
    """

    def __init__(self, setup: Setup, *, jobs: int) -> None:
        self._setup = setup
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self._again: set[int] = set()

    def run(self, units: Iterable[Unit]) -> Iterator[Outcome]:
        """Work through units, at most two a worker being held in memory.

        Args:
            units: What to do; read on as workers become free.

        Yields:
            The outcome of each unit, in the order in which they are ready.

        Raises:
            AttribError: The workers cannot load their models.
        """
        source = iter(units)
        queue: deque[Unit] = deque()
        exhausted = False
        while True:
            while not exhausted and len(queue) < self._jobs:
                unit = next(source, None)
                if unit is None:
                    exhausted = True
                elif isinstance(unit.work, Failure):
                    yield Outcome(unit.number, unit.digest, unit.work)
                else:
                    queue.append(unit)
            self._hand_out(queue)
            if not any(worker.unit for worker in self._workers):
                return
            outcomes = self._collect(queue)
            # First the workers get more to do, then the caller may take its time over the outcomes.
            self._hand_out(queue)
            yield from outcomes

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self, queue: deque[Unit]) -> None:
        for worker in self._workers:
            if queue and worker.unit is None:
                worker.give(queue.popleft())
        while queue and len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._setup, queue.popleft()))

    def _collect(self, queue: deque[Unit]) -> list[Outcome]:
        """Wait until something happens, and say what became of the units concerned."""
        patience = min(worker.deadline for worker in self._workers) - time.monotonic()
        ready = wait(
            [worker.connection for worker in self._workers], timeout=min(max(patience, 0.0), _LONGEST_WAIT)
        )
        now = time.monotonic()
        outcomes = []
        for worker in list(self._workers):
            if worker.connection in ready:
                outcome = self._hear(worker, queue)
            elif worker.deadline <= now:
                outcome = self._late(worker, queue)
            else:
                continue
            if outcome is not None:
                self._again.discard(outcome.number)
                outcomes.append(outcome)
        return outcomes

    def _hear(self, worker: _Worker, queue: deque[Unit]) -> Outcome | None:
        message = worker.receive()
        if isinstance(message, Ready):
            self._stillborn = 0
            worker.loaded()
            return None
        if isinstance(message, Broken):
            raise AttribError(message.message, exit_code=message.exit_code)
        unit = worker.unit
        if message is None:
            return self._dead(worker, queue)
        worker.unit, worker.deadline = None, float("inf")
        if isinstance(message.result, Failure) and message.result.error == "memory" and unit is not None:
            # What earlier documents left behind counts too; alone in a fresh worker this one may have room.
            self._remove(worker)
            return self._once_more(unit, message)
        return message

    def _dead(self, worker: _Worker, queue: deque[Unit]) -> Outcome | None:
        unit, how = worker.unit, self._remove(worker, dead=True)
        if not worker.is_loaded:
            self._not_loaded(unit, queue, f"died ({how})")
            return None
        if unit is None:
            return None
        # The system may have killed this worker for what others took, so that a document is tried twice.
        return self._once_more(unit, unit.failed("crash", f"the worker died twice over it ({how})"))

    def _late(self, worker: _Worker, queue: deque[Unit]) -> Outcome | None:
        unit = worker.unit
        self._remove(worker)
        if not worker.is_loaded:
            self._not_loaded(unit, queue, f"took longer than {_LOADING:g} s")
            return None
        assert unit is not None  # noqa: S101 - a worker without a unit has no deadline
        return unit.failed("timeout", f"the document took longer than {self._setup.timeout:g} s")

    def _not_loaded(self, unit: Unit | None, queue: deque[Unit], how: str) -> None:
        self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            raise AttribError(
                f"{_STILLBORN} workers in a row {how} while loading the models; is there enough memory?"
            )
        if unit is not None:
            queue.appendleft(unit)

    def _once_more(self, unit: Unit, failure: Outcome) -> Outcome | None:
        """Try a unit again in a fresh worker; the second time its failure stands."""
        if unit.number in self._again:
            return failure
        self._again.add(unit.number)
        self._workers.append(_Worker(self._setup, unit))
        return None

    def _remove(self, worker: _Worker, *, dead: bool = False) -> str:
        self._workers.remove(worker)
        return worker.end(dead=dead)


class _Worker:
    """The supervisor's end of a worker.

    Attributes:
        unit: What it is at, or will be when it has loaded; None when it waits for more.
        deadline: When it is late, by the monotonic clock.
    """

    def __init__(self, setup: Setup, unit: Unit) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-c", _CODE, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment(),
                process_group=0,  # an interrupt is for the supervisor
            )
        self.connection = Connection(ours.detach())
        self.unit: Unit | None = unit
        self.is_loaded = False
        self.deadline = time.monotonic() + _LOADING
        self._timeout = setup.timeout
        self._send(setup)

    def give(self, unit: Unit) -> None:
        """Hand over the next unit; the clock starts."""
        self.unit = unit
        self.deadline = time.monotonic() + self._timeout
        self._send(unit)

    def loaded(self) -> None:
        """The models are there: hand over the unit that waited for them."""
        self.is_loaded = True
        assert self.unit is not None  # noqa: S101 - workers are started for a unit
        self.give(self.unit)

    def receive(self) -> Ready | Broken | Outcome | None:
        """What the worker says; None when it is dead."""
        try:
            message: Ready | Broken | Outcome = self.connection.recv()
        except (EOFError, OSError):
            return None
        return message

    def end(self, *, dead: bool = False) -> str:
        """End the process, or let a dead one come to rest, and say how it ended."""
        self.connection.close()
        try:
            # One that has hung up is on its way out: wait, so that the signal told is the one it died of.
            code = self._process.wait(timeout=_LAST_BREATH if dead else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"

    def _send(self, message: Setup | Unit) -> None:
        try:
            self.connection.send(message)
        except (BrokenPipeError, ConnectionResetError):
            return  # it is dead, which the next look at its connection will show
