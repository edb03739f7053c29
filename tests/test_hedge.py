"""Grading of contents: case files, spans, questions, nesting, modifiers, force, and any text at all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from builders import listener
from hypothesis import given
from hypothesis import strategies as st

from attrib import lexicons
from attrib.extract import extract
from attrib.hedge import grade
from attrib.records import Attribution, Block, Document, Hedging, Meta, Segmented, Sentence, Span

CASES = Path(__file__).parent / "cases" / "hedge"


def segmented(text: str, *, sentences: tuple[Span, ...] | None = None) -> Segmented:
    """A document of one block; sentences end at .!? unless given."""
    if sentences is None:
        ends = [m.end() for m in re.finditer(r"[.!?][”’\"')]*", text)]
        bounds = sorted({0, *ends, len(text)})
        sentences = tuple(Span(a, b) for a, b in pairwise(bounds))
    block = (Block(Span(0, len(text)), "body"),) if text else ()
    document = Document("d", text, block, Meta(), "text", "utf-8", "0" * 64)
    return Segmented(document, (), tuple(Sentence(span, 0) for span in sentences), ())


def attribution(*content: Span, **fields: Any) -> Attribution:
    plain = Attribution(
        content, (), (), "indirect", (), "statement", None, None, floating=False, confidence=1.0
    )
    return replace(plain, **fields)


def grade_one(text: str, *, before: str = "", **fields: Any) -> Hedging:
    """The grade of a content, of which the text consists but for some words before it, with hints."""
    document = segmented(before + text)
    hints = extract(document, listener()).hints
    (graded,) = grade(document, [attribution(Span(len(before), len(before + text)), **fields)], hints)
    return graded


def words(text: str, graded: Hedging) -> list[str]:
    return [text[cue.span.start : cue.span.end] for cue in graded.cues]


def cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(file.read_text(encoding="utf-8"))["cases"]):
            marks = pytest.mark.xfail(reason=case["wrong"], strict=True) if "wrong" in case else ()
            found.append(pytest.param(case, id=f"{file.stem}-{number}", marks=marks))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    content = case["content"]
    graded = grade_one(content, act=case.get("act", "statement"), lemma=case.get("lemma"))
    assert graded.label == case["label"], graded
    if case["cues"] is not None:
        assert words(content, graded) == case["cues"]


def test_most_cases_are_right() -> None:
    everything = [parameter.values[0] for parameter in cases()]
    wrong = [case for case in everything if "wrong" in case]
    assert len(everything) >= 60
    assert len(wrong) / len(everything) < 0.1


@pytest.mark.parametrize("entry", lexicons.entries("hedges"), ids=lambda entry: entry["text"])
def test_lexicon_examples_hold_a_form(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        graded = grade_one(example, before="The warden said ")
        forms = [form.replace("[", "").replace("]", "") for form in entry["forms"]]
        assert any(f" {form} " in f" {re.sub('[.,]', ' ', example.lower())} " for form in forms)
        if entry["weight"] is not None:
            assert graded.label == "hedged"
            assert graded.cues


def test_no_form_stands_twice_in_the_lexicon() -> None:
    forms = [form for entry in lexicons.entries("hedges") for form in entry["forms"]]
    assert len(forms) == len(set(forms))


def test_one_grade_for_each_attribution_in_order() -> None:
    text = "It may rain. The road is shut."
    first, second = grade(segmented(text), [attribution(Span(0, 11)), attribution(Span(13, 29))])
    assert (first.label, second.label) == ("hedged", "asserted")
    assert grade(segmented(text), []) == ()


def test_offsets_are_those_of_the_document() -> None:
    text = "He said that the dam may burst."
    (graded,) = grade(segmented(text), [attribution(Span(8, 30))])
    assert [(cue.span, cue.type) for cue in graded.cues] == [(Span(21, 24), "epistemic")]


def test_words_outside_the_content_do_not_count() -> None:
    text = "Perhaps she left early, he said, because the hall was cold."
    (graded,) = grade(segmented(text), [attribution(Span(33, 58))])
    assert graded.label == "asserted"
    assert graded.strength > 0.95


def test_pieces_of_one_sentence_are_read_together() -> None:
    text = "“They may,” he said, “lose the house.”"
    whole = attribution(Span(0, 11), Span(21, 38))
    (graded,) = grade(segmented(text, sentences=(Span(0, 38),)), [whole])
    assert words(text, graded) == ["may"]


def test_text_that_no_sentence_holds_is_graded() -> None:
    text = "It may rain"
    (graded,) = grade(segmented(text, sentences=()), [attribution(Span(0, 11))])
    assert graded.label == "hedged"


def test_certainty_falls_with_the_strength_of_the_hedge() -> None:
    plain, likely, may, unclear = (
        grade_one(text).strength
        for text in (
            "The dam burst.",
            "The dam will probably burst.",
            "The dam may burst.",
            "It is unclear whether the dam burst.",
        )
    )
    assert 1 >= plain > likely > may > unclear > 0


def test_types_of_cues() -> None:
    kinds = {
        cue.type
        for text in (
            "The dam may burst.",
            "They believe the dam is safe.",
            "The town will be lost if the dam bursts.",
            "They are examining whether the dam was safe.",
        )
        for cue in grade_one(text).cues
    }
    assert kinds == {"epistemic", "doxastic", "condition", "investigation"}


def test_hedges_of_a_nested_content_belong_to_it_alone() -> None:
    text = "She said detectives believe that he may have fled."
    outer = attribution(Span(9, 49))
    inner = attribution(Span(28, 49), cue=(Span(20, 27),), source=(Span(9, 19),), parent=0)
    first, second = grade(segmented(text), [outer, inner])
    assert first.label == "asserted"
    assert first.cues == ()
    assert words(text, second) == ["may"]


def test_the_speakers_own_belief_hedges_the_outer_content() -> None:
    text = "“I think the vote was fair.”"
    outer = attribution(Span(0, 28))
    inner = attribution(Span(9, 26), cue=(Span(3, 8),), source=(Span(1, 2),), parent=0)
    first, second = grade(segmented(text), [outer, inner])
    assert words(text, first) == ["think"]
    assert second.label == "asserted"


def test_a_question_keeps_its_hedges() -> None:
    graded = grade_one("“Could the dam burst?”")
    assert graded.label == "question"
    assert 0 <= graded.probability <= 1


@pytest.mark.parametrize(
    ("cue", "asks"),
    [
        ("would not say", True),
        ("declined to confirm", True),
        ("wants to know", True),
        ("will decide", True),
        ("is unclear", True),
        ("said", False),
        ("went on to say", False),
        ("would not be surprised", False),
        ("is sure", False),
    ],
)
def test_if_after_what_is_not_told_or_known_makes_a_question(cue: str, *, asks: bool) -> None:
    text = f"She {cue} if the dam bursts."
    given_cue = attribution(Span(5 + len(cue), len(text) - 1), cue=(Span(4, 4 + len(cue)),))
    (graded,) = grade(segmented(text), [given_cue])
    assert (graded.label == "question") is asks


@pytest.mark.parametrize(
    ("verb", "asks"),
    [("say", True), ("reveal", True), ("know", True), ("establish", False), ("decide", False)],
)
def test_whether_after_telling_makes_a_question(verb: str, *, asks: bool) -> None:
    text = f"She declined to {verb} whether the dam had burst."
    given_cue = attribution(Span(13, len(text) - 1), cue=(Span(4, 12),))
    (graded,) = grade(segmented(text), [given_cue])
    assert (graded.label == "question") is asks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 300 people came.", [("About", "approximator")]),
        ("The row about the tax went on.", []),
        ("It cost about £2m.", [("about", "approximator")]),
        ("There is no doubt that it sank.", [("no doubt", "negated-hedge")]),
        ("The claim was untrue.", [("untrue", "denial")]),
        ("She certainly knew.", [("certainly", "intensifier")]),
    ],
)
def test_modifiers(text: str, expected: list[tuple[str, str]]) -> None:
    graded = grade_one(text)
    assert [(text[m.span.start : m.span.end], m.type) for m in graded.modifiers] == expected


@pytest.mark.parametrize(
    ("cue", "lemma", "expected"),
    [
        ("claimed", "claim", "distancing"),
        ("said", "say", "neutral"),
        ("denied", "deny", "denial"),
        ("frobbed", "frob", "neutral"),
        ("admitted", "admit", "factive"),
    ],
)
def test_force_is_the_cues(cue: str, lemma: str, expected: str) -> None:
    text = f"He {cue} the dam was safe."
    given_cue = attribution(Span(4 + len(cue), len(text) - 1), cue=(Span(3, 3 + len(cue)),), lemma=lemma)
    (graded,) = grade(segmented(text), [given_cue])
    assert graded.force == expected
    assert graded.label == "asserted"


def test_without_a_cue_there_is_no_force() -> None:
    assert grade_one("“The dam is safe.”").force is None


WORDS = (
    "may might could if whether May 14 not n't ’t 't perhaps no evidence . ? ! , “ ” ' ’ - … about 300 it is possible "
    "\n \u2028 \U0001f600 ﬁ ǅ İ é 1.5 £2m unless would"
)
PIECES = st.sampled_from(WORDS.split(" "))
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join))


@given(TEXTS, st.data())
def test_any_text_gives_a_grade_within_bounds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    act = data.draw(st.sampled_from(["statement", "question"]))
    content = attribution(Span(start, end), act=act)
    article = segmented(text)
    (graded,) = grade(article, [content])
    assert 0 <= graded.probability <= 1
    assert 0 <= graded.strength <= 1
    assert graded.label != "hedged" or graded.cues
    assert graded.label == "question" or (graded.label == "hedged") == (graded.probability >= 0.5)
    for items in (graded.cues, graded.modifiers):
        spans = [item.span for item in items]
        assert spans == sorted(spans)
        assert all(start <= span.start < span.end <= end for span in spans)
    assert grade(article, [content]) == (graded,)


def test_importing_it_is_light() -> None:
    code = (
        "import sys, attrib.hedge as h; "
        "print([m for m in ('numpy', 'sklearn', 'scipy', 'nltk', 'onnxruntime', 'jsonschema') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_long_line_takes_time_in_proportion() -> None:
    text = "the dam may burst and " * 10_000
    (graded,) = grade(segmented(text, sentences=(Span(0, len(text)),)), [attribution(Span(0, len(text)))])
    assert graded.label == "hedged"
