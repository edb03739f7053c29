"""How much the server takes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep one user, or one page, from taking all there is.

    Attributes:
        size: Bytes that a request may have. A long newspaper page has some 2 MB.
        timeout: Seconds that an analysis may take.
        upload: Seconds in which a request has to arrive.
        jobs: Analyses at a time; each has a process with the models in it.
        waiting: Requests that may wait for one of them; more are turned away.
        memory: Bytes that a process may take (enforced by Linux).
    """

    size: int = 5_000_000
    timeout: float = 60.0
    upload: float = 30.0
    jobs: int = 1
    waiting: int = 8
    memory: int = 2_000_000_000
