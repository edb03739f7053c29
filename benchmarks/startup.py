"""Seconds from a cold process to a result: ``attrib --help`` and one article of 500 words.

Run with ``python benchmarks/startup.py``; prints the median and the slowest of several runs of each. Two
articles of ``seeds/`` are joined and cut to 500 words.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
WORDS = 500
SEEDS = Path(__file__).parent.parent / "seeds" / "dev"


def article() -> str:
    """The first 500 words of two sample articles, line breaks kept."""
    names = ("harbour-tunnel.txt", "river-plant.txt")
    text = "\n".join((SEEDS / name).read_text(encoding="utf-8") for name in names)
    lines, words = [], 0
    for line in text.splitlines():
        kept = line.split()[: WORDS - words]
        words += len(kept)
        lines.append(" ".join(kept))
    return "\n".join(lines)


def seconds(*arguments: str) -> list[float]:
    """Wall-clock seconds of each of several runs of ``attrib``."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "attrib", *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article(), encoding="utf-8")
        for name, taken in (
            ("attrib --help", seconds("--help")),
            ("attrib analyse", seconds("analyse", str(path))),
        ):
            median = statistics.median(taken)
            print(f"{name:15} median {median:.2f} s, slowest {max(taken):.2f} s of {RUNS} runs")


if __name__ == "__main__":
    main()
