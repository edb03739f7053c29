"""The pronoun ranker: gold articles go in, the weights that ``attrib.sources.ranking`` reads come out.

Whom a pronoun means is compared with each other candidate and with "none of these", a comparison an example:
the regression learns weights by which the one meant scores higher (Bradley and Terry, Biometrika 39, 1952).
What resolution knows of a candidate depends on the pronouns before, hence on the ranker: articles are read
again with each new ranker.
"""

from __future__ import annotations

import json
from collections import Counter
from math import exp, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib.errors import AttribError
from attrib.read import from_text
from attrib.scoring.files import read_gold
from attrib.scoring.forms import form_of, shares_name, words
from attrib.scoring.given import attributions_of, ordered
from attrib.segment import segment
from attrib.sources import circumstances
from attrib.sources.pronouns import FEATURES
from attrib.sources.ranking import GROUPS, Ranker, score, spread
from attrib.sources.resolve import Choices, choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from attrib.records import Attribution, Segmented
    from attrib.sources.pronouns import Features

#: Inverse strength of the ridge, chosen among 0.1, 0.3 and 1 by cross-validation on seeds/train.
_STRENGTH = 0.3
#: How large the corrections for a group count while learning: the smaller, the nearer the ridge holds their
#: weights to 0. Chosen among 0.25, 0.4 and 1 in the same way.
_CORRECTING = 0.4
_ROUNDS = 3
_FOLDS = 5
#: How many right links one wrong link outweighs when the threshold is chosen: an audit is better served by a
#: pronoun that is left open, with its candidates, than by words in the wrong mouth.
_COST = 2.0
_THRESHOLDS = tuple(step / 100 for step in range(20, 95, 5))
_DECIMALS = 4
#: Where learning starts: the last speaker, else the nearest.
_START = Ranker(
    tuple(
        {"distance": -1.0, "last speaker": 1.0, "told": 1.0, "given name": 1.0}.get(f, 0.0)
        if group == "all"
        else 0.0
        for group in GROUPS
        for f in FEATURES
    ),
    0.0,
)


class Gold(NamedTuple):
    """One article with what its pronouns mean."""

    document: Mapping[str, Any]
    segmented: Segmented
    attributions: tuple[Attribution, ...]


class Case(NamedTuple):
    """A pronoun with its candidates' features and the one that is meant, None when it is none of them."""

    candidates: Mapping[int, Features]
    meant: int | None


def train_sources(
    corpus: Sequence[Path],
    *,
    output: Path,
    report: Callable[[str], None],
    articles: Sequence[Path] = (),
) -> None:
    """Train the pronoun ranker, write it and say how well it does on articles left out.

    Args:
        corpus: Files of gold JSON lines with ``sources`` and ``entity``.
        output: Folder for ``pronouns.json``.
        report: Called with each line for the user.
        articles: JSON lines with the articles that labels in the corpus are about.

    Raises:
        AttribError: If the corpus cannot be read or holds no pronoun to learn from.
    """
    read = [
        _gold(ordered(document))
        for path in corpus
        for document in read_gold(path, articles=articles)
        if document.get("sources")
    ]
    if not any(case.meant is not None for article in read for case in cases(article, _START)):
        raise AttribError("no pronoun whose source is annotated: nothing to learn from", exit_code=2)
    unseen = [case for article, ranker in _left_out(read) for case in ranked(article, ranker)]
    threshold = choose_threshold(unseen)
    right, answered = _tally(unseen, threshold)
    report(f"{len(unseen)} pronouns in {len(read)} articles, scored by rankers that saw other articles")
    for one in _THRESHOLDS:
        report("threshold {:.2f}: {} right of {} answered".format(one, *_tally(unseen, one)))
    report(f"chosen: {threshold:.2f}")
    ranker = fit(read)
    output.mkdir(parents=True, exist_ok=True)
    rounded = iter([round(weight, _DECIMALS) for weight in ranker.weights])
    weights = {group: {name: next(rounded) for name in FEATURES} for group in GROUPS}
    measures = {"pronouns": len(unseen), "articles": len(read), "right": right, "answered": answered}
    data = {"weights": weights, "threshold": threshold, "cross-validation": measures}
    (output / "pronouns.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def fit(articles: Sequence[Gold]) -> Ranker:
    """The ranker learnt from some articles; without a threshold."""
    ranker = _START
    for _ in range(_ROUNDS):
        found = [case for article in articles for case in cases(article, ranker)]
        weights = _model(found).coef_[0].tolist()
        ranker = Ranker(tuple(w * scale for w, scale in zip(weights, _scales(), strict=True)), 0.0)
    return ranker


def _model(found: Sequence[Case]) -> Any:
    """The regression over all comparisons; every other one is turned round, so that there are two classes."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = np.vstack([np.array(_comparisons(case)) for case in found]) * np.array(_scales())
    won = np.arange(len(rows)) % 2 == 0
    rows[~won] *= -1
    return LogisticRegression(C=_STRENGTH, fit_intercept=False, max_iter=2000).fit(rows, won)


def _comparisons(case: Case) -> list[Features]:
    """By how much the features of the one meant exceed those of each other candidate; "none" has none."""
    none = (0.0,) * len(_scales())
    told = {entity: spread(features) for entity, features in case.candidates.items()}
    meant = none if case.meant is None else told[case.meant]
    others = [features for entity, features in told.items() if entity != case.meant]
    if case.meant is not None:
        others.append(none)
    return [tuple(a - b for a, b in zip(meant, other, strict=True)) for other in others]


def _scales() -> Features:
    """How large each feature counts while learning, in the order of the weights."""
    return tuple(1.0 if group == "all" else _CORRECTING for group in GROUPS for _ in FEATURES)


def cases(article: Gold, ranker: Ranker) -> list[Case]:
    """The pronouns of an article whose source is annotated, as resolution with a ranker sees them."""
    made = choices(article.segmented, article.attributions, ranker)
    listed = article.document["attributions"]
    entities = _entities(article.document, made)
    return [
        Case(candidates, _meant(candidates, listed[index], entities))
        for index, candidates in sorted(made.asked.items())
        if candidates and listed[index].get("entity") is not None
    ]


def _meant(
    candidates: Mapping[int, Features],
    entry: Mapping[str, Any],
    entities: Mapping[int, Counter[int]],
) -> int | None:
    """The candidate that stands for gold's entity: most of whose other mentions are linked to it."""
    accepted = (entry["entity"], *entry.get("entity_alt", ()))
    votes = {c: sum(entities[c][e] for e in accepted) for c in candidates if c in entities}
    best = max(votes, key=lambda c: (votes[c], -c), default=None)
    return best if best is not None and votes[best] > 0 else None


def _entities(document: Mapping[str, Any], made: Choices) -> dict[int, Counter[int]]:
    """For each entity found, how often gold's entities stand behind its mentions, pronouns left out."""
    text, sources = document["text"], document["sources"]
    votes: dict[int, Counter[int]] = {}
    for number, source in enumerate(sources):
        for entity, name in enumerate(made.names):
            if name and source["naming"] == "named" and name.casefold() == source["name"].casefold():
                votes.setdefault(entity, Counter())[number] += 2
        for entity, phrase in enumerate(made.phrases):
            # Somebody who is only ever "he" is known by what first brought them in.
            if phrase and source["naming"] != "named" and _same_phrase(phrase, source["name"]):
                votes.setdefault(entity, Counter())[number] += 1
    for entry, found in zip(document["attributions"], made.found, strict=True):
        gold = entry.get("entity")
        if gold is None or found is None or not entry["source"]:
            continue
        written = " ".join(text[start:end] for start, end in entry["source"])
        form = form_of(written, name=sources[gold]["name"], naming=sources[gold]["naming"])
        named = made.names[found] and sources[gold]["naming"] == "named"
        clash = named and not shares_name(made.names[found], sources[gold]["name"])
        if form not in {"pronoun", "relative pronoun"} and not clash:
            votes.setdefault(found, Counter())[gold] += 1
    return votes


def _same_phrase(one: str, other: str) -> bool:
    """Whether one phrase opens or ends the other, word by word."""
    short, long = sorted((words(one), words(other)), key=len)
    return short in (long[: len(short)], long[-len(short) :])


def _gold(document: Mapping[str, Any]) -> Gold:
    segmented = segment(from_text(document["text"]))
    return Gold(document, segmented, circumstances(segmented, attributions_of(document)))


def _left_out(articles: Sequence[Gold]) -> Iterator[tuple[Gold, Ranker]]:
    """Each article with the ranker learnt from the other parts of the corpus; every fifth makes a part."""
    for part in range(min(_FOLDS, len(articles))):
        rest = [article for index, article in enumerate(articles) if index % _FOLDS != part]
        ranker = fit(rest) if rest else _START
        yield from ((article, ranker) for article in articles[part::_FOLDS])


def ranked(article: Gold, ranker: Ranker) -> Iterator[tuple[float, bool]]:
    """For each pronoun the probability of the best candidate and whether it is the one meant."""
    for case in cases(article, ranker):
        scores = {entity: exp(score(features, ranker)) for entity, features in case.candidates.items()}
        best = max(scores, key=lambda entity: (scores[entity], -entity))
        yield scores[best] / (1 + sum(scores.values())), best == case.meant


def choose_threshold(unseen: Sequence[tuple[float, bool]]) -> float:
    """The lowest threshold at which right links outweigh wrong ones most, less a standard error.

    A pronoun that is left open has neither kind nor naming, so that of thresholds which the articles cannot
    tell apart the one that answers most is best (one-standard-error rule: Breiman et al., Classification
    and Regression Trees, 1984, 3.4.3).
    """

    def worth(threshold: float) -> list[float]:
        return [(1.0 if right else -_COST) if share >= threshold else 0.0 for share, right in unseen]

    best = max(_THRESHOLDS, key=lambda one: (sum(worth(one)), -one))
    for one in _THRESHOLDS:
        lost = [high - low for high, low in zip(worth(best), worth(one), strict=True)]
        if sum(lost) <= sqrt(sum(change * change for change in lost)):
            return one
    return best


def _tally(unseen: Sequence[tuple[float, bool]], threshold: float) -> tuple[int, int]:
    """How many are right and how many answered."""
    answered = [right for probability, right in unseen if probability >= threshold]
    return sum(answered), len(answered)
