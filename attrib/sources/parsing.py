"""A source phrase is read: its span goes in, what it is made of comes out (:mod:`attrib.sources.phrases`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import shapes, vocabulary
from attrib.sources.complements import inside
from attrib.sources.phrases import Part, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention

#: How much of a phrase is read: no source takes more words to name.
_MOST_WORDS = 60
_PARTING = frozenset(",;()[]—–:")
_DASHES = frozenset({"-", "--"})
_ONE = vocabulary.POSSESSIVE | {"the", "a", "an"}
#: What nouns for people end in that no list may have; ages head phrases too.
_NOUNS = ("er", "or", "ist", "ian", "man", "woman", "-old")
#: How many words there may be from the comma between adjectives to their noun.
_MOST_QUALITIES = 4
_PERSONAL = frozenset({"he", "she", "they", "i", "we"})
#: What a source span may begin with that is no part of the noun phrase.
_BEFORE = vocabulary.word_set("but and yet even by among amongst from according although while so")


def read(article: Article, span: Span, names: Sequence[tuple[int, NameMention]]) -> Phrase:
    """Take a source phrase apart.

    Args:
        article: The article.
        span: The phrase.
        names: The name mentions inside the phrase with their indices, ordered.
    """
    words = article.words_in(span)[:_MOST_WORDS]
    if not words:
        return Phrase(span, span, "empty")
    while len(words) > 1 and article.key(words[0]) in _BEFORE:
        words = words[1:]
    if words[0] and article.key(words[0] - 1) == "the" and article.gap(words[0] - 1) == " ":
        words = range(words[0] - 1, words.stop)
    reach = article.words[words[-1]].end
    names = [
        (index, mention)
        for index, mention in names
        if mention.span.start < reach and not shapes.of_people(article, words, mention)
    ]
    keys = tuple(article.key(i) for i in words)
    pronoun = shapes.pronoun(keys)
    if pronoun and not (names and pronoun in {"us", "who"}):
        return Phrase(span, span, "pronoun", head=pronoun, keys=keys)
    split = _split(article, words, names)
    if len(split) > 1 and len(split[0]) == 1 and keys[0] in _PERSONAL:
        # "I, along with my aunt,".
        return Phrase(span, span, "pronoun", head=keys[0], keys=keys)
    parts = [Part(article, part, names) for part in split]
    if _all_named(parts):
        parts, keys = parts[1:], tuple(parts[1].keys)
    naming = [part for part in parts if part.name is not None]
    if _doubly(parts):
        return parts[1].phrase(span, keys, tuple(index for index, _ in names), parts[0])
    if parts[0].several or (len(naming) > 1 and parts[0].name is not None and _listed(article, parts)):
        last = parts[0].words[-1] if len(naming) < 2 and parts[0].several else words[-1]
        core = Span(article.words[parts[0].first].start, article.words[last].end)
        found = tuple(index for index, _ in names)
        return Phrase(
            span, core, "several", keys=keys, plural=True, names=found, determiner=parts[0].determiner
        )
    main = parts[0] if parts[0].name is not None or len(parts) == 1 else _named_by_apposition(parts)
    other = parts[0] if main is not parts[0] else (parts[1] if len(parts) > 1 else None)
    return main.phrase(span, keys, tuple(index for index, _ in names), other)


def _split(article: Article, words: range, names: Sequence[tuple[int, NameMention]]) -> list[range]:
    """The parts of a phrase between commas, brackets and dashes that stand outside names."""
    parts = []
    start = words.start
    for index in range(words.start, words.stop - 1):
        gap = article.gap(index)
        apart = not _PARTING.isdisjoint(gap) or gap.strip() in _DASHES
        apart = apart and inside(article, index + 1, names, strictly=True) is None
        if apart and not _adjectives(article, range(start, index + 1), words.stop):
            parts.append(range(start, index + 1))
            start = index + 1
    parts.append(range(start, words.stop))
    return parts


def _adjectives(article: Article, before: range, stop: int) -> bool:
    """Whether a comma stands between adjectives ("a loyal, long-standing member")."""
    if len(before) < 2 or article.gap(before[-1]).strip() != ",":
        return False
    qualities = [article.key(index) for index in before[1:]]
    known = any((key,) in vocabulary.heads() or key.endswith(_NOUNS) for key in qualities)
    if article.key(before[0]) not in _ONE or known or not article.word(before[-1])[0].islower():
        return False
    for index in range(before.stop, min(stop, before.stop + _MOST_QUALITIES)):
        key = article.key(index)
        if key in vocabulary.OPENERS or not article.word(index)[0].islower():
            return False
        if (key,) in vocabulary.heads():
            return True
        if not article.gap(index).isspace():
            return False
    return False


def _listed(article: Article, parts: Sequence[Part]) -> bool:
    """Whether named parts are a list ("Hill, Marsh and Grey"), not a name with its description."""
    return any(key in {"and", "or"} for key in (article.key(i) for part in parts[1:] for i in part.words[:4]))


def _all_named(parts: Sequence[Part]) -> bool:
    """Whether several people are told and then all named ("two members, Ann Hill and Eva Lund")."""
    first, *others = parts
    return (
        first.plural
        and first.name is None
        and len(others) == 1
        and others[0].several
        and others[0].name is not None
        and len(others[0].names) > 1
        and all(m.sort == "person" and len(m.keys) > 1 for _, m in others[0].names)
        and others[0].first == others[0].words[0]
        and not others[0].lower(0)
    )


def _doubly(parts: Sequence[Part]) -> bool:
    """Whether the first part describes one person twice ("his brother and partner, Tom Hill")."""
    first = parts[0]
    one = first.several and first.determiner in _ONE and not first.plural and first.name is None
    return one and len(parts) > 1 and parts[1].name is not None and parts[1].first_named


def _named_by_apposition(parts: Sequence[Part]) -> Part:
    """The second part when it only names whom the first describes ("The mayor, Ann Hill")."""
    first, second = parts[0], parts[1]
    if first.article.gap(second.words[0] - 1).endswith("("):
        # "a spokesman for the Tarn Rowing Club (TRC)".
        return first
    if first.head in vocabulary.INDEFINITE_PRONOUNS and (second.describes or second.name is not None):
        return second
    one = first.partitive and not first.plural
    person = one or first.noun is None or first.noun.sort in {"person", "organisation"}
    if second.name is not None and second.first_named and person and not first.plural:
        return second
    return first
