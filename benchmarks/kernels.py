"""How near the encoder's matrix products are to the fastest that onnxruntime's kernels can do.

Run with ``python benchmarks/kernels.py`` (needs the ``train`` extra, for onnx). Each product has the sizes
that it has in the encoder and is run alone, for windows of several lengths and for one so long that nothing
is left to gain by more rows. Printed are 10⁹ multiply-adds a CPU second on one core: the best and the median
of many runs, taken in turns, since machines change their speed.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOWS = (8, 16, 32, 64, 128, 192, 2048)
#: Columns in and out: attention's inputs and output, the two layers behind it.
INT8 = ((384, 1152), (384, 384), (384, 1536), (1536, 384))
HEADS, HEAD = 12, 32
#: Attention is quadratic: the reference for its products is one square product of this size.
SQUARE = 1024
ROUNDS = 40


class Product(NamedTuple):
    """A product to run: its name, the rows that it is run with, the session, its inputs and its cost."""

    name: str
    rows: int
    session: onnxruntime.InferenceSession
    inputs: dict[str, np.ndarray]
    multiply_adds: int


def main() -> None:
    """Measure and print."""
    products = [*int8_products(), *float_products()]
    speeds: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for product in products:
            speeds[product.name, product.rows].append(speed(product))
    print(f"{'product':32} {'rows':>5} {'best':>6} {'median':>7}")
    for (name, rows), measured in speeds.items():
        print(f"{name:32} {rows:5} {max(measured):6.0f} {statistics.median(measured):7.0f}")


def speed(product: Product) -> float:
    """10⁹ multiply-adds a CPU second, over as many runs as take some milliseconds."""
    runs = max(1, 400_000_000 // product.multiply_adds)
    start = time.process_time()
    for _ in range(runs):
        product.session.run(None, product.inputs)
    return runs * product.multiply_adds / (time.process_time() - start) / 1e9


def int8_products() -> Iterator[Product]:
    """The products with quantised weights, one session a size."""
    random = np.random.default_rng(0)
    for wide, out in INT8:
        constants: dict[str, np.ndarray] = {
            "weights": random.integers(-127, 127, (wide, out)).astype(np.int8),
            "scale": np.full(out, 0.01, np.float32),
            "zero": np.zeros(out, np.int8),
        }
        node = helper.make_node(
            "DynamicQuantizeMatMul", ["rows", *constants], ["product"], domain="com.microsoft"
        )
        session = session_of(node, {"rows": 2}, constants)
        for rows in WINDOWS:
            inputs = {"rows": random.normal(size=(rows, wide)).astype(np.float32)}
            yield Product(f"int8, {wide} to {out}", rows, session, inputs, rows * wide * out)


def float_products() -> Iterator[Product]:
    """The products of attention, and their reference."""
    random = np.random.default_rng(0)
    session = session_of(
        helper.make_node("MatMul", ["left", "right"], ["product"]), {"left": 3, "right": 3}, {}
    )
    sizes = [("queries by keys", HEADS, rows, HEAD, rows) for rows in WINDOWS[:-1]]
    sizes += [("attention by values", HEADS, rows, rows, HEAD) for rows in WINDOWS[:-1]]
    for name, heads, rows, inner, out in [*sizes, ("square", 1, SQUARE, SQUARE, SQUARE)]:
        inputs = {
            "left": random.normal(size=(heads, rows, inner)).astype(np.float32),
            "right": random.normal(size=(heads, inner, out)).astype(np.float32),
        }
        yield Product(f"float, {name}", rows, session, inputs, heads * rows * inner * out)


def session_of(
    node: onnx.NodeProto, ranks: dict[str, int], constants: dict[str, np.ndarray]
) -> onnxruntime.InferenceSession:
    """A graph of one node whose inputs have these numbers of dimensions, on one thread."""
    graph = helper.make_graph(
        [node],
        "product",
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * rank)
            for name, rank in ranks.items()
        ],
        [helper.make_tensor_value_info("product", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


if __name__ == "__main__":
    main()
