"""A user's table of people: what it says reaches the report, what it leaves out is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attrib.errors import AttribError
from attrib.pipeline import Analyser
from attrib.records import Mention, Source, Span
from attrib.report.people import read_people

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "name,gender,party\nSir Keir Vane,man,Green\nMaria T. Orr,,Blue\nJohn A. Ash,man,Red\nPelé,man,\n"


def source(name: str, naming: str = "named") -> Source:
    return Source(name, "person", naming, None, None, None, (Mention(Span(0, 1), "name"),))  # type: ignore[arg-type]


def table(tmp_path: Path, text: str = TABLE) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "forms", "expected"),
    [
        ("Keir Vane", (), ("man", "Green")),
        ("KEIR VANE", (), ("man", "Green")),
        ("Keir “Kit” Vane", (), ("man", "Green")),
        ("Maria Orr", (), ("unknown", "Blue")),
        ("John Ash", (), ("man", "Red")),
        ("John B. Ash", (), ("unknown", "unknown")),
        ("Vane", (), ("unknown", "unknown")),
        ("Vane", ("Sir Keir Vane",), ("man", "Green")),
        ("Pelé", (), ("man", "unknown")),
        ("Ann Hill", (), ("unknown", "unknown")),
    ],
)
def test_who_matches(tmp_path: Path, name: str, forms: tuple[str, ...], expected: tuple[str, str]) -> None:
    people = read_people(table(tmp_path))
    assert people.attributes(source(name), forms) == dict(zip(("gender", "party"), expected, strict=True))


def test_the_unnamed_are_unknown(tmp_path: Path) -> None:
    people = read_people(table(tmp_path))
    assert set(people.attributes(source("Keir Vane", "role"), ()).values()) == {"unknown"}


def test_two_rows_that_fit_are_unknown(tmp_path: Path) -> None:
    people = read_people(table(tmp_path, "name,party\nJohn A. Ash,Red\nJohn B. Ash,Blue\n"))
    assert people.attributes(source("John Ash"), ()) == {"party": "unknown"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "column 'name'"),
        ("person,party\nAnn Hill,Red\n", "column 'name'"),
        ("name\nAnn Hill\n", "columns beside 'name'"),
        ("name,party,party\nAnn Hill,Red,Blue\n", "a name of its own"),
        ("name,party\nAnn Hill\n", ":2: expected 2 cells, got 1"),
        ("name,party\n,Red\n", ":2: no name"),
        ("name,party\nAnn Hill,Red\nAnn Hill,Blue\n", ":3: 'Ann Hill' stands in the table twice"),
        ('name,party\n"Ann Hill,Red\n', "unexpected end"),
    ],
)
def test_faults_are_told_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(AttribError, match=r"people\.csv") as caught:
        read_people(table(tmp_path, text))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_rows_end_at_line_ends_alone(tmp_path: Path) -> None:
    people = read_people(table(tmp_path, "name,party\r\nAnn Hill,Red\u2028\x0bGreen\rKeir Vane,Blue\n"))
    assert people.attributes(source("Ann Hill"), ()) == {"party": "Red\u2028\x0bGreen"}
    assert people.attributes(source("Keir Vane"), ()) == {"party": "Blue"}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="no such file"):
        read_people(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"name,party\nAnn\xe9,Red\n")
    with pytest.raises(AttribError, match="not UTF-8"):
        read_people(tmp_path / "latin.csv")


def test_reports_carry_the_attributes(tmp_path: Path) -> None:
    text = "Keir Vane said the bridge was safe. Ann Hill said it was not.\n"
    report = Analyser(people=table(tmp_path)).analyse(text).report
    told = {one["name"]: one["attributes"] for one in report["sources"]}
    assert told["Keir Vane"] == {"gender": "man", "party": "Green"}
    assert told["Ann Hill"] == {"gender": "unknown", "party": "unknown"}
    assert "people" in report["provenance"]["options"]
    plain = Analyser().analyse(text).report
    assert all(one["attributes"] is None for one in plain["sources"])
