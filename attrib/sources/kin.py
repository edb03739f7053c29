"""Whom a tie means: "her brother", "my sister", "his client", "the couple" go in, entities come out.

Families share surnames; a lawyer's client is who else is spoken of. Where two fit, nobody is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import vocabulary
from attrib.sources.entities import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase
    from attrib.sources.vocabulary import Gender

_KIN = vocabulary.word_set(
    "husband wife brother sister father mother son daughter uncle aunt grandfather grandmother widow widower "
    "dad mum mom cousin nephew niece grandson granddaughter"
)
#: What tells one brother from another and no more.
_WHICH = vocabulary.word_set("elder older eldest younger youngest twin little big own")
#: The surnames of a married couple's parents and of cousins differ as often as not.
_COUPLES = frozenset({"couple", "pair", "duo", "newlyweds"})
_SPOUSES = frozenset({"husband", "wife", "partner", "fiancé", "fiancée", "widow", "widower"})
#: How many sentences on a relative is named who is brought in by the tie alone.
_AHEAD = 3
#: How many sentences back the members of a couple were mentioned.
_REACH = 25


def tie(phrase: Phrase) -> bool:
    """Whether a phrase's noun is one for a relative or a client."""
    return phrase.noun_word in _KIN or phrase.noun_word == "client"


def relative(
    article: Article, cast: Cast, discourse: Discourse, phrase: Phrase, owner: int | None
) -> int | None:
    """The one other person of the owner's surname whom "her brother" can mean.

    Args:
        article: The article.
        cast: The named entities.
        discourse: The mentions so far.
        phrase: The phrase.
        owner: Whose relative it is.
    """
    if owner is None or phrase.noun_word not in _KIN or phrase.shape != "noun" or phrase.plural:
        return None
    owners = frozenset(cast.entities[owner].name.casefold().split())
    if cast.roles.known(phrase.head, offset=phrase.span.start) or not phrase.words <= _WHICH | owners:
        return None
    surname = _surname(cast.entities[owner])
    if not surname:
        return None
    gender = vocabulary.GENDER.get(phrase.noun_word)
    near = dict.fromkeys(place.entity for place in discourse.before(phrase.span.start))
    fits = _bearers(cast, near, owner, surname, gender)
    if not fits:
        ahead = _fresh(article, cast, phrase)
        fits = _bearers(cast, ahead, owner, surname, gender)
    return fits[0] if len(fits) == 1 else None


def client(cast: Cast, discourse: Discourse, phrase: Phrase, owner: int | None) -> int | None:
    """The named person whom a lawyer's "my client" means: who was told with the lawyer, else last spoken of.

    Args:
        cast: The named entities.
        discourse: The mentions so far.
        phrase: The phrase.
        owner: The lawyer.
    """
    if owner is None or phrase.shape != "noun" or phrase.noun_word != "client" or phrase.words:
        return None
    lawyer = cast.entities[owner]
    told = [cast.bearer(index) for index, _ in cast.names_in(lawyer.description or Span(0, 0))]
    before = [place.entity for place in reversed(discourse.before(phrase.span.start))]
    for index in (*told, *before):
        if index is not None and index != owner and _person(cast.entities[index]):
            return index
    return None


def couple(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> tuple[int, int] | None:
    """The two people whom "the couple" means: the last two of one surname, or one and the other's spouse.

    Args:
        article: The article.
        cast: The named entities.
        discourse: The mentions so far.
        phrase: The phrase.
    """
    if phrase.shape != "noun" or phrase.noun_word not in _COUPLES or phrase.determiner != "the":
        return None
    if phrase.words or phrase.partitive:
        return None
    sentence = article.sentence_at(phrase.span.start)
    near = [p.entity for p in discourse.before(phrase.span.start) if sentence - p.sentence <= _REACH]
    people = [i for i in dict.fromkeys(reversed(near)) if _person(cast.entities[i])]
    for place, one in enumerate(people):
        for other in people[:place]:
            if _married(cast, one, other):
                return (min(one, other), max(one, other))
    return None


def joined(cast: Cast, members: tuple[int, int]) -> Entity:
    """A couple as an entity, named by its members: "Ann and Tom Hill"."""
    first, second = (cast.entities[index].name for index in members)
    surname = _surname(cast.entities[members[1]])
    if surname and surname == _surname(cast.entities[members[0]]):
        first = first.rsplit(maxsplit=1)[0]
    entity = Entity("group", "named", plural=True)
    entity.suggest_name(f"{first} and {second}")
    return entity


def _married(cast: Cast, one: int, other: int) -> bool:
    """Whether two people share a surname and are no two men or women, or one is told as a spouse."""
    first, second = cast.entities[one], cast.entities[other]
    surname = _surname(first)
    unlike = _gender(first) is None or _gender(first) != _gender(second)
    spouse = not _SPOUSES.isdisjoint(cast.roles.told_of(one).keys() | cast.roles.told_of(other).keys())
    return unlike and (spouse or bool(surname and surname == _surname(second)))


def _bearers(
    cast: Cast, entities: Iterable[int], owner: int, surname: str, gender: Gender | None
) -> list[int]:
    """Those of a surname and gender besides the owner."""
    return [
        index
        for index in entities
        if index != owner
        and _person(cast.entities[index])
        and _surname(cast.entities[index]) == surname
        and cast.entities[index].may_be(gender)
    ]


def _fresh(article: Article, cast: Cast, phrase: Phrase) -> list[int]:
    """Those who are named soon after a phrase and never before it."""
    last = min(article.sentence_at(phrase.span.start) + _AHEAD, len(article.sentences) - 1)
    reach = Span(phrase.span.end, max(article.sentences[last].span.end, phrase.span.end))
    named = dict.fromkeys(cast.bearer(index) for index, _ in cast.names_in(reach))
    return [i for i in named if i is not None and cast.entities[i].last_before(phrase.span.start) < 0]


def _person(entity: Entity) -> bool:
    return entity.kind == "person" and entity.naming == "named" and not entity.plural


def _gender(entity: Entity) -> Gender | None:
    return entity.gender or entity.given


def _surname(entity: Entity) -> str:
    words = entity.name.casefold().split()
    return words[-1] if len(words) > 1 else ""
