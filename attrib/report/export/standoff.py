"""What annotation tools share: a report goes in; marks on its text, and links between them, come out.

brat and Label Studio show the same marks and links, and corrections made in either are read back through
them (``attrib.scoring.corrections``). The names here are the ones that annotators see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrib import records
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.report.export.tables import Report

Part = Literal["Content", "Cue", "Source", "Hedge", "Addressee", "Channel"]
PARTS: tuple[Part, ...] = get_args(Part)
#: What leads from a content to its other parts, and to the content that it stands in.
LINKS: Mapping[str, Part] = {
    "SaidBy": "Source",
    "CuedBy": "Cue",
    "Within": "Content",
    "HedgedBy": "Hedge",
    "ToldTo": "Addressee",
    "Via": "Channel",
}
#: What is said of a mark, by its part, with the values there are.
LABELS: Mapping[Part, Mapping[str, tuple[str, ...]]] = {
    "Content": {
        "Mode": get_args(records.Mode),
        "Act": get_args(records.Act),
        "Hedging": get_args(records.HedgeLabel),
        "Debatable": ("yes",),
    },
    "Cue": {"Force": get_args(records.Force)},
    "Source": {
        "Kind": get_args(records.Kind),
        "Naming": get_args(records.Naming),
        "Grade": ("0", "1", "2", "3"),
    },
    "Hedge": {"Type": get_args(records.HedgeType)},
    "Addressee": {},
    "Channel": {"ChannelKind": get_args(records.ChannelKind)},
}
#: Characters at which Python, and tools written in it, break lines. All become line feeds, for a carriage
#: return would be dropped on the way through a tool and every later offset with it.
_BREAKS = {ord(mark): "\n" for mark in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of an attribution as it stands in the text.

    Attributes:
        key: Its name in the tool's file, for messages and links.
        note: Of a Source, which of the article's sources it means: an id and a name, ``s2 Tom Reid``.
    """

    key: str
    part: Part
    spans: tuple[tuple[int, int], ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """A link from a content to another mark, by their keys."""

    name: str
    content: str
    other: str


@dataclass(frozen=True, slots=True)
class Standoff:
    """An article with its marks and links, in the order in which they were written."""

    doc_id: str
    text: str
    marks: tuple[Mark, ...]
    bonds: tuple[Bond, ...]


def plain(text: str) -> str:
    """A text whose only line break is the line feed, every offset kept."""
    return text.replace("\r\n", " \n").translate(_BREAKS)


def standoff(report: Report) -> Standoff:
    """The marks and links of a report.

    Args:
        report: A valid report with its text.

    Raises:
        AttribError: It has no text.
    """
    if report["text"] is None:
        raise AttribError(
            f"{report['doc_id']}: the report has no text (--no-text), without which there is nothing to mark",
            exit_code=2,
        )
    maker = _Maker({source["id"]: source for source in report["sources"]})
    for entry in report["attributions"]:
        maker.add(entry)
    return Standoff(report["doc_id"], plain(report["text"]), tuple(maker.marks.values()), tuple(maker.bonds))


class _Maker:
    """Gathers marks; a cue, source or hedge that several contents share is marked once."""

    def __init__(self, entities: Mapping[str, Mapping[str, Any]]) -> None:
        self.marks: dict[Any, Mark] = {}
        self.bonds: list[Bond] = []
        self._entities = entities
        self._contents: dict[str, str] = {}

    def add(self, entry: Mapping[str, Any]) -> None:
        labels = {"Mode": entry["mode"], "Act": entry["act"], "Hedging": entry["hedging"]["label"]}
        content = self._mark("Content", entry["content"]["spans"], labels, own=entry["id"])
        self._contents[entry["id"]] = content
        if entry["parent"] is not None:
            self.bonds.append(Bond("Within", content, self._contents[entry["parent"]]))
        if (cue := entry["cue"]) is not None:
            self._bond("CuedBy", content, cue["spans"], {"Force": cue["force"]})
        if (source := entry["source"]) is not None:
            self._source(content, source)
        if (addressee := entry["addressee"]) is not None:
            self._bond("ToldTo", content, addressee["spans"], {})
        if (channel := entry["channel"]) is not None:
            self._bond("Via", content, channel["spans"], {"ChannelKind": channel["kind"]})
        for hedge in entry["hedging"]["cues"]:
            self._bond("HedgedBy", content, [hedge["span"]], {"Type": hedge["type"]})

    def _source(self, content: str, source: Mapping[str, Any]) -> None:
        entity = self._entities.get(source["id"])
        if entity is None:
            self._bond("SaidBy", content, source["spans"], {})
            return
        labels = {"Kind": entity["kind"], "Naming": entity["naming"]}
        if entity["grade"] is not None:
            labels["Grade"] = str(entity["grade"])
        note = f"{entity['id']} {' '.join(entity['name'].split())}"
        self._bond("SaidBy", content, source["spans"], labels, note=note)

    def _bond(
        self, name: str, content: str, spans: Any, labels: Mapping[str, str], *, note: str | None = None
    ) -> None:
        self.bonds.append(Bond(name, content, self._mark(LINKS[name], spans, labels, note=note)))

    def _mark(
        self,
        part: Part,
        spans: Any,
        labels: Mapping[str, str],
        *,
        note: str | None = None,
        own: str | None = None,
    ) -> str:
        places = tuple((start, end) for start, end in spans)
        known = (part, places, tuple(labels.items()), note, own)
        if known not in self.marks:
            self.marks[known] = Mark(f"T{len(self.marks) + 1}", part, places, labels, note)
        return self.marks[known].key
