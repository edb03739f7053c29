"""Where the parts of an article begin: in go its lines, out comes the place of headline, byline and body.

The head of an article is a headline, then perhaps a standfirst, a byline, a date and a caption, in about that
order; before it may stand pieces of the page, after it comes prose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.read.bylines import is_byline, is_job, is_name
from attrib.read.dates import opens_dispatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.read.lines import Line

#: Headlines of 924 PolNeAR and 2,095 BBC articles have 2 to 23 words, 98 % of them 3 to 19.
_FEWEST_WORDS, _MOST_WORDS = 3, 29
#: A page's title is one of its first lines.
_TITLE_LINES = 6
#: A headline with a full stop (as some archives print them) is told by its brevity beside what is below.
_SHORT_WORDS, _LONG_WORDS = 18, 18


@dataclass(frozen=True, slots=True)
class Head:
    """Indices of lines.

    Attributes:
        headline: None when the text has none.
        anchor: The first byline or dateline after the headline, ``body`` when there is none.
        body: The first paragraph of the body.
    """

    headline: int | None
    anchor: int
    body: int


def find_head(lines: Sequence[Line], *, title: str | None) -> Head:
    """Find headline, byline and body.

    Args:
        lines: The lines of an article.
        title: Its headline where known.

    Returns:
        Their places. A text without prose, or of one paragraph, is all body.
    """
    prose = [index for index, line in enumerate(lines) if line.prose]
    if not prose or len(lines) == 1:
        return Head(None, 0, 0)
    # 1. Prose before a byline or a date is a standfirst, or a headline that ends in a full stop.
    body = prose[0]
    second = prose[1] if len(prose) > 1 else body
    if not opens_dispatch(lines[body].text) and any(map(is_anchor, lines[body:second])):
        body = second
    # 2. The headline: the known title, else a title-like line, else a short first line before longer ones.
    headline = _marked(lines)
    if headline is None:
        headline = _titled(lines, title, body)
    if headline is None:
        headline = _candidate(lines, body)
    if headline is None and title is None and _is_short_beside(lines, prose):
        headline = prose[0]
    if headline is not None and headline >= body:
        body = next((index for index in prose if index > headline), len(lines))
    start = 0 if headline is None else headline + 1
    anchor = next((index for index in range(start, body) if is_anchor(lines[index])), body)
    return Head(headline, anchor, body)


def is_anchor(line: Line) -> bool:
    """A date or a byline by its wording: nothing but the end of an article's head looks like it."""
    return line.own == "dateline" or (line.own is None and is_byline(line.text))


def _marked(lines: Sequence[Line]) -> int | None:
    """The line that a page sets as its title."""
    return next((index for index, line in enumerate(lines[:_TITLE_LINES]) if line.mark == "title"), None)


def _titled(lines: Sequence[Line], title: str | None, body: int) -> int | None:
    """The line that is the title; a part of it, as when the title runs over two lines."""
    wanted = _letters(title or "")
    if not wanted:
        return None
    for index, line in enumerate(lines[: body + 1]):
        found = _letters(line.text)
        if found == wanted or (line.words >= 4 and wanted.startswith(found)):
            return index
    return None


def _letters(text: str) -> str:
    """A title for comparison: archives differ in quotation marks, dashes and stops."""
    return "".join(filter(str.isalnum, text[:400].casefold()))


def _candidate(lines: Sequence[Line], body: int) -> int | None:
    """The first of the last group of title-like lines before the byline; menus and names break groups."""
    first_anchor = next((index for index in range(body) if is_anchor(lines[index])), body)
    for place in (range(first_anchor), range(first_anchor, body)):
        starts = _group_starts(lines, place)
        best = [start for start in starts if lines[start].words <= _MOST_WORDS] or starts
        if best:
            return best[-1]
    # A headline of a word or two stands alone above the body.
    alone = [index for index in range(body) if lines[index].own is None]
    return alone[0] if alone == [0] and lines[0].title_like and not is_anchor(lines[0]) else None


def _group_starts(lines: Sequence[Line], indices: range) -> list[int]:
    """The first line of each group; furniture between its lines does not end a group."""
    starts: list[int] = []
    in_group = False
    for index in indices:
        if lines[index].own is not None:
            continue
        fits = _could_be_headline(lines[index]) and not _is_signature(lines, index)
        if fits and not in_group:
            starts.append(index)
        in_group = fits
    return starts


def _could_be_headline(line: Line) -> bool:
    # American papers end a headline above its deck with a semicolon.
    return line.words >= _FEWEST_WORDS and (line.title_like or line.text.endswith(";"))


def _is_signature(lines: Sequence[Line], index: int) -> bool:
    """A byline, a name, or the job below a name."""
    text = lines[index].text
    below_name = index > 0 and is_name(lines[index - 1].text)
    return is_anchor(lines[index]) or is_name(text) or (below_name and is_job(text))


def _is_short_beside(lines: Sequence[Line], prose: Sequence[int]) -> bool:
    """Whether the first paragraph is a headline with a full stop: one short sentence above long ones."""
    first = lines[prose[0]]
    if prose[0] != 0 or len(prose) < 2 or first.words > _MOST_WORDS:
        return False
    if any(stop in first.text[:-2] for stop in ("? ", "! ", "” ")) or first.text[0] in "“\"‘'":
        return False
    words = [word for word in first.text.split() if word[0].isalpha() and len(word) > 3]
    if len(words) > 2 and all(word[0].isupper() for word in words):
        return True
    below = max(lines[index].words for index in prose[1:])
    return len(prose) > 2 and first.words <= _SHORT_WORDS and below >= max(_LONG_WORDS, 1.5 * first.words)
