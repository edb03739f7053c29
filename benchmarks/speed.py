"""Words per CPU second of the extraction models and of the whole pipeline, on one core, beside a yardstick.

Run with ``python benchmarks/speed.py [FILE.jsonl]``; the texts are those of the file, by default of
``seeds/dev.jsonl``. All parts run one after the other in one process and one thread, each several times over
the same texts, and the best time counts. The yardstick is NLTK's word tokenizer: figures of different
machines compare by their ratio to it.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer

from attrib import Analyser, resources
from attrib.extract.model import Model
from attrib.extract.windows import windows
from attrib.pipeline import MODELS
from attrib.read.paragraphs import paragraph_spans
from attrib.segment.quotes import parse_quotes

ROUNDS = 3
DEFAULT = Path(__file__).parent.parent / "seeds" / "dev.jsonl"


def encode(model: Model, texts: Sequence[str]) -> None:
    """The encoder stage: word pieces, network, and the best labels and pairs of each window."""
    for text in texts:
        spans = paragraph_spans(text)
        for _ in model.read(windows(text, spans, parse_quotes(text, spans)[0], model.tokenizer)):
            pass


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Measure and print a table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    tokenizer = NLTKWordTokenizer()
    yardstick = words / best(lambda: [tokenizer.tokenize(text) for text in texts])
    print(f"{len(texts)} articles, {words} words, best of {ROUNDS} rounds")
    print(f"{'':24}{'words/CPU s':>12}{'yardsticks':>12}{'MB':>8}")
    print(f"{'NLTK word tokenizer':24}{yardstick:12.0f}{1.0:12.4f}")
    for name, folder in MODELS.items():
        place = resources.model_path(folder)
        model, analyser = Model(place), Analyser(model=name)
        size = (place / "model.onnx").stat().st_size / 1e6
        encoder = words / best(lambda model=model: encode(model, texts))
        print(f"{'encoder, ' + name:24}{encoder:12.0f}{encoder / yardstick:12.4f}{size:8.1f}")
        pipeline = words / best(lambda analyser=analyser: [analyser.analyse(text) for text in texts])
        print(f"{'pipeline, ' + name:24}{pipeline:12.0f}{pipeline / yardstick:12.4f}")


if __name__ == "__main__":
    main()
