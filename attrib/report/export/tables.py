"""Reports as tables: reports go in, rows of four tables come out, each value a text, a number or nothing.

``docs/exports.md`` describes the columns. Rows carry the number of their article, from 1 in input order,
since nothing keeps two reports from having one ``doc_id``.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Report = dict[str, Any]
Cell = str | int | float | bool | None
Kind = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, and its columns with their kinds, in order."""

    name: str
    columns: Mapping[str, Kind]


def _columns(kinds: str) -> dict[str, Kind]:
    """Columns from ``name:kind`` words; a name alone is of text."""
    short: dict[str, Kind] = {"": "text", "i": "integer", "n": "number", "b": "boolean"}
    pairs = (word.partition(":") for word in kinds.split())
    return {name: short[kind] for name, _, kind in pairs}


ARTICLES = Table(
    "articles",
    _columns(
        "article:i doc_id title byline published outlet url language extra text_sha256 attrib "
        "attributions:i sources:i findings:i notices body_words:i body_claims:i attributed_words_share:n "
        "sources_cited:i sources_identified:i single_source:b direct_share:n anonymous_share:n text"
    ),
)
CLAIMS = Table(
    "claims",
    _columns(
        "article:i claim doc_id source source_name source_kind source_naming source_grade:i source_text cue "
        "lemma force content mode act hedging hedged_probability:n strength:n hedges modifiers addressee "
        "channel channel_kind parent chain confidence:n link_confidence:n link_reason start:i end:i "
        "content_spans cue_spans source_spans"
    ),
)
SOURCES = Table(
    "sources",
    _columns(
        "article:i source doc_id name kind naming grade:i description affiliation affiliation_name "
        "attributes claims:i mentions:i first:i mention_spans"
    ),
)
FINDINGS = Table(
    "findings", _columns("article:i finding:i doc_id rule severity message claims sources spans")
)
TABLES = (ARTICLES, CLAIMS, SOURCES, FINDINGS)


def rows(reports: Iterable[Report]) -> Iterator[tuple[Table, dict[str, Cell]]]:
    """The rows of all tables, article by article.

    Args:
        reports: Valid reports.

    Yields:
        The table and the row, its keys the table's columns in their order. What is text in the article is
        None in reports without text.
    """
    for number, report in enumerate(reports, start=1):
        own: dict[str, Cell] = {"article": number, "doc_id": report["doc_id"]}
        found: list[tuple[Table, dict[str, Cell]]] = [(ARTICLES, _article(report))]
        found += [(CLAIMS, row) for row in _claims(report)]
        found += [(SOURCES, row) for row in _sources(report)]
        found += [(FINDINGS, row) for row in _findings(report)]
        for table, row in found:
            whole = own | row
            yield table, {name: whole[name] for name in table.columns}


def _article(report: Report) -> dict[str, Cell]:
    meta, metrics = report["meta"], report["metrics"]
    return {
        **{key: meta[key] for key in ("title", "byline", "published", "outlet", "url", "language")},
        "extra": _json(meta["extra"]) if meta["extra"] else None,
        "text_sha256": report["text_sha256"],
        "attrib": report["provenance"]["attrib"],
        "attributions": len(report["attributions"]),
        "sources": len(report["sources"]),
        "findings": len(report["findings"]),
        "notices": _listed(notice["code"] for notice in report["notices"]),
        "body_words": metrics["body"]["words"],
        "body_claims": metrics["claims"],
        "attributed_words_share": metrics["body"]["attributed_words_share"],
        "sources_cited": metrics["sources"]["total"],
        "sources_identified": metrics["sources"]["identified"],
        "single_source": metrics["single_source"],
        "direct_share": metrics["by_mode"]["direct"]["share"],
        "anonymous_share": metrics["by_naming"]["anonymous"]["share"],
        "text": report["text"],
    }


def _claims(report: Report) -> Iterator[dict[str, Cell]]:
    entities = {source["id"]: source for source in report["sources"]}
    for entry in report["attributions"]:
        hedging, content = entry["hedging"], entry["content"]["spans"]
        yield {
            "claim": entry["id"],
            **_claim_source(entry["source"], entities),
            "cue": _text(entry["cue"]),
            "cue_spans": _spans(entry["cue"]),
            **{key: entry["cue"] and entry["cue"][key] for key in ("lemma", "force")},
            "content": entry["content"]["text"],
            "content_spans": _json(content),
            **{key: entry[key] for key in ("mode", "act", "parent", "confidence")},
            "hedging": hedging["label"],
            "hedged_probability": hedging["probability"],
            "strength": hedging["strength"],
            "hedges": _texts(hedging["cues"]),
            "modifiers": _texts(hedging["modifiers"]),
            "addressee": _text(entry["addressee"]),
            "channel": _text(entry["channel"]),
            "channel_kind": entry["channel"] and entry["channel"]["kind"],
            "chain": _listed(entry["chain"]),
            "start": content[0][0],
            "end": content[-1][1],
        }


def _claim_source(source: Mapping[str, Any] | None, entities: Mapping[str, Any]) -> dict[str, Cell]:
    identifier = source["id"] if source else None
    entity = entities[identifier] if identifier else {}
    return {
        "source": identifier,
        **{f"source_{key}": entity.get(key) for key in ("name", "kind", "naming", "grade")},
        "source_text": _text(source),
        "source_spans": _spans(source),
        "link_confidence": source["confidence"] if source else None,
        "link_reason": source["reason"] if source else None,
    }


def _sources(report: Report) -> Iterator[dict[str, Cell]]:
    names = {source["id"]: source["name"] for source in report["sources"]}
    claims = Counter(entry["source"]["id"] for entry in report["attributions"] if entry["source"])
    for source in report["sources"]:
        spans = [mention["span"] for mention in source["mentions"]]
        yield {
            "source": source["id"],
            **{key: source[key] for key in ("name", "kind", "naming", "grade", "description", "affiliation")},
            "affiliation_name": names.get(source["affiliation"]),
            "attributes": _json(source["attributes"]) if source["attributes"] else None,
            "claims": claims[source["id"]],
            "mentions": len(spans),
            "first": spans[0][0],
            "mention_spans": _json(spans),
        }


def _findings(report: Report) -> Iterator[dict[str, Cell]]:
    for number, finding in enumerate(report["findings"], start=1):
        yield {
            "finding": number,
            **{key: finding[key] for key in ("rule", "severity", "message")},
            "claims": _listed(finding["attributions"]),
            "sources": _listed(finding["sources"]),
            "spans": _json(finding["spans"]),
        }


def _text(part: Mapping[str, Any] | None) -> str | None:
    return None if part is None else part["text"]


def _spans(part: Mapping[str, Any] | None) -> str | None:
    return None if part is None else _json(part["spans"])


def _texts(parts: Iterable[Mapping[str, Any]]) -> str | None:
    texts = [part["text"] for part in parts if part["text"] is not None]
    return "; ".join(texts) or None


def _listed(words: Iterable[str]) -> str | None:
    """Ids or codes, which hold no spaces, in one cell."""
    return " ".join(words) or None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
