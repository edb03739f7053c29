"""Processes that analyse for another: the environment they start in, and the bound on their memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: One thread of native code in each, so that as many as there are cores keep these busy and do not fight.
_THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def environment() -> dict[str, str]:
    """The environment of this process, with modules found where it finds them, and single threads."""
    path = os.pathsep.join(str(Path(path).resolve()) for path in sys.path)
    return os.environ | _THREADS | {"PYTHONPATH": path}


def limit_memory(limit: int) -> None:
    """Let allocations beyond a number of bytes fail in this process, as MemoryError in Python."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
