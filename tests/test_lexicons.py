"""The lexicons: their schemas, their one form, and every example against its entry."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from itertools import chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from attrib import lexicons, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

EXAMPLES = Path(__file__).parent / "schema_examples"
NAMES = tuple(lexicons.KEYS)
STOPS = ".!?:…"

#: Lines such as articles hold; no furniture may catch them.
PROSE = """
About us there was nothing but fog, the skipper said.
Accept all the help you are offered, the nurse told them.
Advertisements for the post drew ninety replies.
Also read out in court was a letter from his mother.
Breaking the ice took the crew nine hours.
By signing up to the treaty, the island gained a voice.
Comments made by the mayor upset the choir.
Copyright law has not kept up, the author told members.
Credit card firms say fees will rise in the spring.
Editing by night, she finished the film in a month.
Email was down for most of Tuesday, staff said.
First published in 1952, the novel sold slowly.
Follow the money, the auditor advised.
Get our message across, she told the canvassers.
Help came too late for the ferry's cook.
Home owners were told to boil their water.
Image consultants were paid from the same fund.
Join our cause or leave, the rebels told the mayor.
Last updated in 1952, the code does not mention phones.
Latest figures show that rents fell in June.
Like his father, he went to sea at fifteen.
Listen to the nurses, the bishop told ministers.
Live animals may not be sold at the market.
Log in hand, the woodman told the court what he saw.
More from the same seam was sold abroad, he said.
More in hope than belief, they kept on digging.
More to the point, she said, nobody had asked.
Photo albums were all that the family saved.
Photographs by the prisoner hang in the town hall.
Pictured with his dog, the inspector looked tired.
Play was held up by rain for an hour.
Posted to a northern base, the sergeant wrote home daily.
Published on Monday, the report calls the ward unsafe.
Read more books, he told the pupils.
Register offices were closed by the strike.
Related crimes rose too, the force said.
Reporting by the newspaper led to six arrests.
Reuters named the envoy as the source of the leak.
Save for one window, the house was dark.
Share prices fell after the chairman spoke.
Share this view or not, she said, you must vote.
Sponsored by a brewery, the race began in 1952.
Story lines are borrowed from the sagas, the author says.
Subscribe the deed, the solicitor told him.
Support us or step aside, the teachers told the minister.
The broadcaster said all rights in the film were sold.
The minutes read like a novel, the judge remarked.
The photographer sold the picture to Getty Images for a fee.
Topics on the table include fish and tariffs, he said.
Trending downwards since May, rents fell again, the bank said.
Tweet by tweet, he lost his voters.
Updated guidance says that masks help, doctors said.
Video of the fall was shown to the jury.
View all of it as a warning, the engineer wrote.
Watch out for ice, forecasters said.
“Sign up for the union,” he told the packers.
“Stay up to date with your jabs,” the doctor urged.
“Click here and you lose your savings,” police warned.
""".strip().splitlines()


def entries(name: str) -> tuple[Mapping[str, Any], ...]:
    return lexicons.entries(name)


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def schema_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = resources.read_json(resources.schema_path(f"lexicon-{name}-1.0.0"))
    return loaded


def schema_examples(kind: str) -> list[Any]:
    found = [(n, p) for n in NAMES for p in sorted((EXAMPLES / kind / f"lexicon-{n}-1.0.0").glob("*.json"))]
    return [pytest.param(name, path, id=f"{name}/{path.stem}") for name, path in found]


def forms(name: str, entry: Mapping[str, Any]) -> list[str]:
    """All that may stand in a text for an entry."""
    if name == "cues":
        return list(entry["forms"])
    if name == "hedges":  # brackets mark the cue among the words around it
        return [form.replace("[", "").replace("]", "") for form in entry["forms"]]
    if "noun" in entry:
        return [entry["noun"], entry["plural"]]
    return [entry["text"], *entry.get("variants", ()), *entry.get("short_forms", ())]


def places(form: str, text: str, *, fold: bool) -> Iterator[re.Match[str]]:
    """Where a form stands in a text; a letter at either end of it must end a word."""
    before = r"(?<!\w)" if form[0].isalpha() else ""
    after = r"(?!\w)" if form[-1].isalpha() else ""
    return re.finditer(before + re.escape(form) + after, text, re.IGNORECASE if fold else 0)


def holds(name: str, entry: Mapping[str, Any], text: str) -> bool:
    fold = name not in {"titles", "organisations", "abbreviations"}
    return any(any(places(form, text, fold=fold)) for form in forms(name, entry))


def bare(line: str) -> str:
    """A line as furniture is compared with it."""
    return line.strip().casefold().replace("’", "'").replace("‘", "'")


def catches(entry: Mapping[str, Any], plain: str) -> bool:
    """Whether an entry of furniture catches a bare line, as its schema says."""
    if entry["match"] == "whole":
        return entry["text"] in {plain, plain.rstrip(STOPS)}
    if entry["text"] not in plain:
        return False
    found = list(places(entry["text"], plain, fold=False))
    return bool(found) and (entry["match"] == "contains" or found[0].start() == 0)


def repeated(items: Iterable[Any]) -> list[Any]:
    return [item for item, count in Counter(items).items() if count > 1]


@pytest.mark.parametrize("name", NAMES)
class TestEveryFile:
    def test_schema_is_one_and_names_itself(self, name: str) -> None:
        schema = schema_of(name)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"urn:attrib:schema:lexicon-{name}:1.0.0"

    def test_file_is_valid(self, name: str) -> None:
        lexicon = load(resources.lexicon_path(name))
        assert [error.message for error in Draft202012Validator(schema_of(name)).iter_errors(lexicon)] == []
        assert jsonschema_rs.is_valid(schema_of(name), lexicon)

    def test_file_is_canonical(self, name: str) -> None:
        raw = resources.lexicon_path(name).read_bytes()
        assert raw.decode() == lexicons.canonical(json.loads(raw)), "run lexicons.restore()"

    def test_no_entry_twice(self, name: str) -> None:
        keys = lexicons.KEYS[name]
        assert repeated(tuple(entry[key] for key in keys) for entry in entries(name)) == []

    def test_every_example_holds_its_entry(self, name: str) -> None:

        def matches(entry: Mapping[str, Any], text: str) -> bool:
            return catches(entry, bare(text)) if name == "furniture" else holds(name, entry, text)

        missed = [
            (entry, text) for entry in entries(name) for text in entry["examples"] if not matches(entry, text)
        ]
        assert missed == []

    def test_schema_has_accepted_and_rejected_examples(self, name: str) -> None:
        for kind, least in (("accepted", 1), ("rejected", 6)):
            assert len(list((EXAMPLES / kind / f"lexicon-{name}-1.0.0").glob("*.json"))) >= least


@pytest.mark.parametrize(("name", "path"), schema_examples("accepted"))
def test_schema_accepts(name: str, path: Path) -> None:
    assert list(Draft202012Validator(schema_of(name)).iter_errors(load(path))) == []
    assert jsonschema_rs.is_valid(schema_of(name), load(path))


@pytest.mark.parametrize(("name", "path"), schema_examples("rejected"))
def test_schema_rejects_for_one_reason(name: str, path: Path) -> None:
    assert len(list(Draft202012Validator(schema_of(name)).iter_errors(load(path)))) == 1
    assert not jsonschema_rs.is_valid(schema_of(name), load(path))


def test_entries_are_read_once_and_read_only() -> None:
    assert entries("cues") is entries("cues")
    assert all(isinstance(entry, MappingProxyType) for entry in entries("cues"))


def test_restore_brings_back_the_canonical_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    originals = {name: resources.lexicon_path(name).read_bytes() for name in NAMES}
    for name in NAMES:
        copy = Path(shutil.copy(resources.lexicon_path(name), tmp_path))
        lexicon = load(copy)
        lexicon["entries"].reverse()
        copy.write_text(json.dumps(lexicon, indent=1), encoding="utf-8")
    monkeypatch.setattr(resources, "lexicon_path", lambda name: tmp_path / f"{name}.json")
    lexicons.restore()
    assert {name: (tmp_path / f"{name}.json").read_bytes() for name in NAMES} == originals


@given(st.permutations(["Éire", "eel", "Eel", "“", "zoo", "a b"]))
def test_canonical_form_does_not_depend_on_order(nouns: list[str]) -> None:
    text = lexicons.canonical({"name": "roles", "entries": [{"noun": noun} for noun in nouns]})
    assert [entry["noun"] for entry in json.loads(text)["entries"]] == [
        "a b",
        "Eel",
        "eel",
        "zoo",
        "Éire",
        "“",
    ]


class TestCues:
    def test_no_form_belongs_to_two_lemmas_of_one_part_of_speech(self) -> None:
        assert repeated((form, entry["pos"]) for entry in entries("cues") for form in entry["forms"]) == []

    def test_lemma_is_a_form_but_for_one_s(self) -> None:
        strange = [
            e["lemma"] for e in entries("cues") if e["lemma"] not in e["forms"] and "one's" not in e["lemma"]
        ]
        assert strange == []

    def test_part_of_speech_fits_the_lemma(self) -> None:
        for entry in entries("cues"):
            if entry["pos"] in {"verb", "noun"}:
                assert " " not in entry["lemma"]
            assert (entry["pos"] == "mark") == (not any(map(str.isalnum, entry["lemma"])))

    def test_verbs_have_all_four_inflections(self) -> None:
        for entry in entries("cues"):
            if entry["pos"] == "verb":
                assert any(form.endswith("s") for form in entry["forms"][1:]), entry
                assert any(form.endswith("ing") for form in entry["forms"][1:]), entry

    @pytest.mark.parametrize(
        ("lemma", "expected"),
        [
            ("admit", "admit admits admitted admitting"),
            ("offer", "offer offers offered offering"),
            ("lie", "lie lies lied lying"),
            ("quiz", "quiz quizzes quizzed quizzing"),
            ("deny", "deny denies denied denying"),
            ("signal", "signal signals signalled signaled signalling signaling"),
            ("foresee", "foresee foresees foresaw foreseen foreseeing"),
            (
                "criticise",
                "criticise criticises criticised criticising criticize criticizes criticized criticizing",
            ),
        ],
    )
    def test_inflections(self, lemma: str, expected: str) -> None:
        (entry,) = (e for e in entries("cues") if e["lemma"] == lemma and e["pos"] == "verb")
        assert entry["forms"] == expected.split()

    @pytest.mark.parametrize(
        ("force", "lemmas"),
        [
            ("neutral", "say tell add announce explain write"),
            ("distancing", "claim insist maintain contend"),
            ("allegation", "allege accuse"),
            ("soft", "suggest hint imply speculate"),
            ("factive", "confirm reveal admit concede know realise find show acknowledge"),
            ("denial", "deny reject dispute refute"),
            ("commitment", "promise vow pledge swear"),
        ],
    )
    def test_force_follows_usage(self, force: str, lemmas: str) -> None:
        forces = {entry["lemma"]: entry["force"] for entry in entries("cues") if entry["pos"] == "verb"}
        assert {lemma: forces[lemma] for lemma in lemmas.split()} == dict.fromkeys(lemmas.split(), force)


class TestNouns:
    @pytest.mark.parametrize("name", ["roles", "documents"])
    def test_no_form_belongs_to_two_nouns(self, name: str) -> None:
        assert repeated(chain.from_iterable({e["noun"], e["plural"]} for e in entries(name))) == []

    def test_rank_and_anonymity_are_told_of_persons_only(self) -> None:
        odd = [
            e["noun"] for e in entries("roles") if e["kind"] != "person" and (e["senior"] or e["anonymous"])
        ]
        assert odd == []

    def test_heads_of_unnamed_sources_are_anonymous(self) -> None:
        anonymous = {entry["noun"] for entry in entries("roles") if entry["anonymous"]}
        assert {"source", "insider", "person", "someone"} <= anonymous
        assert not {"minister", "spokesperson", "official", "expert", "witness"} & anonymous


class TestNames:
    def test_no_title_or_variant_twice(self) -> None:
        assert repeated(chain.from_iterable(forms("titles", e) for e in entries("titles"))) == []

    def test_no_name_of_an_organisation_twice(self) -> None:
        found = [(form, e["match"]) for e in entries("organisations") for form in forms("organisations", e)]
        assert repeated(found) == []

    def test_heads_and_suffixes_stand_with_a_capitalised_word(self) -> None:
        for entry in entries("organisations"):
            if entry["match"] != "name":
                (form, *_) = (f for f in forms("organisations", entry) if f in entry["examples"][0])
                assert re.search(
                    rf"[A-Z]\w+('s)? (of )?{re.escape(form)}|{form} of [A-Z]", entry["examples"][0]
                ), entry


class TestAbbreviations:
    @pytest.mark.parametrize(("before", "start"), [("name", r"[A-Z]"), ("number", r"\d")])
    def test_what_follows(self, before: str, start: str) -> None:
        for entry in entries("abbreviations"):
            if entry["before"] == before:
                follows = rf"{re.escape(entry['text'])} {start}"
                assert all(re.search(follows, text) for text in entry["examples"]), entry

    def test_no_example_ends_at_its_abbreviation(self) -> None:
        bad = [
            e
            for e in entries("abbreviations")
            if all(text.endswith(" " + e["text"]) for text in e["examples"])
        ]
        assert bad == []


class TestModifiers:
    def test_approximators_before_numbers_have_one_after_them(self) -> None:
        number = r"\W+(?:[a-z]* ?[£$€]?\d|half|six|sixty)"
        for entry in entries("modifiers"):
            if entry["before_number"]:
                assert entry["type"] == "approximator"
                for text in entry["examples"]:
                    assert re.search(re.escape(entry["text"]) + number, text, re.IGNORECASE), entry


class TestFurniture:
    def test_no_entry_catches_what_it_must_not(self) -> None:
        lines = [bare(line) for line in chain(PROSE, *(entry["not"] for entry in entries("furniture")))]
        caught = [
            (entry["text"], line) for line in lines for entry in entries("furniture") if catches(entry, line)
        ]
        assert caught == []

    def test_no_entry_catches_the_examples_of_other_lexicons(self) -> None:
        names = [name for name in NAMES if name != "furniture"]
        lines = [bare(text) for name in names for entry in entries(name) for text in entry["examples"]]
        caught = [(e["text"], line) for e in entries("furniture") for line in lines if catches(e, line)]
        assert caught == []

    def test_no_entry_makes_another_needless(self) -> None:
        open_ended = [entry for entry in entries("furniture") if entry["match"] != "whole"]
        needless = [
            (entry["text"], other["text"])
            for entry in entries("furniture")
            for other in open_ended
            if other is not entry and (other["match"] == "contains" or entry["match"] != "contains")
            if catches(other, entry["text"])
        ]
        assert needless == []

    @pytest.mark.parametrize(
        "line",
        [
            "Stay up to date with notifications from The Herald",
            "ADVERTISEMENT",
            "More to follow...",
            "  Most popular ",
            "This is a breaking news story. More soon.",
            "© 2026 The Dunford Herald",
            "Editor’s picks",
            "Sign up to our free morning email",
            "Copy link",
        ],
    )
    def test_furniture_is_caught(self, line: str) -> None:
        assert any(catches(entry, bare(line)) for entry in entries("furniture"))


class TestOffices:
    def test_terms_of_one_office_do_not_overlap(self) -> None:
        # Two senators a state, many who stand for an office.
        for entry in entries("offices"):
            if entry["text"].split()[-1] in {"senator", "Republican", "Democrat", "candidate"}:
                continue
            terms = sorted(
                (t["from"], t["until"] or "9999-12") for holder in entry["holders"] for t in holder["terms"]
            )
            assert all(begin <= end for begin, end in terms), entry["place"]
            if entry["place"] != "United Kingdom" or entry["text"] != "queen":
                assert all(one[1] <= other[0] for one, other in pairwise(terms)), entry["place"]

    def test_no_name_of_a_holder_twice_in_one_office(self) -> None:
        for entry in entries("offices"):
            assert repeated(name for holder in entry["holders"] for name in holder["names"]) == []

    def test_a_surname_alone_is_one_persons(self) -> None:
        owner: dict[str, str] = {}
        for holder in chain.from_iterable(entry["holders"] for entry in entries("offices")):
            for name in holder["names"][1:]:
                if " " not in name:
                    assert owner.setdefault(name, holder["names"][0]) == holder["names"][0]


class TestLoaded:
    def test_loaded_verbs_are_cues(self) -> None:
        cues = {entry["lemma"] for entry in entries("cues")}
        assert [entry["text"] for entry in entries("loaded") if entry["text"] not in cues] == []
