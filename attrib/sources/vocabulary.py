"""The words that tell sources apart: the lexicons as look-up tables, and the closed classes of English.

Nothing goes in; tables of folded words come out. The closed classes are grammar (Quirk et al., A
Comprehensive Grammar of the English Language, 1985, chapters 5, 6 and 9) and stand here rather than in a
lexicon because no user would extend them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from attrib import lexicons, resources
from attrib.sources import endings
from attrib.sources.article import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Gender = Literal["male", "female"]
NounSort = Literal["person", "group", "organisation", "document"]
Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one text."""
    return frozenset(words.split())


INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "every", "each", "no"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
QUANTIFIERS = word_set(
    "two three four five six seven eight nine ten dozen dozens hundreds thousands several many most few "
    "both all other others more some various numerous none half"
)
#: Words of number that news spells out beside those of QUANTIFIERS.
_NUMERALS = word_set(
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million billion scores tens millions billions"
)
#: What says that a number is rough and is no preposition ("over", "about").
ROUGH = word_set("nearly almost roughly approximately least most more fewer less than as many")
#: What stands before a number or quantifier without changing what is counted.
APPROXIMATORS = ROUGH | word_set(
    "about around only just over under at up to not how virtually practically half well exactly close"
)
#: Parts of a whole that are counted: "half of voters", "a third", "40 percent".
SHARES = word_set(
    "half third thirds two-thirds three-fourths quarter quarters three-quarters fifth fifths tenth "
    "percent cent majority minority most plurality proportion share bulk"
)
DETERMINERS = INDEFINITE | DEFINITE | POSSESSIVE | QUANTIFIERS
#: Words that end the part of a noun phrase before its head's complements.
POSTMODIFIERS = word_set(
    "of for from in with at on by to about inside near within outside across among against between behind "
    "over under around before after since during through into as than like including close familiar "
    "involved speaking working living based briefed aware who which that whose whom where when present "
    "representing there here it he she they himself herself itself themselves"
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "whoever"})
MALE_PRONOUNS = frozenset({"he", "him", "his", "himself"})
FEMALE_PRONOUNS = frozenset({"she", "her", "hers", "herself"})
NEUTER_PRONOUNS = frozenset({"it", "its", "itself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST_PERSON = FIRST_PLURAL | {"i", "me", "my", "mine", "myself"}
SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})
PRONOUNS = (
    MALE_PRONOUNS
    | FEMALE_PRONOUNS
    | NEUTER_PRONOUNS
    | PLURAL_PRONOUNS
    | FIRST_PERSON
    | SECOND_PERSON
    | {"this", "that", "these", "those"}
)
#: Pronouns that name nobody; each makes a source of its own.
INDEFINITE_PRONOUNS: Mapping[str, bool] = {
    **dict.fromkeys(word_set("someone somebody one another nobody"), False),
    **dict.fromkeys(
        word_set("anyone anybody everyone everybody some many others most several few all none both"), True
    ),
}
#: What says how a source knows: grade 3 in the contract, and a mark of a withheld identity.
KNOWING = word_set("knowledge familiar briefed involved understanding witnessed insight privy direct")
#: Verbs and places of a relative clause that says how a source knows.
WITNESSING = word_set(
    "saw seen heard attended watched witnessed read reviewed helped worked took participated room call "
    "present met knew knows drafted wrote negotiated dealt treated taught served examined investigated"
)
#: What says that a name is kept back.
WITHHOLDING = word_set(
    "anonymity anonymous anonymously unnamed unidentified undisclosed unspecified pseudonym pseudonymous "
    "nameless"
)
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter jan feb mar apr jun jul aug sept sep oct "
    "nov dec"
)
#: Words that begin sentences with a capital and are no names.
OPENERS = (
    PRONOUNS
    | DETERMINERS
    | POSTMODIFIERS
    | frozenset(INDEFINITE_PRONOUNS)
    | word_set(
        "and but or nor so yet if unless because although though while whereas however meanwhile moreover "
        "still then there here now today yesterday tomorrow tonight earlier later last next once twice also "
        "even only just perhaps maybe not what why how according asked speaking writing responding "
        "addressing announcing citing despite amid until upon above below beyond along per via without well "
        "yes ok okay oh ah please instead elsewhere nevertheless nonetheless therefore thus hence indeed "
        "rather overall finally recently currently previously separately together again already almost "
        "always never often sometimes soon given unlike is are was were be been has have had do does did "
        "can could will would shall should may might must let get got go say says said ask told asks new "
        "old big first second third former hundreds thousands millions video watch read live exclusive "
        "analysis opinion breaking update updated more less nearly about"
    )
)
#: What happens, stretches of time, animals and machines: neither people nor bodies nor words on paper, though
#: "Monday's talks showed" and "the past weeks have shown". Their plurals are made below.
_HAPPENING = word_set(
    "event scene clash election by-election negotiation explosion protest killing strike attack shooting "
    "bombing raid riot incident episode battle war fire flood storm earthquake blaze crash accident "
    "collision disaster crisis match game race tournament contest ceremony referendum visit trip month "
    "week year day decade hour season weekend winter summer ordeal experience experiment price "
    "sale machine camera sensor instrument satellite computer dog wolf cat bird animal marking lesson "
    "trend development victory defeat loss gain delay success failure arrest death injury move gesture "
    "vigil celebration row dispute standoff exercise drill rescue launch outage blackout shortage boom "
    "slump downturn debate"
)
HAPPENINGS = (
    _HAPPENING
    | {"talks", "wolves", "losses", "crises", "past", "history", "weather", "science"}
    | {f"{word}s" for word in _HAPPENING}
    | {f"{word}es" for word in _HAPPENING if word.endswith(("s", "sh", "ch"))}
    | {f"{word[:-1]}ies" for word in _HAPPENING if word.endswith("y")}
)
PARTICLES = word_set(
    "de del della di da dos du des la le los van von der den ten ter zu bin ibn bint al el ben abu y st af av"
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
#: Qualifiers that make another office of one: "the president" is never the vice president.
OFFICE_CHANGING = word_set(
    "vice deputy former ex shadow assistant junior under ousted late would-be incoming outgoing elect prime"
)
_SAME_HEAD = {
    word: line.split()[0]
    for line in (
        "spokesperson spokesman spokeswoman; spokespeople spokesmen spokeswomen spokespersons; lawsuit suit; "
        "chair chairman chairwoman chairperson; representative congressman congresswoman; centre center; "
        "mother mum mom mummy mam; father dad daddy"
    ).split("; ")
    for word in line.split()
}
_MALE = word_set(
    "mr sir lord king prince father son brother husband spokesman chairman businessman congressman boy man "
    "uncle grandfather widower policeman fireman duke baron emperor boyfriend stepfather nephew grandson "
    "godfather groom gentleman fisherman barman cameraman salesman craftsman headmaster landlord waiter monk "
    "abbot councilman anchorman tradesman foreman herr monsieur signor senor swordsman "
    "oarsman batsman seaman countryman"
)
_FEMALE = word_set(
    "mrs ms miss dame lady baroness queen princess mother daughter sister wife spokeswoman chairwoman girl "
    "businesswoman congresswoman woman aunt grandmother widow policewoman duchess empress girlfriend "
    "stepmother niece granddaughter godmother bride actress waitress heiress headmistress landlady nun "
    "abbess countess hostess stewardess seamstress sportswoman councilwoman anchorwoman camerawoman frau "
    "madame signora senora housewife midwife mum mom"
)
GENDER: Mapping[str, Gender] = {
    **dict.fromkeys(sorted(_MALE), "male"),
    **dict.fromkeys(sorted(_FEMALE), "female"),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What the lexicons say of a noun that may head a source."""

    sort: NounSort
    plural: bool = False
    senior: bool = False
    anonymous: bool = False


@functools.lru_cache(maxsize=1 << 12)
def is_number(word: str) -> bool:
    """Whether a folded word counts: digits, or a numeral with or without hyphens."""
    plain = word.replace(",", "")
    return plain.isdigit() or word.split("-", maxsplit=1)[0] in _NUMERALS


def words_of(text: str) -> Words:
    """The folded words of a short text."""
    return tuple(fold(match.group()) for match in _WORD.finditer(text))


def head_key(word: str) -> str:
    """A head noun as roles are compared: sexed forms are one ("spokeswoman" -> "spokesperson")."""
    return _SAME_HEAD.get(word, word)


@functools.cache
def titles() -> Mapping[Words, Words]:
    """Titles and their variants with the title in full ("gov" -> "governor"), as folded words."""
    return {
        words_of(form): words_of(entry["text"])
        for entry in lexicons.entries("titles")
        for form in (*entry["variants"], entry["text"])
        if words_of(form)
    }


@functools.cache
def nouns() -> Mapping[Words, Noun]:
    """Role, group, organisation and document nouns, singular and plural, as folded words."""
    table: dict[Words, Noun] = {}
    for entry in lexicons.entries("organisations"):
        if entry["match"] == "head":
            table[words_of(entry["text"])] = Noun("organisation")
    for entry in lexicons.entries("documents"):
        table[words_of(entry["noun"])] = Noun("document")
        if entry["plural"]:
            table[words_of(entry["plural"])] = Noun("document", plural=True)
    for entry in lexicons.entries("roles"):
        senior, anonymous = entry["senior"], entry["anonymous"]
        table[words_of(entry["noun"])] = Noun(entry["kind"], entry["kind"] == "group", senior, anonymous)
        if entry["plural"] and not (entry["kind"] == "person" and entry["plural"] == entry["noun"]):
            many: NounSort = "organisation" if entry["kind"] == "organisation" else "group"
            table[words_of(entry["plural"])] = Noun(many, plural=True, senior=senior, anonymous=anonymous)
    table.pop((), None)
    return table


@functools.cache
def heads() -> Mapping[Words, Noun]:
    """Nouns that only head sources, singular and plural, as folded words; those of peoples are persons."""
    table: dict[Words, Noun] = {}
    for entry in lexicons.entries("heads"):
        sort: NounSort = "person" if entry["kind"] == "people" else entry["kind"]
        many: NounSort = "group" if sort == "person" else sort
        table[words_of(entry["plural"])] = Noun(many, plural=sort != "document" or _counted(entry))
        if _counted(entry):
            table[words_of(entry["noun"])] = Noun(sort, plural=False)
    return {**table, **nouns()}


def _counted(entry: Mapping[str, Any]) -> bool:
    return bool(entry["noun"] != entry["plural"])


@functools.cache
def peoples() -> Mapping[Words, bool]:
    """Nouns for members of a people, party or faith, as folded words, with whether the form is plural."""
    found = [entry for entry in lexicons.entries("heads") if entry["kind"] == "people"]
    table = {words_of(entry["noun"]): False for entry in found}
    return {**table, **{words_of(entry["plural"]): True for entry in found}}


@functools.cache
def longest_noun() -> int:
    """Words in the longest entry of :func:`nouns` and :func:`heads`."""
    return max(map(len, heads()), default=1)


@functools.cache
def organisations() -> Mapping[Words, Words]:
    """Names and short forms of well-known organisations, each with the words of its full name."""
    table: dict[Words, Words] = {}
    for entry in lexicons.entries("organisations"):
        if entry["match"] == "name":
            full = words_of(entry["text"])
            for form in entry["short_forms"]:
                table.setdefault(words_of(form), full)
            table[full] = full
    table.pop((), None)
    return table


@functools.cache
def longest_organisation() -> Mapping[str, int]:
    """For the first word of organisations' names, how many words the longest has."""
    table: dict[str, int] = {}
    for form in organisations():
        table[form[0]] = max(table.get(form[0], 0), len(form))
    return table


@functools.cache
def organisation_ends() -> frozenset[str]:
    """Last words of names of organisations: "Inc", "Council", "Party"."""
    return endings.NAMES | frozenset(
        words_of(entry["text"])[-1]
        for entry in lexicons.entries("organisations")
        if entry["match"] in {"head", "suffix"} and words_of(entry["text"])
    )


@functools.cache
def _given_names() -> Mapping[str, Gender]:
    data = resources.read_json(resources.model_path("sources", "given_names.json"))
    genders: tuple[tuple[str, Gender], ...] = (("she", "female"), ("he", "male"))
    return {plain(fold(name)): gender for pronoun, gender in genders for name in data[pronoun]}


@functools.lru_cache(maxsize=1 << 12)
def given_gender(name: str) -> Gender | None:
    """What a folded given name says of who bears it: for agreement inside an article, never put out.

    Diacritics make no difference, and of a double name ("Anne-Sophie") the first part tells.
    """
    known = _given_names()
    bare = plain(name)
    return known.get(bare) or known.get(bare.partition("-")[0])


def plain(name: str) -> str:
    """A name without its diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@functools.cache
def company_suffixes() -> frozenset[str]:
    """Words after a company's name that are often left out: "Ltd", "Inc"."""
    return frozenset(
        words_of(entry["text"])[-1]
        for entry in lexicons.entries("organisations")
        if entry["match"] == "suffix" and words_of(entry["text"])
    )


def noun_ending(words: Sequence[str], end: int, known: Mapping[Words, object] | None = None) -> int:
    """How many words before ``end`` make the longest known noun; 0 for none.

    Args:
        words: Folded words.
        end: Index after the last word of the noun.
        known: The nouns; those of :func:`nouns` when None.
    """
    known = nouns() if known is None else known
    for length in range(min(longest_noun(), end), 0, -1):
        if tuple(words[end - length : end]) in known:
            return length
    return 0
