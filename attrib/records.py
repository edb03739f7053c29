"""The values that the stages hand to each other: frozen, complete when built.

Every span is half-open, in code points of ``Document.text``. Nothing here computes more than a slice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BlockRole = Literal["headline", "standfirst", "byline", "dateline", "caption", "heading", "body", "furniture"]
Mode = Literal["direct", "indirect", "mixed"]
Act = Literal["statement", "directive", "question", "belief", "intention", "attitude", "perception", "other"]
Force = Literal["neutral", "factive", "soft", "distancing", "allegation", "denial", "commitment"]
Kind = Literal["person", "organisation", "group", "document", "unknown"]
Naming = Literal["named", "role", "group", "anonymous"]
MentionForm = Literal["name", "role", "group", "anonymous", "document", "pronoun"]
Reason = Literal[
    "same-name",
    "surname",
    "title-surname",
    "acronym",
    "role-apposition",
    "definite-role",
    "known-office",
    "pronoun",
    "relative-pronoun",
    "first-person-in-quote",
    "floating",
    "first-mention",
    "unresolved",
]
ChannelKind = Literal["statement", "interview", "social", "speech", "document", "court", "broadcast", "other"]
HedgeLabel = Literal["asserted", "hedged", "question"]
HedgeType = Literal["epistemic", "doxastic", "condition", "investigation"]
ModifierType = Literal["approximator", "negated-hedge", "intensifier", "denial"]

#: Blocks whose text may carry attributions; byline, dateline and furniture carry none.
CARRYING_ROLES: frozenset[BlockRole] = frozenset({"headline", "standfirst", "heading", "body", "caption"})


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about the text; never an error."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text and its part in the article; blocks are ordered and never overlap."""

    span: Span
    role: BlockRole


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about the article beside its text."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read: its text is never rewritten, its blocks hold all that is not white space.

    Attributes:
        doc_id: The record's id, else the path as given.
        text: The decoded input without byte-order mark, line ends as they were.
        blocks: Paragraphs with their roles; each span starts and ends on a non-white character.
        format: What it was read from: ``text``, ``jsonl`` …
        encoding: The encoding of the bytes, None when the text came decoded.
        sha256: Hex digest of the bytes or record read.
    """

    doc_id: str
    text: str
    blocks: tuple[Block, ...]
    meta: Meta
    format: str
    encoding: str | None
    sha256: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: a node of the tree of quotation marks.

    Attributes:
        span: From the first opening mark to after the last closing mark (or to the end of the last
            paragraph when it is never closed). A quotation whose paragraphs each open with a mark while
            only the last closes is one Quote.
        pieces: The text inside the marks, marks excluded, one piece a paragraph.
        style: ``double`` for “…”, "…" and ''…''; ``single`` for ‘…’ and '…'.
        level: 0 for outermost.
        parent: Index in ``Segmented.quotes`` of the quotation around this one.
        closed: False when no closing mark was found.
    """

    span: Span
    pieces: Spans
    style: Literal["double", "single"]
    level: int
    parent: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the index of the block it stands in; a sentence never crosses a block."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Segmented:
    """A document with its structure: quotations (ordered, outer before inner), sentences and words.

    ``words`` are runs of letters and digits (with inner apostrophes, hyphens, stops as in "U.S." and
    decimal points); punctuation and quotation marks are no words. All blocks are segmented, furniture too.
    """

    document: Document
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]
    words: Spans
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A direction in the states of the extraction encoder, along which hedges part from other words.

    Attributes:
        weights: One for each number of a token's states.
        intercept: Added to their weighted sum: together they are what the state of a token adds to the
            log-odds that it hedges.
        own: What the log-odds by other features count beside that.
    """

    weights: tuple[float, ...]
    intercept: float
    own: float


@dataclass(frozen=True, slots=True)
class Hints:
    """What the extraction encoder tells of hedges, token by token.

    Attributes:
        starts: First offsets of the tokens that it read, in order.
        log_odds: For each token what a :class:`Probe` makes of its state.
        own: The probe's.
    """

    starts: Sequence[int]
    log_odds: Sequence[float]
    own: float


@dataclass(frozen=True, slots=True)
class Channel:
    """Where or how the words were said: "in a statement", "on X"."""

    spans: Spans
    kind: ChannelKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as found by extraction: who (source), by what words (cue), what (content).

    Attributes:
        content: At least one span, ordered.
        cue: Empty for a floating quotation and for contents without a cue.
        source: Empty when nobody is named ("it is understood that").
        quoted: The parts of the content inside quotation marks, marks excluded.
        lemma: The cue's head in its dictionary form, None without a cue.
        parent: Index, in the same tuple, of the attribution whose content holds this one.
        floating: True when the speaker stands in an earlier paragraph.
        confidence: Probability that content, source and cue are all right.
    """

    content: Spans
    cue: Spans
    source: Spans
    mode: Mode
    quoted: Spans
    act: Act
    lemma: str | None
    parent: int | None
    floating: bool
    confidence: float
    addressee: Spans = ()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one reading of a text finds: its attributions, and hints for their hedging if asked for."""

    attributions: tuple[Attribution, ...]
    hints: Hints | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a source is referred to."""

    span: Span
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Source:
    """An entity that something is attributed to, with its mentions in text order.

    Attributes:
        name: Its fullest form in the article.
        grade: For role, group and anonymous: 0 nothing told … 3 role, seniority and how they know.
        affiliation: Index of the organisation, in the same tuple, it speaks for.
    """

    name: str
    kind: Kind
    naming: Naming
    grade: int | None
    description: str | None
    affiliation: int | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Which source an attribution's source span refers to, and why.

    Attributes:
        source: Index into ``Resolution.sources``; None when unresolved or when there is no source span.
        candidates: When unresolved, the sources considered with their probabilities, best first.
        chain: The resolved sources the words passed through, original speaker first.
    """

    source: int | None
    confidence: float
    reason: Reason
    candidates: tuple[tuple[int, float], ...] = ()
    chain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The sources of an article, and for each attribution its link (None where it has no source span)."""

    sources: tuple[Source, ...]
    links: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class HedgeCue:
    """A word or phrase that hedges a content; ``weight`` is its log-odds of being a cue."""

    span: Span
    type: HedgeType
    weight: float


@dataclass(frozen=True, slots=True)
class Modifier:
    """An approximator, negated hedge, intensifier or denial inside a content."""

    span: Span
    type: ModifierType


@dataclass(frozen=True, slots=True)
class Hedging:
    """How surely a content is claimed, and the force of the cue that introduces it (None without a cue)."""

    label: HedgeLabel
    probability: float
    strength: float
    cues: tuple[HedgeCue, ...]
    modifiers: tuple[Modifier, ...]
    force: Force | None


@dataclass(frozen=True, slots=True)
class Assembly:
    """All that the stages found in one article.

    ``hedging`` and ``resolution.links`` run parallel to ``attributions``, which are in report order (first
    offset, outer before inner).
    """

    segmented: Segmented
    attributions: tuple[Attribution, ...]
    resolution: Resolution
    hedging: tuple[Hedging, ...]
    notices: tuple[Notice, ...]
