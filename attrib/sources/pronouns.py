"""Whom a pronoun may mean: earlier mentions go in, candidates with their features come out.

Every entity mentioned within reach that agrees in number is a candidate, and so is whoever the article is
about. The features say what a reader goes by: distance, being the last speaker or subject, paragraph, how
often mentioned, whom the last pronoun meant, agreement in gender as titles, roles, earlier pronouns and given
names tell it, and how many others would fit. :mod:`attrib.sources.ranking` weighs them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from attrib.sources.agreement import agrees, clashes, possible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from attrib.sources.agreement import Number, Person
    from attrib.sources.places import Asked, Place

#: How many sentences back a candidate's last mention may stand.
REACH = 12
#: Mentions this many sentences back count as near.
_NEAR = 2
#: Votes by pronouns beyond which more of them tell no more, on a short and on a long scale.
_FEW, _MANY = 1.0, 4.0
_GENDERED = frozenset({"male", "female"})

Features = tuple[float, ...]
#: What is known of a candidate, in the order of the weights.
FEATURES = (
    "bias", "distance", "same sentence", "sentence before", "same paragraph", "paragraph before",
    "last speaker", "last speaker here", "last pronoun", "last pronoun here",
    "quoted, in it", "quoted, nearest to agree", "subject near", "subject before", "paragraph's subject",
    "last subject", "only inside contents", "mentions", "speaks around", "asked",
    "has just asked", "asks here", "phrase around", "spoken for", "oblique", "only one near", "pronoun near",
    "present",
    "named", "kind unknown", "unshown", "told", "given name", "given name otherwise", "pronouns before",
    "pronouns often", "only one to agree", "nearest to agree", "protagonist",
    "document for it", "several for they", "organisation for they", "person for they",
    "it", "they", "quoted", "direct", "behind its words",
)  # fmt: skip


def candidates(asked: Asked, places: Sequence[Place], people: Mapping[int, Person]) -> dict[int, Features]:
    """The entities that a pronoun may mean, with their features.

    Args:
        asked: The pronoun.
        places: Mentions before it, ordered by offset.
        people: What is known of the entities mentioned there; those that it leaves out are no candidates.
    """
    # In their own quotation people say "I", and nobody calls themselves by name.
    barred = asked.quoted_speakers | (asked.named if asked.number in _GENDERED else frozenset())
    fit = {e for e, person in people.items() if e not in barred and possible(asked.number, person)}
    near: dict[int, list[Place]] = {}
    far: dict[int, list[Place]] = {}
    for place in places:
        if place.entity in fit:
            (near if asked.distance(place) <= REACH else far).setdefault(place.entity, []).append(place)
    mentions = near | _protagonist(asked.number, near, far, people)
    field = _Field.of(asked, [place for place in places if place.entity in mentions], people)
    pronoun = (
        float(asked.number == "neuter"),
        float(asked.number == "plural"),
        float(asked.quoted),
        float(asked.direct),
        float(asked.behind),
    )
    traces = {entity: _Trace.of(asked, found) for entity, found in mentions.items()}
    whole = sum(trace.presence for trace in traces.values())
    return {
        entity: (
            *_salience(asked, entity, trace, field),
            math.log(trace.presence / whole),
            *_agreement(asked.number, people[entity]),
            float(field.agreeing == {entity}),
            float(entity == field.nearest_fit),
            float(people[entity].total == field.most_total and people[entity].total > 1),
            *_number(asked.number, people[entity]),
            *pronoun,
        )
        for entity, trace in traces.items()
    }


def _protagonist(
    number: Number, near: Collection[int], far: Mapping[int, list[Place]], people: Mapping[int, Person]
) -> dict[int, list[Place]]:
    """Who the article is about, when it is somebody last mentioned beyond reach."""
    if number not in _GENDERED:
        return {}
    fits = [e for e in {**dict.fromkeys(near), **far} if not clashes(number, people[e]) and people[e].named]
    first = max(fits, key=lambda entity: (people[entity].total, -entity), default=None)
    return {first: far[first]} if first is not None and first not in near else {}


class _Field(NamedTuple):
    """What is compared between candidates.

    Attributes:
        agreeing: Those whose gender something tells to agree.
        nearest_fit: The last mentioned of those who do not clash.
        last_subject: The last subject of them.
        subject_before: The subject of the sentence before.
        paragraph_subject: The subject of the paragraph.
        last_pronoun: The last mention by a pronoun.
        speaker: The mention of the last speaker.
        most_total: Most mentions in the article.
        asked: Whom the last question near was put to.
        near: Those who do not clash and are mentioned near.
    """

    agreeing: frozenset[int]
    nearest_fit: int | None
    last_subject: int | None
    subject_before: int | None
    paragraph_subject: int | None
    last_pronoun: Place | None
    speaker: Place | None
    most_total: int
    asked: int | None
    near: frozenset[int]

    @classmethod
    def of(cls, asked: Asked, places: Sequence[Place], people: Mapping[int, Person]) -> _Field:
        """Compare the candidates with their mentions, ordered by offset."""
        who = dict.fromkeys(place.entity for place in places)
        clashing = {entity for entity in who if clashes(asked.number, people[entity])}
        fitting = [one for one in places if one.entity not in clashing]
        main = [one for one in fitting if one.subject and one.inside == asked.quoted]
        alike = (one for one in reversed(places) if one.pronoun and one.inside == asked.quoted)
        spoke = (one for one in reversed(places) if one.speaker and one.entity == asked.last_speaker)
        questioned = (one for one in reversed(places) if one.asked and asked.distance(one) <= _NEAR)
        return cls(
            agreeing=frozenset(entity for entity in who if agrees(asked.number, people[entity])),
            nearest_fit=fitting[-1].entity if fitting else None,
            last_subject=main[-1].entity if main else None,
            subject_before=next((one.entity for one in main if asked.distance(one) == 1), None),
            paragraph_subject=next((one.entity for one in main if one.block == asked.block), None),
            last_pronoun=next(alike, None),
            speaker=next(spoke, None),
            most_total=max((people[entity].total for entity in who), default=0),
            asked=next((one.entity for one in questioned), None),
            near=frozenset(one.entity for one in fitting if asked.distance(one) <= _NEAR),
        )


class _Trace(NamedTuple):
    """What a candidate's mentions tell.

    Attributes:
        last: The last one.
        mentions: How many there are.
        presence: How much they keep it in mind: the nearer the more, subjects twice, those within words while
            the pronoun stands outside, or the other way round, half.
        here: Whether one stands in the paragraph.
        before: Whether one stands in the paragraph before.
        within: Whether one stands in the paragraph, inside a content.
        outside: Whether one stands outside all contents.
        acts: Whether one near, outside all contents, is a subject.
        pronoun: Whether one near is a pronoun.
        asks: Whether one is the source of a question in the same sentence.
        around: Whether the pronoun stands in one.
    """

    last: Place
    mentions: int
    presence: float
    here: bool
    before: bool
    within: bool
    outside: bool
    acts: bool
    pronoun: bool
    asks: bool
    around: bool

    @classmethod
    def of(cls, asked: Asked, found: Sequence[Place]) -> _Trace:
        """Read mentions ordered by offset."""
        presence = 0.0
        here = before = within = outside = acts = pronoun = asks = around = False
        for one in found:
            distance = asked.distance(one)
            alike = 1.0 if one.inside == asked.quoted else 0.5
            presence += (2.0 if one.subject else 1.0) * alike / (1 + distance)
            outside = outside or not one.inside
            if one.block == asked.block:
                here, within = True, within or one.inside
            elif one.block == asked.block - 1:
                before = True
            if distance <= _NEAR:
                acts = acts or (one.subject and not one.inside)
                pronoun = pronoun or one.pronoun
            asks = asks or (one.asks and one.sentence == asked.sentence)
            around = around or one.offset < asked.offset < one.end
        return cls(
            found[-1], len(found), presence, here, before, within, outside, acts, pronoun, asks, around
        )


def _salience(asked: Asked, entity: int, trace: _Trace, field: _Field) -> tuple[float, ...]:
    """How much a candidate is in the reader's mind."""
    distance = asked.distance(trace.last)
    spoke = entity == asked.last_speaker
    meant = field.last_pronoun is not None and entity == field.last_pronoun.entity
    return (
        1.0,
        math.log1p(distance),
        float(distance == 0),
        float(distance == 1),
        float(trace.here),
        float(trace.before),
        float(spoke),
        float(spoke and field.speaker is not None and field.speaker.block == asked.block),
        float(meant),
        float(meant and field.last_pronoun is not None and field.last_pronoun.block == asked.block),
        float(asked.quoted and trace.within),
        float(asked.quoted and entity == field.nearest_fit),
        float(trace.acts),
        float(entity == field.subject_before),
        float(entity == field.paragraph_subject),
        float(entity == field.last_subject),
        float(not asked.quoted and not trace.outside),
        math.log1p(trace.mentions),
        float(entity == asked.parent_speaker),
        float(entity == field.asked),
        float(spoke and _has_just_asked(asked, field.speaker)),
        float(trace.asks),
        float(trace.around),
        float(entity == asked.body),
        float(trace.last.oblique and not trace.last.speaker),
        float(field.near == {entity}),
        float(trace.pronoun),
    )


def _has_just_asked(asked: Asked, speaker: Place | None) -> bool:
    """Whether the last speaker's words are a question, which somebody else may answer."""
    return speaker is not None and speaker.asks and asked.distance(speaker) <= 1


def _agreement(number: Number, person: Person) -> tuple[float, ...]:
    """What tells for and against a candidate's being a person of the pronoun's gender."""
    if number not in _GENDERED:
        return float(person.named), float(person.kind == "unknown"), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    seen = person.seen if number == "male" else -person.seen
    return (
        float(person.named),
        float(person.kind == "unknown"),
        float(person.unshown),
        float(person.told == number),
        float(person.told is None and person.given == number),
        float(person.told is None and person.given not in {None, number}),
        max(-1.0, min(1.0, seen / _FEW)),
        max(-1.0, min(1.0, seen / _MANY)),
    )


def _number(number: Number, person: Person) -> tuple[float, ...]:
    """What "it" and "they" usually mean."""
    plural = number == "plural"
    several = person.plural or person.kind == "group"
    return (
        float(number == "neuter" and person.kind == "document"),
        float(plural and several),
        float(plural and not several and person.kind == "organisation"),
        float(plural and not several and person.kind == "person"),
    )
