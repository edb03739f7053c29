"""What an article says of the people it names: name mentions go in, descriptions beside them come out.

Three places are read: before the name in the same phrase ("French President Emmanuel Macron"), before it with
a comma ("the chief of defence staff, Sir Tony Radakin,") and after it ("Cornell Brooks, president of the
league,").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.records import Span
from attrib.sources import bodies, vocabulary
from attrib.sources.article import is_possessive

if TYPE_CHECKING:
    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention

_LONGEST = 14
_GRAMMAR = vocabulary.DETERMINERS | vocabulary.POSTMODIFIERS | {"and"}
_LEADING = vocabulary.POSSESSIVE | {"the", "a", "an"}
_CLOSING = frozenset(',;.:)—–?!\n”"')
#: Adjectives whose capital at the beginning of a sentence is none of a name's.
_PARTIES = vocabulary.word_set("republican democratic gop labour conservative tory liberal")
#: Words before an office that are no names and no nouns of the lexicon.
_QUALIFIERS = vocabulary.OFFICE_CHANGING | vocabulary.word_set(
    "senior chief acting presidential national local general political foreign defence economic leading top "
    "veteran retired lead first deputy joint executive managing founding interim parliamentary medical "
    "legal press communications campaign policy finance health"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is said to be.

    Attributes:
        span: The description as written.
        sort: Whether it is said of a person or of an organisation.
        head: Head noun as roles are compared.
        noun_word: The head noun as it stands, folded.
        words: Folded words of the description other than head and grammar words.
    """

    span: Span
    sort: Literal["person", "organisation"]
    head: str
    noun_word: str
    words: frozenset[str]


def roles_beside(article: Article, mention: NameMention) -> list[Role]:
    """The roles that stand beside a name of a person, in text order."""
    found = (_before(article, mention), _after(article, mention))
    return [role for role in found if role is not None]


def role_in(article: Article, span: Span) -> Role | None:
    """The role that a phrase describes, None when its head is no noun for people or organisations."""
    words = article.words_in(span)
    keys = [article.key(i) for i in words]
    skip = 0
    while skip < len(keys) - 1 and keys[skip] in vocabulary.DETERMINERS:
        skip += 1
    end = next((i for i in range(skip + 1, len(keys)) if keys[i] in vocabulary.POSTMODIFIERS), len(keys))
    length = vocabulary.noun_ending(keys[:end], end)
    if not length:
        return None
    noun = vocabulary.nouns()[tuple(keys[end - length : end])]
    if noun.plural or noun.sort not in {"person", "organisation"}:
        return None
    content = [k for i, k in enumerate(keys) if i != end - 1 and k not in _GRAMMAR]
    head = keys[end - 1].split("-")
    pieces = frozenset(piece for key in content for piece in key.split("-")) | frozenset(head[:-1])
    body = noun.sort == "organisation" or bodies.trader(head[-1], pieces)
    sort: Literal["person", "organisation"] = "organisation" if body else "person"
    return Role(span, sort, vocabulary.head_key(head[-1]), head[-1], pieces)


def _before(article: Article, mention: NameMention) -> Role | None:
    """A role before the name, with or without a comma."""
    start = (mention.before or mention.span).start
    first = article.words_in(Span(start, mention.span.end)).start
    floor = article.sentence_words(article.sentence_at(mention.span.start)).start
    gap = article.text[article.words[first - 1].end : start] if first > floor else ""
    if mention.before is not None:
        begin = _reach_back(article, first, floor) if gap.isspace() else first
        role = role_in(article, Span(article.words[begin].start, mention.before.end))
        if role is not None:
            return role
    if first > floor and gap.isspace() and not is_possessive(article.word(first - 1)):
        return _checked(article, _reach_back(article, first, floor), first)
    if first > floor and gap.strip() == ",":
        return _checked(article, _phrase_start(article, first, floor), first)
    return None


def _checked(article: Article, begin: int, end: int) -> Role | None:
    """The role in the words ``begin`` to ``end``, None when there are none."""
    if begin >= end:
        return None
    return role_in(article, Span(article.words[begin].start, article.words[end - 1].end))


def _reach_back(article: Article, end: int, floor: int) -> int:
    """The first word of the modifiers that lead up to ``end`` without a comma."""
    sure = end
    for index in range(end - 1, max(floor, end - 8) - 1, -1):
        if not article.gap(index).isspace():
            break
        key = article.key(index)
        if key in _LEADING:
            return index
        if key in vocabulary.OPENERS and key not in _QUALIFIERS:
            break
        capital = article.word(index)[0].isupper() and (index > floor or key in _PARTIES)
        if capital or key in _QUALIFIERS or vocabulary.noun_ending([key], 1) or "-" in key:
            sure = index
    return sure


def _phrase_start(article: Article, end: int, floor: int) -> int:
    """The determiner that begins the noun phrase before a comma; ``end`` when there is none."""
    for index in range(end - 1, max(floor, end - _LONGEST) - 1, -1):
        if index < end - 1 and not article.gap(index).isspace():
            return _named_start(article, index + 1, end)
        key = article.key(index)
        if key in _LEADING:
            before = article.key(index - 1) if index > floor else ""
            whose = index > floor + 1 and vocabulary.nouns().get((article.key(index - 2),))
            if before == "to" and whose and whose.sort == "person":
                # "Counsel to the inquiry, Ann Hill".
                return index - 2
            if before not in vocabulary.POSTMODIFIERS or before in {"by", "to", "with", "from", "as", "like"}:
                return index
    return _named_start(article, floor, end) if floor >= end - _LONGEST else end


def _named_start(article: Article, begin: int, end: int) -> int:
    """``begin`` when the phrase opens with whose role it is ("Britain’s finance minister, …")."""
    opening = article.word(begin)
    return begin if opening[0].isupper() and opening.endswith(("’s", "'s")) else end


def _after(article: Article, mention: NameMention) -> Role | None:
    """A role after the name and a comma or bracket."""
    text = article.text
    inside = article.words_in(mention.span)
    first = inside.stop
    stop = article.sentence_words(article.sentence_at(mention.span.start)).stop
    if first < stop and text[mention.span.end : article.words[first].start].strip() == ",":
        while first + 1 < stop and article.word(first).isdigit() and article.gap(first).strip() == ",":
            first += 1
    elif not (first < stop and text[mention.span.end : article.words[first].start] == " ("):
        return None
    end = first
    while end < min(stop, first + _LONGEST):
        end += 1
        gap = article.gap(end - 1) if end < len(article.words) else "."
        if not _CLOSING.isdisjoint(gap) or end == stop or article.key(end) in vocabulary.RELATIVES:
            # "Robert Lisle, for the company," is not the company.
            told = article.key(first) not in vocabulary.POSTMODIFIERS | {"and", "or"}
            return _checked(article, first, end) if told else None
    return None
