"""Claims graded per CPU second, on one core.

Run with ``python benchmarks/hedge.py``; the claims are those of ``seeds/hedging/own-claims.jsonl`` and the
contents of ``seeds/dev.jsonl``, graded many times over; models are loaded before the clock starts.
"""

import json
import time
from pathlib import Path

from attrib.hedge import grade
from attrib.read import from_text
from attrib.records import Attribution, Segmented, Span
from attrib.segment import segment

SEEDS = Path(__file__).parent.parent / "seeds"
ROUNDS = 5


def attribution(content: list[list[int]], cue: list[list[int]]) -> Attribution:
    """An attribution with these spans."""
    return Attribution(
        tuple(Span(*pair) for pair in content),
        tuple(Span(*pair) for pair in cue),
        (),
        "indirect",
        (),
        "statement",
        "say",
        None,
        floating=False,
        confidence=1.0,
    )


def claims() -> list[tuple[Segmented, list[Attribution]]]:
    """The texts, each with its claims."""
    found = []
    for name in ("hedging/own-claims.jsonl", "dev.jsonl"):
        for line in (SEEDS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            entries = row.get("attributions", [row])
            found.append(
                (segment(from_text(row["text"])), [attribution(e["content"], e["cue"]) for e in entries])
            )
    return found


def main() -> None:
    """Measure and print."""
    texts = claims()
    for segmented, attributions in texts:
        grade(segmented, attributions)
    start = time.process_time()
    for _ in range(ROUNDS):
        for segmented, attributions in texts:
            grade(segmented, attributions)
    seconds = time.process_time() - start
    number = ROUNDS * sum(len(attributions) for _, attributions in texts)
    print(f"{number} claims in {seconds:.2f} CPU seconds: {number / seconds:,.0f} claims per CPU second")


if __name__ == "__main__":
    main()
