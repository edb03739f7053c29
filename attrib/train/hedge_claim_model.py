"""Labelled claims -> the weights that ``attrib.hedge.claims`` judges with.

In: claims with their labels and the spans that hedge them, and the trained cue model. Out: ``claims.json``:
plain arrays, the same bytes when trained again.

A candidate is a hedge of its claim where a marked span touches it. The claim's regression is fitted on
candidates scored by models of the other articles, so that it sees scores as good as those of unseen text; it
is thereby the calibration too. So are the probes, which join the encoder's hints to those scores.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib.errors import AttribError
from attrib.hedge import modifiers
from attrib.hedge.certainty import drops
from attrib.hedge.claims import FORMAT
from attrib.hedge.hints import joined
from attrib.hedge.model import Linear
from attrib.hedge.questions import is_question
from attrib.hedge.reading import Reading, read
from attrib.hedge.scope import claim_features, features
from attrib.read import from_text
from attrib.records import Attribution, Span
from attrib.segment import segment
from attrib.train.hedge_probe import fit_probe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from attrib.hedge.model import Model
    from attrib.records import Hints, Probe, Segmented
    from attrib.train.hedge_claims import Labelled
    from attrib.train.hedge_probe import Encoder

#: Inverse regularisation of the candidates' and the claims' model. In cross-validation over the articles of
#: the training part .1 and .3 did better on news than 1 and 3; .1 unlearnt the traps of the short claims.
C_CANDIDATE, C_CLAIM = 0.3, 1.0
#: A feature of candidates seen fewer times is not kept.
RAREST = 2
FOLDS = 5
#: Ridge penalty of the drops of certainty, and how often a word must be seen to have a drop of its own.
ALPHA_STRENGTH = 2.0
RAREST_DROP = 4
_NOTICED = 0.05
_DECIMALS = 4


class Read(NamedTuple):
    """A labelled claim as the classifiers read it.

    Attributes:
        asks: Whether the rule for questions takes it for one.
        hedges: For each candidate, whether it was marked as a hedge of the claim.
    """

    claim: Labelled
    reading: Reading
    asks: bool
    hedges: tuple[bool, ...]


class Fitted(NamedTuple):
    """A scikit-learn model, the vectorizer that names its columns, and its weights rounded as written."""

    vectorizer: Any
    model: Any

    def scores(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """Log-odds of each row."""
        return (
            [float(value) for value in self.model.decision_function(matrix(self.vectorizer, rows))]
            if rows
            else []
        )

    def export(self) -> dict[str, Any]:
        """The model as ``attrib.hedge.model.Linear`` reads it."""
        names, coefficients = self.vectorizer.vocabulary_, self.model.coef_[0]
        weights = {
            name: float(coefficients[column]) for name, column in names.items() if coefficients[column]
        }
        return {"intercept": float(self.model.intercept_[0]), "weights": weights}


def read_all(claims: Sequence[Labelled], cue_model: Model | None = None) -> list[Read]:
    """The claims as the classifiers read them, each by itself: what is nested in them is not told apart."""
    return [_read(claim, cue_model) for claim in claims]


def _read(claim: Labelled, cue_model: Model | None) -> Read:
    segmented = claim.segmented
    starts = [sentence.span.start for sentence in segmented.sentences]
    reading = read(segmented.document.text, starts, claim.attribution, model=cue_model)
    hedges = tuple(
        any(span.start < found.end and found.start < span.end for span in claim.hedges)
        for found in (item.evidence.span for item in reading.candidates)
    )
    asks = is_question(reading.sentences, claim.attribution, segmented.document.text)
    return Read(claim, reading, asks, hedges)


def fit_claims(
    claims: Sequence[Read],
    cue_model: Model,
    rated: Sequence[tuple[str, float]] = (),
    encoders: Sequence[Encoder] = (),
) -> tuple[dict[str, Any], dict[str, Probe]]:
    """Learn from the claims and, for ``strength``, from rated sentences.

    Args:
        claims: To train on.
        cue_model: The cue model.
        rated: Sentences, each with its human certainty.
        encoders: Extraction models to listen to; claims and strength are judged as with the first.

    Returns:
        What ``claims.json`` holds, and the probes by the names of the encoders.

    Raises:
        AttribError: If the claims do not tell hedged from asserted.
    """
    told = [item for item in claims if not item.asks and item.claim.label != "question"]
    own = _unseen(told)
    candidate = fit_candidates(told).export()
    probes: dict[str, Probe] = {}
    odds = own
    for encoder in reversed(encoders):
        probes[encoder.name], odds = _joined(told, own, encoder)
    listen = partial(encoders[0].hints, probe=probes[encoders[0].name]) if encoders else None
    fitted = {
        "format": FORMAT,
        "candidate": candidate,
        "claim": fit_verdicts(list(zip(told, odds, strict=True))).export(),
        "strength": fit_strength(rated, cue_model, Linear(**candidate), listen),
    }
    return fitted, probes


def _unseen(claims: Sequence[Read]) -> list[list[float]]:
    """For each claim the log-odds of its candidates by a model of the other articles."""
    found: list[list[float]] = [[] for _ in claims]
    folds = [_fold(item.claim) for item in claims]
    for number in sorted(set(folds)):
        model = fit_candidates([item for item, fold in zip(claims, folds, strict=True) if fold != number])
        for index, item in enumerate(claims):
            if folds[index] == number:
                found[index] = model.scores(candidate_rows(item.reading))
    return found


def _joined(
    claims: Sequence[Read], own: Sequence[Sequence[float]], encoder: Encoder
) -> tuple[Probe, list[list[float]]]:
    """The probe of an encoder, and for each claim the log-odds of its candidates with the hints of it."""
    import numpy as np

    counts = [len(item.hedges) for item in claims]
    probe, joint = fit_probe(
        encoder.candidates(claims),
        np.array([value for values in own for value in values]),
        np.array([mark for item in claims for mark in item.hedges]),
        np.repeat([_fold(item.claim) for item in claims], counts),
    )
    return probe, [part.tolist() for part in np.split(joint, np.cumsum(counts)[:-1])]


def fit_strength(
    rated: Sequence[tuple[str, float]],
    cue_model: Model,
    candidates: Linear,
    listen: Callable[[Segmented], Hints] | None = None,
) -> dict[str, Any]:
    """Weights of the drops of certainty, fitted to rated sentences; unrated sentences leave them at 1.

    Args:
        rated: Sentences, each with its human certainty from 1 to 6.
        cue_model: The cue model.
        candidates: The candidates' model as exported.
        listen: Gives the hints of a sentence.
    """
    from sklearn.feature_extraction import DictVectorizer  # the door to scikit-learn
    from sklearn.linear_model import Ridge

    rows = [sentence_drops(text, cue_model, candidates, listen) for text, _ in rated]
    plain = [rating for row, (_, rating) in zip(rows, rated, strict=True) if not any(row.values())]
    if not plain:
        return {"intercept": 0.0, "weights": {"greatest": 1.0}}
    unhedged = sum(plain) / len(plain)
    seen = Counter(name for row in rows for name, value in row.items() if abs(value) > _NOTICED)
    kept = sorted(name for name in seen if seen[name] >= RAREST_DROP)
    vectorizer = DictVectorizer().fit([dict.fromkeys(kept, 1.0)])
    model = Ridge(alpha=ALPHA_STRENGTH, positive=True, solver="lbfgs", tol=1e-8)
    model.fit(vectorizer.transform(rows).toarray(), [1 - rating / unhedged for _, rating in rated])
    weights = {
        name: round(float(model.coef_[column]), _DECIMALS) for name, column in vectorizer.vocabulary_.items()
    }
    return {"intercept": 0.0, "weights": {name: weight for name, weight in weights.items() if weight}}


def sentence_drops(
    text: str,
    cue_model: Model,
    candidates: Linear,
    listen: Callable[[Segmented], Hints] | None = None,
) -> dict[str, float]:
    """The drops of certainty of a sentence by itself, read as an indirect statement."""
    attribution = Attribution(
        (Span(0, len(text)),), (), (), "indirect", (), "statement", None, None, floating=False, confidence=1.0
    )
    hints = listen(segment(from_text(text))) if listen else None
    reading = read(text, (0,), attribution, model=cue_model, hints=hints)
    odds = [
        joined(hints, item.evidence.span, candidates.weighted(row))
        for item, row in zip(reading.candidates, candidate_rows(reading), strict=True)
    ]
    found = [item for tokens in reading.sentences for item in modifiers.find(tokens)]
    return drops(reading, odds, found)


def fit_candidates(claims: Sequence[Read]) -> Fitted:
    """The model of candidates."""
    rows = [row for item in claims for row in candidate_rows(item.reading)]
    return fit(rows, [mark for item in claims for mark in item.hedges], strength=C_CANDIDATE, rarest=RAREST)


def fit_verdicts(scored: Sequence[tuple[Read, Sequence[float]]]) -> Fitted:
    """The model of claims, given the log-odds of their candidates."""
    rows = [verdict_row(item.reading, odds) for item, odds in scored]
    return fit(rows, [item.claim.label == "hedged" for item, _ in scored], strength=C_CLAIM, rarest=1)


def candidate_rows(reading: Reading) -> list[dict[str, float]]:
    """The features of a claim's candidates."""
    return [features(reading.sentences[item.number], item, reading.claim) for item in reading.candidates]


def verdict_row(reading: Reading, odds: Sequence[float]) -> dict[str, float]:
    """The features of a claim."""
    found = [(item.evidence.type, value) for item, value in zip(reading.candidates, odds, strict=True)]
    return claim_features(found, reading.claim)


def fit(rows: Sequence[Mapping[str, float]], gold: Sequence[bool], *, strength: float, rarest: int) -> Fitted:
    """Logistic regression over named features, its weights rounded.

    Raises:
        AttribError: If all rows are of one class.
    """
    from sklearn.feature_extraction import DictVectorizer  # the door to scikit-learn
    from sklearn.linear_model import LogisticRegression

    if len(set(gold)) < 2:
        raise AttribError("labelled claims: both hedged and asserted ones are needed to train on")
    seen = Counter(name for row in rows for name in row)
    vectorizer = DictVectorizer().fit([dict.fromkeys(sorted(n for n in seen if seen[n] >= rarest), 1.0)])
    # liblinear: exact to its tolerance and single-threaded, so that training again gives the same bytes.
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
    model.fit(matrix(vectorizer, rows), gold)
    model.coef_, model.intercept_ = model.coef_.round(_DECIMALS), model.intercept_.round(_DECIMALS)
    return Fitted(vectorizer, model)


def matrix(vectorizer: Any, rows: Sequence[Mapping[str, float]]) -> Any:
    """Rows of named features as a sparse matrix."""
    sparse = vectorizer.transform(rows)
    # liblinear takes 32-bit indices only.
    sparse.indices, sparse.indptr = sparse.indices.astype("int32"), sparse.indptr.astype("int32")
    return sparse


def _fold(claim: Labelled) -> int:
    return hashlib.sha256(claim.article.encode()).digest()[1] % FOLDS
