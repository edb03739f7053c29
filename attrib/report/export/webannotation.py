"""W3C Web Annotation: reports go in, one JSON-LD collection of annotations comes out.

By the Web Annotation Data Model (W3C Recommendation, 23 February 2017). Each content, cue, source and hedge
is an annotation that tags its pieces of the text; that of the content links to the others and describes the
claim. Offsets are code points there as in reports (section 4.2.5: "in terms of unicode code points").
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any

from attrib.report.export.places import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from attrib.report.export.tables import Report

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after a quotation, by which it is found again in a changed text.
_AROUND = 32
_WEB = ("http://", "https://")


def write(reports: Iterable[Report], out: Path) -> None:
    """Write the collection; its annotations stand on lines of their own."""
    total = 0
    digest = hashlib.sha256()
    with whole(out) as made, made.open("w", encoding="utf-8", newline="\n") as file:
        head = {"@context": _CONTEXT, "type": "AnnotationCollection", "label": "Attributions"}
        file.write(f'{_dumped(head)[:-1]},"first":{{"type":"AnnotationPage","startIndex":0,"items":[')
        for number, report in enumerate(reports, start=1):
            for annotation in items(report, number=number):
                file.write(",\n" if total else "\n")
                file.write(_dumped(annotation))
                digest.update(annotation["id"].encode())
                total += 1
        # What names the collection is known only now that all of it is written.
        page, collection = (_urn(digest.hexdigest(), name) for name in ("page", "collection"))
        file.write(f'\n],"id":"{page}"}},"total":{total},"id":"{collection}"}}\n')


def items(report: Report, *, number: int = 1) -> Iterator[dict[str, Any]]:
    """The annotations of one report.

    Args:
        report: A valid report; without text its annotations give positions only.
        number: Its place among the reports, so that no two annotations have one id.

    Yields:
        For each attribution the content, then its cue, source and hedges.
    """
    writer = _Writer(report, number)
    for entry in report["attributions"]:
        yield from writer.attribution(entry)


class _Writer:
    """Writes what refers to one article."""

    def __init__(self, report: Report, number: int) -> None:
        self._text: str | None = report["text"]
        self._names = {source["id"]: source["name"] for source in report["sources"]}
        self._seed = _dumped([number, report["doc_id"], report["text_sha256"], report["provenance"]])
        version = report["provenance"]["attrib"]
        self._generator = {"id": f"urn:attrib:{version}", "type": "Software", "name": f"attrib {version}"}
        self._source = _resource(report)
        self._scope = report["meta"]["url"] if str(report["meta"]["url"]).startswith(_WEB) else None

    def attribution(self, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        parts = [(name, entry[name]["spans"]) for name in ("cue", "source") if entry[name] is not None]
        parts += [
            (f"hedge-{number}", [cue["span"]]) for number, cue in enumerate(entry["hedging"]["cues"], start=1)
        ]
        yield self._annotation(
            entry["id"],
            "content",
            entry["content"]["spans"],
            [
                *(_tag(entry[name]) for name in ("mode", "act")),
                _tag(entry["hedging"]["label"]),
                _textual(self._description(entry), "describing"),
                *(self._link(entry["id"], name) for name, _ in parts),
                *([self._link(entry["parent"], "content")] if entry["parent"] else []),
            ],
        )
        for name, spans in parts:
            bodies = []
            if name == "source" and (who := self._names.get(entry["source"]["id"])):
                bodies = [_textual(who, "identifying")]
            yield self._annotation(entry["id"], name, spans, bodies)

    def _annotation(
        self, owner: str, name: str, spans: Sequence[Sequence[int]], bodies: list[dict[str, Any]]
    ) -> dict[str, Any]:
        return {
            "id": self._id(owner, name),
            "type": "Annotation",
            "motivation": "tagging",
            "generator": self._generator,
            "body": [_tag(name.partition("-")[0]), *bodies],
            "target": [self._target(start, end) for start, end in spans],
        }

    def _target(self, start: int, end: int) -> dict[str, Any]:
        selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
        if self._text is not None:
            quote = {"type": "TextQuoteSelector", "exact": self._text[start:end]}
            # A prefix or suffix that is empty would say nothing.
            before, after = self._text[max(0, start - _AROUND) : start], self._text[end : end + _AROUND]
            quote |= {key: value for key, value in (("prefix", before), ("suffix", after)) if value}
            selectors.append(quote)
        scope = {} if self._scope is None else {"scope": self._scope}
        return {"type": "SpecificResource", "source": self._source, **scope, "selector": selectors}

    def _link(self, owner: str, name: str) -> dict[str, Any]:
        return {"type": "SpecificResource", "source": self._id(owner, name), "purpose": "linking"}

    def _id(self, owner: str, name: str) -> str:
        return _urn(self._seed, f"{owner} {name}")

    def _description(self, entry: Mapping[str, Any]) -> str:
        source = entry["source"]
        who = (
            "nobody named" if source is None else self._names.get(source["id"]) or source["text"] or "unknown"
        )
        cue = entry["cue"]["text"] if entry["cue"] is not None else None
        said = f" ({cue})" if cue else ""
        return f"{who}{said}: {entry['mode']} {entry['act']}, {entry['hedging']['label']}"


def _resource(report: Report) -> dict[str, Any]:
    """The text that offsets count in, by its digest (RFC 6920): a page's address is not the text."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(report["text_sha256"])).decode().rstrip("=")
    return {
        "id": f"ni:///sha-256;{digest}",
        "type": "Text",
        "format": "text/plain",
        "language": report["meta"]["language"],
    }


def _tag(value: str) -> dict[str, Any]:
    return _textual(value, "tagging")


def _textual(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain"}


def _urn(seed: str, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{seed} {name}").urn


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
