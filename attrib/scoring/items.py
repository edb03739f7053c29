"""Gold, reports and stage records brought into one form for scoring.

In: a gold document (a mapping as in ``schemas/gold-1.0.0.json``) and what was predicted for its text, either
a report or the ``records.Attribution`` of extraction alone. Out: a ``Side`` for each, spans as token sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attrib.records import Attribution, Mode
from attrib.scoring.forms import Form, form_of
from attrib.scoring.modes import ModeRule
from attrib.scoring.tokens import Tokeniser, Tokens

#: What is said of a source.
SOURCE_FIELDS = ("name", "kind", "naming", "grade")
#: What a document is scored on: a report, or the attributions of extraction alone.
Prediction = Mapping[str, Any] | Sequence[Attribution]


@dataclass(frozen=True, slots=True)
class Item:
    """One attribution of either side.

    Attributes:
        mode: Computed from the text's quotation marks, except where gold states it.
        parent: Index on the same side of the attribution around this one.
        fields: Its other labels; a missing key is unknown and not scored.
        phrases: Tokens of its addressee, channel and hedges; likewise.
        optional: Debatable in gold: neither credited nor punished.
        entity: What its source refers to: an index (gold) or id (report), None when unknown.
        entity_alt: Entities that gold accepts as well.
        form: In gold, how the source is referred to, where its entity is known.
    """

    content: Tokens
    cue: Tokens
    source: Tokens
    mode: Mode
    parent: int | None
    fields: Mapping[str, Any]
    phrases: Mapping[str, Tokens]
    optional: bool = False
    entity: int | str | None = None
    entity_alt: tuple[int, ...] = ()
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """All that one side says about a text; ``blocks`` and ``sentences`` are None where it says nothing.

    ``blocks`` are (start, end, role), ``sentences`` the offsets at which sentences end.
    """

    items: tuple[Item, ...]
    blocks: tuple[tuple[int, int, str], ...] | None
    sentences: frozenset[int] | None


def sides(gold: Mapping[str, Any], prediction: Prediction) -> tuple[Side, Side]:
    """Both sides of one document, ready to compare.

    Nested predictions are left out when gold does not annotate nesting: when it says ``"nested": false``,
    or says nothing and has no attribution with a parent.
    """
    text: str = gold["text"]
    tokeniser = Tokeniser(text)
    reader = _Reader(tokeniser, ModeRule(text))
    wanted = reader.gold(gold)
    nested = gold.get("nested", any(item.parent is not None for item in wanted.items))
    given = reader.report(prediction) if isinstance(prediction, Mapping) else reader.records(prediction)
    return wanted, given if nested else _flat(given)


def _flat(side: Side) -> Side:
    """The side without its nested items (no item left has a parent, so no index needs mending)."""
    outer = tuple(item for item in side.items if item.parent is None)
    return Side(outer, side.blocks, side.sentences)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns attributions of any kind into items of one text."""

    tokeniser: Tokeniser
    modes: ModeRule

    def gold(self, document: Mapping[str, Any]) -> Side:
        listed: list[Mapping[str, Any]] = document["attributions"]
        entities: list[Mapping[str, Any]] = document.get("sources", [])
        items = []
        for entry in listed:
            parent = entry.get("parent")
            around = None if parent is None else listed[parent]["content"]
            fields = {key: entry[key] for key in ("mode", "act", "force", "hedged") if key in entry}
            if entry.get("channel"):
                fields["channel kind"] = entry["channel"]["kind"]
            entity = entry.get("entity")
            if entity is not None and entities:
                fields |= {key: entities[entity].get(key) for key in SOURCE_FIELDS}
            items.append(
                Item(
                    content=self.tokeniser.tokens(entry["content"]),
                    cue=self.tokeniser.tokens(entry["cue"]),
                    source=self.tokeniser.tokens(entry["source"]),
                    mode=entry["mode"] if "mode" in entry else self.modes.mode(entry["content"], around),
                    parent=parent,
                    fields=fields,
                    phrases=self._phrases(_gold_phrases(entry)),
                    optional=entry.get("optional", False),
                    entity=entity,
                    entity_alt=tuple(entry.get("entity_alt", ())),
                    form=self._form(document["text"], entry["source"], fields),
                )
            )
        return Side(tuple(items), _blocks(document), _ends(document))

    def report(self, report: Mapping[str, Any]) -> Side:
        listed: list[Mapping[str, Any]] = report["attributions"]
        index = {entry["id"]: number for number, entry in enumerate(listed)}
        entities = {source["id"]: source for source in report.get("sources", [])}
        items = []
        for entry in listed:
            parent = None if entry["parent"] is None else index[entry["parent"]]
            around = None if parent is None else listed[parent]["content"]["spans"]
            entity = None if entry["source"] is None else entry["source"]["id"]
            items.append(
                Item(
                    content=self.tokeniser.tokens(entry["content"]["spans"]),
                    cue=self.tokeniser.tokens(_spans(entry["cue"])),
                    source=self.tokeniser.tokens(_spans(entry["source"])),
                    mode=self.modes.mode(entry["content"]["spans"], around),
                    parent=parent,
                    fields=_report_fields(entry, entities.get(entity, {})),
                    phrases=self._phrases(_report_phrases(entry)),
                    entity=entity,
                )
            )
        return Side(tuple(items), _blocks(report), _ends(report))

    def records(self, attributions: Sequence[Attribution]) -> Side:
        items = []
        for entry in attributions:
            around = None if entry.parent is None else attributions[entry.parent].content
            items.append(
                Item(
                    content=self.tokeniser.tokens(entry.content),
                    cue=self.tokeniser.tokens(entry.cue),
                    source=self.tokeniser.tokens(entry.source),
                    mode=self.modes.mode(entry.content, around),
                    parent=entry.parent,
                    fields={"mode": entry.mode, "act": entry.act},
                    phrases={},
                )
            )
        return Side(tuple(items), blocks=None, sentences=None)

    @staticmethod
    def _form(text: str, source: Sequence[Sequence[int]], fields: Mapping[str, Any]) -> Form | None:
        if not source or "name" not in fields:
            return None
        written = " ".join(text[start:end] for start, end in source)
        return form_of(written, name=fields["name"], naming=fields["naming"])

    def _phrases(self, phrases: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, Tokens]:
        return {name: self.tokeniser.tokens(spans) for name, spans in phrases.items()}


def _spans(part: Mapping[str, Any] | None) -> Sequence[Sequence[int]]:
    return [] if part is None else part["spans"]


def _gold_phrases(entry: Mapping[str, Any]) -> dict[str, Sequence[Sequence[int]]]:
    phrases: dict[str, Sequence[Sequence[int]]] = {}
    if "addressee" in entry:
        phrases["addressee"] = entry["addressee"]
    if "channel" in entry:
        phrases["channel"] = _spans(entry["channel"])
    if "hedges" in entry:
        phrases["hedges"] = [hedge["span"] for hedge in entry["hedges"]]
    return phrases


def _report_phrases(entry: Mapping[str, Any]) -> dict[str, Sequence[Sequence[int]]]:
    return {
        "addressee": _spans(entry["addressee"]),
        "channel": _spans(entry["channel"]),
        "hedges": [cue["span"] for cue in entry["hedging"]["cues"]],
    }


def _report_fields(entry: Mapping[str, Any], entity: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "mode": entry["mode"],
        "act": entry["act"],
        "force": None if entry["cue"] is None else entry["cue"]["force"],
        "hedged": entry["hedging"]["label"] == "hedged",
        "channel kind": None if entry["channel"] is None else entry["channel"]["kind"],
        **{key: entity.get(key) for key in SOURCE_FIELDS},
    }


def _blocks(document: Mapping[str, Any]) -> tuple[tuple[int, int, str], ...] | None:
    if not document.get("blocks"):
        return None
    return tuple((*block["span"], block["role"]) for block in document["blocks"])


def _ends(document: Mapping[str, Any]) -> frozenset[int] | None:
    """Sentence ends; gold lists spans, a report objects with a span."""
    if not document.get("sentences"):
        return None
    spans = (s["span"] if isinstance(s, Mapping) else s for s in document["sentences"])
    return frozenset(span[1] for span in spans)
