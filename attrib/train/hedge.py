"""Sentences with hedge cues, and labelled claims -> the weights that ``attrib.hedge`` judges with.

In: the Szeged Uncertainty Corpus; claims labelled for this project; the extraction models. Out:
``weights.json``, ``claims.json`` and a probe for each extraction model (plain arrays, byte-identical when
trained again), and ``measures.json`` (what was measured on the parts that were not trained on).
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from attrib.hedge.claims import from_json as claim_model
from attrib.hedge.claims import load as load_claims
from attrib.hedge.hints import file_name, probe
from attrib.hedge.model import from_json
from attrib.hedge.model import load as load_cues
from attrib.train.hedge_claim_measures import Listener, measure_model
from attrib.train.hedge_claim_model import fit_claims, read_all
from attrib.train.hedge_claims import read_claims
from attrib.train.hedge_corpus import read_certainty, read_rows
from attrib.train.hedge_cue_model import fit
from attrib.train.hedge_measures import measure
from attrib.train.hedge_probe import Encoder
from attrib.train.hedge_probe import export as export_probe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from attrib.train.hedge_claim_model import Read


def train_hedge(
    corpus: Sequence[Path],
    *,
    output: Path,
    report: Callable[[str], None],
    claims: Sequence[Path] = (),
    articles: Sequence[Path] = (),
    encoders: Sequence[Path] = (),
) -> None:
    """Train the hedge classifiers, write them and say how well they do.

    Args:
        corpus: Files of the Szeged corpus, or folders that hold them (``szeged_*.jsonl``).
        output: Folder for ``weights.json``, ``claims.json``, a probe for each encoder and ``measures.json``.
        report: Called with each line for the user.
        claims: Files of labelled claims; without any only the cue model is trained.
        articles: Files with the articles of those claims.
        encoders: Folders of the extraction models that give hints, the one that counts first.

    Raises:
        AttribError: If the data cannot be read or hold too little.
    """
    import sklearn.linear_model  # noqa: F401 - the limit below reaches only libraries that are loaded
    from threadpoolctl import threadpool_limits  # comes with scikit-learn

    rows = read_rows(corpus)
    train = [row for row in rows if row.train]
    dev = [row for row in rows if not row.train]
    report(f"{len(train)} sentences to train on, {len(dev)} for dev")
    output.mkdir(parents=True, exist_ok=True)
    with threadpool_limits(limits=1):  # sums in another order would round the weights another way
        weights = fit(train)
        _write(output / "weights.json", weights)
        report(f"{len(weights['forms'])} cue forms, {len(weights['cue']['weights'])} features")
        measures = measure(weights, train, dev, report=report)
        if claims:
            found = read_all(read_claims(claims, articles), from_json(weights))
            ears = [Encoder(folder) for folder in encoders]
            measures |= _train_claims(weights, corpus, found, ears, output=output, report=report)
    _write(output / "measures.json", measures)


def _train_claims(
    weights: dict[str, Any],
    corpus: Sequence[Path],
    claims: Sequence[Read],
    encoders: Sequence[Encoder],
    *,
    output: Path,
    report: Callable[[str], None],
) -> dict[str, Any]:
    """Train and measure the model of claims upon that of cues."""
    cues = from_json(weights)
    train = [item for item in claims if not item.claim.held_out]
    report(f"{len(train)} claims to train on")
    fitted, probes = fit_claims(train, cues, read_certainty(corpus, train=True), encoders)
    _write(output / "claims.json", fitted)
    for encoder in encoders:
        _write(output / file_name(encoder.name), export_probe(probes[encoder.name], encoder))
    listeners = [Listener(one.name, partial(one.hints, probe=probes[one.name])) for one in encoders]
    model, rated = claim_model(fitted), read_certainty(corpus, train=False)
    return measure_model(model, cues, claims, rated, report=report, listeners=listeners)


def measure_hedge(
    corpus: Sequence[Path],
    *,
    claims: Sequence[Path],
    articles: Sequence[Path],
    report: Callable[[str], None],
    model: Path | None = None,
    encoders: Sequence[Path] = (),
) -> dict[str, Any]:
    """Measure trained claim models, the shipped ones unless told otherwise, on the held-out claims.

    Args:
        corpus: Folders that hold the rated sentences for ``strength``.
        claims: Files of labelled claims.
        articles: Files with the articles of those claims.
        report: Called with each line for the user.
        model: Folder of the models.
        encoders: Folders of the extraction models that give hints.
    """
    cues = load_cues(model and model / "weights.json")
    found = read_all(read_claims(claims, articles), cues)
    ears = [Encoder(folder) for folder in encoders]
    listeners = [Listener(one.name, partial(one.hints, probe=probe(one.name, model))) for one in ears]
    return measure_model(
        load_claims(model and model / "claims.json"),
        cues,
        found,
        read_certainty(corpus, train=False),
        report=report,
        listeners=listeners,
    )


def _write(path: Path, data: dict[str, Any]) -> None:
    # A line for each feature: a retrained model shows in a diff what changed.
    path.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
