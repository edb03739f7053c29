"""The report: what the stages found in one article goes in, a dictionary of JSON values comes out.

``schemas/report-1.0.0.json`` says what it holds. Building does not validate: ``attrib.schema.validate`` does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.audit import find, measure
from attrib.records import Link, Notice
from attrib.schema import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.records import (
        Assembly,
        Attribution,
        Document,
        Hedging,
        Meta,
        Source,
        Span,
    )
    from attrib.report.people import People

Json = dict[str, Any]

_DECIMALS = 4
_UNRESOLVED = Link(source=None, confidence=0.0, reason="unresolved")
#: Notices of one code that are listed. Nobody reads more; a text of nothing but quotation marks has millions.
_MOST_NOTICES = 100
_SURROGATE = re.compile("[\ud800-\udfff]")


def build(
    assembly: Assembly,
    *,
    provenance: Mapping[str, Any],
    include_text: bool = True,
    people: People | None = None,
) -> Json:
    """Build the report of one article.

    Args:
        assembly: What the stages found.
        provenance: Version, digests of models and lexicons, options: goes in as it is.
        include_text: Whether texts are given; otherwise each is None and only the text's digest stays.
        people: A table whose attributes are joined to the sources; without one they are None.

    Returns:
        The report, in the key order of the report format; ids count up in list order.
    """
    report = _found(assembly, provenance=provenance, include_text=True, people=people)
    audited = {"metrics": measure(report), "findings": find(report)}
    if not include_text:
        report = _found(assembly, provenance=provenance, include_text=False, people=people)
    return report | audited


def _found(
    assembly: Assembly, *, provenance: Mapping[str, Any], include_text: bool, people: People | None
) -> Json:
    """The report before its audit; ``metrics`` and ``findings`` hold their places."""
    document = assembly.segmented.document
    writer = _Writer(
        text=document.text, include_text=include_text, source_ids=_source_ids(assembly), people=people
    )
    return {
        "schema_version": "1.0.0",
        "doc_id": document.doc_id,
        "offset_unit": "codepoint",
        "input": _input(document),
        "provenance": dict(provenance),
        "meta": _meta(document.meta),
        "text": document.text if include_text else None,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "blocks": [{"span": [*block.span], "role": block.role} for block in document.blocks],
        "sentences": [
            {"span": [*sentence.span], "block": sentence.block} for sentence in assembly.segmented.sentences
        ],
        "sources": writer.sources(assembly.resolution.sources),
        "attributions": [
            writer.attribution(number, *parts)
            for number, parts in enumerate(
                zip(assembly.attributions, assembly.resolution.links, assembly.hedging, strict=True), start=1
            )
        ],
        "metrics": None,
        "findings": None,
        "notices": _notices(assembly.notices),
    }


def dumps(report: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Write a report as JSON, the same for the same report.

    Args:
        report: The report.
        indent: Spaces a level; None for one line.

    Returns:
        JSON without a line break at its end. Lone surrogates, which no encoding can write, are escaped.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _source_ids(assembly: Assembly) -> dict[int, str]:
    """Ids by index in the resolution: s1, s2 … in order of the first mention, as they are listed."""
    sources = assembly.resolution.sources
    order = sorted(range(len(sources)), key=lambda index: sources[index].mentions[0].span)
    return {index: f"s{number}" for number, index in enumerate(order, start=1)}


def _input(document: Document) -> Json:
    return {"format": document.format, "encoding": document.encoding, "sha256": document.sha256}


def _meta(meta: Meta) -> Json:
    return {
        "title": meta.title,
        "byline": meta.byline,
        "published": meta.published,
        "outlet": meta.outlet,
        "url": meta.url,
        "language": meta.language,
        "extra": dict(meta.extra),
    }


def _notices(notices: Iterable[Notice]) -> list[Json]:
    """The notices, of each code the first; then, of those with too many, how many more there are."""
    counts: Counter[str] = Counter()
    kept = []
    for notice in notices:
        counts[notice.code] += 1
        if counts[notice.code] <= _MOST_NOTICES:
            kept.append(_notice(notice))
    more = ((code, count - _MOST_NOTICES) for code, count in counts.items() if count > _MOST_NOTICES)
    return kept + [_notice(Notice(code, f"{number:,} more of these are not listed")) for code, number in more]


def _notice(notice: Notice) -> Json:
    span = None if notice.span is None else [*notice.span]
    return {"code": notice.code, "message": notice.message, "span": span}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes what refers to one article's text and sources."""

    text: str
    include_text: bool
    source_ids: Mapping[int, str]
    people: People | None

    def sources(self, sources: tuple[Source, ...]) -> list[Json]:
        return [self._source(identifier, sources[index]) for index, identifier in self.source_ids.items()]

    def attribution(self, number: int, attribution: Attribution, link: Link | None, hedging: Hedging) -> Json:
        return {
            "id": f"a{number}",
            "mode": attribution.mode,
            "act": attribution.act,
            "content": {**self._part(attribution.content), "quoted": _pairs(attribution.quoted)},
            "cue": self._cue(attribution, hedging),
            "source": self._link(attribution, link),
            "addressee": self._part(attribution.addressee) if attribution.addressee else None,
            "channel": self._channel(attribution),
            "parent": None if attribution.parent is None else f"a{attribution.parent + 1}",
            "chain": [] if link is None else [self.source_ids[index] for index in link.chain],
            "hedging": self._hedging(hedging),
            "confidence": _rounded(attribution.confidence),
        }

    def _source(self, identifier: str, source: Source) -> Json:
        affiliation = None if source.affiliation is None else self.source_ids[source.affiliation]
        return {
            "id": identifier,
            "name": source.name,
            "kind": source.kind,
            "naming": source.naming,
            "grade": source.grade,
            "description": source.description,
            "affiliation": affiliation,
            "attributes": self._attributes(source),
            "mentions": [{**self._place(m.span), "form": m.form} for m in source.mentions],
        }

    def _attributes(self, source: Source) -> dict[str, str] | None:
        if self.people is None:
            return None
        forms = [self.text[m.span.start : m.span.end] for m in source.mentions if m.form == "name"]
        return self.people.attributes(source, forms)

    def _cue(self, attribution: Attribution, hedging: Hedging) -> Json | None:
        if not attribution.cue:
            return None
        return {**self._part(attribution.cue), "lemma": attribution.lemma, "force": hedging.force}

    def _link(self, attribution: Attribution, link: Link | None) -> Json | None:
        if not attribution.source:
            return None
        if link is None:
            link = _UNRESOLVED
        return {
            **self._part(attribution.source),
            "id": None if link.source is None else self.source_ids[link.source],
            "confidence": _rounded(link.confidence),
            "reason": link.reason,
            "candidates": [
                {"id": self.source_ids[index], "probability": _rounded(probability)}
                for index, probability in link.candidates
            ],
        }

    def _channel(self, attribution: Attribution) -> Json | None:
        channel = attribution.channel
        return None if channel is None else {**self._part(channel.spans), "kind": channel.kind}

    def _hedging(self, hedging: Hedging) -> Json:
        return {
            "label": hedging.label,
            "probability": _rounded(hedging.probability),
            "strength": _rounded(hedging.strength),
            "cues": [
                {**self._place(cue.span), "type": cue.type, "weight": _rounded(cue.weight)}
                for cue in hedging.cues
            ],
            "modifiers": [{**self._place(m.span), "type": m.type} for m in hedging.modifiers],
        }

    def _part(self, spans: Iterable[Span]) -> Json:
        pieces = tuple(spans)
        text = GAP.join(self.text[start:end] for start, end in pieces) if self.include_text else None
        return {"spans": _pairs(pieces), "text": text}

    def _place(self, span: Span) -> Json:
        return {"span": [*span], "text": self.text[span.start : span.end] if self.include_text else None}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[*span] for span in spans]


def _rounded(number: float) -> float:
    return round(float(number), _DECIMALS) + 0.0  # -0.0 becomes 0.0
