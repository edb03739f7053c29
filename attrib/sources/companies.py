"""Which body "the company" or "the agency" takes up: a definite phrase goes in, an entity comes out.

Such nouns go round: an article calls one firm "the company" and, sentences later, another. So all bodies
before the phrase compete, by how present they are to the reader and how well the noun suits them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import bodies, evidence, vocabulary

if TYPE_CHECKING:
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.entities import Entity
    from attrib.sources.phrases import Phrase

_THE = frozenset({"the", "this", "that", "whose"})
#: Words for the countries whose government readers of English news call "the government".
_HOME = bodies.SHORT_PLACES | {"kingdom", "states"}
#: What parties are called by their members.
_MEMBERS = vocabulary.word_set(
    "tories conservatives liberals democrats dems republicans socialists nationalists greens communists"
)
#: How many sentences back a body was mentioned.
_REACH = 25
#: How well a noun suits a body; hand-set. It was called by the noun, or by one like it; it is of a class that
#: nothing speaks against, of none that is known, not known to be a body, nor ever a subject.
_CALLED, _ALIKE, _CLASSED, _UNCLASSED, _UNSURE, _UNLIKELY = 2.0, 1.5, 1.0, 0.5, 0.3, 0.06
#: How much less a body counts that is never a subject, more the subject of the sentence before.
_PASSIVE, _SUBJECT = 0.5, 1.5
#: How present a body is that was called by the noun further back.
_FAR = 0.1


def meant(cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The body that a noun for bodies alone takes up.

    Args:
        cast: The article's entities.
        discourse: The mentions so far.
        phrase: The phrase.

    Returns:
        None where the noun is said of one body only, tells more, or nobody fits.
    """
    if phrase.words or phrase.determiner not in _THE or phrase.partitive or phrase.plural or phrase.owned:
        return None
    if phrase.shape != "noun" or not bodies.general(phrase.noun_word):
        return None
    fits = fitting(cast, discourse, phrase)
    return max(fits, key=lambda index: (fits[index], -index), default=None)


def state(cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The country for which "the government" stands: the only one so far that acts in the story.

    Not that of the reader, whose government goes by no other name.

    Args:
        cast: The article's entities.
        discourse: The mentions so far.
        phrase: The phrase.
    """
    if phrase.keys != ("the", "government"):
        return None
    acting = {place.entity for place in discourse.before(phrase.span.start) if place.subject}
    names = {index: vocabulary.words_of(cast.entities[index].name) for index in acting}
    states = [index for index, name in names.items() if name in bodies.states()]
    home = any(not _HOME.isdisjoint(name) for name in names.values())
    if len(states) != 1 or home:
        return None
    cast.entities[states[0]].kind = "organisation"
    return states[0]


def side(cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """Those by whose name for its members "the party" goes: "the Tories", the last mentioned.

    Args:
        cast: The article's entities.
        discourse: The mentions so far.
        phrase: The phrase; no party is named otherwise.
    """
    if phrase.noun_word != "party" or phrase.words or phrase.plural or phrase.partitive:
        return None
    for place in reversed(discourse.before(phrase.span.start)):
        words = vocabulary.words_of(cast.entities[place.entity].name)
        if cast.entities[place.entity].kind == "group" and words and words[-1] in _MEMBERS:
            return place.entity
    return None


def fitting(cast: Cast, discourse: Discourse, phrase: Phrase) -> dict[int, float]:
    """The bodies before a phrase that its noun may mean, and how likely each is.

    Args:
        cast: The article's entities.
        discourse: The mentions so far.
        phrase: The phrase.
    """
    offset = phrase.span.start
    weights = discourse.present(offset, reach=_REACH)
    acting = {place.entity for place in discourse.before(offset) if place.subject}
    last = discourse.last_subject(offset)
    called = cast.bodies.called(phrase.head, offset=offset)
    found = {}
    for index in weights | dict.fromkeys(called, 0.0):
        suits = _CALLED if index in called else _suits(cast, phrase, index, acts=index in acting)
        if suits:
            more = _SUBJECT if index == last else 1.0
            found[index] = (weights.get(index, 0.0) + _FAR) * suits * more
    return found


def _suits(cast: Cast, phrase: Phrase, index: int, *, acts: bool) -> float:
    """How well a noun suits a body that was not called by it, 0 where it cannot mean it."""
    entity = cast.entities[index]
    told = bodies.suits(phrase.noun_word, cast.bodies.told_of(index))
    if told and entity.kind == "organisation" and entity.naming != "named":
        return _ALIKE
    if told is False or not may_be_body(entity) or not bodies.may_be(phrase.noun_word, entity):
        return 0.0
    if told is None and entity.kind != "organisation":
        if phrase.noun_word not in bodies.FIRMS:
            return 0.0
        return _UNSURE if acts else _UNLIKELY
    classed = bodies.class_of(vocabulary.words_of(entity.name))
    if classed == "media" and phrase.noun_word in bodies.FIRMS:
        classed = ""  # A paper is "the firm" in news about itself alone.
    suits = _ALIKE if told else _CLASSED if classed else _UNCLASSED
    return suits if acts else suits * _PASSIVE


def known_as(cast: Cast, phrase: Phrase, index: int) -> bool:
    """Whether a lexicon or the article tells that a body is what the noun of a phrase says."""
    told = bodies.suits(phrase.noun_word, cast.bodies.told_of(index))
    return bool(told) or bool(bodies.class_of(vocabulary.words_of(cast.entities[index].name)))


def may_be_body(entity: Entity) -> bool:
    """Whether a named entity may be an organisation: no place, no people, nobody with a given name."""
    words = vocabulary.words_of(entity.name)
    if entity.naming != "named" or words in vocabulary.peoples():
        return False
    if not words or words[-1] in evidence.PLACE_ENDS:
        return False
    unknown = entity.kind == "unknown" and not entity.place and entity.given is None
    unknown = unknown and vocabulary.given_gender(entity.name.casefold()) is None
    return entity.kind == "organisation" or unknown
