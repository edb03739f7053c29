"""JSON lines files of gold and of reports: a path goes in, checked documents come out.

Every fault is an ``AttribError`` that names the file, the line and the place in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib import schema
from attrib.errors import AttribError
from attrib.report import stored_reports
from attrib.scoring.corrections import gold_values
from attrib.scoring.joined import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def read_gold(path: str | Path, *, articles: Sequence[Path] = ()) -> Iterator[dict[str, Any]]:
    """Read gold documents.

    Args:
        path: A file of JSON lines as in ``schemas/gold-1.0.0.json``; or corrections, a folder of brat's or
            a file from Label Studio; or labels of articles that stand elsewhere (``attrib.scoring.joined``).
        articles: JSON lines with those articles.

    Yields:
        Each document, checked.

    Raises:
        AttribError: The file cannot be read, a line is not gold, or there is none.
    """
    seen: dict[str, str] = {}
    for where, document in joined(gold_values(path), articles):
        for fault in schema.errors(document, schema.GOLD):
            raise AttribError(f"{where}: {fault}")
        for fault in _gold_faults(document):
            raise AttribError(f"{where}: {fault}")
        first = seen.setdefault(document["id"], where)
        if first != where:
            raise AttribError(f"{where}: $.id: {document['id']!r} is the id of {first} already")
        yield document
    if not seen:
        raise AttribError(f"{path}: holds no article with gold")


def read_reports(path: str | Path) -> dict[str, dict[str, Any]]:
    """Read reports.

    Args:
        path: A file of JSON lines, each a report.

    Returns:
        The reports by ``doc_id``, checked.

    Raises:
        AttribError: The file cannot be read, a line is not a report, or two are of one document.
    """
    reports: dict[str, dict[str, Any]] = {}
    for where, report in stored_reports(path):
        if report["doc_id"] in reports:
            raise AttribError(f"{where}: $.doc_id: a second report of {report['doc_id']!r}")
        reports[report["doc_id"]] = report
    return reports


def _gold_faults(document: Mapping[str, Any]) -> Iterator[str]:
    """What the schema cannot see: spans outside the text, indices that lead nowhere."""
    size = len(document["text"])
    for path, (start, end) in _spans(document):
        if not start < end <= size:
            yield f"{path}: expected a span within the text of {size} code points, got [{start}, {end}]"
    for index, attribution in enumerate(document["attributions"]):
        path = f"$.attributions[{index}]"
        parent = attribution.get("parent")
        if parent is not None and parent >= index:
            yield f"{path}.parent: expected the index of an earlier attribution, got {parent}"
        sources = len(document.get("sources", ()))
        for entity in (attribution.get("entity"), *attribution.get("entity_alt", ())):
            if entity is not None and entity >= sources:
                yield f"{path}.entity: expected the index of one of {sources} sources, got {entity}"


def _spans(document: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    for index, attribution in enumerate(document["attributions"]):
        path = f"$.attributions[{index}]"
        for role in ("source", "cue", "content", "addressee"):
            yield from ((f"{path}.{role}", (s, e)) for s, e in attribution.get(role, ()))
        channel = attribution.get("channel") or {"spans": ()}
        yield from ((f"{path}.channel", (s, e)) for s, e in channel["spans"])
        yield from ((f"{path}.hedges", tuple(hedge["span"])) for hedge in attribution.get("hedges", ()))
    yield from ((f"$.blocks[{i}]", tuple(b["span"])) for i, b in enumerate(document.get("blocks", ())))
    yield from ((f"$.sentences[{i}]", tuple(s)) for i, s in enumerate(document.get("sentences", ())))
