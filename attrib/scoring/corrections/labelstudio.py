"""Label Studio: tasks as it exports them (JSON, not JSON-MIN) go in, gold documents come out.

Of a task the first annotation counts that was not cancelled; a task that nobody has annotated is passed over,
for its predictions are the analysis itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report.export.labelstudio import CONTINUES, NOTE, PART
from attrib.report.export.standoff import PARTS, Bond, Mark, Standoff
from attrib.scoring.corrections.gold import check_label, gold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def documents(place: str, tasks: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The gold documents of exported tasks.

    Args:
        place: The file, for messages.
        tasks: The file's value.

    Raises:
        AttribError: Nothing has been annotated, or a task is not understood.
    """
    done = 0
    for number, task in enumerate(tasks, start=1):
        where = f"{place}: task {number}"
        try:
            document = _document(task, where)
        except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
            raise AttribError(f"{where}: not a task as Label Studio exports it as JSON: {error!r}") from error
        if document is not None:
            done += 1
            yield where, gold_of(document, place=where)
    if not done:
        raise AttribError(f"{place}: no task in it has been annotated")


def _document(task: Mapping[str, Any], where: str) -> Standoff | None:
    finished = [one for one in task["annotations"] if not one.get("was_cancelled")]
    if not finished:
        return None
    text = task["data"]["text"]
    doc_id = task["data"].get("doc_id") or str(task["id"])
    reader = _Result(len(text), where)
    for entry in finished[0]["result"]:
        reader.add(entry)
    return Standoff(doc_id, text, *reader.read())


class _Result:
    """Gathers the regions, labels and relations of an annotation; they come in any order."""

    def __init__(self, size: int, where: str) -> None:
        self._size = size
        self._where = where
        self._parts: dict[str, str] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._notes: dict[str, str] = {}
        self._relations: list[tuple[str, str, str]] = []

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take in one entry of a result."""
        if entry["type"] == "relation":
            names = entry.get("labels") or [""]
            ends = (entry["from_id"], entry["to_id"])
            if entry.get("direction") == "left":
                ends = ends[::-1]
            self._relations += [(name, *ends) for name in names]
            return
        key, value = entry["id"], entry["value"]
        if entry["from_name"] == PART:
            self._parts[key] = value["labels"][0]
            self._spans[key] = self._span(value)
        elif entry["from_name"] == NOTE:
            note = value["text"]
            self._notes[key] = note if isinstance(note, str) else note[-1]
        else:
            self._labels[key][entry["from_name"]] = value["choices"][0]

    def read(self) -> tuple[tuple[Mark, ...], tuple[Bond, ...]]:
        """The marks and links."""
        first = self._first_pieces()
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, span in self._spans.items():
            spans[first[key]].append(span)
        marks = []
        for key, part in self._parts.items():
            if part not in PARTS:
                raise AttribError(f"{self._where}: expected a label of {', '.join(PARTS)}, got {part!r}")
            for name, value in self._labels[key].items():
                if fault := check_label(part, name, value):
                    raise AttribError(f"{self._where}: {part} {key}: {fault}")
            if first[key] == key:
                note = self._notes.get(key)
                marks.append(Mark(key, part, tuple(sorted(spans[key])), self._labels[key], note))
        bonds = tuple(
            Bond(name, first.get(start, start), first.get(end, end))
            for name, start, end in self._relations
            if name != CONTINUES
        )
        return tuple(marks), bonds

    def _first_pieces(self) -> dict[str, str]:
        """For each region the one whose piece it is; itself for most."""
        before = {start: end for name, start, end in self._relations if name == CONTINUES}
        found = {}
        for key in self._parts:
            line = [key]
            while (earlier := before.get(line[-1])) is not None:
                if earlier in line or self._parts.get(earlier) != self._parts[key]:
                    raise AttribError(f"{self._where}: {key}: {CONTINUES} leads to no piece of the same part")
                line.append(earlier)
            found[key] = line[-1]
        return found

    def _span(self, value: Mapping[str, Any]) -> tuple[int, int]:
        # Older versions write offsets as texts.
        start, end = int(value["start"]), int(value["end"])
        if not 0 <= start < end <= self._size:
            raise AttribError(f"{self._where}: {start} {end}: no span of the text of {self._size} characters")
        return start, end
