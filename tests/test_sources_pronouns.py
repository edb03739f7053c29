"""Whom a pronoun may mean and what tells it: texts with their attributions go in, sources come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from builders import attribution, segmented

from attrib.records import Span
from attrib.sources import circumstances, pronouns, ranking, resolve
from attrib.sources.article import Article
from attrib.sources.cast import Cast
from attrib.sources.discourse import Discourse
from attrib.sources.entities import Entity
from attrib.sources.resolve import Choices, choices
from attrib.sources.running import noun_phrases
from attrib.sources.usage import note_clause, note_pronouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.records import Attribution


def attributions(text: str, entries: Sequence[dict[str, Any]]) -> list[Attribution]:
    made = [replace(attribution(text, one), act=one.get("act", "statement")) for one in entries]
    return list(circumstances(segmented(text), made))


def names(text: str, entries: Sequence[dict[str, Any]]) -> list[str | None]:
    """The names of the sources that attributions are resolved to, None for one left open."""
    resolution = resolve(segmented(text), attributions(text, entries))
    found = [None if link is None else link.source for link in resolution.links]
    return [None if index is None else resolution.sources[index].name for index in found]


def chosen_from(text: str, entries: Sequence[dict[str, Any]]) -> Choices:
    return choices(segmented(text), attributions(text, entries), ranking.shipped())


COURT = "Mara Venn rang Dora Pike on Monday. “She told me that she thought the road was shut,” Ms Pike said."
TOLD = (
    {"source": "Ms Pike", "cue": ["said", 1], "content": COURT[36:-15], "mode": "direct"},
    {"source": "She", "cue": "told", "content": "that she thought the road was shut", "parent": 0},
    {"source": "she", "cue": "thought", "content": "the road was shut", "parent": 1},
)


def test_who_is_quoted_says_i_and_who_is_reported_says_she() -> None:
    """In Pike's quotation "she" is not Pike; in what Venn is said to have told it may well be Venn."""
    made = chosen_from(COURT, TOLD)
    for index in (1, 2):
        assert {made.names[entity] for entity in made.asked[index]} == {"Mara Venn"}
    assert names(COURT, TOLD) == ["Dora Pike", "Mara Venn", "Mara Venn"]


def test_direct_is_told_from_reported() -> None:
    made = chosen_from(COURT, TOLD)
    direct, quoted = (pronouns.FEATURES.index(name) for name in ("direct", "quoted"))
    flags = [(f[quoted], f[direct]) for index in (1, 2) for f in made.asked[index].values()]
    assert flags == [(1.0, 1.0), (1.0, 0.0)]


def test_we_are_whom_the_speaker_speaks_for() -> None:
    """A body that is a source of the article says "we" by its people; one that is none does not."""
    text = "The Merrow Trust shut it. “We know it is safe,” said Dora Pike, head of the Merrow Trust."
    quoted = {
        "source": "Dora Pike, head of the Merrow Trust",
        "cue": "said",
        "content": "“We know it is safe,”",
    }
    entries: list[dict[str, Any]] = [
        {"source": "The Merrow Trust", "cue": "shut", "content": "it"},
        {**quoted, "mode": "direct"},
        {"source": "We", "cue": "know", "content": "it is safe", "parent": 1},
    ]
    assert names(text, entries) == ["Merrow Trust", "Dora Pike", "Merrow Trust"]
    alone = [{**entries[1], "parent": None}, {**entries[2], "parent": 0}]
    assert names(text, alone) == ["Dora Pike", "Dora Pike"]
    # Nothing but its boss tells that this is a body.
    text = "Brandtex shut it. “We know it is safe,” said Brandtex boss Dora Pike."
    entries[0]["source"], entries[1]["source"] = "Brandtex", "Brandtex boss Dora Pike"
    assert names(text, entries) == ["Brandtex", "Dora Pike", "Brandtex"]


def test_nobody_calls_themselves_by_name() -> None:
    text = "Mara Venn met Dora Pike at the dock. “Venn will go first,” she said."
    entries = [{"source": "she", "cue": "said", "content": "“Venn will go first,”", "mode": "direct"}]
    made = chosen_from(text, entries)
    assert [made.names[entity] for entity in made.asked[0]] == ["Dora Pike"]


def test_who_is_asked_answers() -> None:
    text = "Mara Venn asked Dora Pike whether the road was shut. She said it was."
    entries: list[dict[str, Any]] = [
        {
            "source": "Mara Venn",
            "cue": "asked",
            "content": "whether the road was shut",
            "act": "question",
        },
        {"source": "She", "cue": "said", "content": "it was"},
    ]
    made = chosen_from(text, entries)
    features = {made.names[entity]: found for entity, found in made.asked[1].items()}
    asked, asker = (pronouns.FEATURES.index(name) for name in ("asked", "has just asked"))
    assert [(features[one][asked], features[one][asker]) for one in ("Mara Venn", "Dora Pike")] == [
        (0.0, 1.0),
        (1.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mother of the mechanic sat at the back. She said it was cold.", "mother of the mechanic"),
        ("One of the nurses sat at the back. She said it was cold.", "one of the nurses"),
        ("Merrow Rowing has built a shed. It said the old one had sunk.", "Merrow Rowing"),
    ],
)
def test_who_has_just_come_in(text: str, name: str) -> None:
    """Somebody told by whose or of what they are is nobody named before; two capitals may be a club."""
    text = f"Dora Pike flew the mail for years.\n{text}"
    source = "It" if "It said" in text else "She"
    made = chosen_from(
        text, [{"source": source, "cue": "said", "content": text[text.index("said") + 5 : -1]}]
    )
    assert name in {made.names[entity] or made.phrases[entity] for entity in made.asked[0]}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The keeper of the old lamp slept.", ["The keeper of the old lamp"]),
        ("They accused the doctor of guessing.", ["the doctor"]),
        ("Two of the nurses slept.", ["Two of the nurses"]),
        ("The head of Merrow Dock slept.", ["The head of Merrow Dock"]),
        ("It hurt more than 30 harbour pilots.", ["more than 30 harbour pilots"]),
        ("It hurt at least 30 harbour pilots.", ["at least 30 harbour pilots"]),
        ("She fell over 30 harbour pilots.", ["30 harbour pilots"]),
    ],
)
def test_phrases_of_the_running_text_are_whole(text: str, phrases: list[str]) -> None:
    article = Article(segmented(text))
    found = [text[slice(*span)] for span in noun_phrases(article, Cast(article), [])]
    assert found == phrases


def test_quotations_around_an_offset_from_the_inside() -> None:
    text = "She said: “He wrote ‘never again’ and left.” It rained."
    article = Article(segmented(text))
    inner, outer = text.index("‘"), text.index("“")
    assert [span.start for span in article.quotations(text.index("never"))] == [inner, outer]
    assert [span.start for span in article.quotations(text.index("left"))] == [outer]
    assert article.quotations(text.index("It rained")) == []
    assert article.quotations(0) == []


def test_who_asks_in_the_same_sentence_does_not_answer() -> None:
    text = "Asked by Mara Venn what was in the crate, she said it was salt. Dora Pike left."
    entries: list[dict[str, Any]] = [
        {"source": "Mara Venn", "cue": "Asked", "content": "what was in the crate", "act": "question"},
        {"source": "she", "cue": "said", "content": "it was salt"},
    ]
    made = chosen_from(text, entries)
    here = pronouns.FEATURES.index("asks here")
    assert {made.names[e]: f[here] for e, f in made.asked[1].items()}["Mara Venn"] == 1.0


def test_who_is_still_being_described() -> None:
    text = "Dora Pike slept. A cook who left because she was cold said no."
    entries: list[dict[str, Any]] = [
        {"source": "A cook who left because she was cold", "cue": ["said", 1], "content": "no"},
        {"source": "she", "cue": "was", "content": "cold"},
    ]
    made = chosen_from(text, entries)
    around = pronouns.FEATURES.index("phrase around")
    called = {made.names[e] or made.phrases[e].split()[0]: f[around] for e, f in made.asked[1].items()}
    assert called == {"Dora Pike": 0.0, "cook": 1.0}


def test_it_may_be_for_whom_a_spokesman_speaks() -> None:
    text = "Tarn Bank cut its rates. Orne Bank waited. A spokesman for Tarn Bank said it had no choice."
    entries: list[dict[str, Any]] = [
        {"source": "A spokesman for Tarn Bank", "cue": "said", "content": "it had no choice"},
        {"source": "it", "cue": "had", "content": "no choice", "parent": 0},
    ]
    made = chosen_from(text, entries)
    body = pronouns.FEATURES.index("spoken for")
    assert {made.names[e]: f[body] for e, f in made.asked[1].items() if made.names[e]} == {
        "Tarn Bank": 1.0,
        "Orne Bank": 0.0,
    }


def features(text: str, entries: Sequence[dict[str, Any]], name: str) -> dict[str, float]:
    """What is known of whom a name means as a candidate for the last pronoun."""
    made = chosen_from(text, entries)
    found = made.asked[max(made.asked)]
    return dict(zip(pronouns.FEATURES, found[made.names.index(name)], strict=True))


def test_sentences_that_are_all_quotation_do_not_part_a_name_from_its_pronoun() -> None:
    quotation = "“The tide was out. The mud was deep. Nobody came,”"
    text = f"Mara Venn rowed home. {quotation} she said."
    entries = [{"source": "she", "cue": "said", "content": quotation, "mode": "direct"}]
    assert features(text, entries, "Mara Venn")["sentence before"] == 1.0
    assert features(text, entries, "Mara Venn")["behind its words"] == 1.0


def test_a_surname_of_relatives_brings_to_mind_who_was_named_first() -> None:
    text = "Mara Venn rowed home. Her son Noel Venn slept. Venn sold the boat. She said it leaked."
    entries = [{"source": "She", "cue": "said", "content": "it leaked"}]
    assert features(text, entries, "Mara Venn")["sentence before"] == 1.0
    assert names(text, entries) == ["Mara Venn"]


def test_the_name_behind_the_clause_that_opens_a_sentence() -> None:
    text = "Dora Pike slept. The tide rose. As she feared it would, Mara Venn left."
    entries = [{"source": "she", "cue": "feared", "content": "it would"}]
    assert features(text, entries, "Mara Venn")["same sentence"] == 1.0


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Mara Venn was cold, she said.", "Mara Venn was cold", {"Mara Venn"}),
        ("Mara Venn slept. She said Venn was cold.", "Venn was cold", set()),
    ],
)
def test_only_a_name_before_the_pronoun_may_be_its_own(text: str, content: str, expected: set[str]) -> None:
    source = "she" if ", she" in text else "She"
    made = chosen_from(text, [{"source": source, "cue": "said", "content": content}])
    assert {made.names[entity] for entity in made.asked[0]} == expected


def test_nobody_who_is_known_to_be_a_he_is_they() -> None:
    text = "Mr Venn met two pilots. They said no."
    made = chosen_from(text, [{"source": "They", "cue": "said", "content": "no"}])
    assert "Mr Venn" not in {made.names[entity] for entity in made.asked[0]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venn also left early.", True),
        ("On Monday Mara Venn agrees to it.", True),
        ("On Monday Mara Venn chose the boat.", True),
        ("It rained when Mara Venn, a pilot, rang.", True),
        ("Venn supporters sang.", False),
        ("It rained on Mara Venn, a pilot.", False),
        ("Mara Venn’s boat sank.", False),
    ],
)
def test_subjects(text: str, *, expected: bool) -> None:
    text = f"Mara Venn flew the mail. It rained.\n{text}"
    article = Article(segmented(text))
    discourse = Discourse(article, [])
    discourse.enter_names(Cast(article).places())
    assert discourse.before(len(text))[-1].subject is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was late when Ondrel rose. He left. On Monday Ondrel came and he sang.", "person"),
        ("It was late when Ondrel rose. Its staff left. On Monday Ondrel sold and he sang.", "unknown"),
    ],
)
def test_a_name_that_is_he_again_and_again_is_a_persons(text: str, kind: str) -> None:
    article = Article(segmented(text))
    cast = Cast(article)
    note_pronouns(article, cast)
    assert {one.name: one.kind for one in cast.entities}["Ondrel"] == kind


@pytest.mark.parametrize(("name", "kind"), [("Merrow County", "organisation"), ("Karen Bay", "person")])
def test_names_of_places_are_nobodys(name: str, kind: str) -> None:
    cast = Cast(Article(segmented(f"It rained. On Monday {name} voted.")))
    assert [one.kind for one in cast.entities if one.name == name] == [kind]


@pytest.mark.parametrize("text", ["He is not a baker.", "They were once the bakers.", "He isn’t a baker."])
def test_what_somebody_is_said_to_be_is_nobody_else(text: str) -> None:
    article = Article(segmented(text))
    assert list(noun_phrases(article, Cast(article), [])) == []


@pytest.mark.parametrize(
    ("clause", "seen"),
    [
        ("who lost her job", -1.0),
        (", who asked the paper not to print his name,", 1.0),
        ("who saw a nurse lose her job", 0.0),
        ("who met Mara Venn and lost her job", 0.0),
        ("and she", 0.0),
    ],
)
def test_a_relative_clause_tells_of_whom_it_is(clause: str, seen: float) -> None:
    text = f"A cook{clause}" if clause.startswith(",") else f"A cook {clause}"
    article = Article(segmented(f"{text} left."))
    cook = Entity("person", "role")
    note_clause(article, Cast(article), cook, Span(0, 6))
    assert cook.seen == seen


@pytest.mark.parametrize(
    ("head", "mentioned"),
    [
        ("MERROW TARN (Agency) -", False),
        ("MERROW TARN, Ondrel —", False),
        ("Merrow Tarn slept.", True),
        ("MERROW TARN slept.", True),
    ],
)
def test_a_dateline_brings_nobody_to_mind(head: str, *, mentioned: bool) -> None:
    text = f"{head} Mara Venn flew the mail."
    article = Article(segmented(text))
    discourse = Discourse(article, [])
    discourse.enter_names(Cast(article).places())
    starts = {place.offset for place in discourse.before(len(text))}
    assert (0 in starts, text.index("Mara") in starts) == (mentioned, True)
