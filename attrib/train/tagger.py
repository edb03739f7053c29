"""The network that is trained: a BERT encoder with extra input features, a CRF over labels, and pair scorers.

Needs the ``train`` extra. The shipped form of the same network is built by :mod:`attrib.train.export`; a test
holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.extract import labels, pairing
from attrib.extract.windows import FEATURES, LIMIT
from attrib.train.encoders import NAMES, SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.extract.pairing import Tokens
    from attrib.train.encoders import Encoder

#: Width of the vectors that pairs are scored with: content and cue, cue and source.
PAIR = 64
_FORBIDDEN = -1e4


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

    def __init__(self, encoder: Encoder, dropout: Dropout) -> None:
        super().__init__()
        self.width, self.heads = encoder.width, encoder.heads
        self.qkv = nn.Linear(encoder.width, 3 * encoder.width)
        self.out = nn.Linear(encoder.width, encoder.width)
        self.norm1 = nn.LayerNorm(encoder.width, eps=encoder.epsilon)
        self.up = nn.Linear(encoder.width, encoder.inner)
        self.down = nn.Linear(encoder.inner, encoder.width)
        self.norm2 = nn.LayerNorm(encoder.width, eps=encoder.epsilon)
        self.dropout = dropout

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Args: hidden (batch, n, width), bias of the attention (batch, 1 or heads, 1 or n, n)."""
        batch, length, _ = hidden.shape
        size = self.width // self.heads
        split = self.qkv(hidden).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        query, key, value = split.contiguous()
        # Written out, because PyTorch's fused attention is three times slower on short windows on a CPU;
        # without dropout, because drawing it would take as long, and hidden states have theirs.
        scores = (query * size**-0.5) @ key.transpose(-1, -2) + bias
        mixed = scores.softmax(-1) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, self.width))
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

    def __init__(self, encoder: Encoder = SMALL, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.width
        rows = encoder.rows()
        self.words = nn.Embedding(len(rows), width)
        self.words.weight.requires_grad_(False)  # frozen: training sees too few of the words
        self.positions = nn.Embedding(LIMIT, width)
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in FEATURES.values())
        self.norm = nn.LayerNorm(width, eps=encoder.epsilon)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(encoder, self.dropout) for _ in encoder.layers)
        self.distances = nn.Embedding(encoder.buckets, encoder.heads) if encoder.buckets else None
        self.emit = nn.Linear(width, len(labels.LABELS))
        self.pair = nn.Linear(width, 4 * PAIR)
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

    def load_pretrained(self) -> None:
        """Fill the encoder from its checkpoint."""
        weights = self.encoder.weights()
        names = {**NAMES[bool(self.encoder.buckets)], "up": "intermediate.dense", "down": "output.dense"}
        names["norm2"] = "output.LayerNorm"
        state = self.state_dict()
        state["words.weight"] = weights["embeddings.word_embeddings.weight"][self.encoder.rows()]
        positions = weights["embeddings.position_embeddings.weight"]
        if self.distances is None:
            # There is one kind of segment only, so that its embedding is a constant and joins the positions.
            state["positions.weight"] = (
                positions[:LIMIT] + weights["embeddings.token_type_embeddings.weight"][0]
            )
        else:
            state["positions.weight"] = positions[2 : LIMIT + 2]  # MPNet counts from two
            state["distances.weight"] = weights["encoder.relative_attention_bias.weight"]
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for index, original in enumerate(self.encoder.layers):
                old, new = f"encoder.layer.{original}.", f"layers.{index}."
                attention = [weights[f"{old}{names[name]}.{part}"] for name in ("query", "key", "value")]
                state[f"{new}qkv.{part}"] = torch.cat(attention)
                for name in ("out", "norm1", "up", "down", "norm2"):
                    state[f"{new}{name}.{part}"] = weights[f"{old}{names[name]}.{part}"]
        self.load_state_dict(state)

    def some_layers(self, encoder: Encoder) -> dict[str, Tensor]:
        """Weights for a tagger of some of this one's layers, which has all of the pretrained ones."""
        kept = {f"layers.{original}.": f"layers.{index}." for index, original in enumerate(encoder.layers)}
        weights = {}
        for name, value in self.state_dict().items():
            if not name.startswith("layers."):
                weights[name] = value
            elif (old := name[: name.index(".", len("layers.")) + 1]) in kept:
                weights[kept[old] + name[len(old) :]] = value
        return weights

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
        bias = torch.where(mask, 0.0, _FORBIDDEN)[:, None, None, :]
        if self.distances is not None:
            bias = bias + self.distances(buckets(pieces.shape[1], self.encoder.buckets)).permute(2, 0, 1)
        bias = bias.to(reduced)
        for layer in self.layers:
            hidden = layer(hidden, bias)
        hidden = hidden.gather(1, first[..., None].expand(-1, -1, self.encoder.width))
        hidden = self.dropout(hidden)
        return self.emit(hidden), self.pair(hidden).unflatten(-1, (4, PAIR))

    def steps(self) -> Tensor:
        """Scores of label after label, forbidden ones included."""
        forbidden: Tensor = self.forbidden  # type: ignore[assignment]
        return self.transitions + forbidden

    def label_loss(
        self, emissions: Tensor, gold: Tensor, lengths: Tensor, advice: Advice | None = None
    ) -> Tensor:
        """Summed cross entropy between the wanted label sequences and the CRF's distribution over sequences.

        What is wanted is the gold sequence, or a teacher's distribution over sequences, or a mixture.

        Args:
            emissions: (batch, m, labels), float32.
            gold: (batch, m) labels.
            lengths: (batch,) tokens in each window.
            advice: What a teacher says of the same windows; without, the gold alone counts.
        """
        steps = self.steps()
        real = torch.arange(gold.shape[1])[None, :] < lengths[:, None]
        path = emissions.gather(2, gold[..., None])[..., 0]
        before = functional.pad(gold[:, :-1], (1, 0))  # before the first token stands "outside"
        path = ((path + steps[before, gold]) * real).sum(1)
        whole = partition(emissions, steps, real).sum()
        if advice is None:
            return whole - path.sum()
        # The expected score of a sequence under the teacher needs only how often it expects each label at
        # each token and each step between labels: the gradients of its own partition function.
        wanted = advice.emissions.clone().requires_grad_()
        taught = advice.steps.clone().requires_grad_()
        total = (partition(wanted, taught, real) * advice.weight).sum()
        labelled, stepped = torch.autograd.grad(total, (wanted, taught))
        return (
            whole
            - (path * (1 - advice.weight)).sum()
            - (emissions * labelled).sum()
            - (steps * stepped).sum()
        )


@dataclass(frozen=True, slots=True)
class Advice:
    """A teacher's opinion of a batch.

    Attributes:
        emissions: (batch, m, labels), the teacher's.
        steps: (labels, labels), the teacher's scores of label after label.
        weight: (batch,) how much the teacher counts in each window; gold counts for the rest.
    """

    emissions: Tensor
    steps: Tensor
    weight: Tensor


def partition(emissions: Tensor, steps: Tensor, real: Tensor) -> Tensor:
    """Log partition function of each window, by a tree of products over the length (fast on long windows).

    Args:
        emissions: (batch, m, labels).
        steps: (labels, labels), scores of label after label.
        real: (batch, m), false where there is padding.
    """
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
    return torch.logsumexp(matrices[:, 0, labels.OUTSIDE], -1)


def buckets(length: int, count: int) -> Tensor:
    """Bucket of the distance of each place to each other: (length, length).

    As in T5 and MPNet: half of the buckets for what stands behind, half for what stands before; of each half
    the nearer distances have a bucket each, the farther ones share, by their logarithm, up to 128.
    """
    places = torch.arange(length)
    behind = places[:, None] - places[None, :]
    half = count // 2
    exact = half // 2
    distance = behind.abs()
    shared = (
        exact + (torch.log(distance.clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    )
    return (behind < 0) * half + torch.where(distance < exact, distance, shared.clamp(max=half - 1))
