"""The workers: articles go in, at most so many at a time; pages and reports come out, or a refusal."""

from __future__ import annotations

import asyncio
import json
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from attrib.errors import AttribError
from attrib.processes import environment
from attrib.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.serve.article import Article
    from attrib.serve.limits import Limits

#: Seconds that loading the models may take, on a machine that is busy.
_LOADING = 300.0
#: Longest answer of a worker: reports are some ten times their article.
_LONGEST_LINE = 2**30
#: What a worker runs. The command is an argument of the pool so that tests can have workers that misbehave.
COMMAND = (sys.executable, "-P", "-m", "attrib.serve.worker")


class Pool:
    """Worker processes, started when they are needed and replaced when they die or take too long.

    Args:
        limits: How many there are, how many requests may wait, and how long each may take.
        model: The extraction model.
        command: What a worker runs.
    """

    def __init__(self, limits: Limits, *, model: str = "default", command: Sequence[str] = COMMAND) -> None:
        self._limits = limits
        options = {"model": model, "timeout": limits.timeout, "memory": limits.memory}
        self._workers = [_Worker((*command, json.dumps(options))) for _ in range(limits.jobs)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._taken = 0
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def start(self) -> None:
        """Load the models in one worker, so that the first request need not wait and faults show at once.

        Raises:
            AttribError: The models cannot be loaded.
        """
        await self._workers[0].start()

    async def analyse(self, article: Article, *, as_: Literal["page", "report"]) -> str:
        """Analyse an article.

        Raises:
            Refusal: All workers are busy and enough requests wait, the article cannot be read, or its
                analysis took too long or broke its worker.
        """
        if self._taken >= self._limits.jobs + self._limits.waiting:
            raise Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "too many articles at a time; try again in a moment",
                headers={"retry-after": "5"},
            )
        self._taken += 1
        try:
            worker = await self._idle.get()
            try:
                answer = await self._ask(worker, {"as": as_, "article": article.to_json()})
            finally:
                self._idle.put_nowait(worker)
        finally:
            self._taken -= 1
        if "error" in answer:
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, answer["error"])
        body: str = answer["body"]
        return body

    async def _ask(self, worker: _Worker, request: dict[str, Any]) -> dict[str, Any]:
        try:
            await worker.start()
            return await asyncio.wait_for(worker.ask(request), self._limits.timeout)
        except TimeoutError as error:
            await worker.end()
            seconds = f"{self._limits.timeout:g} s"
            raise Refusal(HTTPStatus.GATEWAY_TIMEOUT, f"the analysis took longer than {seconds}") from error
        except (EOFError, OSError, ValueError, AttribError) as error:
            await worker.end()
            raise Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "the analysis broke down") from error
        except asyncio.CancelledError:
            await worker.end()  # it is still at an answer that nobody waits for
            raise

    async def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            await worker.end()


class _Worker:
    """The server's end of a worker."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process and wait for its models, unless it is running."""
        if self._process is not None and self._process.returncode is None:
            return
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            env=environment(),
            start_new_session=True,  # an interrupt is for the server
        )
        ready = await asyncio.wait_for(self._hear(), _LOADING)
        if "broken" in ready:
            raise AttribError(ready["broken"], exit_code=ready["exit_code"])

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Have an article analysed."""
        assert self._process is not None  # noqa: S101 - it has been started
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        await self._process.stdin.drain()
        return await self._hear()

    async def end(self) -> None:
        """Kill the process."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _hear(self) -> dict[str, Any]:
        assert self._process is not None  # noqa: S101 - it has been started
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        return answer
