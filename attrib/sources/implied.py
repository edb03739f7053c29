"""Whom a definite phrase means that nobody was called by: a phrase goes in, a named entity comes out.

News varies its words: after "Ivo Brandt" it writes "the striker", "the 31-year-old", "her brother", "the
company", and trusts the reader to see that nobody else can be meant. Only nouns that serve to name again are
taken up so; "the judge" or "the prime minister" without a name is somebody of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from attrib.sources import callings, recalled, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase
    from attrib.sources.places import Place

#: How many sentences back whoever is named again was mentioned.
_REACH = 12
#: How much less somebody comes to mind who is known by another role, or is not known to be a company.
_LESS = 0.3
#: Age and origin are told of whom the sentence before brought in; how much more that and a calling count.
_FRESH, _MORE = 1, 10.0
_THE = frozenset({"the", "this", "that"})
#: Nouns that name somebody again by what is known of them.
_AGAIN = vocabulary.word_set(
    "actor actress singer rapper musician star songwriter author writer novelist poet playwright comedian "
    "presenter artist painter composer filmmaker billionaire millionaire businessman businesswoman tycoon "
    "entrepreneur magnate politician republican democrat lawmaker legislator senator congressman "
    "congresswoman representative backbencher mp peer candidate nominee contender frontrunner incumbent "
    "hopeful conservative tory liberal socialist activist campaigner veteran newcomer champion athlete "
    "player striker midfielder defender winger forward goalkeeper keeper batsman bowler cricketer golfer "
    "boxer cyclist swimmer runner sprinter jockey footballer rookie quarterback pitcher academic scientist "
    "engineer teenager pensioner grandmother grandfather widow widower mother father man woman briton "
    "american scot irishman welshman frenchman spaniard italian german australian canadian russian chinese "
    "texan californian native londoner defendant accused suspect plaintiff claimant whistleblower manager "
    "coach boss gaffer skipper"
)
#: Who speaks for others: nobody tells their age.
_VOICES = vocabulary.word_set("spokesperson lawyer solicitor attorney barrister agent")
#: Who sits in a parliament: a party or a place before the noun tells who it is.
_SEATS = vocabulary.word_set(
    "mp republican democrat senator congressman congresswoman representative lawmaker legislator peer "
    "conservative tory liberal socialist"
)
#: What somebody is by what he or she did or where he or she is from.
_TELLING = vocabulary.word_set("veteran native graduate alumnus alumna laureate")
_AGED = "-year-old"
#: How many names back an age is looked for: bounds the work on very long texts.
_MOST_NAMES = 400


def person(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The named person whom a definite noun phrase names again ("the striker") or tells more of.

    Args:
        article: The article.
        cast: Its named entities.
        discourse: The mentions so far.
        phrase: The phrase.

    Returns:
        None where nobody fits, several are of the age that is told, or the phrase's holder is known.
    """
    if phrase.shape != "noun" or phrase.plural or phrase.partitive or phrase.determiner not in _THE:
        return None
    if cast.roles.known(phrase.head, offset=phrase.span.start):
        # "Governor Hill … The former two-term governor".
        past = phrase.keys[1:2] == ("former",)
        same = _last_subject(article, cast, discourse, phrase) if past else None
        return same if same is not None and phrase.head in cast.roles.told_of(same) else None
    found = _by_noun(article, cast, discourse, phrase)
    return _last_subject(article, cast, discourse, phrase) if found is None else found


def _by_noun(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The one of that age, else the most present person whose gender does not clash."""
    aged = phrase.noun_word.endswith(_AGED)
    again = phrase.noun_word in _AGAIN or phrase.noun_keys in vocabulary.peoples()
    if not aged and (phrase.words - vocabulary.OFFICE_CHANGING or not again):
        return None
    if aged and (told := _of_age(article, cast, phrase)):
        return told[0] if len(told) == 1 else None
    weights = discourse.present(phrase.span.start, reach=_REACH)
    gender = vocabulary.GENDER.get(phrase.noun_word)
    tells = aged or phrase.noun_keys in vocabulary.peoples()
    new = _new(article, cast, discourse, phrase.span.start) if tells else frozenset[int]()
    going_on = None if tells else recalled.by_place(article, cast, discourse, phrase)
    fits: dict[int, float] = {}
    for index, weight in weights.items():
        entity = cast.entities[index]
        here = index in new or index == going_on
        named = entity.naming == "named" or (here and not entity.plural)
        if entity.kind == "person" and named and entity.may_be(gender):
            more = _MORE if index in new or index == going_on else 1.0
            fits[index] = weight * (more if index in new else more * _called(cast, phrase, index))
    return max(fits, key=lambda index: (fits[index], -index), default=None)


def _new(article: Article, cast: Cast, discourse: Discourse, offset: int) -> frozenset[int]:
    """Those of whom a reader may be told more: who spoke last in this paragraph, who was just brought in."""
    sentence, block = article.sentence_at(offset), article.block_at(offset)
    near = [place for place in discourse.before(offset) if place.block == block]
    said = [place.entity for place in near if place.speaker and not place.inside][-1:]
    last = discourse.last_subject(offset)
    if said and last is not None and cast.entities[last].kind == "person":
        said = [last]
    said = [index for index in said if _VOICES.isdisjoint(cast.roles.told_of(index).keys())]
    brought = [
        place.entity
        for place in discourse.before(offset)
        if sentence - article.sentence_at(cast.entities[place.entity].offsets[0]) <= _FRESH
        and _VOICES.isdisjoint(cast.roles.told_of(place.entity).keys())
        and ((place.subject and not place.inside) or cast.entities[place.entity].naming == "named")
    ]
    return frozenset(said or brought)


def _called(cast: Cast, phrase: Phrase, entity: int) -> float:
    """How much more or less somebody comes to mind by what he or she was told to be."""
    told = cast.roles.told_of(entity)
    listed = phrase.head in cast.offices.sides(entity)
    if listed or any(callings.alike(phrase.head, head, words) for head, words in told.items()):
        return _MORE
    return _LESS if told else 1.0


def _last_subject(article: Article, cast: Cast, discourse: Discourse, phrase: Phrase) -> int | None:
    """The last subject in this paragraph or the one before, of whom "the former minister" tells more.

    Of the others of its sentence, one whose calling goes with the phrase: "Boss Ann Hill has signed
    goalkeeper Mia Orne. The 31-year-old former Luria defender …".
    """
    if phrase.determiner != "the" or not _tells_more(article, phrase):
        return None
    block = article.block_at(phrase.span.start)
    for place in reversed(discourse.before(phrase.span.start)):
        entity = cast.entities[place.entity]
        if place.block < block - 1:
            return None
        if place.subject and not place.inside and entity.kind == "person":
            fits = entity.naming == "named" and entity.may_be(vocabulary.GENDER.get(phrase.noun_word))
            # What somebody of the list of offices was the list says.
            listed = place.entity in cast.offices.people() and cast.offices.lists(phrase)
            if not fits or listed:
                return None
            return _of_the_trade(cast, discourse, phrase, place) or place.entity
    return None


def _of_the_trade(cast: Cast, discourse: Discourse, phrase: Phrase, subject: Place) -> int | None:
    """Whoever else a sentence names whose calling goes with a phrase, where that of its subject does not."""

    def related(entity: int) -> bool:
        return any(callings.related(phrase.head, head) for head in cast.roles.told_of(entity))

    others = [
        place.entity
        for place in discourse.before(phrase.span.start)
        if place.sentence == subject.sentence and place.entity != subject.entity and related(place.entity)
    ]
    return (
        others[-1] if others and cast.roles.told_of(subject.entity) and not related(subject.entity) else None
    )


def _tells_more(article: Article, phrase: Phrase) -> bool:
    """Whether a phrase says what somebody was, how old or of which party he or she is."""
    if any(key in vocabulary.POSTMODIFIERS for key in phrase.keys[1:]):
        return False
    before = phrase.keys[1 : -len(phrase.noun_keys) or None]
    aged = any(key.endswith(_AGED) for key in before)
    past = phrase.keys[1:2] in {("former",), ("retired",), ("veteran",)} or phrase.noun_word.startswith("ex-")
    party = phrase.noun_word in _SEATS and article.text[phrase.core.start].isupper()
    return aged or past or (bool(before) and (party or phrase.noun_word in _TELLING))


def _of_age(article: Article, cast: Cast, phrase: Phrase) -> list[int]:
    """The people whose names an age follows ("Ivo Brandt, 31,")."""
    age = phrase.noun_word.removesuffix(_AGED)
    return list(dict.fromkeys(_aged(article, cast, age, phrase.span.start)))


def _aged(article: Article, cast: Cast, age: str, stop: int) -> Iterator[int]:
    last = bisect_left(cast.mentions, stop, key=lambda one: one.span.end)
    for index in range(max(0, last - _MOST_NAMES), last):
        mention = cast.mentions[index]
        entity = cast.bearer(index)
        after = article.text[mention.span.end : mention.span.end + len(age) + 3]
        if entity is not None and after[:-1].startswith(f", {age}") and not after[-1:].isalnum():
            yield entity
