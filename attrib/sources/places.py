"""Mentions and pronouns as the ranker compares them: where they stand goes in, frozen records come out.

Nothing is computed here but the distance between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.sources.agreement import Number


@dataclass(frozen=True, slots=True)
class Place:
    """A mention as a possible antecedent.

    Attributes:
        offset: Where it begins.
        end: Where it ends.
        entity: Whom it mentions.
        sentence: Index of its sentence.
        block: Index of its block.
        subject: Whether it is the source of an attribution, or a subject as far as the words around it tell.
        speaker: Whether it is the source of an attribution.
        inside: Whether it stands inside the content of an attribution or a quotation.
        possessive: Whether it only says whose something is.
        pronoun: Whether it is a pronoun.
        asked: Whether a question is put to whom it mentions.
        asks: Whether it is the source of a question.
        oblique: Whether a preposition stands before it.
        told: How many sentences that no quotation covers there are up to its own.
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
    told: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun and where it stands.

    Attributes:
        number: What it says of whom it means.
        sentence: Index of its sentence.
        block: Index of its block.
        last_speaker: Who spoke last.
        parent_speaker: Who speaks around it.
        quoted_speakers: All in whose quotation it stands: they would say "I".
        quoted: Whether it stands inside a content or quotation.
        direct: Whether the nearest of these is given in the words of its source.
        named: Who is called by name in what whoever the pronoun means says.
        offset: Where it stands.
        body: The organisation for which whoever speaks around it, or spoke last, speaks.
        told: How many sentences that no quotation covers there are up to its own.
        behind: Whether it stands behind the words of whom it means ("…," she said).
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
    told: int = 0
    behind: bool = False

    def distance(self, place: Place) -> int:
        """How many sentences back a mention stands; for the narrator, quoted ones do not count."""
        return self.sentence - place.sentence if self.quoted else self.told - place.told
