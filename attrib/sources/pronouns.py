"""Whom a pronoun means: earlier mentions go in, scored candidates come out.

The score is a sum of weights that a reader can follow: distance in sentences, being the last speaker,
standing as subject, same paragraph, how often mentioned, agreement in gender and number as told in the text.
Probabilities are the softmax of the scores with one more candidate, "none of these". Weights are hand-set
after the salience factors of Lappin and Leass (1994), table 1, in their order; not fitted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Kind
    from attrib.sources.vocabulary import Gender

#: Below this probability a pronoun stays unresolved.
THRESHOLD = 0.5
#: How many sentences back a candidate's last mention may stand.
REACH = 8
_NONE = -1.0
_DISTANCE = -0.7
_SPEAKER = 1.6
_LAST_SPEAKER = 1.0
_SUBJECT = 0.7
_PARAGRAPH = 0.5
_OFTEN = 0.3
_TOLD = 1.5
_TOLD_OTHERWISE = -6.0
_SEEN = 0.8
_MOST_SEEN = 3.0
_INSIDE_CONTENT = -0.9
_POSSESSIVE = -0.6
_PARENT = 1.5
_OWN_QUOTE = -4.0

Number = Literal["male", "female", "neuter", "plural"]


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


@dataclass(frozen=True, slots=True)
class Person:
    """What the article has told about a candidate so far.

    Attributes:
        kind: Its kind.
        plural: Whether it is several people.
        told: Gender told by titles and roles.
        seen: Log-odds of "he" against "she" from pronouns already resolved to it.
        mentions: How often it was mentioned.
    """

    kind: Kind
    plural: bool
    told: Gender | None
    seen: float
    mentions: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun and where it stands.

    Attributes:
        parent_speaker: Who speaks around it.
        quoted_speakers: All in whose quotation it stands: they would say "I".
    """

    number: Number
    sentence: int
    block: int
    last_speaker: int | None
    parent_speaker: int | None
    quoted_speakers: frozenset[int]


def number_of(pronoun: str) -> Number | None:
    """What a third-person pronoun says of whom it means; None for other words."""
    if pronoun in vocabulary.MALE_PRONOUNS:
        return "male"
    if pronoun in vocabulary.FEMALE_PRONOUNS:
        return "female"
    if pronoun in vocabulary.NEUTER_PRONOUNS:
        return "neuter"
    return "plural" if pronoun in vocabulary.PLURAL_PRONOUNS else None


def rank(asked: Asked, places: Sequence[Place], people: dict[int, Person]) -> list[tuple[int, float]]:
    """Candidates for a pronoun with their probabilities, best first.

    Args:
        asked: The pronoun.
        places: Mentions before it, ordered by offset.
        people: What is known of every entity mentioned there.
    """
    best: dict[int, float] = {}
    for place in places:
        if asked.sentence - place.sentence > REACH:
            continue
        agreement = _agreement(asked.number, people[place.entity])
        if agreement is None:
            continue
        score = agreement + _salience(asked, place) + _OFTEN * math.log1p(people[place.entity].mentions)
        best[place.entity] = max(best.get(place.entity, score), score)
    total = math.exp(_NONE) + sum(map(math.exp, best.values()))
    ranked = [(entity, math.exp(score) / total) for entity, score in best.items()]
    return sorted(ranked, key=lambda one: (-one[1], one[0]))


def _salience(asked: Asked, place: Place) -> float:
    score = _DISTANCE * max(0, asked.sentence - place.sentence)
    if not place.inside or asked.parent_speaker is not None:
        score += _SPEAKER * place.speaker + _SUBJECT * place.subject
    score += _POSSESSIVE * place.possessive
    score += _PARAGRAPH * (place.block == asked.block) + _INSIDE_CONTENT * place.inside
    score += _LAST_SPEAKER * (place.entity == asked.last_speaker)
    if place.entity in asked.quoted_speakers:
        score += _OWN_QUOTE
    elif place.entity == asked.parent_speaker:
        score += _PARENT
    return score


def _agreement(number: Number, person: Person) -> float | None:
    """How well a candidate agrees with a pronoun; None when it cannot be meant."""
    if number in {"male", "female"}:
        return _gender_agreement(number, person)
    if number == "neuter":
        fits = {"organisation": 0.8, "document": 0.3, "unknown": 0.0}
        return fits.get(person.kind) if not person.plural else None
    if person.plural or person.kind == "group":
        return 1.0
    # One unnamed person or an organisation may be "they"; somebody with a told gender is not.
    fits = {"organisation": 0.2, "unknown": 0.0, "person": -0.8}
    return fits.get(person.kind) if person.told is None else None


def _gender_agreement(number: Number, person: Person) -> float | None:
    if person.plural or person.kind not in {"person", "unknown"}:
        return None
    score = -1.0 if person.kind == "unknown" else 0.0
    if person.told is not None:
        return score + (_TOLD if person.told == number else _TOLD_OTHERWISE)
    seen = max(-_MOST_SEEN, min(_MOST_SEEN, person.seen))
    return score + _SEEN * (seen if number == "male" else -seen)
