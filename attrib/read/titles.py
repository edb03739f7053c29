"""Titles and bylines as pages give them: in go strings full of the site's own name, out come clean ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What sites put between a title and their own name.
_JOINT = re.compile(r" [|–—\-»•·] | \|\| ")
#: Fewer letters in common are chance.
_FEWEST_LETTERS = 12
_LONGEST = 300


def title_of(title: str | None, *, headings: Iterable[str], outlet: str | None) -> str | None:
    """A page's title without the site's name.

    Args:
        title: What the page calls itself.
        headings: Its first-level headings: one that begins the title is the title.
        outlet: The site's name.

    Returns:
        The title, None when there is none.
    """
    plain = " ".join((title or "").split())[:_LONGEST]
    letters = _letters(plain)
    for heading in headings:
        found = _letters(heading)
        if len(found) >= _FEWEST_LETTERS and letters.startswith(found):
            return heading
    parts = _JOINT.split(plain)
    # "Title - Site", where the last part is the site's name or its host.
    site = _letters(outlet or "")
    if len(parts) > 1 and site and (_letters(parts[-1]) in site or site in _letters(parts[-1])):
        plain = plain[: plain.rindex(parts[-1])].rstrip(" |–—-»•·")
    return plain or None


def is_same_title(line: str, title: str) -> bool:
    """Whether a line is the title; archives differ in quotation marks, dashes and stops."""
    found, wanted = _letters(line), _letters(title)
    return found == wanted or (len(found) >= _FEWEST_LETTERS and wanted.startswith(found))


def authors_of(authors: str | None, *, outlet: str | None) -> str | None:
    """The writers' names, the site's own name and addresses left out.

    Args:
        authors: Names, parted by semicolons as trafilatura does.
        outlet: The site's name.
    """
    site = _letters(outlet or "")
    names = [name.strip() for name in (authors or "").split(";")]
    kept = [
        name
        for name in names
        if name and _letters(name) != site and "http" not in name and "www" not in name.casefold()
    ]
    return ", ".join(dict.fromkeys(kept)) or None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:_LONGEST].casefold()))
