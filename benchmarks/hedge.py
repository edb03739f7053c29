"""Claims graded per CPU second, on one core.

Run with ``python benchmarks/hedge.py``; the claims are those of ``seeds/hedging/own-claims.jsonl`` and the
contents of ``seeds/dev.jsonl``, graded many times over; models are loaded, and the encoder's hints taken,
before the clock starts.
"""

import json
import time
from pathlib import Path

from attrib import resources
from attrib.extract import Model, extract
from attrib.hedge import grade, probe
from attrib.read import from_text
from attrib.records import Attribution, Hints, Segmented, Span
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


def claims() -> list[tuple[Segmented, list[Attribution], Hints | None]]:
    """The texts, each with its claims and hints."""
    model = Model(resources.model_path("extract"), probe("extract"))
    found = []
    for name in ("hedging/own-claims.jsonl", "dev.jsonl"):
        for line in (SEEDS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            entries = row.get("attributions", [row])
            segmented = segment(from_text(row["text"]))
            attributions = [attribution(e["content"], e["cue"]) for e in entries]
            found.append((segmented, attributions, extract(segmented, model).hints))
    return found


def main() -> None:
    """Measure and print."""
    texts = claims()
    for text in texts:
        grade(*text)
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            grade(*text)
    seconds = time.process_time() - start
    number = ROUNDS * sum(len(attributions) for _, attributions, _ in texts)
    print(f"{number} claims in {seconds:.2f} CPU seconds: {number / seconds:,.0f} claims per CPU second")


if __name__ == "__main__":
    main()
