"""The inventory of names: an article goes in, the name mentions of its carrying blocks come out.

A name is a run of capitalised words. The first word of a sentence counts only when nothing says that it is a
common word; headlines in title case tell nothing by their capitals and are left to
:mod:`attrib.sources.names`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.records import Span
from attrib.sources import capitals, outlets, runs, vocabulary
from attrib.sources.article import fold, is_possessive, without_possessive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources.article import Article
    from attrib.sources.vocabulary import Words

Sort = Literal["person", "organisation", "unknown"]

#: Surnames that are also offices: an office only where they open the run ("King Charles").
_SURNAME_OFFICES = vocabulary.word_set(
    "king dean bishop judge pope prince baker cook major marshal page abbott chancellor duke earl baron "
    "knight sergeant sheriff mayor usher farmer fisher hunter mason miller singer taylor turner porter "
    "butler carpenter potter guard archer parker driver gardener general banks police"
)
#: Letters behind the names of people.
_POSTNOMINAL = frozenset({"kc", "qc", "sc", "jp", "cbe", "obe", "mbe", "mp", "mep", "msp", "phd", "md"})
#: How often a paper comes out.
_ISSUED = frozenset({"daily", "weekly", "sunday", "morning", "evening", "nightly"})


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in the text.

    Attributes:
        span: With title, without possessive ending.
        name: The span less the title.
        keys: Folded words of the name, nickname left out.
        title: Folded words of the title before the name, () for none.
        sort: What its own words say it is.
        article: Whether "the" stands before it.
        weak: A single word that opens a sentence: a name only if something else says so.
        possessive: Whether it carries a possessive ending.
        before: The role or affiliation in front of it in the same run ("French President").
        nickname: Folded words of a nickname in quotation marks.
        initials: Whether the first word is initials ("J.K. Rowling").
    """

    span: Span
    name: Span
    keys: Words
    title: Words
    sort: Sort
    article: bool = False
    weak: bool = False
    possessive: bool = False
    before: Span | None = None
    nickname: Words = ()
    initials: bool = False


def inventory(article: Article, sentences: Sequence[int], wording: runs.Wording) -> list[NameMention]:
    """All name mentions in some sentences, ordered by offset.

    Args:
        article: The article.
        sentences: Indices of sentences whose capitals tell names.
        wording: Which words the article writes with and without a capital.
    """
    found: list[NameMention] = []
    for sentence in sentences:
        words = article.sentence_words(sentence)
        for run in runs.find(article, words, wording):
            found += _read_run(article, run, wording)
    return found


def title_case(article: Article, sentence: int) -> bool:
    """Whether capitals tell nothing in a sentence: its nouns and verbs have them too.

    The shares (0.7 of the words in headlines and headings, all of them elsewhere, of at least four words
    that are no grammar words) are hand-set.
    """
    words = article.sentence_words(sentence)
    plain = [article.word(i) for i in words if article.key(i) not in vocabulary.OPENERS]
    telling = [word for word in plain if word[0].isalpha()]
    if len(telling) < 4 or telling[0][0].islower():
        return False
    role = article.blocks[article.sentences[sentence].block].role
    share = 0.7 if role in {"headline", "heading"} else 1.0
    return sum(word[0].isupper() for word in telling[1:]) >= share * (len(telling) - 1)


def wording(article: Article, sentences: Sequence[int]) -> runs.Wording:
    """Which words some sentences write with and without a capital."""
    lower: set[str] = set()
    capital: set[str] = set()
    surnames: set[str] = set()
    text = article.text
    for sentence in sentences:
        words = article.sentence_words(sentence)
        for index in words:
            start, end = article.words[index]
            named = runs.capital(article, index)
            if text[start].islower() and not named:
                lower.add(text[start:end])
            elif named and runs.tells(article, index, words):
                capital.add(text[start:end])
            if named and _follows_given(article, index, words):
                surnames.add(text[start:end])
    return runs.Wording(*(frozenset(map(fold, found)) for found in (lower, capital, surnames)))


def _follows_given(article: Article, index: int, words: range) -> bool:
    """Whether a capitalised word ends a name that begins with a given name ("Dan Cook")."""
    if index == words.start or article.gap(index - 1) != " " or not runs.capital(article, index - 1):
        return False
    goes_on = index + 1 < words.stop and article.gap(index) == " " and runs.capital(article, index + 1)
    return not goes_on and vocabulary.given_gender(article.key(index - 1)) is not None


def plain_mention(article: Article, words: range) -> NameMention:
    """The mention that known words make where capitals tell nothing."""
    run = runs.Run(tuple(words), (), opening=False)
    reader = _Reader(article, run, [article.key(i) for i in words])
    return reader.mention(0, len(words), "unknown")


def _read_run(article: Article, run: runs.Run, wording: runs.Wording) -> list[NameMention]:
    """The name mentions in a run of capitalised words."""
    keys = [article.key(i) for i in run.words]
    reader = _Reader(article, run, keys)
    known = reader.known_at(0)
    if (
        len(keys) == 1
        and not run.after_the
        and (keys[0] in wording.surnames or capitals.called(article, run))
    ):
        # "Cook said", where the article knows a Dan Cook.
        return [reader.mention(0, 1, "unknown")]
    if len(keys) == 1 and capitals.common(article, run, wording, abbreviates=not known):
        return []
    end = reader.office_end() or reader.origin_end()
    joined = next((i for i in range(len(keys) - 1, 0, -1) if article.gap(run.words[i - 1]) == "&"), -1)
    united = "and" in keys and keys[-1] in vocabulary.organisation_ends()
    if known == len(keys) or united or capitals.of_members(keys) or (joined > 0 and end <= joined + 1):
        # "Transport and General Union": no general; "M&S": no Monsieur.
        return [reader.mention(0, len(keys), "organisation")]
    if end:
        return reader.after_office(end)
    if known > 1 or (known and _is_office(tuple(keys[known:]))):
        rest = runs.Run(run.words[known:], (), opening=False)
        return [reader.mention(0, known, "organisation"), *_read_run(article, rest, wording)]
    return [reader.mention(0, len(keys), reader.sort(0))]


def _is_office(keys: Words) -> bool:
    noun = vocabulary.nouns().get(keys)
    return keys in vocabulary.titles() or (noun is not None and noun.sort == "person")


class _Reader:
    """Takes one run apart."""

    def __init__(self, article: Article, run: runs.Run, keys: list[str]) -> None:
        self.article = article
        self.run = run
        self.keys = keys

    def known_at(self, index: int) -> int:
        """How many words from ``index`` on make the longest known organisation's name."""
        longest = vocabulary.longest_organisation().get(self.keys[index], 0)
        for length in range(min(longest, len(self.keys) - index), 0, -1):
            if tuple(self.keys[index : index + length]) in vocabulary.organisations():
                return length
        return 0

    def office_end(self) -> int:
        """Index after the last title or office in the run; 0 for none."""
        best = 0
        longest = max(vocabulary.longest_noun(), 4)
        for start in range(len(self.keys)):
            for length in range(min(longest, len(self.keys) - start), 0, -1):
                if self._office(start, start + length):
                    best = max(best, start + length)
                    break
        return best

    def origin_end(self) -> int:
        """Index after what is no part of a full name ("Swede Eva Lund", "told the BBC Eva Lund would …")."""
        end = len(self.keys) - 2
        before = tuple(self.keys[max(0, end - 1) : max(0, end)])
        own = vocabulary.peoples().get(before, True) and before not in vocabulary.organisations()
        return 0 if own or not self._full_name(end) else end

    def _office(self, start: int, end: int) -> bool:
        keys = tuple(self.keys[start:end])
        several = end - start == 1 and capitals.abbreviation(self.article.word(self.run.words[start]))
        office = _is_office(keys) or (several and keys in vocabulary.nouns())
        if not office or self._club(start, end):
            return False
        if keys == ("st",) and start:
            # "Yolanda St. Clair": a saint's title inside a name belongs to the surname.
            return False
        if end - start > 1 or start == 0:
            return True
        surname = vocabulary.given_gender(self.keys[start - 1]) is not None or (
            keys[0] in _SURNAME_OFFICES and not self._serves(start, end)
        )
        if surname or self._paper(end):
            return False  # "Senator Barbara Boxer", "the Daily Caller"
        if capitals.abbreviation(self.article.word(self.run.words[start])):
            # "Marsh MP", "women MPs"; not "Ann Hill MP", "Eva Hill KC".
            named = start > 1 and vocabulary.given_gender(self.keys[0]) is not None
            return not named and (keys[0] not in _POSTNOMINAL or keys[0][-1:] == "p")
        # "Emma Speaker" is a name, "Labour Leader" an office: only what stands before tells.
        return end < len(self.keys) or self.run.after_the or self.known_at(0) == start

    def _serves(self, start: int, end: int) -> bool:
        """Whether an office stands between a court or body and a name ("Orne Court Judge Ann Hill")."""
        body = self.keys[start - 1] in vocabulary.organisation_ends() and end + 2 == len(self.keys)
        return body or self._full_name(end)

    def _full_name(self, start: int) -> bool:
        """Whether first name and surname of a person follow."""
        rest = self.keys[start:]
        ends = vocabulary.organisation_ends()
        return len(rest) == 2 and vocabulary.given_gender(rest[0]) is not None and rest[1] not in ends

    def _paper(self, end: int) -> bool:
        """Whether a run is the name of a paper or programme ("the Daily Caller", "the Tarn Star")."""
        ends = end == len(self.keys) and self.run.after_the and self.keys[-1] in outlets.paper_heads()
        return ends or self.keys[0] in _ISSUED

    def _club(self, start: int, end: int) -> bool:
        """Whether a noun for people opens an organisation's name ("Parents for Focus")."""
        noun = vocabulary.nouns().get(tuple(self.keys[start:end]))
        plural = noun is not None and noun.plural
        return plural and start == 0 and self.keys[end : end + 1] == ["for"]

    def after_office(self, end: int) -> list[NameMention]:
        """Mentions in a run that holds an office: organisations before it, the name after it."""
        found = self._organisations_before(end)
        start = self._skip_complement(end)
        if start >= len(self.keys):
            return found
        if start > end and start + 1 == len(self.keys) and self.keys[-1] in vocabulary.organisation_ends():
            # "Governor of the Orne Bank" tells no name of the governor's.
            return [*found, self.mention(start - 1, len(self.keys), "organisation")]
        sort = self.sort(start)
        sort = "person" if sort == "unknown" else sort
        title = self._title_length(start) if start == end else 0
        found.append(self.mention(start, len(self.keys), sort, title=title, before=start))
        return found

    def _organisations_before(self, end: int) -> list[NameMention]:
        found = []
        index = 0
        while index < end:
            known = self.known_at(index)
            if known:
                found.append(self.mention(index, index + known, "organisation"))
            index += known or 1
        return found

    def _skip_complement(self, start: int) -> int:
        """Past "of London" in "Mayor of London Sadiq Khan"."""
        if self.keys[start : start + 1] in (["of"], ["for"]):
            after = start + 1 + (self.keys[start + 1 : start + 2] == ["the"])
            return after + max(1, self.known_at(after) if after < len(self.keys) else 1)
        return start

    def _title_length(self, start: int) -> int:
        """How many words before ``start`` are titles."""
        begin = start
        while begin:
            for length in range(min(4, begin), 0, -1):
                if tuple(self.keys[begin - length : begin]) in vocabulary.titles():
                    begin -= length
                    break
            else:
                break
        return start - begin

    def sort(self, start: int) -> Sort:
        """What the words from ``start`` on say that they name."""
        keys = self.keys[start:]
        if self.known_at(start) == len(keys):
            return "organisation"
        ends = vocabulary.organisation_ends()
        if len(keys) > 1 and (keys[-1] in ends or (keys[0] in ends and {"of", "for"} & set(keys))):
            return "organisation"
        word = without_possessive(self.article.word(self.run.words[-1]))
        letters = word.isupper() and 1 < len(word) < 7
        if len(keys) == 1:
            if self.run.after_the and keys[0] in ends:
                return "organisation"
            return "organisation" if letters else "unknown"
        first = self.article.word(self.run.words[start])
        if letters and len(word) > 2 and not first.isupper() and keys[-1] not in _POSTNOMINAL:
            # "London GMB", but not "Ann Hill CBE" nor a name all in capitals.
            return "unknown" if vocabulary.given_gender(keys[0]) else "organisation"
        return (
            "unknown"
            if {"of", "for", "and", "&"} & set(keys) or (self.run.after_the and not start)
            else "person"
        )

    def mention(self, start: int, end: int, sort: Sort, *, title: int = 0, before: int = 0) -> NameMention:
        """The words ``start`` to ``end`` of the run as a mention."""
        words = self.article.words
        indices = self.run.words[start:end]
        last = words[indices[-1]]
        plain = without_possessive(self.article.word(indices[-1]))
        stop = last.start + (len(plain) or last.end - last.start)
        if self.article.text[stop : stop + 1] == "." and self.keys[end - 1] in vocabulary.SUFFIXES:
            stop += 1
        first = words[self.run.words[start - title]].start
        lettered = end - start > len(("first", "last")) and self.keys[end - 1] in _POSTNOMINAL
        called = indices[:-1] if lettered else indices
        nick = [i for i in self.run.nickname if indices[0] < i < indices[-1]]
        return NameMention(
            span=Span(first, stop),
            name=Span(words[indices[0]].start, words[called[-1]].end if lettered else stop),
            keys=tuple(self.article.key(i) for i in called if i not in nick),
            title=tuple(self.keys[start - title : start]),
            sort=sort,
            article=self.run.after_the and not start,
            weak=self.run.opening and len(self.run.words) == 1,
            possessive=is_possessive(self.article.word(indices[-1])),
            before=Span(words[self.run.words[0]].start, words[self.run.words[before - 1]].end)
            if before
            else None,
            nickname=tuple(self.article.key(i) for i in nick),
            initials=_initials(self.article.word(indices[0])),
        )


def _initials(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isupper() and (len(letters) == 1 or ("." in word and len(letters) < 4))
