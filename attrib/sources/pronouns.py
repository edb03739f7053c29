"""Whom a pronoun means: earlier mentions go in, candidates with their probabilities come out.

Every entity mentioned within reach that agrees in number is a candidate. A logistic regression, learnt from
the project's own gold (``attrib train sources``), scores it by what a reader goes by: distance, being the
last speaker, standing as subject, paragraph, how often mentioned, agreement in gender as titles, roles,
earlier pronouns and given names tell it. Probabilities are the softmax of the scores with one more candidate,
"none of these", whose score is 0. The weights are plain numbers in ``attrib/models/sources``.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrib import resources
from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Kind
    from attrib.sources.vocabulary import Gender

#: How many sentences back a candidate's last mention may stand.
REACH = 12
#: Mentions this many sentences back count as near.
_NEAR = 2
_MOST_SEEN = 1.0

Number = Literal["male", "female", "neuter", "plural"]
Features = tuple[float, ...]
#: What is known of a candidate, in the order of the weights.
FEATURES = (
    "bias", "distance", "same sentence", "sentence before", "same paragraph", "last speaker", "spoke near",
    "subject near", "inside a content", "possessive", "mentions", "speaks around", "named",
    "kind unknown", "told", "given name", "given name otherwise", "pronouns before",
    "nearest", "most mentioned", "organisation for it", "document for it", "several for they",
    "organisation for they", "person for they", "quoted text", "pronoun near", "main",
)  # fmt: skip


class Ranker(NamedTuple):
    """The learnt numbers: a weight for each feature, and the probability from which a candidate is chosen."""

    weights: Features
    threshold: float


@functools.cache
def shipped() -> Ranker:
    """The ranker in ``attrib/models/sources``."""
    data = resources.read_json(resources.model_path("sources", "pronouns.json"))
    weights: Mapping[str, float] = data["weights"]
    return Ranker(tuple(weights[name] for name in FEATURES), data["threshold"])


@dataclass(frozen=True, slots=True)
class Place:
    """A mention as a possible antecedent.

    Attributes:
        offset: Where it begins.
        end: Where it ends.
        entity: Whom it mentions.
        sentence: Index of its sentence.
        block: Index of its block.
        subject: Whether it is the source of an attribution or opens its sentence.
        speaker: Whether it is the source of an attribution.
        inside: Whether it stands inside the content of an attribution or a quotation.
        possessive: Whether it only says whose something is.
        pronoun: Whether it is a pronoun.
    """

    offset: int
    end: int
    entity: int
    sentence: int
    block: int
    subject: bool = False
    speaker: bool = False
    inside: bool = False
    possessive: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What the article has told about a candidate so far.

    Attributes:
        kind: Its kind.
        plural: Whether it is several people.
        told: Gender told by titles and roles.
        given: Gender that the given name suggests.
        seen: Log-odds of "he" against "she" from pronouns already resolved to it.
        mentions: How often it was mentioned.
        named: Whether it has a name.
        place: Whether it stands where places do ("in Leeds") and nothing says that it is a person.
    """

    kind: Kind
    plural: bool
    told: Gender | None
    seen: float
    mentions: int
    given: Gender | None = None
    named: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun and where it stands.

    Attributes:
        parent_speaker: Who speaks around it.
        quoted_speakers: All in whose quotation it stands: they would say "I".
        quoted: Whether it stands inside a content or quotation.
    """

    number: Number
    sentence: int
    block: int
    last_speaker: int | None
    parent_speaker: int | None
    quoted_speakers: frozenset[int]
    quoted: bool = False


def number_of(pronoun: str) -> Number | None:
    """What a third-person pronoun says of whom it means; None for other words."""
    if pronoun in vocabulary.MALE_PRONOUNS:
        return "male"
    if pronoun in vocabulary.FEMALE_PRONOUNS:
        return "female"
    if pronoun in vocabulary.NEUTER_PRONOUNS:
        return "neuter"
    return "plural" if pronoun in vocabulary.PLURAL_PRONOUNS else None


def rank(
    asked: Asked, places: Sequence[Place], people: Mapping[int, Person], ranker: Ranker
) -> list[tuple[int, float]]:
    """Candidates for a pronoun with their probabilities, best first.

    Args:
        asked: The pronoun.
        places: Mentions before it, ordered by offset.
        people: What is known of every entity mentioned there.
        ranker: The weights.
    """
    scores = {
        entity: sum(w * value for w, value in zip(ranker.weights, values, strict=True))
        for entity, values in candidates(asked, places, people).items()
    }
    top = max((0.0, *scores.values()))
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores.values())
    ranked = [(entity, math.exp(score - top) / total) for entity, score in scores.items()]
    return sorted(ranked, key=lambda one: (-one[1], one[0]))


def candidates(asked: Asked, places: Sequence[Place], people: Mapping[int, Person]) -> dict[int, Features]:
    """The entities that a pronoun may mean, with their features.

    Args:
        asked: The pronoun.
        places: Mentions before it, ordered by offset.
        people: What is known of every entity mentioned there.
    """
    mentions: dict[int, list[Place]] = {}
    for place in places:
        # In their own quotation people say "I".
        if asked.sentence - place.sentence > REACH or place.entity in asked.quoted_speakers:
            continue
        if _possible(asked.number, people[place.entity]):
            mentions.setdefault(place.entity, []).append(place)
    nearest = max((found[-1].offset for found in mentions.values()), default=0)
    most = max((people[entity].mentions for entity in mentions), default=0)
    return {
        entity: (
            *_salience(asked, entity, found),
            *_agreement(asked.number, people[entity]),
            float(found[-1].offset == nearest),
            float(people[entity].mentions == most),
            *_number(asked.number, people[entity]),
            float(asked.quoted),
            float(any(one.pronoun for one in found if asked.sentence - one.sentence <= _NEAR)),
            float(len(found) > 1 and people[entity].mentions == most),
        )
        for entity, found in mentions.items()
    }


def _possible(number: Number, person: Person) -> bool:
    """Whether a candidate agrees in number, and in the gender that the article has told."""
    if number in {"male", "female"}:
        human = person.kind == "person" or (person.kind == "unknown" and not person.place)
        return human and not person.plural and person.told in {None, number}
    if number == "neuter":
        return not person.plural and person.kind not in {"person", "group"}
    return person.plural or person.kind not in {"document", "person"} or person.told is None


def _salience(asked: Asked, entity: int, found: Sequence[Place]) -> tuple[float, ...]:
    """How much a candidate is in the reader's mind."""
    last = found[-1]
    distance = max(0, asked.sentence - last.sentence)
    near = [one for one in found if asked.sentence - one.sentence <= _NEAR and not one.inside]
    return (
        1.0,
        math.log1p(distance),
        float(distance == 0),
        float(distance == 1),
        float(any(one.block == asked.block for one in found)),
        float(entity == asked.last_speaker),
        float(any(one.speaker for one in near)),
        float(any(one.subject for one in near)),
        float(last.inside),
        float(last.possessive),
        math.log1p(len(found)),
        float(entity == asked.parent_speaker),
    )


def _agreement(number: Number, person: Person) -> tuple[float, ...]:
    """What tells for and against a candidate's gender."""
    gendered = number in {"male", "female"}
    seen = max(-_MOST_SEEN, min(_MOST_SEEN, person.seen if number == "male" else -person.seen))
    return (
        float(person.named),
        float(person.kind == "unknown"),
        float(gendered and person.told == number),
        float(gendered and person.told is None and person.given == number),
        float(gendered and person.told is None and person.given not in {None, number}),
        seen if gendered else 0.0,
    )


def _number(number: Number, person: Person) -> tuple[float, ...]:
    """What "it" and "they" usually mean."""
    neuter, plural = number == "neuter", number == "plural"
    several = person.plural or person.kind == "group"
    return (
        float(neuter and person.kind == "organisation"),
        float(neuter and person.kind == "document"),
        float(plural and several),
        float(plural and not several and person.kind == "organisation"),
        float(plural and not several and person.kind == "person"),
    )
