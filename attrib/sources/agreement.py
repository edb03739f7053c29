"""Whether a pronoun can mean a candidate at all: its number and what is known of the candidate go in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.records import Kind
    from attrib.sources.entities import Entity
    from attrib.sources.vocabulary import Gender

#: Of whom so many votes say "he" or "she", "they" is not said.
_SEEN = 1.0

Number = Literal["male", "female", "neuter", "plural"]


class Person(NamedTuple):
    """What the article has told about a candidate so far.

    Attributes:
        kind: Its kind.
        plural: Whether it is several people.
        told: Gender told by titles and roles.
        given: Gender that the given name suggests.
        seen: Log-odds of "he" against "she" from pronouns already resolved to it.
        total: How often the whole article mentions it, as far as known.
        named: Whether it has a name.
        place: Whether it stands where places do ("in Leeds") and nothing says that it is a person.
        unshown: Whether it has a name and nothing but its capitals says that it is a person.
    """

    kind: Kind
    plural: bool
    told: Gender | None
    seen: float
    given: Gender | None = None
    total: int = 0
    named: bool = False
    place: bool = False
    unshown: bool = False


def number_of(pronoun: str) -> Number | None:
    """What a third-person pronoun says of whom it means; None for other words."""
    if pronoun in vocabulary.MALE_PRONOUNS:
        return "male"
    if pronoun in vocabulary.FEMALE_PRONOUNS:
        return "female"
    if pronoun in vocabulary.NEUTER_PRONOUNS:
        return "neuter"
    return "plural" if pronoun in vocabulary.PLURAL_PRONOUNS else None


def agrees(number: Number, person: Person) -> bool:
    """Whether something tells that a candidate is a "he", or a "she"."""
    if number not in {"male", "female"} or person.told == number:
        return person.told == number
    seen = person.seen if number == "male" else -person.seen
    return (person.given or number) == number and (person.given is not None or seen > 0)


def clashes(number: Number, person: Person) -> bool:
    """Whether the given name speaks against a candidate."""
    gendered = number in {"male", "female"} and person.told is None
    return gendered and person.given not in {None, number}


def conceivable(number: Number, entity: Entity) -> bool:
    """Whether nothing but a look at all that is known of an entity can tell that it is not meant."""
    if number == "plural":
        return True
    if number == "neuter":
        return not entity.plural and entity.kind != "group"
    return not entity.plural and entity.kind in {"person", "unknown"}


def possible(number: Number, person: Person) -> bool:
    """Whether a candidate agrees in number, and in the gender that the article has told."""
    if number in {"male", "female"}:
        human = person.kind == "person" or (person.kind == "unknown" and person.named and not person.place)
        return human and not person.plural and person.told in {None, number}
    if number == "neuter":
        return not person.plural and (
            person.kind not in {"person", "group"}
            # Two words with capitals pass for somebody's name: "Paramour Records", "British Rowing".
            or (person.kind == "person" and person.named and person.told is None and person.given is None)
        )
    if person.plural or person.kind not in {"document", "person"}:
        return True
    return person.told is None and person.given is None and abs(person.seen) < _SEEN
