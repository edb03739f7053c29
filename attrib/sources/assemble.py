"""From entities to records: what resolution found goes in, sources, links and chains come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.records import Link, Mention, Resolution, Source
from attrib.sources.chain import chains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.records import Attribution, Reason
    from attrib.sources.entities import Entity


@dataclass(frozen=True, slots=True)
class Found:
    """The entity of an attribution; None with candidates when it cannot be told."""

    entity: int | None
    reason: Reason
    confidence: float
    candidates: tuple[tuple[int, float], ...] = ()


def resolution(
    text: str, entities: Sequence[Entity], attributions: Sequence[Attribution], found: Sequence[Found | None]
) -> Resolution:
    """Records of the entities that matter: linked to, candidates, and organisations they speak for.

    Args:
        text: The article's text.
        entities: All entities.
        attributions: The attributions.
        found: For each attribution what was found, None where it has no source span.
    """
    order = _order(entities, found)
    place = {entity: index for index, entity in enumerate(order)}
    sources = tuple(_source(text, entities[index], place) for index in order)
    linked = [None if one is None or one.entity is None else place[one.entity] for one in found]
    links = tuple(
        None if one is None else _link(one, place, chain)
        for one, chain in zip(found, chains(attributions, linked), strict=True)
    )
    return Resolution(sources, links)


def _order(entities: Sequence[Entity], found: Sequence[Found | None]) -> list[int]:
    """The entities that become sources, by first mention."""
    used: dict[int, None] = {}
    for one in found:
        if one is not None:
            used.update(dict.fromkeys(entity for entity, _ in one.candidates))
            if one.entity is not None:
                used[one.entity] = None
    for index in list(used):
        organisation = entities[index].organisation
        if organisation is not None:
            used[organisation] = None
    return sorted(used, key=lambda index: (entities[index].offsets[0], index))


def _source(text: str, entity: Entity, place: Mapping[int, int]) -> Source:
    described = entity.description
    named = entity.naming == "named"
    return Source(
        name=entity.name,
        kind=entity.kind,
        naming=entity.naming,
        grade=None if named else entity.grade or 0,
        description=" ".join(text[slice(*described)].split()) if described else None,
        affiliation=None if entity.organisation is None else place.get(entity.organisation),
        mentions=_mentions(entity),
    )


def _mentions(entity: Entity) -> tuple[Mention, ...]:
    """Source phrases, and the names that stand outside them, in text order."""
    found = [Mention(span, form) for span, form in entity.sources.items()]
    found += [Mention(span, "name") for span in entity.names]
    # At one place the source phrase, which is the longer, comes first and hides the name inside it.
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    kept: list[Mention] = []
    reach = -1
    for mention in found:
        if mention.span.start >= reach or mention.span in entity.sources:
            if not kept or kept[-1].span != mention.span:
                kept.append(mention)
            reach = max(reach, mention.span.end)
    return tuple(kept)


def _link(found: Found, place: Mapping[int, int], chain: tuple[int, ...]) -> Link:
    return Link(
        source=None if found.entity is None else place[found.entity],
        confidence=round(found.confidence, 4),
        reason=found.reason,
        candidates=tuple((place[entity], round(share, 4)) for entity, share in found.candidates),
        chain=chain,
    )
