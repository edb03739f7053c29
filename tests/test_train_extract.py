"""Training the tagger, on a tiny corpus; needs the train extra."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")
pytest.importorskip("onnx", reason="needs the train extra")

from attrib.extract import labels  # noqa: E402
from attrib.extract.model import Model  # noqa: E402
from attrib.train import corpus, export, fit  # noqa: E402
from attrib.train.tagger import Tagger  # noqa: E402

pytestmark = pytest.mark.train

ARTICLE: dict[str, Any] = {
    "id": "a",
    "text": "Rain will fall – minister.\n\n“It will,” said Ann Lee. “And soon.”\nShe hoped for the best.",
    "attributions": [
        {"source": [[17, 25]], "cue": [[15, 16]], "content": [[0, 14]]},
        {"source": [[44, 51]], "cue": [[39, 43]], "content": [[28, 38], [53, 64]]},
        {"source": [[65, 68]], "cue": [[69, 78]], "content": [[79, 87]]},
    ],
}


def strings(example: corpus.Example, spans: list[tuple[int, int]]) -> list[str]:
    tokens = example.window.tokens
    return [ARTICLE["text"][tokens[start].start : tokens[end - 1].end] for start, end in spans]


def test_examples_carry_the_gold() -> None:
    (example,) = corpus.examples(ARTICLE, fit.tokenizer(), None)
    assert strings(example, [span for span, _ in example.contents]) == [
        "Rain will fall",
        "“It will,”",
        "“And soon.”",
        "the best",
    ]
    assert [cue for _, cue in example.contents] == [0, 1, 1, 2]
    assert strings(example, [span for span, _ in example.cues]) == ["–", "said", "hoped for"]
    assert strings(example, list(example.sources)) == ["minister", "Ann Lee", "She"]
    found = [(role, start, end) for role, start, end in labels.spans(example.labels)]
    assert len(found) == 4 + 3 + 3


def test_augmenting_keeps_every_offset() -> None:
    import random

    text = ARTICLE["text"]
    variants = {corpus.augment(text, random.Random(seed)) for seed in range(40)}
    assert {len(variant) for variant in variants} == {len(text)}
    assert any("‘It will,’" in variant for variant in variants)
    assert any('"It will,"' in variant for variant in variants)
    assert any("minister \n" in variant for variant in variants)


def random_tagger() -> Tagger:
    torch.manual_seed(0)
    tagger = Tagger()
    tagger.load_pretrained()
    for embedding in tagger.features:
        torch.nn.init.normal_(embedding.weight, std=0.02)
    return tagger.eval()


def test_the_exported_network_is_the_trained_one(tmp_path: Path) -> None:
    tagger = random_tagger()
    export.write(tagger, tmp_path)
    import onnxruntime

    session = onnxruntime.InferenceSession(tmp_path / "model.onnx", providers=["CPUExecutionProvider"])
    (example,) = corpus.examples(ARTICLE, fit.tokenizer(), None)
    window = example.window
    names = {"pieces": window.pieces, "features": window.features, "first": window.first}
    emissions, vectors = session.run(None, names)
    pieces, features, mask, first, _, _ = fit.collate([example])
    with torch.no_grad():
        expected, expected_vectors = tagger(pieces, features, mask, first)
    # int8 against float32: alike, not equal.
    assert np.corrcoef(emissions.ravel(), expected[0].numpy().ravel())[0, 1] > 0.97
    assert np.corrcoef(vectors.ravel(), expected_vectors[0].numpy().ravel())[0, 1] > 0.97


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    tagger = random_tagger()
    export.write(tagger, tmp_path / "a")
    export.write(tagger, tmp_path / "b")
    for name in ("model.onnx", "head.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_label_loss_is_the_likelihood_over_all_paths() -> None:
    import itertools

    torch.manual_seed(1)
    tagger = random_tagger()
    emissions = torch.randn(1, 3, len(labels.LABELS))
    steps = tagger.steps().detach()
    scores = {}
    for path in itertools.product(range(len(labels.LABELS)), repeat=3):
        pairs = zip((0, *path), path, strict=False)
        scores[path] = sum(float(steps[a, b] + emissions[0, i, b]) for i, (a, b) in enumerate(pairs))
    gold = (labels.begin("cue"), labels.inside("cue"), 0)
    expected = torch.logsumexp(torch.tensor(list(scores.values())), 0) - scores[gold]
    loss = tagger.label_loss(emissions, torch.tensor([gold]), torch.tensor([3]))
    assert loss.item() == pytest.approx(float(expected), abs=1e-3)


def test_training_learns_and_the_model_loads(tmp_path: Path) -> None:
    tagger = fit.fit([ARTICLE] * 120, epochs=12, seed=1, report=print)
    export.write(tagger, tmp_path)
    fit.tokenizer().save(str(tmp_path / "tokenizer.json"))
    head = json.loads((tmp_path / "head.json").read_text())
    head["calibration"] = {"weights": [0.0] * 5, "bias": [0.0]}
    (tmp_path / "head.json").write_text(json.dumps(head))
    model = Model(tmp_path)
    (example,) = corpus.examples(ARTICLE, model.tokenizer, None)
    reading = model.read(example.window)
    assert strings(example, list(reading.cues)) == ["–", "said", "hoped for"]
    assert reading.cue_of_content.argmax(1).tolist()[:3] == [0, 1, 1]


def test_the_mean_of_taggers_has_their_mean_weights() -> None:
    one, other = random_tagger(), random_tagger()
    with torch.no_grad():
        other.emit.bias.add_(2.0)
    both = fit.mean([one, other])
    assert torch.allclose(both.emit.bias, one.emit.bias + 1.0)
    assert torch.allclose(both.pair.weight, one.pair.weight)
