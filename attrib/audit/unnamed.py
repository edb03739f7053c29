"""Rules on sources who are not named: a story goes in, findings come out."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from attrib import lexicons
from attrib.audit.rule import Finding, sure
from attrib.audit.story import covered, overlapping, spans_of
from attrib.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.audit.story import Entry, Story
    from attrib.records import Spans

#: A number told: "two aides", "12 members", "both", "a pair of".
_NUMBER = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|a (?:dozen|pair|couple))\b",
    re.IGNORECASE,
)
#: Words for somebody whose name is withheld, and not merely left for later: "a former chairman" in a first
#: paragraph is often named in the second.
_WITHHELD = re.compile(
    r"\b(?:sources?|insiders?|whistleblowers?|leakers?"
    r"|(?:familiar with|briefed on|knowledge of|close to|declined to be (?:named|identified)))\b",
    re.IGNORECASE,
)
#: Nothing told but that there is somebody.
_BARE = re.compile(
    r"(?:(?:an?|another|other|one|two|three|four|five|several|some|many|multiple|unnamed|anonymous) )*"
    r"(?:sources?|insiders?)",
    re.IGNORECASE,
)
#: Those to whom newsrooms grant anonymity. A doctor, a reader or a passer-by without a name is another
#: matter.
_INFORMANT = re.compile(
    r"\b(?:advis[eo]r|aide|all(?:y|ie)|ambassador|attorney|backbencher|banker|colleague|confidant|councillor"
    r"|councilman|councilwoman|delegate|democrat|diplomat|employee|envoy|executive|friend|frontbencher"
    r"|insider|investigator|lawmaker|lawyer|legislator|lobbyist|manager|member|minister|mp|officer|official"
    r"|operative|peer|people|person|politician|prosecutor|representative|republican|senator|source|staffer"
    r"|strategist|veteran|whip|whistleblower|worker)s?"
    # The head of the phrase, not a word before it: "official figures" are no officials.
    r"(?=$|,| (?:at|in|of|on|to|from|with|within|inside|for|near|who|that|close|familiar|briefed|involved"
    r"|and|speaking|working|directly)\b)",
    re.IGNORECASE,
)
#: How phrases begin that mean somebody the reader knows, or nobody in particular.
_DEFINITE = re.compile(
    r"(?:the|this|that|these|those|his|her|its|their|our|my|each|every|no|any)\b|(?:\w+ ){0,3}\w+['’]s? ",
    re.IGNORECASE,
)
#: One of several is one.
_ONE = re.compile(r"(?:one|an?|another|each|someone|somebody|no one|nobody|any(?:one|body))\b", re.IGNORECASE)
#: A negation within the three words before a judgement: "he is no liar".
_NEGATED = re.compile(r"(?:\b(?:no|not|never|nor|without)|n['’]t)(?: \w+){0,2} $", re.IGNORECASE)


def undescribed(story: Story) -> Iterator[Finding]:
    """An anonymous source of whom nothing is told."""
    for source, claims in _informants(story):
        if _BARE.fullmatch(source["name"]):
            yield _finding(
                "The reader is told nothing about this source. Say as much as can be said: what they do, how "
                "senior they are, how they know.",
                source,
                claims,
            )


def vague(story: Story) -> Iterator[Finding]:
    """An anonymous source of whom only a bare kind is told."""
    for source, claims in _informants(story):
        if source["grade"] in {0, 1} and not _BARE.fullmatch(source["name"]):
            yield _finding(
                f"“{source['name']}” tells the reader little. Can more be said: seniority, side, how they "
                "know?",
                source,
                claims,
            )


def plural(story: Story) -> Iterator[Finding]:
    """Anonymous sources in the plural, and no number told."""
    for source, claims in _informants(story):
        first = source["mentions"][0]["text"]
        if source["kind"] == "group" and not any(
            pattern.match(words) for pattern in (_NUMBER, _ONE) for words in (first, source["name"])
        ):
            yield _finding(
                f"“{source['name']}” is plural: is it more than one? If it is, say how many.", source, claims
            )


def judging(story: Story) -> Iterator[Finding]:
    """An anonymous source who passes judgement."""
    inside = _inside(story)
    for source, claims in _informants(story):
        for claim in claims:
            others = inside.get(claim["id"], ())
            disparaging = _judgement(story, claim, "pejorative", others)
            opinion = _judgement(story, claim, "opinion", others)
            if not disparaging and not opinion:
                continue
            what = "runs somebody or something down" if disparaging else "gives an opinion"
            yield Finding(
                f"A source who is not named {what}. Anonymity is for information; can this be said on the "
                "record, or be left out?",
                tuple(disparaging or opinion),
                (claim["id"],),
                (source["id"],),
            )


def central(story: Story) -> Iterator[Finding]:
    """The headline, the standfirst or the first paragraph rests on anonymous sources alone."""
    lead = next((index for index, (_, role) in enumerate(story.blocks) if role == "body"), None)
    places: dict[int, list[Entry]] = {}
    for attribution in story.attributions:
        index = story.block_at(attribution["content"]["spans"][0][0])
        if attribution["parent"] is None and index >= 0:
            places.setdefault(index, []).append(attribution)
    for index, found in places.items():
        role = story.blocks[index][1]
        if index != lead and role not in {"headline", "standfirst"}:
            continue
        sources = [story.source_of(attribution) for attribution in found]
        if all(s is not None and _withheld(s) for s in sources) and all(map(sure, found)):
            yield Finding(
                f"The {role if role != 'body' else 'first paragraph'} rests on a source who is not named. Is "
                "the story’s central claim confirmed on the record, and has a senior editor agreed?",
                tuple(span for attribution in found for span in spans_of(attribution, "content", "source")),
                tuple(attribution["id"] for attribution in found),
                tuple(dict.fromkeys(source["id"] for source in sources if source)),
            )


def _withheld(source: Entry) -> bool:
    return source["naming"] == "anonymous" and _WITHHELD.search(source["name"]) is not None


def _inside(story: Story) -> dict[str, Spans]:
    """What is said by others inside each attribution, by its id."""
    found: dict[str, list[Span]] = {}
    for attribution in story.attributions:
        if attribution["parent"] is not None:
            found.setdefault(attribution["parent"], []).extend(spans_of(attribution, "content"))
    return {identifier: covered(spans) for identifier, spans in found.items()}


def _judgement(story: Story, claim: Entry, kind: str, others: Spans) -> list[Span]:
    """Where the source's own quoted words, not those of others, hold a judgement that is not negated."""
    places = [
        Span(*match.span())
        for start, end in claim["content"]["quoted"]
        for match in _judgements(kind).finditer(story.text, start, end)
        if not _NEGATED.search(story.text[max(start, match.start() - 20) : match.start()])
    ]
    return [place for place, hit in zip(places, overlapping(places, others), strict=True) if not hit]


@functools.cache
def _judgements(kind: str) -> re.Pattern[str]:
    forms = [
        form
        for entry in lexicons.entries("judgements")
        if entry["type"] == kind
        for form in (entry["text"], *entry["variants"])
    ]
    # An apostrophe in the list stands for either form of it.
    choices = "|".join(re.escape(form).replace("'", "['’]") for form in forms)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _informants(story: Story) -> Iterator[tuple[Entry, list[Entry]]]:
    """Anonymous sources who were granted it, as far as can be told, each with its sure claims."""
    claims: dict[str, list[Entry]] = {}
    for claim in story.claims:
        source = story.source_of(claim)
        if source is not None and sure(claim) and is_informant(source):
            claims.setdefault(source["id"], []).append(claim)
    for identifier, found in claims.items():
        yield story.sources[identifier], found


def is_informant(source: Entry) -> bool:
    """Whether a source is somebody whose name the story withholds; needs a report with its text."""
    return (
        source["naming"] == "anonymous"
        and source["kind"] in {"person", "group", "unknown"}
        and _INFORMANT.search(source["name"]) is not None
        and _DEFINITE.match(source["mentions"][0]["text"]) is None
    )


def _finding(message: str, source: Entry, claims: list[Entry]) -> Finding:
    return Finding(
        message,
        tuple(span for claim in claims for span in spans_of(claim, "source")),
        tuple(claim["id"] for claim in claims),
        (source["id"],),
    )
