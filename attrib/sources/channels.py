"""In or at what the words were said: a frame goes in, the channels that stand in it come out.

A channel is a preposition with a noun phrase whose head the lexicon of documents knows ("in a statement",
"at a news conference"), a platform ("on X"), a broadcaster ("on BBC Radio 4") or a house ("in the Commons").
Which preposition goes with which kind of channel is usage, hand-set.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, get_args

from attrib import lexicons
from attrib.records import Channel, ChannelKind, Span
from attrib.sources import phrasing, vocabulary
from attrib.sources.article import is_possessive
from attrib.sources.outlets import NounPhrase, outlet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.sources.article import Article
    from attrib.sources.frames import Frame
    from attrib.sources.vocabulary import Words

_LONGEST = 18
_ALL_KINDS: frozenset[ChannelKind] = frozenset(get_args(ChannelKind))
#: Kinds that each preposition may lead to.
_KINDS: Mapping[str, frozenset[ChannelKind]] = {
    "in": _ALL_KINDS,
    "on": frozenset({"social", "broadcast", "other"}),
    "at": frozenset({"speech", "court", "other"}),
    "during": frozenset({"interview", "speech", "court", "broadcast", "other"}),
    "before": frozenset({"court"}),
    "via": frozenset({"statement", "social", "document", "broadcast", "other"}),
    "through": frozenset({"statement", "social", "document", "other"}),
    "by": frozenset({"social", "document", "other"}),
    "over": frozenset({"other"}),
}
#: Documents of the lexicon that "in" leads to as the topic or the manner of something, not its channel.
_TOPICS = vocabulary.word_set(
    "sign order index plan bill record law will act code site inquiry investigation deed results figures map "
    "proposal agreement policy budget census regulation rule debate review trial stock finding market motion "
    "analysis forecast outlook treaty accord referral receipt constitution evaluation charter data platform"
)
#: What makes a speech a broadcast.
_ON_AIR = vocabulary.word_set("televised broadcast radio television tv")
_HEAVY = vocabulary.word_set(
    "filed posted published released issued dated obtained seen sent addressed shared given signed written "
    "uploaded circulated broadcast aired recorded leaked delivered carried distributed submitted made held "
    "read emailed"
)
_LINKING = vocabulary.word_set("of to with for from by between")
_BOUNDS = phrasing.ENDING - phrasing.TIME
#: Words that no channel ends in.
_LOOSE = phrasing.ENDING | vocabulary.DETERMINERS | _LINKING | {"and"}


def channels(article: Article, frame: Frame) -> Iterator[Channel]:
    """The channels in a frame, in text order.

    Args:
        article: The article.
        frame: The words around a cue.
    """
    index = frame.words.start
    starts = frame.free | {min(frame.leading, default=index)} & frame.loose
    while index < frame.words.stop:
        found = _channel_at(article, frame, index) if index in starts else None
        if found is None:
            index += 1
            continue
        end, kind = found
        yield Channel((Span(article.words[index].start, article.words[end - 1].end),), kind)
        index = end


def _channel_at(article: Article, frame: Frame, index: int) -> tuple[int, ChannelKind] | None:
    """The end and the kind of the channel that begins with a preposition here."""
    preposition = article.key(index)
    kinds = _KINDS.get(preposition)
    if kinds is None or _belongs_to_noun(article, index):
        return None
    head = _head_end(article, frame, index + 1)
    if head == index + 1:
        return None
    phrase = NounPhrase.of(article, range(index + 1, head))
    kind = outlet(preposition, phrase) or _listed(preposition, phrase)
    if kind is None:
        return None
    end = _extended(article, frame, head)
    if kind == "court" and phrase.keys[-1] in {"filing", "filings"} and _market(article, range(head, end)):
        kind = "document"
    return end, kind


def _belongs_to_noun(article: Article, index: int) -> bool:
    """Whether a preposition goes with a document before it: "posts on Telegram" are one phrase."""
    return index > 0 and article.gap(index - 1).isspace() and (article.key(index - 1),) in _documents()


def _head_end(article: Article, frame: Frame, start: int) -> int:
    """Index after the noun phrase that begins at ``start``, before its complements."""
    end = start
    while end < min(start + 9, frame.words.stop) and end in frame.loose and article.gap(end - 1).isspace():
        key = article.key(end)
        determined = article.key(start) in vocabulary.DETERMINERS or is_possessive(article.word(start))
        if end > start and (article.key(end - 1),) in _documents():
            # The noun may go on ("a phone interview"), not with what ends or qualifies it.
            if key in phrasing.ENDING or _participle(key) or _adverb(article, end):
                break
        elif end == start:
            if key in phrasing.ENDING and key not in {"that", "last"}:
                break
        elif key in _BOUNDS or (key in phrasing.TIME and not determined):
            break
        if end > start and (key in {"and", "or"} or key in vocabulary.POSTMODIFIERS):
            break
        end += 1
    return end


def _participle(key: str) -> bool:
    return key in _HEAVY or (key.endswith("ed") and len(key) > 4)


def _adverb(article: Article, index: int) -> bool:
    key = article.key(index)
    return key.endswith("ly") and len(key) > 5 and article.word(index)[0].islower()


def _listed(preposition: str, phrase: NounPhrase) -> ChannelKind | None:
    """The kind that the lexicon of documents gives the head of a phrase."""
    keys = phrase.keys
    for length in range(min(4, len(keys)), 0, -1):
        entry = _documents().get(keys[-length:])
        if entry is None:
            continue
        kind, plural = entry
        if (length == 1 and keys[-1] in _TOPICS) or kind not in _KINDS[preposition]:
            return None
        if kind == "speech" and not _ON_AIR.isdisjoint(keys):
            return "broadcast"
        # A bare singular is an idiom ("in order"), but for "by email".
        countable = plural or len(keys) > 1 or preposition in {"by", "via"} or keys[-1] == "writing"
        return kind if countable else None
    return None


@functools.cache
def _documents() -> Mapping[Words, tuple[ChannelKind, bool]]:
    """The lexicon of documents: by folded words the channel's kind, and whether the form is plural."""
    table: dict[Words, tuple[ChannelKind, bool]] = {}
    for entry in lexicons.entries("documents"):
        if entry["plural"]:
            table[vocabulary.words_of(entry["plural"])] = (entry["channel"], True)
        table[vocabulary.words_of(entry["noun"])] = (entry["channel"], entry["plural"] == entry["noun"])
    return table


def _market(article: Article, words: range) -> bool:
    """Whether a filing goes to a stock exchange or a regulator rather than to a court."""
    return any(article.key(i) in {"exchange", "regulator", "regulators", "securities", "sec"} for i in words)


def _extended(article: Article, frame: Frame, end: int) -> int:
    """Past the complements of a channel's noun, to where a time, a clause or other matter begins."""
    heavy = False
    start = end
    while end < start + _LONGEST and end in frame.loose and article.gap(end - 1).isspace():
        key = article.key(end)
        heavy = heavy or _participle(key)
        if not (heavy or _goes_on(article, frame, end, start)):
            break
        if heavy and (key in phrasing.CLAUSE or key in {"which", "who"}):
            break
        end += 1
    while end > start and article.key(end - 1) in _LOOSE and not (heavy and _is_day(article.key(end - 1))):
        end -= 1
    return end


def _is_day(key: str) -> bool:
    return key in vocabulary.CALENDAR


def _goes_on(article: Article, frame: Frame, index: int, start: int) -> bool:
    """Whether a complement begins or carries on at a word: "with Sky News", "on X", "to the board"."""
    key = article.key(index)
    if key == "on":
        following = range(index + 1, _head_end(article, frame, index + 1))
        return bool(following) and outlet("on", NounPhrase.of(article, following)) is not None
    if key in _LINKING:
        return True
    if key in phrasing.ENDING or index == start:
        return False
    return key != "and" or article.word(index + 1)[0].isupper()
