"""Decoding by hand-made numbers: no model is run."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from attrib.extract import decode, labels, pairing

SIZE = len(labels.LABELS)
STEPS = np.array(
    [[0.0 if labels.allowed(a, b) else -1e4 for b in range(SIZE)] for a in range(SIZE)], np.float32
)
emissions = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 3), st.just(SIZE)),
    elements=st.floats(-5, 5, width=32),
)
windows = st.lists(emissions, min_size=1, max_size=4)


def total(scores: np.ndarray, path: tuple[int, ...]) -> float:
    return sum(
        float(scores[index, label] + STEPS[before, label])
        for index, (before, label) in enumerate(zip((0, *path), path, strict=False))
    )


def test_spans_of_labels() -> None:
    begin, inside = labels.begin, labels.inside
    sequence = [begin("source"), inside("source"), 0, begin("content"), begin("content"), inside("content")]
    assert list(labels.spans(sequence)) == [("source", 0, 2), ("content", 3, 4), ("content", 4, 6)]


def test_an_inside_label_follows_only_its_own_span() -> None:
    assert labels.allowed(labels.begin("cue"), labels.inside("cue"))
    assert not labels.allowed(labels.OUTSIDE, labels.inside("cue"))
    assert not labels.allowed(labels.begin("source"), labels.inside("cue"))


@given(windows)
def test_viterbi_finds_the_best_of_all_paths(windows: list[np.ndarray]) -> None:
    for scores, found in zip(windows, decode.viterbi(windows, STEPS), strict=True):
        best = max(total(scores, path) for path in itertools.product(range(SIZE), repeat=len(scores)))
        assert len(found) == len(scores)
        assert total(scores, tuple(found)) == pytest.approx(best, abs=1e-3)
        assert all(labels.allowed(a, b) for a, b in itertools.pairwise([0, *found]))


@given(windows)
def test_marginals_are_those_of_all_paths(windows: list[np.ndarray]) -> None:
    for scores, found in zip(windows, decode.marginals(windows, STEPS), strict=True):
        paths = list(itertools.product(range(SIZE), repeat=len(scores)))
        weights = np.exp([total(scores, path) for path in paths])
        expected = np.zeros(scores.shape)
        for path, weight in zip(paths, weights, strict=True):
            expected[np.arange(len(path)), path] += weight
        assert found == pytest.approx(expected / weights.sum(), abs=1e-4)


def test_sureness_counts_the_token_after_the_span() -> None:
    chances = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], np.float32)
    assert decode.sureness(chances, [0, 1, 0], 1, 2) == pytest.approx(0.6)
    assert decode.sureness(chances, [0, 1, 0], 0, 1) == pytest.approx(0.8)


def test_distance_tells_direction_and_grows() -> None:
    assert pairing.distance((0, 2), (2, 3)) != pairing.distance((2, 3), (0, 2))
    classes = [pairing.distance((0, 1), (gap, gap + 1)) for gap in (1, 2, 4, 9, 30, 90)]
    assert classes == sorted(set(classes))
    assert max(classes) < pairing.DISTANCES


def test_the_nearer_of_equal_partners_wins_by_the_distance_bias() -> None:
    vectors = np.zeros((30, 4), np.float32)
    distance = -np.arange(pairing.DISTANCES, dtype=np.float32)
    head = pairing.Head(np.zeros(4, np.float32), distance, np.zeros(pairing.BREAKS, np.float32))
    chances = pairing.probabilities(vectors, vectors, head, [(0, 2)], [(20, 21), (3, 4)], [0] * 31)
    assert chances.shape == (1, 3)
    assert chances[0, 1] > chances[0, 0]
    assert chances.sum() == pytest.approx(1)


def test_without_partners_all_goes_to_none() -> None:
    vectors = np.ones((3, 4), np.float32)
    head = pairing.Head(
        np.ones(4, np.float32),
        np.zeros(pairing.DISTANCES, np.float32),
        np.zeros(pairing.BREAKS, np.float32),
    )
    assert pairing.probabilities(vectors, vectors, head, [(0, 1)], [], [0] * 4).tolist() == [[1.0]]
