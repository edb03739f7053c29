"""Which pronoun the article uses of whom: its names go in, votes for "he" or "she" are noted on the entities.

Only plain cases vote: one person named before the pronoun in its sentence, or, where that names nobody, one
person in the sentence before. The votes choose between candidates and are never put out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.sources.article import Article
    from attrib.sources.cast import Cast

_VOTE = 0.5


def note_pronouns(article: Article, cast: Cast) -> None:
    """Add to every person's ``seen`` what the pronouns of the narrator's text tell.

    Args:
        article: The article.
        cast: Its named entities.
    """
    previous: set[int] = set()
    for sentence in article.carrying_sentences():
        named = {
            mention.span.start: entity
            for index, mention in cast.names_in(article.sentences[sentence].span)
            if (entity := cast.bearer(index)) is not None and cast.entities[entity].kind == "person"
        }
        here: set[int] = set()
        for word in article.sentence_words(sentence):
            start = article.words[word].start
            if start in named:
                here.add(named[start])
            key = article.key(word)
            if key in vocabulary.MALE_PRONOUNS or key in vocabulary.FEMALE_PRONOUNS:
                meant = here or previous
                if len(meant) == 1 and not article.quoted(start):
                    vote = _VOTE if key in vocabulary.MALE_PRONOUNS else -_VOTE
                    cast.entities[next(iter(meant))].seen += vote
        previous = here or previous
