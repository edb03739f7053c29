"""Train the extraction model: gold articles in, the folder that the analyser loads out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.train.calibration import calibrate
from attrib.train.corpus import held_out, read_corpus
from attrib.train.export import write
from attrib.train.fit import fit, mean, tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def train_extract(
    corpus: Sequence[Path],
    *,
    output: Path,
    epochs: int,
    runs: int,
    seed: int,
    report: Callable[[str], None],
) -> None:
    """Train the tagger several times, average the weights, export them and calibrate their confidence.

    A twentieth of the articles, told by their ids, is held out of training and serves to calibrate.

    Args:
        corpus: Gold JSON lines files.
        output: Folder for ``model.onnx``, ``head.json`` and ``tokenizer.json``.
        epochs: Passes over the articles in each run.
        runs: Runs with seeds of their own; the mean of their weights is better than any of them.
        seed: Of all that is random in the first run; the next run takes the next.
        report: A function of a module, which receives a line of progress now and then.

    Raises:
        AttribError: The corpus cannot be read or is too small to hold a part out.
    """
    articles = read_corpus(corpus)
    kept = [article for article in articles if held_out(article)]
    if not kept or len(kept) == len(articles):
        raise AttribError(f"{len(articles)} articles are too few to train on and to hold some out")
    report(f"training on {len(articles) - len(kept)} articles, {len(kept)} held out")
    chosen = [article for article in articles if not held_out(article)]
    taggers = [fit(chosen, epochs=epochs, seed=seed + run, report=report) for run in range(runs)]
    write(mean(taggers), output)
    tokenizer().save(str(output / "tokenizer.json"))
    add_calibration(output, kept, report)


def add_calibration(folder: Path, articles: Sequence[dict[str, Any]], report: Callable[[str], None]) -> None:
    """Fit the confidence of an exported model on articles it has not seen and write it into ``head.json``."""
    head = folder / "head.json"
    values = json.loads(head.read_text(encoding="utf-8"))
    # The model is loaded to be calibrated, and loading wants a calibration.
    values["calibration"] = {"weights": [0.0] * 5, "bias": [0.0]}
    _write_head(head, values)
    fitted, error = calibrate(folder, articles)
    values["calibration"] = fitted
    _write_head(head, values)
    report(f"confidence calibrated, expected error {error:.3f} (five-fold)")


def _write_head(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
