"""Labels of sources are joined with the articles that they are about, and scored like gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from attrib import AttribError, evaluate
from attrib.scoring import read_gold
from attrib.scoring.given import ordered

NEWS = Path(__file__).parent.parent / "seeds" / "news"
TEXT = "Mayor Ann Hill said it rained. She went home. Rain again, she said."
#: As PolNeAR has them: in an order of its own, some without a content.
ATTRIBUTIONS = [
    {"source": [[58, 61]], "cue": [[62, 66]], "content": [[46, 56]]},
    {"source": [[0, 14]], "cue": [[15, 19]], "content": [[20, 29]]},
    {"source": [[31, 34]], "cue": [[35, 39]], "content": []},
]
LABELS: dict[str, Any] = {
    "article": "rain",
    "sources": [
        {"name": "Ann Hill", "kind": "person", "naming": "named", "grade": None},
        {"name": "walker", "kind": "person", "naming": "role", "grade": 1},
    ],
    "entities": [0, 0, 1],
    "entity_alt": {"0": [1]},
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "rain", "text": TEXT, "attributions": ATTRIBUTIONS}) + "\n")
    return path


def labels(folder: Path, **changes: Any) -> Path:
    path = folder / "labels.jsonl"
    path.write_text(json.dumps(LABELS | changes) + "\n")
    return path


def test_labels_become_gold(tmp_path: Path, articles: Path) -> None:
    (gold,) = read_gold(labels(tmp_path), articles=[articles])
    assert (gold["id"], gold["text"], gold["sources"]) == ("rain", TEXT, LABELS["sources"])
    assert [(a["entity"], a["entity_alt"]) for a in gold["attributions"]] == [(0, [1]), (0, []), (1, [])]


def test_in_report_order_without_what_has_no_content(tmp_path: Path, articles: Path) -> None:
    (gold,) = read_gold(labels(tmp_path), articles=[articles])
    assert [a["content"] for a in ordered(gold)["attributions"]] == [[[20, 29]], [[46, 56]]]


def test_parents_go_with_their_order() -> None:
    floating = {"source": [[0, 3]], "cue": [], "content": [[30, 40]], "parent": None}
    inner = {"source": [[12, 14]], "cue": [[15, 19]], "content": [[20, 25]], "parent": 2}
    outer = {"source": [[5, 8]], "cue": [[9, 11]], "content": [[12, 25]], "parent": None}
    moved = ordered({"attributions": [floating, inner, outer]})["attributions"]
    assert [(a["content"], a["parent"]) for a in moved] == [
        ([[12, 25]], None),
        ([[20, 25]], 0),
        ([[30, 40]], None),
    ]


def test_labels_may_bring_the_attributions(tmp_path: Path) -> None:
    own = [{"source": [[0, 14]], "cue": [[15, 19]], "content": [[20, 29]], "entity": 0}]
    bare = tmp_path / "bare.jsonl"
    bare.write_text(json.dumps({"id": "rain", "text": TEXT}) + "\n")
    (gold,) = read_gold(labels(tmp_path, attributions=own), articles=[bare])
    assert (gold["text"], gold["attributions"]) == (TEXT, own)


def test_labels_are_scored(tmp_path: Path, articles: Path) -> None:
    scores = evaluate(labels(tmp_path), articles=[articles], given_attributions=True).as_dict()
    right = scores["sources"]["right"]
    assert (right["name"]["n"], right["name"]["share"]) == (1, 1.0)
    assert (right["pronoun"]["n"], right["pronoun"]["share"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"article": "snow"}, r"labels.jsonl:1: \$\.article: no article 'snow' at hand; .*--articles"),
        ({"entities": [0]}, r"labels.jsonl:1: \$\.entities: 1 for the 3 attributions of 'rain'"),
        ({"article": ["rain"]}, r"labels.jsonl:1: \$\.article: no article"),
        ({"entities": 3}, "labels.jsonl:1: expected entities to be a list"),
        ({"entity_alt": [1]}, "labels.jsonl:1: expected entities to be a list and entity_alt an object"),
        ({"entities": [0, 0, 7]}, r"\.entity: expected the index of one of 2 sources, got 7"),
    ],
)
def test_labels_that_do_not_fit(tmp_path: Path, articles: Path, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(AttribError, match=says):
        list(read_gold(labels(tmp_path, **changes), articles=[articles]))


@pytest.mark.parametrize("line", ["[1]", '{"text": "It rained."}', '{"id": "rain"}'])
def test_what_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(line + "\n")
    with pytest.raises(AttribError, match=r"wrong.jsonl:1: expected an article with id and text"):
        list(read_gold(labels(tmp_path), articles=[wrong]))


@pytest.mark.parametrize("part", ["british-train", "british-test"])
def test_annotation_of_news_is_whole(part: str) -> None:
    rows = [json.loads(line) for line in (NEWS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["article"] for row in rows}) == len(rows)
    for row in rows:
        listed = row["attributions"]
        known = {entity for one in listed for entity in (one["entity"], *one["entity_alt"])} - {None}
        assert known <= set(range(len(row["sources"])))
        assert all(one["parent"] is None or one["parent"] < index for index, one in enumerate(listed))
        assert all(
            one["content"] and (one["source"] or one["optional"] or one["entity"] is None) for one in listed
        )


@pytest.mark.parametrize("part", ["train", "test"])
def test_labels_of_news_are_whole(part: str) -> None:
    rows = [json.loads(line) for line in (NEWS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["article"] for row in rows}) == len(rows)
    for row in rows:
        used = {entity for entity in row["entities"] if entity is not None}
        alternatives = {entity for others in row["entity_alt"].values() for entity in others}
        assert used | alternatives == set(range(len(row["sources"])))
        assert all((source["grade"] is None) == (source["naming"] == "named") for source in row["sources"])
