"""Is "could" the past of "can" here, or a possibility?

In: the tokens of a sentence and the place of a "could". Out: True where it speaks of what somebody was able
or allowed to do. The corpora with marked cues know "could" mostly from encyclopaedias and papers; of 70 drawn
from news contents (PolNeAR, training part) about two in three were possibilities, and nearly all the others
fall under:

- it is negated or all but negated ("could not reach", "could hardly hear", "nobody could");
- its verb is one of perception, mind or means ("could see", "could afford", "could be heard");
- the speaker tells of himself ("I could"), or it stands in a clause of purpose, comparison or condition ("so
  that they could", "as fast as he could", "if he could", "everything we could").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.hedge.phrases import Match, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEGATED = word_set("not n't hardly barely scarcely no only never")
_ABLE = word_set(
    "see hear feel smell taste find remember recall understand afford tell sleep speak swim walk read write "
    "breathe believe imagine count think say do manage watch answer explain"
)
_PERCEIVED = word_set("seen heard felt smelled smelt found made reached")
_BEFORE = word_set("no nobody none nothing so if as what everything all anything whatever best wherever")
#: Words back from "could" that may hold the opening of its clause: "so that the dogs could".
_REACH = 4


def is_ability(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the "could" at ``match`` tells of ability or permission."""
    after = [token.lower for token in tokens[match.last : match.last + 4]]
    before = [token.lower for token in tokens[max(0, match.first - _REACH) : match.first]]
    verbs = [word for word in after if not word.endswith("ly")]
    if not verbs or not verbs[0][:1].isalpha() or after[0] in _NEGATED:
        return True
    if verbs[0] in _ABLE or (verbs[0] == "be" and verbs[1:2] and verbs[1] in _PERCEIVED):
        return True
    return before[-1:] == ["i"] or not _BEFORE.isdisjoint(before)
