"""Whose words a headline sums up: its attribution goes in, who says the same in the body comes out.

"Tile maker warns on profit" is whoever warns in the body: the noun may stand nowhere else, but the words do.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrib.sources import callings, describe, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.records import Attribution, Span
    from attrib.sources.article import Article
    from attrib.sources.assemble import Found
    from attrib.sources.cast import Cast
    from attrib.sources.entities import Entity
    from attrib.sources.phrases import Phrase

#: Share of a headline's words that a source must repeat, and how many at least; hand-set on seeds/train.
_SHARE, _LEAST = 0.3, 2
#: Share of its words from which the noun may be of any kind: "festival" is a body and an occasion.
_SURE = 0.8
#: How much a calling that fits, or one of several words, counts beside that share.
_CALLED = 0.25
#: How many attributions of the body are compared, of the first ones: a headline sums up the opening.
_COMPARED = 40
#: How many attributions are looked through for them: bounds the work on texts of many headlines.
_SEEN = 400
#: How much of a word tells it from others whatever its ending, and how short a word tells nothing.
_STEM, _SHORT = 5, 3
_FORWARD = frozenset({"headline", "standfirst"})


def summed_up(
    article: Article,
    cast: Cast,
    attributions: Sequence[Attribution],
    found: Sequence[Found | None],
    index: int,
    phrase: Phrase,
) -> int | None:
    """The source of the body whose words an attribution of the headline repeats.

    Args:
        article: The article.
        cast: Its entities.
        attributions: Its attributions.
        found: For each attribution what was found so far.
        index: The headline's attribution.
        phrase: Its source.

    Returns:
        The source of that kind most of whose words are the same; None where none repeats enough.
    """
    words = _words(article, (*attributions[index].cue, *attributions[index].content))
    if len(words) < _LEAST:
        return None
    said = _said(article, attributions, found)
    best: tuple[float, int] | None = None
    for entity, theirs in said.items():
        shared = max(len(words & one) for one in theirs)
        if shared < _LEAST or not (shared >= _SURE * len(words) or _same_kind(phrase, cast.entities[entity])):
            continue
        share = shared / len(words) + _CALLED * _called(phrase, cast.roles.told_of(entity))
        if share >= _SHARE and (best is None or share > best[0]):
            best = (share, entity)
    return None if best is None else best[1]


def _said(
    article: Article, attributions: Sequence[Attribution], found: Sequence[Found | None]
) -> Mapping[int, list[frozenset[str]]]:
    """For each source of the body, in text order, the words of what it is said to say."""
    said: dict[int, list[frozenset[str]]] = defaultdict(list)
    compared = 0
    for one, source in zip(attributions[:_SEEN], found[:_SEEN], strict=True):
        block = article.block_at(one.content[0].start)
        if source is None or source.entity is None or article.blocks[block].role in _FORWARD:
            continue
        said[source.entity].append(_words(article, (*one.cue, *one.content)))
        compared += 1
        if compared == _COMPARED:
            break
    return said


def _words(article: Article, spans: Iterable[Span]) -> frozenset[str]:
    """The words of some spans that tell what it is about, without their endings."""
    keys = (article.key(i) for span in spans for i in article.words_in(span))
    return frozenset(
        key[:_STEM] for key in keys if key not in vocabulary.OPENERS and (len(key) > _SHORT or key.isdigit())
    )


def _same_kind(phrase: Phrase, entity: Entity) -> bool:
    """Whether a headline's noun is of the kind of a source."""
    sort = describe.kind(phrase)
    if sort == "unknown":
        # "Source": nobody with a name.
        return entity.naming == "anonymous"
    if sort == "person":
        fits = entity.kind == "person" and entity.may_be(vocabulary.GENDER.get(phrase.noun_word))
        return fits and (not describe.withheld(phrase) or entity.naming == "anonymous")
    return entity.kind == sort and (sort != "group" or entity.naming != "named")


def _called(phrase: Phrase, told: Mapping[str, frozenset[str]]) -> int:
    """Whether the noun is said of what a source was told to be (1), or of something else (-1)."""
    if not told:
        return 0
    return 1 if any(callings.alike(phrase.head, head) or head == phrase.head for head in told) else -1
