"""Addressees and channels: attributions go in, the same with whom they were said to, and how, come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.sources.addressees import addressee
from attrib.sources.article import Article
from attrib.sources.channels import channels
from attrib.sources.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution, Channel, Segmented, Span
    from attrib.sources.frames import Frame


def circumstances(segmented: Segmented, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Find whom words were said to and in or at what.

    Args:
        segmented: The article.
        attributions: Its attributions in report order.

    Returns:
        The same attributions with ``addressee`` and ``channel``. A channel belongs to the last cue before it
        in its sentence, else to the first; one that stands before its cue goes for later cues of the same
        source too.
    """
    return told(Article(segmented), attributions)


def told(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same of an article whose look-ups have been made."""
    frames = Frames(article, attributions)
    found = {}
    for frame in frames.all():
        beside = [attributions[i] for i in frames.beside(frame.index)]
        found[frame.index] = _read(article, frame, beside, attributions[frame.index])
    for index, one in found.items():
        for other in frames.beside(index):
            earlier = found.get(other)
            if earlier is not None and _follows(attributions[index], attributions[other]):
                one.channel = one.channel or earlier.shared
    return tuple(
        one if index not in found else found[index].applied(one) for index, one in enumerate(attributions)
    )


@dataclass(slots=True)
class _Found:
    """What was found around one cue: ``shared`` is a channel that stands before it."""

    addressee: Span | None = None
    channel: Channel | None = None
    shared: Channel | None = None

    def applied(self, one: Attribution) -> Attribution:
        told = () if self.addressee is None else (self.addressee,)
        return replace(one, addressee=told, channel=self.channel)


def _read(article: Article, frame: Frame, beside: Sequence[Attribution], one: Attribution) -> _Found:
    """Read one frame."""
    found = _Found()
    cue = one.cue[0].start
    following = [other for other in beside if other.cue and other.cue[0].start > cue]
    told = addressee(article, frame, one, following)
    if told is not None and told.start < told.end:
        found.addressee = told
    for channel in channels(article, frame):
        if found.channel is None and _nearest(channel.spans[0], one, beside):
            found.channel = channel
            found.shared = channel if channel.spans[0].start < cue else None
    return found


def _nearest(span: Span, one: Attribution, beside: Sequence[Attribution]) -> bool:
    """Whether a channel goes with this cue of its sentence: with the last before it, else the first."""
    cues = sorted(other.cue[0].start for other in beside if other.cue)
    before = [start for start in cues if start < span.end]
    return one.cue[0].start == (before[-1] if before else cues[0])


def _follows(one: Attribution, earlier: Attribution) -> bool:
    """Whether a cue comes after another of the same source."""
    return bool(one.source) and one.source == earlier.source and one.cue[0].start > earlier.cue[0].start
