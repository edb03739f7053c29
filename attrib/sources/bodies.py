"""Bodies that a phrase names though its head is no name: a phrase goes in, what it names comes out.

"The GMB union" is GMB, the Duke of Marsh nobody else; "Tarn police" and "Luria’s finance ministry" are named
by the place that they serve, which the guide counts as a name. Of what class a body is tells whether "the
agency" or "the newspaper" can mean it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.sources import staffs, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.entities import Entity
    from attrib.sources.phrases import Phrase
    from attrib.sources.vocabulary import Words

#: What only firms are called ("media giant Orne Farrow").
GIANTS = frozenset({"giant", "giants", "conglomerate", "multinational", "powerhouse"})
#: Those who make or sell; the biggest of a country are firms.
_TRADERS = vocabulary.word_set(
    "producer employer lender exporter importer supplier investor trader distributor seller provider owner"
)
_RANKING = frozenset({"biggest", "largest"})
#: Nouns behind the name of what they say that it is.
_CLASSES = vocabulary.word_set(
    "union newspaper charity group magazine website network chain movement club agency platform app watchdog "
    "thinktank broadcaster channel consortium festival foundation trust campaigners party"
)
#: Public bodies, of which a place has one.
_PUBLIC = vocabulary.word_set(
    "council police ministry government parliament army navy legislature senate constabulary assembly "
    "constitutional authority treasury committee"
)
#: Peers are called by title and place.
_PEERS = vocabulary.word_set(
    "duke duchess earl countess marquess marchioness viscount viscountess prince princess"
)
#: How many words a name has that only a heading writes.
_MOST_WORDS = 4
#: How words end that are seldom names where they stand alone.
_COMMON = (
    "s",
    "ing",
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ship",
    "ure",
    "ance",
    "ence",
)
#: Bodies of which a state has one, so that the word for its people tells which ("the Lurian government").
_OF_A_STATE = frozenset({"government", "parliament"})
#: A name that is an address on the web.
_SITE = re.compile(r"[\w-]+\.(?:com|org|net|biz|info|tv|co\.uk|org\.uk)", re.IGNORECASE)
#: Letters that are places before a noun.
_PLACES = frozenset({"us", "uk", "eu", "un", "usa"})
#: How words for "of a country" end, which tell its people rather than the place.
_ADJECTIVES = ("ian", "ish", "ese", "ean", "can", "ch")

#: What firms are called.
FIRMS = vocabulary.word_set(
    "company firm retailer airline manufacturer carmaker drugmaker chipmaker steelmaker insurer operator "
    "supplier bank maker giant business chain brewer lender developer corporation carrier label conglomerate "
    "consultancy startup start-up supermarket subsidiary"
)
_REGULATORS = vocabulary.word_set("agency regulator watchdog body authority bureau")
_SOCIETIES = vocabulary.word_set("organisation organization charity")
#: What only papers and stations are called, and among documents "the paper".
MEDIA = vocabulary.word_set("newspaper paper magazine outlet tabloid broadcaster network station")
#: Nouns that go round among bodies; "the board" or "the union" belongs to one.
_GENERAL = FIRMS | _REGULATORS | _SOCIETIES | MEDIA | {"group", "party", "club", "publisher"}
#: Of which classes of the lexicon a body may be that a noun takes up, beside those of no class.
_OF_CLASS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(FIRMS, frozenset({"company", "media"})),
    **dict.fromkeys(_REGULATORS, frozenset({"government", "international", "other", "ngo", "police"})),
    **dict.fromkeys(
        vocabulary.word_set("council commission board"),
        frozenset({"government", "international", "other", "ngo"}),
    ),
    **dict.fromkeys(
        vocabulary.word_set("department ministry"), frozenset({"government", "police", "international"})
    ),
    **dict.fromkeys(
        _SOCIETIES | vocabulary.word_set("union association foundation alliance institute"),
        frozenset({"ngo", "international", "other", "university"}),
    ),
    "group": frozenset({"company", "media", "ngo", "international", "other", "university"}),
    **dict.fromkeys(MEDIA | {"publisher"}, frozenset({"media"})),
    "party": frozenset({"party"}),
    **dict.fromkeys(("club", "team", "side"), frozenset({"other", "ngo"})),
    **dict.fromkeys(vocabulary.word_set("university school college academy"), frozenset({"university"})),
    **dict.fromkeys(
        vocabulary.word_set(
            "government parliament legislature senate assembly cabinet treasury committee panel inquiry"
        ),
        frozenset({"government"}),
    ),
    **dict.fromkeys(vocabulary.word_set("court tribunal jury"), frozenset({"court"})),
    **dict.fromkeys(vocabulary.word_set("police force constabulary"), frozenset({"police"})),
}
#: Nouns that stand in the names of most bodies that they mean; only letters go without ("the MoD").
_IN_NAMES = vocabulary.word_set(
    "department ministry council foundation institute university association alliance network party"
)
#: Last words of names of laws and treaties.
_STATUTES = frozenset({"Act", "Bill", "Treaty", "Constitution", "Convention", "Charter", "Accord", "Code"})
#: What stands behind the time of day.
_ZONES = frozenset((zone,) for zone in ("gmt", "bst", "utc", "cet", "est", "edt", "pst"))
#: Last words of what bodies compete in.
_CONTESTS = frozenset(
    (word,) for word in ("league", "cup", "open", "championship", "championships", "trophy")
)
#: What countries of that list are called in short.
SHORT_PLACES = vocabulary.word_set("uk us usa u.s u.k britain america england scotland wales")


def trader(noun: str, words: Words | frozenset[str]) -> bool:
    """Whether a noun for persons or none means a firm: "media giant", "Luria's biggest coal producer".

    Args:
        noun: The head noun, folded.
        words: The folded words around it.
    """
    return noun in GIANTS or (noun in _TRADERS and not _RANKING.isdisjoint(words))


def proper(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase can only be a name, though it stands where capitals tell nothing.

    A heading in title case, or the only sentence that has the name, opens with it: "Brandt: “…”". Its words
    have capitals or digits, no lexicon knows them, and the article writes them nowhere in lower case.

    Args:
        cast: The named entities, with the wording of the article.
        phrase: The phrase.
    """
    if phrase.shape != "noun" or phrase.determiner or phrase.noun is not None or phrase.partitive:
        return False
    article = cast.article
    words = article.words_in(phrase.core)
    keys = [article.key(i) for i in words]
    if not words or len(words) > _MOST_WORDS or vocabulary.noun_ending(keys, len(keys), vocabulary.heads()):
        return False
    capitals = all(article.word(i)[0].isupper() or article.word(i)[0].isdigit() for i in words)
    if not capitals or not keys[0][0].isalpha() or not cast.wording.lower.isdisjoint(keys):
        return False
    if vocabulary.given_gender(keys[0]) is not None:
        return True
    common = not vocabulary.OPENERS.isdisjoint(keys) or keys[-1].endswith(_COMMON) or "-" in keys[-1]
    return not common and vocabulary.CALENDAR.isdisjoint(keys)


def may_be(noun: str, entity: Entity) -> bool:
    """Whether a noun for bodies may mean a named one by its class.

    Args:
        noun: The noun, folded.
        entity: The named entity.
    """
    name = vocabulary.words_of(entity.name)
    known = class_of(name)
    if name in _ZONES or name in places() or name[-1:] in _CONTESTS:
        return False
    if noun in MEDIA:
        return known == "media"
    if not known:
        return noun not in _IN_NAMES or entity.name.isupper()
    return known in _OF_CLASS.get(noun, frozenset({known}))


def classifies(noun: str) -> bool:
    """Whether a noun stands behind the name of what it says that it is ("the Tarn Press news agency")."""
    return noun in _CLASSES


def general(noun: str) -> bool:
    """Whether a noun goes round among bodies ("agency") rather than belonging to one ("board")."""
    return noun in _GENERAL


def suits(noun: str, told: Iterable[str]) -> bool | None:
    """Whether what a body was called goes with a noun: a "regulator" may be "the watchdog", never "the firm".

    Args:
        noun: The noun, folded.
        told: The nouns that the body was called by.

    Returns:
        None where they tell nothing.
    """
    known = [_OF_CLASS[one] for one in told if one in _OF_CLASS]
    if not known or _OF_CLASS[noun] in known:
        return True if known else None
    return False if all(_OF_CLASS[noun].isdisjoint(classes) for classes in known) else None


def statute(name: str) -> bool:
    """Whether a name is that of a law or treaty ("the Wild Rivers Act")."""
    return " " in name and name.rsplit(maxsplit=1)[-1] in _STATUTES


@functools.lru_cache(maxsize=1 << 12)
def class_of(name: Words) -> str:
    """The class of the lexicon of an organisation's name, by the whole or a head in it; "" for none."""
    whole, head = _classes()
    known = whole.get(name) or whole.get(vocabulary.organisations().get(name, ()))
    beside = (name[-1:], name[-2:], name[:1])
    return known or next((head[words] for words in beside if words in head), "")


@functools.cache
def places() -> frozenset[Words]:
    """Countries of the lexicon of offices, as folded words: none is short for one of its bodies."""
    listed = {vocabulary.words_of(entry["place"]) for entry in lexicons.entries("offices")}
    return frozenset(listed | {(short,) for short in SHORT_PLACES})


@functools.cache
def states() -> frozenset[Words]:
    """Countries of that list with a president or prime minister, without bodies ("European Commission")."""
    heads = {"president", "prime minister", "chancellor"}
    listed = {vocabulary.words_of(e["place"]) for e in lexicons.entries("offices") if e["text"] in heads}
    return frozenset(name for name in listed if not class_of(name))


def country(name: str) -> bool:
    """Whether a name is a country's and nobody's: "Luria, a key producer," is no producer."""
    words = vocabulary.words_of(name)
    return words in places() and vocabulary.given_gender(words[0]) is None


@functools.cache
def _classes() -> tuple[Mapping[Words, str], Mapping[Words, str]]:
    """Classes by whole names with their short forms, and by the heads of names."""
    whole: dict[Words, str] = {}
    head: dict[Words, str] = {}
    for entry in lexicons.entries("organisations"):
        if entry["match"] == "name":
            for form in (entry["text"], *entry["short_forms"]):
                whole.setdefault(vocabulary.words_of(form), entry["class"])
        else:
            head[vocabulary.words_of(entry["text"])] = entry["class"]
    return whole, head


def called(article: Article, cast: Cast, phrase: Phrase) -> int | None:
    """The body whose name stands right before its noun ("the GMB union").

    Args:
        article: The article.
        cast: The named entities.
        phrase: The phrase.
    """
    if phrase.shape != "noun" or phrase.noun_word not in _CLASSES or phrase.owned or phrase.partitive:
        return None
    if phrase.determiner not in {"the", ""} or len(phrase.names) != 1:
        return None
    mention = cast.mentions[phrase.names[0]]
    entity = cast.bearer(phrase.names[0])
    words = article.words_in(phrase.core)
    beside = article.words_in(mention.span)
    behind = tuple(article.key(i) for i in range(beside.stop, words.stop))[: len(phrase.noun_keys)]
    if entity is None or beside.start != words.start or behind != phrase.noun_keys:
        return None
    name = article.text[mention.span.start : mention.span.end]
    letters = name.isupper() and len(name) > 1 and mention.keys[0] not in _PLACES
    one = cast.entities[entity]
    letters = letters or class_of(mention.keys) in {"media", "party"}
    # Without article it is no place: "Corva news agency".
    told = len(mention.keys) > 1 or not phrase.determiner
    fits = one.kind == "organisation" or letters or (told and one.kind == "unknown")
    long = len(mention.keys) > len(("North", "Tarn")) or name.split(maxsplit=1)[0].isupper()
    fits = fits or (long and one.given is None)
    if not fits or (one.place and not (letters or long)):
        return None
    one.kind = "organisation"
    return entity


def named(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase is a name though its head is none: of a public body with its place, or of a peer.

    Args:
        cast: The named entities.
        phrase: The phrase.
    """
    if proper(cast, phrase):
        return True
    if phrase.noun_word in _PEERS:
        # "The Duke of Marsh" is called so; "the duke of that place" is not.
        first = cast.article.words_in(phrase.core).start
        return cast.article.word(first)[0].isupper() and "of" in phrase.keys and bool(phrase.names)
    return _public(cast, phrase) or _SITE.fullmatch(cast.article.text, *phrase.core) is not None


def _public(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase is a public body with the place that it serves, or a campaign with its candidate."""
    if phrase.noun_word in staffs.HEADS and not phrase.partitive and phrase.names:
        return (
            phrase.determiner in {"the", ""}
            and cast.mentions[phrase.names[0]].span.start == phrase.core.start
        )
    if phrase.noun_word not in _PUBLIC or phrase.partitive or phrase.plural:
        return False
    if phrase.determiner not in {"the", ""} or phrase.keys[0] in {"neither", "each", "either", "every"}:
        return False
    if phrase.noun_word == "committee" and phrase.owned:
        return False  # "The bank’s rate-setting committee".
    return (phrase.noun_word == "committee" and "select" in phrase.words) or _of_place(cast, phrase)


def _of_place(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase opens with the place that a body serves."""
    if not phrase.names or cast.mentions[phrase.names[0]].span.start > phrase.core.start:
        return False
    entity = cast.bearer(phrase.names[0])
    place = cast.mentions[phrase.names[0]].keys[-1]
    if place.endswith(_ADJECTIVES) and not phrase.owned and phrase.noun_word not in _OF_A_STATE:
        return False
    # Two capitals look like somebody's: "Harlow Quays council".
    return entity is not None and not (cast.entities[entity].kind == "person" and cast.entities[entity].given)
