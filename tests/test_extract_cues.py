"""Lemma and act of cues."""

import pytest

from attrib.extract.cues import describe, stem


@pytest.mark.parametrize(
    ("cue", "lemma", "act"),
    [
        ("said", "say", "statement"),
        ("has said", "say", "statement"),
        ("had not been told", "tell", "statement"),
        ("is understood", "understand", "belief"),
        ("According to", "according to", "statement"),
        ("pointed out", "point out", "statement"),
        ("called for", "call for", "directive"),
        ("hoped", "hope", "attitude"),
        ("did not deny", "deny", "statement"),
        ("asked", "ask", "question"),
        (":", ":", "statement"),
    ],
)
def test_cues_of_the_lexicon(cue: str, lemma: str, act: str) -> None:
    assert describe(cue) == (lemma, act)


def test_no_cue() -> None:
    assert describe("") == (None, "statement")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("grumbled", "grumble"),
        ("tweeting", "tweet"),
        ("tries", "try"),
        ("replied", "reply"),
        ("rubbished", "rubbish"),
        ("stressing", "stress"),
        ("quipped", "quip"),
        ("urges", "urge"),
        ("backing", "back"),
        ("speculated", "speculate"),
        ("discloses", "disclose"),
    ],
)
def test_stems(form: str, lemma: str) -> None:
    assert stem(form) == lemma
