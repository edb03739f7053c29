"""Where the head of a noun phrase ends: words of a phrase go in, the place of its first complement comes out.

Without a parser the head is the last word before the first complement: a preposition, a relative or reduced
clause, an adjective that has a complement of its own, a phrase of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary
from attrib.sources.article import is_possessive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention

_PARTICIPLES = vocabulary.word_set(
    "drawn seen written held led run made sent known taken given shown found told read"
)
#: What follows "those" and "many" where they are the head themselves; adjectives only with their preposition.
_BEHIND_MANY = vocabulary.word_set("in at within among who whose with from on")
_ADJECTIVES = vocabulary.word_set("close familiar briefed involved present opposed")
_AFTER_ADJECTIVE = vocabulary.word_set("to with on in at about of up")
#: Prepositions and adverbs that stand before nouns as adjectives too ("outside groups").
_ALSO_BEFORE = vocabulary.word_set("outside inside close present near")
#: What time a noun is of: "a poll last year".
_WHEN = vocabulary.word_set("last this next")
_TIMES = vocabulary.CALENDAR | vocabulary.word_set(
    "night week weekend month year day morning afternoon evening spring summer autumn fall winter season "
    "decade century time"
)
_ADVERBS_OF_TIME = vocabulary.word_set("yesterday today tonight recently earlier")


def inside(
    article: Article, word: int, names: Sequence[tuple[int, NameMention]], *, strictly: bool = False
) -> int | None:
    """The name mention a word stands in (and does not begin, when ``strictly``)."""
    start = article.words[word].start
    for index, mention in names:
        if mention.span.start + strictly <= start < mention.span.end:
            return index
    return None


def before_time(article: Article, end: int, floor: int) -> int:
    """Where the time behind a noun begins ("a poll last week | that found").

    Args:
        article: The article.
        end: The word behind the time.
        floor: The first word of the sentence.

    Returns:
        ``end`` itself where no such time stands there.
    """
    last = end - 1
    begin = end
    if article.key(last) in _ADVERBS_OF_TIME:
        begin = last
    elif last > floor and article.key(last) in _TIMES and article.key(last - 1) in _WHEN | {"on", "other"}:
        begin = last - 1
        begin -= article.key(last - 1) == "other" and article.key(last - 2) == "the"
    noun = begin > floor and (article.key(begin - 1),) in vocabulary.heads()
    return begin if noun and begin < end else end


class Stretch:
    """Words of a phrase, with the names among them.

    Args:
        article: The article.
        words: Indices of the words; at least one.
        names: The name mentions among them with their indices, ordered.
    """

    def __init__(self, article: Article, words: range, names: Sequence[tuple[int, NameMention]]) -> None:
        self.article = article
        self.words = words
        self.names = names
        self.keys = [_uncompounded(article.key(i)) for i in words]

    def people_from(self, index: int) -> bool:
        """Whether a noun for several people stands right here or behind its modifiers."""
        for end in range(index + 1, min(len(self.keys), index + 4) + 1):
            if self.keys[end - 1] in vocabulary.POSTMODIFIERS | vocabulary.DETERMINERS:
                return False
            noun = vocabulary.nouns().get((self.keys[end - 1],))
            if noun is not None and noun.plural:
                return noun.sort == "group"
        return False

    def heads_itself(self, index: int) -> bool:
        """Whether a complement follows a quantifier, so that there is no other head ("those who came")."""
        key, following = self.keys[index], self.keys[index + 1 : index + 2]
        if key in _ADJECTIVES:
            return not _AFTER_ADJECTIVE.isdisjoint(following) or (key == "involved" and not following)
        clause = key in vocabulary.POSTMODIFIERS or key.endswith("ed") or key in _PARTICIPLES
        return key in _BEHIND_MANY or (self.keys[index - 1] == "those" and clause)

    def head_end(self, begin: int) -> int:
        """Index after the head: where the first complement begins."""
        end = self._complement(begin)
        joined = end < len(self.keys) and end > begin + 1 and self.keys[end - 1] in {"and", "or"}
        return end - joined  # "Leaders and from many others".

    def _complement(self, begin: int) -> int:
        for index in range(begin + 1, len(self.keys)):
            if self.lower(index) and (
                (self.keys[index] in vocabulary.POSTMODIFIERS and not self._inside_noun(index))
                or self._participle(index)
                or self._time(index)
                or self._adjective(index)
                or self.keys[index : index + 2] == ["such", "as"]
            ):
                return index
            if self._clause(index) or (self.keys[index] in vocabulary.CALENDAR and self._known(index)):
                return index
            if self.keys[index] == "i" and self.keys[index - 1] not in {"and", "or"}:
                return index  # "every player I spoke to"
        return len(self.keys)

    def _known(self, index: int) -> bool:
        """Whether a noun of the lexicons ends before a word."""
        return vocabulary.noun_ending(self.keys[:index], index, vocabulary.heads()) > 0

    def _adjective(self, index: int) -> bool:
        """Whether an adjective with its complement follows people ("sources privy to the talks")."""
        before = vocabulary.heads().get((self.keys[index - 1],))
        known = (self.keys[index],) in vocabulary.heads()
        leads = not _AFTER_ADJECTIVE.isdisjoint(self.keys[index + 1 : index + 2])
        return leads and before is not None and before.plural and not known

    def _clause(self, index: int) -> bool:
        """Whether a clause without relative pronoun begins ("a story her aunt told")."""
        if index < len(self.keys) - 1 and self.keys[index] in vocabulary.POSSESSIVE | {"the"}:
            return self._known(index) and not self.possessive(index - 1)
        named = inside(self.article, self.words[index], self.names)
        if named is None or inside(self.article, self.words[index - 1], self.names) is not None:
            return False
        mention = next(m for i, m in self.names if i == named)
        ends = self.article.words[self.words[-1]].end <= mention.span.end or mention.possessive
        noun = vocabulary.heads().get((self.keys[index - 1],))
        return not ends and noun is not None and noun.sort == "document"

    def _inside_noun(self, index: int) -> bool:
        """Whether a preposition ends nothing ("outside groups", "the secretary of state's office")."""
        office = tuple(self.keys[index - 1 : index + 2])
        whose = index + 2 < len(self.keys) and self.possessive(index + 1)
        return self._before_noun(index) or (whose and office in vocabulary.titles())

    def _before_noun(self, index: int) -> bool:
        """Whether a preposition stands as an adjective ("conservative outside groups")."""
        if self.keys[index] not in _ALSO_BEFORE:
            return False
        before = vocabulary.heads().get((self.keys[index - 1],))
        after = vocabulary.nouns().get(tuple(self.keys[index + 1 : index + 2]))
        return after is not None and after.plural and not (before is not None and before.plural)

    def _time(self, index: int) -> bool:
        """Whether a phrase of time follows a noun ("a poll last year")."""
        if not vocabulary.noun_ending(self.keys[:index], index, vocabulary.heads()):
            return False
        later = self.keys[index + 1 : index + 2]
        out = self.keys[index] == "out" and not vocabulary.CALENDAR.isdisjoint(later)
        return (
            out
            or self.keys[index] in _ADVERBS_OF_TIME
            or (self.keys[index] in _WHEN and not _TIMES.isdisjoint(later))
        )

    def _participle(self, index: int) -> bool:
        """Whether a participle follows a noun here ("emails leaked to")."""
        key = self.keys[index]
        shaped = (key.endswith(("ed", "ing")) and len(key) > 4) or key in _PARTICIPLES
        if not shaped or self.possessive(index - 1):
            return False  # "The council’s planning officer".
        following = vocabulary.nouns().get(tuple(self.keys[index + 1 : index + 2]))
        if self.keys[index - 1] in vocabulary.OFFICE_CHANGING and following is not None:
            return False  # "The deputy planning director".
        known = vocabulary.noun_ending(self.keys[:index], index, vocabulary.heads())
        if key.endswith("ing") and known:
            # A noun in the singular may only qualify: "the club meeting".
            known = vocabulary.noun_ending(self.keys[:index], index) or int(
                vocabulary.heads()[tuple(self.keys[index - known : index])].plural
            )
        return known > 0 or self.keys[index - 1].endswith("-old")

    def possessive(self, index: int) -> bool:
        """Whether a word is a genitive; the apostrophe after a plural stands outside it."""
        word = self.words[index]
        behind = self.article.text[self.article.words[word].end :][:1]
        return is_possessive(self.article.word(word)) or (
            behind in {"’", "'"} and self.keys[index][-1:] == "s"
        )

    def lower(self, index: int) -> bool:
        """Whether a word begins in lower case and stands in no name."""
        word = self.words[index]
        return inside(self.article, word, self.names) is None and self.article.word(word)[0].islower()


def _uncompounded(key: str) -> str:
    """The noun that a hyphenated word is about: "mother" of "mother-of-two"."""
    first, *rest = key.split("-")
    complement = len(rest) > 1 and rest[0] in {"of", "in", "to", "at"}
    known = (key,) in vocabulary.heads() or (first,) not in vocabulary.nouns()
    return first if complement and not known else key
