"""Training the tagger, on a tiny corpus; needs the train extra."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")
pytest.importorskip("onnx", reason="needs the train extra")

from attrib.errors import AttribError  # noqa: E402
from attrib.extract import labels  # noqa: E402
from attrib.extract.model import Model  # noqa: E402
from attrib.extract.windows import inputs  # noqa: E402
from attrib.train import corpus, export, fit  # noqa: E402
from attrib.train.encoders import FAST  # noqa: E402
from attrib.train.tagger import Advice, Tagger, buckets  # noqa: E402
from attrib.train.teacher import load, read_unlabelled, save, teach  # noqa: E402

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


def test_contents_are_read_too_where_gold_has_nested_attributions() -> None:
    text = "“I hope it rains and he says it will,” said Ann Lee."
    outer = {"source": [[44, 51]], "cue": [[39, 43]], "content": [[0, 38]], "parent": None}
    hope = {"source": [[1, 2]], "cue": [[3, 7]], "content": [[8, 16]], "parent": 0}
    says = {"source": [[21, 23]], "cue": [[24, 28]], "content": [[29, 36]], "parent": 0, "optional": True}
    article = {"id": "b", "text": text, "attributions": [outer, hope, says]}
    whole, inner = corpus.examples(article, fit.tokenizer(), None)
    assert [whole.window.tokens[span[0]].start for span, _ in whole.contents] == [0]
    assert [text[slice(*token)] for token in inner.window.tokens][:3] == ["I", "hope", "it"]
    assert [inner.window.tokens[start].start for (start, _), _ in inner.contents] == [8, 29]
    (flat,) = corpus.examples({**article, "attributions": [outer]}, fit.tokenizer(), None)
    assert flat.labels == whole.labels


def test_optional_attributions_count_now_and_then() -> None:
    optional = {**ARTICLE, "attributions": [{**one, "optional": True} for one in ARTICLE["attributions"]]}
    counts = {
        len(example.contents)
        for seed in range(20)
        for example in corpus.examples(optional, fit.tokenizer(), random.Random(seed))
    }
    assert {0, 4} <= counts


def test_too_few_articles_for_two_processes_are_one_clear_error() -> None:
    with pytest.raises(AttribError, match="fewer than 2 batches of 1600 word pieces"):
        fit.fit([ARTICLE], epochs=1, seed=1, report=print)


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
    size = len(window.tokens)
    both = session.run(None, inputs([window, window]))
    # Windows of one run do not see each other.
    assert all(np.allclose(one[:size], one[size:], atol=1e-5) for one in both)
    # Nor does it matter that a window alone goes through the other branch.
    alone = session.run(None, inputs([window]))
    assert all(np.allclose(one, two[:size], atol=1e-5) for one, two in zip(alone, both, strict=True))
    emissions, vectors, states = (one[:size] for one in both)
    pieces, features, mask, first, _, _ = fit.collate([example])
    with torch.no_grad():
        expected, expected_vectors = tagger(pieces, features, mask, first)
    # int8 against float32: alike, not equal.
    assert np.corrcoef(emissions.ravel(), expected[0].numpy().ravel())[0, 1] > 0.97
    assert np.corrcoef(vectors.ravel(), expected_vectors[0].numpy().ravel())[0, 1] > 0.97
    # The labels are told from the states after the last layer.
    assert states.shape == (size, len(tagger.layers) * tagger.encoder.width)
    last = tagger.emit(torch.from_numpy(states[:, -tagger.encoder.width :])).detach().numpy()
    assert np.corrcoef(emissions.ravel(), last.ravel())[0, 1] > 0.99


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
    for reading in model.read([example.window, example.window]):
        assert strings(example, list(reading.cues)) == ["–", "said", "hoped for"]
        assert reading.cue_of_content.argmax(1).tolist()[:3] == [0, 1, 1]


def test_a_teacher_that_is_sure_of_the_gold_teaches_the_gold() -> None:
    torch.manual_seed(2)
    tagger = random_tagger()
    emissions = torch.randn(2, 4, len(labels.LABELS), requires_grad=True)
    gold = torch.tensor(
        [[0, labels.begin("cue"), labels.inside("cue"), 0], [labels.begin("source"), 0, 0, 0]]
    )
    lengths = torch.tensor([4, 2])
    sure = torch.nn.functional.one_hot(gold, len(labels.LABELS)) * 50.0
    advice = Advice(sure, tagger.steps().detach(), torch.tensor([1.0, 0.5]))
    taught = tagger.label_loss(emissions, gold, lengths, advice)
    plain = tagger.label_loss(emissions, gold, lengths)
    assert taught.item() == pytest.approx(plain.item(), abs=1e-3)


def test_an_unsure_teacher_teaches_its_distribution_over_all_paths() -> None:
    import itertools

    torch.manual_seed(4)
    tagger = random_tagger()
    size = len(labels.LABELS)
    emissions, taught = torch.randn(1, 3, size), torch.randn(1, 3, size)
    steps = tagger.steps().detach()

    def chances(scores: Any) -> Any:
        paths = itertools.product(range(size), repeat=3)
        pairs_of = (zip((0, *path), path, strict=False) for path in paths)
        totals = [sum(steps[a, b] + scores[0, i, b] for i, (a, b) in enumerate(pairs)) for pairs in pairs_of]
        return torch.log_softmax(torch.tensor(totals), 0)

    expected = -(chances(taught).exp() * chances(emissions)).sum()
    advice = Advice(taught, steps, torch.ones(1))
    loss = tagger.label_loss(emissions, torch.zeros(1, 3, dtype=torch.long), torch.tensor([3]), advice)
    assert loss.item() == pytest.approx(expected.item(), abs=1e-3)


def test_the_teacher_says_what_it_sees_of_every_token(tmp_path: Path) -> None:
    (one, other) = teach(random_tagger(), [ARTICLE, {"id": "b", "text": "She said so."}], print)
    assert len(other["scores"].starts) == 4
    save([one, other], tmp_path)
    kept = load(tmp_path)
    assert kept is not None
    assert kept[1]["text"] == "She said so."
    (example,) = corpus.examples(kept[0], fit.tokenizer(), None)
    assert example.annotated
    assert len(example.cues) == 3
    (untold,) = corpus.examples(kept[1], fit.tokenizer(), None)
    assert not untold.annotated
    assert not untold.contents
    assert example.scores is not None
    tokens = example.window.tokens
    breaks = [index for index, token in enumerate(tokens) if token.start == token.end]
    assert breaks
    for index in range(len(tokens)):
        if index in breaks:
            assert example.scores[index].argmax() == labels.OUTSIDE
        else:
            row = list(one["scores"].starts).index(tokens[index].start)
            assert example.scores[index].tolist() == one["scores"].emissions[row].astype(float).tolist()


def test_long_texts_are_cut_at_paragraphs(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {number} says " + "word " * 200 for number in range(30))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    (tmp_path / "more.jsonl").write_text('{"id": "x", "text": "She said so."}\nno json\n', encoding="utf-8")
    pieces = list(read_unlabelled([tmp_path / "long.txt", tmp_path / "more.jsonl"]))
    assert len(pieces) > 3
    assert len({piece["id"] for piece in pieces}) == len(pieces)
    assert [p.strip() for piece in pieces[:-1] for p in piece["text"].split("\n\n")] == [
        paragraph.strip() for paragraph in text.split("\n\n")
    ]
    assert pieces[-1]["text"] == "She said so."


def test_a_stopped_training_ends_where_an_undisturbed_one_does(tmp_path: Path) -> None:
    def train(folder: Path) -> Tagger:
        return fit.fit([ARTICLE] * 60, epochs=2, seed=3, report=print, encoder=FAST, checkpoint=folder)

    whole = train(tmp_path).state_dict()
    assert {path.name for path in tmp_path.glob("epoch2-*.pt")} == {
        "epoch2-process0.pt",
        "epoch2-process1.pt",
    }
    # As if it had been killed when one process had saved its second epoch and the other had not.
    (tmp_path / "epoch2-process1.pt").unlink()
    again = train(tmp_path).state_dict()
    assert all(torch.equal(whole[name], again[name]) for name in whole)


def test_the_fast_tagger_starts_from_layers_of_the_other() -> None:
    first = random_tagger()
    first.emit.weight.data.fill_(0.5)
    weights = first.some_layers(FAST)
    begun = fit.fit([ARTICLE] * 60, epochs=1, seed=3, report=print, encoder=FAST, start=weights)
    # A few steps change little: what was started from is still to be seen.
    assert begun.emit.weight.mean().item() == pytest.approx(0.5, abs=0.05)
    for index, original in enumerate(FAST.layers):
        for one, other in zip(
            begun.layers[index].parameters(), first.layers[original].parameters(), strict=True
        ):
            assert torch.allclose(one, other, atol=0.01)


def test_the_pace_is_a_share_of_the_learning_rate() -> None:
    weights = random_tagger().some_layers(FAST)

    def moved(pace: float) -> float:
        end = fit.fit([ARTICLE] * 60, epochs=2, seed=3, report=print, encoder=FAST, start=weights, pace=pace)
        after = end.state_dict()
        return sum(float((after[name] - value).abs().sum()) for name, value in weights.items())

    assert moved(0.0) == 0.0
    assert 0.0 < moved(0.1) < moved(1.0)


def test_distances_of_the_teacher_are_those_of_mpnet() -> None:
    # Computed with the published formula (T5's relative_position_bucket, bidirectional, 32 buckets, 128).
    row = buckets(200, 32)[100]
    assert row[100 - 7].item() == 7
    assert row[100].item() == 0
    assert row[100 + 7].item() == 23
    assert row[100 - 8].item() == 8
    assert row[100 - 20].item() == 10
    assert row[100 + 90].item() == 16 + 14
    assert row[0].item() == 15
