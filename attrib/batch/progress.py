"""The bar of a batch: documents done, rate, time left and failures, on a terminal only."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrib.errors import AttribError
from attrib.read import format_of

if TYPE_CHECKING:
    from types import TracebackType

    from attrib.batch.inputs import Inputs

#: Formats with a document on each line: what comes can be counted without reading it.
_LINES = ("jsonl",)
_CHUNK = 1 << 20


class Progress:
    """A bar on standard error, if that is a terminal; otherwise nothing is printed.

    How much there is to do is counted beside the work. Where that cannot be done cheaply (compressed
    files, web archives, standard input) the bar shows no time left.

    Args:
        inputs: What the batch reads.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._shown = sys.stderr.isatty()
        self._failed = 0
        self._bar: Any = None
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        if self._shown:
            from tqdm import tqdm

            self._bar = tqdm(unit=" documents", smoothing=0.05, dynamic_ncols=True, file=sys.stderr)
            threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._bar is not None:
            self._bar.close()

    def step(self, *, failed: bool, resumed: bool = False) -> None:
        """A document is done, now or (``resumed``) by the run before."""
        if self._bar is None:
            return
        if resumed:
            self._bar.initial += 1  # so that the rate is that of this run
            self._bar.n += 1
            return
        if failed:
            self._failed += 1
            self._bar.set_postfix(failed=self._failed, refresh=False)
        self._bar.update()

    def _count(self) -> None:
        total = 0
        for path in self._inputs.files():
            number = self._documents(path)
            if number is None or self._ended.is_set():
                return
            total += number
        self._bar.total = total

    def _documents(self, path: str) -> int | None:
        """How many documents a file holds, None where that takes too long to tell."""
        if path == "-" or path.endswith((".gz", ".zst")):
            return None
        try:
            kind = format_of(path, self._inputs.format)
            if kind in ("text", "html"):
                return 1
            return self._lines(path) if kind in _LINES else None
        except (OSError, ValueError, AttribError):
            return None

    def _lines(self, path: str) -> int:
        lines = 0
        with Path(path).open("rb") as file:
            while not self._ended.is_set() and (chunk := file.read(_CHUNK)):
                lines += chunk.count(b"\n")
        return lines
