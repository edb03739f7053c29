"""Paragraphs and their roles: a case is a file in ``cases/blocks``, and what holds for any text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.read import classify
from attrib.records import CARRYING_ROLES

CASES = sorted((Path(__file__).parent / "cases" / "blocks").glob("*.txt"))

#: Lines of the kinds that the rules know, to be put together at random.
LINES = (
    "",
    "More",
    "Read more",
    "By Ann Lee",
    "Ann Lee",
    "Political editor",
    "19 August 2025",
    "Mayor calls for talks over tram",
    "Crowds wait outside the hall (AFP/Getty)",
    "Crowds wait outside the hall",
    "She said that she would not go to the meeting before it had an agenda.",
    "He would, he wrote:",
    "* * *",
    "Comments (12)",
)


class Case(NamedTuple):
    """A text and the role of each of its paragraphs, read from lines ``role | text``."""

    text: str
    title: str | None
    blocks: list[tuple[str, str]]


def read_case(path: Path) -> Case:
    title = None
    texts: list[str] = []
    blocks: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("title = "):
            title = line.removeprefix("title = ")
            continue
        role, _, text = line.partition("|")
        texts.append(text.removeprefix(" "))
        if role.strip():
            blocks.append((role.strip(), texts[-1]))
        elif text:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]}\n{texts[-1]}")
    return Case("\n".join(texts), title, blocks)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)
    found = [(block.role, case.text[slice(*block.span)]) for block in classify(case.text, title=case.title)]
    assert found == case.blocks


def test_cases_are_many_and_cover_every_role() -> None:
    roles = {role for path in CASES for role, _ in read_case(path).blocks}
    assert len(CASES) >= 25
    assert roles == {*CARRYING_ROLES, "byline", "dateline", "furniture"}


def assert_covered(text: str) -> None:
    blocks = classify(text)
    end = 0
    for block in blocks:
        assert block.span.start >= end
        assert block.span.end > block.span.start
        assert not text[end : block.span.start].strip()
        assert text[block.span.start : block.span.end].strip() == text[block.span.start : block.span.end]
        end = block.span.end
    assert not text[end:].strip()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_covered(text: str) -> None:
    assert_covered(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES)), st.sampled_from(["\n", "\r\n", "\r", "\u2028", " \n\t"]))
def test_any_article_is_covered(lines: list[str], line_end: str) -> None:
    assert_covered(line_end.join(lines))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1), min_size=4))
def test_wrapped_text_is_covered(words: list[str]) -> None:
    text, column = "", 0
    for word in words * 8:
        column += len(word) + 1
        text += word + ("\n" if column > 60 else " ")
        column = 0 if column > 60 else column
    assert_covered(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES)))
def test_line_ends_do_not_matter(lines: list[str]) -> None:
    unix, dos = (
        [(block.role, text[slice(*block.span)].replace("\r\n", "\n")) for block in classify(text)]
        for text in ("\n".join(lines), "\r\n".join(lines))
    )
    assert unix == dos


LONG = {
    "words": "word " * 1_000_000,
    "sentences": "She said that she would go. " * 180_000,
    "paragraphs": "\n".join(["She said that she would go to the meeting."] * 50_000),
    "bylines": "\n".join(["By Ann Lee"] * 50_000),
    "links": "\n".join(["Most popular"] + ["Mayor calls for talks over tram"] * 50_000),
    "letters": "a" * 5_000_000,
    "capitals": "A" * 5_000_000,
    "brackets": "(" * 2_000_000,
    "blank": "\n" * 2_000_000,
    "credit": "\n".join([f"Hall ({'A' * 70}/{'A' * 70}!"] * 5_000),
    "names": "\n".join([f"{'A' * 20} " * 7 + "via !"] * 5_000),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_is_linear(text: str) -> None:
    started = time.process_time()
    classify(text)
    # Some 2 s of CPU at most on the slowest machine seen; a quadratic rule would take minutes.
    assert time.process_time() - started < 10
