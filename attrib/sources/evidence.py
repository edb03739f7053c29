"""Person or organisation: an inventory goes in, the same mentions with their sort settled come out.

Capitals do not tell "Corvane Chemical" from "Ruth Hollister". The article does: people have titles, ages and
roles beside them, take "who" and are called by their last word; organisations take "the" and "which" and are
called by their first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import bodies, vocabulary
from attrib.sources.appositions import roles_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention
    from attrib.sources.vocabulary import Words


def untangled(article: Article, mentions: Sequence[NameMention], lower: frozenset[str]) -> list[NameMention]:
    """Mentions less a common word that only stands before a surname ("Given Hill’s age", "of State Hill").

    Args:
        article: The article.
        mentions: Its inventory, ordered by offset.
        lower: Words that stand in lower case in the article.
    """
    full = [m for m in mentions if m.sort == "person" and len(m.keys) > 1]
    count = Counter(m.keys for m in full)
    surnames = {m.keys[-1] for m in full if m.title or not _common(m.keys[0], lower)}
    return [
        _surname(article, m) if count[m.keys] == 1 and _tangled(m, surnames, lower) else m for m in mentions
    ]


def _tangled(mention: NameMention, surnames: set[str], lower: frozenset[str]) -> bool:
    """Whether two words are a common word and a surname known from elsewhere."""
    if mention.title or mention.initials or len(mention.keys) > len(("first", "last")):
        return False
    return mention.keys[-1] in surnames and _common(mention.keys[0], lower)


def _common(word: str, lower: frozenset[str]) -> bool:
    """Whether a word is no given name: the article or a lexicon knows it in lower case."""
    known = word in lower or word in vocabulary.OPENERS or (word,) in vocabulary.heads()
    return known and vocabulary.given_gender(word) is None


def _surname(article: Article, mention: NameMention) -> NameMention:
    """The last word of a mention."""
    span = Span(article.words[article.words_in(mention.name)[-1]].start, mention.span.end)
    return replace(mention, span=span, name=span, keys=mention.keys[-1:], sort="unknown", before=None)


#: Words with which names of places end and begin; some are surnames too ("Karen Beach").
PLACE_ENDS = vocabulary.word_set(
    "city county island islands beach street avenue road square bridge lake river valley coast province "
    "district airport falls springs heights bay mountains peninsula township borough village harbour harbor"
)
_PLACE_STARTS = vocabulary.word_set(
    "new north south east west northern southern eastern western central san los las"
)


def settle(article: Article, mentions: Sequence[NameMention], lower: frozenset[str]) -> list[NameMention]:
    """Mentions of two words or more with the sort that the whole article speaks for.

    Args:
        article: The article.
        mentions: Its inventory, ordered by offset.
        lower: Words that stand in lower case in the article.
    """
    votes: dict[Words, int] = defaultdict(int)
    # How often a word stands alone as a name without "the", less how often with it ("the Herons").
    balance: dict[str, int] = defaultdict(int)
    for mention in mentions:
        if len(mention.keys) == 1:
            balance[mention.keys[0]] += -1 if mention.article and not _before_noun(article, mention) else 1
    alone = {key: 1 if times > 0 else -1 for key, times in balance.items()}
    for mention in mentions:
        if len(mention.keys) > 1 and mention.sort != "organisation":
            votes[mention.keys] += _vote(article, mention)
    verdict = {keys: _verdict(keys, vote, alone, lower) for keys, vote in votes.items()}
    for mention in mentions:
        if mention.sort == "organisation" and _like_a_person(article, mention):
            verdict[mention.keys] = True
    settled = [
        replace(m, sort="person" if verdict[m.keys] else "organisation") if m.keys in verdict else m
        for m in mentions
    ]
    shared = {m.keys[-1:] for m in settled if m.sort == "person" and len(m.keys) > 1}
    return [replace(m, sort="organisation") if m.keys in shared and _firm(article, m) else m for m in settled]


def _firm(article: Article, mention: NameMention) -> bool:
    """Whether a surname stands for a body: "Ford, the US car company, said"."""
    return not mention.title and any(role.sort == "organisation" for role in roles_beside(article, mention))


def _like_a_person(article: Article, mention: NameMention) -> bool:
    """Whether a body's name is a person's after all: "Jim Press, the editor,"."""
    if len(mention.keys) != len(("first", "last")) or vocabulary.given_gender(mention.keys[0]) is None:
        return False
    return any(role.sort == "person" for role in roles_beside(article, mention))


def _vote(article: Article, mention: NameMention) -> int:
    """Positive for a person, negative for an organisation."""
    if mention.title or mention.initials or mention.nickname:
        return 10
    end = mention.span.end
    following = article.words_in(mention.span).stop
    gap = article.text[end : article.words[following].start] if following < len(article.words) else "."
    after = article.key(following) if gap.strip() in {"", ","} and len(gap) < 4 and gap else ""
    vote = 1 - 3 * (mention.article and not _before_noun(article, mention))
    vote += 5 * (after in {"who", "whose"} or (after.isdigit() and gap.strip() == ",")) - 5 * (
        after == "which"
    )
    before = _word_before(article, mention)
    vote -= 3 * (before in {"in", "at", "near"}) + 5 * (before in bodies.GIANTS or _stake(article, mention))
    return vote + sum(5 if role.sort == "person" else -5 for role in roles_beside(article, mention))


def _stake(article: Article, mention: NameMention) -> bool:
    """Whether what can be held of a company stands before its name ("shares in Orne Farrow")."""
    first = article.words_in(mention.span).start
    return (
        first > 1 and article.key(first - 1) in {"in", "of"} and article.key(first - 2) in {"shares", "stake"}
    )


def _before_noun(article: Article, mention: NameMention) -> bool:
    """Whether the article before a name belongs to the noun behind it ("the Hill campaign")."""
    following = article.words_in(mention.span).stop
    if following >= len(article.words) or not article.gap(following - 1).isspace():
        return False
    return (article.key(following),) in vocabulary.heads() and article.word(following)[0].islower()


def _word_before(article: Article, mention: NameMention) -> str:
    first = article.words_in(mention.before or mention.span).start
    return article.key(first - 1) if first and article.gap(first - 1).isspace() else ""


def _verdict(keys: Words, vote: int, alone: dict[str, int], lower: frozenset[str]) -> bool:
    """Whether a name of several words is a person's."""
    if {"of", "for", "and", "&"} & set(keys) or len(keys) > 5:
        return False
    # People are called by their first name too.
    first = alone.get(keys[0], 0) > 0 and vocabulary.given_gender(keys[0]) is None
    vote += 4 * alone.get(keys[-1], 0) - 4 * (first and keys[-1] not in alone)
    placed = keys[-1] in PLACE_ENDS or keys[0] in _PLACE_STARTS
    vote -= 4 * (keys[-1] in lower) + 4 * (placed and vocabulary.given_gender(keys[0]) is None)
    # "Camp Corva", "Union Square Farrow" are no people called Corva and Farrow; "Joe Corva" is.
    vote += 2 * (vocabulary.given_gender(keys[0]) is not None) - 5 * _common(keys[0], lower)
    # "van der" stands in names of people.
    vote += 4 * (not vocabulary.PARTICLES.isdisjoint(keys[1:-1]))
    return vote > 0
