"""The model's signals on articles it has not seen -> how they become a confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from attrib.extract.assemble import Scope, flat
from attrib.extract.confidence import features
from attrib.extract.model import Model
from attrib.extract.quoting import Quoting
from attrib.read.paragraphs import paragraph_spans
from attrib.records import Attribution
from attrib.scoring.items import sides
from attrib.scoring.measures import Comparison, right_triple
from attrib.segment.quotes import parse_quotes
from attrib.segment.sentences import sentences
from attrib.segment.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from attrib.extract.drafts import Draft

_FOLDS, _BINS = 5, 10


def calibrate(folder: Path, articles: Sequence[Mapping[str, Any]]) -> tuple[dict[str, list[float]], float]:
    """Fit a logistic regression of "right in the sense of triple" on the signals.

    Args:
        folder: The exported model.
        articles: Gold articles that it was not trained on.

    Returns:
        Weights and bias, and the expected calibration error of such fits on articles left out of them.
    """
    from sklearn.linear_model import LogisticRegression

    model = Model(folder)
    judged = [list(_judged(article, model)) for article in articles]
    signals = [np.array([features(draft.signals) for draft, _ in part]).reshape(-1, 5) for part in judged]
    right = [np.array([verdict for _, verdict in part], dtype=int) for part in judged]
    chances, truths = [], []
    for fold in range(_FOLDS):
        rest = [index for index in range(len(judged)) if index % _FOLDS != fold]
        left = [index for index in range(len(judged)) if index % _FOLDS == fold]
        fitted = LogisticRegression().fit(
            np.concatenate([signals[i] for i in rest]), np.concatenate([right[i] for i in rest])
        )
        chances.append(fitted.predict_proba(np.concatenate([signals[i] for i in left]))[:, 1])
        truths.append(np.concatenate([right[i] for i in left]))
    final = LogisticRegression().fit(np.concatenate(signals), np.concatenate(right))
    values = {
        "weights": [round(float(weight), 6) for weight in final.coef_[0]],
        "bias": [round(float(final.intercept_[0]), 6)],
    }
    return values, _error(np.concatenate(chances), np.concatenate(truths))


def _judged(article: Mapping[str, Any], model: Model) -> Iterator[tuple[Draft, bool]]:
    """The model's attributions of an article, floating and optional ones apart, and whether each is right."""
    text = article["text"]
    spans = paragraph_spans(text)
    quoting = Quoting(parse_quotes(text, spans)[0], words(text))
    scope = Scope(text, spans, tuple(sentence.span for sentence in sentences(text, spans)), quoting)
    drafts = [found.draft for found in flat((scope,), model)[0].found if not found.floating]
    outer = [attribution for attribution in article["attributions"] if attribution.get("parent") is None]
    gold = {"text": text, "attributions": outer}
    comparison = Comparison.of(*sides(gold, [_record(draft) for draft in drafts]))
    right = {p for g, p in comparison.partner.items() if _right(comparison, g, p)}
    return ((draft, index in right) for index, draft in enumerate(drafts) if index not in comparison.excused)


def _right(comparison: Comparison, gold: int, predicted: int) -> bool:
    return right_triple(comparison.gold.items[gold], comparison.predicted.items[predicted])


def _record(draft: Draft) -> Attribution:
    return Attribution(
        content=draft.content,
        cue=draft.cue,
        source=draft.source,
        mode="indirect",
        quoted=(),
        act="other",
        lemma=None,
        parent=None,
        floating=False,
        confidence=0.0,
    )


def _error(chances: Any, truths: Any) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = (
        abs(chances[bins == index].mean() - truths[bins == index].mean()) * (bins == index).mean()
        for index in range(_BINS)
        if (bins == index).any()
    )
    return float(sum(gaps))
