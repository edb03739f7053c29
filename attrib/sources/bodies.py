"""Bodies that a phrase names though its head is no name: a phrase goes in, what it names comes out.

"The GMB union" is GMB, the Duke of Marsh nobody else; "Tarn police" and "Luria’s finance ministry" are named
by the place that they serve, which the guide counts as a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.phrases import Phrase

#: Nouns behind the name of what they say that it is.
_CLASSES = vocabulary.word_set(
    "union newspaper charity group magazine website network chain movement club agency platform app watchdog "
    "thinktank broadcaster channel consortium festival foundation trust campaigners"
)
#: Public bodies, of which a place has one.
_PUBLIC = vocabulary.word_set(
    "council police ministry government parliament army navy legislature senate constabulary assembly "
    "constitutional authority treasury"
)
#: Peers are called by title and place.
_PEERS = vocabulary.word_set(
    "duke duchess earl countess marquess marchioness viscount viscountess prince princess"
)
#: Letters that are places before a noun.
_PLACES = frozenset({"us", "uk", "eu", "un", "usa"})
#: How words for "of a country" end, which tell its people rather than the place.
_ADJECTIVES = ("ian", "ish", "ese", "ean", "can", "ch")


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
    if entity is None or beside.start != words.start or article.key(beside.stop) != phrase.noun_word:
        return None
    name = article.text[mention.span.start : mention.span.end]
    letters = name.isupper() and len(name) > 1 and mention.keys[0] not in _PLACES
    one = cast.entities[entity]
    fits = one.kind == "organisation" or letters or (len(mention.keys) > 1 and one.kind == "unknown")
    if not fits or (one.place and not letters):
        return None
    one.kind = "organisation"
    return entity


def named(cast: Cast, phrase: Phrase) -> bool:
    """Whether a phrase is a name though its head is none: of a public body with its place, or of a peer.

    Args:
        cast: The named entities.
        phrase: The phrase.
    """
    if phrase.noun_word in _PEERS:
        # "The Duke of Marsh" is called so; "the duke of that place" is not.
        first = cast.article.words_in(phrase.core).start
        return cast.article.word(first)[0].isupper() and "of" in phrase.keys and bool(phrase.names)
    if phrase.noun_word not in _PUBLIC or phrase.partitive or not phrase.names or phrase.plural:
        return False
    if phrase.keys[0] in {"neither", "each", "either", "every"}:
        return False
    if phrase.determiner not in {"the", ""} or cast.mentions[phrase.names[0]].span.start > phrase.core.start:
        return False
    entity = cast.bearer(phrase.names[0])
    place = cast.mentions[phrase.names[0]].keys[-1]
    if place.endswith(_ADJECTIVES) and not phrase.owned:
        return False
    # Two capitals look like somebody's: "Harlow Quays council".
    return entity is not None and not (cast.entities[entity].kind == "person" and cast.entities[entity].given)
