"""Sentences with hedge cues, as read for training.

In: JSON lines of the Szeged Uncertainty Corpus (Vincze et al. 2008, Szarvas et al. 2012) with ``doc``,
``domain``, ``split``, ``text``, ``uncertain`` and ``cues`` (``start``, ``end``, ``type``). Out: rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report import json_values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Files that are read from a folder: the other corpora there have no cue spans.
PATTERN = "szeged_*.jsonl"
#: Human certainty of findings (Pei & Jurgens 2021). Its training part gave the levels of
#: ``attrib.hedge.evidence`` and the drops of ``attrib.hedge.certainty``; the rest measures ``strength``.
CERTAINTY_FILE = "pei_sentence_certainty.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence: ``cues`` are start, end and type of each marked cue, ``train`` tells training from dev."""

    doc: str
    text: str
    biomedical: bool
    train: bool
    uncertain: bool
    cues: tuple[tuple[int, int, str], ...]


def read_rows(corpus: Sequence[Path]) -> list[Row]:
    """Rows of files, and of the Szeged files in folders, in the order given.

    Raises:
        AttribError: If nothing can be read, or a line is not such a row.
    """
    files = [file for path in corpus for file in (sorted(path.glob(PATTERN)) if path.is_dir() else [path])]
    if not files:
        raise AttribError(
            f"no {PATTERN} in {', '.join(map(str, corpus)) or 'an empty list of paths'}", exit_code=2
        )
    return [_row(data, where) for file in files for where, data in json_values(file)]


def read_certainty(corpus: Sequence[Path], *, train: bool) -> list[tuple[str, float]]:
    """Sentences of a part of the certainty corpus with their ratings; none where it is not at hand."""
    files = [path / CERTAINTY_FILE for path in corpus if (path / CERTAINTY_FILE).is_file()]
    return [
        (data["text"], float(data["certainty"]))
        for file in files
        for _, data in json_values(file)
        if (data["split"] == "train") is train
    ]


def _row(data: dict[str, Any], where: str) -> Row:
    try:
        return Row(
            doc=data["doc"],
            text=data["text"],
            biomedical=data["domain"] == "biomed",
            train=data["split"] == "train",
            uncertain=data["uncertain"],
            cues=tuple((cue["start"], cue["end"], cue["type"]) for cue in data["cues"]),
        )
    except (KeyError, TypeError) as error:
        raise AttribError(
            f"{where}: not a row with hedge cues: {error!r} is missing or of a wrong type"
        ) from error
