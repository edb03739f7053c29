"""Which names name the same: name mentions go in, a roster of entities and readings come out.

Full names of people are one when first name, surname and suffix agree and middle names do not clash; a
surname, a first name or a title with a surname joins the one full name it fits. Where it fits several, every
one of them is kept as a candidate: two people who share a surname are never merged. Organisations are one
when their words agree, when the lexicon knows them as forms of one name, or when one is made of the other's
initials.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attrib.sources import bodies, outlets, vocabulary
from attrib.sources.nameforms import base, canonical, suffix, surname_only, surnames, title_gender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Reason
    from attrib.sources.mentions import NameMention, Sort
    from attrib.sources.vocabulary import Gender, Words

#: Titles that go with the first name as well as with the surname ("Sir Keir").
_FIRST_NAME_TITLES = frozenset({"sir", "dame", "lord", "lady", "prince", "princess", "king", "queen", "pope"})

#: How often a surname alone must have been said of one bearer to go on meaning that one.
_USUAL = 2
_MARITAL = frozenset({("mrs",), ("ms",), ("miss",)})


@dataclass(slots=True)
class Entry:
    """One named entity while the roster is being made.

    Attributes:
        keys: Folded words of its fullest form.
        titles: Titles seen before any of its forms.
        sort: What most of its mentions say it is.
        introduced: Offset of its first full mention.
    """

    keys: Words
    suffix: str
    sort: Sort
    introduced: int
    titles: set[Words] = field(default_factory=set)

    def gender(self) -> Gender | None:
        """What its titles, else its given name tell of its gender."""
        told = {gender for title in self.titles if (gender := title_gender(title))}
        if told:
            return told.pop() if len(told) == 1 else None
        full = self.sort == "person" and len(base(self.keys)) > 1
        return vocabulary.given_gender(self.keys[0]) if full else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention refers to: one entity, or several that fit equally, and the form that decided."""

    entries: tuple[int, ...]
    reason: Reason


class Roster:
    """The named entities of an article.

    Args:
        mentions: The inventory, ordered by offset.
        aliases: For a mention that stands in brackets after another, the index of that other.
        body: Where the body begins: before it a short form may stand for a name that is told later.

    Attributes:
        trimmed: Names with a word too much in front, with the name proper.
    """

    def __init__(self, mentions: Sequence[NameMention], aliases: dict[int, int], body: int = 0) -> None:
        self.mentions = mentions
        self._body = body
        self.entries: list[Entry] = []
        self._full: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._surname: dict[str, list[int]] = defaultdict(list)
        self._first: dict[str, list[int]] = defaultdict(list)
        self._tail: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._initial: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._whole: dict[Words, int] = {}
        self._acronym: dict[str, list[int]] = defaultdict(list)
        self._leading: dict[str, list[int]] = defaultdict(list)
        self._trailing: dict[str, list[int]] = defaultdict(list)
        self.trimmed: dict[Words, Words] = {}
        self._alias: dict[Words, int] = {}
        self._own: set[Words] = set()
        self._forms: set[Words] = set()
        #: Whom each surname alone was said of, where that was sure.
        self._bare: dict[str, Counter[int]] = defaultdict(Counter)
        self._enter_people()
        self._enter_organisations()
        for index, full in aliases.items():
            self._enter_alias(mentions[index], mentions[full])
        self.readings: list[Reading] = []
        for mention in mentions:
            # In text order: the title of a surname that was still plain tells it apart later.
            self.readings.append(self.read(mention))
            self._learn(mention, self.readings[-1])

    def _enter_people(self) -> None:
        full = [
            m
            for m in self.mentions
            if m.sort == "person" and len(base(m.keys)) > 1 and not surname_only(m.keys)
        ]
        self._trim(full)
        first: dict[Words, NameMention] = {}
        for mention in full:
            first.setdefault(mention.keys, mention)
        for mention in sorted(first.values(), key=lambda m: (m.initials, -len(m.keys), m.span.start)):
            if mention.keys not in self.trimmed:
                self._enter_person(mention)
        for mention in full:
            for index in self._find_full(mention):
                entry = self.entries[index]
                entry.introduced = min(entry.introduced, mention.span.start)
                if mention.title:
                    entry.titles.add(mention.title)

    def _trim(self, full: Sequence[NameMention]) -> None:
        """Find words that only stand before a name: "Democrat Ann Hill" where "Ann Hill" is more usual."""
        count = Counter(mention.keys for mention in full)
        for keys, times in count.items():
            tails = [keys[start:] for start in range(1, len(keys) - 1) if count[keys[start:]] > times]
            if tails:
                self.trimmed[keys] = tails[-1]

    def _enter_person(self, mention: NameMention) -> None:
        words = base(mention.keys)
        if self._find_full(mention):
            return
        index = len(self.entries)
        self.entries.append(Entry(mention.keys, suffix(mention.keys), "person", mention.span.start))
        for first in dict.fromkeys((words[0], *mention.nickname)):
            self._full[first, words[-1], suffix(mention.keys)].append(index)
        self._initial[words[0][:1], words[-1]].append(index)
        if len(words) > 2:
            self._tail[words[-2], words[-1]].append(index)
        for surname in surnames(words):
            self._surname[surname].append(index)
        for first in (words[0], *mention.nickname):
            self._first[first].append(index)

    def _find_full(self, mention: NameMention) -> list[int]:
        """Entities that a full name may name."""
        keys = self.trimmed.get(mention.keys, mention.keys)
        words, end = base(keys), suffix(keys)
        same = [
            i for i in self._full[words[0], words[-1], end] if not _clash(words, base(self.entries[i].keys))
        ]
        if same:
            return same
        if len(words) == 2:
            tail = [i for i in self._tail.get((words[0], words[1]), ()) if self.entries[i].suffix == end]
            if len(tail) == 1:
                return tail
        if mention.initials:
            fits = [
                i for i in self._initial.get((words[0][:1], words[-1]), ()) if self.entries[i].suffix == end
            ]
            if len(fits) == 1:
                return fits
        return []

    def _enter_organisations(self) -> None:
        for mention in self.mentions:
            many = len(mention.keys) > 1 and mention.sort != "person"
            if not many and mention.sort != "organisation":
                continue
            whole = canonical(mention.keys)
            if whole in self._whole or (len(whole) == 1 and whole[0] in self._surname):
                continue
            index = self._enter_whole(mention)
            if len(whole) > 1:
                self._acronym["".join(w[0] for w in whole if w not in _SMALL)].append(index)
                if _calls(whole[:1], whole):
                    self._leading[whole[0]].append(index)
                if _calls(whole[-1:], whole) or whole[-1] in outlets.paper_heads():
                    self._trailing[whole[-1]].append(index)

    def _enter_whole(self, mention: NameMention, whole: Words | None = None) -> int:
        index = self._whole[whole or canonical(mention.keys)] = len(self.entries)
        titles = {mention.title} if mention.title else set()
        self.entries.append(Entry(mention.keys, "", mention.sort, mention.span.start, titles))
        return index

    def _enter_alias(self, short: NameMention, full: NameMention) -> None:
        reading = self.read(full)
        if len(reading.entries) == 1:
            self._alias[short.keys] = reading.entries[0]

    def read(self, mention: NameMention) -> Reading:
        """What a mention refers to; a name not seen before enters the roster."""
        alias = self._alias.get(mention.keys)
        if alias is not None:
            return Reading((alias,), "acronym")
        words = base(mention.keys)
        if mention.sort != "organisation" and (len(words) > 1 and not surname_only(mention.keys)):
            full = self._find_full(mention)
            if full:
                return Reading(tuple(full), "same-name")
        if len(words) == 1 or surname_only(mention.keys):
            people = self._read_short(mention, words)
            if people:
                return people
        return self._read_whole(mention)

    def longest_known(self, keys: Words) -> int:
        """How many of the first words make a name that the roster knows; 0 for none."""
        for length in range(len(keys), 0, -1):
            words = keys[:length]
            known = words in self._forms or (
                length == 1 and (words in self._alias or words[0] in self._surname)
            )
            if known:
                return length
        return 0

    def _read_whole(self, mention: NameMention) -> Reading:
        whole = canonical(mention.keys)
        index = self._whole.get(whole)
        made_of = self._acronym.get(whole[0], ()) if len(whole) == 1 and 1 < len(whole[0]) < 7 else ()
        if len(made_of) == 1 and (index is None or mention.sort == "organisation"):
            return Reading((made_of[0],), "acronym")
        led = self._shortened(mention, whole)
        if led is not None:
            return Reading((led,), "same-name")
        gender = title_gender(mention.title)
        if index is not None and gender and self.entries[index].gender() not in {None, gender}:
            # "Mr Oduya" is not the "Mrs Oduya" before.
            whole = (*whole, gender)
            index = self._whole.get(whole)
        if index is None:
            index = self._enter_whole(mention, whole)
        same = self.entries[index].keys == mention.keys
        return Reading((index,), "same-name" if same else "acronym")

    def _shortened(self, mention: NameMention, whole: Words) -> int | None:
        """The organisation of whose name one word is left ("Farrow" Chemical, "the" New York "Times").

        In the body the full name comes first: what stood alone before is something of its own.
        """
        if len(whole) != 1:
            return None
        led = (self._trailing if mention.article else self._leading).get(whole[0], ())
        if len(led) != 1 or whole in self._own:
            return None
        paper = mention.article and whole[0] in outlets.paper_heads()
        if whole in self._whole and mention.keys in vocabulary.organisations() and not paper:
            return None
        if self._body <= mention.span.start < self.entries[led[0]].introduced:
            self._own.add(whole)
            return None
        return led[0]

    def _read_short(self, mention: NameMention, words: Words) -> Reading | None:
        """A surname or a first name alone, perhaps with a title."""
        reason: Reason = "title-surname" if mention.title else "surname"
        fits = self._surname.get(" ".join(words)) or self._surname.get(words[-1])
        first = self._first.get(words[0], ()) if len(words) == 1 else ()
        familiar = bool(mention.title) and mention.title[-1] in _FIRST_NAME_TITLES
        if not (fits or familiar) and title_gender(mention.title) and vocabulary.given_gender(words[0]):
            return None  # "Mr Howard" is not Howard Hill; "Mr Chou" may be Chou Lan.
        if not fits or (first and familiar):
            fits = list(first) or fits
            reason = reason if mention.title else "same-name"
        if not fits or (mention.sort == "organisation" and tuple(mention.keys) in vocabulary.organisations()):
            return None
        told = self._told_apart(mention, fits)
        if not told or self._own_firm(mention, words, told):
            return None
        return Reading(tuple(self._likelier(mention, words, told)), reason)

    def _own_firm(self, mention: NameMention, words: Words, bearers: Sequence[int]) -> bool:
        """Whether a surname is a body's, named before any bearer ("Brandt, the company, … Ivo Brandt")."""
        first = self._body <= mention.span.start < min(self.entries[i].introduced for i in bearers)
        if first and (mention.sort == "organisation" or words in vocabulary.organisations()):
            self._own.add(words)
        return not mention.title and words in self._own

    def _likelier(self, mention: NameMention, words: Words, told: Sequence[int]) -> Sequence[int]:
        """Of several bearers of a surname the one whom the bare surname means, all where nothing tells.

        Before the second is introduced it is the first one's, in a headline his or hers who is introduced
        first; later it stays whose alone it was used as.
        """
        before = [i for i in told if self.entries[i].introduced < mention.span.start]
        if len(before) == 1 or mention.title:
            return before if len(before) == 1 else told
        if not before:
            return [min(told, key=lambda i: self.entries[i].introduced)]
        bare = [i for i in told if self._bare[words[-1]][i]]
        bare = bare if sum(self._bare[words[-1]].values()) >= _USUAL else []
        return bare if len(bare) == 1 else told

    def _told_apart(self, mention: NameMention, fits: Sequence[int]) -> Sequence[int]:
        """Those of several entities that the title before a mention allows."""
        gender = title_gender(mention.title)
        if gender is None:
            return fits
        if mention.title in _MARITAL:
            # Whom the article calls Ms is not the Mrs of the same surname.
            others = _MARITAL - {mention.title}
            fits = [i for i in fits if not others & self.entries[i].titles] or fits
        sure = [i for i in fits if self.entries[i].gender() == gender]
        fits = sure or [i for i in fits if self.entries[i].gender() is None]
        titled = [i for i in fits if mention.title in self.entries[i].titles]
        return titled if len(titled) == 1 else fits

    def _learn(self, mention: NameMention, reading: Reading) -> None:
        if len(reading.entries) != 1:
            return
        entry = self.entries[reading.entries[0]]
        if not mention.weak:
            self._forms.add(mention.keys)
        if reading.reason == "surname" and not mention.title:
            self._bare[mention.keys[-1]][reading.entries[0]] += 1
        if mention.title:
            entry.titles.add(mention.title)
        if entry.sort == "unknown" and mention.sort != "unknown":
            entry.sort = mention.sort


_SMALL = vocabulary.word_set("of for the and in on to a an at")


def _calls(word: Words, whole: Words) -> bool:
    """Whether one word may name an organisation: "Farrow" (Chemical), not "Ministry" (of Ports)."""
    common = word in vocabulary.nouns() or word in vocabulary.titles() or word in vocabulary.organisations()
    common = common or word in bodies.places()
    return len(whole) < 4 and not common and word[0] not in vocabulary.OPENERS and len(word[0]) > 3


def _clash(one: Words, other: Words) -> bool:
    """Whether middle names tell two people apart ("John A. Smith", "John B. Smith")."""
    middles = {w[0] for w in one[1:-1]}, {w[0] for w in other[1:-1]}
    return all(middles) and not middles[0] & middles[1]
