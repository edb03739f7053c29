"""The benchmark of matrix products: small sizes go in; products that are right, and their speeds, come out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scripts import script

pytest.importorskip("onnx", reason="needs the train extra")

pytestmark = pytest.mark.train

kernels = script("benchmarks/kernels.py")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "WINDOWS", (2, 3, 5))
    monkeypatch.setattr(kernels, "INT8", ((64, 48), (48, 16)))
    monkeypatch.setattr(kernels, "SQUARE", 7)


def test_float_products_are_what_numpy_makes_of_the_same_inputs() -> None:
    products = list(kernels.float_products())
    assert [(product.name, product.rows) for product in products] == [
        ("float, queries by keys", 2),
        ("float, queries by keys", 3),
        ("float, attention by values", 2),
        ("float, attention by values", 3),
        ("float, square", 7),
    ]
    for product in products:
        left, right = product.inputs.values()
        (found,) = product.session.run(None, product.inputs)
        np.testing.assert_allclose(found, left @ right, rtol=1e-4, atol=1e-4)
        assert product.multiply_adds == left.size * right.shape[-1]


def test_int8_products_are_near_those_of_the_weights_that_they_quantise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, weights = kernels.session_of, []

    def kept(node: Any, ranks: dict[str, int], constants: dict[str, np.ndarray]) -> Any:
        weights.append(constants["weights"] * constants["scale"])
        return session(node, ranks, constants)

    monkeypatch.setattr(kernels, "session_of", kept)
    products = list(kernels.int8_products())
    assert [(product.name, product.rows) for product in products] == [
        (f"int8, {size}", rows) for size in ("64 to 48", "48 to 16") for rows in (2, 3, 5)
    ]
    for product, matrix in zip(products, np.repeat(np.array(weights, dtype=object), 3), strict=True):
        (found,) = product.session.run(None, product.inputs)
        wanted = product.inputs["rows"] @ matrix
        assert np.abs(found - wanted).max() < 0.02 * np.abs(wanted).max()
        assert product.multiply_adds == product.rows * matrix.size


def test_speed_is_work_by_cpu_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs of 200 million in half a second are .8 · 10⁹ a second."""
    clock = iter((10.0, 10.5))
    monkeypatch.setattr(kernels.time, "process_time", lambda: next(clock))
    runs: list[dict[str, int]] = []

    class Session:
        def run(self, _: None, inputs: dict[str, int]) -> None:
            runs.append(inputs)

    product = kernels.Product("half", 1, Session(), {"rows": 1}, 200_000_000)
    assert kernels.speed(product) == pytest.approx(0.8)
    assert runs == [{"rows": 1}] * 2


def test_best_and_median_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Products are measured in turns: a round is over before the next begins."""
    asked = []

    def speed(product: Any) -> float:
        asked.append(product.rows)
        return float(product.rows * len(asked))

    monkeypatch.setattr(kernels, "ROUNDS", 3)
    monkeypatch.setattr(kernels, "speed", speed)
    monkeypatch.setattr(kernels, "float_products", lambda: iter(()))
    monkeypatch.setattr(kernels, "INT8", ((48, 16),))
    kernels.main()
    assert asked == [2, 3, 5] * 3
    header, *rows = (line.split() for line in capsys.readouterr().out.splitlines())
    assert header == ["product", "rows", "best", "median"]
    assert [row[-3:] for row in rows] == [["2", "14", "8"], ["3", "24", "15"], ["5", "45", "30"]]
