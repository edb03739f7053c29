"""Words: text in, the spans of its words out."""

from __future__ import annotations

import re

from attrib.records import Span

# A word is letters and digits (and combining accents), joined by apostrophes and hyphens; digits also by a
# stop or comma (3.5, 1,000), single letters by a stop (U.S., a.m.), which then also closes the word. Each
# step looks at no more than three characters around it, so that the whole is linear.
_LETTERS = r"(?:(?!_)[\w\u0300-\u036f])+"
_WORD = re.compile(
    rf"""[^\W_] (?:{_LETTERS})?
    (?:
        [-'’‘\u2010\u2011\u00ad] (?=[^\W_]) {_LETTERS}
      | (?<=\d) [.,] (?=\d) {_LETTERS}
      | (?<=[^\W\d_]) (?<![^\W_]{{2}}) \. (?=[^\W\d_](?![^\W_])) {_LETTERS}
      | (?<=\.[^\W\d_]) \.
    )*""",
    re.VERBOSE,
)


def words(text: str) -> tuple[Span, ...]:
    """The words of a text: don’t, well-known, U.S., 3.5, 1,000, and 5m of £5m; punctuation is no word.

    Args:
        text: Any text.

    Returns:
        Their spans in order.
    """
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))
