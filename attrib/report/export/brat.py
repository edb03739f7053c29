"""brat: reports go in, a folder with a text and its standoff annotation for each article comes out.

The format is that of brat 1.3 (https://brat.nlplab.org/standoff.html), with discontinuous spans. brat's lines
are the text's, and a span never crosses one: it becomes pieces there. ``documents.json`` says which file
is which article; ``annotation.conf`` and ``visual.conf`` are brat's own.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from attrib.report.export.places import folder
from attrib.report.export.standoff import LABELS, LINKS, PARTS, Mark, Standoff, standoff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attrib.report.export.tables import Report

#: The file that gives the ``doc_id`` for each name of a text.
DOCUMENTS = "documents.json"
_LINE = re.compile(r"[^\n]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
#: Colours: content blue, source orange, cue green, hedge red, as on the page.
_COLOURS = {
    "Content": "#c9dcff",
    "Source": "#ffd9b3",
    "Cue": "#c4ecd0",
    "Hedge": "#ffc9d6",
    "Addressee": "#e6dcff",
    "Channel": "#e2e2e2",
}


def write(reports: Iterable[Report], out: Path) -> None:
    """Write ``NAME.txt`` and ``NAME.ann`` for each report, and brat's configuration."""
    names: dict[str, str] = {}
    with folder(out, empty=True) as made:
        for number, report in enumerate(reports, start=1):
            document = standoff(report)
            name = _name(number, document.doc_id)
            names[name] = document.doc_id
            _file(made / f"{name}.txt", document.text)
            _file(made / f"{name}.ann", "".join(f"{line}\n" for line in lines(document)))
        _file(made / DOCUMENTS, json.dumps(names, ensure_ascii=False, indent=2) + "\n")
        _file(made / "annotation.conf", _annotation_conf())
        _file(made / "visual.conf", _visual_conf())


def lines(document: Standoff) -> Iterator[str]:
    """The lines of an annotation file."""
    attributes = 0
    for mark in document.marks:
        pieces = _pieces(document.text, mark)
        places = ";".join(f"{start} {end}" for start, end in pieces)
        shown = " ".join(document.text[start:end] for start, end in pieces).replace("\n", " ")
        yield f"{mark.key}\t{mark.part} {places}\t{shown}"
        for name, value in mark.labels.items():
            attributes += 1
            yield f"A{attributes}\t{name} {mark.key} {value}"
        if mark.note is not None:
            yield f"#{mark.key[1:]}\tAnnotatorNotes {mark.key}\t{mark.note}"
    for number, bond in enumerate(document.bonds, start=1):
        yield f"R{number}\t{bond.name} Arg1:{bond.content} Arg2:{bond.other}"


def _pieces(text: str, mark: Mark) -> list[tuple[int, int]]:
    """The mark's spans without the line feeds in them; white space at a piece's ends goes too."""
    found: list[tuple[int, int]] = []
    for start, end in mark.spans:
        for line in _LINE.finditer(text, start, end):
            left = len(line[0]) - len(line[0].lstrip())
            length = len(line[0].strip())
            begin = line.start() + left
            if not length:
                continue
            if found and begin <= found[-1][1]:  # brat takes pieces that touch for overlapping ones
                begin = found.pop()[0]
            found.append((begin, line.start() + left + length))
    return found or [mark.spans[0]]


def _name(number: int, doc_id: str) -> str:
    """A file name that sorts in input order and says a little of which article it is."""
    slug = _UNSAFE.sub("-", doc_id)[-40:].strip("-")
    return f"{number:05}-{slug}" if slug else f"{number:05}"


def _file(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _annotation_conf() -> str:
    relations = [f"{name}\tArg1:Content, Arg2:{part}" for name, part in LINKS.items()]
    attributes = []
    for part, labels in LABELS.items():
        for name, values in labels.items():
            # Of one value is what is ticked or not, which brat calls binary.
            choice = f", Value:{'|'.join(values)}" if len(values) > 1 else ""
            attributes.append(f"{name}\tArg:{part}{choice}")
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    parts = [
        ("entities", PARTS),
        ("relations", (*relations, overlap)),
        ("events", ()),
        ("attributes", attributes),
    ]
    return "\n".join("\n".join((f"[{head}]", *body, "")) for head, body in parts)


def _visual_conf() -> str:
    drawing = [
        f"{part}\tbgColor:{colour}, fgColor:black, borderColor:darken" for part, colour in _COLOURS.items()
    ]
    # Attributes are shown as their value in brackets, so that nothing hides in a pop-up.
    for labels in LABELS.values():
        for name, values in labels.items():
            shown = "|".join(f"[{value}]" for value in values) if len(values) > 1 else f"[{name.lower()}]"
            drawing.append(f"{name}\tglyph:{shown}")
    return "\n".join(("[labels]", "", "[drawing]", *drawing, ""))
