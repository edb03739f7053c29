"""The stage as a whole: quotations that run around captions, records that agree with the document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.records import Block, BlockRole, Document, Meta, Span
from attrib.segment import segment

ROLES: list[BlockRole] = ["headline", "body", "caption", "furniture"]


def document(*blocks: tuple[BlockRole, str]) -> Document:
    """A document of paragraphs that are parted by an empty line."""
    text, found = "", []
    for role, paragraph in blocks:
        text += "\n\n" if text else ""
        found.append(Block(Span(len(text), len(text) + len(paragraph)), role))
        text += paragraph
    return Document("a", text, tuple(found), Meta(), "text", "utf-8", "0" * 64)


def test_a_quotation_runs_on_around_a_caption() -> None:
    parsed = segment(
        document(("body", "“We lost."), ("caption", "The “team”"), ("body", "“We cried,” he said."))
    )
    text = parsed.document.text
    assert [[text[start:end] for start, end in quote.pieces] for quote in parsed.quotes] == [
        ["We lost.", "We cried,"],
        ["team"],
    ]
    assert parsed.notices == ()
    assert [(text[s.span.start : s.span.end], s.block) for s in parsed.sentences] == [
        ("“We lost.", 0),
        ("The “team”", 1),
        ("“We cried,” he said.", 2),
    ]


def test_a_headline_does_not_run_on_into_the_body() -> None:
    parsed = segment(document(("headline", "Mayor: “We lost"), ("body", "“We lost,” she ‘said’.")))
    assert [(quote.closed, quote.level, quote.parent) for quote in parsed.quotes] == [
        (False, 0, None),
        (True, 0, None),
        (True, 0, None),
    ]
    assert [(notice.code, notice.span) for notice in parsed.notices] == [("unclosed-quote", Span(7, 8))]


def test_parents_count_in_the_merged_tree() -> None:
    parsed = segment(
        document(("headline", "‘No “new” tax’"), ("body", "“A ‘b’.” ‘C’"), ("caption", "“D ‘e’”"))
    )
    assert [(quote.level, quote.parent) for quote in parsed.quotes] == [
        (0, None),
        (1, 0),
        (0, None),
        (1, 2),
        (0, None),
        (0, None),
        (1, 5),
    ]


def test_an_empty_document() -> None:
    parsed = segment(document())
    assert (parsed.quotes, parsed.sentences, parsed.words, parsed.notices) == ((), (), (), ())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(ROLES), st.text(alphabet="“”‘’'\"a B.—", min_size=1, max_size=20)),
        max_size=6,
    )
)
def test_the_merged_tree_is_ordered_and_nested(blocks: list[tuple[BlockRole, str]]) -> None:
    quotes = segment(document(*[(role, text.strip() or "a") for role, text in blocks])).quotes
    starts = [quote.span.start for quote in quotes]
    assert starts == sorted(starts)
    for quote in quotes:
        if quote.parent is not None:
            around = quotes[quote.parent]
            assert around.level == quote.level - 1
            assert around.span.start < quote.span.start
            assert quote.span.end <= around.span.end
