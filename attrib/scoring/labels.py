"""The measures of what later stages add: source entities, labels of attributions, blocks, sentences.

In: the two sides of an article. Out: its ``LabelMeasures``, which add up over articles. Only what gold states
and the prediction can say is counted. What each measure means stands in ``docs/evaluation.md``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.scoring.measures import right_source
from attrib.scoring.rates import Rate, Share, matched
from attrib.scoring.sources import NO_SOURCES, SourceMeasures, measure_sources
from attrib.scoring.tokens import HALF, jaccard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.scoring.items import Item, Side
    from attrib.scoring.measures import Comparison
    from attrib.scoring.tokens import Tokens

#: Labels of the attribution itself, compared wherever its content was found.
OWN_LABELS = ("mode", "act", "force", "hedged")
#: Labels of its source's entity, compared where the source was found as well.
SOURCE_LABELS = ("kind", "naming", "grade")
#: Spans beside source, cue and content, compared by their tokens wherever the content was found.
PHRASES = ("addressee", "channel", "hedges")
#: Those of them of which an attribution has one at most, compared as wholes too.
SINGLE_PHRASES = ("addressee", "channel")


@dataclass(frozen=True, slots=True)
class LabelMeasures:
    """The counts behind the scores of an article's, or many articles', other fields.

    Attributes:
        labels: By label, the attributions that carry the right one.
        hedging: Contents called hedged.
        phrases: Tokens of addressees, channels and hedges.
        halves: Addressees and channels, right from half the words on.
        channel_kind: Of the channels found, those of the right kind.
        sources: Links by the form of the mention.
        entity: B-cubed over attributions.
        blocks: Gold blocks with the right role.
        sentences: Sentence ends.
    """

    labels: Mapping[str, Share]
    hedging: Rate
    phrases: Mapping[str, Rate]
    halves: Mapping[str, Rate]
    channel_kind: Share
    sources: SourceMeasures
    entity: Rate
    blocks: Share
    sentences: Rate

    def __add__(self, other: LabelMeasures) -> LabelMeasures:
        return LabelMeasures(
            {name: share + other.labels[name] for name, share in self.labels.items()},
            self.hedging + other.hedging,
            {name: rate + other.phrases[name] for name, rate in self.phrases.items()},
            {name: rate + other.halves[name] for name, rate in self.halves.items()},
            self.channel_kind + other.channel_kind,
            self.sources + other.sources,
            self.entity + other.entity,
            self.blocks + other.blocks,
            self.sentences + other.sentences,
        )


#: What no article adds up to.
NO_LABELS = LabelMeasures(
    labels={name: Share() for name in (*OWN_LABELS, *SOURCE_LABELS)},
    hedging=Rate(),
    phrases={name: Rate() for name in PHRASES},
    halves={name: Rate() for name in SINGLE_PHRASES},
    channel_kind=Share(),
    sources=NO_SOURCES,
    entity=Rate(),
    blocks=Share(),
    sentences=Rate(),
)


def measure_labels(comparison: Comparison) -> LabelMeasures:
    """Score one article's labels, entities, blocks and sentences."""
    aligned = comparison.aligned()
    sourced = [(g, p) for g, p in aligned if g.source and right_source(g, p)]
    labels = {name: _share(name, aligned) for name in OWN_LABELS}
    labels |= {name: _share(name, sourced) for name in SOURCE_LABELS}
    return LabelMeasures(
        labels=labels,
        hedging=_hedging(aligned),
        phrases={name: _phrase(name, aligned) for name in PHRASES},
        halves={name: _half(name, aligned) for name in SINGLE_PHRASES},
        channel_kind=_channel_kind(aligned),
        sources=measure_sources(sourced),
        entity=_entity(sourced),
        blocks=_blocks(comparison.gold, comparison.predicted),
        sentences=_sentences(comparison.gold, comparison.predicted),
    )


def _share(name: str, pairs: Sequence[tuple[Item, Item]]) -> Share:
    known = [(g.fields[name], p.fields[name]) for g, p in pairs if name in g.fields and name in p.fields]
    return Share(sum(gold == given for gold, given in known), len(known))


def _hedging(pairs: Sequence[tuple[Item, Item]]) -> Rate:
    """Of the contents found, those called hedged."""
    known = [
        (g.fields["hedged"], p.fields["hedged"])
        for g, p in pairs
        if "hedged" in g.fields and "hedged" in p.fields
    ]
    both = sum(gold and given for gold, given in known)
    return matched(both, predicted=sum(given for _, given in known), gold=sum(gold for gold, _ in known))


def _known(name: str, pairs: Sequence[tuple[Item, Item]]) -> list[tuple[Tokens, Tokens]]:
    return [(g.phrases[name], p.phrases[name]) for g, p in pairs if name in g.phrases and name in p.phrases]


def _phrase(name: str, pairs: Sequence[tuple[Item, Item]]) -> Rate:
    known = _known(name, pairs)
    return matched(
        sum(len(gold & given) for gold, given in known),
        predicted=sum(len(given) for _, given in known),
        gold=sum(len(gold) for gold, _ in known),
    )


def _half(name: str, pairs: Sequence[tuple[Item, Item]]) -> Rate:
    known = _known(name, pairs)
    return matched(
        sum(jaccard(gold, given) >= HALF for gold, given in known),
        predicted=sum(bool(given) for _, given in known),
        gold=sum(bool(gold) for gold, _ in known),
    )


def _channel_kind(pairs: Sequence[tuple[Item, Item]]) -> Share:
    known = [
        g.fields["channel kind"] == p.fields.get("channel kind")
        for g, p in pairs
        if "channel kind" in g.fields
        and jaccard(g.phrases["channel"], p.phrases.get("channel", frozenset())) >= HALF
    ]
    return Share(sum(known), len(known))


def _entity(pairs: Sequence[tuple[Item, Item]]) -> Rate:
    """B-cubed (Bagga and Baldwin 1998) over the attributions whose source was found.

    An attribution left unresolved is a group of its own.
    """
    known = [(g, p) for g, p in pairs if g.entity is not None and "kind" in p.fields]
    given = [index if p.entity is None else p.entity for index, (_, p) in enumerate(known)]
    gold = _entities([g for g, _ in known], given)
    together = Counter(zip(gold, given, strict=True))
    sizes, given_sizes = Counter(gold), Counter(given)
    correct = sum(together[pair] / given_sizes[pair[1]] for pair in zip(gold, given, strict=True))
    found = sum(together[pair] / sizes[pair[0]] for pair in zip(gold, given, strict=True))
    return Rate(correct, len(known), found, len(known))


def _entities(items: Sequence[Item], given: Sequence[int | str]) -> list[int | str | None]:
    """The gold entity of each item; where gold accepts several, the one that most of its group stand for."""
    votes: dict[int | str, Counter[int | str | None]] = defaultdict(Counter)
    for item, group in zip(items, given, strict=True):
        if not item.entity_alt:
            votes[group][item.entity] += 1
    chosen: list[int | str | None] = []
    for item, group in zip(items, given, strict=True):
        accepted = (item.entity, *item.entity_alt)
        chosen.append(max(accepted, key=lambda entity: votes[group][entity]))
    return chosen


def _blocks(gold: Side, predicted: Side) -> Share:
    """Gold blocks whose greatest part lies in predicted blocks of the same role."""
    if gold.blocks is None or predicted.blocks is None:
        return Share()
    right = 0
    for start, end, role in gold.blocks:
        first = bisect_right(predicted.blocks, start, key=lambda block: block[1])
        last = bisect_left(predicted.blocks, end, key=lambda block: block[0])
        cover: Counter[str] = Counter()
        for begin, stop, given in predicted.blocks[first:last]:
            cover[given] += min(end, stop) - max(start, begin)
        right += bool(cover) and cover.most_common(1)[0][0] == role
    return Share(right, len(gold.blocks))


def _sentences(gold: Side, predicted: Side) -> Rate:
    if gold.sentences is None or predicted.sentences is None:
        return Rate()
    both = len(gold.sentences & predicted.sentences)
    return matched(both, predicted=len(predicted.sentences), gold=len(gold.sentences))
