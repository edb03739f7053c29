"""The comparison on GUM's coreference: hand-built CoNLL-U goes in, mentions, questions and shares come out."""

from __future__ import annotations

from typing import Any

import pytest
from scripts import script

#: Surface form, lemma, tag, head, relation, brackets of the entities.
_SENTENCES = (
    (
        "Mara Venn rowed home .",
        (
            ("Mara", "Mara", "PROPN", 3, "nsubj", "(1-person-new-cf1-2-sgl"),
            ("Venn", "Venn", "PROPN", 1, "flat", "1)"),
            ("rowed", "row", "VERB", 0, "root", ""),
            ("home", "home", "ADV", 3, "advmod", ""),
            (".", ".", "PUNCT", 3, "punct", ""),
        ),
    ),
    (
        "She said it rained .",
        (
            ("She", "she", "PRON", 2, "nsubj", "(1-person-giv-cf1-1-ana)"),
            ("said", "say", "VERB", 0, "root", ""),
            ("it", "it", "PRON", 4, "expl", ""),
            ("rained", "rain", "VERB", 2, "ccomp", ""),
            (".", ".", "PUNCT", 2, "punct", ""),
        ),
    ),
)

gum = script("benchmarks/gum.py")


def _conllu() -> list[str]:
    lines = ["# newdoc id = GUM_bio_venn", "# newpar"]
    for text, tokens in _SENTENCES:
        lines.append(f"# text = {text}")
        for number, (form, lemma, tag, head, relation, entity) in enumerate(tokens, 1):
            misc = f"Entity={entity}" if entity else "_"
            lines.append("\t".join([str(number), form, lemma, tag, "_", "_", str(head), relation, "_", misc]))
        lines.append("")
    return lines


@pytest.fixture
def made() -> Any:
    """The one document of the snippet."""
    (document,) = gum.documents(_conllu())
    return document


def test_a_document_is_read_with_its_mentions(made: Any) -> None:
    assert made.name == "GUM_bio_venn"
    assert made.text == "Mara Venn rowed home . She said it rained ."
    assert [made.text[slice(*token.span)] for token in made.tokens][:3] == ["Mara", "Venn", "rowed"]
    assert [(m.entity, m.sort, m.first, m.last) for m in made.mentions] == [
        (1, "person", 0, 1),
        (1, "person", 5, 5),
    ]


def test_pronouns_with_a_mention_before_are_asked_about(made: Any) -> None:
    assert gum.pronouns(made) == [gum.Asked(token=5, entity=1)]
    made.mentions = [one for one in made.mentions if one.first]
    assert gum.pronouns(made) == []


def test_the_clause_that_its_verb_governs_is_what_a_subject_says(made: Any) -> None:
    (given,) = gum.given(made, gum.pronouns(made))
    spans = (given.source, given.cue, given.content)
    assert [made.text[slice(*one[0])] for one in spans] == ["She", "said", "it rained"]
    assert given.lemma == "say"


def test_each_way_of_answering_is_tallied(made: Any) -> None:
    """All four rows find the only woman there is."""
    shares = gum.tally(made)
    assert {row: (share.value, share.n) for row, share in shares.items()} == dict.fromkeys(
        ("attrib", "attrib, where answered", "nearest preceding name", "last subject"), (1.0, 1)
    )


def test_a_wrong_answer_counts_against(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gum, "answers", lambda *_: [None])
    monkeypatch.setattr(gum, "last_subjects", lambda *_: [7])
    shares = gum.tally(made)
    assert [shares[row].value for row in ("attrib", "last subject")] == [0.0, 0.0]
    assert shares["attrib, where answered"].n == 0
