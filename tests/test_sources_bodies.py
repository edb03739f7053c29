"""Names, and which body a noun can mean: whom or what a source of a story must come to."""

from __future__ import annotations

import re

import pytest
from builders import attribution, name_of, segmented, sources_of

from attrib.sources import resolve


def meant(text: str, source: str) -> tuple[str, str, str] | None:
    """Name, kind and naming of the last source phrase with these words, None where it is left open."""
    (found,) = sources_of(text, [source, len(re.findall(rf"\b{re.escape(source)}\b", text))])
    return None if found is None else (found.name, found.kind, found.naming)


BODIES = [
    # a country is no body of that kind
    (
        "The charity was founded in the UK. The charity said so.",
        "The charity",
        ("charity", "organisation", "role"),
    ),
    # a noun for papers takes up papers, one for agencies no paper and no person
    (
        "The Tarn Gazette had the story. The Orne Rifle Association was furious. The newspaper said so.",
        "The newspaper",
        ("Tarn Gazette", "organisation", "named"),
    ),
    (
        "The Tarn Gazette had the story. The Rivers Agency was furious. The agency said so.",
        "The agency",
        ("Rivers Agency", "organisation", "named"),
    ),
    (
        "The Tarn Gazette had the story. It went to Orne. The ministry said so.",
        "The ministry",
        ("ministry", "organisation", "role"),
    ),
    (
        "The Tarn Gazette had it first. The paper said so.",
        "The paper",
        ("Tarn Gazette", "organisation", "named"),
    ),
    ("She read a paper by the bank. The paper said so.", "The paper", ("paper", "document", "role")),
    # whose campaign it is
    (
        "The Hill campaign rang. It rained. Then the Brandt campaign said so.",
        "the Brandt campaign",
        ("Brandt campaign", "organisation", "named"),
    ),
    (
        "A super PAC rang. It rained. In March a PAC said so.",
        "a PAC",
        ("PAC", "organisation", "anonymous"),
    ),
    (
        "The USA Gazette rang. It rained in Tarn. The campaign said so.",
        "The campaign",
        ("campaign", "organisation", "role"),
    ),
    (
        "In March the Ann Hill campaign fell out with the Hill campaign in Orne. Then Ann Hill said so.",
        "Ann Hill",
        ("Ann Hill", "person", "named"),
    ),
    (
        "It rained. The Gazette newspaper said so.",
        "The Gazette newspaper",
        ("Gazette", "organisation", "named"),
    ),
    (
        "She rang. In March the Association of Chief Pilots rang her twice.",
        "the Association of Chief Pilots",
        ("Association of Chief Pilots", "organisation", "named"),
    ),
    (
        "She rang. In March the old Corva news agency rang twice.",
        "Corva news agency",
        ("Corva", "organisation", "named"),
    ),
    (
        "In March the P&Q Ferries fleet sank. P&Q Ferries said so.",
        "P&Q Ferries",
        ("P&Q Ferries", "organisation", "named"),
    ),
    (
        "It rained. In March the Wild Rivers Act came to her aid twice.",
        "the Wild Rivers Act",
        ("Wild Rivers Act", "document", "named"),
    ),
    (
        "It rained. In March the Daily Baker rang the mint.",
        "the Daily Baker",
        ("Daily Baker", "organisation", "named"),
    ),
    (
        "It rained. In March the Lurian Star rang the mint.",
        "the Lurian Star",
        ("Lurian Star", "organisation", "named"),
    ),
    (
        "In March she left M&S in Tarn. An M&S spokesman rang. M&S said so.",
        "M&S",
        ("M&S", "organisation", "named"),
    ),
    (
        "It rained. In March the Labour party rang the mint.",
        "the Labour party",
        ("Labour", "organisation", "named"),
    ),
    # two words look like somebody's name until something tells the firm, and the other way round
    (
        "It went to media giant Orne Farrow. It rained in Tarn. Orne Farrow said so.",
        "Orne Farrow",
        ("Orne Farrow", "organisation", "named"),
    ),
    (
        "Shares in Orne Farrow fell. Then Orne Farrow said so.",
        "Orne Farrow",
        ("Orne Farrow", "organisation", "named"),
    ),
    (
        "Friends of Orne Farrow fell. Then Orne Farrow said so.",
        "Orne Farrow",
        ("Orne Farrow", "person", "named"),
    ),
    (
        "It rained. In March Ann Press, the editor, rang the mint.",
        "Ann Press",
        ("Ann Press", "person", "named"),
    ),
    (
        "It rained. In March the Governor of the Reserve Bank rang. Then the Bank said so.",
        "the Bank",
        ("Bank", "organisation", "named"),
    ),
    (
        "It rained. In March Orne Court Judge Ilsabet Hill rang the mint.",
        "Orne Court Judge Ilsabet Hill",
        ("Ilsabet Hill", "person", "named"),
    ),
    (
        "It rained. In March Orne Senate Tory Ann Hill rang the mint.",
        "Orne Senate Tory Ann Hill",
        ("Ann Hill", "person", "named"),
    ),
    (
        "It rained. In March London GMB rang the mint.",
        "London GMB",
        ("London GMB", "organisation", "named"),
    ),
    (
        "It rained. Brandtex, Luria's biggest employer, said so. Then Brandtex rang.",
        "Brandtex",
        ("Brandtex", "organisation", "named"),
    ),
    # several told by their number are named where all of them are
    (
        "In March Ann Hill and Ivo Brandt met in Tarn. The two said so.",
        "The two",
        ("Ann Hill and Ivo Brandt", "group", "named"),
    ),
    (
        "In March Ann Hill met Ivo Brandt in Tarn. It rained. Both said so.",
        "Both",
        ("Ann Hill and Ivo Brandt", "group", "named"),
    ),
    (
        "In March Ann Hill and the Rivers Agency rang the Orne Trust. Neither body said so.",
        "Neither body",
        ("Rivers Agency and Orne Trust", "group", "named"),
    ),
    (
        "In March Ann Hill, Ivo Brandt and Vera Holm met. The trio said so.",
        "The trio",
        ("Ann Hill, Ivo Brandt and Vera Holm", "group", "named"),
    ),
    (
        "In March Ann Hill, Ivo Brandt and Vera Holm rang, then Ed Farrow rang. The two said so.",
        "The two",
        ("Ivo Brandt and Vera Holm", "group", "named"),
    ),
    (
        "In March Ann Hill met Ivo Brandt, then Ed Farrow rang. The two said so.",
        "The two",
        ("two", "group", "group"),
    ),
    ("In March Ann Hill met Ivo Brandt. Both sides said so.", "Both sides", ("both sides", "group", "group")),
    ("A baker met a diver. Both said so.", "Both", ("both", "group", "group")),
    # so many of a kind as are named before are known by name
    (
        "In March Labour chose Ann Hill and Ivo Brandt. Both Labour candidates said so.",
        "Both Labour candidates",
        ("both Labour candidates", "group", "named"),
    ),
    (
        "In March Labour chose Ann Hill and Ivo Brandt. All three Labour candidates said so.",
        "All three Labour candidates",
        ("all three Labour candidates", "group", "group"),
    ),
    # a country is no producer, whatever is said of it
    (
        "It rained. Canada, a key gold producer, said so. In March Canada rang.",
        "Canada",
        ("Canada", "organisation", "named"),
    ),
    ("It rained on eBay. EBay said so.", "EBay", ("eBay", "organisation", "named")),
    (
        "French and Lurian clubs said so.",
        "French and Lurian clubs",
        ("French and Lurian clubs", "group", "group"),
    ),
    # a government is told by its people as by its country
    (
        "It rained in Tarn. Then the Lurian government rang the mint.",
        "the Lurian government",
        ("Lurian government", "organisation", "named"),
    ),
    (
        "It rained in Tarn. Then the Lurian orchestra rang the mint.",
        "the Lurian orchestra",
        ("Lurian orchestra", "group", "group"),
    ),
    ("The Rivers Agency rang. It rained. The party said so.", "The party", ("party", "organisation", "role")),
    (
        "They want a smaller government in Tarn. The government said so.",
        "The government",
        ("government", "organisation", "role"),
    ),
    (
        "In March business lobby group the Tarn Trust rang.",
        "business lobby group the Tarn Trust",
        ("Tarn Trust", "organisation", "named"),
    ),
    (
        "In March two members of the board, Ann Hill and Eva Lund, rang.",
        "two members of the board, Ann Hill and Eva Lund,",
        ("Ann Hill and Eva Lund", "group", "named"),
    ),
    (
        "It rained. In March the Department for Rivers, Ports and Rural Roads rang her.",
        "the Department for Rivers, Ports and Rural Roads",
        ("Department for Rivers, Ports and Rural Roads", "organisation", "named"),
    ),
    (
        "In March she rang. In May the Save Our Weir group rang the mint.",
        "the Save Our Weir group",
        ("Save Our Weir", "organisation", "named"),
    ),
    (
        "In March the leaders of Luria, Tarn and Orne rang.",
        "the leaders of Luria, Tarn and Orne",
        ("leaders of Luria", "group", "group"),
    ),
    (
        "In March the Orne secretary of state’s office rang.",
        "the Orne secretary of state’s office",
        ("Orne secretary of state’s office", "organisation", "role"),
    ),
    # names told by one word
    (
        "She rang the New Tarn Times at noon. In March the Times said so.",
        "the Times",
        ("New Tarn Times", "organisation", "named"),
    ),
    (
        "In March Farrow said no. Its shop, Farrow Garden Centre, is shut. In May Farrow said so.",
        "Farrow",
        ("Farrow", "organisation", "named"),
    ),
    (
        "In March she joined the France Defence League. In May France said so.",
        "France",
        ("France", "organisation", "named"),
    ),
]


@pytest.mark.parametrize(("text", "source", "expected"), BODIES)
def test_body(text: str, source: str, expected: tuple[str, str, str]) -> None:
    assert meant(text, source) == expected


PEOPLE = [
    # a surname that is a common word, a common word before a surname
    ("In March the owner, Dan Cook, rang. Cook said so.", "Cook", ("Dan Cook", "person", "named")),
    ("In March the player Ann King rang. King said so.", "King", ("Ann King", "person", "named")),
    (
        "In March Ann Hill rang. Given Hill’s age, it was late. In May Hill said so.",
        "Hill",
        ("Ann Hill", "person", "named"),
    ),
    (
        "In March Ann Hill rang. Former secretary of State Hill said so.",
        "Hill",
        ("Ann Hill", "person", "named"),
    ),
    (
        "In March the chair, Senator Barbara Boxer of Corva, rang.",
        "Senator Barbara Boxer of Corva",
        ("Barbara Boxer", "person", "named"),
    ),
    (
        "In March one prominent voice, syndicated radio host Ann Hill, rang.",
        "one prominent voice, syndicated radio host Ann Hill,",
        ("Ann Hill", "person", "named"),
    ),
    (
        "In March the chair, Ann Hill MP, rang. Ms Hill said so.",
        "Ms Hill",
        ("Ann Hill", "person", "named"),
    ),
    (
        "In March the chair, Eva Hill KC, rang. Ms Hill said so.",
        "Ms Hill",
        ("Eva Hill", "person", "named"),
    ),
    (
        "In March Orne director of rowing Nigel Marsh rang.",
        "Orne director of rowing Nigel Marsh",
        ("Nigel Marsh", "person", "named"),
    ),
    (
        "In March the mother of actor Nigel Marsh rang.",
        "the mother of actor Nigel Marsh",
        ("mother of actor Nigel Marsh", "person", "role"),
    ),
    (
        "In March Ann Hill rang at the Tarn mint. “It rained,” the Orne spokesman said.",
        "the Orne spokesman",
        ("Orne spokesman", "person", "role"),
    ),
    (
        "In March a man called at the mint. “It rained,” said Baker in Tarn.",
        "Baker",
        ("Baker", "organisation", "named"),
    ),
    (
        "In March the boy’s teacher, a Miss Marsh, rang the mint.",
        "the boy’s teacher, a Miss Marsh,",
        ("Miss Marsh", "person", "named"),
    ),
    # what somebody was, is from or says
    (
        "In March Governor Ann Hill rang from the quay. The former two-term governor said so.",
        "The former two-term governor",
        ("Ann Hill", "person", "named"),
    ),
    (
        "It rained. Ann Hill was at the bell. The navy veteran said so.",
        "The navy veteran",
        ("Ann Hill", "person", "named"),
    ),
    (
        "In March Ann Hill rang the bell. Hill’s own argument was that it rained.",
        "Hill’s own argument",
        ("Ann Hill", "person", "named"),
    ),
    # two things told of one person
    (
        "In March the Tarn co-founder and chief executive John Marsh said so.",
        "the Tarn co-founder and chief executive John Marsh",
        ("John Marsh", "person", "named"),
    ),
    (
        "It rained again. Police and Crime Commissioner Ann Hill rang the bell and said so.",
        "Police and Crime Commissioner Ann Hill",
        ("Ann Hill", "person", "named"),
    ),
    # several bearers of a surname: whose it usually was, nobody where that is not settled
    (
        "In March Ann Hill rang. In April Hill left. In May Hill slept. Her aunt Eva Hill came. In June Hill said so.",
        "Hill",
        ("Ann Hill", "person", "named"),
    ),
    ("In March Ann Hill rang. Her aunt Eva Hill came. In June Hill said so.", "Hill", None),
]


@pytest.mark.parametrize(("text", "source", "expected"), PEOPLE)
def test_person(text: str, source: str, expected: tuple[str, str, str] | None) -> None:
    assert meant(text, source) == expected


def test_surname_in_a_headline_is_whose_the_story_introduces_first() -> None:
    text = "Hill to leave\n\nIn March Ann Hill rang. Her aunt Eva Hill came."
    resolution = resolve(segmented(text, {0: "headline"}), [attribution(text, {"source": "Hill"})])
    assert [source.name for source in resolution.sources] == ["Ann Hill"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Corvanel", ("Corvanel", "organisation", "named")),
        ("Ann Corvanel", ("Ann Corvanel", "person", "named")),
        ("Ternary 7 FM", ("Ternary 7 FM", "organisation", "named")),
        ("Mourners", ("mourners", "group", "group")),
        ("Whistling", ("whistling", "document", "role")),
    ],
)
def test_name_that_only_a_heading_in_title_case_has(heading: str, expected: tuple[str, str, str]) -> None:
    text = f"{heading} Says Harbour Ships Must Never Leave Before Dawn\nIt rained in Tarn on the day."
    resolution = resolve(segmented(text, {0: "heading"}), [attribution(text, {"source": heading})])
    (source,) = resolution.sources
    assert (source.name, source.kind, source.naming) == expected


def test_panel_of_people_is_taken_up_as_a_body() -> None:
    text = "In March a panel of reporters met. It rained. The panel said so."
    resolution = resolve(
        segmented(text),
        [attribution(text, {"source": "a panel of reporters"}), attribution(text, {"source": "The panel"})],
    )
    assert [(source.kind, source.naming) for source in resolution.sources] == [("group", "group")]


def test_former_pupil_is_taken_up_as_the_pupil_but_no_former_mayor_as_the_mayor() -> None:
    text = "In March a former pupil rang. The pupil left. A former mayor came. The mayor slept."
    phrases = ("a former pupil", "The pupil", "A former mayor", "The mayor")
    resolution = resolve(segmented(text), [attribution(text, {"source": phrase}) for phrase in phrases])
    first, second, third, fourth = (link and link.source for link in resolution.links)
    assert first == second
    assert third != fourth


def test_headline_without_article_leaves_the_holder_of_a_post_one() -> None:
    text = "Doctor was right\nIn March Ann Hill fell. The match doctor rang."
    resolution = resolve(
        segmented(text, {0: "headline"}),
        [attribution(text, {"source": "Doctor"}), attribution(text, {"source": "The match doctor"})],
    )
    assert [(source.kind, source.naming) for source in resolution.sources] == [("person", "role")]


def test_several_are_no_others() -> None:
    text = "In March Luria and Tarn signed. The Orne and Marsh councils said so."
    resolution = resolve(
        segmented(text),
        [
            attribution(text, {"source": "Luria and Tarn"}),
            attribution(text, {"source": "The Orne and Marsh councils"}),
        ],
    )
    first, second = (link and link.source for link in resolution.links)
    assert first != second


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "naming"),
    [
        # committees of a house or with "select" before them are named, those of a task or a body are not
        (
            "It was wrong, the Commons rivers committee said.",
            "the Commons rivers committee",
            "organisation",
            "named",
        ),
        (
            "It was wrong, the rivers select committee said.",
            "the rivers select committee",
            "organisation",
            "named",
        ),
        ("It was wrong, the safety committee said.", "the safety committee", "organisation", "role"),
        (
            "It was wrong, the Bank of Tarn’s rate-setting committee said.",
            "the Bank of Tarn’s rate-setting committee",
            "organisation",
            "role",
        ),
        # an address on the web is a name
        ("It was wrong, tarnrivers.org said.", "tarnrivers.org", "organisation", "named"),
        # peoples and firms in the plural are several
        ("African-Americans said so.", "African-Americans", "group", "group"),
        ("Airlines said so.", "Airlines", "group", "group"),
    ],
)
def test_what_is_named_by_more_than_its_capitals(text: str, phrase: str, kind: str, naming: str) -> None:
    """The kind and naming of bodies, addresses and plurals."""
    (found,) = sources_of(text, phrase)
    assert found is not None
    assert (found.kind, found.naming) == (kind, naming)


def test_a_name_ends_what_stands_before_it() -> None:
    """A rank with "-ing" behind it is no reduced clause; a broadcaster is no part of a full name."""
    assert (
        name_of("So said deputy planning director Jon Orne.", "deputy planning director Jon Orne")
        == "Jon Orne"
    )
    text = "He told the BBC Michael Orne would resign. Mr Orne said so."
    assert name_of(text, "Mr Orne") == "Michael Orne"
