"""Marks and links as gold: an annotated text goes in, a document of ``schemas/gold-1.0.0.json`` comes out."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report.export.standoff import LABELS, LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.report.export.standoff import Mark, Standoff

    Spans = list[list[int]]

_NOTE = re.compile(r"(s[1-9][0-9]*)(?:\s+(.*))?", re.DOTALL)


def gold_of(document: Standoff, *, place: str) -> dict[str, Any]:
    """The gold document of an annotated text.

    Args:
        document: Marks and links; pieces of a mark between which only a line break stands become one.
        place: Where it was read, for messages.

    Returns:
        Gold, its attributions in report order, parents before what stands in them.

    Raises:
        AttribError: A mark or link is not understood.
    """
    return _Reader(document, place).gold()


class _Reader:
    """Reads one document."""

    def __init__(self, document: Standoff, place: str) -> None:
        self._document = document
        self._place = place
        self._marks: dict[str, Mark] = {mark.key: mark for mark in document.marks}
        self._bonds: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
        for bond in document.bonds:
            self._add(bond.name, bond.content, bond.other)
        self._entities = self._read_entities()

    def gold(self) -> dict[str, Any]:
        contents = self._in_order([mark for mark in self._document.marks if mark.part == "Content"])
        index = {mark.key: number for number, mark in enumerate(contents)}
        order = {key: number for number, key in enumerate(self._entities)}
        return {
            "id": self._document.doc_id,
            "text": self._document.text,
            # Whoever corrected the contents had the nested ones in view.
            "nested": True,
            "sources": list(self._entities.values()),
            "attributions": [self._attribution(mark, index, order) for mark in contents],
        }

    def _fault(self, mark: Mark, what: str) -> AttribError:
        return AttribError(f"{self._place}: {mark.part} {mark.key}: {what}")

    def _add(self, name: str, content: str, other: str) -> None:
        marks = [self._marks.get(key) for key in (content, other)]
        if name not in LINKS or None in marks:
            raise AttribError(f"{self._place}: {name} from {content} to {other}: no link between marks")
        start, end = (mark for mark in marks if mark is not None)
        if start.part != "Content" or end.part != LINKS[name]:
            raise self._fault(start, f"{name} leads from a Content to a {LINKS[name]}, not to a {end.part}")
        self._bonds[name, content].append(end)

    def _read_entities(self) -> dict[str, dict[str, Any]]:
        """The article's sources by their ids, in order of the ids' numbers."""
        names: dict[str, str] = {}
        labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for mark in self._document.marks:
            if mark.part != "Source" or mark.note is None:
                continue
            identifier, name = self._noted(mark)
            if name and names.setdefault(identifier, name) != name:
                raise self._fault(mark, f"{identifier} is {names[identifier]!r} elsewhere and {name!r} here")
            for label, value in mark.labels.items():
                if labels[identifier].setdefault(label, value) != value:
                    raise self._fault(
                        mark,
                        f"{label} of {identifier} is {labels[identifier][label]} elsewhere, {value} here",
                    )
            labels[identifier] |= {}  # known, even without labels
        found = {}
        for identifier in sorted(labels, key=lambda key: int(key[1:])):
            known = labels[identifier]
            if identifier not in names or not {"Kind", "Naming"} <= set(known):
                raise AttribError(f"{self._place}: {identifier}: expected a name, a Kind and a Naming")
            found[identifier] = _entity(names[identifier], known)
        return found

    def _noted(self, mark: Mark) -> tuple[str, str]:
        match = _NOTE.fullmatch((mark.note or "").strip())
        if match is None:
            raise self._fault(mark, f"expected a note like 's2 Tom Reid', got {mark.note!r}")
        return match[1], (match[2] or "").strip()

    def _attribution(self, mark: Mark, index: Mapping[str, int], order: Mapping[str, int]) -> dict[str, Any]:
        def linked(name: str) -> list[Mark]:
            return self._bonds[name, mark.key]

        parents, sources, channels = linked("Within"), linked("SaidBy"), linked("Via")
        noted = next((self._noted(source)[0] for source in sources if source.note is not None), None)
        force = next((cue.labels["Force"] for cue in linked("CuedBy") if "Force" in cue.labels), None)
        entry = {
            "source": self._spans(sources),
            "cue": self._spans(linked("CuedBy")),
            "content": self._spans([mark]),
            "parent": index[parents[0].key] if parents else None,
            "entity": None if noted is None else order[noted],
            **{
                key: mark.labels[name]
                for key, name in (("mode", "Mode"), ("act", "Act"))
                if name in mark.labels
            },
            "force": force,
            "addressee": self._spans(linked("ToldTo")),
            "channel": self._channel(channels),
            "hedges": [
                {"span": span, "type": hedge.labels.get("Type", "epistemic")}
                for hedge in linked("HedgedBy")
                for span in self._spans([hedge])
            ],
            "optional": mark.labels.get("Debatable") == "yes",
        }
        if "Hedging" in mark.labels:
            entry["hedged"] = mark.labels["Hedging"] == "hedged"
        if linked("CuedBy") and force is None:
            del entry["force"]  # a cue that nobody has graded is not one without force
        return entry

    def _channel(self, channels: Sequence[Mark]) -> dict[str, Any] | None:
        if not channels:
            return None
        return {"spans": self._spans(channels), "kind": channels[0].labels.get("ChannelKind", "other")}

    def _in_order(self, contents: Iterable[Mark]) -> list[Mark]:
        """Report order (first offset, outer before inner), except that no parent comes after its child."""
        placed: dict[str, Mark] = {}
        for mark in sorted(contents, key=self._offset):
            line = [mark]
            while parents := self._bonds["Within", line[-1].key]:
                if len(parents) > 1 or parents[0] in line:
                    raise self._fault(line[-1], "expected one Content around it, and not itself")
                line.append(parents[0])
            for ancestor in reversed(line):
                placed.setdefault(ancestor.key, ancestor)
        return list(placed.values())

    def _offset(self, mark: Mark) -> tuple[int, int]:
        """Where an attribution begins; a floating one, without cue, begins with its content."""
        cues = self._bonds["CuedBy", mark.key]
        others = [*cues, *self._bonds["SaidBy", mark.key]] if cues else []
        spans = self._spans([mark])
        start = min(span[0][0] for span in (spans, *(self._spans([other]) for other in others)))
        return start, -sum(end - start for start, end in spans)

    def _spans(self, marks: Iterable[Mark]) -> Spans:
        """The places of marks, in order, those joined that only a line break parts."""
        text = self._document.text
        joined: Spans = []
        for start, end in sorted({span for mark in marks for span in mark.spans}):
            between = text[joined[-1][1] : start] if joined else None
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            elif between and "\n" in between and not between.strip():
                joined[-1][1] = end
            else:
                joined.append([start, end])
        return joined


def _entity(name: str, labels: Mapping[str, str]) -> dict[str, Any]:
    grade = labels.get("Grade") if labels["Naming"] != "named" else None
    return {
        "name": name,
        "kind": labels["Kind"],
        "naming": labels["Naming"],
        "grade": None if grade is None else int(grade),
    }


def check_label(part: str, name: str, value: str) -> str | None:
    """What is wrong with a label, None if nothing is."""
    values = LABELS[part].get(name) if part in LABELS else None  # type: ignore[index]
    if values is None:
        return f"{name} says nothing of a {part}"
    return None if value in values else f"{name} is one of {', '.join(values)}, not {value!r}"
