"""JSON Schema: the one door to jsonschema, and what reports must keep beyond it.

In: values from JSON and the name of a schema in ``schemas/``. Out: nothing, or what is wrong, where, and what
was expected. ``jsonschema`` is imported on first use; schemas stand in the package and no network is touched.
"""

from __future__ import annotations

import functools
import hashlib
import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Protocol

from attrib import resources
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Names of the schemas of this release.
REPORT = "report-1.0.0"
GOLD = "gold-1.0.0"

#: What stands between the pieces of a discontinuous span in its ``text`` (report format).
GAP = " … "

#: Longest value shown in a message.
_SHOWN = 80


def validate(report: Mapping[str, Any]) -> None:
    """Check that a report is one: by its schema, then by what no schema can say.

    Args:
        report: A report as read from JSON.

    Raises:
        AttribError: The first fault, as ``$.path: what, expected``.
    """
    for fault in errors(report, REPORT):
        raise AttribError(fault)
    for fault in report_faults(report):
        raise AttribError(fault)


def errors(instance: Any, schema_name: str) -> Iterator[str]:
    """What a schema finds wrong with a value, in the order of the schema.

    Args:
        instance: A value as read from JSON.
        schema_name: Name of a file in ``schemas/`` without its suffix, e.g. ``report-1.0.0``.

    Yields:
        One line a fault: ``$.attributions[3].mode: expected one of …, got …``.
    """
    return (_message(error) for error in _validator(schema_name).iter_errors(instance))


class _Error(Protocol):
    """What is used of ``jsonschema.ValidationError``."""

    json_path: str
    validator: str
    validator_value: Any
    instance: Any
    message: str


class _Validator(Protocol):
    """What is used of a jsonschema validator."""

    def iter_errors(self, instance: Any) -> Iterable[_Error]: ...


@functools.cache
def _validator(name: str) -> _Validator:
    # Built once: jsonschema.validate() checks the schema again at each call (9 ms against 2.7 ms a report).
    from jsonschema import Draft202012Validator

    validator: _Validator = Draft202012Validator(resources.read_json(resources.schema_path(name)))
    return validator


def _message(error: _Error) -> str:
    value = error.validator_value
    got = f", got {_show(error.instance)}"
    match error.validator:
        case "type":
            what = f"expected {' or '.join([value] if isinstance(value, str) else value)}{got}"
        case "enum":
            what = f"expected one of {', '.join(json.dumps(choice) for choice in value)}{got}"
        case "const":
            what = f"expected {json.dumps(value)}{got}"
        case "pattern":
            what = f"expected text like {value}{got}"
        case "minimum" | "maximum" | "minItems" | "maxItems" | "minLength":
            what = f"expected {error.validator} {value}{got}"
        case _:
            what = _short(error.message)
    return f"{error.json_path}: {what}"


def _show(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False, default=repr))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def report_faults(report: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a report that its schema cannot see.

    Spans lie in the text, texts are what stands there, ids count up and resolve, parents stand before and
    around their children, lists are in order.

    Args:
        report: A report that its schema has accepted.

    Yields:
        One line a fault, as ``errors`` gives them. Faults in spans come alone, since all else rests on them.
    """
    parts = tuple(_parts(report))
    broken = tuple(_span_faults(parts, report["text"]))
    if broken:
        yield from broken
        return
    yield from _text_faults(report, parts)
    yield from _id_faults(report)
    yield from _parent_faults(report["attributions"])
    yield from _order_faults(report)


#: A part of a report that has spans: its path, the spans, and its text (() where it carries none).
_Part = tuple[str, "Sequence[Sequence[int]]", str | tuple[()] | None]


def _parts(report: Mapping[str, Any]) -> Iterator[_Part]:
    for name in ("blocks", "sentences", "notices"):
        for index, entry in enumerate(report[name]):
            yield f"$.{name}[{index}]", [entry["span"]] if entry["span"] else [], ()
    for index, entry in enumerate(report["findings"]):
        yield f"$.findings[{index}]", entry["spans"], ()
    for index, source in enumerate(report["sources"]):
        for number, mention in enumerate(source["mentions"]):
            yield f"$.sources[{index}].mentions[{number}]", [mention["span"]], mention["text"]
    for index, attribution in enumerate(report["attributions"]):
        yield from _attribution_parts(attribution, f"$.attributions[{index}]")


def _attribution_parts(attribution: Mapping[str, Any], path: str) -> Iterator[_Part]:
    for name in ("content", "cue", "source", "addressee", "channel"):
        part = attribution[name]
        if part is not None:
            yield f"{path}.{name}", part["spans"], part["text"]
    yield f"{path}.content.quoted", attribution["content"]["quoted"], ()
    for name in ("cues", "modifiers"):
        for number, part in enumerate(attribution["hedging"][name]):
            yield f"{path}.hedging.{name}[{number}]", [part["span"]], part["text"]


def _span_faults(parts: Iterable[_Part], text: str | None) -> Iterator[str]:
    for path, spans, _ in parts:
        last = 0
        for span in spans:
            start, end = span
            # JSON Schema takes 1.0 for an integer.
            if not (isinstance(start, int) and isinstance(end, int) and start < end):
                yield f"{path}: expected whole numbers, start before end, got {span}"
            elif text is not None and end > len(text):
                yield f"{path}: expected a span within the text of {len(text)} code points, got {span}"
            elif start < last:
                yield f"{path}: expected ordered spans that do not overlap, got {_show(spans)}"
            last = end


def _text_faults(report: Mapping[str, Any], parts: Iterable[_Part]) -> Iterator[str]:
    text = report["text"]
    if text is not None:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != report["text_sha256"]:
            yield f"$.text_sha256: expected the digest of the text, {digest}, got {report['text_sha256']}"
    for path, spans, given in parts:
        if given == ():
            continue
        expected = None if text is None else GAP.join(text[start:end] for start, end in spans)
        if given != expected:
            yield f"{path}.text: expected {_show(expected)}, got {_show(given)}"


def _id_faults(report: Mapping[str, Any]) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for name, letter in (("sources", "s"), ("attributions", "a")):
        known[name] = {entry["id"] for entry in report[name]}
        for index, entry in enumerate(report[name]):
            if entry["id"] != f"{letter}{index + 1}":
                yield f"$.{name}[{index}].id: expected {letter}{index + 1}, got {entry['id']}"
    for path, name, given in _references(report):
        if given is not None and given not in known[name]:
            yield f"{path}: expected the id of one of the {name}, got {given}"


def _references(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Every id that refers to something: its path, the list it refers to, and itself."""
    for index, source in enumerate(report["sources"]):
        yield f"$.sources[{index}].affiliation", "sources", source["affiliation"]
    for index, attribution in enumerate(report["attributions"]):
        path = f"$.attributions[{index}]"
        yield f"{path}.parent", "attributions", attribution["parent"]
        for number, link in enumerate(attribution["chain"]):
            yield f"{path}.chain[{number}]", "sources", link
        if attribution["source"] is not None:
            yield f"{path}.source.id", "sources", attribution["source"]["id"]
            for number, candidate in enumerate(attribution["source"]["candidates"]):
                yield f"{path}.source.candidates[{number}].id", "sources", candidate["id"]
    yield from _audit_references(report)


def _audit_references(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    metrics = report["metrics"]
    if metrics["top_source"] is not None:
        yield "$.metrics.top_source.source", "sources", metrics["top_source"]["source"]
    for number, identifier in enumerate(metrics["sources"]["subjects"]):
        yield f"$.metrics.sources.subjects[{number}]", "sources", identifier
    for index, finding in enumerate(report["findings"]):
        for name in ("attributions", "sources"):
            for number, identifier in enumerate(finding[name]):
                yield f"$.findings[{index}].{name}[{number}]", name, identifier


def _parent_faults(attributions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    earlier: dict[str, Mapping[str, Any]] = {}
    for index, attribution in enumerate(attributions):
        path = f"$.attributions[{index}]"
        content = attribution["content"]
        if not _holds(content["spans"], content["quoted"]):
            yield f"{path}.content.quoted: expected spans inside the content, got {_show(content['quoted'])}"
        parent = attribution["parent"]
        if parent is not None and parent not in earlier:
            yield f"{path}.parent: expected an attribution that stands before it, got {parent}"
        elif parent is not None and not _holds(earlier[parent]["content"]["spans"], content["spans"]):
            yield f"{path}.content: expected spans inside that of {parent}, got {_show(content['spans'])}"
        earlier[attribution["id"]] = attribution


def _holds(outer: Sequence[Sequence[int]], inner: Sequence[Sequence[int]]) -> bool:
    """Whether each span lies inside one of others, which are ordered and apart."""
    for start, end in inner:
        index = bisect_right(outer, start, key=lambda span: span[0]) - 1
        if index < 0 or end > outer[index][1]:
            return False
    return True


def _order_faults(report: Mapping[str, Any]) -> Iterator[str]:
    blocks = [block["span"] for block in report["blocks"]]
    for name in ("blocks", "sentences"):
        last = 0
        for index, entry in enumerate(report[name]):
            start, end = entry["span"]
            if start < last:
                yield f"$.{name}[{index}].span: expected a start from {last} on, got {start}"
            last = end
    for index, sentence in enumerate(report["sentences"]):
        number = sentence["block"]
        if number >= len(blocks) or not _holds([blocks[number]], [sentence["span"]]):
            yield f"$.sentences[{index}].block: expected the block around the sentence, got {number}"
    unattributed = report["metrics"]["body"]["unattributed_sentences"]
    for number in unattributed:
        if number >= len(report["sentences"]):
            yield f"$.metrics.body.unattributed_sentences: expected indices of sentences, got {number}"
    first = 0
    for index, source in enumerate(report["sources"]):
        start = source["mentions"][0]["span"][0]
        if start < first:
            yield f"$.sources[{index}]: expected sources in order of their first mention"
        first = max(first, start)
    yield from _attribution_order_faults(report["attributions"])


def _attribution_order_faults(attributions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Faults in the order by first offset of content, cue and source.

    A floating quotation (no cue) stands by its content: its source lies in an earlier paragraph.
    """
    reached = 0
    for index, attribution in enumerate(attributions):
        starts = [part["spans"][0][0] for name in ("content", "cue", "source") if (part := attribution[name])]
        latest = min(starts) if attribution["cue"] else starts[0]
        if latest < reached:
            yield f"$.attributions[{index}]: expected attributions in order of their first offset"
        reached = max(reached, min(starts))
