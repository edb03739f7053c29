"""What the tests of exports share: reports with every kind of field, and with all that trips other tools."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from test_report import report

from attrib.report.export import export
from attrib.schema import validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: A name that a spreadsheet would compute, with an emoji, and a text of lines of all kinds.
FORMULA = '=HYPERLINK("http://example.org","x")'


def plain(*, doc_id: str = "d1", **meta: Any) -> dict[str, Any]:
    """A report in which every kind of field occurs: pieces, nesting, an open link, hedges, a channel."""
    made = copy.deepcopy(report())
    made["doc_id"] = doc_id
    made["meta"] |= meta
    made["findings"] = [
        {
            "rule": "A3",
            "severity": "note",
            "message": "Nobody is named, and “why” is not said.",
            "spans": [[107, 121]],
            "attributions": ["a2", "a3"],
            "sources": ["s2"],
        }
    ]
    validate(made)
    return made


def tricky() -> dict[str, Any]:
    """The same with formulas for names, and characters that are two units of UTF-16 before every offset."""
    made = plain(doc_id="=cmd|' /C calc'!A0", title="@SUM(1+1)\u0000", outlet="-2+3", byline="\tTab")
    made["sources"][0]["name"] = FORMULA
    text = made["text"].replace("Sea wall <to> fall", "🌊ea wall <𝐭𝐨> fall")
    return relaid(made, text)


def relaid(made: dict[str, Any], text: str) -> dict[str, Any]:
    """The report with another text of the same length, all texts in it taken from there."""
    from hashlib import sha256

    assert len(text) == len(made["text"])
    made["text"], made["text_sha256"] = text, sha256(text.encode()).hexdigest()

    def mend(value: Any) -> None:
        if isinstance(value, list):
            for inner in value:
                mend(inner)
        elif isinstance(value, dict):
            spans = value.get("spans") or ([value["span"]] if value.get("span") else [])
            if "text" in value and spans:
                value["text"] = " … ".join(text[start:end] for start, end in spans)
            for inner in value.values():
                mend(inner)

    for key in ("sources", "attributions"):
        mend(made[key])
    validate(made)
    return made


def without_text() -> dict[str, Any]:
    """A report made with --no-text."""
    return copy.deepcopy(report(include_text=False))


def write(reports: Iterable[dict[str, Any]], path: Path) -> Path:
    """The reports as a file of JSON lines."""
    path.write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")
    return path


def tree(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files in a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}


def exported(reports: Iterable[dict[str, Any]], to: str, out: Path) -> Path:
    """OUT, after the export."""
    export(reports, to=to, out=out)
    return out
