"""Figures that the documents tell and a JSON file holds are the same.

What a refit writes (``measures.json``, the weights themselves, the floors of quality) goes before what
somebody copied into a model card or the README. Figures that stand in no JSON file are nobody's business here.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from scripts import ROOT, script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEDGE, _EXTRACT, _SOURCES = (f"docs/model-card-{name}.md" for name in ("hedge", "extract", "sources"))
#: A number, but not the 1 of "F1"; a dash behind a number parts a range.
_NUMBER = re.compile(r"(?:(?<![\d.])-)?(?<![A-Za-z])\d+(?:,\d{3})*(?:\.\d+)?")
_TABLE = re.compile(r"^(?:\|.*\n)+", re.MULTILINE)
#: Rows of the tables on held-out claims and on sentences, by their names in the measures of hedging.
_CLAIM_ROWS = {
    "model": "model, as shipped",
    "model, hints of extract-fast": "model with the hints of `--model fast`",
    "model without hints": "model without hints",
    "baseline, words marked in at least half of their places": (
        "words marked in at least half of their places in training"
    ),
    "baseline, any word of the hedge lexicon": "any word of `lexicons/hedges.json`",
    "baseline, TF-IDF and logistic regression": "TF-IDF (1-2 grams), logistic regression",
}
_SENTENCE_ROWS = {
    "model": "cue model",
    "model and lexicon": "cue model and lexicon",
    "baseline, words marked in at least half of their places": "words marked in at least half of their places",
    "baseline, any word of the hedge lexicon": "any word of `lexicons/hedges.json`",
    "baseline, TF-IDF and logistic regression": "TF-IDF (1-2 grams), logistic regression",
}
#: Rows that tell what the floors of quality are pinned under, with the names of the floors.
_CARD_ROWS = {
    "content, half / exact": ("content half",),
    "source, half": ("source half",),
    "cue, half": ("cue half",),
    "triple": ("triple",),
    "nested content, half": ("nested content",),
}
_README_ROWS = {
    "content, half / exact (F1)": ("content half",),
    "source, half (F1)": ("source half",),
    "cue, half (F1)": ("cue half",),
    "triple: content, source and cue right (F1)": ("triple",),
    "nested contents (half F1)": ("nested content",),
    "source entity (B-cubed F1), kind, naming": ("entity", "kind", "naming"),
    "hedged claims (F1)": ("hedged",),
}


class Told(NamedTuple):
    """Figures in a document: the first ones behind some words, or in a row of the first table behind them.

    Attributes:
        document: Its path.
        behind: The words.
        held: The figures by a JSON file, in the document's unit.
        row: What the row's first cell says; None for figures in running text.
        column: The header of one cell; None for all of the row's.
    """

    document: str
    behind: str
    held: Sequence[float]
    row: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.document, self.behind, self.row, self.column)))

    def figures(self) -> list[str]:
        """As many figures of the document as are held."""
        text = (ROOT / self.document).read_text(encoding="utf-8")
        _, *behind = re.split(r"\s+".join(map(re.escape, self.behind.split())), text, maxsplit=1)
        assert behind, f"{self}: the words before the figures are gone"
        return _NUMBER.findall(behind[0] if self.row is None else self._cells(behind[0]))[: len(self.held)]

    def _cells(self, text: str) -> str:
        table = _TABLE.search(text)
        assert table, f"{self}: no table"
        header, *rows = (
            [cell.strip(" *") for cell in line.split("|")[1:-1]] for line in table[0].splitlines()
        )
        row = next((row for row in rows if row[0] == self.row), None)
        assert row, f"{self}: no such row"
        if self.column is None:
            return " ".join(row[1:])
        assert self.column in header, f"{self}: no such column"
        return row[header.index(self.column)]


def _read(place: str) -> Any:
    return json.loads((ROOT / place).read_text(encoding="utf-8"))


def _percent(*shares: float) -> list[float]:
    return [100 * share for share in shares]


def _claims() -> Iterator[Told]:
    """What hedging scores on claims."""
    measures = _read("attrib/models/hedge/measures.json")
    news = [measures[f"{part} claims"] for part in ("polnear", "bbc", "abc")]
    own = measures["own claims"]
    for found, behind in zip(news, ("American**:", "British**:", "Australian**:"), strict=True):
        yield Told(_HEDGE, behind, [found["claims"], found["hedged"]])
        for name, row in _CLAIM_ROWS.items():
            yield Told(
                _HEDGE, behind, [*_scores(found[name]), *found[name]["ece"], *found[name]["brier skill"]], row
            )
    all_news = measures["news claims"]["model"]
    held = [*_scores(all_news), *all_news["ece"], *all_news["brier skill"]]
    yield Told(_HEDGE, "claims of news together**", [measures["news claims"]["hedged"], *held])
    yield Told(_HEDGE, "Own claims, `test` part", [own["claims"], own["hedged"], *_scores(own["model"])])
    held = [figure for found in news for figure in (_scores(found["model"])[-3], found["claims"])]
    yield Told("README.md", "the hedge model has F1", held)


def _scores(found: Mapping[str, Sequence[float]]) -> list[float]:
    """Precision, recall and F1, each with its interval."""
    return _percent(*found["precision"], *found["recall"], *found["f1"])


def _sentences() -> Iterator[Told]:
    """What hedging scores on sentences, and its size."""
    measures = _read("attrib/models/hedge/measures.json")
    both = [measures["wikipedia"], measures["biomedical"]]
    for found, behind in zip(both, ("| | Wikipedia,", "| biomedical,"), strict=True):
        yield Told(_HEDGE, behind, [found["sentences"]])
    for name, row in _SENTENCE_ROWS.items():
        held = []
        for found in (corpus[name] for corpus in both):
            held += _percent(found["precision"], found["recall"], found["f1"])
            held += [found["ece"]] if "ece" in found else []
        yield Told(_HEDGE, "Sentences of Szeged's dev part", held, row)
    kinds = ("epistemic", "doxastic", "condition", "investigation")
    held = _percent(*(found["cues by type"][kind]["f1"] for kind in kinds for found in both))
    yield Told(_HEDGE, "F1 (Wikipedia / biomedical):", held)
    strength = measures["strength"]
    held = [strength["sentences"], strength["pearson"], strength["spearman"]]
    yield Told(_HEDGE, "`strength` and the human certainty of", held)
    weights = _read("attrib/models/hedge/weights.json")
    yield Told(_HEDGE, "(`weights.json`:", [len(weights["forms"]), len(weights["cue"]["weights"])])


def _sources() -> Iterator[Told]:
    """The ranker of pronouns and the given names."""
    ranker = _read("attrib/models/sources/pronouns.json")
    names = _read("attrib/models/sources/given_names.json")
    seen = ranker["cross-validation"]
    share = 100 * seen["right"] / seen["answered"]
    yield Told(_SOURCES, "`attrib/models/sources/pronouns.json`: weights of", [len(ranker["weights"]["all"])])
    yield Told(_SOURCES, "`given_names.json`:", [len(names["she"]) + len(names["he"])])
    yield Told(_SOURCES, "**Training.**", [seen["pronouns"], seen["articles"]])
    yield Told(_SOURCES, "**Threshold.**", [ranker["threshold"]])
    yield Told(_SOURCES, "Cross-validated:", [seen["right"], seen["answered"], share, seen["pronouns"]])


def _floors() -> Iterator[Told]:
    """Scores on the project's own articles, which the floors of quality are pinned under."""
    floors, margin = _read("tests/quality/floors.json"), script("tests/quality/gate.py").MARGIN
    for document, behind, rows, halves in (
        (_EXTRACT, "**Scores**", _CARD_ROWS, ("dev", "heldout")),
        ("README.md", "## How well", _README_ROWS, ("heldout",)),
    ):
        for half in halves:
            for row, names in rows.items():
                held = _percent(*(floors[half]["floors"][name] + margin for name in names))
                yield Told(document, behind, held, row, f"`seeds/{half}`")


_TOLD = [*_claims(), *_sentences(), *_sources(), *_floors()]


@pytest.mark.parametrize("told", _TOLD, ids=str)
def test_a_document_tells_what_its_json_file_holds(told: Told) -> None:
    figures = told.figures()
    assert len(figures) == len(told.held), f"{told}: fewer figures than are held"
    wrong = [
        f"{told}: {shown} is told, {held:.6g} is held"
        for shown, held in zip(figures, told.held, strict=True)
        if not _agree(shown, held)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("shown", "held", "agree"),
    [
        ("82.0", 81.95, True),
        ("82.0", 82.05, True),
        ("82.1", 82.0, False),
        ("-1.242", -1.2419, True),
        ("1,927", 1927, True),
        ("1,927", 1928, False),
    ],
)
def test_figures_agree_to_the_last_digit(shown: str, held: float, *, agree: bool) -> None:
    assert _agree(shown, held) is agree


def test_numbers_are_told_from_names_and_ranges() -> None:
    assert _NUMBER.findall("F1 80.0 (74.2-84.9), 1,927 of 2,112; -1.242 (-1.715--0.872)") == [
        *("80.0", "74.2", "84.9", "1,927", "2,112", "-1.242", "-1.715", "-0.872")
    ]


def _agree(shown: str, held: float) -> bool:
    """Whether a figure is the other one rounded, which may have been rounded itself to a tenth of that."""
    decimals = len(shown.partition(".")[2])
    return abs(float(shown.replace(",", "")) - held) < 0.56 * 0.1**decimals
