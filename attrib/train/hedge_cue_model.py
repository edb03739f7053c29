"""Sentences with hedge cues -> the model of cues, ``weights.json``.

In: rows of the Szeged Uncertainty Corpus. Out: plain arrays, the same when trained again.

The biomedical part holds twice the cues but also words that hedge only in papers ("examined", "or"): it
counts a fifth. That share, the regularisation and the rarest feature kept were chosen by cross-validation
within the training part of Wikipedia.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib import lexicons
from attrib.errors import AttribError
from attrib.hedge.features import candidates, features, frame
from attrib.hedge.model import FORMAT
from attrib.hedge.phrases import Phrases, spelling, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.train.hedge_corpus import Row

#: Weight of a biomedical sentence, beside 1 for one of Wikipedia.
BIOMEDICAL = 0.2
#: Inverse regularisation of the model of cues and of that of their types.
C, C_TYPE = 0.5, 2.0
#: A feature seen fewer times is not kept.
RAREST = 3
#: Parts that the training sentences are cut into, by document, for the calibration.
FOLDS = 5
#: A weight nearer to 0 is left out; together with the rounding it is part of the model that is measured.
SMALLEST = 0.02
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a cue form stands: its features, and the type it was marked with (None: no cue)."""

    row: int
    features: tuple[str, ...]
    type: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A scikit-learn model and the vectorizer that names its columns."""

    vectorizer: Any
    model: Any

    def matrix(self, found: Sequence[Candidate]) -> Any:
        """Candidates as rows of a sparse matrix of ones."""
        matrix = self.vectorizer.transform(dict.fromkeys(item.features, 1.0) for item in found)
        # liblinear takes 32-bit indices only.
        matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
        return matrix


class Calibration(NamedTuple):
    """What unseen sentences tell of a model.

    Attributes:
        slope: With ``shift`` it makes the model's log-odds calibrated (Platt 1999).
        shift: See ``slope``.
        missed: Share of hedged sentences among those in which the model knows no cue.
    """

    slope: float
    shift: float
    missed: float


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """What ``weights.json`` holds, learnt from the rows."""
    unseen = calibration(rows)
    forms = cue_forms(rows)
    found = collect(rows, forms)
    cue = calibrated(cue_model(found), slope=unseen.slope, shift=unseen.shift)
    return export(forms, cue, type_model(found), missed=unseen.missed)


def export(forms: Iterable[str], cue: Fitted, kind: Fitted, *, missed: float) -> dict[str, Any]:
    """Two fitted models as plain arrays, as ``attrib.hedge.model`` reads them."""
    return {
        "format": FORMAT,
        "forms": sorted(forms),
        "cue": _linear(cue, cue.model.coef_[0], cue.model.intercept_[0]),
        "types": _types(kind),
        "missed": round(missed, _DECIMALS),
    }


def cue_forms(rows: Iterable[Row]) -> set[str]:
    """Every word or phrase that is marked as a cue anywhere in the rows.

    Of a verb marked as doxastic its other forms as well ("alleges", where only "alleged" is marked): in
    cross-validation that found more of them, and no more of the other types.
    """
    marked = {(spelling(row.text[start:end]), kind) for row in rows for start, end, kind in row.cues}
    inflected = _inflections()
    doxastic = (form for form, kind in marked if kind == "doxastic")
    return (
        {form for form, _ in marked} | {other for form in doxastic for other in inflected.get(form, ())}
    ) - {""}


def _inflections() -> dict[str, set[str]]:
    """For each form of a verb of the cue lexicon all its forms of one word."""
    forms: dict[str, set[str]] = {}
    for entry in lexicons.entries("cues"):
        if entry["pos"] == "verb":
            words = {word for word in map(spelling, entry["forms"]) if " " not in word}
            for word in words:
                forms.setdefault(word, set()).update(words)
    return forms


def collect(rows: Sequence[Row], forms: Iterable[str]) -> list[Candidate]:
    """The candidates of all rows, each with its features and its mark."""
    phrases = Phrases(forms)
    found = []
    for number, row in enumerate(rows):
        tokens = tokenise(row.text)
        around = frame(tokens)
        for match in candidates(tokens, phrases):
            start, end = tokens[match.first].start, tokens[match.last - 1].end
            types = [kind for first, last, kind in row.cues if first < end and start < last]
            weight = BIOMEDICAL if row.biomedical else 1.0
            names = tuple(features(tokens, match, around))
            found.append(Candidate(number, names, types[0] if types else None, weight))
    return found


def cue_model(found: Sequence[Candidate]) -> Fitted:
    """Logistic regression: is a candidate a cue?

    Raises:
        AttribError: If the candidates are all cues, or none is.
    """
    from sklearn.linear_model import LogisticRegression  # the door to scikit-learn

    marked = [item.type is not None for item in found]
    if len(set(marked)) < 2:
        raise AttribError("hedge corpus: words marked as cues in some places and not in others are needed")
    # liblinear: exact to its tolerance and single-threaded, so that training again gives the same bytes.
    fitted = Fitted(_vectorizer(found), LogisticRegression(C=C, solver="liblinear", random_state=0))
    fitted.model.fit(fitted.matrix(found), marked, sample_weight=[item.weight for item in found])
    return fitted


def type_model(found: Sequence[Candidate]) -> Fitted:
    """Multinomial logistic regression over the marked candidates: which type of cue?

    Raises:
        AttribError: If all cues are of one type.
    """
    from sklearn.linear_model import LogisticRegression  # the door to scikit-learn

    cues = [item for item in found if item.type is not None]
    if len({item.type for item in cues}) < 2:
        raise AttribError("hedge corpus: cues of at least two types are needed")
    model = LogisticRegression(C=C_TYPE, solver="lbfgs", tol=1e-8, max_iter=2000)
    fitted = Fitted(_vectorizer(cues), model)
    weights = [item.weight for item in cues]
    model.fit(fitted.matrix(cues), [item.type for item in cues], sample_weight=weights)
    model.coef_, model.intercept_ = _rounded(model.coef_), model.intercept_.round(_DECIMALS)
    return fitted


def calibration(rows: Sequence[Row]) -> Calibration:
    """Score each fifth of the documents by a model of the others; nothing but training data is used."""
    from sklearn.linear_model import LogisticRegression  # the door to scikit-learn

    scores: list[list[float]] = []
    unseen: list[Candidate] = []
    plain: list[bool] = []
    for number in range(FOLDS):
        rest = [row for row in rows if _fold(row) != number]
        part = [row for row in rows if _fold(row) == number]
        forms = cue_forms(rest)
        fitted = cue_model(collect(rest, forms))
        found = collect(part, forms)
        if found:
            scores += [[score] for score in fitted.model.decision_function(fitted.matrix(found))]
        unseen += found
        known = {item.row for item in found if item.type is not None}
        plain += [row.uncertain for i, row in enumerate(part) if i not in known and not row.biomedical]
    platt = LogisticRegression(C=1e6, solver="liblinear", random_state=0)
    weights = [item.weight for item in unseen]
    platt.fit(scores, [item.type is not None for item in unseen], sample_weight=weights)
    missed = sum(plain) / max(len(plain), 1)
    return Calibration(float(platt.coef_[0, 0]), float(platt.intercept_[0]), missed)


def calibrated(fitted: Fitted, *, slope: float, shift: float) -> Fitted:
    """The model with the calibration folded into its weights, which are rounded as they are written."""
    fitted.model.coef_ = _rounded(fitted.model.coef_ * slope)
    fitted.model.intercept_ = (fitted.model.intercept_ * slope + shift).round(_DECIMALS)
    return fitted


def _rounded(coefficients: Any) -> Any:
    coefficients[abs(coefficients) < SMALLEST] = 0
    return coefficients.round(_DECIMALS)


def _vectorizer(found: Sequence[Candidate]) -> Any:
    from sklearn.feature_extraction import DictVectorizer  # the door to scikit-learn

    seen = Counter(name for item in found for name in item.features)
    return DictVectorizer().fit([{name: 1.0 for name in seen if seen[name] >= RAREST}])


def _linear(fitted: Fitted, coefficients: Any, intercept: Any) -> dict[str, Any]:
    columns = fitted.vectorizer.vocabulary_
    weights = {name: float(coefficients[i]) for name, i in columns.items() if coefficients[i]}
    return {"intercept": float(intercept), "weights": weights}


def _types(fitted: Fitted) -> dict[str, Any]:
    """The type model with a row for each class (of two classes scikit-learn keeps only the second's)."""
    classes = [str(name) for name in fitted.model.classes_]
    rows = [_linear(fitted, *row) for row in zip(fitted.model.coef_, fitted.model.intercept_, strict=True)]
    if len(rows) == 1:
        rows.insert(0, {"intercept": 0.0, "weights": {}})
    return dict(zip(classes, rows, strict=True))


def _fold(row: Row) -> int:
    return hashlib.sha256(row.doc.encode()).digest()[0] % FOLDS
