"""From the model's readings to attributions, by hand-made readings and drafts: no model is run."""

from dataclasses import replace

import numpy as np

from attrib.extract.assemble import Found, Scope, _float, _join_cut, _join_quotations, _run_on
from attrib.extract.confidence import confidence, features
from attrib.extract.drafts import Draft, drafts
from attrib.extract.edges import tidy
from attrib.extract.model import Reading
from attrib.extract.quoting import Quoting
from attrib.extract.windows import Window
from attrib.records import Span
from attrib.segment.quotes import parse_quotes
from attrib.segment.sentences import sentences
from attrib.segment.words import words

SURE = (0.9, 0.9, 0.9, 0.9, 0.9)


def scope(text: str) -> Scope:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    quoting = Quoting(parse_quotes(text, spans)[0], words(text))
    return Scope(text, tuple(spans), tuple(s.span for s in sentences(text, spans)), quoting)


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def draft(text: str, content: str, cue: str = "", source: str = "") -> Draft:
    return Draft(
        (span(text, content),),
        (span(text, cue),) if cue else (),
        (span(text, source),) if source else (),
        SURE,
    )


def strings(text: str, found: Found) -> tuple[list[str], list[str], list[str], bool]:
    parts = (found.draft.content, found.draft.cue, found.draft.source)
    content, cue, source = ([text[slice(*s)] for s in spans] for spans in parts)
    return content, cue, source, found.floating


def reading(cue_of_content: list[list[float]], contents: list[tuple[int, int]]) -> tuple[Window, Reading]:
    """Two paragraphs, "a b c d" and "e f g h" with a break between; cues b and f, source a."""
    tokens = tuple(Span(2 * i, 2 * i + 1) if i != 4 else Span(8, 8) for i in range(9))
    window = Window(np.zeros(11, np.int64), np.zeros((11, 4), np.int64), tokens, np.arange(1, 10))
    cues, sources = ((1, 2), (6, 7)), ((0, 1),)
    spans = (*contents, *cues, *sources)
    return window, Reading(
        tuple(contents),
        cues,
        sources,
        dict.fromkeys(spans, 0.9),
        np.array(cue_of_content, np.float32),
        np.array([[0.8, 0.2], [0.1, 0.9]], np.float32),
        window.separators(),
    )


def test_pieces_of_one_cue_are_one_attribution() -> None:
    window, seen = reading([[0.9, 0.0, 0.1], [0.8, 0.1, 0.1]], [(2, 3), (3, 4)])
    found, orphans = drafts(window, seen, Quoting((), ()))
    assert [(d.content, d.cue, d.source) for d in found] == [
        ((Span(4, 5), Span(6, 7)), (Span(2, 3),), (Span(0, 1),))
    ]
    assert [(o.content, o.cue, o.source) for o in orphans] == [((), (Span(12, 13),), ())]


def test_a_cue_in_another_paragraph_is_not_taken() -> None:
    window, seen = reading([[0.9, 0.06, 0.04]], [(7, 8)])
    found, orphans = drafts(window, seen, Quoting((), ()))
    assert [d.cue for d in found] == [(Span(12, 13),)]
    assert [(o.cue, o.source) for o in orphans] == [((Span(2, 3),), (Span(0, 1),))]


def test_a_cue_behind_a_quotation_over_paragraphs_takes_all_of_it() -> None:
    text = "“We went.\n“It was cold,” said Bo. “No.”"
    whole, last = draft(text, text[: text.index(" said")]), draft(text, "“It was cold,”", "said", "Bo")
    (one,) = _join_quotations([whole, replace(last, content=(*last.content, span(text, "“No.”")))])
    assert [text[slice(*part)] for part in one.content] == ["“We went.\n“It was cold,”", "“No.”"]
    assert one.cue == (span(text, "said"),)


def test_parts_of_one_quotation_that_a_window_cut_apart_are_joined() -> None:
    text = "“We went. It was cold,” said Bo. “No.” “Yes.”"
    first, second = draft(text, "“We went."), draft(text, "It was cold,”", "said", "Bo")
    apart = [draft(text, "“No.”"), draft(text, "“Yes.”")]
    joined, *rest = _join_cut([first, second, *apart], scope(text))
    assert joined == draft(text, "“We went. It was cold,”", "said", "Bo")
    assert rest == apart


def test_two_cues_in_one_quotation_stay_apart() -> None:
    text = "“Ola said it rained. It was cold, I thought.”"
    both = [draft(text, "it rained.", "said", "Ola"), draft(text, "It was cold,", "thought", "I")]
    assert _join_cut(both, scope(text)) == both


def test_a_quotation_runs_on_to_its_end_unless_something_else_is_found_there() -> None:
    text = "“We went. It was cold. Bo thought so.”"
    begun = draft(text, "“We went.")
    (whole,) = _run_on([begun], [], scope(text))
    assert text[slice(*whole.content[0])] == text[:-1]
    inner = draft(text, "so", "thought", "Bo")
    assert _run_on([begun, inner], [], scope(text)) == [begun, inner]
    assert _run_on([begun], [inner], scope(text)) == [begun]
    middle = draft(text, "It was cold.")
    assert _run_on([middle], [], scope(text)) == [middle]


def test_an_unquoted_content_without_a_cue_is_dropped() -> None:
    window, seen = reading([[0.1, 0.0, 0.9]], [(2, 3)])
    assert drafts(window, seen, Quoting((), (Span(4, 5),)))[0] == []


def test_edges_are_tidied() -> None:
    text = "It is feared that the U.S. may go,"
    tidied = tidy(draft(text, "that the U.S. may go,", "It is feared"), scope(text))
    assert text[slice(*tidied.content[0])] == "that the U.S. may go"
    assert text[slice(*tidied.cue[0])] == "is feared"


def test_a_stop_of_initials_stays() -> None:
    text = "He moved to the U.S."
    tidied = tidy(draft(text, "the U.S.", "moved to", "He"), scope(text))
    assert text[slice(*tidied.content[0])] == "the U.S."


def test_who_is_told_is_no_source() -> None:
    text = "Ministers were told that it failed."
    assert tidy(draft(text, "that it failed", "were told", "Ministers"), scope(text)).source == ()


def test_a_paragraph_of_quotation_floats_to_the_last_speaker() -> None:
    text = "Ann spoke. “No,” Bo said.\n“We will not go there again. Never.”\n“It is a shame, is it not?”"
    found = _float([draft(text, "“No,”", "said", "Bo")], scope(text))
    assert [strings(text, one) for one in found] == [
        (["“No,”"], ["said"], ["Bo"], False),
        (["“We will not go there again. Never.”"], [], ["Bo"], True),
        (["“It is a shame, is it not?”"], [], ["Bo"], True),
    ]


def test_short_quotations_and_claimed_ones_do_not_float() -> None:
    text = "“Hamlet”\n“We will not go there again,” Bo said."
    claimed = draft(text, "“We will not go there again,”", "said", "Bo")
    assert [one.draft for one in _float([claimed], scope(text))] == [claimed]


def test_without_an_earlier_speaker_nobody_is_named() -> None:
    text = "“We will not go there again. Never.”"
    (found,) = _float([], scope(text))
    assert strings(text, found) == ([text], [], [], False)


def test_confidence_is_a_logistic_regression_of_the_log_odds() -> None:
    calibration = {"weights": [1.0, 0.0, 0.0, 0.0, 0.0], "bias": [0.0]}
    assert abs(confidence((0.7, 0.1, 0.2, 0.3, 0.4), calibration) - 0.7) < 1e-9
    assert all(abs(value) < 10 for value in features((0.0, 1.0)))
