"""The parts of a name: folded words of a name or title go in, what they tell comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.sources.vocabulary import Gender, Words


def title_gender(title: Words) -> Gender | None:
    """What a title tells of who bears it."""
    return next((vocabulary.GENDER[word] for word in title if word in vocabulary.GENDER), None)


def base(keys: Words) -> Words:
    """A name's words less its suffix."""
    return keys[:-1] if len(keys) > 1 and keys[-1] in vocabulary.SUFFIXES else keys


def suffix(keys: Words) -> str:
    """The "jr" or "iii" at the end of a name, "" for none."""
    return keys[-1] if len(keys) > 1 and keys[-1] in vocabulary.SUFFIXES else ""


def surnames(words: Words) -> list[str]:
    """The surname of a full name, with and without its particles ("von der leyen", "leyen")."""
    start = len(words) - 1
    while start > 1 and words[start - 1] in vocabulary.PARTICLES:
        start -= 1
    forms = [" ".join(words[start:]), words[-1]]
    if words[-1].startswith("al-"):
        forms.append(words[-1][3:])
    return list(dict.fromkeys(forms))


def canonical(keys: Words) -> Words:
    """An organisation's words as compared: without "the" and "Ltd", by its full name where known."""
    whole = keys[1:] if len(keys) > 1 and keys[0] == "the" else keys
    while len(whole) > 1 and whole[-1] in vocabulary.company_suffixes():
        whole = whole[:-1]
    return vocabulary.organisations().get(whole, whole)


def surname_only(keys: Words) -> bool:
    """Whether words are a surname with its particles ("von der Leyen"), not "Ben Hill"."""
    words = base(keys)
    particles = len(words) > 1 and all(word in vocabulary.PARTICLES for word in words[:-1])
    return particles and vocabulary.given_gender(words[0]) is None
