"""What a single line can be by its wording: dates, credits, bylines, names, page furniture."""

from __future__ import annotations

import pytest

from attrib import lexicons
from attrib.read.bylines import is_byline, is_job, is_name, is_tagline
from attrib.read.credits import credit_start, is_caption, is_credit
from attrib.read.dates import is_date, is_place, opens_dispatch
from attrib.read.furniture import is_above_links, is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday 19 August 2025 09:19 EDT",
        "19 August 2025",
        "March 6, 2025",
        "Thu 6 Mar 2025 14.02 GMT",
        "2025-03-06",
        "06/03/2025, 14:02",
        "2025-03-06T14:02:00Z",
        "Published: 6 March 2025, 14:02",
        "Updated 3 hours ago",
        "First published on Thu 6 Mar 2025 in London",
        "5h ago",
        "6:40 p.m.",
        "12:45 PM ET • March 6, 2025",
        "Tarn Bridge, Thursday 6 March",
    ],
)
def test_dates(line: str) -> None:
    assert is_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Monday",
        "2025",
        "1,375",
        "What happened on 6 March",
        "He was born on 6 March 1971.",
        "In 2024",
        "Tarn, 2025",
        "The bridge, 6 March 2025",
        "She was born in Tarn, 6 March 1971",
        "May",
        "Published in the March issue of the magazine under another headline",
        "",
    ],
)
def test_no_dates(line: str) -> None:
    assert not is_date(line)


@pytest.mark.parametrize("line", ["KYIV, Ukraine", "WASHINGTON (AP) —", "NEW YORK"])
def test_places(line: str) -> None:
    assert is_place(line)


def test_no_places() -> None:
    assert not is_place("Kyiv")
    assert not is_place("WHAT HAPPENS NEXT? NOBODY KNOWS, A MINISTER SAYS")


def test_dispatches() -> None:
    assert opens_dispatch("GENEVA (AP) — Two ships left port.")
    assert opens_dispatch("ODESA, Ukraine (Reuters) - Two ships left port.")
    assert not opens_dispatch("Two ships (both old) - left port.")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Crowds wait (AFP/Getty)", "(AFP/Getty)"),
        ("Crowds wait. (Ann Lee/PA Wire)", "(Ann Lee/PA Wire)"),
        ("Crowds wait [Reuters]", "[Reuters]"),
        ("Crowds wait (Ann Lee / The Courier)", "(Ann Lee / The Courier)"),
        ("Crowds wait. Photograph: Ann Lee/EPA", "Photograph: Ann Lee/EPA"),
        ("Crowds wait. Picture by Ann Lee", "Picture by Ann Lee"),
        ("Crowds wait. AP Photo/Ann Lee", "AP Photo/Ann Lee"),
        ("Crowds wait. Ann Lee/Getty Images", "Ann Lee/Getty Images"),
        ("Crowds wait. Ann van Lee via Getty Images.", None),
        ("Crowds wait. REUTERS/Ann Lee", "REUTERS/Ann Lee"),
        ("Crowds wait. © Ann Lee", "© Ann Lee"),
        ("Getty Images", "Getty Images"),
        ("Ann Lee/Reuters", "Ann Lee/Reuters"),
        ("MICHAEL B. LEE via Getty Images.", "MICHAEL B. LEE via Getty Images."),
        ("She works for Reuters.", None),
        ("Sen. Ann Lee (R-Texas)", None),
        ("The video: he said no.", None),
        ("Officials told Reuters", None),
    ],
)
def test_credits(line: str, credit: str | None) -> None:
    start = credit_start(line)
    assert (None if start is None else line[start:]) == credit


def test_credits_alone_are_no_captions() -> None:
    assert is_credit("Image source, Getty Images")
    assert is_credit("Ann Lee/Getty Images")
    assert not is_credit("Crowds wait (AFP/Getty)")
    assert is_caption("FILE - Crowds wait outside the hall")
    assert is_caption("Crowds wait (AFP/Getty)")
    assert not is_caption("Crowds wait outside the hall")


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "by Ann Lee and Bo van der Hara",
        "BY ANN LEE, POLITICAL EDITOR",
        "By Ann Lee in Kyiv",
        "Words by Ann Lee",
        "BYLINE: Ann Lee.",
        "By @annlee",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the strike had reached the ports.",
        "By Tuesday",
        "By the time he came, it was over",
        "Bylaws change",
        "By",
        "Baby steps",
    ],
)
def test_no_bylines(line: str) -> None:
    assert not is_byline(line)


def test_names_and_jobs() -> None:
    assert is_name("Ann Lee")
    assert is_name("Ann van der Lee and Bo O’Hara")
    assert not is_name("Mayor calls for talks")
    assert not is_name("Ann Lee said no.")
    assert not is_name("Ann Lee:")
    assert not is_name("Ann")
    assert is_job("Political Correspondent")
    assert is_job("Chief reporter, Washington")
    assert not is_job("The editor left.")
    assert not is_job("Prime Minister")


def test_taglines() -> None:
    assert is_tagline("(Reporting by Ann Lee; Editing by Bo Hara)")
    assert is_tagline("Additional reporting by Ann Lee")
    assert is_tagline("Ann Lee contributed to this report.")
    assert not is_tagline("She said her reporting by phone had been blocked.")


def test_lexicon_examples_are_furniture() -> None:
    missed = [
        example
        for entry in lexicons.entries("furniture")
        for example in entry["examples"]
        if not (is_furniture(example) or is_credit(example) or is_caption(example) or is_date(example))
        and not is_tagline(example)
    ]
    assert missed == []


def test_lexicon_counterexamples_are_not_furniture() -> None:
    caught = [line for entry in lexicons.entries("furniture") for line in entry["not"] if is_furniture(line)]
    assert caught == []


def test_furniture_is_short() -> None:
    assert is_furniture("Sign up to our newsletter")
    assert not is_furniture("Sign up to our newsletter, the minister told the crowd, " + "and again " * 40)
    assert is_furniture("***")
    assert is_furniture("1.2k shares")
    assert not is_furniture("1.2k people came")


def test_labels_above_links() -> None:
    assert is_above_links("Read more")
    assert is_above_links("Most popular:")
    assert not is_above_links("Sign up")
    assert not is_above_links("More than a thousand people came to the hall")
