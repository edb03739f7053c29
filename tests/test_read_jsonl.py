"""JSON lines to documents, one line at a time; what is wrong with one never stops the others."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import AttribError
from attrib.read import ReadFailure, read_documents
from attrib.read.jsonl import read_lines
from attrib.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = b'{"id": "good", "text": "The mayor said she would go."}'


def read(*lines: bytes) -> list[Document | ReadFailure]:
    return list(read_lines([line + b"\n" for line in lines], name="in.jsonl"))


def document(*lines: bytes) -> Document:
    found = read(*lines)[-1]
    assert isinstance(found, Document), found
    return found


def codes(found: Document | ReadFailure) -> list[str]:
    assert isinstance(found, Document), found
    return [notice.code for notice in found.notices]


def test_record() -> None:
    record = {
        "id": "a-1",
        "text": "Mayor to go\n\nThe mayor said she would go to the meeting.",
        "title": "Mayor to go",
        "byline": "Ann Lee",
        "published": "2025-03-06",
        "outlet": "Gazette",
        "url": "https://example.org/1",
        "language": "en-GB",
        "section": "Politics",
        "scores": [1, 2.5, None, {"deep": True}],
    }
    line = json.dumps(record).encode()
    found = document(line)
    assert (found.doc_id, found.text, found.format, found.encoding) == (
        "a-1",
        record["text"],
        "jsonl",
        "utf-8",
    )
    assert found.sha256 == hashlib.sha256(line).hexdigest()
    meta = found.meta
    assert (meta.title, meta.byline, meta.published, meta.outlet) == (
        "Mayor to go",
        "Ann Lee",
        "2025-03-06",
        "Gazette",
    )
    assert (meta.url, meta.language) == ("https://example.org/1", "en-GB")
    assert meta.extra == {"section": "Politics", "scores": [1, 2.5, None, {"deep": True}]}
    assert [block.role for block in found.blocks] == ["headline", "body"]
    assert found.notices == ()


def test_lines_in_order_blank_ones_skipped() -> None:
    found = read(b'\xef\xbb\xbf{"id": 7, "text": "One."}\r', b"", b"  ", b'{"id": "b", "text": "Two."}')
    assert [item.doc_id for item in found] == ["7", "b"]


def test_missing_id_is_the_line_number() -> None:
    found = read(
        GOOD, b"", b'{"text": "One."}', b'{"id": null, "text": "Two."}', b'{"id": " ", "text": "Three."}'
    )
    assert [item.doc_id for item in found] == ["good", "3", "4", "5"]
    assert [codes(item) for item in found] == [[], ["missing-id"], ["missing-id"], ["missing-id"]]


def test_duplicate_id_gets_the_line_number() -> None:
    found = read(GOOD, GOOD, b'{"id": "good-3", "text": "One."}', GOOD, b'{"id": "good-2", "text": "Two."}')
    assert [item.doc_id for item in found] == ["good", "good-2", "good-3", "good-4", "good-2-5"]
    assert [codes(item) for item in found] == [[], ["duplicate-id"], [], ["duplicate-id"], ["duplicate-id"]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "One."', "not a JSON object on one line"),
        (b"The mayor said she would go.", "not a JSON object on one line"),
        (b'["One."]', "found an array"),
        (b'"One."', "found a string"),
        (b"null", "found null"),
        (b'{"id": "a"}', "found none"),
        (b'{"id": "a", "text": null}', "found null"),
        (b'{"id": "a", "text": 5}', "found a number"),
        (b'{"id": "a", "text": true}', "found true"),
        (b'{"id": "a", "text": ["One."]}', "found an array"),
        (b'{"id": "a", "text": "One.", "n": NaN}', "NaN is not JSON"),
        (b'{"id": "a", "text": "One.", "n": 1e999}', "beyond what a number can hold"),
        (b'{"id": "a", "text": "One.", "n": ' + b"9" * 5000 + b"}", "limit"),
        (b'{"id": "a", "text": "One.", "n": ' + b"[" * 60 + b"]" * 60 + b"}", "nested more than"),
        (b'{"id": "a", "text": "One.", "n": ' + b"[" * 99999 + b"]" * 99999 + b"}", "nested too deep"),
        (b'{"id": "a', "not a JSON object on one line: Unterminated string starting at column 8"),
        (b'{"id": "a", "text": "One.\0"}', "NUL"),
    ],
)
def test_bad_line_is_a_failure_and_the_others_go_on(line: bytes, said: str) -> None:
    before, failure, after = read(GOOD, line, b'{"id": "after", "text": "She went."}')
    assert (before.doc_id, after.doc_id) == ("good", "after")
    assert isinstance(failure, ReadFailure)
    assert (failure.doc_id, failure.input) == ("2", "in.jsonl:2")
    assert failure.message.startswith("in.jsonl:2: ")
    assert said in failure.message
    assert "\n" not in failure.message
    assert isinstance(after, Document)


def test_failed_line_does_not_take_its_id() -> None:
    found = read(
        b'{"id": "a", "text": "One.", "n": ' + b"[" * 60 + b"]" * 60 + b"}", b'{"id": "a", "text": "One."}'
    )
    assert codes(found[1]) == []
    assert found[1].doc_id == "a"


def test_lone_surrogates_are_replaced() -> None:
    line = (
        rb'{"id": "\ud800", "text": "One \udc00.", "title": "\ud800", "x\ud800": ["\ud800", {"\ud801": 1}]}'
    )
    found = document(line)
    assert (found.doc_id, found.text, found.meta.title) == ("\ufffd", "One \ufffd.", "\ufffd")
    assert found.meta.extra == {"x\ufffd": ["\ufffd", {"\ufffd": 1}]}
    assert codes(found) == ["lone-surrogate"]


def test_surrogate_pair_is_a_character() -> None:
    assert document(rb'{"id": "a", "text": "\ud83d\ude00"}').text == "\U0001f600"


def test_meta_of_another_type_is_kept_as_extra() -> None:
    found = document(b'{"id": "a", "text": "One.", "byline": ["Ann Lee"], "outlet": null}')
    assert found.meta.byline is None
    assert found.meta.extra == {"byline": ["Ann Lee"]}
    assert codes(found) == ["bad-field"]


def test_invalid_utf8_is_noticed() -> None:
    found = document(b'{"id": "a", "text": "Caf\xe9."}')
    assert (found.text, found.encoding) == ("Café.", "windows-1252")
    assert codes(found) == ["invalid-utf8"]
    assert found.notices[0].span is None


def test_empty_text_is_noticed() -> None:
    assert codes(document(b'{"id": "a", "text": " "}')) == ["empty-text"]


def test_utf16_is_refused() -> None:
    with pytest.raises(AttribError, match="UTF-8") as caught:
        read('{"text": "One."}'.encode("utf-16"))
    assert caught.value.exit_code == 2


def test_lines_are_read_as_needed() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b'{"text": "One."}\n'

    found = read_lines(endless(), name="in.jsonl")
    assert [next(found).doc_id for _ in range(3)] == ["1", "2", "3"]


def test_missing_file_is_refused_when_advanced(tmp_path: Path) -> None:
    found = read_documents(tmp_path / "none.jsonl")
    with pytest.raises(AttribError, match="no such file"):
        next(found)


@settings(deadline=None)
@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b""))))
def test_any_lines_are_read(lines: list[bytes]) -> None:
    if lines and lines[0].startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    assert len(read(*lines)) <= len(lines)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "language", "x"]),
        st.from_type(type(None)) | st.text() | st.integers(),
    )
)
def test_any_record_is_read(record: dict[str, object]) -> None:
    (found,) = read(json.dumps(record).encode())
    assert isinstance(found, Document) == isinstance(record.get("text"), str)
