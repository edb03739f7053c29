"""A source and where its cue stands -> the source with its relative clause whole, or without the half of one.

The contract counts a relative clause in ("the aide, who asked not to be named, said"). PolNeAR's annotators
did so for half of the clauses between source and cue and for two thirds of those behind both (of 298 and 197
in its training articles), so that the model does one or the other.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from attrib.extract.quoting import span_start
from attrib.records import Span, Spans

if TYPE_CHECKING:
    from attrib.extract.assemble import Scope

_OPENING = re.compile(r",\s+(?:who|which|whose)\b")
_ALONE = re.compile(r",\s+(who|which)\Z")
#: What a clause does not hold: a mark that ends it, or a quotation.
_BREAK = re.compile(r"[,.?!:;“”‘\"\n]")
_LONGEST = 200  # code points of a clause


def whole(source: Span, cue: Span, content: Spans, scope: Scope) -> Span:
    """The source with what the contract counts in.

    Args:
        source: As the model found it, without a comma at its end.
        cue: Its cue.
        content: Spans of what it says.
        scope: Where they stand.
    """
    text = scope.text
    if cue.start < source.end:
        return _to_the_end(source, content, scope)
    between = text[source.end : cue.start]
    if not between.strip():
        alone = _ALONE.search(text, *source)
        return Span(*alone.span(1)) if alone else source
    if len(between) > _LONGEST:
        return source
    if _OPENING.match(between):
        clause = between.rstrip().removesuffix(",")
        closed = clause != between.rstrip() and not _BREAK.search(clause, 1)
        # "The mayor, who won in May, backed it, saying": the clause before a participle is not its source's.
        return Span(source.start, source.end + len(clause)) if closed else source
    opening = _OPENING.search(text, *source)
    if opening and not between.lstrip().startswith(","):  # the source ends amid its clause
        return Span(source.start, opening.start())
    return source


def _to_the_end(source: Span, content: Spans, scope: Scope) -> Span:
    """A source behind its cue, with a clause that ends with the sentence."""
    index = bisect.bisect_right(scope.sentences, source.start, key=span_start) - 1
    if index < 0 or not _OPENING.match(scope.text, source.end):
        return source
    end = scope.sentences[index].end
    if end > source.end + _LONGEST:
        return source
    clause = scope.text[source.end : end].rstrip(".")
    claimed = any(span.start < end and source.end < span.end for span in content)
    return source if claimed or _BREAK.search(clause, 1) else Span(source.start, source.end + len(clause))
