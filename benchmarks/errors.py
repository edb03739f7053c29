"""Errors of extraction by kind: a file of gold goes in, tables of counts in Markdown come out.

Run with ``python benchmarks/errors.py GOLD [--train TRAIN]``. Contents are aligned as by ``attrib evaluate``;
every gold attribution is counted once (right, found but wrong in one thing, missed), and so is every
spurious prediction. ``--train`` names the gold that the model was trained on: then what is missed is told
apart by how often the cue's lemma stands there as well. The figures stand in ``docs/errors.md``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib import lexicons, resources
from attrib.extract import Model, extract
from attrib.extract.cues import describe
from attrib.read import from_text
from attrib.scoring import read_gold
from attrib.scoring.items import sides
from attrib.scoring.measures import Comparison, right_source
from attrib.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attrib.records import Attribution
    from attrib.scoring.items import Item

#: A spurious quotation of at most so many tokens counts as a scare quote or a title.
SHORT = 5  # three words and two marks
#: Lower ends of the bands of cue frequency.
BANDS = (100, 10, 1, 0)


@dataclass(frozen=True, slots=True)
class Error:
    """One attribution of gold, or one spurious prediction.

    Attributes:
        state: ``right``, ``wrong``, ``missed`` or ``spurious``.
        kind: What is wrong; of what is missed, what is known of its cue.
        mode: Of gold; of a spurious one as predicted.
        lemma: Of gold's cue, None without one.
        near: Whether its content shares a token with one of the other side.
    """

    state: str
    kind: str
    mode: str
    lemma: str | None = None
    near: bool = False


def lemma_of(entry: Mapping[str, Any], text: str) -> str | None:
    """Lemma of a gold attribution's cue."""
    return describe(" ".join(text[start:end] for start, end in entry["cue"]))[0]


def cue_kind(lemma: str | None, listed: frozenset[str], seen: Mapping[str, int] | None) -> str:
    """What is known of a cue: whether the lexicon lists it, else whether training has seen it."""
    if lemma is None:
        return "no cue"
    if lemma in listed:
        return "cue of the lexicon"
    if seen is None:
        return "cue not in the lexicon"
    return "cue not in the lexicon, seen in training" if seen.get(lemma) else "cue never seen"


def errors(
    gold: Mapping[str, Any], given: Sequence[Attribution], seen: Mapping[str, int] | None
) -> Iterator[Error]:
    """Every attribution of a document once."""
    listed = frozenset(entry["lemma"] for entry in lexicons.entries("cues"))
    wanted, found = sides(gold, given)
    comparison = Comparison.of(wanted, found)
    for index, item in enumerate(wanted.items):
        if item.optional:
            continue
        lemma = lemma_of(gold["attributions"][index], gold["text"])
        if index in comparison.partner:
            state, kind = judged(item, found.items[comparison.partner[index]], wanted.items)
            yield Error(state, kind, item.mode, lemma)
        else:
            yield Error("missed", cue_kind(lemma, listed, seen), item.mode, lemma, near(item, found.items))
    taken = {*comparison.partner.values(), *comparison.excused}
    for index, item in enumerate(found.items):
        if index not in taken:
            yield Error("spurious", spurious_kind(item), item.mode, near=near(item, wanted.items))


def judged(gold: Item, given: Item, others: Iterable[Item]) -> tuple[str, str]:
    """What is wrong with a prediction whose content is right at half; the first fault counts."""
    if bool(gold.cue) != bool(given.cue):
        return "wrong", "cue missing" if gold.cue else "cue where gold has none"
    if gold.cue and not gold.cue & given.cue:
        return "wrong", "another cue"
    if not right_source(gold, given):
        return "wrong", source_kind(gold, given, others)
    return "right", "content edges" if gold.content != given.content else "all exact or near it"


def source_kind(gold: Item, given: Item, others: Iterable[Item]) -> str:
    """How a source is wrong."""
    if not given.source:
        return "source missing"
    if not gold.source:
        return "source where gold has none"
    if gold.source & given.source:
        return "source edges"
    if any(other.source & given.source for other in others):
        return "source of another attribution (pairing)"
    return "source that is none"


def spurious_kind(item: Item) -> str:
    """What was found where gold has nothing."""
    if item.mode != "indirect" and len(item.content) <= SHORT:
        return "quotation of up to three words (scare quote, title)"
    if not item.cue:
        return "quotation without a cue"
    return "cue with a source" if item.source else "cue without a source"


def near(item: Item, others: Iterable[Item]) -> bool:
    """Whether a content shares a token with any of the others."""
    return any(item.content & other.content for other in others)


def table(title: str, counts: Counter[str], total: int) -> str:
    """A Markdown table, most frequent first."""
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [f"| {title} | n | % |", "|---|---|---|"]
    lines += [f"| {name} | {n} | {100 * n / max(total, 1):.1f} |" for name, n in rows]
    return "\n".join(lines) + "\n"


def frequency_table(found: list[Error], seen: Mapping[str, int]) -> str:
    """What is missed by how often training has the cue's lemma."""
    lines = ["| cue in training | gold | missed | % |", "|---|---|---|---|"]
    above = None
    for least in BANDS:
        band = [
            error
            for error in found
            if error.lemma is not None
            and seen.get(error.lemma, 0) >= least
            and (above is None or seen.get(error.lemma, 0) < above)
        ]
        missed = sum(error.state == "missed" for error in band)
        name = (
            f"{least} times or more"
            if above is None
            else str(least)
            if least == 0
            else f"{least}-{above - 1}"
        )
        lines.append(f"| {name} | {len(band)} | {missed} | {100 * missed / max(len(band), 1):.1f} |")
        above = least
    return "\n".join(lines) + "\n"


def tables(found: list[Error], seen: Mapping[str, int] | None) -> Iterator[str]:
    """All tables, those of gold first; shares are of all gold attributions, or of all spurious ones."""
    gold = [error for error in found if error.state != "spurious"]
    spurious = [error for error in found if error.state == "spurious"]
    yield table("gold attributions", Counter(error.state for error in gold), len(gold))
    for state in ("missed", "wrong", "right"):
        chosen = [error for error in gold if error.state == state]
        yield table(f"{state}, by kind", Counter(error.kind for error in chosen), len(gold))
        yield table(f"{state}, by mode", Counter(error.mode for error in chosen), len(gold))
    missed = [error for error in gold if error.state == "missed"]
    places = Counter(
        "edges: overlaps a prediction" if error.near else "nothing found there" for error in missed
    )
    yield table("missed, by place", places, len(gold))
    yield table("spurious, by kind", Counter(error.kind for error in spurious), len(spurious))
    yield table("spurious, by mode", Counter(error.mode for error in spurious), len(spurious))
    places = Counter("edges: overlaps gold" if error.near else "no gold there" for error in spurious)
    yield table("spurious, by place", places, len(spurious))
    if seen is not None:
        yield frequency_table(gold, seen)


def main() -> None:
    """Analyse, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold")
    parser.add_argument("--train", help="gold that the model was trained on")
    options = parser.parse_args()
    seen: Counter[str] | None = None
    if options.train:
        entries = ((d["text"], a) for d in read_gold(options.train) for a in d["attributions"])
        lemmas = (lemma_of(entry, text) for text, entry in entries)
        seen = Counter(lemma for lemma in lemmas if lemma is not None)
    model = Model(resources.model_path("extract"))
    found = [
        error
        for document in read_gold(options.gold)
        for error in errors(document, extract(segment(from_text(document["text"])), model).attributions, seen)
    ]
    print("\n".join(tables(found, seen)))


if __name__ == "__main__":
    main()
