"""Attributions kept by their confidence."""

from attrib.extract import confident
from attrib.records import Attribution, Span


def chain(*confidences: float) -> tuple[Attribution, ...]:
    """Attributions, each nested in the one before."""
    return tuple(
        Attribution(
            content=(Span(index, 9),),
            cue=(),
            source=(),
            mode="indirect",
            quoted=(),
            act="other",
            lemma=None,
            parent=index - 1 if index else None,
            floating=False,
            confidence=value,
        )
        for index, value in enumerate(confidences)
    )


def test_without_a_least_confidence_all_stay() -> None:
    found = chain(0.0, 0.5, 1.0)
    assert confident(found, 0.0) == found


def test_what_was_nested_hangs_on_the_next_that_stays() -> None:
    kept = confident(chain(0.9, 0.2, 0.3, 0.8, 0.9), 0.5)
    assert [(a.content[0].start, a.parent) for a in kept] == [(0, None), (3, 0), (4, 1)]


def test_what_loses_every_parent_stands_alone() -> None:
    kept = confident(chain(0.1, 0.2, 0.8), 0.5)
    assert [(a.content[0].start, a.parent) for a in kept] == [(2, None)]


def test_the_least_confidence_itself_stays() -> None:
    assert len(confident(chain(0.5), 0.5)) == 1
