"""What kind of phrase a source is: its span goes in, head, determiner, modifiers and names come out.

There is no parser: the head of a noun phrase is the last word before its first complement (preposition,
relative pronoun, participle), which holds for the phrases that news writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.records import Span
from attrib.sources import vocabulary
from attrib.sources.complements import Stretch, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention

Shape = Literal["pronoun", "name", "noun", "several", "empty"]
_GRAMMAR = vocabulary.DETERMINERS | vocabulary.POSTMODIFIERS | {"and"}
_COUNTING = vocabulary.word_set("two three four five six seven eight nine ten several")
_MANY = frozenset({"many", "some", "most", "few", "those", "several", "all"})
#: What a body brings out one after another, so that its name tells which one is none.
_FINDINGS = frozenset({"poll", "report", "study", "survey", "analysis"})
#: Bodies that are a number of people where people follow ("a panel of reporters").
BODY_OF = vocabulary.word_set(
    "panel party team band cadre contingent circle roster cohort crew generation network"
)
_UNNAMING = vocabulary.DEFINITE | frozenset({"a", "an", "my", "our", "your", "own"})
#: What one person is besides something else, and who comes with another.
_CALLINGS = vocabulary.word_set(
    "businessman businesswoman star author writer singer actor actress peer activist campaigner broadcaster "
    "presenter comedian entrepreneur philanthropist billionaire mogul academic historian producer director "
    "founder politician commentator columnist veteran"
)
_PAIRED = vocabulary.word_set(
    "husband wife father mother son daughter brother sister bride groom man woman boy girl king queen driver "
    "passenger victim suspect buyer seller teacher pupil doctor patient"
)
_PARTITIVE = vocabulary.SHARES | vocabulary.word_set(
    "number group couple handful lot lots pair series range dozen score host slew string bunch trio array "
    "chorus collection crowd hundreds thousands millions tens scores dozens"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart.

    Attributes:
        span: The whole phrase. core: Its main part less the article, up to the first comma. shape:
        ``several`` is a coordination of people or organisations. head: Head noun as roles are compared, or
        the pronoun. noun_word: The head noun as it stands, folded. words: Folded words of the core other than
        the head and the grammar words: what a later mention repeats. keys: All folded words of the phrase.
        determiner: Its first determiner, "" for none. owned: Whether a genitive tells whose it is.
        noun_keys: Folded words of the noun that the lexicons know. plural: Whether it is about several.
        partitive: Whether it is some of several ("one of his aides"). noun: What the lexicons say of the
        head. name: Index of the name mention that names it. names: Indices of all name mentions in it, in
        order. apposition: The part that describes the named
        ("the mayor, Ann Hill": "the mayor").
    """

    span: Span
    core: Span
    shape: Shape
    head: str = ""
    noun_word: str = ""
    words: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    determiner: str = ""
    owned: bool = False
    noun_keys: tuple[str, ...] = ()
    plural: bool = False
    partitive: bool = False
    noun: vocabulary.Noun | None = None
    name: int | None = None
    names: tuple[int, ...] = ()
    apposition: Span | None = None

    @property
    def definite(self) -> bool:
        """Whether the reader is taken to know who it is."""
        known = vocabulary.DEFINITE | vocabulary.POSSESSIVE
        return self.determiner in known or self.owned


class Part(Stretch):
    """One part of a phrase, between commas."""

    def __init__(self, article: Article, words: range, names: Sequence[tuple[int, NameMention]]) -> None:
        super().__init__(article, words, [(i, m) for i, m in names if _overlaps(article, words, m.span)])
        self.partitive = False
        self.determiner, begin = self._determiner()
        begin = self._past_partitive(begin)
        if begin and self.keys[begin - 1] in _MANY and self.heads_itself(begin):
            begin -= 1  # "many in his party"
            self.end = begin + 1
        else:
            self.end = self.head_end(begin)
        self.first = words[min(begin, len(words) - 1)]
        self.several = self._coordinated(begin)
        self.name = self._name()
        length = vocabulary.noun_ending(self.keys[: self.end], self.end, vocabulary.heads())
        self.noun_keys = tuple(self.keys[self.end - length : self.end])
        self.noun = vocabulary.heads().get(self.noun_keys)
        self.head = vocabulary.head_key(self.keys[self.end - 1])
        self.plural = self._plural()
        self.first_named = self._opens_with_name()

    def _determiner(self) -> tuple[str, int]:
        """The first determiner and the index after the determiners."""
        begin = 0
        while begin < len(self.keys) - 1 and self._is_determiner(begin):
            begin += 1
        first = next((k for k in self.keys[:begin] if k not in vocabulary.APPROXIMATORS), self.keys[0])
        return (first if begin else ""), begin

    def _is_determiner(self, index: int) -> bool:
        key = self.keys[index]
        if inside(self.article, self.words[index], self.names) is not None:
            return False
        if self.keys[0] == "those" and key in vocabulary.POSTMODIFIERS:
            return False  # "those around him"
        return self._counts(index) or (key in vocabulary.APPROXIMATORS and self._counted_after(index + 1))

    def _counts(self, index: int) -> bool:
        key = self.keys[index]
        return key in vocabulary.DETERMINERS or vocabulary.is_number(key)

    def _counted_after(self, index: int) -> bool:
        """Whether a number follows ("more than 50", "at least two", "nearly half")."""
        while index < len(self.keys) and self.keys[index] in vocabulary.APPROXIMATORS - vocabulary.SHARES:
            index += 1
        return index < len(self.keys) and (self._counts(index) or self.keys[index] in vocabulary.SHARES)

    def _past_partitive(self, begin: int) -> int:
        """Past "one of the", "a number of"."""
        of = begin if self.keys[begin] == "of" else begin + 1
        counted = begin and self.keys[begin - 1] in vocabulary.DETERMINERS | {"one"}
        if of + 1 >= len(self.keys) or self.keys[of] != "of":
            return begin
        body = self.keys[begin] in BODY_OF and self.people_from(of + 1)
        if body or (of == begin and counted) or self.keys[begin] in _PARTITIVE | vocabulary.DETERMINERS:
            self.partitive = True
            begin = of + 1
            while begin < len(self.keys) - 1 and self._is_determiner(begin):
                begin += 1
        return begin

    def _coordinated(self, begin: int) -> bool:
        """Whether people or organisations are joined by "and" before the first complement."""
        for index in range(begin + 1, self.end - 1):
            if self.keys[index] in {"and", "or"} and self.lower(index):
                before = inside(self.article, self.words[index - 1], self.names) is not None
                if self.keys[index - 1] in vocabulary.PRONOUNS:
                    return True  # "She and her husband".
                if (before and self._of_both(index)) or self._one_person(index, named=before):
                    return False
                before = before or (self.keys[index - 1],) in vocabulary.titles()
                return before or vocabulary.noun_ending(self.keys[:index], index) > 0
        return False

    def _of_both(self, joint: int) -> bool:
        """Whether one person is of two that "and" joins: "the former Tarn and Marsh manager"."""
        second, last = (inside(self.article, self.words[i], self.names) for i in (joint + 1, self.end - 1))
        noun = vocabulary.nouns().get((self.keys[self.end - 1],))
        person = noun is not None and noun.sort == "person" and not noun.plural
        return second is not None and last is None and person

    def _one_person(self, joint: int, *, named: bool) -> bool:
        """Whether one person is told to be two things ("co-founder and chief executive Ann Hill").

        Without a name behind it that is said of the great ("the former party leader and prime minister") and
        of whoever no other comes with ("the businessman and film star", not "the bride and groom").
        """
        end = self.end
        name = inside(self.article, self.words[end - 1], self.names)
        if name is not None:
            start = next(m.name.start for i, m in self.names if i == name)
            behind = (i for i in range(joint, end) if self.article.words[self.words[i]].start >= start)
            end = next(behind, end)
        if any(self._is_determiner(i) for i in range(joint + 1, end)):
            return False
        first = vocabulary.noun_ending(self.keys[:joint], joint)
        second = vocabulary.noun_ending(self.keys[:end], end)
        if second > end - joint - 1:
            return True  # One office: "police and crime commissioner".
        known = vocabulary.nouns()
        both = [known.get(tuple(self.keys[at - n : at])) for at, n in ((joint, first), (end, second))]
        people = [one for one in both if one is not None and one.sort == "person" and not one.plural]
        if named or len(people) < len(both):
            return False
        heads = {self.keys[joint - 1], self.keys[end - 1]}
        told = all(one.senior for one in people) or (heads & _CALLINGS and heads.isdisjoint(_PAIRED))
        return name is not None or (self.determiner == "the" and bool(told))

    def _name(self) -> int | None:
        """The name that the part ends in, also behind "a group called"."""
        if self.end + 1 < len(self.keys) and self.keys[self.end] in {"called", "named", "dubbed"}:
            first = self.end + 1 + (self.keys[self.end + 1] == "the")
            return inside(self.article, self.words[min(first, len(self.keys) - 1)], self.names)
        joined = self._name_behind()
        if joined is not None:
            return joined
        last = self.end - 1
        if last and self.keys[last].isdigit():
            last -= 1  # "Channel 9", "Proposition 12".
        if self.partitive and self.determiner != "one" and self.keys[last].endswith("s"):
            return None  # "Thousands of Lurians".
        if self.determiner in {"a", "an"} and self.keys[last] in _FINDINGS:
            return None  # "A Corva University Poll".
        return inside(self.article, self.words[last], self.names)

    def _name_behind(self) -> int | None:
        """A name that ends the part behind a complement ("pressure group the Tarn Trust").

        "Director of rugby Ann Hill" is she; who is spokesman, friend or mother of somebody is not.
        """
        last = len(self.words) - 1
        found = inside(self.article, self.words[last], self.names)
        if found is None or self.end == len(self.keys):
            return None
        mention = next(m for i, m in self.names if i == found)
        first = next(i for i, w in enumerate(self.words) if self.article.words[w].start >= mention.span.start)
        if self.keys[self.end] == "the":
            return found if first == self.end + 1 and not self.determiner else None
        if self.keys[first - 1] == "as" and "name" in self.keys[self.end : first]:
            return found  # "a baker who gave his name as Petr"
        person = len(mention.keys) > 1 or bool(mention.title)
        told = self.keys[self.end] == "of" and first > self.end + 1 and person
        known = vocabulary.noun_ending(self.keys[:first], first, vocabulary.heads())
        kept = vocabulary.heads()[tuple(self.keys[first - known : first])].sort if known else None
        lower = all(self.lower(i) for i in range(self.end + 1, first))
        people = kept in {"person", "group"}  # "A friend of actor Ann Hill", not "head of research".
        return found if told and lower and not people and mention.sort == "person" else None

    def _opens_with_name(self) -> bool:
        """Whether nothing but a title, an office or "the director" stands before the name."""
        mention = next((m for i, m in self.names if i == self.name), None)
        start = self.article.words[self.words[0]].start
        opens = mention is not None and (mention.before or mention.span).start <= start
        titled = mention is not None and bool(mention.title) and self.determiner == "a"  # "a Miss Marsh"
        the = self.determiner == "the" or titled
        return opens or (self.name is not None and (the or self._told_before(mention)))

    def _told_before(self, mention: NameMention | None) -> bool:
        """Whether only what somebody is stands before a name ("syndicated radio host Ann Hill")."""
        if mention is None:
            return False
        first = (mention.before or mention.span).start
        length = sum(self.article.words[i].start < first for i in self.words)
        before = self.keys[:length]
        noun = vocabulary.noun_ending(before, length)
        told = vocabulary.nouns()[tuple(before[length - noun :])].sort if noun else None
        return told in {"person", "organisation"} and _GRAMMAR.isdisjoint(before)

    def _plural(self) -> bool:
        if self.partitive:
            return self.keys[0] != "one" and self.determiner != "one"
        if self.noun is not None:
            return self.noun.plural or self.determiner in _COUNTING
        counted = self.determiner in vocabulary.QUANTIFIERS | {"these", "those"}
        if counted or vocabulary.is_number(self.determiner) or vocabulary.is_number(self.head):
            return True
        if self.head.endswith(("men", "women")) and self.head not in {"specimen", "regimen", "acumen"}:
            return len(self.head) > len("omen")
        single = self.determiner in {"a", "an", "one", "another", "every", "each", "this"}
        return (
            not single
            and len(self.head) > 3
            and self.head.endswith("s")
            and self.head[-2:] not in {"ss", "us", "is"}
        )

    def phrase(self, span: Span, keys: tuple[str, ...], names: tuple[int, ...], other: Part | None) -> Phrase:
        """The phrase of which this is the main part."""
        words = self.article.words
        start = words[self.words[self._unmarked()]].start
        end = words[self.words[-1]].end
        end += self.article.text[end : end + 1] == "%"
        kept = [key for i, key in zip(self.words, self.keys, strict=True) if i >= self.first]
        content = {
            piece for key in kept if key not in _GRAMMAR and key != self.head for piece in key.split("-")
        }
        described = self._before_name() if other is None or not other.describes else other.span
        return Phrase(
            span=span,
            core=Span(start, max(end, start)),
            shape="name" if self.name is not None else "noun",
            head=self.head,
            noun_word=self.keys[self.end - 1],
            words=frozenset(content - {self.keys[self.end - 1]}),
            keys=keys,
            determiner=self.determiner,
            owned=self._owned(),
            noun_keys=self.noun_keys,
            plural=self.plural and self.name is None,
            partitive=self.partitive,
            noun=self.noun if self.name is None else None,
            name=self.name,
            names=names,
            apposition=described if self.name is not None else None,
        )

    def _owned(self) -> bool:
        """Whether a genitive before the head tells whose it is ("Hill's lawyer", but "a judge's clerk")."""
        if self.determiner in vocabulary.INDEFINITE or self.partitive:
            return False
        return any(self.possessive(i) for i in range(self.end - 1))

    def _unmarked(self) -> int:
        """The first word that belongs to the name of a source: articles and "my own" do not, numbers do."""
        index = 0
        while not self.partitive and index < self.end - 1 and self.keys[index] in _UNNAMING:
            index += 1
        return index

    @property
    def span(self) -> Span:
        """From the first word to the end of the last."""
        return Span(self.article.words[self.words[0]].start, self.article.words[self.words[-1]].end)

    @property
    def describes(self) -> bool:
        """Whether the part tells what somebody is."""
        return (
            self.name is None
            and self.keys[0] not in vocabulary.RELATIVES
            and (bool(self.determiner) or self.noun is not None)
            and not self.keys[0].isdigit()
        )

    def _before_name(self) -> Span | None:
        """What stands before the name in its own part ("Nato Secretary General")."""
        mention = next((m for i, m in self.names if i == self.name), None)
        if mention is None:
            return None
        start = self.article.words[self.words[0]].start
        inside = [i for i in self.words if self.article.words[i].start < mention.span.start]
        if mention.before is not None and mention.before.start < start:
            return mention.before
        telling = [i for i in inside if self.article.key(i) not in vocabulary.DETERMINERS]
        return Span(start, self.article.words[inside[-1]].end) if telling else mention.before


def _overlaps(article: Article, words: range, span: Span) -> bool:
    return article.words[words[0]].start < span.end and span.start < article.words[words[-1]].end
