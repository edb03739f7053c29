"""Lines that name an article's writers, told by their wording: in goes a line, out comes yes or no.

A name or a job alone can be other things as well; ``blocks`` asks for them only where bylines stand.
"""

from __future__ import annotations

import re

from attrib.read.dates import is_day

_BY = re.compile(
    r"(?:byline: ?|(?:(?:words|written|story|analysis|reporting|reported|video|opinion) )?by:? )(?=\S)",
    re.IGNORECASE,
)
_WORK_BY = re.compile(r"[(\[–—-]{0,2}(?:additional )?(?:reporting|writing|editing)(?: by |: )", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting|to this (?:report|story|article))\b[^.]{0,80}\.?[)\]]?$", re.IGNORECASE
)
_REACHED = re.compile(r"\bcan be (?:reached|contacted|followed|emailed) (?:at|on|by|via)\b")
#: Ann Lee is a reporter; The Sun's Ann Lee is the author; Ann Lee covers crime for The Sun
_BIOGRAPHY = re.compile(
    r"(?:[A-Z][\w.'’-]{0,20} ){2,6}(?:is (?:an?|the|our)\b|was\b|covers\b|writes (?:about|for|on)\b)"
    r"[^“”\"]{0,100}?\b(?:reporter|editor|correspondent|columnist|writer|journalist|author|producer|professor"
    r"|lecturer|researcher|fellow|contributor|critic|commentator|intern|for [A-Z]\w+|at [A-Z]\w+)\b"
)
_LONGEST_BIOGRAPHY = 600
_IN_NAMES = "de da di du van von der den la le al el bin ibn and & in at for of the y e ap"
_IN_JOBS = (
    "correspondent correspondents editor reporter reporters columnist journalist writer staff bureau producer"
    " presenter contributor newsroom desk agencies agency news analyst associate commentator editorial"
)
_PARTICLES = frozenset(_IN_NAMES.split())
_JOBS = frozenset(_IN_JOBS.split())
_JOINTS = re.compile(r" and | & |, (?:and )?", re.IGNORECASE)
_LONGEST, _MOST_WORDS, _MOST_JOB_WORDS = 150, 16, 8
#: Of the words after "By", so many must be names, jobs or the small words between them.
_NAMES_SHARE = 0.75


def is_byline(line: str) -> bool:
    """A line that opens with "By" and goes on with names: ``By Ann Lee, political editor``."""
    match = _BY.match(line)
    if match is None or len(line) > _LONGEST:
        return False
    words = _words(line[match.end() :])
    if not 0 < len(words) <= _MOST_WORDS or not _is_capital(words[0]) or any(map(is_day, words)):
        return False
    known = sum(_is_capital(word) or word.casefold() in _PARTICLES | _JOBS for word in words)
    return known >= _NAMES_SHARE * len(words)


def is_tagline(line: str) -> bool:
    """Who else worked on an article, at its end: ``Reporting by Ann Lee; editing by Bo Hara``."""
    return len(line) <= 2 * _LONGEST and (_WORK_BY.match(line) or _CONTRIBUTED.search(line)) is not None


def is_biography(line: str) -> bool:
    """Who the writer is or how to write to them: ``Ann Lee is the paper’s crime reporter.``."""
    return len(line) <= _LONGEST_BIOGRAPHY and (
        _REACHED.search(line) is not None or _BIOGRAPHY.match(line) is not None
    )


def is_job(line: str) -> bool:
    """A journalist's job: ``Political Correspondent``, ``Chief reporter, Washington``."""
    words = _words(line)
    return (
        0 < len(words) <= _MOST_JOB_WORDS
        and not _has_stop(line)
        and any(word.casefold() in _JOBS for word in words)
    )


def is_name(line: str) -> bool:
    """People's names and nothing else: ``Ann Lee``, ``Ann van der Lee and Bo O’Hara``."""
    if len(line) > _LONGEST or _has_stop(line) or line[-1] in ",;:" or any(map(str.isdigit, line)):
        return False
    return all(map(_is_one_name, _JOINTS.split(line)))


def _is_one_name(part: str) -> bool:
    words = part.split()
    capitals = sum(map(_is_capital, words))
    particles = sum(word.casefold() in _PARTICLES for word in words if not _is_capital(word))
    return 2 <= capitals <= 3 and capitals + particles == len(words) and _is_capital(words[-1])


def _words(line: str) -> list[str]:
    return [word for word in (raw.strip('|•·–—-/,:()"“”.') for raw in line[:200].split()) if word]


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[0] in "@‘'" and len(word) > 1)


def _has_stop(line: str) -> bool:
    return line.endswith((".", "!", "?", "…")) and not line.endswith(("Jr.", "Sr."))
