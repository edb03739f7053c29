"""Person or organisation: an inventory goes in, the same mentions with their sort settled come out.

Capitals do not tell "Corvane Chemical" from "Ruth Hollister". The article does: people have titles, ages and
roles beside them, take "who" and are called by their last word; organisations take "the" and "which" and are
called by their first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.sources import vocabulary
from attrib.sources.appositions import roles_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention
    from attrib.sources.vocabulary import Words


def settle(article: Article, mentions: Sequence[NameMention], lower: frozenset[str]) -> list[NameMention]:
    """Mentions of two words or more with the sort that the whole article speaks for.

    Args:
        article: The article.
        mentions: Its inventory, ordered by offset.
        lower: Words that stand in lower case in the article.
    """
    votes: dict[Words, int] = defaultdict(int)
    # 1 for a word that stands alone as a name, -1 once it has "the" before it ("the Herons").
    alone: dict[str, int] = {}
    for mention in mentions:
        if len(mention.keys) == 1:
            alone[mention.keys[0]] = min(alone.get(mention.keys[0], 1), -1 if mention.article else 1)
    for mention in mentions:
        if len(mention.keys) > 1 and mention.sort != "organisation":
            votes[mention.keys] += _vote(article, mention)
    verdict = {keys: _verdict(keys, vote, alone, lower) for keys, vote in votes.items()}
    return [
        replace(m, sort="person" if verdict[m.keys] else "organisation") if m.keys in verdict else m
        for m in mentions
    ]


def _vote(article: Article, mention: NameMention) -> int:
    """Positive for a person, negative for an organisation."""
    if mention.title or mention.initials or mention.nickname:
        return 10
    end = mention.span.end
    following = article.words_in(mention.span).stop
    gap = article.text[end : article.words[following].start] if following < len(article.words) else "."
    after = article.key(following) if gap.strip() in {"", ","} and len(gap) < 4 and gap else ""
    vote = 1 - 3 * mention.article
    vote += 5 * (after in {"who", "whose"} or (after.isdigit() and gap.strip() == ",")) - 5 * (
        after == "which"
    )
    vote -= 3 * (_word_before(article, mention) in {"in", "at", "near"})
    return vote + sum(5 if role.sort == "person" else -5 for role in roles_beside(article, mention))


def _word_before(article: Article, mention: NameMention) -> str:
    first = article.words_in(mention.before or mention.span).start
    return article.key(first - 1) if first and article.gap(first - 1).isspace() else ""


def _verdict(keys: Words, vote: int, alone: dict[str, int], lower: frozenset[str]) -> bool:
    """Whether a name of several words is a person's."""
    if {"of", "for", "and", "&"} & set(keys) or len(keys) > 5:
        return False
    vote += 4 * alone.get(keys[-1], 0) - 4 * (alone.get(keys[0], 0) > 0 and keys[-1] not in alone)
    vote -= 4 * (keys[-1] in lower)
    # "van der" stands in names of people.
    vote += 4 * (not vocabulary.PARTICLES.isdisjoint(keys[1:-1]))
    return vote > 0
