"""The training loop of the tagger."""

from __future__ import annotations

import random
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import torch
from torch.multiprocessing.spawn import spawn
from torch.nn.utils import clip_grad_norm_, parameters_to_vector, vector_to_parameters

from attrib.train.corpus import Example, examples
from attrib.train.tagger import Tagger, pretrained

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.synchronize import Barrier

    from tokenizers import Tokenizer

#: The recipe (design notes): learning rate of the encoder, factor for new parameters, warm-up, clip, word
#: pieces a batch, processes, and the steps after which they average their parameters.
RATE, NEW, WARM_UP, CLIP, BATCH, WORKERS, AVERAGE = 2.5e-4, 6.0, 0.06, 1.0, 1600, 2, 8


def fit(
    articles: Sequence[Mapping[str, Any]],
    *,
    epochs: int,
    seed: int,
    report: Callable[[str], None],
) -> Tagger:
    """Train a tagger from the pretrained encoder.

    Two processes of one thread each train on halves of every epoch and average their parameters now and then:
    on two cores four times as fast as one process of two threads.

    Args:
        articles: Gold articles.
        epochs: Passes over the articles, each with other windows and other quotation marks.
        seed: Of all that is random.
        report: A function of a module, which receives a line of progress now and then.

    Returns:
        The trained tagger, in evaluation mode.
    """
    tagger = Tagger()
    tagger.load_pretrained(pretrained())
    size = sum(parameter.numel() for parameter in _trained(tagger))
    shared = torch.zeros(WORKERS, size).share_memory_()
    context = get_context("spawn")
    barrier = context.Barrier(WORKERS)
    arguments = (articles, epochs, seed, report, shared, barrier)
    spawn(_work, arguments, nprocs=WORKERS)
    vector_to_parameters(shared.mean(0), _trained(tagger))
    return tagger.eval()


def mean(taggers: Sequence[Tagger]) -> Tagger:
    """One tagger with the mean weights of several that were trained from the same start."""
    result = Tagger()
    states = [tagger.state_dict() for tagger in taggers]
    result.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]})
    return result.eval()


def _work(
    rank: int,
    articles: Sequence[Mapping[str, Any]],
    epochs: int,
    seed: int,
    report: Callable[[str], None],
    shared: torch.Tensor,
    barrier: Barrier,
) -> None:
    """One process's part; leaves its parameters in its row of ``shared``."""
    torch.set_num_threads(1)
    torch.manual_seed(seed + rank)
    rng = random.Random(seed)  # the same in all processes: they must draw the same epochs
    reader = tokenizer()
    tagger = Tagger()
    tagger.load_pretrained(pretrained())
    optimiser = torch.optim.AdamW(_groups(tagger), weight_decay=0.01, fused=True)
    per_epoch = len(_batches(_epoch(articles, reader, random.Random(seed)))) // WORKERS
    total = per_epoch * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _slope(step / total))
    tagger.train()
    step, running = 0, 0.0
    for epoch in range(epochs):
        drawn = _batches(_epoch(articles, reader, rng))
        for batch in drawn[rank : len(drawn) // WORKERS * WORKERS : WORKERS]:
            loss = _loss(tagger, batch)
            optimiser.zero_grad()
            loss.backward()
            clip_grad_norm_(tagger.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
            if step % AVERAGE == 0:
                _average(tagger, shared, rank, barrier)
            if rank == 0 and step % 50 == 0:
                report(f"epoch {epoch + 1}/{epochs}, step {step}/{total}, loss {running:.4f}")
    _average(tagger, shared, rank, barrier)


def _average(tagger: Tagger, shared: torch.Tensor, rank: int, barrier: Barrier) -> None:
    """Give every process the mean of all processes' parameters."""
    shared[rank].copy_(parameters_to_vector(_trained(tagger)).detach())
    barrier.wait()
    mean = shared.mean(0)
    barrier.wait()
    vector_to_parameters(mean, _trained(tagger))


def _trained(tagger: Tagger) -> list[torch.nn.Parameter]:
    return [parameter for parameter in tagger.parameters() if parameter.requires_grad]


def tokenizer() -> Tokenizer:
    """The encoder's word pieces, without truncation or padding."""
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(pretrained() / "tokenizer.json"))
    pieces.no_truncation()
    pieces.no_padding()
    return pieces


def _slope(done: float) -> float:
    """Share of the full learning rate after a share of the steps."""
    return done / WARM_UP if done < WARM_UP else max(0.0, (1 - done) / (1 - WARM_UP))


def _groups(tagger: Tagger) -> list[dict[str, Any]]:
    """Parameter groups: the encoder slow, what starts from nothing faster; word embeddings not at all."""
    slow: list[torch.nn.Parameter] = []
    fast: list[torch.nn.Parameter] = []
    for name, parameter in tagger.named_parameters():
        if parameter.requires_grad:
            encoder = name.startswith(("layers.", "positions.", "norm."))
            (slow if encoder else fast).append(parameter)
    return [{"params": slow, "lr": RATE}, {"params": fast, "lr": RATE * NEW}]


def _epoch(articles: Sequence[Mapping[str, Any]], pieces: Tokenizer, rng: random.Random) -> list[Example]:
    drawn = [example for article in articles for example in examples(article, pieces, rng)]
    rng.shuffle(drawn)
    return drawn


def _batches(drawn: Sequence[Example]) -> list[list[Example]]:
    batches: list[list[Example]] = []
    size = BATCH
    for example in drawn:
        length = len(example.window.pieces)
        if size + length > BATCH:
            batches.append([])
            size = 0
        batches[-1].append(example)
        size += length
    return batches


def _loss(tagger: Tagger, batch: Sequence[Example]) -> torch.Tensor:
    pieces, features, mask, first, gold, lengths = collate(batch)
    with torch.autocast("cpu", torch.bfloat16):
        emissions, vectors = tagger(pieces, features, mask, first)
    loss = tagger.label_loss(emissions.float(), gold, lengths)
    for example, vector in zip(batch, vectors.float(), strict=True):
        separators = example.window.separators()
        cues = [cue for cue, _ in example.cues]
        if example.contents:
            spans = ([content for content, _ in example.contents], cues)
            targets = [target for _, target in example.contents]
            loss = loss + tagger.cue_of_content.loss(vector[:, 0], vector[:, 1], spans, targets, separators)
        if cues:
            targets = [target for _, target in example.cues]
            spans = (cues, list(example.sources))
            loss = loss + tagger.source_of_cue.loss(vector[:, 2], vector[:, 3], spans, targets, separators)
    # Labels and pairs weigh what their likelihoods do: with means of each, pairs would drown the labels.
    return loss / int(lengths.sum())


def collate(batch: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """Pieces, features, mask, first, labels and lengths of windows, padded to the longest."""
    pieces = [torch.from_numpy(example.window.pieces) for example in batch]
    pad = torch.nn.utils.rnn.pad_sequence
    return (
        pad(pieces, batch_first=True),
        pad([torch.from_numpy(example.window.features) for example in batch], batch_first=True),
        pad([torch.ones(len(ids), dtype=torch.bool) for ids in pieces], batch_first=True),
        pad([torch.from_numpy(example.window.first) for example in batch], batch_first=True),
        pad([torch.tensor(example.labels) for example in batch], batch_first=True),
        torch.tensor([len(example.labels) for example in batch]),
    )
