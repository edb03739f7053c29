"""Words that bound the phrases around a cue: the closed classes that addressees and channels are read by.

Nothing goes in; sets of folded words come out. They are grammar (Quirk et al., A Comprehensive Grammar of the
English Language, 1985, chapters 8, 9 and 16), with the verbs of Levin (English Verb Classes and Alternations,
1993, 37.1, 37.2, 37.9 and 58) that take the person told as object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.sources import vocabulary
from attrib.sources.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TIME = vocabulary.CALENDAR | word_set(
    "today yesterday tomorrow tonight last late early earlier later ago recently once twice again then "
    "afterwards overnight midweek shortly"
)
#: Words with which a phrase of time, place or manner or a clause begins, so that a noun phrase has ended.
ENDING = TIME | word_set(
    "in on at during after before as when while by via through over about that to if whether how what why "
    "where not outside inside near ahead following amid because since until despite but so although though "
    "is are was were has have had will would can could may might shall should do does did under without "
    "which against into than upon ahead beside only"
)
BE = word_set("be is are was were been being am 'm i'm we're they're you're get got gets getting")
#: Words before which a clause begins.
CLAUSE = word_set(
    "that and but or because if when as after before while so although though since until whether how what "
    "why where then unless nor yet said says"
)


def _forms(verbs: str) -> Mapping[str, str]:
    """Forms of verbs written as "base/past/participle" or as a regular base."""
    table: dict[str, str] = {}
    for entry in verbs.split():
        base, *irregular = entry.split("/")
        stem = base.removesuffix("e")
        doubled = base + base[-1]
        regular = [base + "s", base + "es", stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"]
        if base.endswith("y"):
            regular += [base[:-1] + "ies", base[:-1] + "ied"]
        table.update(dict.fromkeys([base, *regular, *irregular], base))
    return table


#: Verbs whose object is the person told, asked or urged, by form.
TELLING = _forms(
    "tell/told ask urge warn advise inform remind assure reassure order instruct beg implore persuade brief "
    "notify invite challenge press encourage command direct forbid/forbade/forbidden alert beseech/besought "
    "entreat exhort caution convince lobby pressure petition quiz question counsel email e-mail text message "
    "prompt address request promise lecture admonish grill interview tip ring/rang/rung phone cable "
    "telephone call appeal plead"
)
#: Verbs after which "to" leads to the person told.
TELLING_TO = _forms(
    "say/said write/wrote/written complain admit confirm explain suggest announce reveal confess testify "
    "speak/spoke/spoken report describe declare pledge propose hint recommend insist mention whisper shout "
    "apologise boast concede disclose stress swear/swore/sworn remark repeat reply appeal lie/lied "
    "protest talk add claim deny joke indicate submit put"
)
#: Participles that open a sentence before its subject: "Asked whether …, she said".
ASKED = word_set("asked pressed questioned challenged quizzed told warned reminded urged informed grilled")


def verb_in(keys: Iterable[str], verbs: Mapping[str, str]) -> int | None:
    """Where the first word stands that is a form of one of some verbs, None for nowhere."""
    return next((place for place, key in enumerate(keys) if key in verbs), None)


#: Auxiliaries and irregular past forms after which what stands before is a subject.
FINITE = vocabulary.word_set(
    "is was are were has had have will would can could may might must should shall does did do said says "
    "told went came took gave made got left won lost met became began felt found held kept knew led let "
    "ran saw sent sat set spent spoke stood thought wrote put brought bought built fell paid read rose sold "
    "bit bled blew broke broadcast burst caught chose clung crept cut dealt drank drew drove dug ate fed "
    "fled flew forbade forgot fought froze grew heard hid hit hung hurt laid lay leapt lent lit meant misled "
    "outdid overcame oversaw quit rang rebuilt rode sang sank shook shone shot shut slept slid sought sprang "
    "spread stole struck stuck swam swept swore swung taught threw tore undertook understood upset wept "
    "withdrew woke won wore wound"
)
