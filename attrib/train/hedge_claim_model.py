"""Labelled claims -> the weights that ``attrib.hedge.claims`` judges with.

In: claims with their labels and the spans that hedge them, and the trained cue model. Out: ``claims.json``:
plain arrays, the same bytes when trained again.

A candidate is a hedge of its claim where a marked span touches it. The claim's regression is fitted on
candidates scored by a model of the other articles, so that it sees scores as good as those of unseen text; it
is thereby the calibration too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib.errors import AttribError
from attrib.hedge import modifiers
from attrib.hedge.certainty import drops
from attrib.hedge.claims import FORMAT
from attrib.hedge.model import Linear
from attrib.hedge.questions import is_question
from attrib.hedge.reading import Reading, read
from attrib.hedge.scope import claim_features, features
from attrib.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.hedge.model import Model
    from attrib.train.hedge_claims import Labelled

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
    claims: Sequence[Read], cue_model: Model, rated: Sequence[tuple[str, float]] = ()
) -> dict[str, Any]:
    """What ``claims.json`` holds, learnt from the claims and, for ``strength``, from rated sentences.

    Raises:
        AttribError: If the claims do not tell hedged from asserted.
    """
    told = [item for item in claims if not item.asks and item.claim.label != "question"]
    scored: list[tuple[Read, list[float]]] = []
    for number in range(FOLDS):
        part = [item for item in told if _fold(item.claim) == number]
        if part:
            model = fit_candidates([item for item in told if _fold(item.claim) != number])
            scored += [(item, model.scores(candidate_rows(item.reading))) for item in part]
    candidate = fit_candidates(told).export()
    return {
        "format": FORMAT,
        "candidate": candidate,
        "claim": fit_verdicts(scored).export(),
        "strength": fit_strength(rated, cue_model, Linear(**candidate)),
    }


def fit_strength(rated: Sequence[tuple[str, float]], cue_model: Model, candidates: Linear) -> dict[str, Any]:
    """Weights of the drops of certainty, fitted to rated sentences; unrated sentences leave them at 1.

    Args:
        rated: Sentences, each with its human certainty from 1 to 6.
        cue_model: The cue model.
        candidates: The candidates' model as exported.
    """
    from sklearn.feature_extraction import DictVectorizer  # the door to scikit-learn
    from sklearn.linear_model import Ridge

    rows = [sentence_drops(text, cue_model, candidates) for text, _ in rated]
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


def sentence_drops(text: str, cue_model: Model, candidates: Linear) -> dict[str, float]:
    """The drops of certainty of a sentence by itself, read as an indirect statement."""
    attribution = Attribution(
        (Span(0, len(text)),), (), (), "indirect", (), "statement", None, None, floating=False, confidence=1.0
    )
    reading = read(text, (0,), attribution, model=cue_model)
    odds = [candidates.weighted(row) for row in candidate_rows(reading)]
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
