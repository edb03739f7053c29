"""Who holds a public office that the article leaves to the reader's knowledge: names go in, holders come out.

An article names Sir Keir Starmer and says "the prime minister" without ever joining the two. The lexicon of
offices does, where exactly one person of the article fits; two of them, a place that clashes ("the Hungarian
prime minister"), a word that the list does not know ("the bank's president") or a wrong date leave it open.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.sources import bodies, vocabulary
from attrib.sources.article import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from attrib.sources.article import Article
    from attrib.sources.entities import Entity
    from attrib.sources.phrases import Phrase
    from attrib.sources.vocabulary import Words

#: How sure a link by the list is; hand-set, below those by what the article says.
_DATED, _UNDATED = 0.7, 0.6
#: Said of whoever held the office once, and of whoever holds it.
_PAST = frozenset({"former", "then", "ex"})
_NOW = vocabulary.word_set("current sitting serving presumptive freshman longtime")
#: The ends of what people stand for or are by party: whoever holds an office may be that too.
_STANDING = vocabulary.word_set(
    "candidate nominee runner frontrunner bearer hopeful contender republican democrat"
)
_GRAMMAR = frozenset({"of", "the"})
_LONGEST = 10
_MONTH = re.compile(r"\d{4}-\d\d")
#: Letters that have no decomposition, as English news writes them.
_PLAIN = str.maketrans("łøıđ", "loid")


@dataclass(frozen=True, slots=True)
class _Term:
    """One time in office: which office, from which month until which."""

    office: int
    begin: str
    end: str | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The office that a phrase names.

    Attributes:
        offices: Those of that name in the places that the phrase names.
        placed: Whether it names a place.
        past: Whether it says that the office was held once.
    """

    offices: frozenset[int]
    placed: bool
    past: bool


class Offices:
    """The named people of an article who hold or held an office of the list.

    Args:
        article: The article.
        entities: Its named entities.
    """

    def __init__(self, article: Article, entities: Sequence[Entity]) -> None:
        self._article = article
        dated = _MONTH.match(article.published or "")
        self._month = dated.group() if dated else None
        people = [(i, one) for i, one in enumerate(entities) if one.kind in {"person", "unknown"}]
        found = {index: _terms(one.name) for index, one in people if one.names}
        self._terms = {index: terms for index, terms in found.items() if terms}

    def sides(self, entity: int) -> frozenset[str]:
        """The folded words of all that somebody of the list held or stood for ("Republican nominee")."""
        names = (_all()[term.office].name for term in self._terms.get(entity, ()))
        return frozenset(word for name in names for word in vocabulary.words_of(name))

    def people(self) -> list[int]:
        """All who held an office of the list, by index; their names alone tell that they are people."""
        return sorted(self._terms)

    def holder(self, phrase: Phrase, told_of: Callable[[int], Collection[str]]) -> tuple[int, float] | None:
        """The one person of the article who fits a definite phrase by the list, with a confidence.

        Args:
            phrase: The phrase.
            told_of: Gives the nouns by which the article calls somebody: in an article without a date an
                office among them is the one they had then ("Rishi Sunak, the chancellor, … the prime
                minister").
        """
        asked = self._asked(phrase)
        if asked is None:
            return None
        fits = [i for i in self._terms if self._fits(i, asked)]
        if len(fits) > 1 and self._month is None and not asked.past and _held_now(asked.offices):
            fits = [i for i in fits if not self._elsewhere(i, asked)]
        if self._month is None and not asked.past:
            fits = [i for i in fits if not _another(phrase.head, told_of(i))]
        if len(fits) > 1 and self._month is None and not asked.past:
            fits = [i for i in fits if any(self._took(i, month, asked.offices) for month in self._times)]
        if len(fits) != 1:
            return None
        return fits[0], _DATED if self._month else _UNDATED

    def clashes(self, phrase: Phrase, entity: int) -> bool:
        """Whether a phrase names a place of which somebody who holds that very office elsewhere does not."""
        if entity not in self._terms:
            return False
        asked = self._asked(phrase)
        if asked is None or not asked.placed:
            return False
        names = {_all()[office].name for office in asked.offices}
        held = [term.office for term in self._terms[entity]]
        elsewhere = any(_all()[office].name in names for office in held)
        return elsewhere and asked.offices.isdisjoint(held)

    def lists(self, phrase: Phrase) -> bool:
        """Whether a phrase names an office of the list and nothing besides."""
        return self._asked(phrase) is not None

    @functools.cached_property
    def _times(self) -> list[str]:
        """About when an undated article is: the months with most of those named in office."""
        begun = sorted({term.begin for terms in self._terms.values() for term in terms})
        many = {month: sum(self._took(i, month) for i in self._terms) for month in begun}
        most = max(many.values(), default=0)
        return [month for month in begun if many[month] == most]

    def _took(self, entity: int, month: str, offices: frozenset[int] | None = None) -> bool:
        """Whether somebody has taken any office by the end of a month, or one of some, and keeps it."""
        return any(
            term.begin <= month and (term.end is None or month < term.end)
            for term in self._terms[entity]
            if offices is None or term.office in offices
        )

    def _elsewhere(self, entity: int, asked: _Asked) -> bool:
        """Whether somebody holds another office by now: Vladimir Putin was prime minister once."""
        held = {term.office for term in self._terms[entity] if term.end is None}
        return bool(held) and held.isdisjoint(asked.offices)

    def _fits(self, entity: int, asked: _Asked) -> bool:
        terms = [term for term in self._terms[entity] if term.office in asked.offices]
        if not terms:
            return False
        month = self._month
        if month is None:
            return not asked.past or any(term.end for term in terms)
        now = any(term.begin <= month and (term.end is None or month <= term.end) for term in terms)
        return any(term.end and term.end <= month for term in terms) if asked.past else now

    def _asked(self, phrase: Phrase) -> _Asked | None:
        """The office that a phrase names and nothing besides; None for none."""
        if not self._terms or phrase.shape != "noun" or phrase.plural or phrase.partitive:
            return None
        if phrase.determiner not in {"", "the"}:
            return None
        words = self._article.words_in(phrase.core)
        if not 0 < len(words) <= _LONGEST:
            return None
        return _read(tuple(key for i in words for key in self._article.key(i).split("-")))


@dataclass(frozen=True, slots=True)
class _Office:
    """An office of the list: its name and the words that say whose it is."""

    name: str
    words: frozenset[str]


@functools.lru_cache(maxsize=1 << 12)
def _read(keys: Words) -> _Asked | None:
    """The office that folded words name; None where they say anything else besides its place."""
    for start, stop in _stretches(len(keys)):
        offices = _by_role().get(keys[start:stop])
        if offices is None:
            continue
        rest = frozenset(keys[:start] + keys[stop:])
        place = rest - _PAST - _NOW - _GRAMMAR
        fits = frozenset(office for office in offices if place <= _all()[office].words)
        if fits:
            return _Asked(fits, bool(place), bool(rest & _PAST))
    return None


def of_a_state(keys: Words) -> bool:
    """Whether folded words end in an office of a country, whoever speaks: "deputy prime minister"."""
    return any(keys[start:] in _states_offices() for start in range(len(keys)))


@functools.cache
def _states_offices() -> frozenset[Words]:
    """The names of offices that the list has of countries alone."""
    placed: dict[Words, bool] = {}
    for entry in lexicons.entries("offices"):
        state = vocabulary.words_of(entry["place"]) in bodies.states()
        for form in (entry["text"], *entry["variants"]):
            words = vocabulary.words_of(form)
            placed[words] = state and placed.get(words, True)
    return frozenset(words for words, state in placed.items() if state)


@functools.cache
def _heads() -> frozenset[str]:
    """The last words of the offices' names, but for those of standing for one."""
    return frozenset(words[-1] for words in _by_role()) - _STANDING


def _another(head: str, told: Collection[str]) -> bool:
    """Whether nouns that are told of somebody are of another office than the one asked for."""
    return head not in _STANDING and not (_heads() - {head}).isdisjoint(told)


@functools.cache
def _current() -> frozenset[int]:
    """The offices that somebody holds by now."""
    listed = enumerate(lexicons.entries("offices"))
    return frozenset(
        index
        for index, entry in listed
        if any(term["until"] is None for holder in entry["holders"] for term in holder["terms"])
    )


def _held_now(offices: frozenset[int]) -> bool:
    return not offices.isdisjoint(_current())


def _stretches(length: int) -> list[tuple[int, int]]:
    """All stretches of so many words, the longest first."""
    return [(start, start + size) for size in range(length, 0, -1) for start in range(length - size + 1)]


def _terms(name: str) -> tuple[_Term, ...]:
    """The terms of whoever bears a name, as the article writes it."""
    keys = _name_keys(name)
    while len(keys) > 1 and (keys[0],) in vocabulary.titles():
        known = _by_name().get(keys)
        if known:
            return known
        keys = keys[1:]
    return _by_name().get(keys, ())


def _name_keys(name: str) -> Words:
    """A name as it is compared: no diacritics, hyphens or initials in the middle."""
    words = vocabulary.plain(fold(name).translate(_PLAIN)).replace("-", " ").split()
    return tuple(word for i, word in enumerate(words) if len(word) > 1 or i in {0, len(words) - 1})


@functools.cache
def _all() -> tuple[_Office, ...]:
    return tuple(
        _Office(entry["text"], frozenset(fold(word) for word in entry["words"]))
        for entry in lexicons.entries("offices")
    )


@functools.cache
def _by_role() -> Mapping[Words, frozenset[int]]:
    """The offices by their names, as folded words."""
    table: dict[Words, set[int]] = {}
    for index, entry in enumerate(lexicons.entries("offices")):
        for form in (entry["text"], *entry["variants"]):
            words = tuple(piece for key in vocabulary.words_of(form) for piece in key.split("-"))
            table.setdefault(words, set()).add(index)
    return {words: frozenset(offices) for words, offices in table.items()}


@functools.cache
def _by_name() -> Mapping[Words, tuple[_Term, ...]]:
    """The terms of all holders by their names."""
    table: dict[Words, tuple[_Term, ...]] = {}
    for index, entry in enumerate(lexicons.entries("offices")):
        for holder in entry["holders"]:
            terms = tuple(_Term(index, term["from"], term["until"]) for term in holder["terms"])
            for form in holder["names"]:
                keys = _name_keys(form)
                table[keys] = table.get(keys, ()) + terms
    return table
