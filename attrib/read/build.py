"""From decoded text to a Document: blocks, language, notices; what every reader ends with."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.read.blocks import classify
from attrib.read.language import language_of
from attrib.records import Document, Meta, Notice, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.read.lines import Mark

_SURROGATE = re.compile("[\ud800-\udfff]")


def from_text(text: str, *, doc_id: str = "text", meta: Meta | None = None) -> Document:
    """A document from a string, for callers who have one.

    Args:
        text: The article, paragraphs on lines of their own.
        doc_id: What to call it.
        meta: What is known about it; its title helps to find the headline.

    Returns:
        The document; ``sha256`` is that of the text as UTF-8.
    """
    text, notices = mend(text)
    return build(
        text,
        doc_id=mend(doc_id)[0],
        meta=meta or Meta(),
        source_format="text",
        encoding=None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        notices=notices,
    )


def build(
    text: str,
    *,
    doc_id: str,
    meta: Meta,
    source_format: str,
    encoding: str | None,
    sha256: str,
    notices: tuple[Notice, ...],
    marks: Sequence[Mark] = (),
) -> Document:
    """Complete a document: label its blocks and say what is odd about its text.

    Args:
        text: The text, free of lone surrogates.
        doc_id: Its name.
        meta: What the input says about it; a language other than English is believed.
        source_format: ``text``, ``jsonl`` …
        encoding: The encoding of the bytes, None when the text came decoded.
        sha256: Hex digest of the bytes or record.
        notices: What the reader noticed before.
        marks: What mark-up calls each of its paragraphs, where there is any.

    Returns:
        The document.
    """
    language = _language(text, declared=meta.language)
    if not text.strip():
        notices += (Notice("empty-text", "the text is empty"),)
    elif not _is_english(language):
        message = f"the text does not seem to be English (language: {language}): expect poor results"
        notices += (Notice("not-english", message),)
    return Document(
        doc_id=doc_id,
        text=text,
        blocks=classify(text, title=meta.title, marks=marks),
        meta=replace(meta, language=language),
        format=source_format,
        encoding=encoding,
        sha256=sha256,
        notices=notices,
    )


def mend(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Replace lone surrogates, which no encoding can write, by U+FFFD; offsets stay as they are.

    Args:
        text: A string from JSON or from a caller.

    Returns:
        The string, and a notice when something was replaced.
    """
    lone = _SURROGATE.search(text)
    if lone is None:
        return text, ()
    message = "the text holds half a surrogate pair: read as U+FFFD"
    return _SURROGATE.sub("\ufffd", text), (Notice("lone-surrogate", message, Span(*lone.span())),)


def _language(text: str, *, declared: str) -> str:
    """The declared language when it is not English (somebody looked), else what the words say."""
    if not _is_english(declared):
        return declared
    found = language_of(text)
    return declared if found == "en" else found


def _is_english(language: str) -> bool:
    return language.casefold().replace("_", "-").split("-")[0] in ("en", "eng", "english")
