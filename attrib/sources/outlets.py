"""Where words are published or heard: a noun phrase goes in, the kind of channel that it names comes out.

Platforms, stations, papers, houses of parliament and courts; which preposition leads to which is usage.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.records import ChannelKind
    from attrib.sources.article import Article
    from attrib.sources.vocabulary import Words

_PLATFORMS: frozenset[Words] = frozenset(
    vocabulary.words_of(name)
    for name in (
        "X", "Twitter", "Facebook", "Instagram", "TikTok", "Telegram", "LinkedIn", "YouTube", "Bluesky",
        "Threads", "Truth Social", "Mastodon", "WhatsApp", "Snapchat", "Reddit", "Weibo", "social media",
        "Signal", "Twitch", "Substack",
    )
)  # fmt: skip
#: What a platform holds: "on his Instagram account".
_PLACES = vocabulary.word_set("account feed page channel story platform app network")
#: On what a statement or post may stand, beside platforms and stations.
_SITES = frozenset({"website", "site", "page"})
_WAVES = vocabulary.word_set("radio television tv programme program show podcast breakfast newsnight channel")
_AIR = frozenset({"air", "television", "tv", "radio"})
_HOUSES = vocabulary.word_set(
    "commons lords parliament senate bundestag knesset dáil holyrood senedd congress"
)
_COURTS = frozenset({"court", "courts", "tribunal"})
#: By or over what words are passed on that are spoken to one person.
_MEANS = vocabulary.word_set("phone telephone lunch dinner breakfast coffee drinks tea")
#: First words of the media that are heard or seen; the rest are read.
_BROADCASTERS = frozenset(
    "ABC Al BBC Bloomberg CBS Channel CNN Fox GB ITV LBC MSNBC NBC NPR PBS RTÉ RTE Sky".split()
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase after a preposition.

    Attributes:
        article: The article.
        words: Indices of its words.
        keys: The words folded; at least one.
        bare: Those that are no determiners.
    """

    article: Article
    words: range
    keys: Words
    bare: Words

    @classmethod
    def of(cls, article: Article, words: range) -> NounPhrase:
        """The phrase that some words make."""
        keys = tuple(article.key(i) for i in words)
        return cls(article, words, keys, tuple(k for k in keys if k not in vocabulary.DETERMINERS))

    def written(self, place: int) -> str:
        """A word as it stands."""
        return self.article.word(self.words[place])


def outlet(preposition: str, phrase: NounPhrase) -> ChannelKind | None:
    """The kind of the outlet that a phrase names after a preposition, None when it names none."""
    for prepositions, named, kind in _OUTLETS:
        if preposition in prepositions and phrase.bare and named(phrase):
            return kind
    return None


def _platform(phrase: NounPhrase) -> bool:
    """Whether it is "X", "social media", "his Instagram account"."""
    bare = phrase.bare
    if bare in _PLATFORMS:
        return bare != ("x",) or phrase.written(-1) == "X"
    return bare[-1] in _PLACES and any(
        bare[i : i + n] in _PLATFORMS for i in range(len(bare) - 1) for n in (1, 2)
    )


def _station(phrase: NounPhrase) -> bool:
    """Whether it is a station or a programme: "BBC Radio 4", "a podcast" is left to the lexicon."""
    if phrase.keys[-1] in _AIR and len(phrase.keys) < 4:
        return True
    last = phrase.written(-1)[0]
    if not (last.isupper() or last.isdigit()):
        return False
    heard = _media(heard=True)
    return not _WAVES.isdisjoint(phrase.keys) or any(
        phrase.keys[i:] in heard for i in range(len(phrase.keys))
    )


def _paper(phrase: NounPhrase) -> bool:
    """Whether it is a newspaper: "the Herald"."""
    if phrase.keys[0] != "the" or len(phrase.keys) < 2 or not phrase.written(1)[0].isupper():
        return False
    return phrase.keys[-1] in paper_heads() or phrase.keys[1:] in _media(heard=False)


def _site(phrase: NounPhrase) -> bool:
    return phrase.bare[-1] in _SITES


def _court(phrase: NounPhrase) -> bool:
    return phrase.bare[-1] in _COURTS


def _house(phrase: NounPhrase) -> bool:
    return phrase.bare[-1] in _HOUSES


def _means(phrase: NounPhrase) -> bool:
    return phrase.bare[-1] in _MEANS


_OUTLETS: tuple[tuple[frozenset[str], Callable[[NounPhrase], bool], ChannelKind], ...] = (
    (frozenset({"on", "via", "through"}), _platform, "social"),
    (frozenset({"on"}), _station, "broadcast"),
    (frozenset({"in", "before", "at"}), _court, "court"),
    (frozenset({"in"}), _paper, "document"),
    (frozenset({"in"}), _house, "speech"),
    (frozenset({"by", "over"}), _means, "other"),
    (frozenset({"on"}), _site, "other"),
)


@functools.cache
def _media(*, heard: bool) -> frozenset[Words]:
    """Names of media that are heard or that are read, as folded words."""
    return frozenset(
        vocabulary.words_of(form)
        for entry in lexicons.entries("organisations")
        if entry["class"] == "media" and entry["match"] == "name"
        for form in (entry["text"], *entry["short_forms"])
        if (form.split()[0] in _BROADCASTERS) == heard
    )


#: Words that papers' names end in and that are too common for the lexicon's heads.
_PAPERS = vocabulary.word_set(
    "times globe mirror sun independent observer guardian dispatch inquirer enquirer register bee sentinel "
    "review weekly"
)


@functools.cache
def paper_heads() -> frozenset[str]:
    """Words that papers' names end in: "Herald", "Gazette"."""
    return _PAPERS | frozenset(
        entry["text"].casefold()
        for entry in lexicons.entries("organisations")
        if entry["class"] == "media" and entry["match"] == "head"
    )
