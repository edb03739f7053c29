"""How sure a claim is left by what hedges it: ``strength`` in [0, 1], 1 for a plain statement.

In: the candidate cues of a claim with the log-odds that they hedge it, and its modifiers. Out: a number, from
hedging evidence alone: who says it and by what verb does not count.

The drop is linear in named parts (``drops``): the greatest and the second drop that the levels of
``evidence.CERTAINTY`` give, the modifiers, and the words themselves. The weights are fitted to human ratings
of certainty (Pei & Jurgens 2021, training part) and none is negative, so that a further hedge never adds
certainty.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrib.hedge.model import sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.hedge.model import Linear
    from attrib.hedge.reading import Reading
    from attrib.records import Modifier

#: The least strength that a claim can have: something is said.
LEAST = 0.05
#: Modifiers of one type beyond these add nothing.
_MOST = 2


def strength(reading: Reading, odds: Sequence[float], modifiers: Iterable[Modifier], model: Linear) -> float:
    """The strength of a claim.

    Args:
        reading: The claim.
        odds: For each candidate the log-odds that it hedges the claim.
        modifiers: The claim's modifiers.
        model: Weights of the named drops.
    """
    return max(LEAST, min(1.0, 1.0 - model.weighted(drops(reading, odds, modifiers))))


def drops(reading: Reading, odds: Sequence[float], modifiers: Iterable[Modifier]) -> dict[str, float]:
    """The named parts of a claim's loss of certainty; an intensifier counts against it."""
    found = [
        (item.form(reading.sentences[item.number]), sigmoid(value), item.evidence.certainty)
        for item, value in zip(reading.candidates, odds, strict=True)
    ]
    falls = sorted((chance * (1 - certainty) for _, chance, certainty in found), reverse=True)
    values = {"greatest": falls[0] if falls else 0.0, "second": falls[1] if len(falls) > 1 else 0.0}
    for form, chance, _ in found:
        values[f"w={form}"] = max(values.get(f"w={form}", 0.0), chance)
    for kind, number in sorted(Counter(item.type for item in modifiers).items()):
        values[kind] = min(number, _MOST) * (-1.0 if kind == "intensifier" else 1.0)
    return values
