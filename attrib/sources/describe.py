"""What sort of source a phrase names: a phrase goes in; kind, naming, grade and form come out.

The values and their meaning are the report contract's ("naming", "grade"): role is one identifiable holder,
group several unnamed, anonymous a withheld or vague identity; grade 0 tells nothing, 1 a bare kind, 2 a role,
seniority or affiliation, 3 a role and how the source knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import bodies, grading, vocabulary

if TYPE_CHECKING:
    from attrib.records import Kind, MentionForm, Naming
    from attrib.sources.phrases import Phrase
    from attrib.sources.vocabulary import Words

#: Determiners that leave open which one is meant.
_SOME_ONE = frozenset({"a", "an", "one", "another", "some", "any"})
#: What stands before a ratio, and the numbers below eleven.
_BEFORE_RATIO = vocabulary.APPROXIMATORS | {"some", "the", "a"}
_COUNTS = vocabulary.word_set("two three four five six seven eight nine ten")
_EXACT_NUMBERS = vocabulary.word_set("two three four five six several")
#: What stands among many of its kind: on a forum, or said of work in the mass.
_POSTS = vocabulary.word_set("post comment message tweet reply research evidence")
_PUBLIC = vocabulary.word_set(
    "telegram x facebook twitter instagram reddit forum tiktok weibo youtube whatsapp online anonymous "
    "unsigned"
)
#: Figures that are people ("senior party figures"); others are numbers.
_RANKED = vocabulary.word_set(
    "senior leading prominent influential key top powerful party opposition public political religious "
    "establishment known cultural business royal labour tory conservative liberal republican democrat "
    "democratic military literary sporting community underworld who close familiar"
)
#: Bodies that are set up for a task; a phrase that tells it tells which one.
_TASKED = vocabulary.word_set("panel committee commission inquiry taskforce tribunal")
#: Bodies of which a place or a trade has many: where one is does not tell which.
_PRIVATE = vocabulary.word_set(
    "company firm business school academy college hospital clinic surgery bank shop store retailer "
    "supermarket restaurant hotel pub cafe gym club farm factory charity church insurer airline "
    "manufacturer maker operator supplier developer lender brewery chain start-up startup website site "
    "publisher consultancy theatre museum newspaper magazine tabloid broadcaster station"
)
#: People whose only description is that they are close to somebody: the guide calls them cloaked.
_CLOAKED = vocabulary.word_set(
    "source sources insider insiders ally allies friend friends confidant confidants confidante confidantes "
    "pal pals chum chums"
)
#: What is said of papers that come together.
_ONE_BATCH = vocabulary.word_set(
    "filed leaked compiled obtained seized submitted lodged gathered collected tallied"
)
#: What one body brings out as a whole, so that its name tells which: "Census data", "figures from the mint".
_ONE_SET = vocabulary.word_set("results records audio footage")
#: What is one release once anything tells which: "new figures".
_FIGURES = vocabulary.word_set("data figures statistics")
#: What leads to whoever wrote something.
_MADE_BY = frozenset({"by", "from"}) | vocabulary.POSSESSIVE
#: What is brought forward in the mass: whose it is and where it stands nobody can tell.
_MASS = frozenset({"research", "evidence", "polling"})
#: Parts of one document.
_OF_ONE = vocabulary.word_set("excerpts extracts minutes passages details proceedings remarks pages")
#: Whom only their children call so.
_OWN = vocabulary.word_set("mum mom mummy mam dad daddy")
#: People who are only said to be there.
_ANYBODY = vocabulary.word_set(
    "man woman boy girl person passer-by bystander onlooker stranger passenger customer caller guy lad youth "
    "teenager gentleman lady neighbour neighbor resident villager shopper visitor tourist commuter motorist "
    "pensioner voter"
)
#: Who decides a case: the case tells which.
_BENCH = vocabulary.word_set("court jury judge magistrate coroner")
_VOICES = frozenset({"spokesperson", "representative", "ombudsman"})
#: Plural in form, one body by meaning.
_ONE_BODY = vocabulary.word_set("headquarters media television police")
#: Words shaped like nouns of persons that name things; sources seldom have others.
_THINGS = vocabulary.word_set(
    "paper letter number order offer center centre matter poster newsletter computer server power water "
    "river tower weather winter summer error factor sector floor door colour color behaviour behavior "
    "chapter cover answer ledger reminder encounter counter disorder list twist gist mist checklist "
    "shortlist document moment statement argument element evidence silence absence disaster theater "
    "theatre character quarter record award agreement"
)
#: Endings of nouns for persons, and of nouns for what is written or found.
_PERSONAL = ("er", "or", "ist", "ian", "man", "woman", "ee", "eer", "crat", "ant", "ster", "person", "wright")
_ABSTRACT = (
    "tion", "sion", "ment", "ity", "ness", "ism", "ure", "ing", "ence", "ance", "age", "ysis", "logy", "ics",
    "graph", "cy", "al", "book", "sheet", "scape",
)  # fmt: skip


def kind(phrase: Phrase) -> Kind:
    """What the phrase names: person, organisation, group, document or, of what is none of these, unknown."""
    if phrase.shape == "several" or _counted(phrase) or _several(phrase) or _number_alone(phrase):
        return "group"
    sort = _told(phrase)
    if phrase.partitive and phrase.plural and sort != "document":
        return "group"
    if sort in {"document", "unknown"}:
        return "document" if sort == "document" else "unknown"
    if sort == "organisation":
        several = phrase.plural and phrase.noun_word not in _ONE_BODY
        return "group" if several or _each(phrase) else "organisation"
    collective = sort == "group" and not phrase.partitive
    if collective or phrase.plural or phrase.head in vocabulary.SHARES - grading.ONE:
        return "group"
    return _shaped(phrase)


def _several(phrase: Phrase) -> bool:
    """Whether the head stands for several ("anyone", "less than a third")."""
    share = phrase.head in vocabulary.SHARES and phrase.keys[0] in vocabulary.APPROXIMATORS
    counted = phrase.head in {"more", "fewer", "neither", "each"}
    return share or counted or vocabulary.INDEFINITE_PRONOUNS.get(phrase.head, False)


def _number_alone(phrase: Phrase) -> bool:
    """Whether nothing but a number tells who they are ("the two", "all three")."""
    return phrase.head in _COUNTS and bool(phrase.determiner) and not phrase.partitive


def _counted(phrase: Phrase) -> bool:
    """Whether a singular counts people off: "one in three", "half the country"."""
    people = phrase.noun is not None and phrase.noun.sort != "document"
    person = people and phrase.noun is not None and phrase.noun.sort == "person"
    if _each(phrase) and (phrase.head == "side" or person):
        return True
    half = people and phrase.keys[:1] in {("half",), ("most",), ("much",)}
    return half or _ratio(phrase.keys)


def _ratio(keys: Words) -> bool:
    """Whether words count a share ("two in three", "two out of three", "about four in 10 voters")."""
    keys = tuple(key for key in keys if key != "out")
    if "in" not in keys and "of" not in keys:
        return False
    number = next((i for i, key in enumerate(keys) if key not in _BEFORE_RATIO), len(keys))
    counts = [key for key in keys[number : number + 4] if key != "every"]
    one, joint, whole = (*counts, "", "", "")[:3]
    return joint in {"in", "of"} and _number(one) and _number(whole)


def _number(word: str) -> bool:
    return word in {"one", "dozen"} or word in _COUNTS or vocabulary.is_number(word)


def _told(phrase: Phrase) -> Kind | None:
    """What the noun itself says, None when no list knows it."""
    if phrase.noun_word in vocabulary.HAPPENINGS and not phrase.partitive:
        return "unknown"
    if phrase.noun_word == "figures" and _RANKED.isdisjoint(phrase.keys):
        return "document"
    if bodies.trader(phrase.noun_word, phrase.words):
        return "organisation"
    return None if phrase.noun is None else phrase.noun.sort


def _shaped(phrase: Phrase) -> Kind:
    """What the form of a noun in the singular says."""
    if _personal(phrase):
        return "person"
    return "document" if phrase.head.endswith(_ABSTRACT) else "unknown"


def _each(phrase: Phrase) -> bool:
    """Whether the phrase counts off several one by one ("neither government", "each side")."""
    return phrase.keys[:1] in {("neither",), ("each",), ("either",), ("every",), ("any",)}


def _personal(phrase: Phrase) -> bool:
    """Whether the phrase names one person: by a noun of the lexicon, or by a word shaped like one."""
    if phrase.head == "source":
        return False
    if phrase.noun is not None or phrase.partitive or phrase.head in grading.ONE:
        return True
    if "who" in phrase.keys or phrase.head.endswith("-old") or phrase.head.startswith("ex-"):
        return True
    return phrase.head not in _THINGS and phrase.head.endswith(_PERSONAL) and phrase.head[-5:] != "meter"


def naming(phrase: Phrase) -> Naming:
    """How the phrase tells the reader who it is, when it gives no name."""
    sort = kind(phrase)
    if phrase.shape == "several" and phrase.names and _lists_names(phrase):
        return "named"
    if vocabulary.INDEFINITE_PRONOUNS.get(phrase.head) and not grading.refused(phrase):
        return "anonymous" if grading.knowing(phrase) else "group"
    if sort == "document":
        return _document_naming(phrase)
    if sort == "organisation":
        return _body_naming(phrase)
    if sort == "unknown" and phrase.plural:
        return "role" if phrase.definite else "group"
    return "anonymous" if withheld(phrase) else _people_naming(phrase, sort)


def _lists_names(phrase: Phrase) -> bool:
    """Whether several are named, not only where they are ("mothers and fathers at Marsh School")."""
    joint = next((i for i, key in enumerate(phrase.keys) if key in {"and", "or"}), 0)
    first = vocabulary.noun_ending(phrase.keys[:joint], joint)
    plural = vocabulary.nouns().get(tuple(phrase.keys[joint - first : joint])) if first else None
    if plural is not None and plural.plural:
        return False
    # "Hill and her supporters", "Hill and other members".
    last = max((i for i, key in enumerate(phrase.keys) if key in {"and", "or"}), default=0)
    tail = phrase.keys[last + 1 :]
    if tail and tail[0] in vocabulary.POSSESSIVE | {"other", "others", "some", "many", "several"}:
        return False
    # "French and Lurian clubs"; "Labour and the Tories" are two.
    many = vocabulary.heads().get(tail[-1:])
    return many is None or not many.plural or not vocabulary.DETERMINERS.isdisjoint(tail)


def _body_naming(phrase: Phrase) -> Naming:
    """Anonymous where it is not told which body is meant: "an insurer", "one of the unions"."""
    untold = (phrase.determiner in _SOME_ONE and not _sits(phrase)) or phrase.partitive
    tasked = phrase.head in _TASKED and bool(grading.told_words(phrase))
    private = not _PRIVATE.isdisjoint((phrase.head, phrase.noun_word))
    return "anonymous" if untold and not (tasked or (phrase.names and not private)) else "role"


def _people_naming(phrase: Phrase, sort: Kind) -> Naming:
    """How people are told whose identity is not withheld."""
    if _counted(phrase):
        return "group"
    if phrase.plural or sort == "group":
        counted = phrase.determiner in _EXACT_NUMBERS and not _share(phrase)
        return "anonymous" if counted and sort == "group" else "group"
    if phrase.definite and phrase.determiner == "the" and _untold(phrase):
        return "anonymous"
    if phrase.noun_word in _OWN and not phrase.determiner:
        return "role"
    # A headline leaves articles out: "minister" is an office, "resident" is somebody.
    bare_office = not phrase.determiner and phrase.noun is not None and phrase.noun.senior
    told = phrase.definite or phrase.head in _VOICES or bare_office or _sits(phrase)
    return "role" if told and not phrase.partitive else "anonymous"


def _sits(phrase: Phrase) -> bool:
    """Whether a case has but one of them: "a judge has ruled"."""
    return phrase.determiner in {"a", "an"} and phrase.noun_word in _BENCH


def _untold(phrase: Phrase) -> bool:
    """Whether no more is told than that it is somebody: "the man on the desk"."""
    whose = phrase.owned or phrase.names or not vocabulary.POSSESSIVE.isdisjoint(phrase.keys)
    return anybody(phrase) and not whose


def anybody(phrase: Phrase) -> bool:
    """Whether a noun only says that somebody is there: "the caller"."""
    return phrase.head in _ANYBODY


def _share(phrase: Phrase) -> bool:
    """Whether the phrase counts a share ("six percent")."""
    return phrase.head in vocabulary.SHARES


def _document_naming(phrase: Phrase) -> Naming:
    """Role for a document, which is mostly the only one of its kind; not for one post or voice among many."""
    told = grading.told_words(phrase) - grading.PLATFORMS
    mass = phrase.head in _MASS or phrase.keys == ("data",)
    if phrase.definite or mass:
        return "anonymous" if mass and not told else "role"
    if phrase.plural and phrase.head in _OF_ONE and not {"of", "from"}.isdisjoint(phrase.keys):
        return "role"
    if phrase.determiner in {"one", "another"} and not (phrase.names or _MADE_BY & set(phrase.keys)):
        return "anonymous"
    if phrase.plural:
        # The papers of one case or leak are one document.
        one = phrase.noun_keys[:1] == ("court",) or not _ONE_BATCH.isdisjoint(phrase.keys)
        made = bool(phrase.names) or not {"by", "from"}.isdisjoint(phrase.keys)
        whole = (phrase.noun_word in _FIGURES and phrase.words) or (made and phrase.noun_word in _ONE_SET)
        return "role" if one or whole else "group"
    posted = phrase.head in _POSTS and "blog" not in phrase.keys
    if posted and phrase.determiner in _SOME_ONE and not phrase.names and not _MADE_BY & set(phrase.keys):
        return "anonymous"
    among_many = posted or not phrase.words.isdisjoint(_PUBLIC) or phrase.partitive
    return "anonymous" if among_many and not told else "role"


def withheld(phrase: Phrase) -> bool:
    """Whether the phrase withholds who it is, whatever its number."""
    return (
        phrase.head in _CLOAKED
        or (_hides(phrase) and phrase.head not in {"people", "observers"})
        or (grading.cloaked(phrase) and not (phrase.plural and phrase.definite and phrase.head != "those"))
        or grading.refused(phrase)
        or (phrase.partitive and not phrase.plural)
        or phrase.head == "other"
    )


def _hides(phrase: Phrase) -> bool:
    """Whether a noun of the lexicon hides who it is; "the party's top figures" are a side of it."""
    side = phrase.plural and phrase.definite
    return phrase.noun is not None and phrase.noun.anonymous and not side


def grade(phrase: Phrase) -> int:
    """How much the phrase tells of an unnamed source, 0 to 3."""
    return grading.grade(phrase, kind(phrase))


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
