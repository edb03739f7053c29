"""How well a hedge model does on sentences it has not seen, beside what is simpler.

In: the model's weights, training and dev rows. Out: precision, recall, F1 and calibration of "this sentence
is uncertain", cues by type, and three baselines, as a dict for ``measures.json``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrib import lexicons
from attrib.hedge import evidence
from attrib.hedge.model import Model, from_json
from attrib.hedge.phrases import Phrases, spelling, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from attrib.train.hedge_corpus import Row

#: Equal-width bins of the expected calibration error (Guo et al. 2017).
BINS = 10


def measure(
    weights: Mapping[str, Any],
    train: Sequence[Row],
    dev: Sequence[Row],
    *,
    report: Callable[[str], None],
) -> dict[str, Any]:
    """Measure a model on dev.

    Args:
        weights: What ``weights.json`` holds.
        train: What it was trained on, for the baselines.
        dev: What it is measured on.
        report: Called with each line for the user.
    """
    model = from_json(weights)
    measures: dict[str, Any] = {}
    for name, biomedical in (("wikipedia", False), ("biomedical", True)):
        rows = [row for row in dev if row.biomedical is biomedical]
        if rows:
            own = [row for row in train if row.biomedical is biomedical] or train
            measures[name] = _measure(model, own, rows)
            for what, figures in measures[name].items():
                report(f"{name}: {what} {figures}")
    return measures


def _measure(model: Model, train: Sequence[Row], dev: Sequence[Row]) -> dict[str, Any]:
    gold = [row.uncertain for row in dev]
    measures: dict[str, Any] = {"sentences": len(dev), "uncertain sentences": sum(gold)}
    for name, lexicon in (("model", False), ("model and lexicon", True)):
        chances = [probability(model, row.text, lexicon=lexicon) for row in dev]
        measures[name] = rates(gold, [chance >= 0.5 for chance in chances]) | {"ece": ece(chances, gold)}
    measures["cues by type"] = _by_type(model, dev)
    for name, predicted in _baselines(train, dev):
        measures[name] = rates(gold, predicted)
    return measures


def probability(model: Model, text: str, *, lexicon: bool) -> float:
    """Probability that a sentence is hedged."""
    asserted = 1 - model.missed
    for found in evidence.find(tokenise(text), model=model, lexicon=lexicon):
        asserted *= 1 - found.evidence.probability
    return 1 - asserted


def rates(gold: Sequence[bool], predicted: Sequence[bool]) -> dict[str, float]:
    """Precision, recall and F1 of True, rounded to 4 decimals."""
    both = sum(g and p for g, p in zip(gold, predicted, strict=True))
    return _rates(both, sum(predicted), sum(gold))


def ece(chances: Sequence[float], gold: Sequence[bool]) -> float:
    """Expected calibration error: mean distance of probability and frequency over equal-width bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, true in zip(chances, gold, strict=True):
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, true))
    gaps = (abs(sum(chance for chance, _ in part) - sum(true for _, true in part)) for part in bins.values())
    return round(sum(gaps) / len(gold), 4)


def _rates(both: int, predicted: int, gold: int) -> dict[str, float]:
    return {
        "precision": round(both / predicted, 4) if predicted else 0.0,
        "recall": round(both / gold, 4) if gold else 0.0,
        "f1": round(2 * both / (predicted + gold), 4) if predicted + gold else 0.0,
    }


def _by_type(model: Model, dev: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Cues whose span overlaps a gold cue of the same type, by type."""
    both: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for row in dev:
        gold.update(kind for _, _, kind in row.cues)
        for found in evidence.find(tokenise(row.text), model=model, lexicon=False):
            item = found.evidence
            if item.log_odds < 0:
                continue
            predicted[item.type] += 1
            both[item.type] += any(
                start < item.span.end and item.span.start < end and kind == item.type
                for start, end, kind in row.cues
            )
    return {kind: _rates(both[kind], predicted[kind], gold[kind]) for kind in model.types}


def _baselines(train: Sequence[Row], dev: Sequence[Row]) -> Iterable[tuple[str, list[bool]]]:
    yield "baseline, words marked in at least half of their places", _learnt_lexicon(train, dev)
    forms = [form for entry in lexicons.entries("hedges") for form in entry["forms"]]
    own = Phrases(spelling(form.replace("[", "").replace("]", "")) for form in forms)
    yield "baseline, any word of the hedge lexicon", [bool(own.find(tokenise(row.text))) for row in dev]
    yield "baseline, TF-IDF and logistic regression", _tfidf(train, dev)


def _learnt_lexicon(train: Sequence[Row], dev: Sequence[Row]) -> list[bool]:
    marked = Counter(spelling(row.text[start:end]) for row in train for start, end, _ in row.cues)
    phrases = Phrases(marked)
    seen = Counter(match.phrase for row in train for match in phrases.find(tokenise(row.text)))
    kept = Phrases(form for form in marked if 2 * marked[form] >= seen[form])
    return [bool(kept.find(tokenise(row.text))) for row in dev]


def _tfidf(train: Sequence[Row], dev: Sequence[Row]) -> list[bool]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # the door to scikit-learn
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    # C was chosen on a fifth of the training part, among 1, 10 and 100.
    model = LogisticRegression(C=100, solver="liblinear", random_state=0)
    model.fit(vectors.fit_transform(row.text for row in train), [row.uncertain for row in train])
    return [bool(value) for value in model.predict(vectors.transform(row.text for row in dev))]
