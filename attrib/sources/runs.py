"""Runs of capitalised words: the words of a sentence go in, the stretches that may be names come out.

A run goes on over particles ("von der"), over "of" and "for" after an organisation or office ("Bank of
England"), over stops after initials and titles ("Mr. J. Smith") and over a nickname in quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.sources import vocabulary
from attrib.sources.article import is_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.sources.article import Article

_OPENING = frozenset("“‘\"'«([:•–—")
_NICK_OPEN = frozenset({" “", ' "', " ‘", " '"})
_NICK_CLOSE = frozenset({"” ", '" ', "’ ", "' "})
#: Possessives that stand inside names of organisations ("Women’s Institute").
_INNER_POSSESSIVE = vocabulary.word_set(
    "women men children people king queen lloyd st farmers teachers workers"
)
_MONTHS_OR_NAMES = vocabulary.word_set("may april june august easter christmas jan mar apr jun jul dec")
_DATE_BEFORE = vocabulary.word_set(
    "in of since until last next by on early late mid from this before after between through to during"
)
#: Bodies that are called by several fields, and within how many words the last follows "and".
_MINISTRIES = frozenset({"department", "ministry", "committee"})
_LISTED = 6
#: How many words may stand before "and" in a name.
_FIRST_PART = 3
#: Names that are pronouns in lower case.
_INITIALISMS = frozenset({"us", "who"})
_LONGEST = 12
#: The Arabic article before a surname ("al-Mansouri"), a brand with a small first letter ("eBay").
_WRITTEN = re.compile(r"(?:(?:a[lnstd]|ash|el)-|[a-z])[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that an article writes in lower case, with a capital in a sentence, and behind a given name."""

    lower: frozenset[str]
    capital: frozenset[str]
    surnames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """Indices of words that may make a name.

    Attributes:
        words: All words of the run.
        nickname: Those of them that stand in quotation marks.
        opening: Whether the run opens a sentence or follows an opening mark.
        after_the: Whether "the" stands before it.
    """

    words: tuple[int, ...]
    nickname: tuple[int, ...]
    opening: bool
    after_the: bool = False


def opens(article: Article, index: int) -> bool:
    """Whether a word follows an opening mark, so that its capital tells nothing."""
    before = article.text[max(0, article.words[index].start - 2) : article.words[index].start].rstrip()
    return before[-1:] in _OPENING and bool(before)


def find(article: Article, words: range, wording: Wording) -> Iterator[Run]:
    """Runs among the words of a sentence.

    Args:
        article: The article.
        words: Indices of the words of the sentence.
        wording: Which words the article writes with and without a capital.
    """
    index = words.start
    while index < words.stop:
        if not _starts(article, index, words, wording):
            index += 1
            continue
        run = _extend(article, index, words.stop)
        yield run
        index = run.words[-1] + 1


def tells(article: Article, index: int, words: range) -> bool:
    """Whether the capital of a word says that it is a name's.

    It does not where a sentence or quotation opens, nor right after an opening word with a capital, with
    which it may form a name ("Harbour Link said").
    """
    if index == words.start or opens(article, index):
        return False
    before = index - 1
    opening = before == words.start or opens(article, before)
    return (
        not opening
        or article.key(before) in vocabulary.OPENERS
        or (article.key(before),) in vocabulary.titles()
    )


def _starts(article: Article, index: int, words: range, wording: Wording) -> bool:
    if not capital(article, index):
        return False
    key = article.key(index)
    if initialism(article, index):
        return True
    if key in vocabulary.PRONOUNS or key.startswith(("i'", "you'", "we'")) or _is_date(article, index):
        return False
    if index > words.start and not opens(article, index):
        return key not in {"the", "a", "an"}
    return _names_at_opening(article, index, words, wording)


def initialism(article: Article, index: int) -> bool:
    """Whether a word is written as "US" or "WHO" among words that are not all in capitals."""
    if article.key(index) not in _INITIALISMS or not article.word(index).isupper():
        return False
    beside = [article.word(i) for i in (index - 1, index + 1) if 0 <= i < len(article.words)]
    return not all(word.isupper() and len(word) > 1 for word in beside)


def _names_at_opening(article: Article, index: int, words: range, wording: Wording) -> bool:
    """Whether a capitalised word that opens a sentence or quotation begins a name."""
    key = article.key(index)
    if key in vocabulary.OPENERS and not _known_opening(article, index):
        return False
    if (
        (key,) in vocabulary.titles()
        or (key,) in vocabulary.nouns()
        or key in vocabulary.longest_organisation()
    ):
        return True
    alone = index + 1 == words.stop or not capital(article, index + 1) or not article.gap(index).isspace()
    if key in wording.lower and key not in wording.capital:
        # "Harbour Link said": a capitalised word that stands nowhere else alone goes with the one before it.
        return not alone and not _looks_inflected(key) and article.key(index + 1) not in wording.capital
    return key in wording.capital or not _looks_inflected(key)


def _looks_inflected(key: str) -> bool:
    """Whether a word that opens a sentence ends like a participle or an adverb ("Speaking", "Sadly")."""
    return len(key) > 5 and key.endswith(("ing", "ed", "ly"))


def _known_opening(article: Article, index: int) -> bool:
    """Whether an opener begins a known organisation's name here ("No 10", "New York Times")."""
    longest = vocabulary.longest_organisation().get(article.key(index), 0)
    stop = min(index + longest, len(article.words))
    keys = tuple(article.key(i) for i in range(index, stop))
    return any(keys[:length] in vocabulary.organisations() for length in range(len(keys), 1, -1))


def capital(article: Article, index: int) -> bool:
    """Whether a word is written as names are."""
    start = article.words[index].start
    return article.text[start].isupper() or _WRITTEN.match(article.text, start) is not None


def _is_date(article: Article, index: int) -> bool:
    key = article.key(index)
    if key not in vocabulary.CALENDAR:
        return False
    if key not in _MONTHS_OR_NAMES:
        return True
    near = [article.key(i) for i in (index - 1, index + 1) if 0 <= i < len(article.words)]
    return any(k.isdigit() for k in near) or near[0] in _DATE_BEFORE


def _extend(article: Article, start: int, stop: int) -> Run:
    """The run that begins at ``start``."""
    words = [start]
    nickname: list[int] = []
    while words[-1] + 1 < stop and len(words) < _LONGEST:
        nick = _nickname(article, words[-1], stop)
        if nick:
            nickname += nick
            words += [*nick, nick[-1] + 1]
            continue
        joined = _joined(article, words, stop)
        if not joined:
            break
        words += joined
    before = article.key(start - 1) if start else ""
    the = before == "the" and article.gap(start - 1).isspace()
    first = article.sentence_words(article.sentence_at(article.words[start].start)).start == start
    return Run(tuple(words), tuple(nickname), opening=first or opens(article, start), after_the=the)


def _joined(article: Article, words: list[int], stop: int) -> list[int]:
    """The words that carry the run on, [] when it ends."""
    last = words[-1]
    if _listed(article, words, stop):
        return [last + 1]
    if not _close(article, last) or _ends_possessive(article, last):
        return []
    following = last + 1
    if capital(article, following):
        return [] if _is_date(article, following) or article.word(following) == "I" else [following]
    if article.key(following).isdigit():
        longest = vocabulary.longest_organisation().get(article.key(words[0]), 0)
        keys = tuple(article.key(i) for i in [*words, following])
        return [following] if len(keys) <= longest and keys in vocabulary.organisations() else []
    return _over_connection(article, words, stop)


def _listed(article: Article, words: list[int], stop: int) -> bool:
    """Whether a comma goes on with what a ministry is for ("Department for Culture, Media and Sport")."""
    following = words[-1] + 1
    if article.gap(words[-1]) != ", " or article.key(words[0]) not in _MINISTRIES:
        return False
    keys = [article.key(i) for i in range(following, min(following + _LISTED, stop))]
    fields = {"of", "for"} & {article.key(i) for i in words} and "and" in keys
    return bool(fields) and capital(article, following) and vocabulary.given_gender(keys[0]) is None


def _over_connection(article: Article, words: list[int], stop: int) -> list[int]:
    """Particles, "of the" and the like with the capitalised word after them."""
    taken: list[int] = []
    index = words[-1] + 1
    keys = []
    while index < stop and len(taken) < 3 and not capital(article, index):
        keys.append(article.key(index))
        taken.append(index)
        if not article.gap(index).isspace() if index + 1 < stop else True:
            return []
        index += 1
    if index >= stop or not keys or _is_date(article, index):
        return []
    if all(key in vocabulary.PARTICLES for key in keys) or _complement(article, words, keys, index):
        return [*taken, index]
    return []


def _complement(article: Article, words: list[int], keys: list[str], following: int) -> bool:
    """Whether "of", "for", "of the" or "and" carries on the name of an organisation or office."""
    run = [article.key(i) for i in words]
    if keys == ["and"]:
        office = (article.key(following),) in vocabulary.titles()
        own = len(words) == 1 and article.word(words[0]).isupper()  # "EADS and BAE Systems" are two.
        if not own and _joins(run) and _ends_organisation(article, following):
            return True
        return bool({"of", "for"} & set(run)) and run[0] in vocabulary.organisation_ends() and not office
    if keys not in (["of"], ["for"], ["of", "the"], ["for", "the"]):
        return False
    if run[-1] in vocabulary.organisation_ends() or run[0] in vocabulary.organisation_ends():
        return True
    named = len(run) > 1 and vocabulary.given_gender(run[-2]) is not None
    return vocabulary.noun_ending(run, len(run)) > 0 and not named


def _joins(run: list[str]) -> bool:
    """Whether a run may be the first part of "North Wessex Fire and Rescue Service": nobody's name."""
    named = vocabulary.given_gender(run[0]) is not None or tuple(run) in vocabulary.organisations()
    if len(run) == 1:
        return (run[0],) not in vocabulary.organisations()
    return len(run) <= _FIRST_PART and not named and (run[0],) not in vocabulary.titles()


def _ends_organisation(article: Article, start: int) -> bool:
    """Whether capitals from ``start`` on end like an organisation ("Penmar and District NHS Trust")."""
    last = start
    stop = min(start + 5, len(article.words))
    while last + 1 < stop and capital(article, last + 1) and _close(article, last):
        last += 1
    return last > start and article.key(last) in vocabulary.organisation_ends()


def _close(article: Article, index: int) -> bool:
    """Whether nothing but space (or a stop after an abbreviation) parts a word from the next."""
    gap = article.gap(index)
    if gap in {"’ ", "' "}:
        # "Workers’ Union": a plural possessive inside a name.
        return article.key(index).endswith("s") and article.key(index + 1) in vocabulary.organisation_ends()
    if gap in {" & ", "&"} or (gap.isspace() and "\n\n" not in gap and len(gap) < 4):
        return True
    if gap.rstrip() != ".":
        return False
    word = article.word(index)
    return (article.key(index),) in vocabulary.titles() or (
        len(word.replace(".", "")) <= 2 and word[0].isupper()
    )


def _ends_possessive(article: Article, index: int) -> bool:
    """Whether a possessive ends the run; "Users’ Group" and "Women’s Institute" go on."""
    word = article.word(index)
    if not is_possessive(word) or article.key(index) in _INNER_POSSESSIVE:
        return False
    following = article.key(index + 1)
    return not (word.endswith(("s’", "s'")) and following in vocabulary.organisation_ends())


def _nickname(article: Article, last: int, stop: int) -> list[int]:
    """Words of a nickname in quotation marks right after ``last``, when a capitalised word follows it."""
    if article.gap(last) not in _NICK_OPEN:
        return []
    first = last + 1 + (article.key(last + 1) == "the")  # Tom “the Rock” Marsh
    nick: list[int] = []
    for index in range(last + 1, min(last + 4, stop - 1)):
        nick.append(index)
        gap = article.gap(index)
        if gap.lstrip() in _NICK_CLOSE:
            return nick if index >= first and capital(article, first) and capital(article, index + 1) else []
        if not gap.isspace():
            return []
    return []
