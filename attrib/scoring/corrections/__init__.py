"""Corrections made in an annotation tool: its files go in, gold documents come out.

A folder is read as brat's, a JSON file of tasks as Label Studio's export. What annotators were given is
written by ``attrib.report.export``; ``docs/exports.md`` says how to correct it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib.report import json_values
from attrib.scoring.corrections import brat, labelstudio

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["gold_values"]


def gold_values(path: str | Path) -> Iterator[tuple[str, Any]]:
    """The documents of a file of gold, or of corrections.

    Args:
        path: Gold JSON lines, a folder of brat's, or a file exported from Label Studio as JSON.

    Yields:
        The place of each document, and the document; gold JSON lines as they are, unchecked.

    Raises:
        AttribError: Something cannot be read, or corrections cannot be understood.
    """
    if Path(path).is_dir():
        yield from brat.documents(Path(path))
        return
    for place, value in json_values(path):
        if isinstance(value, list) and value:
            yield from labelstudio.documents(place, value)
        elif isinstance(value, dict) and "data" in value and "annotations" in value:
            yield from labelstudio.documents(place, [value])
        else:
            yield place, value
