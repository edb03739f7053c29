"""Markup that is safe by construction: texts and attributes go in, escaped HTML comes out.

Children that are plain strings are escaped, whatever they hold; only what this module built itself goes in as
it is. So a name or a title from a report cannot become a tag, however it is passed around.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What HTML cannot hold as text (the standard's "preprocessing the input stream") or UTF-8 cannot encode.
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"col", "input", "meta"})
_WEB = ("http://", "https://")


class Markup(str):
    """A piece of HTML, as opposed to text."""

    __slots__ = ()


Child = str | Markup | None


def escaped(text: str) -> Markup:
    """Text as HTML; characters that a page cannot hold become U+FFFD.

    A parser of HTML reads a carriage return as a line feed unless it is written as a reference.
    """
    return Markup(html.escape(_NOT_TEXT.sub("\ufffd", text)).replace("\r", "&#13;"))


def element(tag: str, /, *children: Child, **attributes: str | float | bool | None) -> Markup:
    """One element.

    Args:
        tag: Its name.
        children: Markup as it is, text escaped, None left out.
        attributes: ``class_`` is ``class``, other low lines become hyphens; None and False leave an attribute
            out, True writes it without a value.

    Returns:
        The element with its end tag, where it has one.
    """
    start = f"<{tag}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(start if tag in _VOID else f"{start}{joined(children)}</{tag}>")


def joined(children: Iterable[Child], separator: str = "") -> Markup:
    """Pieces one after the other, texts among them escaped."""
    pieces = (
        child if isinstance(child, Markup) else escaped(child) for child in children if child is not None
    )
    return Markup(escaped(separator).join(pieces))


def link(url: str | None, *children: Child) -> Markup:
    """A plain link to a page of the web; the children alone where the address is none of the web."""
    if url is None or not url.lower().startswith(_WEB):
        return joined(children)
    return element("a", *children, href=url, rel="noreferrer")


def _attribute(key: str, value: str | float | bool | None) -> str:  # noqa: FBT001 - an attribute's value
    if value is None or value is False:
        return ""
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'
