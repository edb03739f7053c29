"""The sample articles and their gold belong together."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from attrib.records import CARRYING_ROLES
from attrib.scoring import read_gold

SEEDS = Path(__file__).parent.parent / "seeds"
DOCUMENTS = [
    pytest.param(half, document, id=document["id"])
    for half in ("dev", "heldout", "train")
    for document in read_gold(SEEDS / f"{half}.jsonl")
]


@pytest.mark.parametrize(("half", "document"), DOCUMENTS)
def test_gold_is_about_the_article(half: str, document: dict[str, Any]) -> None:
    path = SEEDS / half / f"{document['id']}.txt"
    assert document["text"] == path.read_bytes().decode("utf-8")
    assert 250 <= len(document["text"].split()) <= 620


@pytest.mark.parametrize(("half", "document"), DOCUMENTS)
def test_blocks_and_sentences_cover_the_text(half: str, document: dict[str, Any]) -> None:
    del half
    for spans in ([block["span"] for block in document["blocks"]], document["sentences"]):
        edges = [0, *(edge for span in spans for edge in span), len(document["text"])]
        assert edges == sorted(edges)
        assert not any(document["text"][a:b].strip() for a, b in list(pairwise(edges))[::2])


@pytest.mark.parametrize(("half", "document"), DOCUMENTS)
def test_attributions_stand_where_they_may(half: str, document: dict[str, Any]) -> None:
    del half
    silent = [block["span"] for block in document["blocks"] if block["role"] not in CARRYING_ROLES]
    for attribution in document["attributions"]:
        for start, end in (*attribution["content"], *attribution["cue"], *attribution["source"]):
            assert not [span for span in silent if start < span[1] and end > span[0]]
        if attribution["parent"] is not None:
            around = document["attributions"][attribution["parent"]]["content"]
            for start, end in attribution["content"]:
                assert any(s <= start and end <= e for s, e in around)


def test_every_article_has_gold_and_both_halves_are_large_enough() -> None:
    for half in ("dev", "heldout", "train"):
        lines = (SEEDS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
        ids = [json.loads(line)["id"] for line in lines]
        assert sorted(ids) == sorted(path.stem for path in (SEEDS / half).glob("*.txt"))
        assert len(ids) >= 6
