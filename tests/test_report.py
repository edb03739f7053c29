"""Building reports from hand-built assemblies, writing them, and showing them as HTML."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.records import (
    Assembly,
    Attribution,
    Block,
    Channel,
    Document,
    HedgeCue,
    Hedging,
    Link,
    Mention,
    Meta,
    Modifier,
    Notice,
    Resolution,
    Segmented,
    Sentence,
    Source,
    Span,
    Spans,
)
from attrib.report import article_html, build, dumps
from attrib.schema import validate

PROVENANCE = {
    "attrib": "0.1.0",
    "models": {"extract": "sha256:" + "0" * 64},
    "lexicons": "sha256:" + "1" * 64,
    "options": {"model": "default"},
}
TEXT = (
    "Sea wall <to> fall\n\n"
    "“We may need,” the mayor, Tom Reid, told reporters in a statement, “two years & more.” "
    "A council aide said engineers believe it is about to fail.\n\n"
    "It is understood that the port will close."
)


def at(string: str, text: str = TEXT) -> Span:
    start = text.index(string)
    return Span(start, start + len(string))


def hedging(**changes: Any) -> Hedging:
    plain = Hedging("asserted", 0.04, 0.96, (), (), "neutral")
    return replace(plain, **changes)


def attribution(content: Spans, cue: Spans, source: Spans, **more: Any) -> Attribution:
    plain = Attribution(content, cue, source, "indirect", (), "statement", "say", None, False, 0.9)
    return replace(plain, **more)


def assembly() -> Assembly:
    """Every kind of field once: pieces, nesting, no source, an unresolved source, hedges, a channel."""
    blocks = (
        Block(at("Sea wall <to> fall"), "headline"),
        Block(Span(TEXT.index("“We"), TEXT.index("\n\nIt is")), "body"),
        Block(at("It is understood that the port will close."), "body"),
    )
    middle = TEXT.index("A council")
    sentences = (
        Sentence(blocks[0].span, 0),
        Sentence(Span(blocks[1].span.start, middle - 1), 1),
        Sentence(Span(middle, blocks[1].span.end), 1),
        Sentence(blocks[2].span, 2),
    )
    document = Document(
        "d1", TEXT, blocks, Meta(title="Sea wall", extra={"desk": 3}), "text", "utf-8", "a" * 64
    )
    attributions = (
        attribution(
            (at("“We may need,”"), at("“two years & more.”")),
            (at("told"),),
            (at("the mayor, Tom Reid"),),
            mode="direct",
            quoted=(at("We may need,"), at("two years & more.")),
            lemma="tell",
            addressee=(at("reporters"),),
            channel=Channel((at("in a statement"),), "statement"),
        ),
        attribution((at("engineers believe it is about to fail"),), (at("said"),), (at("A council aide"),)),
        attribution(
            (at("it is about to fail"),),
            (at("believe"),),
            (at("engineers"),),
            parent=1,
            act="belief",
            lemma="believe",
        ),
        attribution((at("that the port will close"),), (at("is understood"),), ()),
    )
    sources = (
        Source(
            "council aide",
            "person",
            "anonymous",
            2,
            None,
            None,
            (Mention(at("A council aide"), "anonymous"),),
        ),
        Source(
            "Tom Reid",
            "person",
            "named",
            None,
            "the mayor",
            None,
            (Mention(at("the mayor, Tom Reid"), "name"),),
        ),
    )
    links = (
        Link(1, 0.987654, "first-mention", chain=(1,)),
        Link(0, 1.0, "first-mention", chain=(0,)),
        Link(None, 0.5, "unresolved", candidates=((0, 0.40001), (1, 0.1)), chain=(0,)),
        None,
    )
    hedges = (
        hedging(label="hedged", cues=(HedgeCue(at("may"), "epistemic", -0.00001),)),
        hedging(),
        hedging(modifiers=(Modifier(at("about"), "approximator"),), force="soft"),
        hedging(force="distancing"),
    )
    notices = (
        Notice("not-english", "The text is not English."),
        Notice("unclosed-quote", "Open.", Span(0, 1)),
    )
    return Assembly(
        Segmented(document, (), sentences, ()), attributions, Resolution(sources, links), hedges, notices
    )


def report(**changes: Any) -> dict[str, Any]:
    return build(assembly(), provenance=PROVENANCE, **changes)


def test_built_report_is_valid_with_and_without_text() -> None:
    validate(report())
    validate(report(include_text=False))


def test_of_many_notices_of_a_code_the_first_are_listed() -> None:
    open_quote = Notice("unclosed-quote", "Open.", Span(0, 1))
    many = replace(assembly(), notices=(open_quote, Notice("not-english", "Danish."), *[open_quote] * 1200))
    listed = build(many, provenance=PROVENANCE)["notices"]
    assert [notice["code"] for notice in listed] == [
        "unclosed-quote",
        "not-english",
        *["unclosed-quote"] * 99,
        "unclosed-quote",
    ]
    assert listed[-1] == {
        "code": "unclosed-quote",
        "message": "1,101 more of these are not listed",
        "span": None,
    }


def test_sources_are_numbered_by_first_mention() -> None:
    built = report()
    assert [(source["id"], source["name"]) for source in built["sources"]] == [
        ("s1", "Tom Reid"),
        ("s2", "council aide"),
    ]
    assert [a["chain"] for a in built["attributions"]] == [["s1"], ["s2"], ["s2"], []]
    assert built["attributions"][2]["source"]["candidates"] == [
        {"id": "s2", "probability": 0.4},
        {"id": "s1", "probability": 0.1},
    ]


def test_pieces_are_joined_and_numbers_rounded() -> None:
    first = report()["attributions"][0]
    assert first["content"]["text"] == "“We may need,” … “two years & more.”"
    assert first["source"]["confidence"] == 0.9877
    assert str(first["hedging"]["cues"][0]["weight"]) == "0.0"
    assert first["channel"] == {
        "spans": [[*at("in a statement")]],
        "text": "in a statement",
        "kind": "statement",
    }


def test_what_does_not_apply_is_null() -> None:
    first, _, nested, last = report()["attributions"]
    assert (last["source"], last["addressee"], last["channel"], last["parent"]) == (None, None, None, None)
    assert (first["parent"], nested["parent"]) == (None, "a2")
    assert nested["source"]["id"] is None


def test_source_without_link_is_unresolved() -> None:
    found = assembly()
    links = (*found.resolution.links[:2], None, None)
    built = build(replace(found, resolution=replace(found.resolution, links=links)), provenance=PROVENANCE)
    source = built["attributions"][2]["source"]
    assert (source["text"], source["id"], source["reason"]) == ("engineers", None, "unresolved")
    validate(built)


def test_without_text_no_text_stays() -> None:
    bare = report(include_text=False)

    def texts(value: Any) -> list[Any]:
        if isinstance(value, dict):
            own = [value["text"]] if "text" in value else []
            return own + [text for inner in value.values() for text in texts(inner)]
        return [text for inner in value for text in texts(inner)] if isinstance(value, list) else []

    assert set(texts(bare)) == {None}
    assert bare["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert len(texts(report())) == len(texts(bare))


@pytest.mark.parametrize("indent", [None, 2])
def test_dumps_gives_the_report_back(indent: int | None) -> None:
    built = report()
    assert json.loads(dumps(built, indent=indent)) == built
    assert dumps(built, indent=indent) == dumps(report(), indent=indent)


def test_dumps_can_always_be_encoded() -> None:
    written = dumps({"extra": "a\ud800“b"})
    assert json.loads(written.encode()) == {"extra": "a\ud800“b"}
    assert "“" in written


class _Text(HTMLParser):
    """What a reader sees, tags and their attributes apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.tags: set[str] = set()
        self.titles: list[str] = []
        self.classes: dict[str, str] = {}
        self._inside: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.add(tag)
        self._inside.append((tag, known.get("class") or ""))
        if known.get("title"):
            self.titles.append(known["title"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._inside[-1][0] != "style":
            self.seen.append(data)
            self.classes[data] = self._inside[-1][1]


def parsed(shown: str) -> _Text:
    parser = _Text()
    parser.feed(shown)
    parser.close()
    return parser


def test_html_shows_the_text_with_marks() -> None:
    seen = parsed(article_html(report()))
    assert "".join(seen.seen) == TEXT
    assert seen.tags == {"div", "span", "style"}
    assert seen.classes["Sea wall <to> fall"] == "attrib-headline"
    assert seen.classes["may"] == "attrib-content attrib-hedge"
    assert seen.classes["the mayor, Tom Reid"] == "attrib-source"
    assert seen.classes["believe"] == "attrib-content attrib-cue"
    assert seen.classes["it is about to fail"] == "attrib-content attrib-nested"
    assert "a1: Tom Reid · direct statement · hedged (strength 0.96)" in seen.titles
    assert "a3: engineers · indirect belief · asserted (strength 0.96)" in seen.titles
    assert "a4: nobody named · indirect statement · asserted (strength 0.96)" in seen.titles


def test_html_runs_no_script() -> None:
    evil = '</span></style><script>alert(1)</script>" onmouseover="x'
    built = report()
    built["text"] = evil
    built["blocks"] = [{"span": [0, len(evil)], "role": "headline"}]
    built["sources"][0]["name"] = evil
    built["attributions"] = built["attributions"][:1]
    for part in ("content", "cue", "source"):
        built["attributions"][0][part]["spans"] = [[0, 7]]
    built["attributions"][0]["hedging"]["cues"] = []
    shown = article_html(built)
    assert "<script" not in shown
    seen = parsed(shown)
    assert "".join(seen.seen) == evil
    assert seen.tags == {"div", "span", "style"}
    assert seen.titles == [f"a1: {evil} · direct statement · hedged (strength 0.96)"]


def test_html_without_text_says_so() -> None:
    assert "(This report has no text.)" in article_html(report(include_text=False))


# Built by drawing places in a text: sources and cues anywhere, contents with one or two pieces, children inside.
characters = st.characters(codec="utf-8")
texts = st.text(characters, min_size=4, max_size=60)


def _pieces(draw: st.DrawFn, low: int, high: int) -> Spans:
    cuts = sorted(draw(st.sets(st.integers(low, high), min_size=2, max_size=min(4, high - low + 1))))
    return tuple(Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def assemblies(draw: st.DrawFn) -> Assembly:
    text = draw(texts)
    size = len(text)
    sources = tuple(
        Source("x", "unknown", "named", None, None, None, (Mention(_pieces(draw, 0, size)[0], "name"),))
        for _ in range(draw(st.integers(0, 3)))
    )
    found: list[tuple[Attribution, Link | None]] = []
    for _ in range(draw(st.integers(0, 4))):
        content = _pieces(draw, 0, size)
        one = attribution(
            content, _pieces(draw, 0, size), draw(st.just(()) | st.just((content[0],))), quoted=content
        )
        who = draw(st.sampled_from([None, *range(len(sources))]))
        link = Link(who, draw(st.floats(0, 1)), "pronoun") if one.source else None
        found.append((one, link))
    found.sort(key=lambda pair: min(*pair[0].content, *pair[0].cue).start)
    listed = tuple(
        replace(one, parent=index - 1) if index and one.content == found[index - 1][0].content else one
        for index, (one, _) in enumerate(found)
    )
    document = Document("d", text, (), Meta(), "text", None, "f" * 64)
    return Assembly(
        Segmented(document, (), (), ()),
        listed,
        Resolution(sources, tuple(link for _, link in found)),
        tuple(hedging() for _ in listed),
        (),
    )


@given(assemblies(), st.booleans())
def test_any_assembly_gives_a_valid_report(found: Assembly, include_text: bool) -> None:  # noqa: FBT001
    built = build(found, provenance=PROVENANCE, include_text=include_text)
    validate(built)
    assert json.loads(dumps(built)) == built


@given(assemblies())
def test_html_text_is_the_text(found: Assembly) -> None:
    shown = article_html(build(found, provenance=PROVENANCE))
    assert "".join(parsed(shown).seen) == found.segmented.document.text


def test_html_is_linear_in_overlapping_spans() -> None:
    built = report()
    built["text"] = "x" * 40_000
    built["blocks"] = []
    first = built["attributions"][0]
    first["hedging"]["cues"] = []
    deep = [{**first, "content": {"spans": [[i, 40_000 - i]], "quoted": []}} for i in range(10_000)]
    built["attributions"] = deep
    shown = article_html(built)
    assert shown.count("<span") < 21_000
