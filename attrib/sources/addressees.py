"""Whom the words were said to: a cue with its frame goes in, the span of the person told comes out.

Four constructions are read: the object of a verb of telling ("told reporters"), "to" with the one told
("wrote to the board"), the subject of a passive ("Families were told to leave") and the subject of the main
clause after a participle ("Asked whether she would go, Ms Rao …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import phrasing, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution
    from attrib.sources.article import Article
    from attrib.sources.frames import Frame

_LONGEST = 14
_VERBS = {**phrasing.TELLING_TO, **phrasing.TELLING}
_PREPOSITIONS = frozenset({"on", "upon", "to", "with"})
_NO_OBJECT = phrasing.ENDING | vocabulary.RELATIVES | {"for", "of", "from", "up", "out", "off", "and", "or"}
_ASIDE = (
    vocabulary.word_set("also already both each all now still even just then never had has have")
    | phrasing.BE
)
_NOT_PRONOUN = frozenset({"this", "these", "those", "that"})


def addressee(
    article: Article, frame: Frame, one: Attribution, following: Sequence[Attribution]
) -> Span | None:
    """The phrase for the person told, None where nobody is named.

    Args:
        article: The article.
        frame: The words around the cue.
        one: The attribution.
        following: Those after it in its sentence, in order.
    """
    cue = [i for span in one.cue for i in article.words_in(span)]
    keys = [_key(article, i) for i in cue]
    place = phrasing.verb_in(keys, _VERBS)
    if place is None:
        return None
    if keys[place] in phrasing.TELLING:
        sourced = bool(one.source) and one.source[0].start < one.cue[0].start
        if place == 0 and not sourced and keys[place] in phrasing.ASKED and _opens(article, cue[0], frame):
            return _asked(article, frame, one, following)
        if _passive(keys, place, one):
            adjoins = cue[0] and article.gap(cue[0] - 1).isspace()
            before = _subject(article, frame, cue[0]) if adjoins else None
            return before or _first_piece(article, one, cue[0])
        return _object(article, frame, _after_verb(article, cue, place))
    after = cue[-1] + 1
    if keys[-1] != "to":
        if not _adjoins(article, frame, after) or article.key(after) != "to":
            return None
        after += 1
    return _object(article, frame, after) if _nominal(article, after, frame) else None


def _key(article: Article, index: int) -> str:
    return article.key(index).removeprefix("'")


def _opens(article: Article, index: int, frame: Frame) -> bool:
    """Whether a word opens its sentence or a clause."""
    return index == frame.words.start or not article.gap(index - 1).isspace()


def _passive(keys: Sequence[str], place: int, one: Attribution) -> bool:
    """Whether the one told is the subject; without a form of "be" where no source stands before the cue."""
    verb = keys[place]
    participle = verb.endswith("ed") or verb in {"told", "forbidden", "besought", "rung"}
    if not participle:
        return False
    if any(key in phrasing.BE for key in keys[:place]):
        return True
    have = any(key in {"has", "have", "had"} for key in keys[:place])
    return not have and not one.source


def _after_verb(article: Article, cue: Sequence[int], place: int) -> int:
    """The word after the verb, or after the preposition that goes with it ("called on")."""
    verb = cue[place]
    if cue[-1] != verb and article.key(cue[-1]) in _PREPOSITIONS:
        return cue[-1] + 1
    return verb + 1


def _adjoins(article: Article, frame: Frame, index: int) -> bool:
    """Whether a free word follows the one before it with nothing but space between."""
    return index in frame.loose and article.gap(index - 1).isspace()


def _nominal(article: Article, index: int, frame: Frame) -> bool:
    """Whether a noun phrase begins here, rather than a verb after "to"."""
    if index not in frame.free:
        return False
    key = article.key(index)
    return (
        key in vocabulary.DETERMINERS
        or key in vocabulary.PRONOUNS
        or article.word(index)[0].isupper()
        or article.word(index)[0].isdigit()
        or (key,) in vocabulary.nouns()
    )


def _object(article: Article, frame: Frame, start: int) -> Span | None:
    """The noun phrase that begins at a word."""
    if not _adjoins(article, frame, start) or _key(article, start) in _NO_OBJECT - _NOT_PRONOUN:
        return None
    if article.key(start) == "that":
        return None
    end = start + 1
    while end < start + _LONGEST and _adjoins(article, frame, end) and not _ends(article, end):
        end += 1
    if article.key(end - 1) in {"and", "or", "the", "a"}:
        end -= 1
    return Span(article.words[start].start, article.words[end - 1].end) if end > start else None


def _ends(article: Article, index: int) -> bool:
    """Whether a noun phrase has ended before a word."""
    key = _key(article, index)
    if key in phrasing.ENDING or (key.endswith("ly") and len(key) > 4 and article.word(index)[0].islower()):
        return True
    following = article.key(index + 1) if index + 1 < len(article.words) else ""
    return key in {"this", "that", "the"} and following in {
        "week", "month", "year", "morning", "afternoon", "evening", "weekend", "day", "night", "same",
    }  # fmt: skip


def _subject(article: Article, frame: Frame, end: int) -> Span | None:
    """The noun phrase that ends before the cue."""
    while end - 1 in frame.free and _aside(article.key(end - 1)) and article.gap(end - 1).isspace():
        end -= 1
    start = end
    while start - 1 in frame.free and end - start < _LONGEST:
        apart = start < end and not article.gap(start - 1).isspace()
        if apart or article.key(start - 1) in phrasing.CLAUSE:
            break
        start -= 1
    if start == end:
        return None
    return Span(article.words[start].start, article.words[end - 1].end)


def _first_piece(article: Article, one: Attribution, cue: int) -> Span | None:
    """The piece of the content that stands as subject right before the cue."""
    piece = one.content[0]
    return piece if len(one.content) > 1 and article.words_in(piece).stop == cue else None


def _aside(key: str) -> bool:
    return key in _ASIDE or (key.endswith("ly") and len(key) > 4)


def _asked(article: Article, frame: Frame, one: Attribution, following: Sequence[Attribution]) -> Span | None:
    """Who was asked: who speaks next in the sentence, else the subject of its main clause."""
    for other in following:
        if other.source and other.source != one.source:
            return other.source[0]
    cue = article.words_in(one.cue[0]).start
    if cue > frame.words.start and article.gap(cue - 1).strip() == ",":
        return _subject(article, frame, cue)
    start = article.words_in(one.content[-1]).stop
    if (
        not 0 < start < len(article.words)
        or start not in frame.free
        or article.gap(start - 1).strip(" ”’\"'") != ","
    ):
        return None
    end = start + 1
    if article.key(start) in vocabulary.PRONOUNS:
        return article.words[start]
    keys = [article.key(start)]
    while end < start + 6 and _adjoins(article, frame, end):
        named = article.word(end)[0].isupper()
        if not named and vocabulary.noun_ending(keys, len(keys)):
            break
        if not named and article.key(start) not in vocabulary.DETERMINERS:
            break
        keys.append(article.key(end))
        end += 1
    return Span(article.words[start].start, article.words[end - 1].end)
