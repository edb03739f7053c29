"""Evaluation: a file of gold goes in, with reports of its texts or an analyser of them; scores come out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from attrib.errors import AttribError
from attrib.scoring.files import read_gold, read_reports
from attrib.scoring.given import attributions_of, ordered
from attrib.scoring.scores import Scores, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from attrib.records import Attribution

    _Gold = Mapping[str, Any]
    _Pair = tuple[_Gold, Mapping[str, Any]]


class _Analysis(Protocol):
    @property
    def report(self) -> Mapping[str, Any]: ...


class AnyAnalyser(Protocol):
    """What evaluation asks of an analyser: ``attrib.pipeline.Analyser`` has it."""

    def analyse(self, text: str, /, *, attributions: Sequence[Attribution] | None = None) -> _Analysis:
        """Analyse one article."""
        ...


def evaluate(
    gold: str | Path,
    *,
    reports: str | Path | None = None,
    analyser: AnyAnalyser | None = None,
    given_attributions: bool = False,
    articles: Sequence[Path] = (),
) -> Scores:
    """Score reports against gold.

    Args:
        gold: JSON lines as in ``schemas/gold-1.0.0.json``. Of an article that several people annotated the
            first version, its ``attributions``, counts.
        reports: JSON lines of reports, found by ``doc_id``; reports of other documents are passed over.
        analyser: What makes the reports when none are given; the default analyser if None.
        given_attributions: Whether the analyser takes gold's sources, cues and contents as found, so that
            the stages after extraction are scored alone.
        articles: JSON lines with the articles that labels in ``gold`` are about.

    Returns:
        The scores; ``docs/evaluation.md`` says what each measures.

    Raises:
        AttribError: A file cannot be read, a line of it is wrong, or a gold article has no report of its
            own text.
    """
    documents = read_gold(gold, articles=articles)
    if reports is not None:
        made = _read(documents, gold, reports)
    else:
        made = _analysed(
            map(ordered, documents) if given_attributions else documents, analyser, given_attributions
        )
    return score(_same_text(made))


def _read(documents: Iterable[_Gold], gold: str | Path, reports: str | Path) -> Iterator[_Pair]:
    known = read_reports(reports)
    for document in documents:
        if document["id"] not in known:
            raise AttribError(f"{reports}: no report with doc_id {document['id']!r}, which {gold} asks for")
        yield document, known[document["id"]]


def _analysed(documents: Iterable[_Gold], analyser: AnyAnalyser | None, given: bool) -> Iterator[_Pair]:  # noqa: FBT001 (private, one caller)
    if analyser is None:
        from attrib.pipeline import Analyser

        analyser = Analyser()
    for document in documents:
        text = document["text"]
        known = {"attributions": attributions_of(document)} if given else {}
        yield document, analyser.analyse(text, **known).report


def _same_text(pairs: Iterator[_Pair]) -> Iterator[_Pair]:
    for document, report in pairs:
        digest = hashlib.sha256(document["text"].encode("utf-8", "surrogatepass")).hexdigest()
        if report["text_sha256"] != digest:
            raise AttribError(
                f"{document['id']}: the report is of another text than the gold, offsets differ"
            )
        yield document, report
