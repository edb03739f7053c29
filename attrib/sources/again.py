"""Whom a phrase means that nobody was called by: a phrase goes in, a named entity comes out, and is learnt.

What somebody is goes before whose somebody is, people before companies; the rules are in
:mod:`attrib.sources.implied` and :mod:`attrib.sources.kin`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import bodies, grading, implied, kin, recalled, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.sources.article import Article
    from attrib.sources.cast import Cast
    from attrib.sources.discourse import Discourse
    from attrib.sources.phrases import Phrase

#: What somebody says, which is no document: "Hill’s argument is that …" is Hill.
_SPOKEN = vocabulary.word_set(
    "rhetoric argument arguments remarks comments claim claims words reasoning contention assertion "
    "assertions insistence suggestion opinion"
)


class Again:
    """Nouns that name somebody again.

    Args:
        article: The article.
        cast: Its named entities; what they are called is learnt.
        discourse: The mentions so far.
        owner: Gives whose somebody is ("her brother").
    """

    def __init__(
        self,
        article: Article,
        cast: Cast,
        discourse: Discourse,
        owner: Callable[[Phrase], int | None],
    ) -> None:
        self._article = article
        self._cast = cast
        self._discourse = discourse
        self._owner = owner

    def meant(self, phrase: Phrase) -> int | None:
        """The named entity that a phrase takes up by a noun it was never called by."""
        if grading.refused(phrase):
            return None
        known = (self._cast, self._discourse, phrase)
        found = None
        if not self._cast.roles.known(phrase.head, offset=phrase.span.start):
            found = recalled.by_calling(*known)
            found = None if found is not None and self._listed(phrase) else found
        if found is None:
            found = implied.person(self._article, *known)
        if found is not None:
            self._cast.roles.learn(phrase.head, phrase.words, offset=phrase.span.start, entity=found)
            return found
        owned = phrase.owned or phrase.determiner in vocabulary.POSSESSIVE
        if owned and phrase.head in _SPOKEN:
            return self._owner(phrase)
        if kin.tie(phrase) and owned:
            owner = self._owner(phrase)
            tie = kin.relative(self._article, *known, owner)
            return kin.client(*known, owner) if tie is None else tie
        found = bodies.called(self._article, self._cast, phrase)
        if found is not None:
            self._cast.bodies.learn(phrase.head, phrase.words, offset=phrase.span.start, entity=found)
        return found

    def _listed(self, phrase: Phrase) -> bool:
        """Whether the list of offices tells whom a phrase means: "the Tory leader" is no chairman."""
        return self._cast.offices.holder(phrase, self._cast.roles.told_of) is not None
