"""The whole stage: attributions go in, they come out with whom they reached, and with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources.article import Article
from attrib.sources.circumstances import told
from attrib.sources.resolve import resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution, Resolution, Segmented


def trace(
    segmented: Segmented, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], Resolution]:
    """Find whom words were said to, in or at what, and who said them.

    Args:
        segmented: The article.
        attributions: Its attributions in report order.

    Returns:
        What :func:`attrib.sources.circumstances` gives, and of that what :func:`attrib.sources.resolve` does.
    """
    article = Article(segmented)
    attributions = told(article, attributions)
    return attributions, resolved(article, attributions)
