"""The measures of one article: spans, link, triple, by mode, nested.

In: the two sides of an article. Out: their ``Measures``, which add up over articles. What each measure means
stands in ``docs/evaluation.md``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from attrib.scoring.rates import Rate, Share, matched
from attrib.scoring.tokens import HALF, align, jaccard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Mode
    from attrib.scoring.items import Item, Side
    from attrib.scoring.tokens import Tokens

Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class SpanRates:
    """How well the spans of one role were found, from strict to lenient."""

    exact: Rate
    half: Rate
    token: Rate

    def __add__(self, other: SpanRates) -> SpanRates:
        return SpanRates(self.exact + other.exact, self.half + other.half, self.token + other.token)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of an article, aligned by content.

    Attributes:
        partner: For each gold item that was found (index into ``gold.items``) its prediction.
        excused: Predictions aligned with an optional gold item: neither credited nor punished.
    """

    gold: Side
    predicted: Side
    partner: Mapping[int, int]
    excused: frozenset[int]

    @classmethod
    def of(cls, gold: Side, predicted: Side) -> Comparison:
        """Align both sides, optional items as well."""
        partner = dict(align([i.content for i in gold.items], [i.content for i in predicted.items]))
        excused = frozenset(p for g, p in partner.items() if gold.items[g].optional)
        return cls(gold, predicted, partner, excused)

    def counted(self) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The items that count, gold and predicted."""
        gold = tuple(item for item in self.gold.items if not item.optional)
        return gold, tuple(p for index, p in enumerate(self.predicted.items) if index not in self.excused)

    def aligned(self) -> tuple[tuple[Item, Item], ...]:
        """The items that count and have found each other."""
        pairs = ((self.gold.items[g], self.predicted.items[p]) for g, p in self.partner.items())
        return tuple((g, p) for g, p in pairs if not g.optional)


def right_source(gold: Item, predicted: Item) -> bool:
    """Whether the sources are the same at half, or missing on both sides."""
    return _both_empty(gold.source, predicted.source) or jaccard(gold.source, predicted.source) >= HALF


def right_triple(gold: Item, predicted: Item) -> bool:
    """Whether, of items aligned by content, source and cue are right as well."""
    cue = _both_empty(gold.cue, predicted.cue) or bool(gold.cue & predicted.cue)
    return cue and right_source(gold, predicted)


def _both_empty(one: Tokens, other: Tokens) -> bool:
    return not one and not other


@dataclass(frozen=True, slots=True)
class Measures:
    """The counts behind the extraction scores of an article or of many."""

    content: SpanRates
    source: SpanRates
    cue: SpanRates
    link: Share
    triple: Rate
    direct: Rate
    indirect: Rate
    mixed: Rate
    nested: Rate
    nested_parent: Share

    def __add__(self, other: Measures) -> Measures:
        return Measures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


_NO_SPANS = SpanRates(Rate(), Rate(), Rate())
#: What no article adds up to.
NOTHING = Measures(
    content=_NO_SPANS,
    source=_NO_SPANS,
    cue=_NO_SPANS,
    link=Share(),
    triple=Rate(),
    direct=Rate(),
    indirect=Rate(),
    mixed=Rate(),
    nested=Rate(),
    nested_parent=Share(),
)


def measure(comparison: Comparison) -> Measures:
    """Score one article."""
    gold, predicted = comparison.counted()
    aligned = comparison.aligned()
    triples = sum(right_triple(*pair) for pair in aligned)
    return Measures(
        content=_spans(comparison, "content"),
        source=_spans(comparison, "source"),
        cue=_spans(comparison, "cue"),
        link=Share(sum(right_source(*pair) for pair in aligned), len(aligned)),
        triple=matched(triples, predicted=len(predicted), gold=len(gold)),
        direct=_mode("direct", gold, predicted, aligned),
        indirect=_mode("indirect", gold, predicted, aligned),
        mixed=_mode("mixed", gold, predicted, aligned),
        nested=_nested(gold, predicted),
        nested_parent=_parents(comparison),
    )


def _spans(comparison: Comparison, role: Role) -> SpanRates:
    gold, predicted = comparison.counted()
    wanted: list[Tokens] = [tokens for item in gold if (tokens := getattr(item, role))]
    given: list[Tokens] = [tokens for item in predicted if (tokens := getattr(item, role))]
    sizes = {"predicted": len(given), "gold": len(wanted)}
    exact = (Counter(wanted) & Counter(given)).total()
    return SpanRates(
        exact=matched(exact, **sizes),
        half=matched(len(align(wanted, given)), **sizes),
        token=_tokens(comparison, role, wanted, given),
    )


def _tokens(comparison: Comparison, role: Role, wanted: list[Tokens], given: list[Tokens]) -> Rate:
    """Every token of the article once a role; those that only optional gold items hold are left out."""
    gold = frozenset[int]().union(*wanted)
    debatable: list[Tokens] = [getattr(item, role) for item in comparison.gold.items if item.optional]
    predicted = frozenset[int]().union(*given) - (frozenset[int]().union(*debatable) - gold)
    return matched(len(gold & predicted), predicted=len(predicted), gold=len(gold))


def _mode(
    mode: Mode, gold: Sequence[Item], predicted: Sequence[Item], aligned: Sequence[tuple[Item, Item]]
) -> Rate:
    """Recall over the gold contents of the mode, precision over the predicted contents of the mode."""
    return Rate(
        correct=sum(given.mode == mode for _, given in aligned),
        predicted=sum(item.mode == mode for item in predicted),
        found=sum(wanted.mode == mode for wanted, _ in aligned),
        gold=sum(item.mode == mode for item in gold),
    )


def _nested(gold: Sequence[Item], predicted: Sequence[Item]) -> Rate:
    """Content at half of the nested items alone."""
    wanted = [item.content for item in gold if item.parent is not None]
    given = [item.content for item in predicted if item.parent is not None]
    return matched(len(align(wanted, given)), predicted=len(given), gold=len(wanted))


def _parents(comparison: Comparison) -> Share:
    """Of the nested gold items that were found, those whose parent's partner is their partner's parent."""
    partner = comparison.partner
    found = [
        (wanted.parent, comparison.predicted.items[partner[index]].parent)
        for index, wanted in enumerate(comparison.gold.items)
        if wanted.parent is not None and not wanted.optional and index in partner
    ]
    return Share(
        sum(given is not None and partner.get(parent) == given for parent, given in found), len(found)
    )
