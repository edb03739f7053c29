"""How much a phrase tells of an unnamed source: a phrase and its kind go in, a grade comes out.

The grades are the report contract's: 0 tells nothing, 1 a bare kind, 2 a role, seniority or affiliation (of a
document its maker or how it was got), 3 that and how the source knows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Kind
    from attrib.sources.phrases import Phrase

_NOBODY = vocabulary.word_set(
    "source sources person people persons individual individuals someone somebody anyone anybody insider "
    "insiders everyone everybody some others many one another figure figures those"
)
#: People by what they are rather than by an office: a place or an age in front tells no role.
_PLAIN = vocabulary.word_set(
    "man men woman women boy boys girl girls resident residents local locals villager villagers voter "
    "voters fan fans neighbour neighbours neighbor neighbors passenger passengers customer customers "
    "commuter commuters grader passer-by onlooker onlookers witness witnesses citizen citizens teenager "
    "child children guy guys lady ladies kid kids islander islanders passerby passersby visitor visitors "
    "tourist tourists shopper shoppers motorist motorists pedestrian pedestrians bystander bystanders "
    "user users reader readers viewer viewers listener listeners critic critics opponent opponents "
    "taxpayer taxpayers pensioner pensioners youngster youngsters"
)
_EMPTY_MODIFIERS = vocabulary.word_set(
    "young old elderly local own recent new latest same percent cent per majority likely potential "
    "certain first second early so-called neither either page pages just entire whole average only such "
    "vast"
)
#: Heads that an office or a body in front makes a role: "law enforcement officials".
_SERVING = vocabulary.word_set(
    "official officials source sources adviser advisers aide aides insider insiders"
)
#: Where a post stands and whom a paper is kept from: that does not tell whose it is.
PLATFORMS = vocabulary.word_set(
    "telegram x facebook twitter instagram reddit forum tiktok weibo youtube whatsapp linkedin snapchat "
    "online social media internet site website confidential internal secret classified private detailed "
    "long short anonymous unsigned undated unverified"
)
#: How a document came to light.
_OBTAINED = vocabulary.word_set("obtained leaked seen reviewed shared shown viewed provided")
#: Heads that stand for one person named by kind before ("a third").
ONE = vocabulary.word_set("one other another third fourth fifth second")
#: People of whom a place or a trait tells no role.
_CROWD = vocabulary.word_set("people persons those everyone everybody anyone anybody many others some")
#: Pairs of words that say that a name is kept back.
_REFUSALS = frozenset(
    {
        ("be", "named"),
        ("be", "identified"),
        ("be", "quoted"),
        ("on", "background"),
        ("not", "authorised"),
        ("not", "authorized"),
        ("not", "named"),
        ("not", "identified"),
        ("speak", "publicly"),
        ("speak", "freely"),
        ("discuss", "publicly"),
    }
)
#: "With no direct knowledge of the case" tells nothing.
_NOT = frozenset({"no", "not", "without", "little"})
#: Pairs of words that tell a way of knowing.
_WAYS = frozenset({("close", "to"), ("access", "to"), ("in", "attendance")})
#: Words of knowing by having taken part.
_TAKING_PART = frozenset({"involved", "witnessed"})
#: Those of them that only tell something with "asked not", "cannot" and the like.
_BEING_NAMED = frozenset({("be", "named"), ("be", "identified"), ("be", "quoted")})
_ASKED = vocabulary.word_set("asked asking cannot declined refused preferred want wanted wish wished wishing")
#: How many words before "her name" a "not" is looked for.
_BEFORE_NAME = 7
_NOT_ALLOWED = frozenset(
    {("not", "authorised"), ("not", "authorized"), ("speak", "publicly"), ("speak", "freely")}
)


def grade(phrase: Phrase, sort: Kind) -> int:
    """How much the phrase tells of an unnamed source, 0 to 3."""
    if sort == "document":
        return _document_grade(phrase)
    told = told_words(phrase)
    bodies = phrase.noun is not None and phrase.noun.sort == "organisation"
    unspecified = bodies and phrase.plural and not phrase.names and phrase.noun_word != "police"
    knows = knowing(phrase) or _witnessing(phrase)
    if phrase.head in _NOBODY or vocabulary.is_number(phrase.head):
        if knows or (told and (phrase.names or phrase.noun_word not in _CROWD)):
            return 2
        return int(phrase.head in ONE)
    if knows and phrase.head not in _PLAIN:
        return 3
    if phrase.head in _PLAIN | vocabulary.SHARES or unspecified:
        return 1
    holder = phrase.definite and not phrase.plural and phrase.head != "spokesperson" and sort != "group"
    office = len(phrase.noun_keys) > 1 and phrase.head in _SERVING
    rank = phrase.noun is not None and phrase.noun.senior
    return 2 if told or holder or office or rank or phrase.noun_word == "police" else 1


def _document_grade(phrase: Phrase) -> int:
    """1 for a document alone, 2 with its maker or how it was got, 3 with both."""
    told = told_words(phrase) - PLATFORMS - _OBTAINED
    obtained = not _OBTAINED.isdisjoint(phrase.keys)
    if not obtained:
        return 2 if told else 1
    first = min(phrase.keys.index(key) for key in _OBTAINED if key in phrase.keys)
    maker = told & {piece for key in phrase.keys[:first] for piece in key.split("-")}
    return 3 if maker else 2


def knowing(phrase: Phrase) -> bool:
    """Whether the phrase says how the source knows ("with direct knowledge of the talks")."""
    return _knows(phrase, vocabulary.KNOWING)


def cloaked(phrase: Phrase) -> bool:
    """Whether people are told by how they know; of those who are something else it must be by being told.

    "People involved in the sale" hide, "lawyers involved in the sale" are a side of it.
    """
    anybody = phrase.head in _NOBODY
    return _knows(phrase, vocabulary.KNOWING if anybody else vocabulary.KNOWING - _TAKING_PART)


def _knows(phrase: Phrase, words: frozenset[str]) -> bool:
    keys = phrase.keys
    knowing = next((i for i, key in enumerate(keys) if key in words), None)
    if knowing is not None and _NOT.isdisjoint(keys[max(0, knowing - 2) : knowing]):
        return True
    # "Close to 40 members" says how many they are.
    return keys[:1] != ("close",) and bool(_pairs(keys) & _WAYS)


def _witnessing(phrase: Phrase) -> bool:
    """Whether a relative clause tells how the source knows ("who saw it", "who was in the room")."""
    keys = phrase.keys
    if "who" not in keys:
        return False
    clause = keys[keys.index("who") + 1 :]
    return not vocabulary.WITNESSING.isdisjoint(clause[:4])


def refused(phrase: Phrase) -> bool:
    """Whether the phrase says that the name is kept back ("who asked not to be named")."""
    known = not vocabulary.WITHHOLDING.isdisjoint(phrase.keys) or bool(_pairs(phrase.keys) & _REFUSALS)
    return known or _unprinted(phrase.keys)


def refuses(keys: Sequence[str]) -> bool:
    """Whether words behind a source say so; "named" and "identified" only with what asks or forbids it."""
    pairs = _pairs(keys)
    asked = not _ASKED.isdisjoint(keys) and bool(pairs & _BEING_NAMED)
    return "anonymity" in keys or asked or bool(pairs & _NOT_ALLOWED) or _unprinted(keys)


def _unprinted(keys: Sequence[str]) -> bool:
    """Whether somebody's own name is not to be told ("who did not want her name used")."""
    names = [i for i, key in enumerate(keys) if key in {"name", "names"} and i]
    own = [i for i in names if keys[i - 1] in vocabulary.POSSESSIVE]
    return any("not" in keys[max(0, i - _BEFORE_NAME) : i] for i in own)


def _pairs(keys: Sequence[str]) -> set[tuple[str, str]]:
    return set(itertools.pairwise(keys))


def told_words(phrase: Phrase) -> frozenset[str]:
    """The words that tell something of the source besides what it is."""
    told = phrase.words - _EMPTY_MODIFIERS - vocabulary.DETERMINERS - vocabulary.APPROXIMATORS
    told = told - frozenset(phrase.noun_keys)
    told = frozenset(word for word in told if not vocabulary.is_number(word))
    if refused(phrase) and "who" in phrase.keys:
        # How a name is kept back tells nothing of who it is.
        told -= frozenset(phrase.keys[phrase.keys.index("who") :])
    return told | (vocabulary.POSSESSIVE & set(phrase.keys))
