"""The highlighted article: a report goes in, a self-contained piece of HTML without scripts comes out.

Meant for notebooks (``_repr_html_``) and pages: sources, cues, contents and hedges are marked in place and
each tells on hovering who says it, how, and how surely. The text between the tags is the article's own.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from attrib.report.segments import marks, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attrib.report.segments import Mark

# Tints are translucent and text colours inherited, so that light and dark pages both work. The legend is
# generated content: it is seen, but no part of the text.
_STYLE = """
.attrib-article{max-width:46em;line-height:1.7;overflow-wrap:anywhere}
.attrib-text{white-space:pre-wrap}
.attrib-legend{font-size:.85em;margin-bottom:.8em}
.attrib-legend span{margin-right:1em;padding:0 .2em}
.attrib-legend .attrib-source::after{content:"source"}
.attrib-legend .attrib-cue::after{content:"cue"}
.attrib-legend .attrib-content::after{content:"content"}
.attrib-legend .attrib-nested::after{content:"nested content"}
.attrib-legend .attrib-hedge::after{content:"hedge"}
.attrib-content{background-color:rgba(64,128,255,.16)}
.attrib-nested{background-color:rgba(64,128,255,.34)}
.attrib-source{border-bottom:2px solid rgb(224,122,32)}
.attrib-cue{border-bottom:2px solid rgb(48,160,96)}
.attrib-source.attrib-cue{border-bottom-style:double}
.attrib-hedge{text-decoration:underline wavy rgb(208,64,96);text-underline-offset:.3em}
.attrib-headline,.attrib-heading,.attrib-standfirst{font-weight:bold}
.attrib-byline,.attrib-dateline,.attrib-furniture{opacity:.55}
.attrib-caption{font-style:italic}
"""

#: Classes in the order in which they are written; a mark of a class opens over those before it.
_CLASSES = (
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "caption",
    "heading",
    "furniture",
    "content",
    "nested",
    "source",
    "cue",
    "hedge",
)
_LEGEND = ("source", "cue", "content", "nested", "hedge")


def article_html(report: Mapping[str, Any]) -> str:
    """Show an article with its attributions marked.

    Args:
        report: A valid report; without text there is nothing to show but a line that says so.

    Returns:
        One ``div`` with its style; everything from the report is escaped.
    """
    legend = "".join(f'<span class="attrib-{name}"></span>' for name in _LEGEND)
    text = report["text"]
    body = "".join(_segments(text, _marks(report))) if text is not None else "(This report has no text.)"
    return (
        f'<div class="attrib-article"><style>{_STYLE}</style>'
        f'<div class="attrib-legend" aria-hidden="true">{legend}</div>'
        f'<div class="attrib-text">{body}</div></div>'
    )


def _marks(report: Mapping[str, Any]) -> Iterator[Mark]:
    names = {source["id"]: source["name"] for source in report["sources"]}
    for block in report["blocks"]:
        if block["role"] != "body":
            yield from marks([block["span"]], block["role"])
    for attribution in report["attributions"]:
        title = _title(attribution, names)
        content = "content" if attribution["parent"] is None else "nested"
        for name, key in ((content, "content"), ("source", "source"), ("cue", "cue")):
            spans = attribution[key]["spans"] if attribution[key] is not None else ()
            yield from marks(spans, name, title)
        yield from marks((cue["span"] for cue in attribution["hedging"]["cues"]), "hedge", title)


def _title(attribution: Mapping[str, Any], names: Mapping[str, str]) -> str:
    source = attribution["source"]
    who = "nobody named" if source is None else names.get(source["id"], source["text"])
    hedging = attribution["hedging"]
    how = f"{attribution['mode']} {attribution['act']}"
    return f"{attribution['id']}: {who} · {how} · {hedging['label']} (strength {hedging['strength']:.2f})"


def _segments(text: str, found: Iterator[Mark]) -> Iterator[str]:
    """The text from one boundary of marks to the next, each with the classes of all marks over it."""
    for start, end, over in segments(len(text), found, order=_CLASSES):
        title = next((mark.told for mark in over.innermost() if mark.told), "")
        yield _segment(text[start:end], [name for name in _CLASSES if over.count[name] > 0], title)


def _segment(text: str, names: Sequence[str], title: str) -> str:
    # A parser of HTML reads a carriage return as a line feed unless it is written as a reference.
    escaped = html.escape(text, quote=False).replace("\r", "&#13;")
    if not names:
        return escaped
    classes = " ".join(f"attrib-{name}" for name in names)
    told = f' title="{html.escape(title)}"' if title else ""
    return f'<span class="{classes}"{told}>{escaped}</span>'
