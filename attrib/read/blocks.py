"""The parts of an article: in goes a text, out come its paragraphs, each with its role.

Rules over plain features of a line (length, final stop, wording, position), in the order of an article. The
body is the default: a line is taken out of it only by a rule that says why, since what is labelled byline,
dateline or furniture yields no attribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.read.bylines import is_job, is_name
from attrib.read.dates import is_place
from attrib.read.furniture import is_above_links
from attrib.read.head import Head, find_head, is_anchor
from attrib.read.lines import Line, measure
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

_BULLETS = ("•", "·", "*", "-", "–", "—", "▪", "●")
_QUOTES = ("“", '"', "‘", "'", "«")


def classify(text: str, *, title: str | None = None) -> tuple[Block, ...]:
    """Split a text into paragraphs and label each with its part in the article.

    Args:
        text: An article, as saved or as pasted from a page, or any piece of one.
        title: Its headline where known; it is looked for in the text.

    Returns:
        Blocks in order that hold all that is not white space.
    """
    spans = paragraph_spans(text)
    lines = measure([text[slice(*span)] for span in spans])
    head = find_head(lines, title=title)
    last = max((index for index, line in enumerate(lines) if line.prose), default=len(lines))
    return tuple(Block(span, _role(lines, index, head, last)) for index, span in enumerate(spans))


def _role(lines: Sequence[Line], index: int, head: Head, last: int) -> BlockRole:
    line = lines[index]
    # 1. The headline, whatever else its wording is like.
    if index == head.headline:
        return "headline"
    # 2. Furniture, dates, credited captions: told by their wording wherever they stand.
    if line.own is not None:
        return line.own
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
        and not line.stop
        and line.words <= _HEADING_WORDS
        and any(map(str.isalpha, line.text))
        and not line.text[0].islower()
        and not line.text.startswith((*_BULLETS, *_QUOTES))
        and index + 1 < len(lines)
        and lines[index + 1].prose
    )
