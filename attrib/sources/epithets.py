"""Epithets: "the real estate mogul", "the GOP candidate" go in, whom the sentences before mean comes out.

News tells more of somebody by not repeating the name: "Brandt lost. The retired neurosurgeon said …". A noun
for people with modifiers that nobody was called by is such an epithet, where nothing says that somebody else
is brought in: no complement, no name of a person or body, no noun for a part in the events ("the witness").
As a subject it takes up what the last sentence is about; behind another subject it is somebody else of the
sentence, for that subject would be "he" or "she".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.records import Span
from attrib.sources import bodies, callings, companies, describe, offices, origins, vocabulary
from attrib.sources.article import is_possessive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.entities import Entity
    from attrib.sources.phrases import Phrase
    from attrib.sources.places import Place

_THE = frozenset({"the", "this"})
#: Who stands for election, or for a party: needs no modifiers, and is said of several by turns.
_RUNNING = vocabulary.word_set(
    "candidate nominee frontrunner front-runner contender hopeful challenger incumbent republican democrat "
    "libertarian socialist standard-bearer"
)
#: Parts in the events, posts and ties: somebody of their own.
_PARTS = vocabulary.word_set(
    "spokesperson lawyer attorney solicitor barrister counsel agent witness employer supporter backer "
    "aide adviser advisor official source person insider narrator moderator heckler driver pilot member "
    "editor inspector victim survivor suspect gunman attacker shooter hacker officer detective employee "
    "worker staffer caller reader viewer voter donor user author reviewer checker fact-checker "
    "interviewer reporter owner landlord tenant neighbour neighbor friend ally opponent rival critic "
    "colleague boss operative manager organiser organizer president chancellor minister secretary "
    "governor mayor senator speaker judge justice king queen prince princess pope bishop chairman "
    "chairwoman chair chief director head commissioner ambassador general admiral prosecutor doctor nurse "
    "teacher passenger boy girl child man woman baby husband wife father mother brother sister son "
    "daughter couple clerk assistant deputy translator host anchor guard soldier player one other mp "
    "councillor coroner registrar buyer seller analyst expert spokesman spokeswoman cousin uncle aunt "
    "nephew niece parent patient client applicant complainant"
)
#: Those of them that are posts.
_POSTS = vocabulary.word_set(
    "minister secretary governor mayor senator president chancellor leader mp chairman"
)
#: Modifiers that choose among several ("the second trader", "the other farmer").
_CHOOSING = vocabulary.word_set(
    "first second third fourth other another same next last previous new only one two elder older younger "
    "average typical ordinary single local central unnamed duty shift site acting assistant deputy"
)
#: Who has a seat for a place, which tells more rather than who.
_SEATS = vocabulary.word_set("mp msp mep senator congressman congresswoman councillor")
_PARTIES: Mapping[str, frozenset[str]] = {
    "right": vocabulary.word_set("republican republicans gop r"),
    "left": vocabulary.word_set("democrat democratic democrats d"),
    "tory": frozenset({"tory"}),
    "labour": frozenset({"labour"}),
}
_SIDES = frozenset[str]().union(*_PARTIES.values())
#: How many sentences back somebody with a post was mentioned.
_REACH = 15
#: How much more present than all others a body must be; hand-set.
_CLEARLY = 1.5
#: How many words stand before the subject of a sentence at most ("On Saturday,").
_FEW = 2
#: How many paragraphs back the subject may stand; who runs is in mind for longer.
_BACK, _BACK_RUNNING = 1, 2


def meant(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The named person whom an epithet takes up.

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: A definite phrase for a person whom the article has not called so.

    Returns:
        None where the phrase may bring in somebody else, or nobody stands before it.
    """
    if not _tells_more(cast, phrase) or article.quoted(phrase.span.start):
        return None
    if not _is_epithet(cast, phrase):
        return _in_post(article, cast, discourse, phrase)
    gender = vocabulary.GENDER.get(phrase.noun_word)
    party = _party(phrase.words | {phrase.noun_word})
    first = article.block_at(phrase.span.start) - (_BACK_RUNNING if running(phrase) else _BACK)
    people = [
        place
        for place in discourse.before(phrase.span.start)
        if place.block >= first
        and not place.inside
        and _named(cast.entities[place.entity])
        and cast.entities[place.entity].may_be(gender)
        and (party is None or _party_of(cast, place.entity) in {party, None})
    ]
    return _choose(article, people, phrase)


def _choose(article: Article, people: list[Place], phrase: Phrase) -> int | None:
    """Whom the sentence before is about; behind a subject of the same sentence whoever else is in it."""
    sentence = article.sentence_at(phrase.span.start)
    here = [place for place in people if place.sentence == sentence]
    subjects = {place.entity for place in here if _acts(article, place)}
    others = [place.entity for place in here if place.entity not in subjects and not place.possessive]
    if subjects:
        return others[-1] if others else None
    before = [place for place in people if place.sentence < sentence]
    main = [place for place in before if _acts(article, place)]
    if main:
        # The sentence is about its first subject: "Hill sued, saying that Brandt lied".
        return next(place.entity for place in main if place.sentence == main[-1].sentence)
    known = list(dict.fromkeys([place.entity for place in before] + others))
    return known[0] if len(known) == 1 else None


def running(phrase: Phrase) -> bool:
    """Whether a phrase says that somebody stands for election, or of which party he or she is."""
    return phrase.head in _RUNNING or phrase.noun_word in _RUNNING


def _acts(article: Article, place: Place) -> bool:
    """Whether a mention is a subject; a source may be the genitive of a name ("Hill’s plan")."""
    return place.subject and not is_possessive(article.text[place.offset : place.end])


def going_on(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """Who goes on speaking and is told more of: "Ann Hill said … The charity’s director said …".

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: The source of an attribution, whom nothing else tells.

    Returns:
        The named person who spoke last in this paragraph or the one before, if nobody else has acted since
        and the article has not told that to be something else.
    """
    offset = phrase.span.start
    last = discourse.last_speaker(offset)
    if (
        last is None
        or discourse.last_subject(offset) not in {last, None}
        or not _may_be_more(article, phrase)
    ):
        return None
    if any(place.subject and not place.inside for place in discourse.within(offset)):
        return None  # "He left and the captain stayed."
    person = cast.entities[last]
    near = article.block_at(offset) - article.block_at(person.last_before(offset)) <= _BACK
    fits = near and _named(person) and person.may_be(vocabulary.GENDER.get(phrase.noun_word))
    told = cast.roles.told_of(last)
    if not told:
        # "BBC Radio Tarn" looks like a name of a person: something must show that it is one.
        return last if fits and (person.given or person.gender or person.seen) else None
    same = phrase.head not in told and any(_alike(phrase.head, head) for head in told)
    return last if fits and same else None


def _may_be_more(article: Article, phrase: Phrase) -> bool:
    """Whether a phrase may only tell more of somebody: nothing in it or behind it says which one is meant."""
    if phrase.shape != "noun" or phrase.plural or phrase.partitive or phrase.determiner not in _THE:
        return False
    if (
        describe.kind(phrase) != "person"
        or phrase.head == "spokesperson"
        or describe.anybody(phrase)
        or article.quoted(phrase.span.start)
    ):
        return False
    if offices.of_a_state(phrase.keys[1:]) or not _opens(article, phrase.span.start):
        return False
    alone = phrase.span.end == phrase.core.end and _CHOOSING.isdisjoint(phrase.words)
    # "The chairman of the board", but "the MP for Tarn".
    return alone and (phrase.head in _SEATS or not _completed(article, phrase))


def _opens(article: Article, offset: int) -> bool:
    """Whether a phrase begins a sentence, but for "But" or "In May", or stands behind a quotation."""
    start = article.sentences[article.sentence_at(offset)].span.start
    before = article.words_in(Span(start, offset))
    return len(before) <= _FEW or article.quoted(article.words[before.stop - 1].start)


def _alike(noun: str, known: str) -> bool:
    """Whether somebody may be both, but for two posts, which two people hold."""
    both = [vocabulary.nouns().get((one,)) for one in (noun, known)]
    posts = all(one is not None and one.senior for one in both)
    either = callings.alike(noun, known) or callings.alike(known, noun)
    return either or (callings.related(noun, known) and not posts)


def body(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The body that a noun that goes round takes up with modifiers ("the mining group").

    Args:
        article: The article.
        cast: Its entities.
        discourse: The mentions so far.
        phrase: A definite phrase for a body that the article has not called so.

    Returns:
        None where several come to mind: "the Lurian firm" tells one from another, and "group" little.
    """
    if not bodies.general(phrase.noun_word) or not phrase.words or not _tells_more(cast, phrase):
        return None
    fits = companies.fitting(cast, discourse, phrase)
    if phrase.noun_word not in bodies.FIRMS | {"group"}:
        # "The highways authority" is none of the bodies of which nothing is known.
        fits = {index: weight for index, weight in fits.items() if companies.known_as(cast, phrase, index)}
    apart = article.text[phrase.core.start].isupper() or phrase.noun_word == "group"
    if apart and len(fits) > 1:
        return origins.body(article, cast, discourse, phrase, fits)
    first, second = (*sorted(fits.values(), reverse=True)[:2], 0.0, 0.0)[:2]
    if not first or first < _CLEARLY * second:
        return None
    return max(fits, key=lambda index: (fits[index], -index))


def _in_post(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The one person near whom the article gave the same post in other words ("the Marsh MP")."""
    sentence = article.sentence_at(phrase.span.start)
    names = frozenset(key for index in phrase.names for key in cast.mentions[index].keys) - _SIDES
    party = _party(phrase.words)
    found = {
        place.entity
        for place in discourse.before(phrase.span.start)
        if sentence - place.sentence <= _REACH
        and phrase.head in (told := cast.roles.told_of(place.entity))
        and _named(cast.entities[place.entity])
        and not (phrase.words ^ told[phrase.head]) & vocabulary.OFFICE_CHANGING
        and not cast.offices.clashes(phrase, place.entity)
        and not cast.roles.clashes(place.entity, phrase.head, names)
        and (party is None or _party_of(cast, place.entity) in {party, None})
    }
    return found.pop() if len(found) == 1 else None


def _tells_more(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase is definite and nothing in it says that it is another than those before."""
    if phrase.shape != "noun" or phrase.plural or phrase.partitive or phrase.owned:
        return False
    if phrase.determiner not in _THE or not _CHOOSING.isdisjoint(phrase.words):
        return False
    inside = [i for i, mention in cast.names_in(phrase.core) if i in phrase.names]
    return not _completed(cast.article, phrase) and not any(_somebody(cast, i) for i in inside)


def _is_epithet(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase tells what a known person is rather than who else there is."""
    # Two callings at once bring in nobody: "the Labour peer and former minister".
    both = "and" in phrase.keys and phrase.noun_word in _POSTS
    if not both and (phrase.head in _PARTS or phrase.noun_word in _PARTS):
        return False
    if not running(phrase) and not phrase.words:
        return False
    # "The Lurian leader", but "the union leader".
    return phrase.head != "leader" or cast.article.text[phrase.core.start].isupper()


def _completed(article: Article, phrase: Phrase) -> bool:
    """Whether a complement right behind the noun tells which one is meant; behind a comma it tells more."""
    keys = [article.key(index) for index in article.words_in(phrase.core)]
    behind = vocabulary.POSTMODIFIERS | vocabulary.RELATIVES
    return any(noun == phrase.noun_word and key in behind for noun, key in pairwise(keys))


def _somebody(cast: Cast, mention: int) -> bool:
    """Whether a name in a phrase is a person's or a body's, no place's or party's."""
    entity = cast.bearer(mention)
    if _party(frozenset(cast.mentions[mention].keys)):
        return False
    if entity is None:
        return True
    # "The Port Tarn company": whoever stands behind "the" or "in" throughout is a place.
    return cast.entities[entity].kind in {"person", "organisation"} and not cast.entities[entity].place


def _named(entity: Entity) -> bool:
    person = entity.kind == "person" and entity.naming == "named" and not entity.plural
    return person and vocabulary.words_of(entity.name) not in vocabulary.peoples()


def _party(words: frozenset[str]) -> str | None:
    """The side that some words tell, None for none or both."""
    found = [side for side, names in _PARTIES.items() if not names.isdisjoint(words)]
    return found[0] if len(found) == 1 else None


def _party_of(cast: Cast, entity: int) -> str | None:
    """The side that the article, else the list of offices, tells of somebody, None for none."""
    told = cast.roles.told_of(entity)
    said = _party(frozenset[str]().union(told.keys(), *told.values()))
    return _party(cast.offices.sides(entity)) if said is None else said
