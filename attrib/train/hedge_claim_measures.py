"""How well claims are told hedged or not, on articles kept out of training, beside what is simpler.

In: held-out claims as read, the claim model, and the training claims for the baselines. Out: precision,
recall and F1 of "hedged", expected calibration error and Brier skill, each with a bootstrap interval over
articles.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib import lexicons
from attrib.hedge.certainty import LEAST
from attrib.hedge.phrases import Phrases, Token, spelling
from attrib.train.hedge_claim_model import sentence_drops
from attrib.train.hedge_measures import ece, rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from attrib.hedge.claims import ClaimModel
    from attrib.hedge.model import Model
    from attrib.records import Hints, Segmented
    from attrib.train.hedge_claim_model import Read

#: Resamples of the articles behind an interval, and what it leaves out on either side (95 %).
RESAMPLES, TAIL = 1000, 0.025
THRESHOLD = 0.5


class Listener(NamedTuple):
    """An extraction model by the name of its folder, and what gives its hints of a document."""

    name: str
    listen: Callable[[Segmented], Hints]


class Outcome(NamedTuple):
    """One held-out claim: its article, whether it is hedged, whether it is called so, and how probably.

    ``chance`` is None where only a label is given, as for a question.
    """

    article: str
    hedged: bool
    called: bool
    chance: float | None


def measure_model(
    model: ClaimModel,
    cue_model: Model,
    claims: Sequence[Read],
    rated: Sequence[tuple[str, float]],
    *,
    report: Callable[[str], None],
    listeners: Sequence[Listener] = (),
) -> dict[str, Any]:
    """Measure the model on the held-out claims, of each corpus and of all news, and its ``strength``.

    Args:
        model: The claim model.
        cue_model: The cue model it stands on.
        claims: All labelled claims.
        rated: Sentences with a human certainty.
        report: Called with each line for the user.
        listeners: The encoders with their probes; ``strength`` is measured with the first.
    """
    train = [item for item in claims if not item.claim.held_out]
    measures: dict[str, Any] = {}
    held_out = [item for item in claims if item.claim.held_out]
    parts = {
        corpus: [item for item in held_out if item.claim.corpus == corpus]
        for corpus in dict.fromkeys(item.claim.corpus for item in held_out)
    }
    if len(parts.keys() - {"own"}) > 1:
        parts["news"] = [item for item in held_out if item.claim.corpus != "own"]
    heard = [one._replace(listen=_once(one.listen)) for one in listeners]
    for name, part in parts.items():
        report(f"{name} claims:")
        measures[f"{name} claims"] = measure_claims(model, train, part, report=report, listeners=heard)
    if len(rated) > 1:
        listen = listeners[0].listen if listeners else None
        measures["strength"] = measure_strength(model, cue_model, rated, listen)
        report(f"strength and human certainty: {measures['strength']}")
    return measures


def _once(listen: Callable[[Segmented], Hints]) -> Callable[[Segmented], Hints]:
    """The same, which listens to each document once, told apart by what it is, not by what it holds."""
    heard: dict[int, Hints] = {}

    def remembered(document: Segmented) -> Hints:
        if id(document) not in heard:
            heard[id(document)] = listen(document)
        return heard[id(document)]

    return remembered


def measure_claims(
    model: ClaimModel,
    train: Sequence[Read],
    held_out: Sequence[Read],
    *,
    report: Callable[[str], None],
    listeners: Sequence[Listener] = (),
) -> dict[str, Any]:
    """Measure the model and the baselines on held-out claims.

    Args:
        model: The claim model.
        train: The claims it was trained on.
        held_out: The claims it is measured on.
        report: Called with each line for the user.
        listeners: The encoders with their probes.
    """
    hedged = sum(item.claim.label == "hedged" for item in held_out)
    measures: dict[str, Any] = {"claims": len(held_out), "hedged": hedged}
    report(f"held-out claims: {len(held_out)}, {hedged} of them hedged")
    for name, outcomes in _systems(model, train, held_out, listeners):
        measures[name] = with_intervals(outcomes)
        report(f"{name}: {_line(measures[name])}")
    return measures


def _systems(
    model: ClaimModel, train: Sequence[Read], held_out: Sequence[Read], listeners: Sequence[Listener]
) -> Iterable[tuple[str, list[Outcome]]]:
    for number, listener in enumerate(listeners):
        readings = [replace(item.reading, hints=listener.listen(item.claim.segmented)) for item in held_out]
        yield (
            f"model, hints of {listener.name}" if number else "model",
            [
                _outcome(item, model.judge(reading).probability)
                for item, reading in zip(held_out, readings, strict=True)
            ],
        )
    plain = [_outcome(item, model.judge(item.reading).probability) for item in held_out]
    yield "model without hints" if listeners else "model", plain
    for name, called in (
        ("baseline, any word of the hedge lexicon", _listed(held_out)),
        ("baseline, words marked in at least half of their places", _learnt(train, held_out)),
    ):
        yield (
            name,
            [
                Outcome(item.claim.article, item.claim.label == "hedged", value, float(value))
                for item, value in zip(held_out, called, strict=True)
            ],
        )
    chances = _tfidf(train, held_out)
    yield (
        "baseline, TF-IDF and logistic regression",
        [
            Outcome(item.claim.article, item.claim.label == "hedged", chance >= THRESHOLD, chance)
            for item, chance in zip(held_out, chances, strict=True)
        ],
    )


def _outcome(item: Read, chance: float) -> Outcome:
    hedged = item.claim.label == "hedged"
    if item.asks:
        return Outcome(item.claim.article, hedged, called=False, chance=None)
    return Outcome(item.claim.article, hedged, chance >= THRESHOLD, chance)


def with_intervals(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Each measure with its bootstrap interval: ``{"f1": [value, low, high], …}``."""
    by_article: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_article.setdefault(outcome.article, []).append(outcome)
    articles = list(by_article.values())
    rng = random.Random(0)
    resampled = [
        _measures([item for part in rng.choices(articles, k=len(articles)) for item in part])
        for _ in range(RESAMPLES)
    ]
    found = {}
    for name, value in _measures(outcomes).items():
        values = sorted(sample[name] for sample in resampled)
        low, high = values[int(TAIL * RESAMPLES)], values[int((1 - TAIL) * RESAMPLES) - 1]
        found[name] = [round(value, 4), round(low, 4), round(high, 4)]
    return found


def _measures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    told = [item for item in outcomes if item.chance is not None]
    chances, gold = [item.chance or 0.0 for item in told], [item.hedged for item in told]
    called = rates([item.hedged for item in outcomes], [item.called for item in outcomes])
    return {**called, "ece": ece(chances, gold), "brier skill": brier_skill(chances, gold)}


def brier_skill(chances: Sequence[float], gold: Sequence[bool]) -> float:
    """Share of the Brier score of always saying the base rate that the probabilities save (1: perfect)."""
    base = sum(gold) / len(gold)
    constant = sum((base - true) ** 2 for true in gold)
    own = sum((chance - true) ** 2 for chance, true in zip(chances, gold, strict=True))
    return 1 - own / constant if constant else 0.0


def _words(item: Read) -> list[Token]:
    return [token for tokens in item.reading.sentences for token in tokens]


def _listed(held_out: Sequence[Read]) -> list[bool]:
    forms = [form for entry in lexicons.entries("hedges") for form in entry["forms"]]
    phrases = Phrases(spelling(form.replace("[", "").replace("]", "")) for form in forms)
    return [bool(phrases.find(_words(item))) for item in held_out]


def _learnt(train: Sequence[Read], held_out: Sequence[Read]) -> list[bool]:
    marked: Counter[str] = Counter()
    for item in train:
        text = item.claim.segmented.document.text
        marked.update(spelling(text[span.start : span.end]) for span in item.claim.hedges)
    phrases = Phrases(marked)
    seen = Counter(match.phrase for item in train for match in phrases.find(_words(item)))
    kept = Phrases(form for form in marked if form and 2 * marked[form] >= seen[form])
    return [bool(kept.find(_words(item))) for item in held_out]


def _tfidf(train: Sequence[Read], held_out: Sequence[Read]) -> list[float]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # the door to scikit-learn
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    # C as for sentences, see hedge_measures.
    model = LogisticRegression(C=100, solver="liblinear", random_state=0)
    texts = [" ".join(token.lower for token in _words(item)) for item in train]
    matrix = vectors.fit_transform(texts)
    model.fit(matrix, [item.claim.label == "hedged" for item in train])
    unseen = vectors.transform(" ".join(token.lower for token in _words(item)) for item in held_out)
    return [float(chance) for chance in model.predict_proba(unseen)[:, 1]]


def measure_strength(
    model: ClaimModel,
    cue_model: Model,
    rated: Sequence[tuple[str, float]],
    listen: Callable[[Segmented], Hints] | None = None,
) -> dict[str, float]:
    """Correlation of ``strength`` with the human certainty of sentences."""
    strengths = [
        max(LEAST, min(1.0, 1 - model.strength.weighted(found)))
        for found in (sentence_drops(text, cue_model, model.candidate, listen) for text, _ in rated)
    ]
    ratings = [certainty for _, certainty in rated]
    return {
        "sentences": len(rated),
        "pearson": round(statistics.correlation(strengths, ratings), 4),
        "spearman": round(statistics.correlation(_ranks(strengths), _ranks(ratings)), 4),
    }


def _line(measures: Mapping[str, Sequence[float]]) -> str:
    return ", ".join(
        f"{name} {value:.3f} [{low:.3f}, {high:.3f}]" for name, (value, low, high) in measures.items()
    )


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0, equal values sharing the mean of theirs."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]
