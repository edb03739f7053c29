"""Annotation formats against their specifications, and the way back: corrections read as gold."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exporting import exported, plain, relaid, tricky, without_text, write
from hypothesis import given
from test_report import PROVENANCE, assemblies

from attrib.errors import AttribError
from attrib.report import build
from attrib.report.export import export
from attrib.report.export.brat import lines
from attrib.report.export.labelstudio import write as write_tasks
from attrib.report.export.standoff import plain as plain_text
from attrib.report.export.standoff import standoff
from attrib.report.export.webannotation import items
from attrib.scoring import evaluate, read_gold
from attrib.scoring.corrections import gold_values
from attrib.scoring.corrections.gold import gold_of
from attrib.train.corpus import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.records import Assembly

# W3C Web Annotation: the rules of the Recommendation that have a MUST, section by section, and the terms of its
# JSON-LD context that are used.

TERMS = {
    "Annotation": {"id", "type", "motivation", "generator", "body", "target"},
    "TextualBody": {"type", "value", "purpose", "format"},
    "SpecificResource": {"type", "source", "scope", "selector", "purpose"},
    "TextPositionSelector": {"type", "start", "end"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "AnnotationCollection": {"@context", "type", "label", "first", "total", "id"},
    "AnnotationPage": {"type", "startIndex", "items", "id"},
    "Software": {"id", "type", "name"},
    "Text": {"id", "type", "format", "language"},
}
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking "
    "moderating questioning replying tagging".split()
)
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def check_model(collection: dict[str, Any]) -> None:
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert collection["total"] == len(page["items"])
    assert page["startIndex"] == 0
    identifiers = [node["id"] for node in (collection, page, *page["items"])]
    assert len(set(identifiers)) == len(identifiers)
    for node in nodes(collection):
        assert set(node) <= TERMS[node["type"]], node
        assert IRI.fullmatch(node.get("id", "x:y"))
        for purpose in (node.get("purpose"), node.get("motivation")):
            assert purpose is None or purpose in MOTIVATIONS
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["target"]
        for target in annotation["target"]:
            assert IRI.fullmatch(target["source"]["id"])
            for selector in target["selector"]:
                assert selector.get("start", 0) < selector.get("end", 1)
        for body in annotation["body"]:
            if body["type"] == "SpecificResource":
                assert body["source"] in identifiers
            else:
                assert body["value"]


def test_webannotation_keeps_the_model(tmp_path: Path) -> None:
    reports = [plain(url="https://example.org/a"), tricky(), without_text()]
    collection = json.loads(exported(reports, "webannotation", tmp_path / "a.jsonld").read_bytes())
    check_model(collection)
    first = collection["first"]["items"][0]
    assert [target["selector"][0]["start"] for target in first["target"]] == [20, 87]
    assert {target["scope"] for target in first["target"]} == {"https://example.org/a"}


def test_webannotation_refuses_what_breaks_the_model() -> None:
    made = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "id": "urn:a",
        "total": 1,
    }
    page = {"type": "AnnotationPage", "startIndex": 0, "id": "urn:b", "items": list(items(plain()))[-1:]}
    check_model(made | {"first": page})
    for key, value in (("target", []), ("motivation", "guessing"), ("id", "no iri"), ("colour", "red")):
        broken = page | {"items": [page["items"][0] | {key: value}]}  # type: ignore[index]
        with pytest.raises(AssertionError):
            check_model(made | {"first": broken})


@pytest.mark.parametrize("made", [plain(), tricky()], ids=["plain", "tricky"])
def test_webannotation_quotes_what_stands_at_its_positions(made: dict[str, Any]) -> None:
    for annotation in items(made):
        for target in annotation["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert quote["exact"] == made["text"][start:end]
            assert around in made["text"]


def test_webannotation_without_text_gives_positions_alone() -> None:
    kinds = {s["type"] for a in items(without_text()) for t in a["target"] for s in t["selector"]}
    assert kinds == {"TextPositionSelector"}


# brat, read by pybrat, which is not ours.


def test_brat_in_pybrat(tmp_path: Path) -> None:
    from pybrat.parser import BratParser

    made = tricky()
    out = exported([made], "brat", tmp_path / "out")
    (example,) = BratParser(error="raise").parse(str(out))
    assert example.text == made["text"]
    for entity in example.entities:
        assert entity.mention == " ".join(made["text"][span.start : span.end] for span in entity.spans)
    contents = [entity for entity in example.entities if entity.type == "Content"]
    assert len(contents) == 4
    assert [(span.start, span.end) for span in contents[0].spans] == [(20, 34), (87, 106)]
    said = {(r.arg1.mention, r.arg2.mention) for r in example.relations if r.type == "SaidBy"}
    assert ("it is about to fail", "engineers") in said


def test_brat_configuration_has_all_that_is_written(tmp_path: Path) -> None:
    out = exported([plain()], "brat", tmp_path / "out")
    sections: dict[str, dict[str, str]] = {}
    for line in (out / "annotation.conf").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line:
            name, _, arguments = line.partition("\t")
            section[name] = arguments
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    (annotated,) = out.glob("*.ann")
    for line in annotated.read_text(encoding="utf-8").splitlines():
        name, *rest = line.split("\t")[1].split(" ")
        if line[0] == "T":
            assert name in sections["entities"]
        elif line[0] == "R":
            assert name in sections["relations"]
        elif line[0] == "A":
            assert rest[1] in sections["attributes"][name].partition("Value:")[2].split("|")
    assert json.loads((out / "documents.json").read_text(encoding="utf-8")) == {annotated.stem: "d1"}


def test_brat_spans_never_cross_a_line() -> None:
    made = plain()
    made["attributions"][0]["content"] |= {"spans": [[20, 34], [150, 190]], "text": None}
    first = next(lines(standoff(made)))
    assert first.split("\t")[1] == "Content 20 34;151 165;167 190"


# Label Studio: what its own validator checks (label_studio_sdk.label_interface, validate_prediction), written
# out: names and types of controls, labels and choices of the configuration, offsets within the text.


def check_tasks(out: Path) -> None:
    view = ET.parse(out / "labels.xml").getroot()  # noqa: S314 - our own
    controls = {one.attrib["name"]: one for one in view.iter() if "toName" in one.attrib}
    (text,) = view.iter("Text")
    assert {one.attrib["toName"] for one in controls.values()} == {text.attrib["name"]}
    relations = {one.attrib["value"] for one in view.iter("Relation")}
    values = {name: {one.attrib["value"] for one in control} for name, control in controls.items()}
    for task in json.loads((out / "tasks.json").read_bytes()):
        assert isinstance(task["data"][text.attrib["value"].removeprefix("$")], str)
        for prediction in task["predictions"]:
            assert 0 <= prediction.get("score", 0) <= 1
            regions: dict[str, tuple[int, int]] = {}
            for entry in prediction["result"]:
                if entry["type"] == "relation":
                    assert {entry["from_id"], entry["to_id"]} <= set(regions)
                    assert set(entry["labels"]) <= relations
                    continue
                control, value = controls[entry["from_name"]], entry["value"]
                assert entry["type"] == control.tag.lower()
                assert entry["to_name"] == text.attrib["name"]
                place = (value["start"], value["end"])
                assert regions.setdefault(entry["id"], place) == place
                given = value[{"labels": "labels", "choices": "choices", "textarea": "text"}[entry["type"]]]
                assert len(given) == 1 or entry["type"] == "labels"
                if entry["type"] == "labels":
                    assert value["text"] == task["data"]["text"][place[0] : place[1]]
                if entry["type"] != "textarea":
                    assert set(given if isinstance(given, list) else [given]) <= values[entry["from_name"]]


def test_labelstudio_tasks_fit_their_configuration(tmp_path: Path) -> None:
    out = exported([plain(), tricky()], "labelstudio", tmp_path / "out")
    check_tasks(out)
    tasks = json.loads((out / "tasks.json").read_bytes())
    assert [task["data"]["doc_id"] for task in tasks] == ["d1", "=cmd|' /C calc'!A0"]
    tasks[0]["predictions"][0]["result"][1]["value"]["choices"] = ["whispered"]
    (out / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    with pytest.raises(AssertionError):
        check_tasks(out)


# And back.


def annotated(out: Path) -> Path:
    """The tasks as Label Studio exports them when an annotator has accepted every prediction."""
    tasks = json.loads((out / "tasks.json").read_bytes())
    for number, task in enumerate(tasks, start=1):
        result = [entry | {"origin": "prediction"} for entry in task["predictions"][0]["result"]]
        done = {"id": number, "completed_by": 1, "was_cancelled": False, "result": result[::-1]}
        task |= {"id": number, "annotations": [done | {"was_cancelled": True, "result": []}, done]}
    path = out.parent / "export.json"
    path.write_text(json.dumps(tasks, indent=1), encoding="utf-8")
    return path


def corrected(reports: list[dict[str, Any]], to: str, folder: Path) -> Path:
    out = exported(reports, to, folder / "out")
    return out if to == "brat" else annotated(out)


TOOLS = ("brat", "labelstudio")


def expected(made: dict[str, Any]) -> dict[str, Any]:
    """Gold that says just what the report says, written out by hand."""

    def spans(part: dict[str, Any] | None) -> list[list[int]]:
        return [] if part is None else part["spans"]

    cited = sorted({a["source"]["id"] for a in made["attributions"] if a["source"] and a["source"]["id"]})
    return {
        "id": made["doc_id"],
        "text": made["text"],
        "nested": True,
        "sources": [
            {key: source[key] for key in ("name", "kind", "naming", "grade")}
            for source in made["sources"]
            if source["id"] in cited
        ],
        "attributions": [
            {
                "source": spans(a["source"]),
                "cue": spans(a["cue"]),
                "content": a["content"]["spans"],
                "parent": None if a["parent"] is None else int(a["parent"][1:]) - 1,
                "entity": cited.index(a["source"]["id"]) if a["source"] and a["source"]["id"] else None,
                "mode": a["mode"],
                "act": a["act"],
                "force": a["cue"] and a["cue"]["force"],
                "addressee": spans(a["addressee"]),
                "channel": a["channel"] and {key: a["channel"][key] for key in ("spans", "kind")},
                "hedged": a["hedging"]["label"] == "hedged",
                "hedges": [{"span": cue["span"], "type": cue["type"]} for cue in a["hedging"]["cues"]],
                "optional": False,
            }
            for a in made["attributions"]
        ],
    }


@pytest.mark.parametrize("to", TOOLS)
def test_what_nobody_corrects_comes_back_as_it_was(to: str, tmp_path: Path) -> None:
    reports = [plain(), tricky()]
    assert list(read_gold(corrected(reports, to, tmp_path))) == [expected(one) for one in reports]


@pytest.mark.parametrize("to", TOOLS)
def test_evaluate_and_train_take_corrections(to: str, tmp_path: Path) -> None:
    reports = [plain(), plain(doc_id="d2")]
    path = corrected(reports, to, tmp_path)
    scores = evaluate(path, reports=write(reports, tmp_path / "r.jsonl")).as_dict()
    assert scores["spans"]["content"]["exact"]["f1"] == scores["entity"]["f1"] == 1
    assert [article["id"] for article in read_corpus([path])] == ["d1", "d2"]


def covered(spans: list[list[int]], text: str) -> set[int]:
    """The places of a span that are not white space, of which brat loses some at lines' ends."""
    return {place for start, end in spans for place in range(start, end) if not text[place].isspace()}


@given(assemblies())
def test_brat_lines_read_back(found: Assembly) -> None:
    import tempfile

    made = build(found, provenance=PROVENANCE)
    wanted = gold_of(standoff(made), place="report")
    with tempfile.TemporaryDirectory() as folder:
        ((_, read),) = gold_values(exported([made], "brat", Path(folder) / "out"))
    assert read["text"] == wanted["text"] == plain_text(made["text"])
    assert len(read["text"]) == len(made["text"])
    assert read["sources"] == wanted["sources"]
    keys = ("content", "cue", "source")
    back = [[covered(one[key], read["text"]) for key in keys] for one in read["attributions"]]
    given_ = [[covered(one[key], read["text"]) for key in keys] for one in wanted["attributions"]]
    assert sorted(map(str, back)) == sorted(map(str, given_))


@given(assemblies())
def test_labelstudio_tasks_read_back(found: Assembly) -> None:
    import tempfile

    made = build(found, provenance=PROVENANCE)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        write_tasks([made], out)
        check_tasks(out)
        ((_, read),) = gold_values(annotated(out))
    wanted = gold_of(standoff(made), place="report")
    assert read["text"] == wanted["text"]
    # Without parents: of two attributions of the very same words a task does not tell which stands in the other.
    keys = ("content", "cue", "source")
    back = [[one[key] for key in keys] for one in read["attributions"]]
    assert sorted(back) == sorted([one[key] for key in keys] for one in wanted["attributions"])


def test_line_ends_keep_offsets() -> None:
    made = plain()
    odd = relaid(made, made["text"].replace("\n\n", "\r\n", 1).replace("\n\n", "\u2028\r", 1))
    text = standoff(odd).text
    assert len(text) == len(odd["text"])
    assert "Sea wall <to> fall \n“We" in text
    assert "fail.\n\nIt" in text


BRAT = """T1\tContent 20 34\t“We may need,”
T2\tSource 35 54\tthe mayor, Tom Reid
R1\tSaidBy Arg1:T1 Arg2:T2
"""


def brat_folder(path: Path, ann: str) -> Path:
    (path / "a.txt").write_text(plain()["text"], encoding="utf-8")
    (path / "a.ann").write_text(ann, encoding="utf-8")
    return path


def test_an_attribution_added_in_brat_needs_no_labels(tmp_path: Path) -> None:
    (made,) = read_gold(brat_folder(tmp_path, BRAT))
    assert made["id"] == "a"
    assert made["sources"] == []
    (entry,) = made["attributions"]
    assert (entry["source"], entry["content"], entry["entity"]) == ([[35, 54]], [[20, 34]], None)
    assert "mode" not in entry
    assert "hedged" not in entry


def test_a_source_named_in_brat_is_one_of_the_article(tmp_path: Path) -> None:
    named = (
        BRAT
        + "#1\tAnnotatorNotes T2\ts7 Tom Reid\nA1\tKind T2 person\nA2\tNaming T2 role\nA3\tGrade T2 2\nA4\tDebatable T1\n"
    )
    (made,) = read_gold(brat_folder(tmp_path, named))
    assert made["sources"] == [{"name": "Tom Reid", "kind": "person", "naming": "role", "grade": 2}]
    assert made["attributions"][0]["entity"] == 0
    assert made["attributions"][0]["optional"] is True


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("T3\tClaim 0 3\tSea\n", r"a\.ann:4: expected one of Content, Cue"),
        ("T3\tCue 0 9999\tSea\n", r"a\.ann:4: 0 9999: no span of the text of \d+ characters"),
        ("T3\tCue zero\tSea\n", r"a\.ann:4: expected offsets"),
        ("R2\tSaidBy Arg1:T1\n", r"a\.ann:4: expected 'NAME Arg1:T1 Arg2:T2'"),
        ("R2\tSaidBy Arg1:T1 Arg2:T9\n", r"a\.ann: SaidBy from T1 to T9"),
        ("R2\tCuedBy Arg1:T1 Arg2:T2\n", r"a\.ann: Content T1: CuedBy leads from a Content to a Cue"),
        ("R2\tWithin Arg1:T1 Arg2:T1\n", r"a\.ann: Content T1: expected one Content around it"),
        ("A1\tMode T1 shouted\n", r"a\.ann:4: Mode is one of direct, indirect, mixed"),
        ("A1\tMode T2 direct\n", r"a\.ann:4: Mode says nothing of a Source"),
        ("A1\tMode T9 direct\n", r"a\.ann:4: expected 'NAME T1 VALUE'"),
        ("E1\tSay:T1\n", r"a\.ann:4: 'E1': annotations of this kind are not used here"),
        ("#1\tAnnotatorNotes T2\tTom Reid\n", r"a\.ann: Source T2: expected a note like"),
        ("#1\tAnnotatorNotes T2\ts1 Tom Reid\n", r"a\.ann: s1: expected a name, a Kind and a Naming"),
    ],
)
def test_what_brat_gives_that_is_not_understood(added: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=message):
        list(read_gold(brat_folder(tmp_path, BRAT + added)))


def test_two_names_for_one_source_are_refused(tmp_path: Path) -> None:
    more = "T3\tSource 107 121\tA council aide\n#1\tAnnotatorNotes T2\ts1 Tom Reid\n#2\tAnnotatorNotes T3\ts1 Tim Reid\n"
    with pytest.raises(AttribError, match="s1 is 'Tom Reid' elsewhere and 'Tim Reid' here"):
        list(read_gold(brat_folder(tmp_path, BRAT + more)))


def test_an_empty_folder_and_a_missing_text(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"no \.ann files"):
        list(read_gold(tmp_path))
    (tmp_path / "a.ann").write_text(BRAT, encoding="utf-8")
    with pytest.raises(AttribError, match=r"a\.txt: no such file"):
        list(read_gold(tmp_path))


def test_tasks_that_nobody_has_annotated_are_no_gold(tmp_path: Path) -> None:
    path = annotated(exported([plain(), plain(doc_id="d2")], "labelstudio", tmp_path / "out"))
    tasks = json.loads(path.read_bytes())
    tasks[0]["annotations"] = []
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert [made["id"] for made in read_gold(path)] == ["d2"]
    path.write_text(json.dumps(tasks[:1]), encoding="utf-8")
    with pytest.raises(AttribError, match="no task in it has been annotated"):
        list(read_gold(path))


@pytest.mark.parametrize(
    "broken", [{}, {"annotations": 3}, {"annotations": [{"result": [{}]}], "data": {"text": "x"}, "id": 1}]
)
def test_what_is_no_task(broken: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps([broken]), encoding="utf-8")
    with pytest.raises(AttribError, match="task 1: not a task as Label Studio exports it"):
        list(read_gold(path))


def test_export_needs_a_text_to_mark(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="--no-text"):
        export([without_text()], to="brat", out=tmp_path / "out")
