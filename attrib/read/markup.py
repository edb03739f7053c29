"""From a tree of HTML elements to the lines of a text: in goes a tree, out come lines with their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from attrib.read.lines import Mark

#: Elements whose text is no part of what a page says.
_SILENT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select textarea"
    " button input form nav footer aside head title".split()
)
#: Elements within a line.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label mark q ref rp rt ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements that name what the text within them is; of several the innermost counts.
_NAMING: dict[str, Mark] = {
    **dict.fromkeys(("li", "item", "dd", "dt"), "item"),
    **dict.fromkeys(("blockquote", "quote"), "quote"),
    "figcaption": "caption",
    "p": "paragraph",
}


class Marked(NamedTuple):
    """A line of text and what the mark-up calls it.

    Attributes:
        text: The line, its white space runs single spaces.
        mark: See :data:`attrib.read.lines.Mark`.
        level: Of a heading 1 to 6, else 0.
    """

    text: str
    mark: Mark
    level: int = 0


def lines_of(root: _Element, *, silent: bool = True) -> tuple[Marked, ...]:
    """The lines of a tree in order.

    Args:
        root: An element of a page, or the body that trafilatura makes of one.
        silent: Leave out scripts, menus, forms and the like, as trafilatura has done already.

    Returns:
        Lines that are not blank.
    """
    from lxml import etree

    found: list[Marked] = []
    words: list[str] = []
    # The marks of the elements around a piece of text, innermost last.
    marks: list[tuple[Mark, int]] = [("", 0)]

    def end_line() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            found.append(Marked(text, *marks[-1]))

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        skipped = not tag or (silent and tag in _SILENT)
        if event == "start" and skipped:
            walk.skip_subtree()
            continue
        if skipped:
            words.append(" ")
        elif tag not in _INLINE:
            end_line()
        if event == "start":
            marks.append(_mark(tag, element.get("rend"), around=marks[-1]))
            words.append(element.text or "")
            continue
        if not skipped:
            marks.pop()
        if element is not root:
            words.append(element.tail or "")
    end_line()
    return tuple(found)


def _mark(tag: str, rend: str | None, *, around: tuple[Mark, int]) -> tuple[Mark, int]:
    """What an element is called; a paragraph in a quotation, item or caption is part of it."""
    # Trafilatura calls headings "head" and keeps their HTML name in "rend".
    if tag == "head":
        return "heading", int(rend[1]) if rend in _HEADINGS else 0
    if tag in _HEADINGS:
        return "heading", int(tag[1])
    mark = _NAMING.get(tag)
    if mark is None or (mark == "paragraph" and around[0] not in ("", "heading")):
        return around
    return mark, 0


def without_repeats(lines: Iterable[Marked]) -> tuple[Marked, ...]:
    """Lines without those that only repeat the line before."""
    kept: list[Marked] = []
    for line in lines:
        if not kept or kept[-1].text != line.text:
            kept.append(line)
    return tuple(kept)
