"""How gold refers to a source: the words of a source and its entity go in, the form of the mention comes out.

The forms are those that the scores are told apart by; they are read from gold alone, so that no system is
scored by its own idea of them.
"""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["name", "definite role", "pronoun", "relative pronoun", "unnamed"]
FORMS: tuple[Form, ...] = ("name", "definite role", "pronoun", "relative pronoun", "unnamed")

_WORD = re.compile(r"[^\W_]+")
_PRONOUNS = frozenset(
    "he she it they we i him her them us me himself herself itself themselves myself".split()
)
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_DEFINITE = frozenset("the this that these those his her its their our my your".split())
_POSSESSIVE = re.compile(r"[’']s?$")


def words(text: str) -> list[str]:
    """The words of a text, apart at every mark, case folded."""
    return _WORD.findall(text.casefold())


def surface(written: str) -> Form:
    """The form of a mention as far as its own words tell; a name passes for unnamed."""
    tokens = written.split()
    first = tokens[0].casefold() if tokens else ""
    if len(words(written)) == 1 and first in _PRONOUNS:
        return "pronoun"
    if len(words(written)) == 1 and first in _RELATIVES:
        return "relative pronoun"
    # "Britain’s finance minister" is as definite as "the finance minister".
    definite = first in _DEFINITE or (len(tokens) > 1 and tokens[0][:1].isupper() and _ends_possessive(first))
    return "definite role" if definite else "unnamed"


def form_of(written: str, *, name: str, naming: str) -> Form:
    """The form of a gold mention.

    Args:
        written: The source's words.
        name: Its entity's name.
        naming: How its entity is named.

    Returns:
        ``definite role`` only of named sources and of single holders of a role: "the experts" are unnamed.
    """
    form = surface(written)
    if form in {"pronoun", "relative pronoun"}:
        return form
    if naming == "named" and shares_name(written, name):
        return "name"
    return form if naming in {"named", "role"} else "unnamed"


def shares_name(one: str, other: str) -> bool:
    """Whether two names are the same, share a capitalised word, or one holds the other's initials."""
    if words(one) == words(other):
        return True  # "environment select committee" has no capitals to go by.
    mine, yours = _capitalised(one), _capitalised(other)
    if mine & yours:
        return True
    return _initials(other) in mine or _initials(one) in yours


def _capitalised(text: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in _WORD.findall(text) if w[0].isupper() and len(w) > 1) - _DEFINITE


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper()).casefold()


def _ends_possessive(token: str) -> bool:
    return _POSSESSIVE.search(token) is not None
