"""HTML pages: in go the bytes of a page, out comes the Document of the article that stands in it.

Trafilatura (https://trafilatura.readthedocs.io) tells the article from the rest of the page and knows where
pages keep their title, writer and date; the lines that it keeps go through the same block rules as any text,
with what the mark-up says about them.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from attrib.errors import AttribError
from attrib.read.build import build
from attrib.read.charset import decode_page
from attrib.read.markup import Marked, lines_of, without_repeats
from attrib.read.needed import needed
from attrib.read.titles import authors_of, is_same_title, title_of
from attrib.records import Document, Meta, Notice

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The largest of 144 stored news pages has 1.6 MB; with both limits no page takes more than some 400 MB.
LARGEST_PAGE, _MOST_TAGS = 2**24, 300_000
#: Trafilatura's time grows with the square of the number of neighbouring elements: 10,000 take some 15 s. The
#: richest of the stored pages has 2,564.
_MOST_ELEMENTS = 10_000
#: An extraction shorter than this is tried again with tables: old pages are laid out in them.
_SHORT = 250
#: What trafilatura finds must not depend on the day it is run on.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
#: Fewer words are what is left of a page without its scripts.
_FEWEST_WORDS = 5
#: The headline stands among the first lines where the body holds it at all.
_HEAD_LINES = 6


class _Article(NamedTuple):
    """What was found in a page."""

    lines: tuple[Marked, ...]
    title: str | None
    meta: Meta
    notices: tuple[Notice, ...]


def read_page(
    data: bytes,
    *,
    doc_id: str,
    name: str,
    source_format: str = "html",
    declared: str | None = None,
    url: str | None = None,
) -> Document:
    """Read the article of a page.

    Args:
        data: The page's bytes.
        doc_id: The document's name.
        name: What to call the page in an error.
        source_format: ``html`` or ``warc``.
        declared: The encoding that the server named.
        url: Where the page was found, None to take what it says itself.

    Returns:
        The document. Its text is the headline and the lines of the article, paragraphs apart by a blank line.

    Raises:
        AttribError: The bytes are no text, there is no article in them, or the page is beyond all measure.
    """
    if len(data) > LARGEST_PAGE or data.count(b"<") > _MOST_TAGS:
        raise AttribError(
            f"{name}: a page of more than {LARGEST_PAGE // 2**20} MB or {_MOST_TAGS:,} tags is no article",
            exit_code=2,
        )
    page = decode_page(data, name=name, declared=declared)
    article = _article(page.text, name=name, url=url)
    if article is None or sum(_words(line.text) for line in article.lines) < _FEWEST_WORDS:
        raise AttribError(f"{name}: no article text was found in the page", exit_code=2)
    lines = _titled(article.lines, article.title)
    return build(
        "\n\n".join(line.text for line in lines) + "\n",
        doc_id=doc_id,
        meta=article.meta,
        source_format=source_format,
        encoding=page.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notices=(*page.notices, *article.notices),
        marks=[line.mark for line in lines],
    )


def _titled(lines: tuple[Marked, ...], title: str | None) -> tuple[Marked, ...]:
    """The lines with their headline marked; where it is not among the first, it is put before them."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line.level == 1 or (title and is_same_title(line.text, title)):
            return (*lines[:index], line._replace(mark="title"), *lines[index + 1 :])
    return (Marked(title, "title"), *lines) if title else lines


def _article(text: str, *, name: str, url: str | None) -> _Article | None:
    with needed("html", name=name):
        from trafilatura import bare_extraction
    _quiet()
    tree = _tree(text)
    if tree is None:
        return None
    links = frozenset(_texts(tree, "a"))
    elements = sum(1 for _ in tree.iter())
    if elements > _MOST_ELEMENTS:
        return _plainly(tree, url=url, why=f"the page has {elements:,} elements")
    _drop_cards(tree)
    found = None
    try:
        for tables in (False, True):
            again = bare_extraction(
                tree,
                url=url,
                include_comments=False,
                include_tables=tables,
                with_metadata=True,
                date_extraction_params=_DATES,
            )
            found = again if found is None or _length(again) > 2 * _length(found) else found
            if _length(found) >= _SHORT:
                break
    except Exception as error:  # noqa: BLE001 - trafilatura promises nothing about broken pages
        return _plainly(_tree(text), url=url, why=f"{type(error).__name__} in trafilatura")
    return None if found is None else _from_trafilatura(found, tree, links, url=url)


def _words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in text.split())


def _length(found: Any) -> int:
    return 0 if found is None else len(found.text or "")


def _from_trafilatura(found: Any, tree: _Element, links: frozenset[str], *, url: str | None) -> _Article:
    outlet = found.sitename or found.hostname
    title = title_of(found.title, headings=_texts(tree, "h1"), outlet=outlet)
    meta = Meta(
        title=title,
        byline=authors_of(found.author, outlet=outlet),
        published=found.date,
        outlet=outlet,
        url=url or found.url,
    )
    lines = without_repeats(lines_of(found.body, silent=False))
    return _Article(tuple(_linked(line, links) for line in lines), title, meta, ())


def _linked(line: Marked, links: frozenset[str]) -> Marked:
    """The line, marked as a link where it is nothing else; headings often link to their own section."""
    return line._replace(mark="link") if line.mark in ("paragraph", "item") and line.text in links else line


def _plainly(tree: _Element | None, *, url: str | None, why: str) -> _Article | None:
    """The page's paragraphs, headings, items and quotations, without a judgement of what is the article."""
    if tree is None:
        return None
    lines = tuple(line for line in lines_of(tree) if line.mark)
    title = title_of(next(iter(_texts(tree, "title")), None), headings=_texts(tree, "h1"), outlet=None)
    notice = Notice("plain-extraction", f"{why}: all its paragraphs were read, menus and teasers too")
    return _Article(without_repeats(lines), title, Meta(title=title, url=url), (notice,))


def _texts(tree: _Element, tag: str) -> tuple[str, ...]:
    texts = (" ".join("".join(element.itertext()).split()) for element in tree.iter(tag))
    return tuple(text for text in texts if text)


def _tree(text: str) -> _Element | None:
    """The page as libxml2 mends it; None when nothing is left."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # Bytes, for lxml refuses strings that declare an encoding.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    # What is shown only where scripts do not run is no article.
    etree.strip_elements(tree, "noscript", with_tail=False)
    return tree


def _drop_cards(tree: _Element) -> None:
    for span in reversed(tree.xpath("//p//span[.//img]")):  # the innermost first: around it stands the name
        if _is_card(span):
            span.drop_tree()


def _is_card(element: _Element) -> bool:
    """Whether this opens over a name in a paragraph: a picture, links, and no word beside them."""
    links = [_letters(link) for link in element.iter("a")]
    return len(links) > 1 and sum(links) == _letters(element) and element.find(".//img") is not None


def _letters(element: _Element) -> int:
    return sum(map(str.isalnum, "".join(element.itertext())))


def _quiet() -> None:
    """Keep what these libraries log from standard error, unless the caller has set logging up."""
    for library in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
