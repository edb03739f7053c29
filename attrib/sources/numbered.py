"""Several who are told by their number: "both", "the two", "neither firm" go in, who they are comes out.

They are whoever was last named together: joined by "and", or the only ones of their kind in the sentences
before. All of them named, they are named too, as the guide counts it; "both sides" are a class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import callings, vocabulary
from attrib.sources.entities import Entity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Kind
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase
    from attrib.sources.places import Place

_HOW_MANY = {
    **dict.fromkeys(("both", "neither", "either", "each", "two", "duo", "pair", "twosome"), 2),
    **dict.fromkeys(("three", "trio", "threesome"), 3),
    **dict.fromkeys(("four", "quartet", "foursome"), 4),
}
#: Nouns that say nothing but how many they are.
_BARE = frozenset(_HOW_MANY) | {"men", "women", "people", "man", "woman"}
#: What is a class whoever stands in it.
_CAMPS = frozenset({"side", "sides", "camp", "camps"})
_TWO = frozenset({"both", "neither", "each"})
_BEFORE = frozenset({"the", "these", "those", "all"})
#: How many sentences back those are named whom a number means.
_REACH = 3
_JOINTS = frozenset({"and", "&", "or", "nor"})


class Numbered:
    """Those who are told by their number, each set of them one entity.

    Args:
        article: The article.
        cast: Its named entities; sets of them are added to it.
        discourse: The mentions so far.
    """

    def __init__(self, article: Article, cast: Cast, discourse: Discourse) -> None:
        self._article = article
        self._cast = cast
        self._discourse = discourse
        self._sets: dict[frozenset[int], int] = {}

    def meant(self, phrase: Phrase) -> int | None:
        """The entity of all whom a phrase means, None where not all of them are named."""
        members = self._members(phrase)
        if not members:
            return None
        known = self._sets.get(frozenset(members))
        if known is not None:
            return known
        self._cast.entities.append(self._together(members))
        return self._sets.setdefault(frozenset(members), len(self._cast.entities) - 1)

    def named(self, phrase: Phrase) -> bool:
        """Whether a phrase counts so many of a kind, all known to the reader, and as many are named before.

        "The two Labour contenders" need not be told apart from others to be known by name.
        """
        keys = phrase.keys
        many = 2 if keys[0] == "both" else next((_HOW_MANY[key] for key in keys[1:3] if key in _HOW_MANY), 0)
        if not many or keys[0] not in _BEFORE | {"both"} or phrase.partitive or phrase.owned:
            return False
        sort = _sort(phrase)
        before = {place.entity for place in self._discourse.before(phrase.span.start)}
        fit = sum(_fits(self._cast.entities[entity], sort) for entity in before) if sort else 0
        return fit >= many

    def _members(self, phrase: Phrase) -> tuple[int, ...]:
        many = _number(phrase)
        sort = _sort(phrase) if many else None
        if sort is None:
            return ()
        sentence = self._article.sentence_at(phrase.span.start)
        near = [
            place
            for place in self._discourse.before(phrase.span.start)
            if 0 <= sentence - place.sentence <= _REACH and not place.pronoun
        ]
        for kind in ("person", "organisation") if sort == "unknown" else (sort,):
            named = [place for place in near if _fits(self._cast.entities[place.entity], kind)]
            found = _joined(self._article, named, many) or _only(named, many)
            if found:
                return found
        return ()

    def _together(self, members: Sequence[int]) -> Entity:
        """Several as an entity, named by its members: "Ann Hill and Ivo Brandt"."""
        names = [self._cast.entities[index].name for index in members]
        entity = Entity("group", "named", plural=True)
        entity.suggest_name(f"{', '.join(names[:-1])} and {names[-1]}")
        return entity


def _number(phrase: Phrase) -> int:
    """How many a phrase means, 0 where it is not said or where more is told of them."""
    if phrase.partitive or phrase.owned or "of" in phrase.keys:
        return 0
    keys = phrase.keys
    if len(keys) == 1:
        return 2 if keys[0] in _TWO else 0
    if keys[0] in _TWO:
        return 2 if len(keys) == 2 else 0
    if phrase.names:
        return 0
    numbers = [key for key in keys[1:3] if key in _HOW_MANY]
    told = [key for key in keys if key not in _BEFORE and key not in _HOW_MANY]
    return _HOW_MANY[numbers[0]] if keys[0] in _BEFORE and numbers and len(told) < 2 else 0


def _sort(phrase: Phrase) -> Kind | None:
    """Of which kind they are by their noun, None where it tells of no persons or bodies."""
    if phrase.noun_word in _BARE or phrase.head in _BARE or len(phrase.keys) == 1:
        return "person" if phrase.noun_word[-3:] in {"men", "man"} else "unknown"
    if phrase.noun_word in _CAMPS:
        return None
    one = (*phrase.noun_keys[:-1], callings.singular(phrase.noun_word))
    known = vocabulary.heads().get(one)
    return known.sort if known is not None and known.sort in {"person", "organisation"} else None


def _fits(entity: Entity, kind: Kind) -> bool:
    return entity.naming == "named" and entity.kind == kind and not entity.plural


def _joined(article: Article, named: Sequence[Place], many: int) -> tuple[int, ...]:
    """The last so many that stand joined by "and"."""
    for last in range(len(named) - 1, many - 2, -1):
        chain = named[last - many + 1 : last + 1]
        first, second = chain[-2], chain[-1]
        between = article.text[first.end : second.offset].replace(",", " ").split()
        distinct = len({one.entity for one in chain}) == many
        if distinct and first.sentence == second.sentence and between[:1] and between[0] in _JOINTS:
            return tuple(one.entity for one in chain)
    return ()


def _only(named: Sequence[Place], many: int) -> tuple[int, ...]:
    """All of a kind, where they are just so many."""
    found = tuple(dict.fromkeys(one.entity for one in named))
    return found if len(found) == many else ()
