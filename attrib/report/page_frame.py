"""The frame of all pages: a title and a body go in, one file that loads nothing comes out.

The style sheet and the script are the same in every page, and the content security policy allows these two,
by their digests, and nothing else: no other script, style, image, font, frame, form or request.
"""

from __future__ import annotations

import base64
import functools
import hashlib

from attrib import resources
from attrib.report.markup import Markup, element, joined

_STYLE = "page.css"
_SCRIPT = "page.js"


def frame(title: str, *body: Markup) -> str:
    """A whole page.

    Args:
        title: Of the page.
        body: What it shows.

    Returns:
        HTML that can be encoded as UTF-8; the same for the same input.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", _asset(_STYLE)),
    )
    whole = element("html", head, element("body", *body, element("script", _asset(_SCRIPT))), lang="en")
    return f"<!doctype html>\n{whole}\n"


@functools.cache
def _asset(name: str) -> Markup:
    return Markup(resources.asset_path(name).read_text(encoding="utf-8"))


@functools.cache
def _policy() -> str:
    allowed = ((kind, policy_digest(_asset(name))) for kind, name in (("script", _SCRIPT), ("style", _STYLE)))
    rules = ["default-src 'none'", *(f"{kind}-src '{digest}'" for kind, digest in allowed)]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def policy_digest(text: str) -> str:
    """The digest by which a content security policy allows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def section(identifier: str, title: str, *children: Markup | None, note: str | None = None) -> Markup:
    """A part of a page under its heading."""
    return element(
        "section",
        element("h2", title, id=f"{identifier}-title"),
        element("p", note, class_="lead") if note else None,
        *children,
        id=identifier,
        aria_labelledby=f"{identifier}-title",
    )


def masthead(kicker: str, title: str, about: Markup, verdict: str, figures: list[tuple[str, str]]) -> Markup:
    """The head of a page: what it is about, the verdict, and its main figures."""
    rows = (element("div", element("dt", name), element("dd", value)) for name, value in figures)
    return element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", title),
        element("p", about, class_="about"),
        element("p", verdict, class_="verdict", id="verdict"),
        element("dl", *rows, class_="figures"),
    )


def skip(*places: tuple[str, str]) -> Markup:
    """Links that keyboards meet first: names and the ids that they lead to."""
    links = (element("a", f"Skip to {name}", href=f"#{identifier}") for name, identifier in places)
    return element("nav", joined(links), class_="skip", aria_label="Skip")
