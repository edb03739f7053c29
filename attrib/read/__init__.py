"""Reading: texts, pages, tables and archives -> Document, its paragraphs labelled with their part in it."""

from attrib.read.blocks import classify
from attrib.read.build import from_text
from attrib.read.files import read_document, read_documents, read_records, refuse_overwriting
from attrib.read.formats import FORMATS, ONE_DOCUMENT, format_of
from attrib.read.record import ReadFailure
from attrib.read.warc import Page

__all__ = [
    "FORMATS",
    "ONE_DOCUMENT",
    "Page",
    "ReadFailure",
    "classify",
    "format_of",
    "from_text",
    "read_document",
    "read_documents",
    "read_records",
    "refuse_overwriting",
]
