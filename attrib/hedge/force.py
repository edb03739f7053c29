"""The force of an attribution's cue, from ``lexicons/cues.json``.

In: an attribution and the text. Out: what its cue says of the claim beyond passing it on ("admitted" is
factive, "claimed" distancing), ``neutral`` when the lexicon does not hold it, None without a cue. It says
nothing of the content.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from attrib import lexicons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.records import Attribution, Force


def force(attribution: Attribution, text: str) -> Force | None:
    """The force of the attribution's cue.

    A lemma with several entries ("claim", verb and noun) is settled by the form that stands in the text, then
    by the attribution's act, then by the order of the lexicon.

    Args:
        attribution: For its cue, lemma and act.
        text: The document's text.
    """
    if not attribution.cue:
        return None
    entries = _by_lemma().get((attribution.lemma or "").lower(), ())
    if not entries:
        return "neutral"
    words = " ".join(text[span.start : span.end] for span in attribution.cue).lower().split()

    def fit(entry: Mapping[str, Any]) -> tuple[bool, bool]:
        return any(form in words for form in entry["forms"]), entry["act"] == attribution.act

    best: Force = max(entries, key=fit)["force"]
    return best


@functools.cache
def _by_lemma() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    by_lemma: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for entry in lexicons.entries("cues"):
        lemma = entry["lemma"].lower()
        by_lemma[lemma] = (*by_lemma.get(lemma, ()), entry)
    return by_lemma
