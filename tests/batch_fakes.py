"""Analyses that stand in for the real one in tests of batches: cheap, and able to go wrong in every way.

Workers find them by name. What goes wrong is written in the document's text, one word for each.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.records import Document


def cheap(*, log: str | None = None, pause: float = 0.0) -> Callable[[Document], str]:
    """A report with a digest of the text; every load and every document is written to the log."""

    def write(line: str) -> None:
        if log is not None:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    write("load")

    def analyse(document: Document) -> str:
        time.sleep(pause)
        misbehave(document.text)
        write(document.doc_id)
        return report(document)

    return analyse


def report(document: Document) -> str:
    """Enough of a report for every writer."""
    return json.dumps(
        {
            "doc_id": document.doc_id,
            "meta": {
                "title": document.meta.title,
                "published": None,
                "outlet": None,
                "url": None,
                "language": document.meta.language,
            },
            "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
            "attributions": [{}] * document.text.count("said"),
            "sources": [],
        },
        ensure_ascii=False,
    )


def misbehave(text: str) -> None:
    """Do what the text asks for."""
    if "RAISE" in text:
        raise ValueError("a bad\ndocument")
    if "SEGV" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "EXIT" in text:
        os._exit(3)
    if "HANG" in text:
        time.sleep(600)
    if "EAT" in text:
        eaten = []
        while True:
            eaten.append(bytearray(10_000_000))


def broken() -> Callable[[Document], str]:
    """Models that cannot be loaded."""
    raise AttribError("the model is missing; reinstall attrib")


def stillborn() -> Callable[[Document], str]:
    """Models that kill whoever loads them."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def once(*, mark: str) -> Callable[[Document], str]:
    """Dies over a document the first time only, as when the system was short of memory."""

    def analyse(document: Document) -> str:
        if "FLAKY" in document.text and not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return report(document)

    return analyse
