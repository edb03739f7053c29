"""HTML pages to documents: layouts of British and American sites, and pages that are broken or hostile."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import AttribError
from attrib.read import read_document, read_documents
from attrib.read.charset import decode_page
from attrib.read.markup import Marked
from attrib.read.pages import LARGEST_PAGE, read_page
from attrib.read.titles import authors_of, title_of

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.records import Document

BODY = (
    "Ferry services between Marram and the mainland will stop for ten days in May, the operator said on Tuesday.",
    "“We cannot put off the repairs for another summer,” said Ines Calder, who runs the line’s two ships.",
    "The harbour board called the timing “as bad as it gets” and asked for a replacement from the next island.",
    "About 400 people cross to work each day, according to a survey that the council published last year.",
    "A spokesman for the transport ministry said that it was looking into the case and would answer this week.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)

BRITISH = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Marram ferry to stop for ten days | Dunford Herald</title>
<meta property="og:site_name" content="Dunford Herald"><meta name="author" content="Ann Lee">
<meta property="og:title" content="Marram ferry to stop for ten days">
<meta property="article:published_time" content="2025-04-08T06:30:00+01:00">
<link rel="canonical" href="https://dunford.example/news/marram-ferry">
<script>var page = {{"kind": "article"}};</script><style>p {{ margin: 0 }}</style></head><body>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve this site.</p>
<button>Accept all</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Marram ferry to stop for ten days</h1>
<p class="standfirst">Islanders ask for a replacement while two ships are repaired in May.</p>
<div class="byline">By <a href="/ann">Ann Lee</a>, transport correspondent</div>
<time datetime="2025-04-08">8 April 2025</time>
<figure><img src="a.jpg" alt="The ferry"><figcaption>The Marram ferry at the quay last week.
<span>Photograph: Bo Hara/PA Wire</span></figcaption></figure>
<div class="article-body"><p>{BODY[0]}</p><p>{BODY[1]}</p>
<h2>‘As bad as it gets’</h2><p>{BODY[2]}</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/1">Ten islands to see in spring</a></li>
<li><a href="/2">Why ferries break down</a></li></ul></aside>
<p>{BODY[3]}</p><p>{BODY[4]}</p></div></article></main>
<footer><p>© 2025 Dunford Media. All rights reserved.</p></footer></body></html>"""

AMERICAN = f"""<html><head><title>Ferry to Marram Will Stop for 10 Days - The Millbrook Sun</title>
<meta property="og:site_name" content="The Millbrook Sun"></head><body>
<div class="top-bar"><a href="/subscribe">Subscribe</a> <a href="/login">Log in</a></div>
<div class="video-player"><h3>Video: Ferry crew prepares for repairs</h3></div>
<div class="story"><h1>Ferry to Marram Will Stop for 10 Days</h1>
<p class="byline">By BO HARA and ANN LEE</p><p class="dateline">Updated 6:30 p.m. EDT, April 8, 2025</p>
<p>MARRAM, Maine (AP) — {BODY[0]}</p><p>{BODY[1]}</p><p>ADVERTISEMENT</p>
<p>{BODY[2]}</p><p><strong>READ MORE:</strong> <a href="/1">Ten islands to see in spring</a></p>
<p>{BODY[3]}</p><p>{BODY[4]}</p><p>___</p>
<p>Associated Press writer Cy Dell in Portland contributed to this report.</p></div>
<div class="comments"><h2>Comments</h2><p>First!</p></div></body></html>"""

LIVE = (
    "<html><head><title>Ferry strike: live</title></head><body><article><h1>Ferry strike: live</h1>"
    + "".join(
        f"<section><h2>{hour}.15am: ministers meet in hour {hour}</h2><p>In hour {hour} the first minister said that"
        f" talks had gone on for {hour} hours and that the crews would answer by noon.</p></section>"
        for hour in range(1, 10)
    )
    + "</article></body></html>"
)


def page(html: str | bytes, **options: str) -> Document:
    data = html.encode() if isinstance(html, str) else html
    return read_page(data, doc_id="page", name="page.html", **options)


def roles(document: Document) -> dict[str, str]:
    return {document.text[slice(*block.span)]: block.role for block in document.blocks}


def assert_whole(document: Document) -> None:
    """Blocks in order that hold all that is not white space."""
    end = 0
    for block in document.blocks:
        assert not document.text[end : block.span.start].strip()
        assert document.text[slice(*block.span)].strip()
        end = block.span.end
    assert not document.text[end:].strip()


def test_british_layout() -> None:
    found = page(BRITISH)
    assert_whole(found)
    meta = found.meta
    assert (meta.title, meta.byline) == ("Marram ferry to stop for ten days", "Ann Lee")
    assert (meta.published, meta.outlet) == ("2025-04-08", "Dunford Herald")
    assert meta.url == "https://dunford.example/news/marram-ferry"
    assert (found.format, found.encoding, found.notices) == ("html", "utf-8", ())
    role = roles(found)
    assert found.text.startswith("Marram ferry to stop for ten days\n\n")
    assert role["Marram ferry to stop for ten days"] == "headline"
    assert role["‘As bad as it gets’"] == "heading"
    assert [role[line] for line in BODY] == ["body"] * len(BODY)
    assert "cookies" not in found.text
    assert "All rights reserved" not in found.text
    assert "Ten islands" not in found.text


def test_american_layout() -> None:
    found = page(AMERICAN)
    assert_whole(found)
    role = roles(found)
    assert found.meta.title == "Ferry to Marram Will Stop for 10 Days"
    assert role["Ferry to Marram Will Stop for 10 Days"] == "headline"
    assert role[f"MARRAM, Maine (AP) — {BODY[0]}"] == "body"
    assert [role[line] for line in BODY[1:]] == ["body"] * (len(BODY) - 1)
    carrying = [line for line, kind in role.items() if kind in {"body", "heading", "standfirst"}]
    for word in ("ADVERTISEMENT", "READ MORE", "contributed", "First!", "Subscribe", "BO HARA"):
        assert not any(word in line for line in carrying), word


def test_live_blog() -> None:
    role = roles(page(LIVE))
    assert role["4.15am: ministers meet in hour 4"] == "heading"
    assert sum(kind == "body" for kind in role.values()) == 9


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photograph: Bo Hara/PA Wire", "furniture"),
        ("The ferry at the quay in March. (AP Photo/Cy Dell)", "caption"),
        ("Image source, Getty Images", "furniture"),
        ("Sign up to our newsletter", "furniture"),
        ("This story has been updated.", "furniture"),
    ],
)
def test_pieces_of_the_page_between_paragraphs(line: str, kind: str) -> None:
    html = (
        f"<html><body><article><h1>Ferry to stop for ten days</h1><p>{BODY[0]}</p><p>{line}</p>{PARAGRAPHS}"
    )
    role = roles(page(html))
    assert role.get(line, kind) == kind


def test_headline_is_put_before_a_body_without_one() -> None:
    html = f"<html><head><title>Ferry to stop - Herald</title></head><body><article>{PARAGRAPHS}</article></body>"
    assert page(html).text.startswith("Ferry to stop\n\n")


def test_line_breaks_end_paragraphs_and_inline_tags_do_not() -> None:
    body = "<br><br>".join(BODY[:3])
    html = f"<html><body><article><h1>Ferry to stop</h1><p>{body}</p><p>She said <b>no</b><i>!</i></p>{PARAGRAPHS}"
    role = roles(page(html))
    assert BODY[1] in role
    assert "She said no!" in role


def test_what_opens_over_a_name_is_left_out() -> None:
    links = "".join(f'<a href="/{number}">Story {number} about the ferry</a> ' for number in range(3))
    card = f'<span class="x"><span><img src="a.jpg"><a href="/p">Ines Calder</a>{links}</span></span>'
    shown = '<span>see <img src="b.jpg"><a href="/m">the map</a> and <a href="/t">the times</a></span>'
    line = f'<p>The head of the line, <span><a href="/p">Ines Calder</a>{card}</span>, said no: {shown}.</p>'
    role = roles(page(f"<html><body><article><h1>Ferry to stop</h1>{line}{PARAGRAPHS}"))
    assert role["The head of the line, Ines Calder, said no: see the map and the times."] == "body"


def test_article_in_a_table() -> None:
    html = f"<html><body><table><tr><td>{PARAGRAPHS}</td></tr></table></body></html>"
    assert BODY[2] in page(html).text


@pytest.mark.parametrize(
    ("head", "encoding", "expected"),
    [
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8", "utf-8"),
        ('<meta charset="utf-8">', "cp1252", "windows-1252"),
        ('<meta charset="iso-8859-1">', "cp1252", "windows-1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-u'>", "cp1252", "koi8-u"),
        ('<meta charset="utf-16">', "utf-8", "utf-8"),
        ('<meta charset="base64">', "cp1252", "windows-1252"),
        ('<meta charset="bz2">', "cp1252", "windows-1252"),
        ('<meta charset="zlib">', "cp1252", "windows-1252"),
        ('<meta charset="rot13">', "cp1252", "windows-1252"),
        ('<meta charset="no-such">', "utf-8-sig", "utf-8"),
        ("", "utf-16", "utf-16"),
    ],
)
def test_declared_encodings_that_may_be_wrong(head: str, encoding: str, expected: str) -> None:
    html = f"<html><head>{head}</head><body><h1>Ferry</h1>{PARAGRAPHS}</body></html>"
    found = page(html.encode(encoding))
    assert found.encoding == expected
    if expected != "koi8-u":
        assert BODY[1] in found.text


def test_encoding_named_by_the_server() -> None:
    html = f"<html><body><h1>Žďár</h1>{PARAGRAPHS.replace('“', '').replace('”', '').replace('’', '')}</body>"
    assert decode_page(html.encode("iso-8859-2"), name="p", declared="ISO-8859-2").text == html


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"<html></html>",
        b"<html><head><title>Ferry</title><script>var a = '<p>word</p>';</script></head><body></body></html>",
        b"<html><body><script>run();</script><style>p{}</style><noscript>Please enable it</noscript></body></html>",
        b"<!-- only a comment -->",
        b"<?xml version='1.0'?>",
        b"<" * 5000,
        b"<div>" * 100_000 + b"text" + b"</div>" * 100_000,
        b"<html><body>" + b"<b><i>" * 50_000,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        bytes(range(256)) * 50,
        b"%PDF-1.7 <html>",
        b"<p>" + b"x" * (LARGEST_PAGE + 1),
        b"<b>x" * 300_001,
    ],
    ids=lambda data: ascii(data[:12]),
)
def test_pages_without_an_article_are_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(AttribError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "broken",
    [
        f"<h1>Ferry to stop<p>{'</div>' * 50}{PARAGRAPHS}",
        f"<html><body><p <b <i>{PARAGRAPHS}<table><tr><div>",
        f"<html><html><body></body>{PARAGRAPHS}</html><body>",
        f"<html><body><div class='a\" id=b>{PARAGRAPHS}</div>'>{PARAGRAPHS}",
        f"<html><body>&bogus; &#0; &#xD800; &#99999999; {PARAGRAPHS}\0",
        f"<html><body>{'<div>' * 200}{PARAGRAPHS}",
    ],
    ids=range(6),
)
def test_broken_html_is_read(broken: str) -> None:
    found = page(broken)
    assert BODY[3] in found.text
    assert "\0" not in found.text
    found.text.encode()


def test_many_elements_are_read_plainly_and_in_linear_time() -> None:
    started = time.process_time()
    html = "<html><head><title>T</title></head><body>" + f"<div>{PARAGRAPHS}</div>" * 4000
    found = page(html)
    assert [notice.code for notice in found.notices] == ["plain-extraction"]
    assert BODY[2] in found.text
    assert time.process_time() - started < 20


def test_compressed_pages(tmp_path: Path) -> None:
    packed = gzip.compress(BRITISH.encode())
    for name in ("page.html.gz", "page.html", "page.htm.GZ", "page"):
        path = tmp_path / name
        path.write_bytes(packed)
        found = read_document(path)
        assert found.format == "html"
        assert found.doc_id == str(path)
        assert list(read_documents(path)) == [found]


def test_a_page_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(BRITISH, encoding="utf-8")
    command = [sys.executable, "-m", "attrib", "analyse"]
    report = json.loads(subprocess.run([*command, path], capture_output=True, check=True).stdout)
    assert report["input"]["format"] == "html"
    assert report["meta"]["byline"] == "Ann Lee"
    assert any("Ines Calder" in source["name"] for source in report["sources"])
    path.write_bytes(b"<html></html>")
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"attrib: {path}: no article text was found in the page\n"


@pytest.mark.parametrize(
    ("title", "heading", "outlet", "expected"),
    [
        ("Ferry to stop | Herald", "", "Herald", "Ferry to stop"),
        ("Ferry to stop - herald.example", "", "herald.example", "Ferry to stop"),
        (
            "Ferry to stop for days | Herald | by Ann Lee",
            "Ferry to stop for days",
            "Herald",
            "Ferry to stop for days",
        ),
        ("Ferry – what now?", "", "Herald", "Ferry – what now?"),
        ("Herald", "", "Herald", "Herald"),
        ("", "Ferry to stop for days", None, None),
    ],
)
def test_title(title: str, heading: str, outlet: str | None, expected: str | None) -> None:
    assert title_of(title, headings=[heading], outlet=outlet) == expected


def test_authors() -> None:
    assert (
        authors_of("The Herald https; Www Herald Com; Ann Lee; Ann Lee; Bo", outlet="Herald") == "Ann Lee, Bo"
    )
    assert authors_of("Herald", outlet="Herald") is None
    assert authors_of(None, outlet=None) is None


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h2>",
        "<li>",
        "<b>",
        "<br>",
        "<table><td>",
        "<!--",
        "<script>",
        "&lt;",
        "<",
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(TAGS | st.text(max_size=40) | st.sampled_from(BODY), max_size=30))
def test_any_markup_is_a_document_or_one_line(pieces: list[str]) -> None:
    html = "<html><body>" + "".join(pieces)
    try:
        found = page(html.encode("utf-8", "replace"))
    except AttribError as error:
        message = str(error)
    else:
        message = ""
        assert_whole(found)
        assert found.text.strip()
    assert "\n" not in message


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_one_line(data: bytes) -> None:
    message = ""
    try:
        assert_whole(page(data))
    except AttribError as error:
        message = str(error)
    assert "\n" not in message


def test_marked_line_is_a_record() -> None:
    assert Marked("Ferry", "heading", 2)._replace(level=0) == Marked("Ferry", "heading")
