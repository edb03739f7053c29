"""Tables for other tools, opened by those tools: CSV, SQLite, Parquet, XLSX; and what holds for all formats."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from exporting import FORMULA, exported, plain, tree, tricky, without_text, write

from attrib.cli import cli
from attrib.errors import AttribError
from attrib.report.export import FORMATS, export, read_reports
from attrib.report.export.tables import TABLES

DOCS = Path(__file__).parent.parent / "docs" / "exports.md"
#: Formats that are nothing without a text.
NEED_TEXT = ("brat", "labelstudio")


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_reports_give_the_same_bytes(to: str, tmp_path: Path) -> None:
    reports = [plain(), tricky()]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = tree(exported(reports, to, tmp_path / "a" / "out"))
    assert first == tree(exported(reports, to, tmp_path / "b" / "out"))
    assert all(first[name] or Path(name).is_dir() for name in first)


@pytest.mark.parametrize("to", FORMATS)
def test_no_reports_are_no_error(to: str, tmp_path: Path) -> None:
    assert exported([], to, tmp_path / "out").exists()


@pytest.mark.parametrize("to", FORMATS)
def test_reports_without_text(to: str, tmp_path: Path) -> None:
    if to in NEED_TEXT:
        with pytest.raises(AttribError, match="d1: the report has no text"):
            export([without_text()], to=to, out=tmp_path / "out")
    else:
        # Names of sources are no text of the article in place: they stay.
        shown = b"".join(tree(exported([without_text()], to, tmp_path / "out")).values())
        assert b"about to fail" not in shown


def test_formats_are_those_of_the_command() -> None:
    (option,) = (one for one in cli.commands["export"].params if one.name == "to")
    assert tuple(option.type.choices) == FORMATS  # type: ignore[attr-defined]


def test_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="expected one of csv, sqlite"):
        export([], to="pdf", out=tmp_path / "out")


def test_the_command_reads_several_files(tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    one.write_text(json.dumps(plain(), indent=2), encoding="utf-8")
    two = write([plain(doc_id="d2"), plain(doc_id="d3")], tmp_path / "two.jsonl")
    out = tmp_path / "out"
    cli.main(["export", str(one), str(two), "--to", "csv", "-o", str(out)], standalone_mode=False)
    assert list(pd.read_csv(out / "articles.csv")["doc_id"]) == ["d1", "d2", "d3"]


@pytest.mark.parametrize("to", FORMATS)
def test_an_invalid_report_is_named_and_nothing_left_behind(to: str, tmp_path: Path) -> None:
    path = write([plain(), plain() | {"attributions": None}], tmp_path / "r.jsonl")
    with pytest.raises(AttribError, match=r"r\.jsonl:2: \$\.attributions"):
        export(read_reports([path]), to=to, out=tmp_path / "out")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_tables_in_a_folder_replace_those_before(to: str, tmp_path: Path) -> None:
    out = exported([plain(), plain()], to, tmp_path / "out")
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    exported([plain()], to, out)
    read = pd.read_csv if to == "csv" else pd.read_parquet
    assert len(read(out / f"articles.{to}")) == 1
    assert (out / "mine.txt").exists()


def test_half_a_surrogate_pair_becomes_a_replacement_character(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(plain(title="odd")).replace('"odd"', '"odd \\ud800"') + "\n", encoding="utf-8")
    (read,) = read_reports([path])
    assert read["meta"]["title"] == "odd \ufffd"


@pytest.mark.parametrize("to", ["sqlite", "webannotation", "xlsx"])
def test_a_folder_is_no_file(to: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="is a folder"):
        export([plain()], to=to, out=tmp_path)


@pytest.mark.parametrize("to", ["sqlite", "webannotation", "xlsx"])
def test_what_is_no_plain_file_is_not_replaced(to: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AttribError, match="no plain file"):
        export([plain()], to=to, out=tmp_path / "pipe")
    (tmp_path / "link").symlink_to("made")
    exported([plain()], to, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "made", "pipe"]


@pytest.mark.parametrize("to", ["csv", "parquet", "brat", "labelstudio"])
def test_a_file_is_no_folder(to: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(AttribError, match="is a file"):
        export([plain()], to=to, out=path)


@pytest.mark.parametrize("to", ["brat", "labelstudio"])
def test_corrections_are_not_written_over(to: str, tmp_path: Path) -> None:
    exported([plain()], to, tmp_path / "out")
    with pytest.raises(AttribError, match="perhaps corrections"):
        export([plain()], to=to, out=tmp_path / "out")


@pytest.mark.parametrize("to", ["sqlite", "xlsx", "webannotation"])
def test_a_file_needs_its_folder(to: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="missing: no such folder"):
        export([plain()], to=to, out=tmp_path / "missing" / "out")


@pytest.mark.parametrize("to", ["csv", "sqlite", "webannotation", "brat"])
def test_a_place_that_cannot_be_written(to: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="cannot be written") as caught:
        export([plain()], to=to, out=tmp_path / ("x" * 300))
    assert caught.value.exit_code == 2


def test_an_article_is_no_report(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Bridge to close\n\nIt will, she said.", encoding="utf-8")
    with pytest.raises(
        AttribError, match=r"a\.txt:1: .* at column 1; expected reports that `attrib analyse`"
    ):
        list(read_reports([article]))


def test_every_column_is_documented() -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", DOCS.read_text(encoding="utf-8")))
    for table in TABLES:
        assert set(table.columns) <= documented, table.name


# CSV, opened by pandas.


def test_csv_in_pandas(tmp_path: Path) -> None:
    out = exported([plain(), plain(doc_id="d2")], "csv", tmp_path / "out")
    claims = pd.read_csv(out / "claims.csv")
    articles = pd.read_csv(out / "articles.csv")
    assert list(claims["claim"]) == ["a1", "a2", "a3", "a4"] * 2
    assert claims["content"][0] == "“We may need,” … “two years & more.”"
    assert json.loads(claims["content_spans"][0]) == [[20, 34], [87, 106]]
    assert (claims["start"][0], claims["end"][0], claims["strength"][0]) == (20, 106, 0.96)
    assert list(claims.merge(articles, on="article")["doc_id_y"].unique()) == ["d1", "d2"]
    sources = pd.read_csv(out / "sources.csv")
    assert list(sources["claims"]) == [1, 1, 1, 1]
    findings = pd.read_csv(out / "findings.csv")
    assert list(findings["claims"]) == ["a2 a3"] * 2
    assert "text" not in articles.columns


def test_csv_holds_no_formula(tmp_path: Path) -> None:
    out = exported([tricky()], "csv", tmp_path / "out")
    cells = []
    for path in out.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in list(csv.reader(file))[1:] for cell in row]
    assert f"'{FORMULA}" in cells
    assert "'@SUM(1+1)\ufffd" in cells
    assert "'\tTab" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n") and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9.e-]+", cell) is not None


# SQLite, with its full-text search, and in Datasette.


def test_sqlite_has_all_rows_and_finds_words(tmp_path: Path) -> None:
    out = exported([plain(), tricky()], "sqlite", tmp_path / "out.db")
    with closing(sqlite3.connect(out)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {t.name: database.execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] for t in TABLES}  # noqa: S608
        assert counts == {"articles": 2, "claims": 8, "sources": 4, "findings": 2}
        found = database.execute(
            "SELECT article, claim FROM claims JOIN claims_fts ON claims.id = claims_fts.rowid "
            "WHERE claims_fts MATCH 'years' ORDER BY 1"
        ).fetchall()
        assert found == [(1, "a1"), (2, "a1")]
        whole = database.execute(
            "SELECT articles.text FROM articles JOIN articles_fts ON article = articles_fts.rowid "
            "WHERE articles_fts MATCH 'harbour OR port' ORDER BY article"
        ).fetchall()
        assert whole == [(plain()["text"],), (tricky()["text"],)]
        name = database.execute("SELECT name FROM sources WHERE article = 2 AND source = 's1'").fetchone()
        assert name == (FORMULA,)


def test_sqlite_replaces_the_database_before(tmp_path: Path) -> None:
    out = exported([plain(), plain()], "sqlite", tmp_path / "out.db")
    exported([plain()], "sqlite", out)
    with closing(sqlite3.connect(out)) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (1,)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_datasette_opens_and_searches_it(tmp_path: Path) -> None:
    from datasette.app import Datasette

    out = exported([plain(), tricky()], "sqlite", tmp_path / "out.db")

    async def ask(path: str) -> Any:
        datasette = Datasette([str(out)])
        await datasette.invoke_startup()
        answer = await datasette.client.get(path)
        assert answer.status_code == 200
        return answer.json()

    found = asyncio.run(ask("/out/claims.json?_search=years&_shape=array"))
    assert [row["source_name"] for row in found] == ["Tom Reid", FORMULA]
    table = asyncio.run(ask("/out/articles.json?_shape=object"))
    assert table["1"]["doc_id"] == "d1"


# Parquet.


def test_parquet_has_types(tmp_path: Path) -> None:
    out = exported([plain(), tricky()], "parquet", tmp_path / "out")
    for table in TABLES:
        read = pq.read_table(out / f"{table.name}.parquet")
        assert read.column_names == list(table.columns)
    claims = pd.read_parquet(out / "claims.parquet")
    assert claims["source_name"][4] == FORMULA
    assert str(claims["start"].dtype) == "int64"
    assert pq.read_table(out / "articles.parquet")["text"][1].as_py() == tricky()["text"]
    assert pq.read_table(out / "articles.parquet").schema.field("single_source").type == "bool"


# XLSX, opened by openpyxl.


def test_xlsx_in_openpyxl(tmp_path: Path) -> None:
    odd = tricky()
    odd["meta"]["byline"] = "a\x07b\uffff_x0041_" + "z" * 40_000
    book = openpyxl.load_workbook(exported([plain(), odd], "xlsx", tmp_path / "out.xlsx"))
    assert book.sheetnames == ["articles", "claims", "sources", "findings"]
    claims = list(book["claims"].values)
    header = claims[0]
    assert claims[1][header.index("content")] == "“We may need,” … “two years & more.”"
    assert claims[1][header.index("start")] == 20
    assert book["claims"].max_row == 9
    names = [row[3] for row in book["sources"].iter_rows()]
    assert {cell.data_type for cell in names} == {"s"}
    assert FORMULA in [cell.value for cell in names]
    articles = list(book["articles"].values)
    byline = articles[2][articles[0].index("byline")]
    assert byline.startswith(("a_x0007_b\ufffd", "a\x07b\ufffd"))
    assert byline.endswith("z…")
    assert "text" not in articles[0]
    assert articles[1][articles[0].index("single_source")] is False
