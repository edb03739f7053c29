"""Scores of predictions against gold: computing, adding up and showing them.

In: gold documents with their predictions, already in memory. Out: a ``Scores`` value, as numbers, as a
dictionary for JSON, or as a table for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.scoring.baselines import BASELINES, baselines
from attrib.scoring.items import sides
from attrib.scoring.labels import NO_LABELS, LabelMeasures, measure_labels
from attrib.scoring.measures import NOTHING, Comparison, Measures, measure
from attrib.scoring.sources import NO_SOURCES, SourceMeasures
from attrib.scoring.table import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.scoring.items import Prediction


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over a set of articles.

    Attributes:
        articles: How many articles were scored.
        extraction: Spans, link, triple, by mode, nested; e.g. ``extraction.triple.f1``.
        labels: Labels of attributions and of their sources, entities, blocks, sentences.
        baselines: What simple rules would make of the sources, by rule.
    """

    articles: int
    extraction: Measures
    labels: LabelMeasures
    baselines: Mapping[str, SourceMeasures]

    def as_dict(self) -> dict[str, Any]:
        """The scores as JSON values: fractions with 4 decimals, null where there was nothing to score."""
        found, labels = self.extraction, self.labels
        return {
            "articles": self.articles,
            "attributions": found.triple.gold,
            "spans": {
                role: {name: getattr(rates, name).as_dict() for name in ("exact", "half", "token")}
                for role, rates in (("source", found.source), ("cue", found.cue), ("content", found.content))
            },
            "link": found.link.as_dict(),
            "triple": found.triple.as_dict(),
            "modes": {name: getattr(found, name).as_dict() for name in ("direct", "indirect", "mixed")},
            "nested": {"content": found.nested.as_dict(), "parent": found.nested_parent.as_dict()},
            "labels": {name: share.as_dict() for name, share in labels.labels.items()},
            "hedging": labels.hedging.as_dict(),
            "phrases": {name: rate.as_dict() for name, rate in labels.phrases.items()},
            "phrases_half": {name: rate.as_dict() for name, rate in labels.halves.items()},
            "channel_kind": labels.channel_kind.as_dict(),
            "entity": labels.entity.as_dict(),
            "sources": labels.sources.as_dict(),
            "baselines": {name: found.as_dict() for name, found in self.baselines.items()},
            "blocks": labels.blocks.as_dict(),
            "sentences": labels.sentences.as_dict(),
        }

    def table(self) -> str:
        """The scores as a plain-text table, in percent."""
        return render(self.as_dict())


def score(pairs: Iterable[tuple[Mapping[str, Any], Prediction]]) -> Scores:
    """Score predictions against gold.

    Args:
        pairs: For each article its gold document (as in ``schemas/gold-1.0.0.json``; taken to be valid) and
            what was predicted for it: a report, or the attributions of extraction alone, whose spans refer
            to the same text.

    Returns:
        The scores over all articles together (micro-averaged). Fields that gold or prediction lack are
        not scored.
    """
    extraction, labels, articles = NOTHING, NO_LABELS, 0
    rules = dict.fromkeys(BASELINES, NO_SOURCES)
    for gold, prediction in pairs:
        comparison = Comparison.of(*sides(gold, prediction))
        extraction += measure(comparison)
        labels += measure_labels(comparison)
        articles += 1
        if isinstance(prediction, Mapping) and gold.get("sources"):
            for name, relinked in baselines(gold["text"], prediction).items():
                rules[name] += measure_labels(Comparison.of(*sides(gold, relinked))).sources
    return Scores(articles, extraction, labels, rules)
