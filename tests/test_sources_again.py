"""Callings, ties and headlines: a phrase that nobody was called by means whoever it is said of, else somebody new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import attribution, name_of, segmented, sources_of

from attrib.records import Span
from attrib.sources import resolve

SCIENTIST = "Nia Reece, a geologist, rang the harbour on Monday. Tom Pell answered."
TWINS = "Ann Hill rang the harbour. Tom Hill, a diver, was out."


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (f"{SCIENTIST} The scientist said so.", "The scientist", "Nia Reece"),
        (f"{SCIENTIST} The lawyer said so.", "The lawyer", "lawyer"),
        ("Ann Hill, the fisheries secretary, rose. The minister said so.", "The minister", "Ann Hill"),
        ("Ann Hill, the union’s general secretary, rose. The minister said so.", "The minister", "minister"),
        ("Ann Hill, a former judge, rose. The lawyer said so.", "The lawyer", "lawyer"),
        ("Ann Hill, a retired cardiologist, rose. The doctor said so.", "The doctor", "Ann Hill"),
        # a member is no name for the class, and what is told of another clashes
        ("Ann Hill, a scientist, rose. The geologist said so.", "The geologist", "geologist"),
    ],
)
def test_calling(text: str, source: str, name: str) -> None:
    assert name_of(text, source) == name


def test_calling_of_somebody_without_a_name() -> None:
    text = "A marine biologist rang the harbour. The scientist said so."
    assert name_of(text, "A marine biologist", "The scientist") == "marine biologist"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (f"{TWINS} Her brother said so.", "Her brother", "Tom Hill"),
        (f"{TWINS} Her sister said so.", "Her sister", "her sister"),
        ("Ann Hill rang. Her husband said so. Mr Hill, a diver, was out.", "Her husband", "Mr Hill"),
        ("Ann Hill rang. Her husband said so. Mr Pell, a diver, was out.", "Her husband", "her husband"),
        ("Ann Hill rang Tom Pell, her lawyer. His client said so.", "His client", "Ann Hill"),
        (f"{TWINS} The couple said so.", "The couple", "Ann and Tom Hill"),
        (
            "Ann Hill rang. Her husband, Tom Pell, was out. The couple said so.",
            "The couple",
            "Ann Hill and Tom Pell",
        ),
        ("Ann Hill rang Tom Pell. The couple said so.", "The couple", "couple"),
    ],
)
def test_tie(text: str, source: str, name: str) -> None:
    assert name_of(text, source) == name


def test_tie_in_a_quotation_is_the_speakers() -> None:
    text = "Tom Hill was out. “My brother told me so,” Ann Hill said."
    outer = attribution(text, {"content": "My brother told me so,", "source": "Ann Hill", "cue": "said"})
    inner = attribution(text, {"source": "My brother", "cue": "told", "content": "so", "parent": 0})
    resolution = resolve(segmented(text), [outer, inner])
    assert [link and resolution.sources[link.source or 0].name for link in resolution.links] == [
        "Ann Hill",
        "Tom Hill",
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Orne Ltd warned that profits at its kilns would halve.", "Orne Ltd"),
        ("Ann Hill warned that profits at its kilns would halve.", "tile maker"),
        ("Orne Ltd hoped that the weather would hold.", "tile maker"),
    ],
)
def test_headline_is_who_says_the_same(body: str, name: str) -> None:
    text = f"Kiln profits to halve, tile maker warns\n{body}"
    headline = attribution(text, {"content": "Kiln profits to halve", "source": "tile maker", "cue": "warns"})
    source, cue, content = body.partition("warned" if "warned" in body else "hoped")
    below = attribution(text, {"source": source.strip(), "cue": cue, "content": content.strip()})
    resolution = resolve(segmented(text, {0: "headline"}), [headline, below])
    link = resolution.links[0]
    assert link is not None
    assert link.source is not None
    assert resolution.sources[link.source].name == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        # age and origin are told of whoever was brought in last, not of who is named most
        ("Ann Hill sang. Ann Hill bowed. Then came Eva Lund. The Swede said so.", "The Swede", "Eva Lund"),
        ("Ann Hill, 40, sang. Then came Eva Lund. The 40-year-old said so.", "The 40-year-old", "Ann Hill"),
        ("Ann Hill sang. Ann Hill bowed. Then came Eva Lund. The singer said so.", "The singer", "Ann Hill"),
        ("The US said so.", "The US", "US"),
        ("He told US reporters. The WHO said so.", "The WHO", "WHO"),
    ],
)
def test_named_again(text: str, source: str, name: str) -> None:
    assert name_of(text, source) == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        # nobody is brought in behind his or her own words
        ("Eva Lund fell silent.\n“It leaks,” the plasterer said.", "the plasterer", "Eva Lund"),
        ("Eva Lund fell silent.\n“It leaks,” said the plasterer.", "the plasterer", "Eva Lund"),
        ("Eva Lund fell silent.\nThe plasterer said it leaked.", "The plasterer", "plasterer"),
        ("Eva Lund fell silent.\n“It leaks,” the waiter said.", "the waiter", "waiter"),
        ("Eva Lund fell silent.\nIt rained.\nIt blew.\n“It leaks,” the cook said.", "the cook", "cook"),
        # an age is told of whoever spoke last in the paragraph, nobody tells that of a spokeswoman
        (
            "Ann Hill sang. Ann Hill bowed. Eva Lund laughed. “It leaks,” the 31-year-old said.",
            "the 31-year-old",
            "Eva Lund",
        ),
    ],
)
def test_going_on_behind_a_quotation(text: str, source: str, name: str) -> None:
    assert name_of(text, source) == name


def test_one_of_several_is_taken_up_in_the_singular() -> None:
    text = "Ann Hill rang one of the trustees. It rained. The trustee said so."
    assert name_of(text, "one of the trustees", "The trustee") == "one of the trustees"


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("She rang the council. The GMB union said so.", "The GMB union", ("GMB", "organisation", "named")),
        (
            "They asked the Tarn group. The Tarn group said so.",
            "The Tarn group",
            ("Tarn group", "organisation", "role"),
        ),
        (
            "It rained. In March Luria’s health ministry said so.",
            "Luria’s health ministry",
            ("Luria’s health ministry", "organisation", "named"),
        ),
        (
            "It rained. In March Orne Mere council said so.",
            "Orne Mere council",
            ("Orne Mere council", "organisation", "named"),
        ),
        (
            "It rained. In March the Lurian navy said so.",
            "the Lurian navy",
            ("Lurian navy", "organisation", "role"),
        ),
        (
            "After hours of rain the North Tarn Fire and Rescue Service said so.",
            "the North Tarn Fire and Rescue Service",
            ("North Tarn Fire and Rescue Service", "organisation", "named"),
        ),
        (
            "After hours of rain the Transport and General Union (TGU) said so.",
            "the Transport and General Union (TGU)",
            ("Transport and General Union", "organisation", "named"),
        ),
        (
            "It rained. In March Corve Records said so.",
            "Corve Records",
            ("Corve Records", "organisation", "named"),
        ),
        ("It rained. In March Jack said so.", "Jack", ("Jack", "person", "named")),
        ("After hours of rain Swede Eva Lund said so.", "Swede Eva Lund", ("Eva Lund", "person", "named")),
        (
            "In March his brother and partner, Tom Hill, said so.",
            "his brother and partner, Tom Hill",
            ("Tom Hill", "person", "named"),
        ),
        (
            "In March counsel to the inquiry, Eva Lund KC, asked.",
            "counsel to the inquiry, Eva Lund KC",
            ("Eva Lund", "person", "named"),
        ),
        (
            "In March mothers and fathers at Orne School said so.",
            "mothers and fathers at Orne School",
            ("mothers and fathers at Orne School", "group", "group"),
        ),
        ("In March many in his party said so.", "many in his party", ("many in his party", "group", "group")),
        ("In March each side blamed the other.", "each side", ("each side", "group", "group")),
        ("In March a barometer said so.", "a barometer", ("barometer", "unknown", "anonymous")),
        (
            "In March emails leaked to the bank said so.",
            "emails leaked to the bank",
            ("emails leaked to the bank", "document", "role"),
        ),
        (
            "In March some of the papers said so.",
            "some of the papers",
            ("some of the papers", "document", "group"),
        ),
        (
            "In March a spokesman for the Tarn Rowing Club (TRC) said so.",
            "a spokesman for the Tarn Rowing Club (TRC)",
            ("spokesman for the Tarn Rowing Club", "person", "role"),
        ),
        ("In March the Duke of Marsh said so.", "the Duke of Marsh", ("Duke of Marsh", "person", "named")),
        ("In March she rang. “Mum said so,” she said.", "Mum", ("mum", "person", "role")),
        ("In March the patient, Witness K, said so.", "Witness K", ("Witness K", "person", "anonymous")),
        ("It rained. In March the jury said so.", "the jury", ("jury", "organisation", "role")),
        ("It rained. In March a third-year said so.", "a third-year", ("third-year", "person", "anonymous")),
        # the narrator says that the name is kept back
        (
            "In March the baker privately said so.",
            "the baker",
            ("baker", "person", "anonymous"),
        ),
        (
            "In March the baker said the privately owned oven was hot.",
            "the baker",
            ("baker", "person", "role"),
        ),
        (
            "In March two out of three divers said so.",
            "two out of three divers",
            ("two out of three divers", "group", "group"),
        ),
        (
            "One of the three bakers, who said so, left.",
            "who",
            ("one of the three bakers", "person", "anonymous"),
        ),
        # a name behind a dash, or behind a title
        (
            "In March a party nominee -- Ann Hill -- said so.",
            "a party nominee -- Ann Hill --",
            ("Ann Hill", "person", "named"),
        ),
        (
            "Ex-inspector of ovens Mr Hill, 62, said so.",
            "Ex-inspector of ovens Mr Hill, 62,",
            ("Mr Hill", "person", "named"),
        ),
        (
            "In March the baker said so, speaking on condition of anonymity.",
            "the baker",
            ("baker", "person", "anonymous"),
        ),
        (
            "In March the baker, who asked not to be named, said so.",
            "the baker, who asked not to be named,",
            ("baker", "person", "anonymous"),
        ),
        (
            "Ann Hill rang. The newcomer, who did not want her name used, said so.",
            "The newcomer, who did not want her name used,",
            ("newcomer", "person", "anonymous"),
        ),
        ("In March the baker said “she asked not to be named”.", "the baker", ("baker", "person", "role")),
    ],
)
def test_phrase_in_a_text(text: str, source: str, expected: tuple[str, str, str]) -> None:
    (found,) = sources_of(text, source)
    assert found is not None
    assert (found.name, found.kind, found.naming) == expected


def test_a_second_relative_clause_is_of_whom_the_first_is() -> None:
    text = "It was Ann Hill, who baked for Tarn and who said so."
    second = Span(text.rindex("who"), text.rindex("who") + len("who"))
    resolution = resolve(segmented(text), [replace(attribution(text, {"source": "who"}), source=(second,))])
    assert [source.name for source in resolution.sources] == ["Ann Hill"]


def test_name_kept_back_where_somebody_is_brought_in() -> None:
    text = "The line manager, who cannot be named for legal reasons, was ill. It rained. The manager said so."
    resolution = resolve(segmented(text), [attribution(text, {"source": "The manager"})])
    assert [source.naming for source in resolution.sources] == ["anonymous"]


def test_name_kept_back_of_the_next_source_only() -> None:
    text = "The baker sang, the porter said, on condition of anonymity."
    given = [attribution(text, {"source": name}) for name in ("The baker", "the porter")]
    resolution = resolve(segmented(text), given)
    assert [source.naming for source in resolution.sources] == ["role", "anonymous"]


def test_his_report_is_no_other_document() -> None:
    text = "Emails said so. Tom Pell, an engineer, was ill. His report said more."
    assert name_of(text, "Emails", "His report") == "his report"


BROUGHT_IN = "Adel Brandt, a teacher, rang.\n\nNear the quay a young cashier was shaken."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{BROUGHT_IN} “They came late,” said the woman. Then she left.", "young cashier"),
        ("Adel Brandt rang.\n\n“They came late,” said the woman. Then she left.", "Adel Brandt"),
        ("Adel Brandt rang.\n\n“Late,” said the woman, who like many did not wish to be named.", "woman"),
    ],
)
def test_who_was_just_brought_in_speaks_on(text: str, name: str) -> None:
    assert name_of(text, "the woman") == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A loyal, long-standing member of the club, Ann Hill", "Ann Hill"),
        ("One, a baker who gave his name only as Petr", "Petr"),
        ("A baker who gave his name as Petr", "Petr"),
        ("A loyal, long-standing member of the club", "loyal, long-standing member of the club"),
        ("A plasterer, father of two", "plasterer"),
        ("Another player who failed to win - Tom “the Comet” Marsh", "Tom “the Comet” Marsh"),
    ],
)
def test_what_somebody_is_told_to_be_before_the_name(source: str, name: str) -> None:
    assert name_of(f"{source}, said so.", source) == name


def test_the_article_in_front_of_a_source_counts_though_it_is_left_out() -> None:
    text = "Ann Hill, a geologist, rose. The scientist said so."
    assert name_of(text, "scientist") == "Ann Hill"


@pytest.mark.parametrize("when", ["last week", "the other day", "on Monday", "yesterday"])
def test_a_time_stands_between_a_noun_and_its_relative_clause(when: str) -> None:
    assert name_of(f"Ann Hill read a survey {when} that found rents had doubled.", "that") == "survey"
