"""The schemas against accepted and rejected examples, and the checks of reports that no schema can make."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from attrib import records, resources, schema
from attrib.audit.metrics import BANDS
from attrib.errors import AttribError

EXAMPLES = Path(__file__).parent / "schema_examples"
NAMES = (schema.REPORT, schema.GOLD)


def examples(kind: str) -> list[Any]:
    found = [(name, path) for name in NAMES for path in sorted((EXAMPLES / kind / name).glob("*.json"))]
    return [pytest.param(name, path, id=f"{name}/{path.stem}") for name, path in found]


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def schema_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = resources.read_json(resources.schema_path(name))
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_one_and_carries_its_version(name: str) -> None:
    loaded = schema_of(name)
    Draft202012Validator.check_schema(loaded)
    assert loaded["$id"].rsplit(":", 2)[-2:] == name.rsplit("-", 1)
    assert len(examples("accepted")) >= 12
    assert len(examples("rejected")) >= 30


@pytest.mark.parametrize(("name", "path"), examples("accepted"))
def test_accepted(name: str, path: Path) -> None:
    instance = load(path)
    assert list(schema.errors(instance, name)) == []
    assert jsonschema_rs.is_valid(schema_of(name), instance)
    if name == schema.REPORT:
        schema.validate(instance)


@pytest.mark.parametrize(("name", "path"), examples("rejected"))
def test_rejected_for_one_reason(name: str, path: Path) -> None:
    instance = load(path)
    assert len(list(schema.errors(instance, name))) == 1
    assert not jsonschema_rs.is_valid(schema_of(name), instance)
    if name == schema.REPORT:
        with pytest.raises(AttribError, match=r"^\$"):
            schema.validate(instance)


def objects(value: Any) -> list[dict[str, Any]]:
    """Every sub-schema that lists properties."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    own = (
        [value]
        if isinstance(value, dict) and isinstance(value.get("properties"), dict) and "type" in value
        else []
    )
    return own + [found for item in inner for found in objects(item)]


@pytest.mark.parametrize("name", NAMES)
def test_no_object_lets_unknown_keys_in(name: str) -> None:
    listed = objects(schema_of(name))
    assert listed
    assert all(entry["additionalProperties"] is False for entry in listed)


def test_no_key_of_a_report_may_be_missing() -> None:
    assert all(list(entry["properties"]) == entry["required"] for entry in objects(schema_of(schema.REPORT)))


def test_values_are_those_of_the_records() -> None:
    known = {
        frozenset(get_args(values))
        for values in (
            records.BlockRole,
            records.Mode,
            records.Act,
            records.Force,
            records.Kind,
            records.Naming,
            records.MentionForm,
            records.Reason,
            records.ChannelKind,
            records.HedgeLabel,
            records.HedgeType,
            records.ModifierType,
        )
    }

    def enums(value: Any) -> set[frozenset[str]]:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        own = (
            {frozenset(v for v in value["enum"] if v)}
            if isinstance(value, dict) and "enum" in value
            else set()
        )
        return own.union(*map(enums, inner))

    assert enums(schema_of(schema.REPORT)) == {
        *known,
        frozenset({"note", "warning"}),
        frozenset(BANDS),
    }
    assert enums(schema_of(schema.GOLD)) <= known


def test_first_fault_names_place_value_and_what_was_expected() -> None:
    report = load(EXAMPLES / "rejected" / schema.REPORT / "unknown-mode.json")
    with pytest.raises(AttribError) as caught:
        schema.validate(report)
    message = '$.attributions[0].mode: expected one of "direct", "indirect", "mixed", got "quoted"'
    assert str(caught.value) == message


def test_long_values_are_cut_in_messages() -> None:
    report = {**full(), "doc_id": ["x" * 10_000]}
    assert all(len(fault) < 200 for fault in schema.errors(report, schema.REPORT))


def full() -> dict[str, Any]:
    loaded: dict[str, Any] = load(EXAMPLES / "accepted" / schema.REPORT / "every-field.json")
    return loaded


#: Path into the full example, the value set there, and the fault it makes.
FAULTS: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "span-beyond-text": (("notices", 1, "span"), [0, 99_999], "$.notices[1]: expected a span within"),
    "span-backwards": (
        ("blocks", 1, "span"),
        [30, 29],
        "$.blocks[1]: expected whole numbers, start before end",
    ),
    "span-empty": (("blocks", 1, "span"), [30, 30], "$.blocks[1]: expected whole numbers, start before end"),
    "span-of-floats": (("sentences", 0, "span"), [0.0, 5.0], "$.sentences[0]: expected whole numbers"),
    "pieces-overlap": (
        ("attributions", 0, "content", "spans"),
        [[20, 34], [30, 40]],
        "$.attributions[0].content: expected ordered spans",
    ),
    "other-text": (("attributions", 1, "cue", "text"), "says", "$.attributions[1].cue.text: expected"),
    "text-missing-somewhere": (
        ("sources", 0, "mentions", 0, "text"),
        None,
        "$.sources[0].mentions[0].text: expected",
    ),
    "hedge-text": (
        ("attributions", 0, "hedging", "cues", 0, "text"),
        "might",
        "$.attributions[0].hedging.cues[0].text",
    ),
    "other-digest": (("text_sha256",), "0" * 64, "$.text_sha256: expected the digest of the text"),
    "source-ids-not-counted-up": (("sources", 1, "id"), "s7", "$.sources[1].id: expected s2, got s7"),
    "attribution-ids-repeated": (
        ("attributions", 1, "id"),
        "a1",
        "$.attributions[1].id: expected a2, got a1",
    ),
    "unknown-source": (
        ("attributions", 0, "source", "id"),
        "s9",
        "$.attributions[0].source.id: expected the id",
    ),
    "unknown-candidate": (
        ("attributions", 2, "source", "candidates", 0, "id"),
        "s9",
        "$.attributions[2].source.candidates[0].id: expected the id",
    ),
    "unknown-in-chain": (
        ("attributions", 0, "chain", 0),
        "s9",
        "$.attributions[0].chain[0]: expected the id",
    ),
    "unknown-affiliation": (("sources", 0, "affiliation"), "s9", "$.sources[0].affiliation: expected the id"),
    "unknown-parent": (("attributions", 2, "parent"), "a9", "$.attributions[2].parent: expected the id"),
    "own-parent": (
        ("attributions", 2, "parent"),
        "a3",
        "$.attributions[2].parent: expected an attribution that",
    ),
    "parent-elsewhere": (
        ("attributions", 2, "parent"),
        "a1",
        "$.attributions[2].content: expected spans inside",
    ),
    "quoted-outside-content": (
        ("attributions", 1, "content", "quoted"),
        [[0, 3]],
        "$.attributions[1].content.quoted: expected spans inside",
    ),
    "sentence-outside-block": (
        ("sentences", 0, "block"),
        1,
        "$.sentences[0].block: expected the block around",
    ),
    "sentence-of-no-block": (
        ("sentences", 0, "block"),
        40,
        "$.sentences[0].block: expected the block around",
    ),
    "blocks-overlap": (
        ("blocks", 1, "span"),
        [5, 30],
        "$.blocks[1].span: expected a start from 18 on, got 5",
    ),
    "unknown-top-source": (
        ("metrics", "top_source", "source"),
        "s9",
        "$.metrics.top_source.source: expected the id",
    ),
    "unknown-subject": (
        ("metrics", "sources", "subjects"),
        ["s9"],
        "$.metrics.sources.subjects[0]: expected the id",
    ),
    "unattributed-beyond-sentences": (
        ("metrics", "body", "unattributed_sentences"),
        [99],
        "$.metrics.body.unattributed_sentences: expected indices",
    ),
    "finding-without-attribution": (
        ("findings",),
        [
            {
                "rule": "A1",
                "severity": "note",
                "message": "x",
                "spans": [],
                "attributions": ["a9"],
                "sources": [],
            }
        ],
        "$.findings[0].attributions[0]: expected the id of one of the attributions, got a9",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_beyond_the_schema(name: str) -> None:
    path, value, expected = FAULTS[name]
    report = copy.deepcopy(full())
    place: Any = report
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert list(schema.errors(report, schema.REPORT)) == []
    assert any(fault.startswith(expected) for fault in schema.report_faults(report)), list(
        schema.report_faults(report)
    )
    with pytest.raises(AttribError):
        schema.validate(report)


def test_sources_out_of_order() -> None:
    report = full()
    first, second = report["sources"]
    first["mentions"], second["mentions"] = second["mentions"], first["mentions"]
    assert [*schema.report_faults(report)] == [
        "$.sources[1]: expected sources in order of their first mention"
    ]


def test_attributions_out_of_order() -> None:
    report = full()
    report["attributions"] = [report["attributions"][index] for index in (3, 0)]
    for index, entry in enumerate(report["attributions"]):
        entry["id"] = f"a{index + 1}"
    assert [*schema.report_faults(report)] == [
        "$.attributions[1]: expected attributions in order of their first offset"
    ]


def test_jsonschema_is_loaded_on_first_use_only() -> None:
    code = "import sys, attrib.schema; sys.exit('jsonschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_floating_quotation_stands_by_its_content() -> None:
    report = load(EXAMPLES / "accepted" / schema.REPORT / "floating-quotation.json")
    (floating,) = report["attributions"]
    inner = copy.deepcopy(floating)
    # Another one between the floating quotation and its source, which stands at the start of the text.
    inner["content"] = {"spans": [[14, 19]], "text": report["text"][14:19], "quoted": []}
    inner["source"].update(spans=[[9, 13]], text=report["text"][9:13])
    inner["cue"] = {"spans": [[20, 21]], "text": report["text"][20:21], "lemma": ".", "force": "neutral"}
    report["attributions"] = [inner, {**floating, "id": "a2"}]
    schema.validate(report)
