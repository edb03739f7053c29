"""Reading: bytes, files and strings -> Document, its paragraphs labelled with their part in the article."""

from attrib.read.blocks import classify
from attrib.read.build import from_text
from attrib.read.files import FORMATS, format_of, read_document, read_documents
from attrib.read.jsonl import ReadFailure

__all__ = [
    "FORMATS",
    "ReadFailure",
    "classify",
    "format_of",
    "from_text",
    "read_document",
    "read_documents",
]
