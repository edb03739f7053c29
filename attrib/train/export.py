"""A trained tagger -> one int8 ONNX file and the small arrays that decoding needs.

The graph is built by hand, so that its bytes depend on the weights alone. Matrix products are quantised by
output channel and embeddings by row, because PyTorch's and onnxruntime's stock per-tensor quantisation cost
three times as much accuracy (design notes); activations are quantised at run time, window by window.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from attrib.extract.windows import FEATURES
from attrib.train.tagger import PAIR, Scorer, Tagger

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from attrib.train.encoders import Encoder

    Array = npt.NDArray[Any]

_OPSET, _IR = 20, 10
#: Added to the attention to other windows: its exponential is nothing beside others and yet no denormal
#: number, which processors reckon with so slowly that a run takes twice as long.
_ACROSS = -50.0


class _Graph:
    """Nodes and constants of the graph under construction; methods return the name of their output.

    Args:
        prefix: What names begin with: those of a branch differ from those around it.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: Array) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        """Append a node; with several outputs their names are the returned one with .0, .1 … behind."""
        name = f"{self._prefix}{kind}_{len(self.nodes)}"
        names = [name] if outputs == 1 else [f"{name}.{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=name, **attributes))
        return name

    def embedding(self, name: str, table: Array, rows: str) -> str:
        """Rows of a table that is stored as int8 with a scale for each row."""
        scales = np.maximum(np.abs(table).max(1, keepdims=True), 1e-12) / 127
        stored = np.clip(np.rint(table / scales), -127, 127).astype(np.int8)
        whole = self.add("Gather", self.constant(f"{name}.int8", stored), rows)
        factor = self.add("Gather", self.constant(f"{name}.scale", scales.astype(np.float32)), rows)
        return self.add("Mul", self.add("Cast", whole, to=TensorProto.FLOAT), factor)

    def linear(self, name: str, hidden: str, weight: Array, bias: Array) -> str:
        """``hidden @ weight.T + bias`` with int8 weights, a scale for each output channel."""
        scales = np.maximum(np.abs(weight).max(1), 1e-12) / 127
        stored = np.clip(np.rint(weight / scales[:, None]), -127, 127).astype(np.int8).T
        activations = self.add("DynamicQuantizeLinear", hidden, outputs=3)
        product = self.add(
            "MatMulInteger",
            f"{activations}.0",
            self.constant(f"{name}.int8", stored),
            f"{activations}.2",
            self.constant("zero.int8", np.zeros((), np.int8)),
        )
        factor = self.add(
            "Mul", f"{activations}.1", self.constant(f"{name}.scale", scales.astype(np.float32))
        )
        real = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), factor)
        return self.add("Add", real, self.constant(f"{name}.bias", bias))

    def norm(self, name: str, hidden: str, weight: Array, bias: Array) -> str:
        scale, shift = self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)
        return self.add("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=1e-12)


def build(tagger: Tagger) -> onnx.ModelProto:
    """The network as an ONNX model, for several windows in a row that do not see each other.

    Pieces (n), their features (n, 4), places in their windows (n) and windows (n), and the tokens' first
    pieces (m) -> emissions (m, labels), vectors (m, 4, width) and the tokens' states after every layer, side
    by side (m, layers times width).
    """
    weights = {name: tensor.numpy() for name, tensor in tagger.state_dict().items()}
    graph = _Graph()
    hidden = _embed(graph, weights)
    apart = _apart(graph)
    states = []
    for index in range(len(tagger.layers)):
        hidden = _layer(graph, weights, f"layers.{index}", (hidden, *apart), tagger.encoder)
        states.append(graph.add("Gather", hidden, "first"))
    hidden = states[-1]
    emissions = graph.linear("emit", hidden, weights["emit.weight"], weights["emit.bias"])
    vectors = graph.linear("pair", hidden, weights["pair.weight"], weights["pair.bias"])
    shape = graph.constant("pair.shape", np.array([-1, 4, PAIR], np.int64))
    vectors = graph.add("Reshape", vectors, shape)
    graph.nodes.append(helper.make_node("Identity", [emissions], ["emissions"], name="emissions"))
    graph.nodes.append(helper.make_node("Identity", [vectors], ["vectors"], name="vectors"))
    graph.nodes.append(helper.make_node("Concat", states, ["states"], name="states", axis=1))
    value = helper.make_tensor_value_info
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "attrib-extract",
            [
                value("pieces", TensorProto.INT64, ["n"]),
                value("features", TensorProto.INT64, ["n", len(FEATURES)]),
                value("places", TensorProto.INT64, ["n"]),
                value("windows", TensorProto.INT64, ["n"]),
                value("first", TensorProto.INT64, ["m"]),
            ],
            [
                value("emissions", TensorProto.FLOAT, ["m", 7]),
                value("vectors", TensorProto.FLOAT, ["m", 4, PAIR]),
                value("states", TensorProto.FLOAT, ["m", len(states) * tagger.encoder.width]),
            ],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=_IR,
        producer_name="attrib",
    )
    onnx.checker.check_model(model)
    return model


def _embed(graph: _Graph, weights: dict[str, Array]) -> str:
    hidden = graph.embedding("words", weights["words.weight"], "pieces")
    positions = graph.constant("positions", weights["positions.weight"])
    hidden = graph.add("Add", hidden, graph.add("Gather", positions, "places"))
    for index in range(len(FEATURES)):
        column = graph.constant(f"column.{index}", np.array(index))
        rows = graph.add("Gather", "features", column, axis=1)
        table = graph.constant(f"features.{index}", weights[f"features.{index}.weight"])
        hidden = graph.add("Add", hidden, graph.add("Gather", table, rows))
    return graph.norm("norm", hidden, weights["norm.weight"], weights["norm.bias"])


def _apart(graph: _Graph) -> tuple[str, str]:
    """Whether there is one window only; what is added to the attention of each piece (row) to each other.

    Nothing is added within a window.
    """
    last = graph.add("ReduceMax", "windows", keepdims=0)
    alone = graph.add("Equal", last, graph.constant("first window", np.array(0)))
    rows = graph.add("Unsqueeze", "windows", graph.constant("rows", np.array([1])))
    columns = graph.add("Unsqueeze", "windows", graph.constant("columns", np.array([0])))
    within = graph.constant("within", np.array(0, np.float32))
    across = graph.constant("across", np.array(_ACROSS, np.float32))
    return alone, graph.add("Where", graph.add("Equal", rows, columns), within, across)


def _attention(graph: _Graph, parts: tuple[str, str, str], size: int, apart: tuple[str, str]) -> str:
    """Mean of the values by the softmax of the products of queries and keys.

    A window alone is spared the sum that keeps windows apart. What is as large as the square of the pieces
    stays inside a branch, where it is computed in place.
    """
    query, key, value = parts
    alone, bias = apart
    root = graph.constant("root", np.array(size**-0.5, np.float32))
    then, otherwise = _Graph(f"{query}.one."), _Graph(f"{query}.several.")
    made = []
    for branch in (then, otherwise):
        asked = branch.add("Transpose", query, perm=[1, 0, 2])
        offered = branch.add("Transpose", key, perm=[1, 2, 0])
        scores = branch.add("Mul", branch.add("MatMul", asked, offered), root)
        if branch is otherwise:
            scores = branch.add("Add", scores, bias)
        values = branch.add("Transpose", value, perm=[1, 0, 2])
        mixed = branch.add("MatMul", branch.add("Softmax", scores, axis=-1), values)
        result = helper.make_tensor_value_info(mixed, TensorProto.FLOAT, None)
        made.append(helper.make_graph(branch.nodes, "attention", [], [result]))
    return graph.add("If", alone, then_branch=made[0], else_branch=made[1])


def _layer(
    graph: _Graph, weights: dict[str, Array], name: str, inputs: tuple[str, str, str], encoder: Encoder
) -> str:
    hidden, alone, bias = inputs

    def linear(part: str, value: str) -> str:
        full = f"{name}.{part}"
        return graph.linear(full, value, weights[f"{full}.weight"], weights[f"{full}.bias"])

    def norm(part: str, value: str) -> str:
        full = f"{name}.{part}"
        return graph.norm(full, value, weights[f"{full}.weight"], weights[f"{full}.bias"])

    size = encoder.width // encoder.heads
    heads = graph.constant("heads.shape", np.array([-1, 3, encoder.heads, size], np.int64))
    split = graph.add("Reshape", linear("qkv", hidden), heads)
    parts = graph.add("Split", split, outputs=3, axis=1, num_outputs=3)
    squeeze = graph.constant("squeeze", np.array([1], np.int64))
    query, key, value = (graph.add("Squeeze", f"{parts}.{index}", squeeze) for index in range(3))
    mixed = _attention(graph, (query, key, value), size, (alone, bias))
    mixed = graph.add("Transpose", mixed, perm=[1, 0, 2])
    flat = graph.constant("flat.shape", np.array([-1, encoder.width], np.int64))
    mixed = linear("out", graph.add("Reshape", mixed, flat))
    hidden = norm("norm1", graph.add("Add", hidden, mixed))
    inner = graph.add("Gelu", linear("up", hidden))
    return norm("norm2", graph.add("Add", hidden, linear("down", inner)))


def head(tagger: Tagger) -> dict[str, Any]:
    """The arrays that decoding needs beside the graph, as lists."""

    def pair(scorer: Scorer) -> dict[str, list[float]]:
        return {
            name: [round(float(value), 6) for value in parameter.detach()]
            for name, parameter in scorer.named_parameters()
        }

    return {
        "transitions": [[round(float(value), 6) for value in row] for row in tagger.steps().detach()],
        "cue_of_content": pair(tagger.cue_of_content),
        "source_of_cue": pair(tagger.source_of_cue),
    }


def write(tagger: Tagger, folder: Path) -> None:
    """Write ``model.onnx`` and ``head.json`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(build(tagger).SerializeToString(deterministic=True))
    text = json.dumps(head(tagger), separators=(",", ":"), sort_keys=True)
    (folder / "head.json").write_text(text + "\n", encoding="utf-8")
