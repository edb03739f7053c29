"""Annotated articles -> training windows with their labels and pairs.

Of an article whose nested attributions are annotated its contents are read as well, each like a text, as
``attrib.extract.nesting`` reads them.
"""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.extract import labels
from attrib.extract.assemble import Scope
from attrib.extract.nesting import holds, inside
from attrib.extract.quoting import Quoting
from attrib.extract.windows import BREAK, LIMIT, Window, windows
from attrib.read.paragraphs import paragraph_spans
from attrib.records import Span
from attrib.scoring.corrections import gold_values
from attrib.scoring.joined import joined
from attrib.segment.quotes import parse_quotes
from attrib.segment.words import words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    from attrib.extract.pairing import Tokens

#: Ways of writing quotation marks that an article is turned into, with their chances; offsets stay.
_STYLES: tuple[tuple[float, dict[str, str]], ...] = (
    (0.10, {"“": '"', "”": '"', "‘": "'", "’": "'"}),
    (0.12, {"“": "‘", "”": "’", "‘": "“", "’": "’"}),
    (0.03, {"“": "'", "”": "'", "‘": '"', "’": "'", '"': "'"}),
)
#: Chance that an article stands in small letters throughout, as in some feeds.
_SMALL = 0.03
#: Chance that the headline's final stop, which PolNeAR added, is taken away.
_BARE_HEADLINE = 0.5
#: Chance that a word piece is hidden: the encoder learns to tell cues by their surroundings, since a third of
#: the cues of new articles are words that training never showed as one.
_HIDDEN = 0.05
_MASK = 103  # [MASK] of the BERT vocabulary
#: Smallest first window of an article, in pieces.
_FIRST = 64
#: Chance that an attribution that gold calls optional counts as one.
_OPTIONAL = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its gold.

    Attributes:
        window: What the encoder reads.
        labels: One for each token.
        contents: Content spans, and for each the index in ``cues`` of its cue (``len(cues)`` for none).
        cues: Cue spans, and for each the index in ``sources`` of its source (``len(sources)`` for none).
        sources: Source spans.
        annotated: Whether there is gold at all.
        scores: A teacher's label scores (tokens, labels), where it has read the article.
    """

    window: Window
    labels: tuple[int, ...]
    contents: tuple[tuple[Tokens, int], ...]
    cues: tuple[tuple[Tokens, int], ...]
    sources: tuple[Tokens, ...]
    annotated: bool = True
    scores: npt.NDArray[np.float32] | None = None


def read_corpus(paths: Sequence[Path], articles: Sequence[Path] = ()) -> list[dict[str, Any]]:
    """Articles of gold: JSON lines, folders of brat's, or files from Label Studio.

    Args:
        paths: The files.
        articles: JSON lines with the articles that labels among them are about (``attrib.scoring.joined``).

    Raises:
        AttribError: A file cannot be read or a line is no article.
    """
    read = []
    for path in paths:
        for place, article in joined(gold_values(path), articles):
            if not isinstance(article, dict) or not {"id", "text", "attributions"} <= set(article):
                raise AttribError(f"{place}: expected an article with id, text and attributions")
            read.append(article)
    return read


def held_out(article: Mapping[str, Any]) -> bool:
    """Whether an article belongs to the twentieth of the training corpus that is held out."""
    return hashlib.sha256(article["id"].encode()).digest()[0] % 20 == 0


def augment(text: str, rng: random.Random) -> str:
    """The text with other quotation marks or a bare headline, every offset kept."""
    draw = rng.random()
    for chance, style in _STYLES:
        if draw < chance:
            text = text.translate({ord(old): new for old, new in style.items()})
            break
        draw -= chance
    if rng.random() < _SMALL and len(text.lower()) == len(text):
        text = text.lower()
    if rng.random() < _BARE_HEADLINE:
        end = len(text.partition("\n")[0].rstrip())
        if text[end - 1 : end] == ".":
            text = text[: end - 1] + " " + text[end:]
    return text


def examples(
    article: Mapping[str, Any], tokenizer: Tokenizer, rng: random.Random | None
) -> Iterator[Example]:
    """Windows of an article with their gold; varied when a random generator is given."""
    text = article["text"] if rng is None else augment(article["text"], rng)
    spans = paragraph_spans(text)
    quoting = Quoting(parse_quotes(text, spans)[0], words(text))
    limit = LIMIT if rng is None else rng.randint(_FIRST, LIMIT)
    whole = Scope(text, spans, (), quoting)
    for scope, attributions in _read(whole, _counted(article, rng)):
        scores = article.get("scores") if scope is whole else None  # a teacher reads whole articles
        for window in windows(text, scope.paragraphs, scope.quoting.quotes, tokenizer, first_limit=limit):
            yield replace(
                _label(window if rng is None else _hide(window, rng), attributions),
                annotated="attributions" in article,
                scores=None if scores is None else scores.of(window.tokens),
            )


def _counted(article: Mapping[str, Any], rng: random.Random | None) -> list[tuple[int, Mapping[str, Any]]]:
    """The attributions that count, numbered as gold numbers them: of the optional ones some."""
    return [
        (index, attribution)
        for index, attribution in enumerate(article.get("attributions", ()))
        if not attribution.get("optional") or rng is None or rng.random() < _OPTIONAL
    ]


def _read(
    scope: Scope, counted: Sequence[tuple[int, Mapping[str, Any]]]
) -> Iterator[tuple[Scope, list[Mapping[str, Any]]]]:
    """What the tagger reads of an article, with the attributions that it is to find there."""
    nested = any(attribution.get("parent") is not None for _, attribution in counted)
    level: list[tuple[Scope, int | None]] = [(scope, None)]
    while level:
        below: list[tuple[Scope, int | None]] = []
        for around, parent in level:
            here = [(index, one) for index, one in counted if one.get("parent") == parent]
            yield around, [one for _, one in here]
            contents = ((index, tuple(Span(*piece) for piece in one["content"])) for index, one in here)
            below += [
                (inside(content, around), index)
                for index, content in contents
                if nested and content and holds(content, around)
            ]
        level = below


def _hide(window: Window, rng: random.Random) -> Window:
    """The window with some of its words' pieces replaced by a mask."""
    pieces = window.pieces.copy()
    for index in range(1, len(pieces) - 1):
        if pieces[index] != BREAK and rng.random() < _HIDDEN:
            pieces[index] = _MASK
    return replace(window, pieces=pieces)


def _label(window: Window, attributions: Sequence[Mapping[str, Any]]) -> Example:
    sequence = [labels.OUTSIDE] * len(window.tokens)
    starts = [token.start for token in window.tokens]

    def place(role: labels.Role, spans: Sequence[Sequence[int]]) -> list[Tokens]:
        """Label spans that stand in this window, cut at paragraph breaks; the first to come stays."""
        placed = []
        for start, end in spans:
            for first, last in _token_runs(window.tokens, starts, start, end):
                if all(label == labels.OUTSIDE for label in sequence[first:last]):
                    sequence[first] = labels.begin(role)
                    sequence[first + 1 : last] = [labels.inside(role)] * (last - first - 1)
                    placed.append((first, last))
        return placed

    contents: list[tuple[Tokens, int | None]] = []
    cues: list[tuple[Tokens, Tokens | None]] = []
    sources: dict[Tokens, None] = {}
    known: dict[tuple[int, int], Tokens] = {}  # sources are shared between attributions
    for attribution in attributions:
        pieces = place("content", attribution["content"])
        found = place("cue", attribution["cue"])
        wanted = max(attribution["source"], key=lambda span: span[1] - span[0], default=None)
        source = None
        if wanted is not None:
            source = known.get((wanted[0], wanted[1]))
            if source is None and (runs := place("source", [wanted])):
                source = known[wanted[0], wanted[1]] = runs[0]
                sources[source] = None
        contents += [(piece, len(cues) if found else None) for piece in pieces]
        cues += [(cue, source) for cue in found[:1]]
    order = list(sources)
    return Example(
        window,
        tuple(sequence),
        tuple((piece, len(cues) if cue is None else cue) for piece, cue in contents),
        tuple((cue, len(order) if source is None else order.index(source)) for cue, source in cues),
        tuple(order),
    )


def _token_runs(tokens: Sequence[Span], starts: Sequence[int], start: int, end: int) -> Iterator[Tokens]:
    """Runs of tokens within [start, end), cut at paragraph breaks (empty tokens)."""
    first = bisect.bisect_left(starts, start)
    if first and tokens[first - 1].end > start:
        first -= 1
    last = bisect.bisect_left(starts, end)
    begin = None
    for index in range(first, last + 1):
        real = index < last and tokens[index].start < tokens[index].end
        if real and begin is None:
            begin = index
        elif not real and begin is not None:
            yield begin, index
            begin = None
