"""Epithets: whom a definite phrase with modifiers means that nobody was called by, and when it is somebody new."""

from __future__ import annotations

import pytest
from builders import attribution, name_of, segmented
from hypothesis import given
from hypothesis import strategies as st

from attrib.sources import resolve

TAKEN_UP = [
    # the last subject
    (
        "Ivo Brandt bought the mill in May. The shipping mogul said it would reopen.",
        "The shipping mogul",
        "Ivo Brandt",
    ),
    # across a paragraph, and behind a fronted phrase that names somebody else
    (
        "Ivo Brandt bought the mill in May.\nIn a talk with Ruth Orne, the shipping mogul said it would reopen.",
        "the shipping mogul",
        "Ivo Brandt",
    ),
    # behind another subject it is who else is in the sentence
    (
        "It was a long night. Ann Hill beat Ivo Brandt, but the self-described socialist vowed to fight on.",
        "the self-described socialist",
        "Ivo Brandt",
    ),
    # a genitive that is a source is no subject
    (
        "Ann Hill has a word for Ivo Brandt’s plan. The Liberal candidate said no.",
        "The Liberal candidate",
        "Ann Hill",
    ),
    # a party is no clash where nothing is told of the person, and one where another is
    (
        "Democratic candidate Ann Hill spoke in Marsh. Ivo Brandt was there. She waved. The Republican nominee said nothing.",
        "The Republican nominee",
        "Ivo Brandt",
    ),
    # where somebody is from tells more
    ("Ann Hill, a geologist, rose. The Swedish scientist said so.", "The Swedish scientist", "Ann Hill"),
    # a clause behind a comma tells more of whom is known; one person may be two things
    (
        "Ivo Brandt bought the mill. The shipping mogul, who lives in Tarn, said it would reopen.",
        "The shipping mogul, who lives in Tarn,",
        "Ivo Brandt",
    ),
    (
        "Ivo Brandt left Tarn. The businessman and film star said so.",
        "The businessman and film star",
        "Ivo Brandt",
    ),
    (
        "Ivo Brandt left Tarn. The peer and former Tory minister said so.",
        "The peer and former Tory minister",
        "Ivo Brandt",
    ),
    # a post that the article gave in other words
    ("Tory MP Ivo Brandt rose. Ann Hill left. The Marsh MP said so.", "The Marsh MP", "Ivo Brandt"),
    # bodies by what they are
    ("Corvane Ltd cut 40 jobs. The mining company said so.", "The mining company", "Corvane Ltd"),
    ("Corvane Ltd cut 40 jobs. The software giant said so.", "The software giant", "Corvane Ltd"),
    ("Ivo Brandt flew to Tarn. The Lurian leader said it was late.", "The Lurian leader", "Ivo Brandt"),
]


@pytest.mark.parametrize(("text", "source", "name"), TAKEN_UP)
def test_an_epithet_takes_up_who_the_sentences_are_about(text: str, source: str, name: str) -> None:
    """The subject before, or whoever else the sentence names."""
    assert name_of(text, source) == name


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # a part in the events, a post, a choice among several, a complement, a body's: somebody else
        ("Ivo Brandt bought the mill. The main witness said he was glad.", "The main witness"),
        ("Ivo Brandt bought the mill. The county mayor said he was glad.", "The county mayor"),
        ("Ivo Brandt bought the mill. The other farmer said he was glad.", "The other farmer"),
        (
            "Ivo Brandt bought the mill. The old gardener at the hall said he was glad.",
            "The old gardener at the hall",
        ),
        ("Ivo Brandt bought the mill. The union leader said he was glad.", "The union leader"),
        # a pair, a post with another rank, another party's
        ("Ivo Brandt left Tarn. The bride and groom said so.", "The bride and groom"),
        ("Justice minister Ivo Brandt rose. The shadow Marsh minister said so.", "The shadow Marsh minister"),
        ("Labour MP Ivo Brandt rose. The Tory MP said so.", "The Tory MP"),
        # in a quotation, of another gender, alone in the sentence with the subject
        ("“Ivo Brandt came. The shipping mogul said yes,” it went.", "The shipping mogul"),
        ("Mr Ivo Brandt bought the mill. The shipping businesswoman said no.", "The shipping businesswoman"),
        ("It rained. Ivo Brandt left when the shipping mogul said no.", "the shipping mogul"),
    ],
)
def test_others_are_somebody_new(text: str, source: str) -> None:
    """Nobody before is meant."""
    assert name_of(text, source) not in {"Ivo Brandt", None}


SPOKE = "Ann Hill said the pool would shut. "


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (SPOKE + "The charity’s director said she was sorry.", "The charity’s director"),
        (SPOKE + "But the mayor said she was sorry.", "the mayor"),
        (SPOKE + "It rained.\nThe MP for Tarn and Marsh said she was sorry.", "The MP for Tarn and Marsh"),
        ("Coach " + SPOKE + "The Tarn manager said she was sorry.", "The Tarn manager"),
        (
            "“It will shut,” Ann Hill said. “We are sorry,” the charity’s director said.",
            "the charity’s director",
        ),
    ],
)
def test_whoever_spoke_last_is_told_more_of(text: str, source: str) -> None:
    """Nobody else has acted since, and nothing says that it is another."""
    assert name_of(text, "Ann Hill", source) == "Ann Hill"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # an office of a state, another post, who speaks for others, somebody there, a complement, who is brought in
        (SPOKE + "The prime minister said he was sorry.", "The prime minister"),
        ("Treasurer " + SPOKE + "The mayor said he was sorry.", "The mayor"),
        (SPOKE + "The club’s spokesman said he was sorry.", "The club’s spokesman"),
        (SPOKE + "The caller said he was sorry.", "The caller"),
        (SPOKE + "The chairman of the Marsh Trust said he was sorry.", "The chairman of the Marsh Trust"),
        (SPOKE + "The director, a friend of hers, said he was sorry.", "The director, a friend of hers,"),
        # somebody else has acted since; she acts in the same sentence; long ago; a station
        (SPOKE + "Ivo Brandt left. The director said he was sorry.", "The director"),
        (SPOKE + "She left and the director said he was sorry.", "the director"),
        (SPOKE + "\nIt rained.\nIt snowed.\nThe director said he was sorry.", "The director"),
        ("Radio Tarn said the pool would shut. The director said he was sorry.", "The director"),
    ],
)
def test_who_speaks_next_may_be_another(text: str, source: str) -> None:
    """Then it is somebody new."""
    assert name_of(text, "Radio Tarn" if text.startswith("Radio") else "Ann Hill", source) not in {
        "Ann Hill",
        None,
    }


ORIGINS = [
    # beside its name, in what it was called, by what the others are, just brought in
    ("Corvane Ltd may sell. France’s Orne Farrow Ltd may buy. The French firm said so.", "Orne Farrow Ltd"),
    ("Corvane Ltd, a German company, lost to Orne Farrow Ltd. The German firm said so.", "Corvane Ltd"),
    ("Corvane Ltd, an Italian company, fought Orne Farrow Ltd. The US firm said so.", "Orne Farrow Ltd"),
    ("Corvane Ltd grew. Orne Farrow Ltd sold ships to Corvane Ltd. The US firm said so.", "Orne Farrow Ltd"),
    # what the sentence names as well is not meant
    ("Orne Farrow Ltd raced Corvane Ltd. The US firm said Corvane Ltd had won.", "Orne Farrow Ltd"),
]


@pytest.mark.parametrize(("text", "name"), ORIGINS)
def test_a_country_tells_one_company_from_another(text: str, name: str) -> None:
    """By what the article says of where they are from."""
    source = next(one for one in ("The French firm", "The German firm", "The US firm") if one in text)
    assert name_of(text, source) == name


def test_whoever_is_named_already_goes_before_who_is_called_so_later() -> None:
    """A prize is told of whom the story is about; an office may be told before the name."""
    text = "Ann Hill will film Tarn. The Oscar winner said so. Mia Orne rose. Oscar winner Mia Orne left."
    assert name_of(text, "The Oscar winner") == "Ann Hill"
    text = "Ann Hill came to Tarn. The Tarn mayor said so. Mia Orne rose. Tarn mayor Mia Orne left."
    assert name_of(text, "The Tarn mayor") == "Mia Orne"


def test_of_several_presidents_the_one_the_story_is_about() -> None:
    """Not whom it named last."""
    text = (
        "President Ivo Brandt rose. President Brandt spoke. President Brandt sat down. "
        "He fears President Jon Orne. The president said so."
    )
    assert name_of(text, "The president") == "Ivo Brandt"


def test_a_government_is_not_that_of_another_country() -> None:
    """Though the article has called that country "the government"."""
    text = "Venezuela took the farm. The government said so. It has none, the UK government said."
    assert name_of(text, "The government", "the UK government") != "Venezuela"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Ivo Brandt left Tarn. The ex-minister said so.", "The ex-minister", "Ivo Brandt"),
        ("A lawsuit was filed. The suit says so.", "The suit", "lawsuit"),
        ("The Tarn Centre for Rivers opened. The center said so.", "The center", "Tarn Centre for Rivers"),
        (
            "Player Mia Orne rose. Ann Hill was there. “Yes,” Mia Orne said. “I won,” said the Tarn fly-half.",
            "the Tarn fly-half",
            "Mia Orne",
        ),
    ],
)
def test_the_same_in_other_words(text: str, source: str, name: str) -> None:
    """Former and ex-, short forms and American spelling, a calling and a more general one."""
    first = ["Mia Orne"] if "Mia" in text else ["A lawsuit"] if "lawsuit" in text else []
    assert name_of(text, *first, source) == name


def test_one_boss_of_two_clubs() -> None:
    """Two names before one singular noun are one person's."""
    text = "Ivo Brandt left Tarn. The former Tarn and Marsh boss said so."
    assert name_of(text, "The former Tarn and Marsh boss") == "Ivo Brandt"


def test_a_list_of_offices_goes_before_a_like_calling() -> None:
    """A chairman is not the leader whom the list knows."""
    text = "Kemi Badenoch came. Tory chairman Ivo Brandt was late. The Tory leader said so."
    assert name_of(text, "Ivo Brandt", "The Tory leader") == "Kemi Badenoch"


def test_a_title_does_not_go_with_a_first_name() -> None:
    """Whoever is Mr Howard has that surname; family names may come first elsewhere."""
    assert name_of("Howard Hill came. Mr Howard said so.", "Mr Howard") == "Mr Howard"
    assert name_of("Howard Hill came. Sir Howard said so.", "Sir Howard") == "Howard Hill"
    assert name_of("Thaksin Marwar, 50, came. Mr Thaksin said so.", "Mr Thaksin") == "Thaksin Marwar"


def test_ben_is_a_first_name_and_a_particle() -> None:
    """The surname alone is his, and he is the one that the sentence before is about."""
    text = "Ben Orne left Tarn. Orne said so. In May, Zine Ben Sali spoke. Ben Sali said no."
    assert name_of(text, ["Orne", 2]) == "Ben Orne"
    assert name_of(text, ["Ben Sali", 2]) == "Zine Ben Sali"


def test_a_calling_chooses_beside_the_subject() -> None:
    """The captain's boss is no former player for all that the sentence tells."""
    text = "Marsh boss Ann Hill has signed Tarn striker Mia Orne. The 31-year-old former Luria defender said yes."
    assert name_of(text, "The 31-year-old former Luria defender") == "Mia Orne"


def test_the_last_subject_is_of_that_people() -> None:
    """Not who spoke before, nor whom a quotation brings up."""
    text = "“It is easy,” Ivo Brandt said. Ann Hill fell out with him in May. The American had won."
    assert name_of(text, "Ivo Brandt", "The American") == "Ann Hill"
    text = "Ann Hill rested. “A fit rower would recover,” Ivo Brandt said.\nThe Australian was glad."
    assert name_of(text, "A fit rower", "Ivo Brandt", "The Australian") in {"Ann Hill", "Ivo Brandt"}


def test_a_place_tells_one_company_from_another() -> None:
    """Which of two is the Lurian one nobody has said."""
    text = "Corvane Ltd bought Tarn Steel Ltd. The Lurian firm said so."
    assert name_of(text, "The Lurian firm") == "Lurian firm"


def test_who_runs_is_told_anew_each_time() -> None:
    """Each candidate is "the Liberal candidate" in turn."""
    text = "Ann Hill spoke in Marsh. The Liberal candidate said so.\nIvo Brandt spoke in Tarn. The Liberal candidate did too."
    spans = [{"source": ["The Liberal candidate", one]} for one in (1, 2)]
    resolution = resolve(segmented(text), [attribution(text, one) for one in spans])
    names = [
        resolution.sources[link.source].name for link in resolution.links if link and link.source is not None
    ]
    assert names == ["Ann Hill", "Ivo Brandt"]


_WORDS = [
    "Hill",
    "Ann",
    "the",
    "GOP",
    "shipping",
    "mogul",
    "candidate",
    "of",
    "’s",
    "“",
    "”",
    ".",
    "\n",
    "she",
    "leader",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    """No order of such words breaks it."""
    text = " ".join([*words, "the GOP candidate said so."])
    place = text.count("the GOP candidate")
    assert (
        len(resolve(segmented(text), [attribution(text, {"source": ["the GOP candidate", place]})]).links)
        == 1
    )
