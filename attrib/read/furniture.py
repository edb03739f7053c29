"""Pieces of the page among an article's lines, by the lexicon ``furniture``: in goes a line, out yes, no."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Longer paragraphs are prose even when they hold a furniture phrase.
_LONGEST = 300
#: Notes on changes ("This story has been corrected to …") run on.
_LONGEST_NOTE = 900
#: A phrase in the middle tells less than one at the beginning: agencies sign within their last paragraph.
_LONGEST_HOLDING = 150
#: Buttons and labels that name what follows them are told by the lexicon; what follows is a list of links.
_ABOVE_LINKS = re.compile(
    r"(?:read|related|recommended|more|most|see|top|trending|popular|up next|around|latest)\b"
)
_LABEL_WORDS = 4
_EDGES = ' .…:;!?|•·*>»→-–—"“”()[]'
_COUNT = re.compile(r"\d[\d.,]*[km]? (?:shares?|comments?|likes?|views?|reactions?)|comments? \(?\d[\d.,]*")


def is_furniture(line: str) -> bool:
    """A button, label, advertisement or notice of the page, or a line without a letter or figure."""
    if not any(map(str.isalnum, line)):
        return True
    if len(line) > _LONGEST:
        return len(line) <= _LONGEST_NOTE and _notes().match(_normal(line)) is not None
    plain = _normal(line)
    bare = plain.strip(_EDGES)
    whole, begins, holds = _phrases()
    if bare in whole or begins.match(plain) or _COUNT.fullmatch(bare):
        return True
    return len(plain) <= _LONGEST_HOLDING and holds.search(plain) is not None


def is_above_links(line: str) -> bool:
    """A label such as ``Read more`` or ``Most popular``: the lines below it are links until prose begins."""
    plain = _normal(line[:_LONGEST])
    return len(plain.split()) <= _LABEL_WORDS and _ABOVE_LINKS.match(plain) is not None


def _normal(line: str) -> str:
    """For comparison: lower case, single spaces, straight apostrophes."""
    return " ".join(line.casefold().replace("’", "'").replace("‘", "'").split()).lstrip("•·*>»→-–—(")


@functools.cache
def _phrases() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """The lexicon's whole lines, beginnings and parts of lines; credits within captions are no furniture."""
    phrases: dict[str, list[str]] = {"whole": [], "prefix": [], "contains": []}
    for entry in lexicons.entries("furniture"):
        if entry["match"] == "whole" or entry["class"] != "caption-credit":
            phrases[entry["match"]].append(_normal(entry["text"]))
    whole = frozenset(phrase.strip(_EDGES) for phrase in phrases["whole"])
    return whole, _any_of(phrases["prefix"]), _any_of(phrases["contains"])


@functools.cache
def _notes() -> re.Pattern[str]:
    """Beginnings of notes on how an article was changed."""
    notes = [
        _normal(entry["text"])
        for entry in lexicons.entries("furniture")
        if entry["class"] == "continuation" and entry["match"] == "prefix"
    ]
    return _any_of(notes)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases, no word cut; without phrases, one that never matches."""
    return re.compile("|".join(map(_uncut, phrases)) or r"(?!)")


def _uncut(phrase: str) -> str:
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalpha() else ""
    return before + re.escape(phrase) + after
