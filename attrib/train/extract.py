"""Train the extraction model: gold articles in, the folder that the analyser loads out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from safetensors.torch import load_file, save_file

from attrib.errors import AttribError
from attrib.train.calibration import calibrate
from attrib.train.corpus import held_out, read_corpus
from attrib.train.encoders import FAST, SMALL, TEACHER
from attrib.train.export import write
from attrib.train.fit import fit, tokenizer
from attrib.train.tagger import Tagger
from attrib.train.teacher import load, read_unlabelled, save, teach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor

    from attrib.train.encoders import Encoder

#: Passes of the teacher over the gold articles.
_TEACHER_EPOCHS = 3
#: Share of the learning rate in the last of several rounds: at the full rate a fifth round gained nothing.
_LAST = 0.4


def train_extract(
    corpus: Sequence[Path],
    *,
    output: Path,
    unlabelled: Sequence[Path],
    encoder: Encoder,
    epochs: int,
    rounds: int,
    seed: int,
    report: Callable[[str], None],
    articles: Sequence[Path] = (),
) -> None:
    """Train the tagger, export it and calibrate its confidence.

    A large tagger is trained on the gold articles first; the small one that is shipped learns from the gold,
    and from what the large one says of it and of the unlabelled articles. Without these there is no teacher.
    A twentieth of the gold articles, told by their ids, is held out, to calibrate on.

    Every step that is done is kept in ``output/state``, and a command that was stopped goes on from there.

    Args:
        corpus: Gold JSON lines files.
        output: Folder for ``model.onnx``, ``head.json`` and ``tokenizer.json``.
        unlabelled: Texts, or JSON lines with a text each.
        encoder: Which tagger is written; the fast one starts from layers of the small one, trained first.
        epochs: Passes over all articles in a round.
        rounds: Of training the small one: each starts where the one before ended, with the learning rate up
            again (warm restarts, Loshchilov and Hutter 2017), in the last of several less far.
        seed: Of all that is random.
        report: A function of a module, which receives a line of progress now and then.
        articles: JSON lines with the articles that labels in the corpus are about.

    Raises:
        AttribError: A corpus cannot be read or is too small to hold a part out.
    """
    read = read_corpus(corpus, articles)
    kept = [article for article in read if held_out(article)]
    if not kept or len(kept) == len(read):
        raise AttribError(f"{len(read)} articles are too few to train on and to hold some out")
    report(f"training on {len(read) - len(kept)} articles, {len(kept)} held out")
    chosen = [article for article in read if not held_out(article)]
    state = output / "state"
    state.mkdir(parents=True, exist_ok=True)
    steps = None
    if unlabelled:
        teacher = _teacher(chosen, state, seed, report)
        chosen, steps = _taught(teacher, chosen, unlabelled, state, report), teacher.steps().detach()

    def train(shape: Encoder, number: int, start: Mapping[str, Tensor] | None, pace: float = 1.0) -> Tagger:
        folder = state / f"{shape.name}-{number}"
        report(f"{shape.name} tagger, round {number}")
        return fit(
            chosen,
            epochs=epochs,
            seed=seed + number - 1,
            report=report,
            encoder=shape,
            start=start,
            steps=steps,
            checkpoint=folder,
            pace=pace,
        )

    tagger = train(SMALL, 1, None)
    for number in range(2, rounds + 1):
        tagger = train(SMALL, number, tagger.state_dict(), _LAST if number == rounds else 1.0)
    if encoder is FAST:
        tagger = train(FAST, 1, tagger.some_layers(FAST))
    write(tagger, output)
    tokenizer().save(str(output / "tokenizer.json"))
    add_calibration(output, kept, report)


def _teacher(
    articles: Sequence[dict[str, Any]], state: Path, seed: int, report: Callable[[str], None]
) -> Tagger:
    """The large tagger, trained now or before."""
    path = state / "teacher.safetensors"
    if not path.is_file():
        checkpoint = state / TEACHER.name
        fitted = fit(
            articles, epochs=_TEACHER_EPOCHS, seed=seed, report=report, encoder=TEACHER, checkpoint=checkpoint
        )
        weights = {name: tensor.contiguous() for name, tensor in fitted.state_dict().items()}
        save_file(weights, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)
    tagger = Tagger(TEACHER)
    tagger.load_state_dict(load_file(path))
    return tagger.eval()


def _taught(
    teacher: Tagger,
    articles: Sequence[dict[str, Any]],
    unlabelled: Sequence[Path],
    state: Path,
    report: Callable[[str], None],
) -> list[dict[str, Any]]:
    """The articles and the unlabelled texts with the teacher's scores, read now or before."""
    taught = load(state)
    if taught is None:
        taught = teach(teacher, [*articles, *read_unlabelled(unlabelled)], report)
        save(taught, state)
    return taught


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
