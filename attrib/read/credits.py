"""Picture captions and credits told by their wording: in goes a line, out comes yes or no, or a place."""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:AFP|AP|PA|EPA|EFE|AAP|ANI|PTI|Getty|Reuters|Bloomberg|Xinhua|Kyodo|Anadolu|Alamy|Shutterstock|i?Stock"
    r"|Press Association|Associated Press|NurPhoto|Zuma|Sipa|SWNS|Rex|MEGA|Handout|Supplied|File photo"
    r"|Wikimedia|Flickr|Unsplash|Facebook|Instagram|Twitter|YouTube|UK Parliament|House of Commons|PRU)"
)
_PHOTO = (
    r"(?:[Pp]hotograph|[Pp]hotos?|[Pp]ic(?:ture)?|[Ii]mage|[Cc]redit|[Ii]llustration|[Cc]omposite"
    r"|PHOTO|IMAGE|CREDIT)"
)
_WORD = r"[A-Z][\w.'’-]{0,20}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
#: After a sentence, or with nothing before it.
_APART = r"(?:(?<=[.!?] )|^)"
#: Each is anchored at the end of the line.
_CREDITS = (
    # (AFP/Getty), (Ann Lee/PA Wire), [Reuters]
    re.compile(rf"[(\[](?:[^()\[\]]{{0,60}}[/, ])?{_AGENCY}\b[^()\[\]]{{0,40}}[)\]]$"),
    # (Ann Lee / The Courier), (Northern Picture Desk)
    re.compile(rf"\({_NAME} ?/ ?{_NAME}\)$"),
    re.compile(r"\([^()]{0,60}\b(?:Pictures?|Photos?|Photography|Images|Agency|Wire)\b[^()]{0,40}\)$"),
    # (Photo: Ann Lee)
    re.compile(rf"[(\[]{_PHOTO}\b[^()\[\]]{{0,60}}[)\]]$"),
    # Photograph: Ann Lee/Reuters; Picture by Ann Lee
    re.compile(rf"\b{_PHOTO}(?: [Cc]redits?)?(?: by |: ?)[A-Z@©][^:;!?]{{1,60}}$"),
    # AP Photo/Ann Lee
    re.compile(r"\b(?:AP|AFP|EPA|PA|REUTERS) [Pp]hoto(?: by |/)[^:;!?]{1,60}$"),
    # Ann Lee/Reuters; Ann Lee via Getty Images
    re.compile(rf"{_APART}{_NAME}(?:/{_NAME})? ?(?:/ ?|via ){_AGENCY}(?: Images| Wire| Media)?\.?$"),
    re.compile(rf"{_APART}(?:Getty Images|AFP/Getty|PA Wire|PA Media)\.?$"),
    # REUTERS/Ann Lee
    re.compile(rf"{_APART}R(?:EUTERS|euters)/ ?{_NAME}$"),
    # © Ann Lee
    re.compile(r"©[^.!?]{1,60}$"),
)
_LONGEST_CREDIT = 160

_CAPTION_START = re.compile(
    r"(?:[Ii]mage|[Mm]edia|[Pp]hoto|[Vv]ideo) caption\b|FILE (?:- |– |— |PHOTO)|File pic(?:ture)?:"
    r"|File photo(?: dated|:)|(?:PHOTO|Pictured|Above|Below|Left|Right|Top|Watch|WATCH|VIDEO|Video): "
)
_CREDIT_START = re.compile(
    r"(?:image|photo|picture|video|media)s? (?:source|credits?|copyright)\b", re.IGNORECASE
)


def credit_start(line: str) -> int | None:
    """Where the picture credit at the end of a line begins.

    Args:
        line: A paragraph.

    Returns:
        Its offset, None when the line has no credit.
    """
    offset = max(0, len(line) - _LONGEST_CREDIT)
    tail = line[offset:]
    starts = [match.start() for pattern in _CREDITS if (match := pattern.search(tail))]
    return offset + min(starts) if starts else None


def is_caption(line: str) -> bool:
    """A line that says itself that it is a caption (``FILE PHOTO: …``) or ends in a credit."""
    return _CAPTION_START.match(line) is not None or credit_start(line) is not None


def is_credit(line: str) -> bool:
    """A picture credit with nothing beside it: ``Getty Images``, ``Image source, Reuters``."""
    return len(line) <= _LONGEST_CREDIT and (credit_start(line) == 0 or _CREDIT_START.match(line) is not None)
