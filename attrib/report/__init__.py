"""Reports: what the stages found in an article goes in, its report and views of the report come out."""

from attrib.report.build import build, dumps
from attrib.report.corpus_page import corpus_page
from attrib.report.files import checked, json_values, stored_reports
from attrib.report.html import article_html
from attrib.report.story_page import page

__all__ = [
    "article_html",
    "build",
    "checked",
    "corpus_page",
    "dumps",
    "json_values",
    "page",
    "stored_reports",
]
