"""Rules on quotations: a story goes in, findings come out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from attrib.audit.rule import Finding
from attrib.audit.story import covered, overlapping, spans_of
from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.audit.story import Entry, Story
    from attrib.records import Quote, Spans

#: A shorter quotation may be a title, a name or a word set apart.
_WORDS_OF_SPEECH = 5
#: Two quotations are one and the same when they share this much of the shorter one's words, and a run of
#: three.
_SAME = 0.8
_RUN = 3
#: A quotation longer than this is a document; comparing documents takes time, and nobody quotes one twice.
_LONGEST = 300
#: Places compared for each run of words; a run that stands more often is a refrain.
_REFRAIN = 3

_ELLIPSIS = re.compile(r"\.\.\.|…|\. \. \.")


def unattributed(story: Story) -> Iterator[Finding]:
    """A paragraph of quotation, and nobody is said to have spoken it.

    A quotation within a paragraph is let pass: extraction misses a speaker more often than a paper does.
    """
    named = [span for a in story.attributions if a["source"] is not None for span in _all_parts(a)]
    named += [Span(*mention["span"]) for source in story.sources.values() for mention in source["mentions"]]
    spoken = overlapping((span for span, _ in story.blocks), covered(named))
    body = [index for index, (_, role) in enumerate(story.blocks) if role == "body"]
    before = dict(zip(body[1:], body, strict=False))
    for quote, role in story.quotes():
        index = story.block_at(quote.span.start)
        if role != "body" or not quote.closed or quote.span != story.blocks[index][0] or index not in before:
            continue
        # A colon at the end of a paragraph tells who speaks in the next.
        colon = story.text[story.blocks[before[index]][0].end - 1] == ":"
        if spoken[index] or spoken[before[index]] or colon:
            continue
        if len(story.words(quote.pieces)) >= _WORDS_OF_SPEECH:
            yield Finding(
                "These words are quoted, and the story does not say whose they are. Who said them?",
                (quote.span,),
                tuple(a["id"] for a in story.claims if spans_of(a, "content")[0].start == quote.span.start),
            )


def _all_parts(attribution: Entry) -> Spans:
    return spans_of(attribution, "content", "cue", "source")


def scare_quotes(story: Story) -> Iterator[Finding]:
    """Words quoted in the headline that the body does not hold."""
    body = story.words(span for span, role in story.blocks if role == "body")
    if not body:
        return
    known = f" {' '.join(body)} "
    stems = {_stem(word) for word in body}
    for quote, role in story.quotes():
        if role != "headline":
            continue
        missing = [
            piece
            for piece in _pieces(story, quote)
            if (words := story.words([piece]))
            and f" {' '.join(words)} " not in known
            and not (len(words) == 1 and _stem(words[0]) in stems)
        ]
        if missing:
            yield Finding(
                "The headline puts words in quotation marks that the body does not hold. Who said them, and "
                "are they exact?",
                tuple(missing),
            )


def _stem(word: str) -> str:
    """Enough of a word to know it in another form: "begged" for "begging"."""
    return word[: max(4, len(word) - 3)]


class _Piece(NamedTuple):
    """A stretch of quoted words."""

    span: Span
    block: int
    words: Sequence[str]


def differing(story: Story) -> Iterator[Finding]:
    """The same quotation in two places, and in different words."""
    pieces = [
        _Piece(span, story.block_at(span.start), words)
        for quote, role in story.quotes()
        if role != "furniture"
        for span in _pieces(story, quote)
        if _WORDS_OF_SPEECH <= len(words := story.words([span])) <= _LONGEST
        and "[" not in story.text[slice(*span)]
    ]
    for one, other in _candidates(pieces):
        short, long = sorted((one, other), key=lambda piece: len(piece.words))
        if one.block != other.block and _same_but(short.words, long.words):
            yield Finding(
                "What looks like one quotation stands here in two wordings. Which is exact?",
                (one.span, other.span),
            )


def _candidates(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Pairs of pieces that share a run of words, each pair once; refrains are left out."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for number, piece in enumerate(pieces):
        earlier: dict[int, None] = {}
        for start in range(len(piece.words) - _RUN + 1):
            places = seen.setdefault(tuple(piece.words[start : start + _RUN]), [])
            earlier.update(dict.fromkeys(places))
            if len(places) < _REFRAIN:
                places.append(number)
        yield from ((pieces[index], piece) for index in earlier if index != number)


def _same_but(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the longer one holds the shorter one's words nearly, and not exactly."""
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return False
    run = SequenceMatcher(None, short, long, autojunk=False).find_longest_match()
    # Only the part of the longer one that the shorter one may stand for is compared.
    start = max(0, run.b - run.a - _RUN)
    window = long[start : run.b - run.a + len(short) + _RUN]
    *blocks, _ = SequenceMatcher(None, short, window, autojunk=False).get_matching_blocks()
    # Beginning and end agree, something between them does not.
    whole = blocks[0].a == 0 and blocks[-1].a + blocks[-1].size == len(short)
    return run.size >= _RUN and whole and sum(block.size for block in blocks) >= _SAME * len(short)


def _pieces(story: Story, quote: Quote) -> Iterator[Span]:
    """What is quoted without a gap: an ellipsis ends one stretch and begins the next."""
    for start, end in quote.pieces:
        begin = start
        for gap in _ELLIPSIS.finditer(story.text, start, end):
            if begin < gap.start():
                yield Span(begin, gap.start())
            begin = gap.end()
        if begin < end:
            yield Span(begin, end)
