"""Batches hold no more than a few documents in memory, however many there are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MOST = 500_000  # kB: what a process may take for a million documents


def peaks(folder: Path, documents: int, text: str = "He said so.") -> tuple[int, int]:
    """Largest resident sizes, in kB, of the supervisor and of its workers."""
    source, out = folder / f"{documents}.jsonl", folder / f"{documents}.out.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for number in range(documents):
            file.write(f'{{"id": "document-{number}", "text": "{text}"}}\n')
    settings = json.dumps({"source": str(source), "out": str(out), "jobs": 2})
    done = subprocess.run(
        [sys.executable, str(HERE / "batch_run.py"), settings], capture_output=True, text=True, check=True
    )
    with out.open("rb") as file:
        assert sum(1 for _ in file) == documents
    supervisor, worker = map(int, done.stdout.split())
    return supervisor, worker


def test_memory_for_a_million_lines_foretold_from_a_few(tmp_path: Path) -> None:
    # Far enough apart that a few megabytes by chance, of which Python's start has some, are not taken for growth.
    few, many = peaks(tmp_path, 2_000), peaks(tmp_path, 32_000)
    for small, large in zip(few, many, strict=True):
        assert large + (large - small) / 30_000 * 1_000_000 < MOST


@pytest.mark.slow
def test_memory_for_a_million_lines(tmp_path: Path) -> None:
    assert max(peaks(tmp_path, 1_000_000)) < MOST


def test_large_documents_are_held_a_few_at_a_time(tmp_path: Path) -> None:
    text = "He said so. " * 40_000
    few, many = peaks(tmp_path, 8, text), peaks(tmp_path, 88, text)
    for small, large in zip(few, many, strict=True):
        assert large - small < 80 * len(text) / 1000 / 3
