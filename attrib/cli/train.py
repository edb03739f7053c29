"""``attrib train``: the models from annotated data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from attrib.cli.common import PATHS
from attrib.errors import AttribError
from attrib.resources import model_path

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def train() -> None:
    """Train the models anew from annotated data."""


_CORPUS = click.option(
    "--corpus", multiple=True, required=True, type=PATHS, help="A file or folder of data; may be repeated."
)
_MODEL = click.option("-o", "--output", required=True, type=PATHS, help="Folder for the model.")
_ARTICLES = click.option(
    "--articles", multiple=True, type=PATHS, help="JSON lines with the articles that labels alone are about."
)


def _progress(message: str) -> None:
    click.echo(message, err=True)


@train.command("extract")
@_CORPUS
@_MODEL
@_ARTICLES
@click.option(
    "--unlabelled",
    multiple=True,
    type=PATHS,
    help="Text or JSON lines for a large teacher to label; may be repeated. Default: no teacher.",
)
@click.option(
    "--model",
    type=click.Choice(["default", "fast"]),
    default="default",
    show_default=True,
    help="Which to train.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    help="Passes over all articles in a round.",
)
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Trainings, each from where the last one ended, the last at a lower learning rate.",
)
@click.option("--seed", default=1, show_default=True, help="Of all that is random.")
def train_extract(
    *,
    corpus: tuple[Path, ...],
    output: Path,
    articles: tuple[Path, ...],
    unlabelled: tuple[Path, ...],
    model: str,
    epochs: int,
    rounds: int,
    seed: int,
) -> None:
    """Train the tagger on gold JSON lines (needs the train extra).

    What is done is kept in OUTPUT/state: the same command goes on where it was stopped.
    """
    try:
        from attrib.train.encoders import FAST, SMALL
        from attrib.train.extract import train_extract as run
    except ImportError as error:
        raise AttribError(
            f"training the tagger needs {error.name}: pip install 'attrib[train]'", exit_code=2
        ) from error
    run(
        corpus,
        output=output,
        articles=articles,
        unlabelled=unlabelled,
        encoder=FAST if model == "fast" else SMALL,
        epochs=epochs,
        rounds=rounds,
        seed=seed,
        report=_progress,
    )


@train.command("hedge")
@_CORPUS
@_MODEL
@click.option("--claims", multiple=True, type=PATHS, help="Labelled claims, JSON lines; may be repeated.")
@_ARTICLES
@click.option("--measure", is_flag=True, help="Train nothing; measure the models in OUTPUT.")
def train_hedge(
    *,
    corpus: tuple[Path, ...],
    output: Path,
    claims: tuple[Path, ...],
    articles: tuple[Path, ...],
    measure: bool,
) -> None:
    """Train the hedge classifiers on sentences with cue spans and on labelled claims.

    The encoders of the extraction models listen to the claims' articles: train those models first.
    """
    from attrib.pipeline import MODELS
    from attrib.train.hedge import measure_hedge
    from attrib.train.hedge import train_hedge as run

    data = {
        "claims": claims,
        "articles": articles,
        "encoders": [model_path(name) for name in MODELS.values()],
    }
    if measure:
        measure_hedge(corpus, **data, report=_progress, model=output)
    else:
        run(corpus, **data, output=output, report=_progress)


@train.command("sources")
@_CORPUS
@_MODEL
@_ARTICLES
def train_sources(*, corpus: tuple[Path, ...], output: Path, articles: tuple[Path, ...]) -> None:
    """Learn the ranker of pronouns from gold with sources and entities."""
    from attrib.train.sources import train_sources as run

    run(corpus, output=output, articles=articles, report=_progress)


@train.command("punkt")
@_CORPUS
@_MODEL
def train_punkt(*, corpus: tuple[Path, ...], output: Path) -> None:
    """Learn the sentence splitter's parameters from JSON lines with a text each."""
    from attrib.train.punkt import train_punkt as run

    run(corpus, output=output, report=_progress)
