"""Attributions that marks alone show: in headlines, dialogue and signed quotations.

In: what the model found in a scope. Out: the same, with the attributions that such marks make in the place of
what the model saw of them. It was trained on running text and seldom sees the speaker behind a mark.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.extract.drafts import Draft
from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.extract.assemble import Scope

#: Signals of an attribution that a rule found.
_SURE = (0.9, 0.9, 0.9, 0.9, 0.9)
#: Words in the longest speaker before a colon or after a dash.
_LONGEST = 6
#: Code points in the longest line that is read as a headline with marks.
_LONGEST_HEADLINE = 300
#: Turns in the shortest dialogue; two of its speakers speak twice.
_LEAST_TURNS = 4
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_DASH = re.compile(r" [–—-] ")
_COLON = re.compile(r":\s+(?=\S)")
_LABEL = re.compile(r"[^\W\d_][^:\n“”\"‘?!]{0,40}(?=:\s)")
_OPENING = ("“", "‘", '"', "'")
#: Who signs a quotation: after a dash, in its paragraph or the next.
_SIGNATURE = re.compile(r"\s*([–—-]{1,2})\s*([^\W\d_][^\n“”\"?!:]{1,80})")
_SMALL_IN_NAMES = frozenset("of the de da del la le van von der den bin al and".split())
#: A headline's quotation that begins with one of these is said of what stands before it.
_PREDICATES = frozenset(
    "will would could may might must should can cannot to not never is are was were has have had did does "
    "won’t won't wasn’t wasn't isn’t isn't".split()
)


def marked(found: Sequence[Draft], scope: Scope) -> list[Draft]:
    """What was found and what marks show, in order of the contents.

    Args:
        found: Drafts of the model.
        scope: Where they stand.
    """
    seen = {one.source[0].end for one in found if one.source and one.cue}
    shown = [
        draft
        for draft in (*_headlines(found, scope), *_turns(scope), *_signed(scope))
        if not (draft.source and draft.source[0].end in seen)  # the model has seen speaker and mark itself
    ]
    places = sorted(draft.content[0] for draft in shown)
    kept = [one for one in found if not any(_stands_in(part, places) for part in one.content)]
    return sorted([*kept, *shown], key=lambda draft: draft.content)


def _stands_in(span: Span, places: Sequence[Span]) -> bool:
    """Whether a span shares a code point with any of some ordered spans that share none."""
    index = bisect.bisect_left(places, (span.end, span.end)) - 1
    return index >= 0 and places[index].end > span.start


def _headlines(found: Sequence[Draft], scope: Scope) -> Iterator[Draft]:
    speakers = {
        scope.text[slice(*word)].casefold()
        for draft in found
        for span in draft.source
        for word in _words(scope.text, span)
        if scope.text[word.start].isupper()
    }
    for headline in scope.headlines:
        if headline.end - headline.start > _LONGEST_HEADLINE:
            continue
        draft = (
            _dashed(scope.text, headline, speakers)
            or _labelled(scope.text, headline, speakers)
            or _quoted(found, scope, headline)
        )
        if draft:
            yield draft


def _dashed(text: str, headline: Span, speakers: set[str]) -> Draft | None:
    """As in "Trams to run all night – minister"."""
    dash = max(_DASH.finditer(text, *headline), key=lambda match: match.start(), default=None)
    if dash is None:
        return None
    source = Span(dash.end(), headline.end)
    content = Span(headline.start, dash.start())
    if len(_words(text, content)) < 2 or not _speaks(text, source, speakers):
        return None
    return Draft((content,), (Span(dash.start() + 1, dash.end() - 1),), (source,), _SURE)


def _labelled(text: str, headline: Span, speakers: set[str]) -> Draft | None:
    """As in "Police chief: Riverside fire was arson"."""
    colon = _COLON.search(text, *headline)
    if colon is None:
        return None
    source, content = Span(headline.start, colon.start()), Span(colon.end(), headline.end)
    if not _words(text, content) or not _speaks(text, source, speakers):
        return None
    return Draft((content,), (Span(colon.start(), colon.start() + 1),), (source,), _SURE)


def _speaks(text: str, source: Span, speakers: set[str]) -> bool:
    """Whether a few words name a speaker: a role or document at their end, or a name that speaks below."""
    words = [text[slice(*word)] for word in _words(text, source)]
    if not 0 < len(words) <= _LONGEST or text[source.end - 1] in "?!":
        return False
    if words[-1][0].isupper() and words[-1].casefold() in speakers:
        return True
    lower = [word.casefold() for word in words]
    return any(" ".join(lower[-length:]) in _nouns() for length in (1, 2) if length <= len(words))


@functools.cache
def _nouns() -> frozenset[str]:
    """Roles and what is written or filed, singular and plural: what may stand for a speaker."""
    roles = [entry[form] for entry in lexicons.entries("roles") for form in ("noun", "plural")]
    written = [
        entry[form]
        for entry in lexicons.entries("documents")
        for form in ("noun", "plural")
        if entry["channel"] in {"document", "court"}
    ]
    return frozenset(noun.casefold() for noun in (*roles, *written) if noun)


def _quoted(found: Sequence[Draft], scope: Scope, headline: Span) -> Draft | None:
    """As in "Steelworks ‘to close by Easter’": somebody says it of what stands before the quotation."""
    if any(_stands_in(part, (headline,)) for draft in found for part in draft.content):
        return None
    for quote in scope.quoting.touching(headline):
        words = _words(scope.text, quote.pieces[0])
        predicate = words and scope.text[slice(*words[0])].casefold() in _PREDICATES
        if len(words) > 1 and predicate and quote.closed and quote.span.end <= headline.end:
            return Draft((Span(headline.start, quote.span.end),), (), (), _SURE)
    return None


def _turns(scope: Scope) -> Iterator[Draft]:
    """The turns of a dialogue whose paragraphs begin with the speaker and a colon."""
    found = ((_LABEL.match(scope.text, *paragraph), paragraph) for paragraph in scope.paragraphs)
    labels = [
        (Span(*match.span()), paragraph)
        for match, paragraph in found
        if match and paragraph not in scope.headlines
        if len(_words(scope.text, Span(*match.span()))) <= _LONGEST
    ]
    often = Counter(scope.text[slice(*label)] for label, _ in labels)
    returning = {name for name, times in often.items() if times > 1}
    turns = [(label, paragraph) for label, paragraph in labels if scope.text[slice(*label)] in returning]
    if len(turns) < _LEAST_TURNS or len(returning) < 2:
        return
    for label, paragraph in turns:
        content = Span(label.end + 1, paragraph.end)
        if _WORD.search(scope.text, *content):
            yield Draft((content,), (Span(label.end, label.end + 1),), (label,), _SURE)


def _signed(scope: Scope) -> Iterator[Draft]:
    """Quotations of whole paragraphs with a dash and a name behind or below them.

    Of the 11 paragraphs in PolNeAR's training articles that are a dash and a name below a closing mark, 7 are
    attributions; the rest are the names of those who wrote what stands above.
    """
    text = scope.text
    for quote in scope.quoting.outermost:
        first, last = scope.paragraph(quote.span.start), scope.paragraph(quote.span.end - 1)
        whole = first >= 0 and quote.closed and scope.paragraphs[first].start == quote.span.start
        if not whole or scope.paragraphs[first] in scope.headlines:
            continue
        behind = Span(quote.span.end, scope.paragraphs[last].end)
        if not text[slice(*behind)].strip(" .,") and last + 1 < len(scope.paragraphs):
            behind = scope.paragraphs[last + 1]
        found = _SIGNATURE.match(text, *behind)
        if found and found.end() == behind.end and _is_name(found.group(2)):
            name = found.group(2).rstrip(". ")
            source = Span(found.start(2), found.start(2) + len(name))
            yield Draft((quote.span,), (Span(*found.span(1)),), (source,), _SURE)


def _is_name(text: str) -> bool:
    """Whether what stands before the first comma is a name: capitals, and few words."""
    words = _WORD.findall(text.partition(",")[0])
    capital = all(word[0].isupper() or word in _SMALL_IN_NAMES for word in words)
    return 0 < len(words) <= _LONGEST and capital and not text.rstrip().endswith(("-", "–", "—"))


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text, *span)]
