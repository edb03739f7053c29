"""The parts of an article: in goes a text, out come its paragraphs, each with its role.

Rules over plain features of a line (length, final stop, wording, position), in the order of an article. The
body is the default: a line is taken out of it only by a rule that says why, since what is labelled byline,
dateline or furniture yields no attribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.read.bylines import is_biography, is_job, is_name
from attrib.read.dates import is_place
from attrib.read.furniture import is_above_links
from attrib.read.head import Head, find_head, is_anchor
from attrib.read.lines import Line, Mark, measure
from attrib.read.paragraphs import paragraph_spans
from attrib.records import Block, BlockRole

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Fewer words between headline and body are a button ("Share", "Listen now"), not a standfirst or caption.
_STANDFIRST_WORDS = 4
#: A heading inside the body is short and stands above a paragraph.
_HEADING_WORDS = 12
#: Below the body, shorter lines are topics and links; so is any line in a list of at least three.
_TAIL_WORDS, _TAIL_LIST = 8, 3

#: Lists of links run to ten; the limit keeps the work linear.
_MOST_LINKS, _LINK_WORDS = 10, 25

#: A biography stands within so many lines from the end of a text that has more than a few.
_LAST_LINES, _FEWEST_LINES = 4, 5
#: Teasers come in lists of at least so many, most of them cut after some twenty words.
_FEWEST_TEASERS, _TEASER_WORDS, _CUT_SHARE = 4, 12, 0.75

_BULLETS = ("•", "·", "*", "-", "–", "—", "▪", "●")
_QUOTES = ("“", '"', "‘", "'", "«")


def classify(text: str, *, title: str | None = None, marks: Sequence[Mark] = ()) -> tuple[Block, ...]:
    """Split a text into paragraphs and label each with its part in the article.

    Args:
        text: An article, as saved or as pasted from a page, or any piece of one.
        title: Its headline where known; it is looked for in the text.
        marks: What the mark-up of a page calls each paragraph, where there is one.

    Returns:
        Blocks in order that hold all that is not white space.
    """
    spans = paragraph_spans(text)
    lines = measure([text[slice(*span)] for span in spans], marks)
    head = find_head(lines, title=title)
    last = max((index for index, line in enumerate(lines) if line.prose), default=len(lines))
    teasers = _first_teaser(lines)
    return tuple(
        Block(span, "furniture" if index >= teasers else _role(lines, index, head, last))
        for index, span in enumerate(spans)
    )


def _role(lines: Sequence[Line], index: int, head: Head, last: int) -> BlockRole:
    line = lines[index]
    # 1. The headline, whatever else its wording is like.
    if index == head.headline:
        return "headline"
    # 2. Furniture, dates, credited captions, headings: told by wording or mark-up wherever they stand.
    told = line.own or _told_by_place(lines, index, head, last)
    if told is not None:
        return told
    # 3. The head: before the headline stands the page, after it standfirst, byline and caption.
    if index < head.body:
        above = head.headline is None or index < head.headline
        return _above_headline(line) if above else _below_headline(line, before_anchor=index < head.anchor)
    # 4. Links: title-like lines in a row below a label such as "Read more".
    if _is_link(lines, index):
        return "furniture"
    # 5. Below the last paragraph of prose: bylines, topics and links.
    if index > last:
        return _below_body(lines, index)
    # 6. The body.
    return "heading" if _is_heading(lines, index) else "body"


def _told_by_place(lines: Sequence[Line], index: int, head: Head, last: int) -> BlockRole | None:
    """A biography where such stand, or what a page sets as a heading below its title."""
    line = lines[index]
    if _stands_apart(lines, index, head) and is_biography(line.text):
        return "byline"
    if line.mark == "heading" and head.headline is not None and index > head.headline:
        return _marked_heading(lines, index, head, last)
    return None


def _marked_heading(lines: Sequence[Line], index: int, head: Head, last: int) -> BlockRole:
    """What a page sets as a heading: a deck above the body, else a heading if something stands below it."""
    line = lines[index]
    if index < head.body:
        return "standfirst" if line.words >= _STANDFIRST_WORDS else "furniture"
    if index > last or (is_above_links(line.text) and line.words <= _STANDFIRST_WORDS):
        return "furniture"
    return "heading" if line.words <= _LINK_WORDS else "body"


def _stands_apart(lines: Sequence[Line], index: int, head: Head) -> bool:
    """Where a page tells who its writer is: below the headline or at the end."""
    first = 0 if head.headline is None else head.headline + 1
    return len(lines) > _FEWEST_LINES and (index == first or index >= len(lines) - _LAST_LINES)


def _first_teaser(lines: Sequence[Line]) -> int:
    """Where the teasers below a page's article begin: headings set twice, or openings of other articles."""
    # Cards hold their title once for the eye and once for readers aloud.
    for index, line in enumerate(lines):
        half = len(line.text) // 2
        if line.mark == "heading" and line.words >= 4 and line.text[:half] == line.text[half + 1 :]:
            return index
    first, cut = len(lines), 0
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.mark != "paragraph" or line.words < _TEASER_WORDS:
            break
        cut += not line.stop and line.text[-1] not in ":,;"
        listed = len(lines) - index
        if listed >= _FEWEST_TEASERS and cut >= _CUT_SHARE * listed:
            first = index
    # The share is that of the whole list; it must begin with a teaser that is cut.
    while first < len(lines) and lines[first].stop:
        first += 1
    return first


def _above_headline(line: Line) -> BlockRole:
    if is_anchor(line):
        return "byline"
    return "body" if line.stop and line.words > 1 else "furniture"


def _below_headline(line: Line, *, before_anchor: bool) -> BlockRole:
    if is_anchor(line):
        return "byline"
    if is_place(line.text):
        return "dateline"
    if is_name(line.text) or (is_job(line.text) and line.title_like):
        return "byline"
    if line.prose:
        return "standfirst"
    if line.words < _STANDFIRST_WORDS:
        return "body" if line.stop and line.words > 1 else "furniture"
    return "standfirst" if before_anchor else "caption"


def _below_body(lines: Sequence[Line], index: int) -> BlockRole:
    line = lines[index]
    if is_anchor(line):
        return "byline"
    if not line.title_like or line.text.startswith((*_BULLETS, *_QUOTES)) or line.text[0].isdigit():
        return "body"
    listed = sum(other.title_like for other in lines[max(0, index - 2) : index + 3]) >= _TAIL_LIST
    return "furniture" if listed or line.words <= _TAIL_WORDS else "body"


def _is_link(lines: Sequence[Line], index: int) -> bool:
    label = index
    while index - label < _MOST_LINKS and label > 0 and _could_be_link(lines[label]):
        label -= 1
    return label < index and lines[label].own == "furniture" and is_above_links(lines[label].text)


def _could_be_link(line: Line) -> bool:
    return line.title_like and line.words <= _LINK_WORDS


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return (
        line.title_like
        and line.mark != "item"
        and not line.stop
        and line.words <= _HEADING_WORDS
        and any(map(str.isalpha, line.text))
        and not line.text[0].islower()
        and not line.text.startswith((*_BULLETS, *_QUOTES))
        and index + 1 < len(lines)
        and lines[index + 1].prose
    )
