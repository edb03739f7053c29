"""What a run of capitals may be that is no name: a run goes in, whether it is a common noun comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.sources import runs
    from attrib.sources.article import Article

#: Documents that names end in ("Corva University Poll") and that are none alone.
_PAPERS = frozenset({"poll", "report", "study", "survey", "memo", "analysis"})
#: What stands before a name behind a quotation, or before whom the words were said to.
_SAYING = vocabulary.word_set("said says added adds told asked replied wrote insisted warned and but that")


def called(article: Article, run: runs.Run) -> bool:
    """Whether one capitalised calling inside a sentence is somebody's name ("said Baker")."""
    word = run.words[0]
    noun = vocabulary.nouns().get((article.key(word),))
    if run.opening or noun is None or noun.sort != "person" or noun.plural or noun.senior:
        return False
    before = article.key(word - 1) if word else ""
    written = article.word(word)
    return written[1:].islower() and before in _SAYING and (article.key(word),) not in vocabulary.titles()


def common(article: Article, run: runs.Run, wording: runs.Wording, *, abbreviates: bool) -> bool:
    """Whether one capitalised word is a common noun: it opens a sentence, or is an abbreviation ("a PAC")."""
    key = article.key(run.words[0])
    noun = (key,) in vocabulary.nouns()
    known = vocabulary.heads().get((key,))
    plain = noun or key in vocabulary.HAPPENINGS or (known is not None and known.sort == "document")
    opens = run.opening and key not in wording.capital and plain
    return opens or key in _PAPERS or (abbreviates and noun and abbreviation(article.word(run.words[0])))


def of_members(keys: Sequence[str]) -> bool:
    """Whether a run is "Association of Chief Pilots": no pilots."""
    noun = vocabulary.nouns().get((keys[-1],))
    joint = next((i for i in range(1, len(keys)) if keys[i] in {"of", "for"}), 0)
    return (
        noun is not None and noun.plural and keys[joint - 1] in vocabulary.organisation_ends() and joint > 0
    )


def abbreviation(word: str) -> bool:
    """Whether a word is written as "MP", "MPs" or "PAC"."""
    return len(word) > 1 and word.removesuffix("s").isupper()
