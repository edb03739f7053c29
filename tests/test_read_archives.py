"""Tables, web archives and packed files to documents; what is damaged is told with its place."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import pickle
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from warcs import archive

from attrib.errors import AttribError
from attrib.read import Page, ReadFailure, format_of, read_document, read_documents, read_records
from attrib.read.tables import read_csv
from attrib.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SAID = "The harbour board said on Friday that the ferry would stop for ten days in May."
PAGE = f"<html><head><title>Ferry to stop</title></head><body><article><h1>Ferry to stop</h1>{f'<p>{SAID}</p>' * 4}"


def documents(found: Iterable[Document | ReadFailure]) -> list[Document]:
    everything = list(found)
    assert all(isinstance(item, Document) for item in everything), everything
    return [item for item in everything if isinstance(item, Document)]


def failures(found: Iterable[Document | ReadFailure]) -> list[ReadFailure]:
    return [item for item in found if isinstance(item, ReadFailure)]


def table(*rows: Iterable[str], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def rows_of(data: bytes) -> list[Document | ReadFailure]:
    return list(read_csv(data.splitlines(keepends=True), name="in.csv"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("column", ["text", "Body", "CONTENT", "article"])
def test_csv(column: str, delimiter: str) -> None:
    two = f"Ferry to stop\n\n“{SAID}”"
    data = b"\xef\xbb\xbf" + table(
        ["id", column, "title", "desk"], ["a", two, "Ferry to stop", "sea"], delimiter=delimiter
    )
    (found,) = documents(rows_of(data))
    assert (found.doc_id, found.text, found.meta.title) == ("a", two, "Ferry to stop")
    assert (found.meta.extra, found.format, found.encoding) == ({"desk": "sea"}, "csv", "utf-8")
    assert found.blocks[0].role == "headline"


def test_csv_takes_the_first_of_the_known_columns() -> None:
    (found,) = documents(rows_of(table(["article", "body"], ["no", SAID])))
    assert found.text == SAID
    assert found.meta.extra == {"article": "no"}


def test_csv_without_a_text_column_names_the_columns() -> None:
    with pytest.raises(
        AttribError, match=r"in\.csv: expected a column named text, body, .*; found id, story"
    ):
        rows_of(table(["id", "story"], ["a", SAID]))
    with pytest.raises(AttribError, match="found none"):
        rows_of(b"")


def test_csv_bad_rows_cost_themselves_only() -> None:
    good = table([SAID, "x"])
    data = (
        b"text,id\n"
        + good
        + b"one\n"
        + b'"a"b,c\n'
        + b"\n"
        + b"nul\0,d\n"
        + b"caf\xe9,e\n"
        + table([SAID, "y"])
    )
    found = rows_of(data)
    assert [item.doc_id for item in found] == ["x", "3", "4", "6", "e", "y"]
    assert [failure.input for failure in failures(found)] == ["in.csv:3", "in.csv:4", "in.csv:6"]
    assert "expected 2 fields, found 1" in failures(found)[0].message
    accented = found[4]
    assert isinstance(accented, Document)
    assert (accented.text, accented.encoding) == ("café", "windows-1252")


def test_csv_quotation_never_closed_is_told() -> None:
    (found,) = rows_of(b'text\n"' + SAID.encode() + b"\nmore\n")
    assert isinstance(found, ReadFailure)
    assert found.message.startswith("in.csv:2: ")


def test_utf16_table_is_refused() -> None:
    with pytest.raises(AttribError, match="UTF-16"):
        rows_of("text\nShe said so.\n".encode("utf-16"))


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1), min_size=1, max_size=5
    )
)
def test_csv_of_any_strings(texts: list[str]) -> None:
    written = table(["id", "text"], *([str(number), text] for number, text in enumerate(texts)))
    found = list(read_csv(io.BytesIO(written), name="t"))
    for item, text in zip(found, texts, strict=True):
        # Control characters make a text binary.
        assert isinstance(item, ReadFailure) or item.text == text


@settings(deadline=None)
@given(st.binary())
def test_csv_of_any_bytes(data: bytes) -> None:
    for item in read_csv(io.BytesIO(b"text,id\n" + data), name="t"):
        assert isinstance(item, Document) or item.message.startswith("t:")


def write_parquet(path: Path, columns: dict[str, Any]) -> Path:
    parquet.write_table(pa.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path: Path) -> None:
    columns = {
        "id": [1, 2, 3],
        "content": [SAID, None, "Ferry"],
        "published": pa.array([0, 0, 0], pa.timestamp("s")),
        "score": [0.5, float("nan"), 1.0],
        "tags": [["a"], [], None],
    }
    path = write_parquet(tmp_path / "in.parquet", columns)
    first, second, third = read_documents(path)
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (first.doc_id, first.text, first.format, first.encoding) == ("1", SAID, "parquet", None)
    assert first.meta.published == "1970-01-01T00:00:00"
    assert first.meta.extra == {"score": 0.5, "tags": ["a"]}
    assert isinstance(second, ReadFailure)
    assert (second.doc_id, second.input) == ("2", f"{path}:2")
    assert "column 'content', found NoneType" in second.message
    assert third.doc_id == "3"


def test_bad_parquet_is_one_line(tmp_path: Path) -> None:
    whole = write_parquet(tmp_path / "in.parquet", {"text": [SAID] * 9}).read_bytes()
    for data in (b"", b"PAR1", whole[:-9], b"not parquet", whole[:20] + b"x" * 200 + whole[220:]):
        path = tmp_path / "bad.parquet"
        path.write_bytes(data)
        message = ""
        try:
            list(read_documents(path))
        except AttribError as error:
            message = str(error)
        assert message.startswith(f"{path}: ")
        assert "\n" not in message
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(AttribError, match="is a folder; name the files in it"):
        list(read_documents(tmp_path / "folder.parquet"))
    with pytest.raises(AttribError, match="found story"):
        list(read_documents(write_parquet(tmp_path / "in.parquet", {"story": ["x"]})))
    with pytest.raises(AttribError, match="standard input"):
        list(read_documents("-", format="parquet"))


HTML = "text/html; charset=windows-1252"
ANSWERS = (
    ("https://a.example/1", PAGE.encode(), "200 OK", HTML),
    ("https://a.example/2", b"\x89PNG", "200 OK", "image/png"),
    ("https://a.example/3", PAGE.encode(), "404 Not Found", HTML),
    ("https://a.example/4", b"<html></html>", "200 OK", HTML),
    ("https://a.example/5", PAGE.replace("harbour", "Málaga").encode("cp1252"), "200 OK", HTML),
)


def test_a_quotation_mark_that_nothing_closes() -> None:
    first, last = rows_of(b'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    assert isinstance(first, Document)
    assert last == ReadFailure(
        "3", "in.csv:3", "in.csv:3: a quotation mark opens a field in this row, and nothing closes it"
    )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "archive"])
@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, name: str, *, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(archive(*ANSWERS, packed=packed))
    first, empty, last = read_documents(path)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.doc_id, first.format, first.meta.url) == ("urn:uuid:0", "warc", "https://a.example/1")
    assert SAID in first.text
    assert isinstance(empty, ReadFailure)
    assert empty.message.startswith(f"{path}:5 (https://a.example/4): ")
    assert last.encoding == "windows-1252"
    assert "Málaga" in last.text


def test_pages_of_web_archives_can_be_read_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive(*ANSWERS, packed=True))
    pages = [item for item in read_records(path) if isinstance(item, Page)]
    assert [(page.doc_id, page.input) for page in pages] == [
        ("urn:uuid:0", f"{path}:2"),
        ("urn:uuid:3", f"{path}:5"),
        ("urn:uuid:4", f"{path}:6"),
    ]
    assert [pickle.loads(pickle.dumps(page)).read() for page in pages] == list(read_documents(path))  # noqa: S301 - our own
    assert all(page.sha256 == hashlib.sha256(page.data).hexdigest() for page in pages)


@pytest.mark.parametrize("packed", [False, True])
def test_truncated_warc(tmp_path: Path, *, packed: bool) -> None:
    whole = archive(*ANSWERS, packed=packed)
    path = tmp_path / "a.warc"
    for cut in range(1, len(whole), 97):
        path.write_bytes(whole[:cut])
        message = ""
        try:
            for item in read_documents(path):
                message = item.message if isinstance(item, ReadFailure) else ""
        except AttribError as error:
            message = str(error)
        assert not message or message.startswith(str(path))
        assert "\n" not in message


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    one, two = archive(ANSWERS[0], packed=True), archive(*ANSWERS[:2], packed=True)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(two[: len(one) + 9])
    found = read_documents(path)
    assert isinstance(next(found), Document)
    with pytest.raises(AttribError, match=f"after {len(archive(ANSWERS[0])):,} unpacked bytes"):
        list(found)


def test_a_record_that_is_longer_than_it_says(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(archive(ANSWERS[0]).replace(b"\r\n\r\n<", b"\r\n\r\n<!-- -->\n<"))
    assert len(documents(read_documents(path))) == 1
    assert capfd.readouterr() == ("", "")


def test_what_is_no_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    for data in (b"", b"The mayor said so.", b"\x00" * 300, b"WARC/1.0\r\nbroken"):
        path.write_bytes(data)
        with pytest.raises(AttribError, match="not a WARC archive") as caught:
            list(read_documents(path))
        assert str(caught.value).startswith(f"{path}: ")


def test_packed_json_lines(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"id": n, "text": SAID}).encode() + b"\n" for n in range(3))
    members = gzip.compress(lines[:50]) + gzip.compress(lines[50:])
    frames = zstandard.compress(lines[:50]) + zstandard.compress(lines[50:])
    for name, data in (
        ("a.jsonl.gz", members),
        ("a.jsonl.zst", frames),
        ("a.ndjson", frames),
        ("a", members),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert [found.doc_id for found in documents(read_documents(path))] == ["0", "1", "2"]


# Without its checksum, which the zstd command writes, a changed byte in a frame is not always seen.
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor(write_checksum=True).compress])
def test_damaged_packed_data(tmp_path: Path, pack: Any) -> None:
    lines = b"".join(
        json.dumps({"id": n, "text": f"{SAID} {n * 7919}"}).encode() + b"\n" for n in range(2000)
    )
    whole = bytearray(pack(lines))
    whole[len(whole) // 2] ^= 0xFF
    path = tmp_path / "a.jsonl.gz"
    # A changed byte may show in the checksum alone, at the end of all.
    for data, least, most in (
        (pack(lines)[: len(whole) // 2], 500, 1500),
        (bytes(whole), 500, 2000),
        (pack(lines)[:9], 0, 0),
    ):
        path.write_bytes(data)
        message, seen = "", 0
        try:
            for item in read_documents(path):
                seen += isinstance(item, Document)
        except AttribError as error:
            message = str(error)
        assert message.startswith(f"{path}: the ")
        assert least <= seen <= most
        assert "\n" not in message


BOMB = textwrap.dedent(
    """
    import sys
    from attrib.errors import AttribError
    from attrib.read import read_documents
    def peak():  # in kB; what getrusage says counts in the process that started this one
        lines = open("/proc/self/status").read().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:")))
    before = peak()
    try:
        for item in read_documents(sys.argv[1]):
            print(item.message)
    except AttribError as error:
        print(error)
    print((peak() - before) // 1024)
    """
)


@pytest.mark.parametrize(
    "name", ["a.jsonl.gz", "a.jsonl.zst", "a.html.gz", "a.html.zst", "a.csv.gz", "a.txt.zst"]
)
def test_bombs_take_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    zeros = bytes(2**20)
    if name.endswith(".gz"):
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(b"text,id\n" if "csv" in name else b"")
            for _ in range(300):
                file.write(zeros)
    else:
        with zstandard.open(path, "wb") as file:
            for _ in range(300):
                file.write(zeros)
    done = subprocess.run([sys.executable, "-c", BOMB, path], capture_output=True, text=True, check=True)
    *messages, megabytes = done.stdout.splitlines()
    assert len(messages) == 1
    assert messages[0].startswith(str(path))
    assert "MB" in messages[0]
    assert int(megabytes) < 250


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"<!doctype html><html>", "html"),
        ("a.txt", b'{"text": "x"}', "text"),
        ("a", b"\n <!-- saved --><HTML lang=en>", "html"),
        ("a", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC>', "html"),
        ("a", b'{"id": 1, "text": "x"}\n', "jsonl"),
        ("a", b"{curly text}", "text"),
        ("a", b"WARC/1.0\r\n", "warc"),
        ("a", b"PAR1", "parquet"),
        ("a", gzip.compress(b"WARC/1.1\r\n"), "warc"),
        ("a", b"", "text"),
        ("a.gz", gzip.compress(b"<html>"), "html"),
        ("a.CSV.GZ", b"", "csv"),
        ("a.tsv", b"", "csv"),
        ("a.xhtml", b"", "html"),
    ],
)
def test_format(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert format_of(path, None) == expected


@pytest.mark.parametrize("data", [PAGE.encode(), gzip.compress(PAGE.encode())])
def test_page_on_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    for form in ("html", None):
        stream = io.BufferedReader(io.BytesIO(data))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
        found = read_document("-", format=form)
        assert (found.doc_id, found.format) == ("-", "html")


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("trafilatura", "a.html", "html"),
        ("warcio", "a.warc", "warc"),
        ("pyarrow", "a.parquet", "tables"),
        ("zstandard", "a.jsonl.zst", "warc"),
    ],
)
def test_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, extra: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x28\xb5\x2f\xfd....." if name.endswith("zst") else PAGE.encode())
    # None in sys.modules is how Python marks a module that cannot be imported.
    monkeypatch.setitem(sys.modules, module, None)
    for known in [key for key in sys.modules if key.startswith(f"{module}.")]:
        monkeypatch.setitem(sys.modules, known, None)
    with pytest.raises(AttribError, match=rf"pip install 'attrib\[{extra}\]'"):
        list(read_documents(path))
