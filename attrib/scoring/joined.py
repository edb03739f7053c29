"""Labels of sources, and the articles that they are about -> gold.

A corpus that may not be copied keeps its texts and annotation to itself: ``seeds/news`` holds only labels.
Each row has the ``article`` that it is about, its ``sources`` as in gold, and ``entities``: for each
attribution of that article, in its order, the index of its source or null. ``entity_alt`` has, by the
attribution's index, further sources that count as right. A row about an article that nobody has annotated
before has the ``attributions`` themselves, as in gold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report import json_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


def joined(values: Iterable[tuple[str, Any]], articles: Sequence[Path]) -> Iterator[tuple[str, Any]]:
    """Gold of values some of which may be labels of an article that stands elsewhere.

    Args:
        values: Each with its place; those without ``article`` are gold and left as they are.
        articles: JSON lines with the articles, annotated.

    Yields:
        The same places, and gold.

    Raises:
        AttribError: An article is missing, or its attributions are not those that were labelled.
    """
    known: dict[str, Mapping[str, Any]] | None = None
    for where, value in values:
        if not isinstance(value, dict) or "article" not in value:
            yield where, value
            continue
        if known is None:
            known = dict(_articles(articles))
        name = value["article"]
        if not isinstance(name, str) or name not in known:
            raise AttribError(f"{where}: $.article: no article {name!r} at hand; name its file by --articles")
        yield where, _with_labels(known[name], value, where)


def _articles(paths: Sequence[Path]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The articles of files by their ids."""
    for path in paths:
        for where, article in json_values(path):
            if (
                not isinstance(article, dict)
                or not isinstance(article.get("id"), str)
                or "text" not in article
            ):
                raise AttribError(f"{where}: expected an article with id and text")
            yield article["id"], article


def _with_labels(article: Mapping[str, Any], labels: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        "id": labels["article"],
        "text": article["text"],
        "sources": labels.get("sources", []),
        "attributions": labels.get("attributions") or _labelled(article, labels, where),
    }


def _labelled(article: Mapping[str, Any], labels: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """The article's own attributions with the labelled sources."""
    entities, others = labels.get("entities", []), labels.get("entity_alt", {})
    if not isinstance(entities, list) or not isinstance(others, dict):
        raise AttribError(f"{where}: expected entities to be a list and entity_alt an object")
    attributions = article.get("attributions", [])
    if len(entities) != len(attributions):
        raise AttribError(
            f"{where}: $.entities: {len(entities)} for the {len(attributions)} attributions of "
            f"{labels['article']!r}; is it another version of the article?"
        )
    return [
        {**attribution, "entity": entity, "entity_alt": others.get(str(index), [])}
        for index, (attribution, entity) in enumerate(zip(attributions, entities, strict=True))
    ]
