"""``attrib explain``: why an article's attributions are reported as they are, for a person to read.

In: articles or reports. Out, to standard output: for each attribution its spans, how its source was told, and
what hedges it, with types and weights.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import Failures, from_option, reports_of
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Json = Mapping[str, Any]

_FORCE = {
    "neutral": "passes the claim on without a judgement",
    "factive": "takes the claim for a fact",
    "soft": "puts the claim as a surmise, a hope or a forecast",
    "distancing": "keeps its distance from the claim",
    "allegation": "makes the claim a charge against somebody",
    "denial": "denies or rejects the claim",
    "commitment": "binds the speaker to the claim",
}
_REASON = {
    "same-name": "named with the same name elsewhere",
    "surname": "named in full elsewhere, here by surname",
    "title-surname": "named in full elsewhere, here by title and surname",
    "acronym": "the short form of a name given elsewhere",
    "role-apposition": "the role stands beside the name elsewhere",
    "definite-role": "the one holder of the role in the article",
    "known-office": "holds the office by attrib's own list; the article does not say so",
    "pronoun": "the best fit among the people named before",
    "relative-pronoun": "the noun that the clause belongs to",
    "first-person-in-quote": "the speaker of the quotation around it",
    "floating": "the speaker of the words before it",
    "first-mention": "mentioned here first",
    "unresolved": "nobody fits well enough",
}
_TYPE = {
    "epistemic": "uncertain",
    "doxastic": "a belief",
    "condition": "under a condition",
    "investigation": "still being looked into",
}
_WIDTH = 160


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--attribution", "wanted", metavar="ID", help="Only this attribution, as a3.")
@from_option
def explain(*, files: tuple[str, ...], wanted: str | None, source: str | None) -> int:
    """Say why each attribution is reported as it is: its source, its hedges, their weights.

    FILE is an article, which is analysed, or reports that `attrib analyse` or `attrib batch` wrote.
    """
    failures = Failures()
    reports = reports_of(files, source, {}, failures)
    first = list(itertools.islice(reports, 2))
    done = shown = 0
    for report in itertools.chain(first, reports):
        if report["text"] is None:
            failures.tell(
                f"{_short(report['doc_id'])}: the report has no text; name the article", exit_code=1
            )
            continue
        done += 1
        chosen = [entry for entry in report["attributions"] if wanted in (None, entry["id"])]
        if wanted is not None and not chosen:
            continue
        shown += len(chosen)
        if len(first) > 1 or len(files) > 1:
            click.echo(f"{_short(report['doc_id'])}\n")
        for entry in chosen:
            click.echo("\n".join(lines(entry, report)) + "\n")
        if not report["attributions"]:
            click.echo("No attribution was found.\n")
    if wanted is not None and done and not shown:
        raise AttribError(f"--attribution {wanted}: no such attribution; they are a1, a2 …", exit_code=2)
    return failures.exit_code(done=done)


def lines(entry: Json, report: Json) -> Iterator[str]:
    """The explanation of one attribution of a report, line by line."""
    content = entry["content"]
    yield f"{entry['id']}  {_short(content['text'])}"
    yield f"  content   {_places(content['spans'])}, {entry['mode']}; reports: {entry['act']}"
    if entry["parent"] is not None:
        yield f"  inside    {entry['parent']}"
    yield from _source(entry, report)
    yield from _cue(entry["cue"])
    yield from _hedging(entry["hedging"])
    yield f"  sure      {_percent(entry['confidence'])} that source, cue and content are all right"


def _source(entry: Json, report: Json) -> Iterator[str]:
    source = entry["source"]
    if source is None:
        yield "  source    none: the text names nobody"
        return
    names = {item["id"]: item for item in report["sources"]}
    yield f"  source    {_short(source['text'])} ({_places(source['spans'])})"
    reason = _REASON.get(source["reason"], source["reason"])
    if source["id"] is None:
        yield f"            not resolved: {reason}"
        for candidate in source["candidates"]:
            name, chance = _short(names[candidate["id"]]["name"]), _percent(candidate["probability"])
            yield f"            could be {name}: {chance}"
    else:
        who = names[source["id"]]
        yield f"            = {_short(who['name'])} [{source['id']}], {who['kind']}, {who['naming']}"
        yield f"            because: {reason} ({source['reason']}, {_percent(source['confidence'])})"
    if len(entry["chain"]) > 1:
        yield f"            by way of: {' > '.join(_short(names[item]['name']) for item in entry['chain'])}"


def _cue(cue: Json | None) -> Iterator[str]:
    if cue is None:
        yield "  cue       none: the quotation stands by itself"
    else:
        lemma = f" ({cue['lemma']})" if cue["lemma"] else ""
        yield f"  cue       {_short(cue['text'])}{lemma}, {cue['force']}: {_FORCE[cue['force']]}"


def _hedging(hedging: Json) -> Iterator[str]:
    yield (
        f"  claim     {hedging['label']}; {_percent(hedging['probability'])} likely to be hedged, "
        f"strength {hedging['strength']:.2f} (1 = certain)"
    )
    for cue in hedging["cues"]:
        chance = _percent(_sigmoid(cue["weight"]))
        kind = f"{cue['type']}, {_TYPE[cue['type']]}"
        yield f"            {_word(cue)}: {kind}; weight {cue['weight']:+.2f} ({chance})"
    for modifier in hedging["modifiers"]:
        yield f"            {_word(modifier)}: {modifier['type']}"
    if not hedging["cues"] and not hedging["modifiers"]:
        yield "            no hedge found"


def _word(part: Json) -> str:
    return f"“{_short(part['text'])}” {_place(part['span'])}"


def _sigmoid(log_odds: float) -> float:
    from attrib.hedge.model import sigmoid

    return sigmoid(log_odds)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _places(spans: Sequence[Sequence[int]]) -> str:
    return " and ".join(_place(span) for span in spans)


def _place(span: Sequence[int]) -> str:
    return f"{span[0]}–{span[1]}"


def _short(text: str) -> str:
    """A text on one line that a terminal may show, its middle left out when it is long."""
    from attrib.audit.text import plain

    line = plain(text)
    if len(line) <= _WIDTH:
        return line
    return f"{line[: _WIDTH - 40]} … {line[-35:]}"
