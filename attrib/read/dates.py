"""Lines that say when or where an article was written and nothing else: in goes a line, out yes or no."""

from __future__ import annotations

import re

_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec"
    " january february march april june july august september october november december"
)
_DAYS = (
    "mon tue tues wed thu thur thurs fri sat sun"
    " monday tuesday wednesday thursday friday saturday sunday today yesterday"
)
_ZONES = (
    "am pm a.m p.m noon midnight z gmt bst utc cet cest ist aest aedt"
    " et est edt ct cst cdt mt mst mdt pt pst pdt"
)
_UNITS = (
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months"
    " year years s m h d w"
)
_AROUND = (
    "published posted updated created edited modified first last originally date time"
    " on at of the in about and ago just now from"
)
_DAY_WORDS = frozenset(_DAYS.split())
_CALENDAR = frozenset(f"{_MONTHS} {_DAYS}".split())
_UNIT_WORDS = frozenset(_UNITS.split())
_DATE_WORDS = frozenset(f"{_MONTHS} {_DAYS} {_ZONES} {_UNITS} {_AROUND}".split())
_PUBLISHED = re.compile(
    r"(?:first |last |originally )?(?:published|posted|updated?|modified)\b", re.IGNORECASE
)
_MOST_WORDS, _MOST_OTHER_WORDS = 20, 3

#: 2025, 19, 19th
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|h|m|d)?")
#: 09:19, 9.19am, 9am
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]\.?m)?z?|\d{1,2}[ap]\.?m")
#: 2025-08-19, 19/08/2025, 2025-08-19T09:19:00Z
_NUMERIC_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:t[\d:.]{4,12}(?:z|[+-][\d:]{2,5})?)?")

#: The place line of a dispatch as wire services write it: ``KYIV, Ukraine``, ``WASHINGTON (AP) —``.
_PLACE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{2,20})?(?: \([A-Z][\w ]{1,20}\))? ?[—–-]{0,2}")

#: Leeds; St Helier; New York City
_NAME = re.compile(r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}")
_DISPATCH = re.compile(r"[A-Z][A-Z'’.-]{1,30}\b[\w .,'’-]{0,40}\([\w/ ]{2,20}\) ?[—–-]")


def is_date(line: str) -> bool:
    """A date or time of publication: ``Tuesday 19 August 2025 09:19 EDT``, ``Updated 3 hours ago``.

    Args:
        line: A paragraph.

    Returns:
        Whether it says when and little else: a place may stand before the date (``Leeds, Tuesday 4 March``),
        a few other words may follow one that says what the date is.
    """
    place, _, date = line[:150].partition(", ")
    return _is_date(line) or (_NAME.fullmatch(place) is not None and _is_date(date))


def _is_date(line: str) -> bool:
    words = [word for word in (raw.strip("|•·–—-/,:().").casefold() for raw in line[:150].split()) if word]
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    dated = [word for word in words if _is_date_word(word)]
    others = len(words) - len(dated)
    may_hold_others = _PUBLISHED.match(line) is not None
    return _says_when(dated) and others <= (_MOST_OTHER_WORDS if may_hold_others else 0)


def is_day(word: str) -> bool:
    """A word that cannot be part of a name: a weekday or a number."""
    return word[0].isdigit() or word.casefold() in _DAY_WORDS


def is_place(line: str) -> bool:
    """A place of writing and nothing else."""
    return len(line) <= 60 and _PLACE.fullmatch(line) is not None


def opens_dispatch(line: str) -> bool:
    """A paragraph that opens with place and agency: ``GENEVA (AP) — Two ships …``."""
    return _DISPATCH.match(line) is not None


def _is_date_word(word: str) -> bool:
    return word in _DATE_WORDS or any(
        pattern.fullmatch(word) is not None for pattern in (_NUMBER, _CLOCK, _NUMERIC_DATE)
    )


def _says_when(words: list[str]) -> bool:
    """A date in figures, a clock time, a number with a month or weekday, or so many hours ago."""
    if any(_NUMERIC_DATE.fullmatch(word) or _CLOCK.fullmatch(word) for word in words):
        return True
    if any(word[0].isdigit() for word in words) and any(word in _CALENDAR for word in words):
        return True
    return "ago" in words and any(word.lstrip("0123456789") in _UNIT_WORDS for word in words)
