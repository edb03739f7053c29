"""What sort of source a phrase names: a phrase goes in; kind, naming, grade and form come out.

The values and their meaning are the report contract's ("naming", "grade"): role is one identifiable holder,
group several unnamed, anonymous a withheld or vague identity; grade 0 tells nothing, 1 a bare kind, 2 a role,
seniority or affiliation, 3 a role and how the source knows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.records import Kind, MentionForm, Naming
    from attrib.sources.phrases import Phrase

_NOBODY = vocabulary.word_set(
    "source sources person people individual individuals someone somebody anyone anybody insider insiders "
    "everyone everybody some others many one another figure figures"
)  # fmt: skip
#: People by what they are rather than by an office: a place or an age in front tells no role.
_PLAIN = vocabulary.word_set(
    "man men woman women boy boys girl girls resident residents local locals villager villagers voter "
    "voters fan fans neighbour neighbours neighbor neighbors passenger passengers customer customers "
    "commuter commuters grader passer-by onlooker onlookers witness witnesses citizen citizens teenager "
    "child children"
)
_EMPTY_MODIFIERS = vocabulary.word_set(
    "young old elderly local own recent new latest same percent cent per majority"
)
#: Heads that stand for one person named by kind before ("a third").
_ONE = vocabulary.word_set("one other another third fourth fifth second")
_EXACT_NUMBERS = vocabulary.word_set("two three four five six")
_VOICES = frozenset({"spokesperson", "representative", "ombudsman"})


def kind(phrase: Phrase) -> Kind:
    """What the phrase names: person, organisation, group, document or unknown."""
    noun = phrase.noun
    if noun is not None and noun.sort == "document":
        return "document"
    if noun is not None and noun.sort == "organisation":
        several = (phrase.plural and not phrase.definite) or phrase.keys[:1] == ("neither",)
        return "group" if several else "organisation"
    if phrase.plural or phrase.head in {"percent", "cent"}:
        return "group"
    if noun is not None and noun.sort == "group" and not phrase.partitive:
        return "group"
    return "person" if _personal(phrase) else "unknown"


def _personal(phrase: Phrase) -> bool:
    """Whether the phrase names one person: by a noun of the lexicon, or by a word shaped like one."""
    if phrase.head == "source":
        return False
    if phrase.noun is not None or phrase.partitive or phrase.head in _ONE:
        return True
    indefinite = phrase.determiner in vocabulary.INDEFINITE
    return indefinite and phrase.head.endswith(("er", "or", "ist", "ian", "man"))


def naming(phrase: Phrase) -> Naming:
    """How the phrase tells the reader who it is, when it gives no name."""
    sort = kind(phrase)
    if phrase.shape == "several" and phrase.names:
        return "named"
    if sort in {"document", "organisation"}:
        if phrase.plural and not phrase.definite:
            return "group"
        # Whose document or which body is meant is not told: "a post on Telegram", "an insurer".
        untold = phrase.determiner in {"a", "an"} and (sort == "organisation" or phrase.head == "post")
        return "anonymous" if untold and not phrase.names else "role"
    if withheld(phrase):
        return "anonymous"
    if phrase.plural or sort == "group":
        return "anonymous" if phrase.determiner in _EXACT_NUMBERS else "group"
    # A headline leaves articles out: "minister" is an office, "resident" is somebody.
    bare_office = not phrase.determiner and phrase.noun is not None and phrase.noun.senior
    return "role" if phrase.definite or phrase.head in _VOICES or bare_office else "anonymous"


def withheld(phrase: Phrase) -> bool:
    """Whether the phrase withholds who it is, whatever its number."""
    return (
        phrase.head in {"source", "sources", "insider", "insiders"}
        or (phrase.noun is not None and phrase.noun.anonymous and phrase.head not in {"people", "observers"})
        or knowing(phrase)
        or (phrase.partitive and not phrase.plural)
    )


def knowing(phrase: Phrase) -> bool:
    """Whether the phrase says how the source knows ("with direct knowledge of the talks")."""
    keys = phrase.keys
    pairs = set(itertools.pairwise(keys))
    return not vocabulary.KNOWING.isdisjoint(keys) or bool(pairs & {("close", "to"), ("access", "to")})


def grade(phrase: Phrase) -> int:
    """How much the phrase tells of an unnamed source, 0 to 3."""
    told = phrase.words - _EMPTY_MODIFIERS - vocabulary.QUANTIFIERS - frozenset(phrase.noun_keys)
    told = frozenset(word for word in told if not word.isdigit()) | (vocabulary.POSSESSIVE & set(phrase.keys))
    if phrase.head in _NOBODY:
        return 2 if told else 0
    if knowing(phrase):
        return 3
    if phrase.head in _PLAIN:
        return 1
    holder = phrase.definite and not phrase.plural and phrase.head != "spokesperson"
    return 2 if told or holder else 1


def form(phrase: Phrase) -> MentionForm:
    """The form of a mention."""
    if phrase.shape == "name":
        return "name"
    if phrase.shape == "pronoun":
        return "anonymous" if phrase.head in vocabulary.INDEFINITE_PRONOUNS else "pronoun"
    if kind(phrase) == "document":
        return "document"
    how = naming(phrase)
    return "role" if how == "named" else how
