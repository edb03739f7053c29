"""Runs a batch with an analysis from batch_fakes, as a process of its own that can be killed: JSON in argv."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import batch_fakes

from attrib.batch import Inputs, Setup
from attrib.batch.engines import local


class Silent:
    def step(self, *, failed: bool, resumed: bool = False) -> None:
        del failed, resumed


def run(
    source: Path | tuple[str, ...],
    out: Path,
    *,
    jobs: int = 2,
    factory: str = "cheap",
    timeout: float = 60.0,
    memory: int | None = None,
    restart: bool = False,
    **options: Any,
) -> local.Result:
    """One run of the local engine."""
    setup = Setup(getattr(batch_fakes, factory), options, timeout, memory)
    given = (str(source),) if isinstance(source, Path) else source
    return local.run(Inputs(given), out, setup=setup, jobs=jobs, bar=Silent(), restart=restart)


if __name__ == "__main__":
    settings = json.loads(sys.argv[1])
    run(Path(settings.pop("source")), Path(settings.pop("out")), **settings)
    # Largest resident sizes in kB: of the supervisor, and of the largest of its workers. What getrusage says of
    # this process counts in the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    sys.stdout.write(f"{own} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
