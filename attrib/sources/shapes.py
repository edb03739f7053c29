"""Phrases that are no noun phrase about somebody named: a phrase goes in, its pronoun or people come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.sources.article import Article
    from attrib.sources.mentions import NameMention
    from attrib.sources.vocabulary import Words

#: People who are said to be somebody's; few organisations begin their names so.
_FOLLOWING = vocabulary.word_set(
    "allies supporters opponents critics aides advisers backers relatives colleagues fans followers rivals "
    "associates members spokespeople spokesmen spokeswomen lawyers attorneys solicitors officials executives "
    "representatives leaders organisers organizers directors managers ministers workers employees residents "
    "shareholders investors prosecutors delegates lawmakers politicians councillors owners founders authors "
    "witnesses victims survivors descendants students pupils teachers doctors nurses staff inspectors"
)
#: What leads to whose they are.
_WHOSE_PEOPLE = vocabulary.word_set("of for at from in with")
#: How people of rank are spoken of: "Her Grace", "his lordship".
_STYLES = vocabulary.word_set(
    "grace majesty highness excellency lordship ladyship holiness eminence honour honor"
)
_PARENTS = (["mum"], ["mom"], ["mummy"], ["dad"], ["daddy"])
_WHOSE = frozenset({"his", "her", "their"})
_CONTRACTED = ("'ll", "'re", "'ve", "'m", "'d")


def pronoun(keys: tuple[str, ...]) -> str:
    """The pronoun that a phrase consists of ("he", "they both", "he himself"), "" for none."""
    known = vocabulary.PRONOUNS | vocabulary.RELATIVES
    first = keys[0]
    for ending in _CONTRACTED:
        first = first.removesuffix(ending)
    if len(keys) == 1 and first != keys[0] and first in known:
        return first
    if len(keys) == 1 and (keys[0] in known or keys[0] in vocabulary.INDEFINITE_PRONOUNS):
        return keys[0]
    if (
        len(keys) == 2
        and keys[0] in known
        and (keys[1] in {"both", "all", "too", "also"} or keys[1][-4:] == "self")
    ):
        return keys[0]
    return ""


def of_people(article: Article, words: range, mention: NameMention) -> bool:
    """Whether capitals only say of what people, party or faith somebody is ("House Republicans", "a Tory").

    "The Democrats" are a class or a side as "Democrats" are; the body is "the Democratic Party".
    """
    inside = article.words_in(mention.span)
    keys = [article.key(i) for i in inside]
    known = vocabulary.peoples()
    if keys in _PARENTS or (inside.start == words.start and _opening(tuple(keys))):
        return True
    if keys[-1] in _STYLES and inside.start > words.start and article.key(inside.start - 1) in _WHOSE:
        return True
    keys = [piece for key in keys for piece in key.split("-")]  # "African-Americans"
    length = vocabulary.noun_ending(keys, len(keys), known)
    if not length:
        return False
    before = article.key(inside.start - 1) if inside.start > words.start else ""
    if known[tuple(keys[-length:])]:
        return len(keys) == length or tuple(keys) not in vocabulary.organisations()
    ends = inside.stop == words.stop or article.gap(inside.stop - 1).strip() == ","
    if before == "the" and ends and tuple(keys) not in vocabulary.organisations():
        # "The Swede", "The Ohio Republican".
        return True
    first = article.key(words.start) if inside.stop == words.stop else ""
    counted = vocabulary.INDEFINITE | vocabulary.QUANTIFIERS
    return len(keys) == length and not counted.isdisjoint((before, first))


def _opening(keys: Words) -> bool:
    """Whether only the sentence gave people their capital ("Supporters", "Staff at Orne")."""
    if len(keys) > 1:
        body = keys in vocabulary.organisations()
        return keys[0] in _FOLLOWING and keys[1] in _WHOSE_PEOPLE and not body
    noun = vocabulary.heads().get(keys)
    several = noun is not None and noun.plural and noun.sort in {"group", "organisation"}
    return several and keys not in vocabulary.organisations()
