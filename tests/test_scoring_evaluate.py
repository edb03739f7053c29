"""Evaluation from files, and the scores of labels, entities, blocks and sentences."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from attrib.errors import AttribError
from attrib.scoring import Scores, evaluate, read_gold, score

EXAMPLE = Path(__file__).parent / "schema_examples" / "accepted" / "report-1.0.0" / "every-field.json"


def report() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    return loaded


def gold_of(source: dict[str, Any]) -> dict[str, Any]:
    """Gold that says just what a report says."""

    def spans(part: dict[str, Any] | None) -> list[list[int]]:
        return [] if part is None else part["spans"]

    entities = [entry["id"] for entry in source["sources"]]
    attributions = [
        {
            "source": spans(a["source"]),
            "cue": spans(a["cue"]),
            "content": a["content"]["spans"],
            "parent": None if a["parent"] is None else int(a["parent"][1:]) - 1,
            "entity": entities.index(a["source"]["id"]) if a["source"] and a["source"]["id"] else None,
            "mode": a["mode"],
            "act": a["act"],
            "force": a["cue"] and a["cue"]["force"],
            "hedged": a["hedging"]["label"] == "hedged",
            "addressee": spans(a["addressee"]),
            "channel": a["channel"] and {"spans": a["channel"]["spans"], "kind": a["channel"]["kind"]},
            "hedges": [{"span": cue["span"], "type": cue["type"]} for cue in a["hedging"]["cues"]],
        }
        for a in source["attributions"]
    ]
    return {
        "id": source["doc_id"],
        "text": source["text"],
        "sources": [{key: s[key] for key in ("name", "kind", "naming", "grade")} for s in source["sources"]],
        "blocks": source["blocks"],
        "sentences": [sentence["span"] for sentence in source["sentences"]],
        "attributions": attributions,
    }


def write(path: Path, *values: Any) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def scored(gold: dict[str, Any], given: dict[str, Any]) -> Scores:
    return score([(gold, given)])


def test_report_against_itself_is_perfect() -> None:
    scores = scored(gold_of(report()), report()).as_dict()

    def figures(value: Any, path: str = "") -> list[tuple[str, float]]:
        if isinstance(value, dict):
            kept = {key: inner for key, inner in value.items() if key != "baselines"}
            return [found for key, inner in kept.items() for found in figures(inner, f"{path}.{key}")]
        return [(path, value)] if path.endswith((".f1", ".share")) and value is not None else []

    found = figures(scores)
    assert {value for _, value in found} == {1.0}
    # "mixed" is the one measure that the example has no case of.
    assert len(found) == 39
    assert scores["modes"]["mixed"]["f1"] is None


@pytest.mark.parametrize("field", ["mode", "act", "force", "hedged"])
def test_wrong_label_costs_its_own_accuracy_only(field: str) -> None:
    given = report()
    first = given["attributions"][0]
    match field:
        case "force":
            first["cue"]["force"] = "denial"
        case "hedged":
            first["hedging"]["label"] = "question"
        case _:
            first[field] = "mixed" if field == "mode" else "question"
    labels = scored(gold_of(report()), given).as_dict()["labels"]
    own = {name: share["share"] for name, share in labels.items() if share["share"] not in (1.0, None)}
    assert own == {field: 0.75}


def test_phrases_are_scored_by_their_words() -> None:
    given = report()
    channel = given["attributions"][0]["channel"]
    start, end = channel["spans"][0]
    channel["spans"] = [[start - len("reporters "), end]]
    given["attributions"][0]["addressee"] = None
    phrases = scored(gold_of(report()), given).labels.phrases
    assert (phrases["channel"].precision, phrases["channel"].recall) == (0.75, 1.0)
    assert (phrases["addressee"].predicted, phrases["addressee"].recall) == (0, 0.0)
    assert phrases["hedges"].f1 == 1.0


def test_labels_of_the_source_follow_its_entity() -> None:
    given = report()
    given["attributions"][0]["source"]["id"] = "s2"
    labels = scored(gold_of(report()), given).as_dict()["labels"]
    assert (labels["naming"]["share"], labels["naming"]["n"]) == (0.5, 2)
    assert (labels["grade"]["share"], labels["kind"]["share"]) == (0.5, 1.0)


def many(entities: list[int], *, alternatives: dict[int, list[int]] | None = None) -> dict[str, Any]:
    """Gold of one attribution a sentence, "A said b.", with the entity of each."""
    text = " ".join("A said b." for _ in entities)
    items = [
        {
            "source": [[10 * i, 10 * i + 1]],
            "cue": [[10 * i + 2, 10 * i + 6]],
            "content": [[10 * i + 7, 10 * i + 8]],
            "entity": entity,
            "entity_alt": (alternatives or {}).get(i, []),
        }
        for i, entity in enumerate(entities)
    ]
    return {"id": "m", "text": text, "attributions": items}


def grouped(gold: dict[str, Any], ids: list[str | None]) -> dict[str, Any]:
    """A report, as far as scoring reads it, with the same attributions and these source ids."""
    attributions = [
        {
            "id": f"a{i + 1}",
            "mode": "indirect",
            "act": "statement",
            "content": {"spans": item["content"]},
            "cue": {"spans": item["cue"], "force": "neutral"},
            "source": {"spans": item["source"], "id": identifier},
            "addressee": None,
            "channel": None,
            "parent": None,
            "hedging": {"label": "asserted", "cues": []},
        }
        for i, (item, identifier) in enumerate(zip(gold["attributions"], ids, strict=True))
    ]
    return {"attributions": attributions, "sources": []}


@pytest.mark.parametrize(
    ("entities", "ids", "precision", "recall"),
    [
        ([0, 0, 1], ["s1", "s1", "s2"], 1.0, 1.0),
        ([0, 0, 1], ["s4", "s4", "s2"], 1.0, 1.0),
        ([0, 0, 1, 1], ["s1", "s1", "s1", "s1"], 0.5, 1.0),
        ([0, 0, 0, 0], ["s1", "s2", "s3", "s4"], 1.0, 0.25),
        ([0, 0], [None, None], 1.0, 0.5),
        ([0, 0, 0, 1], ["s1", "s1", "s2", "s2"], 0.75, 2 / 3),
    ],
)
def test_entities_are_scored_by_b_cubed(
    entities: list[int], ids: list[str | None], precision: float, recall: float
) -> None:
    gold = many(entities)
    entity = scored(gold, grouped(gold, ids)).labels.entity
    assert entity.precision == pytest.approx(precision)
    assert entity.recall == pytest.approx(recall)


def test_an_alternative_entity_is_right_too() -> None:
    gold = many([0, 1, 1], alternatives={1: [0]})
    assert scored(gold, grouped(gold, ["s1", "s1", "s2"])).labels.entity.f1 == 1.0
    assert scored(gold, grouped(gold, ["s1", "s2", "s2"])).labels.entity.f1 == 1.0
    assert scored(gold, grouped(gold, ["s1", "s3", "s2"])).labels.entity.f1 < 1.0


def test_blocks_by_most_of_each() -> None:
    given = report()
    given["blocks"][0]["role"] = "furniture"
    start, end = given["blocks"][1]["span"]
    given["blocks"][1:2] = [
        {"span": [start, start + 5], "role": "caption"},
        {"span": [start + 6, end], "role": "body"},
    ]
    blocks = scored(gold_of(report()), given).labels.blocks
    assert (blocks.right, blocks.n) == (2, 3)


def test_sentences_by_their_ends() -> None:
    given = report()
    given["sentences"] = [s for i, s in enumerate(given["sentences"]) if i != 1]
    sentences = scored(gold_of(report()), given).labels.sentences
    assert (sentences.precision, sentences.recall) == (1.0, 0.75)


def test_what_gold_leaves_out_is_not_scored() -> None:
    bare = {key: value for key, value in gold_of(report()).items() if key in ("id", "text")}
    bare["attributions"] = [
        {key: a[key] for key in ("source", "cue", "content")} for a in gold_of(report())["attributions"]
    ]
    scores = scored(bare, report()).as_dict()
    assert {share["n"] for share in scores["labels"].values()} == {0}
    assert (scores["blocks"]["n"], scores["sentences"]["n"], scores["entity"]["n"]) == (0, 0, 0)
    assert "accuracy" not in scored(bare, report()).table()


def test_evaluate_reads_reports(tmp_path: Path) -> None:
    other = {**report(), "doc_id": "another"}
    gold = write(tmp_path / "gold.jsonl", gold_of(report()))
    reports = write(tmp_path / "reports.jsonl", other, report())
    scores = evaluate(gold, reports=reports)
    assert (scores.articles, scores.extraction.triple.f1) == (1, 1.0)
    assert json.loads(json.dumps(scores.as_dict(), allow_nan=False)) == scores.as_dict()
    assert scores.table().splitlines()[0] == "articles: 1, attributions: 4"


@dataclass
class Made:
    report: dict[str, Any]


class Fixed:
    """An analyser that finds the example whatever it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def analyse(self, text: str, /, *, attributions: object = None) -> Made:
        assert attributions is None
        self.read.append(text)
        return Made(report())


def test_evaluate_runs_an_analyser(tmp_path: Path) -> None:
    analyser = Fixed()
    gold = write(tmp_path / "gold.jsonl", gold_of(report()))
    assert evaluate(gold, analyser=analyser).extraction.triple.f1 == 1.0
    assert analyser.read == [report()["text"]]


def test_report_of_another_text_is_an_error(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {**gold_of(report()), "text": report()["text"] + "\n"})
    with pytest.raises(AttribError, match="another text"):
        evaluate(gold, analyser=Fixed())


def test_missing_report_is_an_error(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {**gold_of(report()), "id": "d9"})
    with pytest.raises(AttribError, match="no report with doc_id 'd9'"):
        evaluate(gold, reports=write(tmp_path / "reports.jsonl", report()))


def test_report_that_is_none_names_its_line(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", gold_of(report()))
    reports = write(tmp_path / "reports.jsonl", report(), {**report(), "doc_id": 3})
    with pytest.raises(AttribError, match=r"reports\.jsonl:2: \$\.doc_id: expected string, got 3"):
        evaluate(gold, reports=reports)
    twice = write(tmp_path / "twice.jsonl", report(), report())
    with pytest.raises(AttribError, match=r"twice\.jsonl:2: \$\.doc_id: a second report of 'd1'"):
        evaluate(gold, reports=twice)


def changed(**changes: Any) -> dict[str, Any]:
    gold = copy.deepcopy(gold_of(report()))
    gold["attributions"][1].update(changes)
    return gold


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"gold\.jsonl:2: expected one JSON object a line"),
        ('{"id": NaN}', r"gold\.jsonl:2: expected one JSON object a line: NaN is not JSON"),
        ("[" * 100_000, r"gold\.jsonl:2: expected one JSON object a line"),
        ("[]", r"gold\.jsonl:2: \$: expected object, got \[\]"),
        ('{"id": "x", "text": "y"}', r"gold\.jsonl:2: \$: 'attributions' is a required property"),
        (
            json.dumps(changed(cue=[[3, 2]])),
            r"gold\.jsonl:2: \$\.attributions\[1\]\.cue: expected a span within",
        ),
        (json.dumps(changed(content=[[0, 9999]])), r"\$\.attributions\[1\]\.content: expected a span within"),
        (
            json.dumps(changed(hedges=[{"span": [0, 9999], "type": "doxastic"}])),
            r"\[1\]\.hedges: expected a span",
        ),
        (
            json.dumps(changed(channel={"spans": [[5, 5]], "kind": "other"})),
            r"\[1\]\.channel: expected a span",
        ),
        (
            json.dumps(changed(parent=1)),
            r"\[1\]\.parent: expected the index of an earlier attribution, got 1",
        ),
        (json.dumps(changed(entity=2)), r"\[1\]\.entity: expected the index of one of 2 sources, got 2"),
        (
            json.dumps(changed(entity_alt=[7])),
            r"\[1\]\.entity: expected the index of one of 2 sources, got 7",
        ),
        (json.dumps({**changed(), "sentences": [[0, 9999]]}), r"\$\.sentences\[0\]: expected a span"),
        (
            json.dumps({"id": "first", "text": "", "attributions": []}),
            r"'first' is the id of .*gold.jsonl:1 already",
        ),
    ],
)
def test_bad_gold_names_file_line_and_place(tmp_path: Path, line: str, message: str) -> None:
    first = json.dumps({"id": "first", "text": "", "attributions": []})
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{first}\n{line}\n", encoding="utf-8")
    with pytest.raises(AttribError, match=message):
        list(read_gold(path))


def test_gold_that_cannot_be_read(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "none.jsonl", "no such file"),
        (tmp_path, r"no \.ann files of brat in it"),
    ):
        with pytest.raises(AttribError, match=says) as caught:
            evaluate(path, analyser=Fixed())
        assert caught.value.exit_code == 2
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"id": "\xe9"}\n')
    with pytest.raises(AttribError, match=r"latin\.jsonl:1: expected one JSON object a line"):
        list(read_gold(latin))
