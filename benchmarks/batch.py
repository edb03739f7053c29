"""What a batch costs: speed for 1 and 2 workers, memory, cost against length, where the time goes.

Run with ``python benchmarks/batch.py``; ``--documents`` and ``--repeat`` make it longer, ``--quick`` is for a
look. The articles are those of ``seeds/``, joined and cut to length. The yardstick is NLTK's word tokenizer
over the same text in the same run: ratios to it can be compared between machines, seconds cannot.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parent.parent / "seeds" / "dev"
LENGTHS = (250, 500, 1000, 2000, 4000, 8000)
WORKERS = (1, 2)
#: The costliest operators of the encoder, which take nearly all of its time.
_OPERATORS = 8
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def paragraphs() -> list[str]:
    """All lines of the sample articles, in order of file names."""
    return [
        line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()
    ]


def article(words: int, *, start: int = 0) -> str:
    """An article of about so many words: whole paragraphs from a place on, the last one cut."""
    lines = paragraphs()
    taken: list[str] = []
    number = start
    while words > 0:
        kept = lines[number % len(lines)].split()[:words]
        words -= len(kept)
        number += 1
        taken.append(" ".join(kept))
    return "\n".join(taken)


def archive(path: Path, documents: int, words: int = 500) -> int:
    """JSON lines of different articles; returns the number of words."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = article(words, start=7 * number)
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
    return documents * words


def tokenizer_speed(text: str) -> float:
    """Words a CPU second of NLTK's word tokenizer."""
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    tokenizer.tokenize(text)
    rounds = []
    for _ in range(5):
        start = time.process_time()
        tokenizer.tokenize(text)
        rounds.append(time.process_time() - start)
    return len(text.split()) / statistics.median(rounds)


def run_batch(source: Path, jobs: int) -> tuple[float, float, int]:
    """Wall-clock and CPU seconds of a batch, and the largest resident size of its processes in kB."""
    out = source.with_name("out.jsonl")
    command = [
        sys.executable,
        "-m",
        "attrib",
        "batch",
        str(source),
        "-o",
        str(out),
        "--jobs",
        str(jobs),
        "--restart",
    ]
    measured = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *command], check=True, capture_output=True, text=True
    )
    wall, cpu, memory = done.stdout.split()
    return float(wall), float(cpu), int(memory)


def workers(documents: int, repeat: int) -> None:
    """Speed by number of workers; start and loading of the models taken off by a batch of one document."""
    print(f"\n{documents} documents of 500 words (medians of {repeat} runs; start and loading taken off)")
    heads = ("workers", "documents/s", "words/s", "words/s/core", "words/CPU s", "peak MB")
    print(" ".join(f"{head:>12}" for head in heads))
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder) / "many.jsonl", Path(folder) / "one.jsonl"
        words = archive(many, documents)
        for jobs in WORKERS:
            archive(one, jobs)
            idle = [run_batch(one, jobs) for _ in range(repeat)]
            busy = [run_batch(many, jobs) for _ in range(repeat)]
            wall = statistics.median(run[0] for run in busy) - statistics.median(run[0] for run in idle)
            cpu = statistics.median(run[1] for run in busy) - statistics.median(run[1] for run in idle)
            rates[jobs] = words / wall
            memory = max(run[2] for run in busy) / 1000
            figures = (jobs, documents / wall, words / wall, words / wall / jobs, words / cpu, memory)
            print(" ".join(f"{figure:>12.4g}" for figure in figures))
    first, last = WORKERS[0], WORKERS[-1]
    efficiency = rates[last] / rates[first] / (last / first)
    print(f"scaling efficiency at {last} workers on {os.cpu_count()} cores: {efficiency:.0%} (asked: 85%)")


def lengths(repeat: int) -> None:
    """CPU time a word by length: constant where the cost is linear."""
    from attrib.pipeline import Analyser

    analyser = Analyser()
    analyser.analyse(article(500))
    print("\ncost against length (in process)")
    print(f"{'words':>7} {'CPU s':>8} {'words/CPU s':>12}")
    for words in LENGTHS:
        text = article(words)
        taken = []
        for _ in range(repeat):
            start = time.process_time()
            analyser.analyse(text).to_json(indent=None)
            taken.append(time.process_time() - start)
        print(f"{words:>7} {statistics.median(taken):>8.3f} {words / statistics.median(taken):>12.0f}")


def stages(documents: int) -> tuple[float, str]:
    """Shares of the stages in the CPU time; returns words a CPU second of all, and the text."""
    from attrib import pipeline, schema
    from attrib.read import from_text

    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return function(*given, **named)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - start

        return call

    analyser = pipeline.Analyser()
    texts = [article(500, start=7 * number) for number in range(documents)]
    analyser.analyse(texts[0])
    for name in ("segment", "extract", "trace", "grade", "build"):
        if hasattr(pipeline, name):
            setattr(pipeline, name, timed(name, getattr(pipeline, name)))
    encoder = analyser._model._session  # noqa: SLF001 - the profile looks inside

    class Session:
        run = staticmethod(timed("  of which encoder", encoder.run))

    analyser._model._session = Session()  # noqa: SLF001
    schema.validate = timed("validate", schema.validate)
    read = timed("read", from_text)
    start = time.process_time()
    for text in texts:
        analysis = analyser.analyse(read(text))
        timed("write", analysis.to_json)(indent=None)
    total = time.process_time() - start
    print(f"\nwhere the CPU time goes ({documents} documents of 500 words)")
    for name, seconds in spent.items():
        print(f"  {name:20} {seconds / total:6.1%} {1000 * seconds / documents:8.1f} ms a document")
    return documents * 500 / total, "\n".join(texts)


def kernels(text: str, runs: int) -> None:
    """Shares of the encoder's operators, as onnxruntime measures them, on the longest window of a text."""
    import onnxruntime

    from attrib import resources
    from attrib.extract.model import Model
    from attrib.extract.windows import inputs, windows
    from attrib.read.paragraphs import paragraph_spans
    from attrib.segment.quotes import parse_quotes

    folder = resources.model_path("extract")
    spans = paragraph_spans(text)
    cut = windows(text, spans, parse_quotes(text, spans)[0], Model(folder).tokenizer)
    window = max(cut, key=lambda found: found.pieces.size)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_profiling = True
    taken = []
    with tempfile.TemporaryDirectory() as place:
        options.profile_file_prefix = str(Path(place) / "profile")
        session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )
        for _ in range(runs):
            start = time.process_time()
            session.run(None, inputs([window]))
            taken.append(time.process_time() - start)
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    spent: Counter[str] = Counter()
    for event in events:
        kernel = event.get("cat") == "Node" and event["name"].endswith("_kernel_time")
        if kernel and event["args"]["op_name"] != "If":  # the operators of its branch are counted themselves
            spent[event["args"]["op_name"]] += event["dur"]
    print(
        f"\nthe encoder on a window of {window.pieces.size} pieces, onnxruntime {onnxruntime.__version__}: "
        f"{1000 * statistics.median(taken):.1f} ms of CPU time, of which"
    )
    for name, microseconds in spent.most_common(_OPERATORS):
        print(f"  {name:24} {microseconds / spent.total():6.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="few documents, once")
    options = parser.parse_args()
    documents, repeat = (12, 1) if options.quick else (options.documents, options.repeat)
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    speed, text = stages(min(documents, 50))
    yardstick = tokenizer_speed(text)
    print(f"\nin process {speed:.0f} words a CPU second, NLTK's word tokenizer {yardstick:.0f}")
    print(f"ratio 1 : {yardstick / speed:.1f}")
    kernels(text, 10 * repeat)
    lengths(repeat)
    print(
        f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB"
    )
    workers(documents, repeat)


if __name__ == "__main__":
    main()
