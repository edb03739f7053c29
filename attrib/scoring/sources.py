"""How well sources are told apart, by the form of the mention: pairs of items go in, shares come out.

In: gold items with the predictions whose content and source they match. Out: ``SourceMeasures``, which add up
over articles. What each measure means stands in ``docs/evaluation.md``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib.scoring.forms import FORMS, shares_name
from attrib.scoring.rates import Rate, Share, matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.scoring.items import Item

    Pairs = Sequence[tuple[Item, Item]]


@dataclass(frozen=True, slots=True)
class SourceMeasures:
    """The counts behind the scores of sources.

    Attributes:
        right: By form of the mention, those linked to the right source.
        answered: By form, of those linked to any source, the right ones.
        anonymous: Sources called anonymous.
        apart: Kind and naming where the mention is no pronoun.
        confused: By what gold and the prediction say, mentions that only one of them calls anonymous.
    """

    right: Mapping[str, Share]
    answered: Mapping[str, Share]
    anonymous: Rate
    apart: Mapping[str, Share]
    confused: Mapping[str, int]

    def __add__(self, other: SourceMeasures) -> SourceMeasures:
        return SourceMeasures(
            {form: share + other.right[form] for form, share in self.right.items()},
            {form: share + other.answered[form] for form, share in self.answered.items()},
            self.anonymous + other.anonymous,
            {name: share + other.apart[name] for name, share in self.apart.items()},
            {name: count + other.confused[name] for name, count in self.confused.items()},
        )

    def as_dict(self) -> dict[str, Any]:
        """Accuracy and precision by form, the rate of anonymous sources and what they were taken for."""
        return {
            "right": {form: share.as_dict() for form, share in self.right.items()},
            "answered": {form: share.as_dict() for form, share in self.answered.items()},
            "anonymous": self.anonymous.as_dict(),
            "without_pronouns": {name: share.as_dict() for name, share in self.apart.items()},
            "confused": dict(self.confused),
        }


#: Labels that are also scored without the pronouns, which have theirs from whom they mean.
_APART = ("kind", "naming")
_OTHERS = ("named", "role", "group")
#: The ways to be wrong about anonymity: what gold says, and what the prediction calls it.
_CONFUSIONS = (
    *((other, "anonymous") for other in _OTHERS),
    *(("anonymous", other) for other in (*_OTHERS, "unresolved")),
)
#: What no article adds up to.
NO_SOURCES = SourceMeasures(
    right={form: Share() for form in FORMS},
    answered={form: Share() for form in FORMS},
    anonymous=Rate(),
    apart={name: Share() for name in _APART},
    confused={f"{gold} called {given}": 0 for gold, given in _CONFUSIONS},
)


def measure_sources(pairs: Pairs) -> SourceMeasures:
    """Score the links of one article.

    Args:
        pairs: Gold items and their predictions, their sources the same at half.
    """
    known = [(g, p) for g, p in pairs if g.form is not None and "kind" in p.fields]
    partner = _partners(known)
    verdicts = [(g.form, p.entity is not None, _right(g, p, partner)) for g, p in known]
    return SourceMeasures(
        right={form: _share(right for f, _, right in verdicts if f == form) for form in FORMS},
        answered={
            form: _share(right for f, answered, right in verdicts if f == form and answered) for form in FORMS
        },
        anonymous=_anonymous(known),
        apart={
            name: _share(g.fields[name] == p.fields[name] for g, p in known if g.form != "pronoun")
            for name in _APART
        },
        confused=_confused(known),
    )


def _confused(pairs: Pairs) -> dict[str, int]:
    given = Counter((g.fields["naming"], p.fields["naming"] or "unresolved") for g, p in pairs)
    return {f"{gold} called {other}": given[gold, other] for gold, other in _CONFUSIONS}


def _share(verdicts: Iterable[bool]) -> Share:
    listed = list(verdicts)
    return Share(sum(listed), len(listed))


def _right(gold: Item, predicted: Item, partner: Mapping[int | str, int]) -> bool:
    if predicted.entity is None:
        return False
    return partner.get(predicted.entity) in (gold.entity, *gold.entity_alt)


def _partners(pairs: Pairs) -> dict[int | str, int]:
    """For each predicted source the gold source it stands for: one to one, most shared mentions first.

    A named gold source is only matched by a predicted one that bears its name: else a pronoun alone, linked
    to anybody, would count as right.
    """
    votes: Counter[tuple[int | str, int]] = Counter()
    for gold, predicted in pairs:
        if predicted.entity is None or not isinstance(gold.entity, int):
            continue
        named = gold.fields["naming"] == "named"
        if not named or shares_name(str(predicted.fields["name"]), gold.fields["name"]):
            votes[predicted.entity, gold.entity] += 1
    partner: dict[int | str, int] = {}
    taken: set[int] = set()
    for (given, wanted), _ in sorted(votes.items(), key=lambda one: (-one[1], one[0][1], str(one[0][0]))):
        if given not in partner and wanted not in taken:
            partner[given] = wanted
            taken.add(wanted)
    return partner


def _anonymous(pairs: Pairs) -> Rate:
    """Mentions of sources that gold calls anonymous, and those that the prediction calls so."""
    gold = [g.fields["naming"] == "anonymous" for g, _ in pairs]
    given = [p.fields["naming"] == "anonymous" for _, p in pairs]
    both = sum(one and other for one, other in zip(gold, given, strict=True))
    return matched(both, predicted=sum(given), gold=sum(gold))
