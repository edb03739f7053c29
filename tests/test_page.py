"""The page for people and the page over many reports, as HTML: what they hold, and that they are safe and whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import page_reports
import pytest
import test_report
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from attrib.cli import cli
from attrib.report import build, corpus_page, dumps, page, svg
from attrib.report.corpus import OTHERS, Corpus, weeks
from attrib.report.markup import Markup, element, escaped, joined, link
from attrib.report.page_facts import Facts, counted, listed, percent, verdict
from attrib.report.segments import Mark, segments

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.records import Assembly


class Seen(HTMLParser):
    """A page's elements with their attributes, and the text under each id."""

    def __init__(self, shown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: Counter[str] = Counter()
        self.under: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(shown)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        assert len(known) == len(attrs), f"{tag} has an attribute twice"
        self.elements.append((tag, known))
        if tag not in {"meta", "input", "col"}:
            self._open.append((tag, known.get("id")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, identifier in self._open:
            if identifier:
                self.under[identifier] = self.under.get(identifier, "") + data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [known for name, known in self.elements if name == tag and wanted.items() <= known.items()]

    def values(self, name: str) -> list[str]:
        return [value for _, known in self.elements if (value := known.get(name))]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return page_reports.story()


PAGES = {
    "story": lambda: page(page_reports.story()),
    "without text": lambda: page(page_reports.textless(page_reports.story())),
    "corpus": lambda: corpus_page(iter(page_reports.corpus(7))),
    "empty corpus": lambda: corpus_page(iter(())),
}


@pytest.fixture(scope="module", params=PAGES)
def shown(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


def test_policy_allows_the_one_style_and_the_one_script(shown: str) -> None:
    policy = Seen(shown).all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"] or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        (inside,) = re.findall(rf"<{tag}>([^\0]*)</{tag}>", shown)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert rules.pop(kind) == f"'sha256-{digest}'"
    assert not rules


def test_page_loads_nothing_and_its_links_lead_somewhere(shown: str) -> None:
    seen = Seen(shown)
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    names = {name for _, known in seen.elements for name in known}
    assert not names & {"src", "srcset", "style", "action", "background", "poster", "ping"}
    assert not [name for name in names if name.startswith("on")]
    assert not {tag for tag, _ in seen.elements} & {
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
    }
    assert "url(" not in re.sub(r"url\(#hatch\)", "", shown)
    for target in seen.values("href"):
        assert target[1:] in ids if target.startswith("#") else target.startswith("https://")
    for labelled in seen.values("aria-labelledby") + seen.values("for"):
        assert labelled in ids


def test_article_is_the_text_block_by_block(report: dict[str, Any]) -> None:
    blocks = (report["text"][start:end] for start, end in (block["span"] for block in report["blocks"]))
    assert Seen(page(report)).under["text"] == "".join(blocks)


def test_marks_lie_over_their_words(report: dict[str, Any]) -> None:
    html = page(report)
    nested = next(entry for entry in report["attributions"] if entry["parent"])
    assert f'depth-2" data-a="{nested["id"]} {nested["parent"]}"' in html
    assert re.search(r'<span class="hedge content depth-1" data-a="a\d">might</span>', html)
    assert re.search(r'<span class="finding source" data-a="a\d+" data-f="f\d+">A source</span>', html)
    references = Seen(html).all("a", **{"class": "reference"}) + Seen(html).all(
        "a", **{"class": "reference unsure"}
    )
    assert {known["id"] for known in references} == {entry["id"] for entry in report["attributions"]}


def test_what_is_unsure_is_marked_check(report: dict[str, Any]) -> None:
    facts = Facts.of(report)
    unsure = {claim.who: claim.check for claim in facts.claims if claim.check}
    assert unsure == {
        "residents": "the link to this source is unsure",
        "“A clerk” (unresolved)": "who is meant here stayed open",
    }
    assert page(report).count('class="reference unsure"') == 2


def test_sources_are_ordered_by_claims(report: dict[str, Any]) -> None:
    facts = Facts.of(report)
    assert [(s.source["name"], len(s.claims), len(s.others)) for s in facts.speakers] == [
        ("Ada Obi", 2, 2),
        ("source", 1, 0),
        ("residents", 1, 0),
    ]
    assert facts.speakers[0].first == 0.0
    assert facts.speakers[1].first is not None
    assert 0.4 < facts.speakers[1].first < 0.6


def test_page_without_text_says_so_and_shows_the_rest(report: dict[str, Any]) -> None:
    bare = page_reports.textless(report)
    seen = Seen(page(bare))
    assert "made without the article’s text" in seen.under["text"]
    assert not seen.all("a", **{"class": "reference"})
    assert "Ada Obi" in seen.under["sources"]
    for words in ("might close", "Nobody listened", "farce"):
        assert words not in page(bare)


def test_notices_and_title_are_shown(report: dict[str, Any]) -> None:
    notice = {"code": "not-english", "message": "Not English.", "span": None}
    changed = report | {"notices": [notice], "meta": report["meta"] | {"title": "A <b>title</b>"}}
    seen = Seen(page(changed))
    assert "Not English." in seen.under["limits"]
    assert "<h1>A &lt;b&gt;title&lt;/b&gt;</h1>" in page(changed)
    assert "<h1>Harbour may close, minister says</h1>" in page(report)


def test_empty_text_gives_a_page(report: dict[str, Any]) -> None:
    empty = report | {
        "text": "",
        "blocks": [],
        "sentences": [],
        "sources": [],
        "attributions": [],
        "findings": [],
    }
    assert "The text is empty." in page(empty)


def verdict_of(report: dict[str, Any], *, claims: int = 9, findings: str = "", **sources: int) -> str:
    kinds = {key: sources.get(key, 0) for key in ("named", "role", "group", "anonymous")}
    metrics = {
        "claims": claims,
        "sources": {"total": sum(kinds.values()), **kinds},
        "top_source": {"source": report["sources"][0]["id"]},
    }
    severities = {"w": "warning", "n": "note"}
    return verdict(report | {"metrics": metrics, "findings": [{"severity": severities[f]} for f in findings]})


def test_verdict(report: dict[str, Any]) -> None:
    nothing = " The audit found nothing to raise."
    assert (
        verdict_of(report, claims=0)
        == "Nothing in the body of this story is attributed to anybody." + nothing
    )
    assert verdict_of(report, claims=1) == "One claim, not one linked to a source." + nothing
    assert verdict_of(report, named=1, findings="wn") == (
        "A single-source story: all rests on Ada Obi (named). One warning and one note to look at."
    )
    assert (
        verdict_of(report, anonymous=3, findings="ww")
        == "Three sources, all anonymous. Two warnings to look at."
    )
    assert verdict_of(report, named=10, role=1, group=2, anonymous=1, findings="n") == (
        "14 sources: 10 named, one by role, two groups and one anonymous. One note to look at."
    )


def test_words() -> None:
    assert [counted(0, "note"), counted(1, "note"), counted(1200, "note")] == [
        "no notes",
        "one note",
        "1,200 notes",
    ]
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]
    assert [percent(None), percent(0.125), percent(1)] == [
        "–",
        "12\N{NO-BREAK SPACE}%",
        "100\N{NO-BREAK SPACE}%",
    ]


@given(st.text())
def test_text_stays_text_wherever_it_stands(text: str) -> None:
    class One(HTMLParser):
        found = ""
        title = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag == "p"
            self.title = dict(attrs)["data-told"] or ""

        def handle_data(self, data: str) -> None:
            self.found += data

    parser = One()
    made = element("p", text, data_told=text)
    made.encode("utf-8")
    parser.feed(made)
    parser.close()
    assert (parser.found, parser.title) == (_kept(text), _kept(text))


def _kept(text: str) -> str:
    """A text without what no page can hold."""
    return re.sub("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def test_only_markup_is_markup() -> None:
    assert joined(["<b>", Markup("<i>"), None], "&") == "&lt;b&gt;&amp;<i>"
    assert element("p", "a" + Markup("<b>")) == "<p>a&lt;b&gt;</p>"
    assert element("input", checked=True, disabled=False, id=None) == "<input checked>"
    assert escaped("a\r\n\0") == "a&#13;\n\ufffd"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " http://a", "//a", "", None])
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert link(url, "x") == "x"
    assert (
        link("HTTPS://a.example/?a&b", "x") == '<a href="HTTPS://a.example/?a&amp;b" rel="noreferrer">x</a>'
    )


spans = st.tuples(st.integers(-2, 12), st.integers(-2, 12))


@given(st.lists(spans, max_size=8))
def test_segments_cover_the_text_once_and_know_what_lies_over_them(
    given_spans: list[tuple[int, int]],
) -> None:
    marks = [Mark(start, end, "content", f"a{number}") for number, (start, end) in enumerate(given_spans)]
    at = 0
    for start, end, over in segments(10, marks, order=("content",)):
        assert start == at < end
        at = end
        here = {mark.told for mark in marks if mark.start <= start and end <= mark.end}
        assert set(over.told(20)) == here
        assert over.count["content"] == len(here)
    assert at == 10


@given(test_report.assemblies())
def test_any_assembly_gives_a_page_with_its_text(found: Assembly) -> None:
    text = found.segmented.document.text
    built = build(found, provenance=test_report.PROVENANCE)
    built["blocks"] = [{"span": [0, len(text)], "role": "body"}]
    seen = Seen(page(built)).under["text"]
    assert seen == (_kept(text) if text.strip() else "The text is empty.")
    page(build(found, provenance=test_report.PROVENANCE, include_text=False))


def test_page_is_linear_in_overlapping_claims(report: dict[str, Any]) -> None:
    size, deep = 20_000, 5_000
    first = report["attributions"][0]
    claims = [
        {
            **first,
            "id": f"a{i + 1}",
            "source": None,
            "cue": None,
            "parent": None,
            "content": {"spans": [[i, size - i]], "text": "x", "quoted": []},
        }
        for i in range(deep)
    ]
    blocks = [{"span": [0, size], "role": "body"}]
    shown = page(
        report
        | {"text": "x" * size, "blocks": blocks, "sentences": [], "attributions": claims, "findings": []}
    )
    assert len(shown) < 1_000 * deep


def test_bars_fill_what_they_are_given() -> None:
    drawn = svg.bar([(0.25, "named"), (0, "role"), (0.5, "group")])
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', drawn) == [("0.00", "25.00"), ("25.00", "50.00")]
    assert svg.trend([1, None, 2, 3], top=3).count("course") == 1
    assert svg.trend([None], top=0).count("circle") == 0
    assert svg.trend([0.0], top=0).count("<circle") == 1


def test_stories_of_more_than_five_years_ago_are_told() -> None:
    reports = page_reports.corpus(3)
    reports[0]["meta"]["published"] = "2009-05-01"
    reports[1]["meta"]["published"] = "2026-05-01"
    assert "1 is from before and without a dot" in Seen(corpus_page(iter(reports))).under["trends"]


def test_corpus_page_counts(report: dict[str, Any]) -> None:
    reports = page_reports.corpus(7)
    shown = corpus_page(iter(reports))
    seen = Seen(shown)
    assert len(re.findall(r'<th scope="row">Story \d</th>', shown)) == 7
    assert "Ada Obi" in seen.under["top-sources"]
    assert "Evening Post" in seen.under["trends"]
    assert "2 without a date are left out" in seen.under["trends"]
    assert "From the week of 2026-04-27" in seen.under["trends"]
    assert "no outlet given" in seen.under["distributions"]
    assert "Project for Excellence in Journalism" in seen.under["distributions"]
    assert corpus_page([report]) == corpus_page(iter([report]))


def test_corpus_masthead_counts_named_outlets_and_days(report: dict[str, Any]) -> None:
    def shown(*outlets: str | None, published: str = "2026-05-01") -> str:
        meta = report["meta"] | {"published": published}
        return corpus_page([report | {"meta": meta | {"outlet": outlet}} for outlet in outlets])

    assert "15 outlets · 2026-05-01<" in shown(*(f"Paper {n}" for n in range(15)), None)
    alone = shown(None)
    assert ">2026-05-01<" in alone
    assert "The week of 2026-04-27." in alone
    assert "outlets ·" not in alone


def test_corpus_verdict(report: dict[str, Any]) -> None:
    assert "None rests on a single source, none on anonymous sources alone; 100" in corpus_page([report])
    assert "No story." in corpus_page([])


def test_small_outlets_share_a_row(report: dict[str, Any]) -> None:
    def stories(count: int) -> list[dict[str, Any]]:
        return [report | {"meta": report["meta"] | {"outlet": f"Paper {n:02}"}} for n in range(count)]

    assert [len(lines) for lines in Corpus.of(stories(11)).outlets.values()] == [1] * 11
    outlets = Corpus.of([*stories(12), *stories(1)]).outlets
    assert list(outlets) == [*(f"Paper {n:02}" for n in range(10)), OTHERS]
    assert [len(lines) for lines in outlets.values()] == [2, *[1] * 9, 2]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2026-13-01", "20260504T1", "", None])
def test_odd_dates_break_nothing(report: dict[str, Any], published: str | None) -> None:
    odd = report | {"meta": report["meta"] | {"published": published}}
    lines = Corpus.of([odd, report]).lines
    assert 1 <= len(weeks(lines)) <= 260
    corpus_page([odd, report])


def test_pages_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "reports.json"
    path.write_text(json.dumps(page_reports.corpus(4)), encoding="utf-8")
    code = (
        "import json, sys, hashlib, pathlib; from attrib.report import page, corpus_page;"
        "reports = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'));"
        "print(hashlib.sha256((page(reports[0]) + corpus_page(reports)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["report", *map(str, arguments)], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.stdout, done.stderr


def test_command_shows_one_report_or_many(tmp_path: Path, report: dict[str, Any]) -> None:
    one, many, out = tmp_path / "one.json", tmp_path / "many.jsonl", tmp_path / "out.html"
    one.write_text(dumps(report, indent=2), encoding="utf-8")
    many.write_text("".join(dumps(entry) + "\n" for entry in page_reports.corpus(3)), encoding="utf-8")
    assert run(one, "-o", out) == (0, "", "")
    assert out.read_text(encoding="utf-8") == page(report)
    assert run(one, many, "-o", out)[0] == 0
    assert out.read_text(encoding="utf-8") == corpus_page([report, *page_reports.corpus(3)])


def test_command_tells_what_is_no_report(tmp_path: Path, report: dict[str, Any]) -> None:
    mixed, none, out = tmp_path / "mixed.jsonl", tmp_path / "none.json", tmp_path / "out.html"
    mixed.write_text(f"{dumps(report)}\n{dumps(report | {'doc_id': ''})}\n", encoding="utf-8")
    none.write_text("[1, 2]", encoding="utf-8")
    code, _, told = run(mixed, "-o", out)
    assert (code, out.read_text(encoding="utf-8")) == (4, page(report))
    assert "mixed.jsonl:2: $.doc_id" in told
    assert run(none, "-o", tmp_path / "not.html")[0] == 1
    assert not (tmp_path / "not.html").exists()


def test_command_analyses_articles(tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out.html"
    article.write_text(
        "Port to shut\n\nThe port will shut, the mayor, Tom Reid, said on Monday.", encoding="utf-8"
    )
    assert run(article, "--no-text", "-o", out)[0] == 0
    shown = out.read_text(encoding="utf-8")
    assert "made without the article’s text" in shown
    assert "Tom Reid" in shown
