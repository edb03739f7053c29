"""Callings that are said of one person by turns: two nouns go in, whether they may mean the same comes out.

News brings somebody in as a marine biologist and goes on with "the scientist"; it seldom goes the other way.
So a class has general nouns, which may be said of all its members. Compiled by us from general knowledge of
English news writing, copied from no list.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: A class a line or more: the general nouns, then those of whose bearers they are said.
_CLASSES = """
politician minister: minister secretary chancellor premier whip undersecretary frontbencher envoy
politician lawmaker legislator parliamentarian: mp msp mep senator congressman congresswoman
    representative assemblyman assemblywoman backbencher peer whip member delegate deputy speaker
    frontbencher
politician: councillor councilor councilman councilwoman mayor governor president leader candidate
    treasurer
candidate contender hopeful nominee: candidate nominee contender frontrunner front-runner challenger
frontrunner front-runner: candidate nominee contender
judge: justice magistrate recorder sheriff judge arbitrator
lawyer attorney advocate counsel barrister solicitor: lawyer attorney advocate counsel barrister
    solicitor prosecutor litigator qc kc silk
doctor medic physician consultant specialist: doctor surgeon physician gp medic paediatrician
    pediatrician psychiatrist cardiologist oncologist anaesthetist radiologist pathologist dermatologist
    neurologist neurosurgeon obstetrician gynaecologist consultant registrar rheumatologist haematologist
    urologist geriatrician practitioner specialist
scientist researcher academic expert: scientist researcher physicist chemist biochemist astronomer
    botanist geneticist virologist professor epidemiologist statistician mathematician lecturer
    naturalist geographer author co-author climatologist psychologist neuroscientist
academic professor scholar researcher expert: academic professor scholar historian economist lecturer
    philosopher sociologist theologian linguist dean fellow researcher criminologist classicist don
    demographer psychologist
expert specialist analyst economist strategist: expert specialist analyst economist strategist forecaster
    statistician commentator pollster consultant planner engineer
officer detective policeman policewoman commander: officer detective constable sergeant inspector
    superintendent commissioner policeman policewoman commander sheriff trooper marshal
soldier officer commander veteran: soldier captain major sergeant colonel lieutenant brigadier general
    commander corporal private marshal commodore admiral
leader chief boss head: leader head chief chairman chair president secretary director founder captain
    premier manager boss principal secretary-general director-general
executive boss chief manager businessman businesswoman entrepreneur tycoon: executive ceo chief director
    chairman chair manager president founder co-founder owner boss head treasurer banker financier
    investor developer proprietor entrepreneur billionaire tycoon
player footballer star: striker midfielder defender winger forward goalkeeper keeper captain skipper
    full-back centre footballer batsman bowler quarterback pitcher hooker prop flanker scrum-half
    fly-half international
athlete star champion: runner sprinter swimmer cyclist rower boxer gymnast skier hurdler jumper wrestler
    golfer player champion jockey rider
star actor actress performer entertainer: actor actress singer rapper dancer musician comedian performer
    presenter pianist violinist host drummer guitarist soprano entertainer songwriter
musician singer artist performer: singer rapper songwriter guitarist drummer violinist pianist composer
    cellist frontman soprano trumpeter conductor dj
artist: painter sculptor illustrator photographer printmaker potter designer
filmmaker film-maker director: director filmmaker film-maker producer screenwriter
writer author novelist: writer author novelist poet playwright journalist historian biographer essayist
    columnist dramatist screenwriter critic memoirist scriptwriter lexicographer
journalist reporter broadcaster presenter host: journalist reporter editor correspondent columnist
    broadcaster presenter newsreader anchor host anchorman anchorwoman interviewer
cleric clergyman priest churchman preacher minister: bishop archbishop vicar rector dean canon cardinal
    pastor priest chaplain curate minister archdeacon deacon moderator
cleric preacher: imam rabbi mullah ayatollah sheikh
teacher head headteacher: headteacher headmaster headmistress principal lecturer tutor schoolteacher
diplomat envoy: ambassador envoy consul attaché commissioner negotiator
activist campaigner protester: activist campaigner organiser organizer founder demonstrator
farmer: grower crofter herder smallholder rancher beekeeper
aide adviser advisor strategist: aide adviser advisor strategist speechwriter consultant
investor financier banker tycoon manager: investor financier banker trader broker owner billionaire
official: officer commissioner inspector registrar superintendent administrator secretary
nurse: nurse midwife matron sister
manager coach boss gaffer: manager coach boss gaffer trainer head
captain skipper: captain skipper
owner landlord: owner landlord landlady proprietor
victim accuser complainant woman: victim survivor complainant accuser claimant plaintiff
friend pal chum insider source confidant: friend pal chum insider source confidant person one
defendant accused suspect: defendant accused suspect
researchers scientists authors team academics: researchers scientists authors academics team
school: academy college school primary grammar
hospital: infirmary hospital clinic trust
council authority: council authority
police force: police constabulary force
bloc: union alliance league
charity: charity trust foundation society
club team side: club rovers athletic wanderers rangers
"""
#: Endings of nouns for those who study something.
_STUDYING = ("ologist", "ographer")
#: "General secretary", "press secretary": none of a minister's.
_NO_MINISTERS = vocabulary.word_set("general press private company club honorary cabinet permanent social")


@functools.cache
def _classes() -> Mapping[str, frozenset[str]]:
    """For each general noun all nouns of whose bearers it may be said."""
    table: dict[str, set[str]] = {}
    for line in _CLASSES.strip().replace("\n    ", " ").splitlines():
        heads, members = (part.split() for part in line.split(":"))
        for noun in heads:
            table.setdefault(noun, set()).update(heads, members)
    return {noun: frozenset(map(vocabulary.head_key, members)) for noun, members in table.items()}


def general(noun: str) -> bool:
    """Whether a noun stands for others of its class."""
    return noun in _classes()


def alike(noun: str, known: str, words: Collection[str] = ()) -> bool:
    """Whether a noun may take up somebody who was called by another.

    Args:
        noun: The later noun, folded.
        known: The earlier noun as roles are compared.
        words: The earlier noun's modifiers.
    """
    if noun == "minister" and known == "secretary" and not _NO_MINISTERS.isdisjoint(words):
        return False
    if noun.endswith("s") and known.endswith("s") and noun not in _classes():
        noun, known = noun[:-1], known[:-1]
    members = _classes().get(noun, frozenset())
    return known in members or ("scientist" in members and known.endswith(_STUDYING))


def related(one: str, other: str) -> bool:
    """Whether two nouns are of one class."""
    return any(one in members and other in members for members in _classes().values())


def singular(noun: str) -> str:
    """The singular of a folded plural of a regular noun or a compound of "men"."""
    for ending, one in (("men", "man"), ("ies", "y"), ("s", "")):
        if noun.endswith(ending):
            return vocabulary.head_key(noun.removesuffix(ending) + one)
    return noun
