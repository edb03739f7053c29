"""Text -> windows: what the encoder reads.

A window packs whole paragraphs up to :data:`LIMIT` word pieces, because the model was trained on windows of
that size (longer or shorter context costs accuracy: see ``docs/model-card-extract.md``). Beside the pieces of
the uncased vocabulary it carries what the vocabulary loses: letter case, white space, and the tree of
quotation marks.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    from attrib.records import Quote

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.int8]

#: Word pieces in a window, the two end marks included.
LIMIT = 192
#: Word pieces of several windows that the encoder reads in one run: a piece took it 97 µs in runs of 28
#: pieces, 71 in runs of 70, 69 in runs of 126 and 82 in runs of 182, where attention takes it back.
TOGETHER = 128
#: Sizes of the features' alphabets, in the order of ``Window.features``.
FEATURES = {"case": 6, "quote": 7, "quote_length": 5, "space": 2}

#: A paragraph break: [unused0] of the BERT vocabulary.
BREAK = 1
_CLS, _SEP = 101, 102
_OUTSIDE, _OPENING, _CLOSING, _DOUBLE, _SINGLE, _NESTED, _UNCLOSED = range(7)
_DEEPEST = 3  # quotations below this level are not told apart


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    Attributes:
        pieces: Ids of n word pieces.
        features: n rows, a column for each of :data:`FEATURES`.
        tokens: Spans of m tokens (words and single punctuation marks) in the document; a paragraph break is
            an empty span.
        first: For each token the index of its first piece.
    """

    pieces: Ints
    features: Ints
    tokens: tuple[Span, ...]
    first: Ints

    def separators(self) -> tuple[int, ...]:
        """Number of paragraph breaks before each token, and in all."""
        breaks = (token.start == token.end for token in self.tokens)
        return tuple(itertools.accumulate(breaks, initial=0))


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    pieces: tuple[int, ...]
    features: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Marks:
    """Features of the code points from ``base`` on."""

    base: int
    states: Bytes
    lengths: Bytes

    def at(self, place: int) -> tuple[int, int]:
        return int(self.states[place - self.base]), int(self.lengths[place - self.base])


def windows(
    text: str,
    paragraphs: Sequence[Span],
    quotes: Sequence[Quote],
    tokenizer: Tokenizer,
    *,
    first_limit: int = LIMIT,
) -> Iterator[Window]:
    """Cut paragraphs into windows.

    Args:
        text: The document's text.
        paragraphs: Spans to read, in order.
        quotes: The tree of quotation marks of the whole text.
        tokenizer: BERT word pieces, without truncation or padding.
        first_limit: Pieces in the first window; training varies it so that paragraphs meet different company.

    Yields:
        Windows in text order; every token of the paragraphs stands in exactly one.
    """
    if not paragraphs:
        return
    marks = _quote_features(text, paragraphs, quotes)
    limit = first_limit
    packed: list[_Token] = []
    size = 2
    for span in paragraphs:
        for chunk in _chunks(_tokens(text, span, marks, tokenizer)):
            needed = sum(len(token.pieces) for token in chunk)
            if packed and size + 1 + needed > limit:
                yield _window(packed)
                packed, size, limit = [], 2, LIMIT
            if packed:
                place = chunk[0].span.start
                packed.append(_Token(Span(place, place), (BREAK,), (0,) * len(FEATURES)))
                size += 1
            packed += chunk
            size += needed
    if packed:
        yield _window(packed)


def together(cut: Iterable[Window]) -> Iterator[list[Window]]:
    """Windows in groups of at most :data:`TOGETHER` pieces, larger ones alone."""
    group: list[Window] = []
    size = 0
    for window in cut:
        if group and size + len(window.pieces) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(window)
        size += len(window.pieces)
    if group:
        yield group


def inputs(group: Sequence[Window]) -> dict[str, Ints]:
    """What the encoder is given to read some windows in one run, each as if alone.

    Returns:
        ``pieces`` and ``features`` of all, for each piece its place in its window (``places``) and the number
        of that (``windows``), and the ``first`` pieces of all tokens.
    """
    import numpy as np

    sizes = [len(window.pieces) for window in group]
    starts = itertools.accumulate(sizes, initial=0)
    return {
        "pieces": np.concatenate([window.pieces for window in group]),
        "features": np.concatenate([window.features for window in group]),
        "places": np.concatenate([np.arange(size) for size in sizes]),
        "windows": np.repeat(np.arange(len(group)), sizes),
        "first": np.concatenate([window.first + start for window, start in zip(group, starts, strict=False)]),
    }


def _chunks(tokens: Iterable[_Token]) -> Iterator[list[_Token]]:
    """A paragraph whole, or cut where a window is full: after the last sentence end, else anywhere."""
    pending: list[_Token] = []
    size = 2
    for token in tokens:
        if size + len(token.pieces) > LIMIT:
            cut = _cut(pending)
            yield pending[:cut]
            pending = pending[cut:]
            size = 2 + sum(len(kept.pieces) for kept in pending)
        pending.append(token)
        size += len(token.pieces)
    if pending:
        yield pending


def _cut(tokens: Sequence[_Token]) -> int:
    for index in range(len(tokens) - 1, len(tokens) // 2, -1):
        # A token after white space that follows a stop or a closing mark begins a sentence or nearly so.
        before, after = tokens[index - 1], tokens[index]
        if after.features[3] and after.features[0] != 0 and before.features[0] == 5:
            return index
    return len(tokens)


def _tokens(text: str, span: Span, marks: _Marks, tokenizer: Tokenizer) -> Iterator[_Token]:
    encoding = tokenizer.encode(text[span.start : span.end], add_special_tokens=False)
    pieces = zip(encoding.word_ids, encoding.ids, encoding.offsets, strict=True)
    for _, group in itertools.groupby(pieces, key=lambda piece: piece[0]):
        members = list(group)
        start = span.start + members[0][2][0]
        end = span.start + members[-1][2][1]
        spaced = int(start == span.start or text[start - 1].isspace())
        features = (_case(text[start:end]), *marks.at(start), spaced)
        yield _Token(Span(start, end), tuple(piece[1] for piece in members), features)


def _case(word: str) -> int:
    """0 lower case, 1 capitalised, 2 all capitals, 3 mixed, 4 digits, 5 neither letters nor digits."""
    if not any(map(str.isalnum, word)):
        return 5
    if not any(map(str.isalpha, word)):
        return 4
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[0].isupper() and not any(map(str.isupper, word[1:])):
        return 1
    return 3


def _quote_features(text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> _Marks:
    """For each code point: its place in the tree of quotation marks, and how long the outermost one is."""
    import numpy as np

    base, end = paragraphs[0].start, paragraphs[-1].end
    states = np.zeros(end - base, np.int8)
    lengths = np.zeros(end - base, np.int8)
    ends = {span.start: span.end for span in paragraphs}
    for quote in quotes:
        if quote.level > _DEEPEST or quote.span.start < base or quote.span.end > end:
            continue
        inside = _DOUBLE if quote.style == "double" else _SINGLE
        if quote.level:
            inside = _NESTED
        if not quote.closed:
            inside = _UNCLOSED
        place = quote.span.start - base
        states[place : quote.span.end - base] = _CLOSING
        for piece in quote.pieces:
            states[place : piece.start - base] = _OPENING
            states[piece.start - base : piece.end - base] = inside
            place = piece.end - base
        if quote.level == 0:
            lengths[quote.span.start - base : quote.span.end - base] = _length(text, quote, ends)
    return _Marks(base, states, lengths)


def _length(text: str, quote: Quote, ends: dict[int, int]) -> int:
    """1 up to 3 words, 2 up to 7, 3 more, 4 a whole paragraph or several.

    The cuts are PolNeAR's: quotations of 3 words or fewer are contents 68 % of the time, of 4-7 words 88 %,
    longer ones 98 %.
    """
    if len(quote.pieces) > 1 or ends.get(quote.span.start, len(text) + 1) <= quote.span.end + 1:
        return 4
    words = sum(text.count(" ", piece.start, piece.end) + 1 for piece in quote.pieces)
    return 1 if words <= 3 else 2 if words <= 7 else 3


def _window(tokens: Sequence[_Token]) -> Window:
    import numpy as np

    blank = (0,) * len(FEATURES)
    pieces, features, first = [_CLS], [blank], []
    for token in tokens:
        first.append(len(pieces))
        pieces += token.pieces
        features += [token.features] * len(token.pieces)
    return Window(
        pieces=np.array([*pieces, _SEP], np.int64),
        features=np.array([*features, blank], np.int64),
        tokens=tuple(token.span for token in tokens),
        first=np.array(first, np.int64),
    )
