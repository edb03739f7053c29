"""The quality gate: pinned floors under the scores on ``seeds/``, and a command that pins them anew.

``python tests/quality/gate.py`` scores both halves and writes ``floors.json``; it refuses to lower a floor
unless told to with ``--lower``. A floor stands one point under what was measured, because the int8 kernels of
another processor may move a score by that much.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from attrib.scoring import evaluate

FLOORS = Path(__file__).parent / "floors.json"
SEEDS = Path(__file__).parent.parent.parent / "seeds"
HALVES = ("dev", "heldout")
MARGIN = 0.01


def digest(half: str) -> str:
    """SHA-256 of a half's gold: other gold needs other floors."""
    return hashlib.sha256((SEEDS / f"{half}.jsonl").read_bytes()).hexdigest()


def measured(half: str) -> dict[str, float]:
    """The scores that are gated, by name."""
    scores = evaluate(SEEDS / f"{half}.jsonl").as_dict()
    return {
        "triple": scores["triple"]["f1"],
        "content half": scores["spans"]["content"]["half"]["f1"],
        "source half": scores["spans"]["source"]["half"]["f1"],
        "cue half": scores["spans"]["cue"]["half"]["f1"],
        "nested content": scores["nested"]["content"]["f1"],
        "nested parent": scores["nested"]["parent"]["share"],
        "entity": scores["entity"]["f1"],
        "blocks": scores["blocks"]["share"],
        "sentences": scores["sentences"]["f1"],
        "hedged": scores["hedging"]["f1"],
        **{name: scores["labels"][name]["share"] for name in ("mode", "act", "force", "kind", "naming")},
    }


def main(*, lower: bool) -> None:
    """Measure and pin."""
    before: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    after: dict[str, Any] = {}
    for half in HALVES:
        floors = {name: round(value - MARGIN, 3) for name, value in measured(half).items()}
        old = before.get(half, {}).get("floors", {})
        fallen = [f"{name} {old[name]} -> {floors[name]}" for name in old if floors[name] < old[name]]
        if fallen and not lower:
            sys.exit(f"{half}: these would fall, use --lower if that is right: {', '.join(fallen)}")
        after[half] = {"digest": digest(half), "floors": floors}
    FLOORS.write_text(json.dumps(after, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(lower="--lower" in sys.argv[1:])
