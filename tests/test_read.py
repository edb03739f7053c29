"""Bytes, files and strings to documents: encodings, bad input, language."""

from __future__ import annotations

import hashlib
import io
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import AttribError
from attrib.read import ReadFailure, from_text, read_document, read_documents
from attrib.read.decode import decode
from attrib.records import Document, Meta, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ARTICLE = "Mayor calls for talks over tram\n\nThe mayor said on Friday that she would meet the union.\n"
GERMAN = (
    "Die Bürgermeisterin hat am Freitag gesagt, dass sie sich mit der Gewerkschaft treffen wird, um über die"
    " Straßenbahn zu sprechen. Der Vorschlag ist nicht neu, aber er wurde von dem Rat noch nie beraten. Es ist"
    " nicht klar, ob das Geld für den Bau der Strecke reicht und wer am Ende bezahlt.\n"
)


def codes(notices: Iterable[Notice]) -> list[str]:
    return [notice.code for notice in notices]


def write(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_file(tmp_path: Path) -> None:
    path = write(tmp_path, ARTICLE.encode())
    document = read_document(path)
    assert document.text == ARTICLE
    assert document.doc_id == str(path)
    assert (document.format, document.encoding) == ("text", "utf-8")
    assert document.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert [block.role for block in document.blocks] == ["headline", "body"]
    assert document.meta.language == "en"
    assert document.notices == ()
    assert list(read_documents(path)) == [document]


def test_string() -> None:
    document = from_text(ARTICLE, doc_id="note", meta=Meta(outlet="Gazette"))
    assert (document.doc_id, document.format, document.encoding) == ("note", "text", None)
    assert document.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert document.meta.outlet == "Gazette"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\x85"])
def test_line_ends_are_kept(tmp_path: Path, line_end: str) -> None:
    text = ARTICLE.replace("\n", line_end)
    document = read_document(write(tmp_path, text.encode()))
    assert document.text == text
    assert [block.role for block in document.blocks] == ["headline", "body"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_dropped(tmp_path: Path, encoding: str) -> None:
    document = read_document(write(tmp_path, ARTICLE.encode(encoding)))
    assert document.text == ARTICLE
    assert document.encoding == encoding.removesuffix("-sig")
    assert document.notices == ()


def test_broken_utf16_is_read(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, ARTICLE.encode("utf-16") + b"\n"))
    assert document.text.startswith(ARTICLE)
    assert codes(document.notices) == ["invalid-utf16"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_invalid_utf8_is_windows_1252(tmp_path: Path, mark: bytes) -> None:
    # 81 and 9D are undefined in Windows-1252 and must not fail.
    document = read_document(write(tmp_path, mark + b"Caf\xe9 \x93open\x94 \x81\x9d, she said."))
    assert document.text == "Café “open” \x81\x9d, she said."
    assert document.encoding == "windows-1252"
    assert codes(document.notices) == ["invalid-utf8"]
    notice = document.notices[0]
    assert f"byte {3 + len(mark)} " in notice.message
    assert notice.span is not None
    assert document.text[slice(*notice.span)] == "é"


@pytest.mark.parametrize(
    "data",
    [
        b"The mayor said\0 she would go.",
        bytes(range(1, 256)) * 8,
        b"%PDF-1.7\nThe mayor",
        b"\x89PNG\r\n\x1a\n",
        b"\x01\x02\x03\x04\x05\x06",
    ],
    ids=["nul", "random", "pdf", "png", "control"],
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, data)
    with pytest.raises(AttribError, match="plain text") as caught:
        read_document(path)
    assert_one_line(caught.value, path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="no such file") as caught:
        read_document(tmp_path / "none.txt")
    assert_one_line(caught.value, tmp_path / "none.txt")


def test_folder_is_refused(tmp_path: Path) -> None:
    for read in (read_document, lambda path: list(read_documents(path))):
        with pytest.raises(AttribError, match="folder") as caught:
            read(tmp_path)
        assert_one_line(caught.value, tmp_path)


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no permission stops.
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, b"text")
    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(AttribError, match="may not be read") as caught:
        read_document(path)
    assert_one_line(caught.value, path)


@pytest.mark.parametrize("name", ["page.mhtml", "feed.xml", "table.xlsx", "scan.pdf", "all.zip", "SCAN.PDF"])
def test_unsupported_suffix_is_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, b"<p>The mayor said she would go.</p>", name)
    for read in (read_document, read_documents):
        with pytest.raises(AttribError, match="supported are") as caught:
            read(path)
        assert_one_line(caught.value, path)


def test_format_is_told_from_suffix_or_asked(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"id": "a", "text": "The mayor said she would go."}\n', "a.ndjson")
    assert [document.format for document in only_documents(read_documents(path))] == ["jsonl"]
    assert read_document(path, format="text").text.startswith("{")
    with pytest.raises(AttribError, match="read_documents"):
        read_document(path)
    with pytest.raises(AttribError, match="text, html, jsonl"):
        read_documents(path, format="xml")


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_impossible_path_is_refused(path: str) -> None:
    with pytest.raises(AttribError) as caught:
        read_document(path)
    assert_one_line(caught.value, None)


def test_name_with_line_end_stays_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(AttribError) as caught:
        read_document(tmp_path / "a\nb.txt")
    assert_one_line(caught.value, None)


@pytest.mark.parametrize("form", ["text", None])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, form: str | None) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    document = read_document("-", format=form)
    assert (document.doc_id, document.text) == ("-", ARTICLE)


def test_json_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.BytesIO(b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(lines))
    found = [document.doc_id for document in only_documents(read_documents("-", format="jsonl"))]
    assert found == ["a", "b"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff"])
def test_empty_text_is_noticed(tmp_path: Path, text: str) -> None:
    document = read_document(write(tmp_path, text.encode()))
    assert document.blocks == ()
    assert codes(document.notices) == ["empty-text"]


def test_other_language_is_noticed() -> None:
    document = from_text(GERMAN)
    assert document.meta.language == "de"
    assert codes(document.notices) == ["not-english"]
    assert document.blocks


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour.", "en"),
        (ARTICLE, "en"),
        ("Мэр заявила, что встретится с профсоюзом.", "und"),
        ("市长周五表示将与工会会面。", "und"),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit " * 8, "und"),
        (ARTICLE.upper() * 3, "en"),
        ("1 2 3 4 5 " * 20, "en"),
    ],
    ids=["short", "english", "russian", "chinese", "latin", "capitals", "figures"],
)
def test_language(text: str, language: str) -> None:
    assert from_text(text).meta.language == language


def test_declared_language_is_believed_unless_english() -> None:
    assert from_text(ARTICLE * 5, meta=Meta(language="fr")).meta.language == "fr"
    assert codes(from_text(ARTICLE, meta=Meta(language="fr")).notices) == ["not-english"]
    assert from_text(GERMAN, meta=Meta(language="en")).meta.language == "de"
    assert from_text(ARTICLE, meta=Meta(language="en-GB")).meta.language == "en-GB"


def test_lone_surrogate_is_replaced() -> None:
    document = from_text("She said \ud800 and went.", doc_id="\udcff")
    assert document.text == "She said \ufffd and went."
    assert document.doc_id == "\ufffd"
    assert codes(document.notices) == ["lone-surrogate"]


@pytest.mark.parametrize("unit", ["word ", "The mayor said that she would go. ", "x"])
def test_line_of_five_megabytes_is_quick(tmp_path: Path, unit: str) -> None:
    path = write(tmp_path, (unit * (5_000_000 // len(unit))).encode())
    started = time.process_time()
    document = read_document(path)
    assert time.process_time() - started < 10
    assert len(document.blocks) == 1


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, name="any")
    except AttribError as error:
        assert_one_line(error, None)
    else:
        decoded.text.encode("utf-8")
        assert not decoded.text.startswith("\ufeff") or data.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")


@settings(deadline=None)
@given(st.text())
def test_any_string_is_a_document(text: str) -> None:
    document = from_text(text)
    assert len(document.text) == len(text)
    document.text.encode("utf-8")


def only_documents(found: Iterable[Document | ReadFailure]) -> list[Document]:
    everything = list(found)
    documents = [item for item in everything if isinstance(item, Document)]
    assert len(documents) == len(everything)
    return documents


def assert_one_line(error: AttribError, path: object) -> None:
    assert error.exit_code == 2
    assert "\n" not in str(error)
    if path is not None:
        assert str(error).startswith(f"{path}: ")
