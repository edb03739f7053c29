"""Pronouns on GUM's coreference: a folder of CoNLL-U files goes in, shares of right antecedents come out.

Run with ``python benchmarks/gum.py FOLDER [--genre interview --genre bio]``. GUM (Zeldes 2017) has
``Entity=`` in its MISC column. Asked is every "he", "she", "it" and "they" that is the subject of a verb
and means a person or an organisation that more than a pronoun has mentioned before. Attributions are not
found but given: the subject of a verb of saying and each of these pronouns is a source, the clause that its
verb governs a content.

An answer is right when the source that a pronoun is linked to stands for the entity that GUM means: the one
of most of the source's earlier mentions. Beside it stand two rules: the name nearest before, and the last
subject that is no pronoun.

GUM as a whole is non-commercial: nothing is learnt from it and none of its text is printed.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attrib.read import from_text
from attrib.records import Attribution, Span
from attrib.scoring.rates import Share
from attrib.segment import segment
from attrib.sources import circumstances, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.records import Link, Source

_EDGE = re.compile(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)|\)")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp"})
_ASKED = frozenset({"he", "she", "it", "they"})
#: Entities that may speak.
_SORTS = frozenset({"person", "organization"})
_SAYING = frozenset(
    "say tell ask add write note explain claim argue suggest warn admit deny announce report believe think "
    "know hope state reply answer insist recall describe call complain agree confirm predict".split()
)
_ROWS = ("attrib", "attrib, where answered", "nearest preceding name", "last subject")


class Token(NamedTuple):
    """A word: its place in the text, and the token that it hangs on (itself at the root)."""

    span: Span
    lemma: str
    tag: str
    relation: str
    head: int


@dataclass(slots=True)
class Mention:
    """The tokens ``first`` to ``last`` mention an entity."""

    entity: int
    sort: str
    first: int
    last: int = -1


@dataclass(slots=True)
class Text:
    """A document of GUM: its paragraphs are blocks of the text."""

    name: str
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def documents(lines: Iterable[str]) -> Iterator[Text]:
    """The documents of a CoNLL-U file with the mentions in their ``Entity=`` brackets."""
    made = Text("")
    opened: list[Mention] = []
    base = reached = 0
    for line in lines:
        if line.startswith("# newdoc id = "):
            if made.tokens:
                yield made
            made, opened = Text(line.rpartition(" = ")[2].strip()), []
        elif line.startswith("# newpar"):
            made.text += "\n\n" if made.text else ""
        elif line.startswith("# text = "):
            made.text += " " * (made.text[-1:].strip() != "")
            base, reached = len(made.tokens), len(made.text)
            made.text += line.partition(" = ")[2].strip()
        elif line[:1].isdigit():
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                reached = _add(made, columns, base, reached)
                _bracket(made, opened, columns[9])
    if made.tokens:
        yield made


def _add(made: Text, columns: Sequence[str], base: int, reached: int) -> int:
    """Add a word; the offset behind it comes back."""
    start = made.text.index(columns[1], reached)
    end = start + len(columns[1])
    head = base + int(columns[6]) - 1 if columns[6] != "0" else len(made.tokens)
    made.tokens.append(Token(Span(start, end), columns[2].casefold(), columns[3], columns[7], head))
    return end


def _bracket(made: Text, opened: list[Mention], misc: str) -> None:
    """Open and close the mentions that a word's brackets tell."""
    here = len(made.tokens) - 1
    notes = next((part for part in misc.split("|") if part.startswith("Entity=")), "")
    for edge in _EDGE.finditer(notes):
        if edge[1]:
            opened.append(Mention(int(edge[1]), edge[2], here))
            continue
        closing = [m for m in opened if edge[3] is None or m.entity == int(edge[3])]
        closing[-1].last = here
        opened.remove(closing[-1])
        made.mentions.append(closing[-1])


class Asked(NamedTuple):
    """A pronoun that is asked about and the entity of GUM that it means."""

    token: int
    entity: int


def pronouns(made: Text) -> list[Asked]:
    """The pronouns of a document whose antecedents are asked for."""
    named = {m.entity: m.first for m in sorted(made.mentions, key=_first, reverse=True) if not _weak(made, m)}
    single = {m.first: m for m in made.mentions if m.first == m.last and m.sort in _SORTS}
    return [
        Asked(index, single[index].entity)
        for index, token in enumerate(made.tokens)
        if index in single
        and token.relation in _SUBJECTS
        and token.lemma in _ASKED
        and named.get(single[index].entity, index) < index
    ]


def _first(mention: Mention) -> int:
    return mention.first


def _weak(made: Text, mention: Mention) -> bool:
    """Whether a mention is a pronoun."""
    return all(made.tokens[i].tag in {"PRON", "DET"} for i in range(mention.first, mention.last + 1))


def given(made: Text, asked: Sequence[Asked]) -> tuple[Attribution, ...]:
    """The attributions that attrib is handed, in report order: speakers and the pronouns asked about."""
    wanted = {one.token for one in asked}
    children: dict[int, list[int]] = {}
    for index, token in enumerate(made.tokens):
        children.setdefault(token.head, []).append(index)
    found = []
    for index, token in enumerate(made.tokens):
        says = token.relation in _SUBJECTS and made.tokens[token.head].lemma in _SAYING
        if index in wanted or says:
            found.append(_attribution(made, children, index))
    found.sort(key=lambda one: (min(one.content[0], one.source[0]), -one.content[-1].end))
    return tuple(_nested(found))


def _attribution(made: Text, children: dict[int, list[int]], subject: int) -> Attribution:
    verb = made.tokens[subject].head
    clauses = [i for i in children.get(verb, ()) if made.tokens[i].relation in _CLAUSES]
    content = _covered(made, children, clauses[0] if clauses else verb, leaving=subject)
    token = made.tokens[subject]
    source = token.span if token.tag == "PRON" else _covered(made, children, subject, leaving=-1)
    return Attribution(
        content=(content,),
        cue=(made.tokens[verb].span,),
        source=(source,),
        mode="indirect",
        quoted=(),
        act="question" if made.tokens[verb].lemma == "ask" else "statement",
        lemma=made.tokens[verb].lemma,
        parent=None,
        floating=False,
        confidence=1.0,
    )


def _covered(made: Text, children: dict[int, list[int]], top: int, *, leaving: int) -> Span:
    """From the first to the last word below a word, that of the tree at ``leaving`` left out."""
    inside, waiting = [], [top]
    while waiting:
        index = waiting.pop()
        inside.append(made.tokens[index].span)
        waiting += [i for i in children.get(index, ()) if i not in {leaving, index}]
    return Span(min(span.start for span in inside), max(span.end for span in inside))


def _nested(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Each with the smallest content of another's in which its source stands as parent."""
    for index, one in enumerate(found):
        around = [
            (other.content[0].end - other.content[0].start, place)
            for place, other in enumerate(found[:index])
            if other.content[0].start <= one.source[0].start and one.source[0].end <= other.content[0].end
        ]
        parent = min(around)[1] if around else None
        yield Attribution(
            one.content,
            one.cue,
            one.source,
            one.mode,
            (),
            one.act,
            one.lemma,
            parent,
            floating=False,
            confidence=1.0,
        )


def answers(made: Text, asked: Sequence[Asked]) -> list[int | None]:
    """The entities of GUM that attrib's links stand for, None for pronouns that are left open."""
    segmented = segment(from_text(made.text))
    attributions = circumstances(segmented, given(made, asked))
    resolution = resolve(segmented, attributions)
    links: dict[int, Link | None] = {
        one.source[0].start: link for one, link in zip(attributions, resolution.links, strict=True)
    }
    stands = [_stands_for(made, source) for source in resolution.sources]
    found = []
    for one in asked:
        start = made.tokens[one.token].span.start
        link = links[start]
        mine = None if link is None or link.source is None else stands[link.source]
        found.append(None if mine is None else _most([entity for offset, entity in mine if offset < start]))
    return found


def _stands_for(made: Text, source: Source) -> list[tuple[int, int]]:
    """Offset and GUM's entity of a source's mentions, pronouns left out."""
    spans = [mention.span for mention in source.mentions if mention.form != "pronoun"]
    pairs = ((span.start, _entity_at(made, span)) for span in spans)
    return [(start, entity) for start, entity in pairs if entity is not None]


def _entity_at(made: Text, span: Span) -> int | None:
    """The entity whose mention a span overlaps most, in proportion; None below a third."""
    best, share = None, 1 / 3
    for mention in made.mentions:
        start, end = made.tokens[mention.first].span.start, made.tokens[mention.last].span.end
        both = min(end, span.end) - max(start, span.start)
        overlap = both / (max(end, span.end) - min(start, span.start))
        if both > 0 and overlap > share:
            best, share = mention.entity, overlap
    return best


def _most(entities: Sequence[int]) -> int:
    """The entity that stands there most often, the last one of equals; -1 for none."""
    counts = Counter(reversed(entities))
    return max(counts, key=lambda entity: counts[entity], default=-1)


def nearest_names(made: Text, asked: Sequence[Asked]) -> list[int | None]:
    """The entity of the last name before each pronoun."""
    names = sorted(
        (m.last, m.entity) for m in made.mentions if m.sort in _SORTS and made.tokens[m.last].tag == "PROPN"
    )
    places = [bisect_left(names, (one.token, -1)) for one in asked]
    return [names[place - 1][1] if place else None for place in places]


def last_subjects(made: Text, asked: Sequence[Asked]) -> list[int | None]:
    """The entity of the last subject before each pronoun, pronouns left out."""
    wanted = {one.token for one in asked}
    heads: dict[int, Mention] = {}
    for mention in made.mentions:
        inside = range(mention.first, mention.last + 1)
        for index in inside:
            if made.tokens[index].head not in inside and mention.sort in _SORTS:
                heads[index] = mention
    found: list[int | None] = []
    last: int | None = None
    for index, token in enumerate(made.tokens):
        if index in wanted:
            found.append(last)
        elif token.relation in _SUBJECTS and index in heads and not _weak(made, heads[index]):
            last = heads[index].entity
    return found


def tally(made: Text) -> dict[str, Share]:
    """How often each way of answering is right on a document."""
    asked = pronouns(made)
    if not asked:
        return {}
    mine = answers(made, asked)
    chosen = dict(
        zip(_ROWS, (mine, mine, nearest_names(made, asked), last_subjects(made, asked)), strict=True)
    )
    shares = {}
    for row, given_answers in chosen.items():
        pairs = [(a, one.entity) for a, one in zip(given_answers, asked, strict=True)]
        if row == _ROWS[1]:
            pairs = [(answer, entity) for answer, entity in pairs if answer is not None]
        shares[row] = Share(sum(answer == entity for answer, entity in pairs), len(pairs))
    return shares


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genre", action="append", help="news and interview unless told")
    options = parser.parse_args()
    genres = tuple(f"GUM_{genre}_" for genre in options.genre or ("news", "interview"))
    total: dict[str, Share] = {}
    count = 0
    for path in sorted(options.folder.glob("gum_*.conllu")):
        for made in documents(path.read_text(encoding="utf-8").splitlines()):
            if made.name.startswith(genres):
                count += 1
                for row, share in tally(made).items():
                    total[row] = total.get(row, Share()) + share
    print(f"{count} documents\n\n| | right | n | 95 % |\n|---|---|---|---|")
    for row, share in total.items():
        low, high = share.interval
        print(f"| {row} | {100 * share.value:.1f} | {share.n} | {100 * low:.1f}–{100 * high:.1f} |")


if __name__ == "__main__":
    main()
