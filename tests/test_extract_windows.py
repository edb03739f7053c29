"""Windows: what the encoder reads, with the shipped word pieces."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from attrib import resources
from attrib.extract.windows import FEATURES, LIMIT, TOGETHER, Window, inputs, together, windows
from attrib.records import Span
from attrib.segment.quotes import parse_quotes


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    return Tokenizer.from_file(str(resources.model_path("extract", "tokenizer.json")))


def paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def read(text: str, tokenizer: Tokenizer, spans: list[Span] | None = None) -> list[Window]:
    chosen = paragraphs(text) if spans is None else spans
    return list(windows(text, chosen, parse_quotes(text, paragraphs(text))[0], tokenizer))


def column(window: Window, text: str, word: str, feature: str) -> int:
    token = next(i for i, span in enumerate(window.tokens) if text[span.start : span.end] == word)
    return int(window.features[window.first[token], list(FEATURES).index(feature)])


def test_a_window_holds_words_marks_and_paragraph_breaks(pieces: Tokenizer) -> None:
    text = "“No,” he said.\nNATO agreed."
    (window,) = read(text, pieces)
    words = [text[start:end] for start, end in window.tokens]
    assert words == ["“", "No", ",", "”", "he", "said", ".", "", "NATO", "agreed", "."]
    assert window.separators() == (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1)
    assert len(window.pieces) == len(window.features)


def test_features_tell_case_and_quotation(pieces: Tokenizer) -> None:
    text = "“We won 3 times,” Ann told NATO."
    (window,) = read(text, pieces)
    assert [column(window, text, word, "case") for word in ("won", "Ann", "NATO", "3", ",")] == [
        0,
        1,
        2,
        4,
        5,
    ]
    inside, outside = column(window, text, "won", "quote"), column(window, text, "told", "quote")
    assert inside != outside == 0
    assert column(window, text, "“", "quote") != column(window, text, "”", "quote")


def test_marks_in_front_of_what_is_read_change_nothing(pieces: Tokenizer) -> None:
    text = "“Sign up” now\nShe said “no” twice."
    body = paragraphs(text)[1:]
    (window,) = read(text, pieces, body)
    alone = text[body[0].start :]
    (same,) = read(alone, pieces)
    assert (window.features == same.features).all()


def test_a_long_paragraph_is_cut_after_a_sentence(pieces: Tokenizer) -> None:
    text = "The council met again on Monday and nothing was decided. " * 40
    found = read(text, pieces)
    assert len(found) > 1
    assert all(len(window.pieces) <= LIMIT for window in found)
    assert {text[window.tokens[0].start :][:7] for window in found} == {"The cou"}


@given(st.text(alphabet="aB1.,“”‘’'\" \n\té漢🙂", max_size=400), st.integers(0, 60))
def test_every_token_stands_in_one_window(text: str, repeat: int) -> None:
    tokenizer = Tokenizer.from_file(str(resources.model_path("extract", "tokenizer.json")))
    whole = text + " word" * repeat * 10
    found = read(whole, tokenizer)
    tokens = [token for window in found for token in window.tokens if token.start < token.end]
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert all(len(window.pieces) <= LIMIT for window in found)
    covered = set().union(*(range(*token) for token in tokens)) if tokens else set()
    assert {i for i, c in enumerate(whole) if c.isalnum() and c.isascii()} <= covered


def test_windows_that_are_read_together_keep_their_places(pieces: Tokenizer) -> None:
    text = "“No,” he said.\nNATO agreed."
    one, other = (read(text, pieces, [span])[0] for span in paragraphs(text))
    given = inputs([one, other])
    size = len(one.pieces)
    assert given["pieces"].tolist() == [*one.pieces, *other.pieces]
    assert given["features"].tolist() == [*one.features.tolist(), *other.features.tolist()]
    assert given["places"].tolist() == [*range(size), *range(len(other.pieces))]
    assert given["windows"].tolist() == [0] * size + [1] * len(other.pieces)
    assert given["pieces"][given["first"]].tolist() == [*one.pieces[one.first], *other.pieces[other.first]]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_windows_go_together_in_order_up_to_the_limit(pieces: Tokenizer, sizes: list[int]) -> None:
    cut = [window for size in sizes for window in read("word " * size, pieces)]
    groups = list(together(cut))
    assert [id(window) for group in groups for window in group] == [id(window) for window in cut]
    counts = [sum(len(window.pieces) for window in group) for group in groups]
    assert all(count <= TOGETHER or len(group) == 1 for count, group in zip(counts, groups, strict=True))
    assert all(a + len(group[0].pieces) > TOGETHER for a, group in zip(counts, groups[1:], strict=False))
