"""Label Studio: reports go in, a folder with tasks to import and the labelling configuration comes out.

Tasks carry the analysis as predictions (https://labelstud.io/guide/predictions), from which annotators
start. Label Studio counts code points, as reports do (its pull request 1559: "Store code points instead of
js length"). It has no discontinuous regions: pieces after the first are regions of their own, linked to the
first by ``continues``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from attrib.report.export.places import folder
from attrib.report.export.standoff import LABELS, LINKS, PARTS, Mark, Standoff, standoff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attrib.report.export.tables import Report

#: Names of the configuration: what regions are of, what holds a source's note, what joins pieces.
PART = "part"
NOTE = "entity"
CONTINUES = "continues"
_COLOURS = {
    "Content": "#4080ff",
    "Source": "#e07a20",
    "Cue": "#30a060",
    "Hedge": "#d04060",
    "Addressee": "#8060c0",
    "Channel": "#808080",
}


def write(reports: Iterable[Report], out: Path) -> None:
    """Write ``tasks.json`` and ``labels.xml``."""
    with folder(out, empty=True) as made:
        (made / "labels.xml").write_text(_configuration(), encoding="utf-8", newline="\n")
        with (made / "tasks.json").open("w", encoding="utf-8", newline="\n") as file:
            file.write("[")
            for number, report in enumerate(reports):
                file.write(",\n" if number else "\n")
                json.dump(_task(report), file, ensure_ascii=False)
            file.write("\n]\n")


def _task(report: Report) -> dict[str, Any]:
    document = standoff(report)
    confidences = [entry["confidence"] for entry in report["attributions"]]
    prediction: dict[str, Any] = {
        "model_version": f"attrib {report['provenance']['attrib']}",
        "result": list(_result(document)),
    }
    if confidences:
        # Tasks can be sorted by it: the least sure first.
        prediction["score"] = min(confidences)
    data = {"text": document.text, "doc_id": document.doc_id, "title": report["meta"]["title"]}
    return {"data": data, "predictions": [prediction]}


def _result(document: Standoff) -> Iterator[dict[str, Any]]:
    for mark in document.marks:
        yield from _regions(document.text, mark)
    for bond in document.bonds:
        yield _relation(bond.content, bond.other, bond.name)


def _regions(text: str, mark: Mark) -> Iterator[dict[str, Any]]:
    """A region a piece; labels and the note hang on the first."""
    for number, (start, end) in enumerate(mark.spans):
        key = mark.key if number == 0 else f"{mark.key}-{number + 1}"
        place = {"start": start, "end": end}
        value = place | {"text": text[start:end], "labels": [mark.part]}
        yield _entry(key, PART, "labels", value)
        if number:
            yield _relation(key, mark.key, CONTINUES)
            continue
        for name, chosen in mark.labels.items():
            yield _entry(key, name, "choices", place | {"choices": [chosen]})
        if mark.note is not None:
            yield _entry(key, NOTE, "textarea", place | {"text": [mark.note]})


def _entry(key: str, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "from_name": control, "to_name": "text", "type": kind, "value": value}


def _relation(start: str, end: str, name: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [name]}


def _configuration() -> str:
    relations = "".join(f"    <Relation value={quoteattr(name)}/>\n" for name in (*LINKS, CONTINUES))
    labels = "".join(f'    <Label value="{part}" background="{_COLOURS[part]}"/>\n' for part in PARTS)
    return (
        "<View>\n"
        # Otherwise Label Studio runs white space together and its offsets are others.
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>\n"
        f"  <Relations>\n{relations}  </Relations>\n"
        f'  <Labels name="{PART}" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        f"{''.join(_questions())}"
        "</View>\n"
    )


def _questions() -> Iterator[str]:
    """What is asked of a region when it is selected."""
    for part, labels in LABELS.items():
        if not labels:
            continue
        yield f'  <View visibleWhen="region-selected" whenTagName="{PART}" whenLabelValue="{part}">\n'
        for name, values in labels.items():
            choices = "".join(f'<Choice value="{value}"/>' for value in values)
            yield f'    <Header value="{name}"/>\n'
            yield (
                f'    <Choices name="{name}" toName="text" perRegion="true" choice="single" '
                f'showInline="true">{choices}</Choices>\n'
            )
        if part == "Source":
            yield '    <Header value="Which source: its id and name, as in s2 Tom Reid"/>\n'
            yield f'    <TextArea name="{NOTE}" toName="text" perRegion="true" maxSubmissions="1"/>\n'
        yield "  </View>\n"
