"""What the extraction encoder adds to the judgement of a candidate cue.

In: ``models/hedge/probe-….json``, one for each extraction model, as ``attrib train hedge`` writes them; the
hints that extraction gives while it reads. Out: a ``Probe`` for extraction, and log-odds joined with hints.

The encoder was trained to find attributions, but the states of a word also tell which clause it stands in and
what it belongs to, which closed-class words alone often do not. A probe is one linear function of them.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from typing import TYPE_CHECKING

from attrib import resources
from attrib.errors import AttribError
from attrib.hedge.model import checked
from attrib.records import Probe

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.records import Hints, Span

FORMAT = "attrib-hedge-probe-1"


@functools.cache
def probe(model: str, folder: Path | None = None) -> Probe:
    """The probe of an extraction model; read once.

    Args:
        model: The name of the folder that the extraction model lies in.
        folder: Where the probes lie, the shipped ones unless told otherwise.

    Raises:
        AttribError: If there is no such probe.
    """
    path = (folder or resources.model_path("hedge")) / file_name(model)
    if not path.is_file():
        raise AttribError(f"{path}: missing; train the probe of {model} with attrib train hedge")
    data = checked(path, FORMAT)
    return Probe(tuple(data["weights"]), data["intercept"], data["own"])


def file_name(model: str) -> str:
    """The name of the file that holds the probe of an extraction model."""
    return f"probe-{model}.json"


def joined(hints: Hints | None, span: Span, log_odds: float) -> float:
    """Log-odds that the words of a span hedge: those by features of their own, and the mean hint on them.

    Words that the encoder has not read keep their own.
    """
    if hints is None:
        return log_odds
    heard = hints.log_odds[bisect_left(hints.starts, span.start) : bisect_left(hints.starts, span.end)]
    return hints.own * log_odds + sum(heard) / len(heard) if heard else log_odds
