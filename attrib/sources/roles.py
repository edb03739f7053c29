"""Who holds a role: roles learnt from the article go in, whom a later "the spokesperson" means comes out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: How many holders of one head noun are compared, the nearest first: bounds the work on very long texts.
_COMPARED = 40
_NONE = frozenset[str]()
#: How many first letters the name of a place and the word for what is of it share.
_ALIKE = 4


@dataclass(frozen=True, slots=True, order=True)
class Holding:
    """An entity that was said at an offset to hold a role."""

    offset: int
    entity: int
    words: frozenset[str]


class RoleIndex:
    """Roles by head noun."""

    def __init__(self) -> None:
        self._holdings: dict[str, list[Holding]] = defaultdict(list)
        self._told: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
        self._named: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)

    def learn(
        self, head: str, words: frozenset[str], *, offset: int, entity: int, names: frozenset[str] = _NONE
    ) -> None:
        """Note that an entity holds a role.

        Args:
            head: The role's head noun.
            words: The other words of the description.
            offset: Where it stands.
            entity: Whose role it is.
            names: Those words that are names ("the Hill campaign").
        """
        told, named = self._told[entity], self._named[entity]
        named[head] = named.get(head, _NONE) | names
        told[head] = told.get(head, _NONE) | words
        insort(self._holdings[head], Holding(offset, entity, words), key=lambda one: (one.offset, one.entity))

    def told_of(self, entity: int) -> Mapping[str, frozenset[str]]:
        """The nouns by which an entity is known, each with all words told with it."""
        return self._told.get(entity, {})

    def later(self, head: str, *, offset: int) -> list[Holding]:
        """The nearest of those who are called by a noun from an offset on."""
        holdings = self._holdings.get(head, [])
        cut = bisect_left(holdings, offset, key=lambda one: one.offset)
        return holdings[cut : cut + _COMPARED]

    def known(self, head: str, *, offset: int) -> bool:
        """Whether anybody was called by a noun before an offset."""
        holdings = self._holdings.get(head, [])
        return bool(holdings) and holdings[0].offset < offset

    def called(self, head: str, *, offset: int) -> list[int]:
        """The nearest of those who were called by a noun before an offset, each once."""
        holdings = self._holdings.get(head, [])
        cut = bisect_left(holdings, offset, key=lambda one: one.offset)
        return list(dict.fromkeys(one.entity for one in reversed(holdings[max(0, cut - _COMPARED) : cut])))

    def holder(
        self,
        head: str,
        words: frozenset[str],
        *,
        offset: int,
        last_seen: Callable[[int, int], float],
        loose: bool = False,
        names: frozenset[str] = _NONE,
    ) -> tuple[int, float] | None:
        """The entity that a definite mention of a role means, with a confidence.

        Args:
            head: The role's head noun.
            words: The mention's other words.
            offset: Where the mention stands.
            last_seen: Gives how present an entity is at an offset, -1 for one not mentioned before.
            loose: Whether other words may stand in the place of those known: of a document each mention tells
                something else ("a leaked report", "the 48-page report").
            names: Those of the words that are names: whose campaign it is must not clash.

        Returns:
            The best fitting, then most present holder; None when nobody fits.
        """
        holdings = self._holdings.get(head, [])
        cut = bisect_left(holdings, offset, key=lambda one: one.offset)
        near = [*reversed(holdings[max(0, cut - _COMPARED) : cut]), *holdings[cut : cut + _COMPARED]]
        ranked = [
            (fit, last_seen(one.entity, offset), -abs(one.offset - offset), one.entity)
            for one in near
            if (fit := _fit(words, one.words) or int(loose or _once(head, words, one.words)))
            and not (fit < _FULL and self.clashes(one.entity, head, names))
        ]
        if not ranked:
            return None
        best = max(ranked)
        rivals = {entity for fit, _, _, entity in ranked if fit == best[0]} - {best[3]}
        return best[3], (0.9 if best[0] == _FULL else 0.7) - 0.1 * min(len(rivals), 2)

    def clashes(self, entity: int, head: str, names: frozenset[str]) -> bool:
        """Whether an entity was told with other names than those; "Lurian" and "Luria" are alike."""
        known = self._named[entity].get(head, _NONE)
        return bool(known and names) and {k[:_ALIKE] for k in known}.isdisjoint(k[:_ALIKE] for k in names)

    def told(self, head: str, words: frozenset[str], *, offset: int) -> int | None:
        """The one entity said before an offset to hold a role with all these words, None when not one.

        Args:
            head: The role's head noun.
            words: The mention's other words.
            offset: Where the mention stands.
        """
        holdings = self._holdings.get(head, [])
        cut = bisect_left(holdings, offset, key=lambda one: one.offset)
        near = holdings[max(0, cut - _COMPARED) : cut]
        holders = {one.entity for one in near if _fit(words, one.words) == _FULL}
        return holders.pop() if len(holders) == 1 else None


_FULL = 2


def _once(head: str, said: frozenset[str], held: frozenset[str]) -> bool:
    """Whether "the pupil" is the former pupil told of: what nobody holds as an office."""
    noun = vocabulary.nouns().get((head,))
    plain = noun is not None and noun.sort == "person" and not noun.senior
    return plain and not said and held & vocabulary.OFFICE_CHANGING == {"former"}


def _fit(said: frozenset[str], held: frozenset[str]) -> int:
    """2 when the mention's words are among the role's, 1 when it only adds to them, 0 when they clash."""
    if (said ^ held) & vocabulary.OFFICE_CHANGING:
        return 0
    if said <= held:
        return _FULL
    return 1 if held <= said else 0
