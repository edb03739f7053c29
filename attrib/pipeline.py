"""The order of the stages: an article in, its analysis out."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib import resources, schema
from attrib.errors import AttribError
from attrib.extract import Model, confident, extract
from attrib.hedge import grade, probe
from attrib.read import from_text
from attrib.records import Assembly, Document, Extraction
from attrib.report import article_html, build, dumps
from attrib.report.people import read_people
from attrib.segment import segment
from attrib.sources import trace
from attrib.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Attribution, Segmented


#: Extraction models by the names that users give, and their folders.
MODELS = {"default": "extract", "fast": "extract-fast"}


@dataclass(frozen=True, slots=True, repr=False)
class Analysis:
    """What was found in one article.

    Attributes:
        report: The report, as ``schemas/report-1.0.0.json`` describes it; valid.
    """

    report: Mapping[str, Any]

    @property
    def attributions(self) -> list[Mapping[str, Any]]:
        """The report's attributions."""
        found: list[Mapping[str, Any]] = self.report["attributions"]
        return found

    @property
    def sources(self) -> list[Mapping[str, Any]]:
        """The report's sources."""
        found: list[Mapping[str, Any]] = self.report["sources"]
        return found

    def to_json(self, *, indent: int | None = 2) -> str:
        """The report as JSON; the same bytes for the same report."""
        return dumps(self.report, indent=indent)

    def __repr__(self) -> str:
        counts = f"{len(self.attributions)} attributions, {len(self.sources)} sources"
        return f"<Analysis of {self.report['doc_id']!r}: {counts}>"

    def _repr_html_(self) -> str:
        return article_html(self.report)


class Analyser:
    """The stages with their models loaded, for many articles.

    Args:
        include_text: Whether reports carry texts; without, only offsets and the text's digest.
        model: Which extraction model: ``default``, or ``fast``, which reads half as many words again
            a second and finds less (``docs/model-card-extract.md``).
        min_confidence: Attributions of less confidence are left out; those nested in one of them hang on the
            next that stays.
        people: A CSV file with a column ``name`` and columns of attributes, which are joined to the sources.

    Raises:
        AttribError: An option's value is unknown, or the models are missing or broken.
    """

    def __init__(
        self,
        *,
        include_text: bool = True,
        model: str = "default",
        min_confidence: float = 0.0,
        people: str | Path | None = None,
    ) -> None:
        if model not in MODELS:
            raise AttribError(f"model {model!r}: expected {' or '.join(MODELS)}", exit_code=2)
        if not 0 <= min_confidence <= 1:
            raise AttribError(f"min_confidence {min_confidence}: expected a number from 0 to 1", exit_code=2)
        self._include_text = include_text
        self._people = None if people is None else read_people(Path(people))
        self._min_confidence = min_confidence
        folder = resources.model_path(MODELS[model])
        self._model = Model(folder, probe(folder.name))
        self._provenance: dict[str, Any] = {
            "attrib": VERSION,
            "models": {
                "extract": resources.digest(folder),
                **{
                    name: resources.digest(resources.model_path(name))
                    for name in ("hedge", "punkt", "sources")
                },
            },
            "lexicons": resources.digest(resources.lexicon_folder()),
            "options": {"include_text": include_text, "model": model, "min_confidence": min_confidence},
        }
        if self._people is not None:
            self._provenance["options"] |= {"people": self._people.digest}

    def analyse(
        self, article: Document | str, *, attributions: Sequence[Attribution] | None = None
    ) -> Analysis:
        """Analyse an article.

        Args:
            article: A document as read, or the article's text.
            attributions: Taken as found, so that only the stages after extraction run; in report order.

        Returns:
            The analysis, its report validated.
        """
        document = article if isinstance(article, Document) else from_text(article)
        assembly = self._assemble(segment(document), attributions)
        report = build(
            assembly,
            provenance=self._provenance,
            include_text=self._include_text,
            people=self._people,
        )
        schema.validate(report)
        return Analysis(report)

    def _assemble(self, segmented: Segmented, given: Sequence[Attribution] | None) -> Assembly:
        read = extract(segmented, self._model) if given is None else Extraction(tuple(given), None)
        found = confident(read.attributions, self._min_confidence)
        attributions, resolution = trace(segmented, found)
        return Assembly(
            segmented=segmented,
            attributions=attributions,
            resolution=resolution,
            hedging=grade(segmented, attributions, read.hints),
            notices=(*segmented.document.notices, *segmented.notices),
        )


@functools.cache
def _analyser() -> Analyser:
    return Analyser()


def analyse(article: Document | str) -> Analysis:
    """Analyse one article; the models are loaded at the first call and kept.

    Args:
        article: A document as read, or the article's text.

    Returns:
        The analysis: attributions, sources, the report, and in a notebook the highlighted article.

    Raises:
        AttribError: The models are missing or broken.
    """
    return _analyser().analyse(article)
