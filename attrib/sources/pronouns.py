"""Whom a pronoun may mean: earlier mentions go in, candidates with their features come out.

Every entity mentioned within reach that agrees in number is a candidate, and so is whoever the article is
about. The features say what a reader goes by: distance, being the last speaker, standing as subject,
paragraph, how often mentioned, whom the last pronoun meant, agreement in gender as titles, roles, earlier
pronouns and given names tell it, and how many others would fit. :mod:`attrib.sources.ranking` weighs them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from attrib.sources.agreement import agrees, clashes, possible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from attrib.sources.agreement import Number, Person

#: How many sentences back a candidate's last mention may stand.
REACH = 12
#: Mentions this many sentences back count as near.
_NEAR = 2
_MOST_SEEN = 1.0

Features = tuple[float, ...]
#: What is known of a candidate, in the order of the weights.
FEATURES = (
    "bias", "distance", "same sentence", "sentence before", "same paragraph", "paragraph before",
    "last speaker", "last speaker here", "last speaker by pronoun", "last pronoun", "last pronoun unbroken",
    "last pronoun here", "quoted, last speaker", "quoted, in it", "quoted, beside it",
    "quoted, nearest to agree", "quoted, leading", "subject near", "subject before", "paragraph's subject",
    "inside a content", "mentions", "speaks around", "asked", "has just asked", "asks here",
    "phrase around", "spoken for", "oblique",
    "only one near", "only one in paragraph", "named", "kind unknown", "told",
    "given name", "given name otherwise", "pronouns before", "only one", "only one to agree",
    "nearest to agree", "rivals", "nearest", "protagonist", "organisation for it", "document for it",
    "person for it", "several for they", "organisation for they", "person for they", "it", "they", "quoted",
    "direct", "pronoun near",
)  # fmt: skip


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
        asked: Whether a question is put to whom it mentions.
        asks: Whether it is the source of a question.
        oblique: Whether a preposition stands before it.
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
    asked: bool = False
    asks: bool = False
    oblique: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun and where it stands.

    Attributes:
        parent_speaker: Who speaks around it.
        quoted_speakers: All in whose quotation it stands: they would say "I".
        quoted: Whether it stands inside a content or quotation.
        direct: Whether the nearest of these is given in the words of its source.
        named: Who is called by name in what whoever the pronoun means says.
        offset: Where it stands.
        body: The organisation for which whoever speaks around it, or spoke last, speaks.
    """

    number: Number
    sentence: int
    block: int
    last_speaker: int | None
    parent_speaker: int | None
    quoted_speakers: frozenset[int]
    quoted: bool = False
    direct: bool = False
    named: frozenset[int] = frozenset()
    offset: int = -1
    body: int | None = None


def candidates(asked: Asked, places: Sequence[Place], people: Mapping[int, Person]) -> dict[int, Features]:
    """The entities that a pronoun may mean, with their features.

    Args:
        asked: The pronoun.
        places: Mentions before it, ordered by offset.
        people: What is known of every entity mentioned there.
    """
    near: dict[int, list[Place]] = {}
    far: dict[int, list[Place]] = {}
    # In their own quotation people say "I", and nobody calls themselves by name.
    barred = asked.quoted_speakers | (asked.named if asked.number in {"male", "female"} else frozenset())
    for place in places:
        if place.entity not in barred and possible(asked.number, people[place.entity]):
            within = asked.sentence - place.sentence <= REACH
            (near if within else far).setdefault(place.entity, []).append(place)
    mentions = near | _protagonist(asked.number, near, far, people)
    field = _Field.of(asked, mentions, people)
    return {
        entity: (
            *_salience(asked, entity, found, field),
            *_agreement(asked.number, people[entity]),
            *_comparison(entity, found, people[entity], field),
            *_number(asked.number, people[entity]),
            float(asked.quoted),
            float(asked.direct),
            float(any(one.pronoun for one in found if asked.sentence - one.sentence <= _NEAR)),
        )
        for entity, found in mentions.items()
    }


def _protagonist(
    number: Number, near: Collection[int], far: Mapping[int, list[Place]], people: Mapping[int, Person]
) -> dict[int, list[Place]]:
    """Who the article is about, when it is somebody last mentioned beyond reach."""
    if number not in {"male", "female"}:
        return {}
    fits = [e for e in {**dict.fromkeys(near), **far} if not clashes(number, people[e]) and people[e].named]
    first = max(fits, key=lambda entity: (people[entity].total, -entity), default=None)
    return {first: far[first]} if first is not None and first not in near else {}


class _Field(NamedTuple):
    """What is compared between candidates.

    Attributes:
        nearest: Where the last mention of any stands.
        agreeing: Those whose gender something tells to agree.
        nearest_fit: The last mentioned of those who do not clash.
        alone: The only one who does not.
        subjects: The subject of the sentence before, and of the paragraph.
        last_pronoun: Whom the last pronoun meant.
        unbroken: Whether nobody else who fits was the subject since.
        pronoun_here: Whether that pronoun stands in the same paragraph.
        speaker: The mention of the last speaker.
        leading: Those most mentioned in the article.
        most_total: Most mentions in the article.
        asked: Whom the last question near was put to.
        near: Those who do not clash and are mentioned near.
        here: Those of them mentioned in the same paragraph.
    """

    nearest: int
    agreeing: frozenset[int]
    nearest_fit: int | None
    alone: int | None
    subject_before: int | None
    paragraph_subject: int | None
    last_pronoun: int | None
    unbroken: bool
    pronoun_here: bool
    speaker: Place | None
    leading: frozenset[int]
    most_total: int
    asked: int | None
    near: frozenset[int]
    here: frozenset[int]

    @classmethod
    def of(
        cls, asked: Asked, mentions: Mapping[int, Sequence[Place]], people: Mapping[int, Person]
    ) -> _Field:
        """Compare the candidates with their mentions."""
        everything = sorted((one for found in mentions.values() for one in found), key=lambda one: one.offset)
        fitting = [one for one in everything if not clashes(asked.number, people[one.entity])]
        main = [one for one in fitting if one.subject and one.inside == asked.quoted]
        before = [one for one in main if one.sentence == asked.sentence - 1]
        here = [one for one in main if one.block == asked.block]
        alike = (one for one in reversed(everything) if one.pronoun and one.inside == asked.quoted)
        by_pronoun = next(alike, None)
        later = {one.entity for one in main if by_pronoun and one.offset > by_pronoun.offset}
        spoke = [one for one in everything if one.speaker and one.entity == asked.last_speaker]
        questioned = [one for one in everything if one.asked and asked.sentence - one.sentence <= _NEAR]
        most_total = max((people[entity].total for entity in mentions), default=0)
        return cls(
            nearest=everything[-1].offset if everything else 0,
            agreeing=frozenset(entity for entity in mentions if agrees(asked.number, people[entity])),
            nearest_fit=fitting[-1].entity if fitting else None,
            alone=fitting[0].entity if len({one.entity for one in fitting}) == 1 else None,
            subject_before=before[0].entity if before else None,
            paragraph_subject=here[0].entity if here else None,
            last_pronoun=by_pronoun.entity if by_pronoun else None,
            unbroken=by_pronoun is not None and later <= {by_pronoun.entity},
            pronoun_here=by_pronoun is not None and by_pronoun.block == asked.block,
            speaker=spoke[-1] if spoke else None,
            most_total=most_total,
            near=frozenset(one.entity for one in fitting if asked.sentence - one.sentence <= _NEAR),
            here=frozenset(one.entity for one in fitting if one.block == asked.block),
            asked=questioned[-1].entity if questioned else None,
            leading=frozenset(entity for entity in mentions if people[entity].total == most_total),
        )


def _salience(asked: Asked, entity: int, found: Sequence[Place], field: _Field) -> tuple[float, ...]:
    """How much a candidate is in the reader's mind."""
    last = found[-1]
    distance = max(0, asked.sentence - last.sentence)
    near = [one for one in found if asked.sentence - one.sentence <= _NEAR and not one.inside]
    spoke = entity == asked.last_speaker
    here = field.speaker is not None and field.speaker.block == asked.block
    by_pronoun = field.speaker is not None and field.speaker.pronoun
    meant = entity == field.last_pronoun
    return (
        1.0,
        math.log1p(distance),
        float(distance == 0),
        float(distance == 1),
        float(any(one.block == asked.block for one in found)),
        float(any(one.block == asked.block - 1 for one in found)),
        float(spoke),
        float(spoke and here),
        float(spoke and by_pronoun),
        float(meant),
        float(meant and field.unbroken),
        float(meant and field.pronoun_here),
        float(asked.quoted and entity == asked.last_speaker),
        float(asked.quoted and any(one.block == asked.block and one.inside for one in found)),
        float(asked.quoted and last.block == asked.block and not last.inside),
        float(asked.quoted and entity == field.nearest_fit),
        float(asked.quoted and entity in field.leading),
        float(any(one.subject for one in near)),
        float(entity == field.subject_before),
        float(entity == field.paragraph_subject),
        float(last.inside),
        math.log1p(len(found)),
        float(entity == asked.parent_speaker),
        float(entity == field.asked),
        float(spoke and _has_just_asked(asked, field.speaker)),
        float(any(one.asks and one.sentence == asked.sentence for one in found)),
        float(any(one.offset < asked.offset < one.end for one in found)),
        float(entity == asked.body),
        float(last.oblique and not last.speaker),
        float(field.near == {entity}),
        float(field.here == {entity}),
    )


def _has_just_asked(asked: Asked, speaker: Place | None) -> bool:
    """Whether the last speaker's words are a question, which somebody else may answer."""
    return speaker is not None and speaker.asks and asked.sentence - speaker.sentence <= 1


def _comparison(entity: int, found: Sequence[Place], person: Person, field: _Field) -> tuple[float, ...]:
    """How a candidate stands beside the others."""
    agrees = entity in field.agreeing
    return (
        float(field.alone == entity),
        float(agrees and len(field.agreeing) == 1),
        float(entity == field.nearest_fit),
        math.log1p(len(field.agreeing - {entity})),
        float(found[-1].offset == field.nearest),
        float(person.total == field.most_total and person.total > 1),
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
        float(neuter and person.kind == "person"),
        float(plural and several),
        float(plural and not several and person.kind == "organisation"),
        float(plural and not several and person.kind == "person"),
        float(neuter),
        float(plural),
    )
