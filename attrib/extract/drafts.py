"""The model's readings -> draft attributions: contents grouped by their cue, each cue with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.extract.model import Reading
    from attrib.extract.pairing import Tokens
    from attrib.extract.quoting import Quoting
    from attrib.extract.windows import Window

#: A content without a cue is kept when at least this share of its words is quoted (design notes).
QUOTED_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before its edges are tidied.

    Attributes:
        content: At least one span; none where a cue is left for which no content was found.
        cue: One span or none.
        source: One span or none.
        signals: The model's probabilities that confidence is computed from: least of the content's pieces,
            cue, source, least of the pieces' choice of the cue, the cue's choice of the source; 1 where there
            is no such part.
    """

    content: Spans
    cue: Spans
    source: Spans
    signals: tuple[float, float, float, float, float]


def drafts(window: Window, reading: Reading, quoting: Quoting) -> tuple[list[Draft], list[Draft]]:
    """Draft attributions of one window, in order of their contents' first pieces, and what is left over.

    Args:
        window: What the model read.
        reading: What it sees there.
        quoting: The tree of quotation marks.

    Returns:
        Drafts with a content, and the cues without one (with their sources).
    """
    groups: dict[int, list[tuple[int, float]]] = {}
    loose: list[int] = []
    for index, content in enumerate(reading.contents):
        quoted = _mostly_quoted(_span(window, content), quoting)
        cue, chance = _cue(reading, index, needed=quoted)
        if cue is not None:
            groups.setdefault(cue, []).append((index, chance))
        elif quoted:
            loose.append(index)
    found = [_grouped(window, reading, cue, members) for cue, members in groups.items()]
    found += [_alone(window, reading, index) for index in loose]
    left = [_grouped(window, reading, cue, ()) for cue in range(len(reading.cues)) if cue not in groups]
    return sorted(found, key=lambda draft: draft.content), left


def _cue(reading: Reading, content: int, *, needed: bool) -> tuple[int | None, float]:
    """The most probable cue among those in the content's paragraph (PolNeAR: 99.7 % stand there).

    Args:
        reading: What the model sees.
        content: Index of the content.
        needed: Whether a cue is taken even when "none" is more probable.

    Returns:
        The cue's index and probability; None and the probability of none.
    """
    paragraph = reading.separators[reading.contents[content][0]]
    row = reading.cue_of_content[content]
    near = [i for i, cue in enumerate(reading.cues) if reading.separators[cue[0]] == paragraph]
    best = max(near, key=lambda index: float(row[index]), default=None)
    if best is None or (row[-1] > row[best] and not needed):
        return None, float(row[-1])
    return best, float(row[best])


def _grouped(window: Window, reading: Reading, cue: int, members: Sequence[tuple[int, float]]) -> Draft:
    row = reading.source_of_cue[cue]
    chosen = int(row.argmax())
    source = reading.sources[chosen] if chosen < len(reading.sources) else None
    pieces = [reading.contents[index] for index, _ in members]
    return Draft(
        content=tuple(_span(window, piece) for piece in pieces),
        cue=(_span(window, reading.cues[cue]),),
        source=() if source is None else (_span(window, source),),
        signals=(
            min((reading.sure[piece] for piece in pieces), default=1.0),
            reading.sure[reading.cues[cue]],
            1.0 if source is None else reading.sure[source],
            min((chance for _, chance in members), default=1.0),
            float(row[chosen]),
        ),
    )


def _alone(window: Window, reading: Reading, content: int) -> Draft:
    piece = reading.contents[content]
    none = float(reading.cue_of_content[content][-1])
    return Draft((_span(window, piece),), (), (), (reading.sure[piece], 1.0, 1.0, none, 1.0))


def _span(window: Window, tokens: Tokens) -> Span:
    return Span(window.tokens[tokens[0]].start, window.tokens[tokens[1] - 1].end)


def _mostly_quoted(span: Span, quoting: Quoting) -> bool:
    return quoting.words_in(quoting.quoted((span,))) >= QUOTED_ENOUGH * quoting.words_in((span,))
