"""Labelled claims, as read for training and measuring the claim-level classifier.

In: JSON lines of claims as in ``seeds/hedging`` (``article``, ``content``, ``label``, ``hedges``; or ``text``
in place of ``article``) and the articles that they name. The cue stands in the row or, of articles of
PolNeAR, with the attribution of that content. Out: claims read as ``attrib.hedge`` reads contents, each with
its label.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.extract.cues import describe
from attrib.extract.quoting import Quoting
from attrib.read import ReadFailure, from_text, read_documents
from attrib.records import Attribution, Segmented, Span
from attrib.report import json_values
from attrib.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
#: Articles whose hash's first byte is below this are held out: 38 in a hundred.
HELD_OUT = 98


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with its label and the spans that hedge it.

    Attributes:
        article: The article's id, or for a claim with a text of its own that text.
        segmented: The article.
        held_out: Whether it is kept for measuring: by its article, or by its ``part``.
        corpus: Where it comes from: what its row says, else ``polnear``; ``own`` for the project's own.
    """

    article: str
    segmented: Segmented
    attribution: Attribution
    label: str
    hedges: tuple[Span, ...]
    held_out: bool
    corpus: str


def is_held_out(article: str) -> bool:
    """Whether an article's claims are held out, by the hash of its id."""
    return hashlib.sha256(article.encode()).digest()[0] < HELD_OUT


def read_claims(paths: Sequence[Path], articles: Sequence[Path]) -> list[Labelled]:
    """The labelled claims of files, in order.

    Args:
        paths: Files of claims.
        articles: Files that hold the articles: JSON lines (``polnear/train.jsonl``, ``bbc.jsonl``), or texts
            with an empty line between articles (``abc/rural.txt``), whose ids are the file's name and a
            number from 0.

    Raises:
        AttribError: If a file cannot be read, or a claim's article is in none of them.
    """
    rows = [(where, row) for path in paths for where, row in json_values(path)]
    wanted = {row["article"] for _, row in rows if "article" in row}
    texts = {row["id"]: row for path in articles for row in _articles(path) if row.get("id") in wanted}
    return labelled(rows, texts)


def _articles(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.suffix != ".txt":
        yield from (row for _, row in json_values(path))
        return
    for document in read_documents(str(path)):
        if isinstance(document, ReadFailure):
            raise AttribError(f"{path}: {document.message}")
        texts = (text.strip() for text in _EMPTY_LINE.split(document.text))
        for number, text in enumerate(filter(None, texts)):
            yield {"id": f"{path.stem} {number}", "text": text}


def labelled(
    rows: Iterable[tuple[str, Mapping[str, Any]]], articles: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Labelled]:
    """The labelled claims of rows, in order.

    Args:
        rows: Each with the words by which messages name its place.
        articles: Those that rows name, by their ids; a row may bring its ``text`` instead.

    Raises:
        AttribError: If a row is no labelled claim, or its article is not among them.
    """
    structure: dict[str, tuple[Segmented, Quoting]] = {}
    claims = []
    for where, row in rows:
        try:
            claims.append(_labelled(row, articles or {}, structure))
        except (KeyError, TypeError, ValueError) as error:
            raise AttribError(
                f"{where}: not a labelled claim, or its article is not at hand: {error!r}"
            ) from error
    return claims


def _labelled(
    row: Mapping[str, Any],
    articles: Mapping[str, Mapping[str, Any]],
    structure: dict[str, tuple[Segmented, Quoting]],
) -> Labelled:
    article = articles[row["article"]] if "article" in row else {"text": row["text"]}
    name = row["article"] if "article" in row else row["text"]
    if name not in structure:
        segmented = segment(from_text(article["text"]))
        structure[name] = segmented, Quoting(segmented.quotes, segmented.words)
    segmented, quoting = structure[name]
    content = _spans(row["content"])
    given = [row] if "cue" in row else article["attributions"]
    cue = next((_spans(a["cue"]) for a in given if _spans(a["content"]) == content), ())
    lemma, act = describe(" ".join(article["text"][span.start : span.end] for span in cue))
    attribution = Attribution(
        content=content,
        cue=cue,
        source=(),
        mode=quoting.mode(content),
        quoted=quoting.quoted(content),
        act=act,
        lemma=lemma,
        parent=None,
        floating=False,
        confidence=1.0,
    )
    return Labelled(
        name,
        segmented,
        attribution,
        row["label"],
        tuple(Span(*hedge["span"]) for hedge in row["hedges"]),
        held_out=is_held_out(row["article"]) if "article" in row else row.get("part") == "test",
        corpus=row.get("corpus", "polnear") if "article" in row else "own",
    )


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
