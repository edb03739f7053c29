"""The training loop of the tagger."""

from __future__ import annotations

import random
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, cast

import torch
from torch.multiprocessing.spawn import spawn
from torch.nn.utils import clip_grad_norm_, parameters_to_vector, vector_to_parameters

from attrib.errors import AttribError
from attrib.extract.labels import LABELS
from attrib.train.corpus import Example, examples
from attrib.train.encoders import SMALL, pretrained
from attrib.train.tagger import Advice, Tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from tokenizers import Tokenizer

    from attrib.train.encoders import Encoder

#: The recipe (design notes): learning rate of new parameters, warm-up, clip, word pieces a batch, processes,
#: and the steps after which they average their parameters.
NEW, WARM_UP, CLIP, BATCH, WORKERS, AVERAGE = 1.5e-3, 0.06, 1.0, 1600, 2, 8
#: Seconds that a process waits for the others: when one was killed, the others end too.
_PATIENCE = 1200
#: Each epoch reads all gold articles and one of so many parts of those without gold.
_PARTS = 2
#: What a teacher counts for beside the gold, the usual half of distillation (Hinton et al. 2015).
_TRUST = 0.5


def fit(
    articles: Sequence[Mapping[str, Any]],
    *,
    epochs: int,
    seed: int,
    report: Callable[[str], None],
    encoder: Encoder = SMALL,
    start: Mapping[str, torch.Tensor] | None = None,
    steps: torch.Tensor | None = None,
    checkpoint: Path | None = None,
    pace: float = 1.0,
) -> Tagger:
    """Train a tagger from a pretrained encoder or from where another training ended.

    Two processes of one thread each train on halves of every epoch and average their parameters now and then:
    on two cores four times as fast as one process of two threads.

    Args:
        articles: With gold ``attributions``, ``scores`` (see :mod:`attrib.train.teacher`) or both.
        epochs: Passes over the articles, each with other windows and other quotation marks.
        seed: Of all that is random.
        report: A function of a module, which receives a line of progress now and then.
        encoder: The encoder's shape.
        start: Weights of a tagger to start from; default: those of the pretrained encoder.
        steps: The teacher's scores of label after label, if there is one.
        checkpoint: Folder that keeps the state after each epoch; a run that was stopped goes on from there
            and ends where an undisturbed one ends.
        pace: Share of the learning rate that is taken.

    Returns:
        The trained tagger, in evaluation mode.

    Raises:
        AttribError: The articles do not fill a batch for each process.
    """
    run = _Run(articles, epochs, seed, report, encoder, start, steps, checkpoint, pace)
    each = len(_epoch(run, 0, tokenizer())) // WORKERS
    if not each:
        raise AttribError(
            f"the articles fill fewer than {WORKERS} batches of {BATCH} word pieces; train on more articles"
        )
    tagger = _begun(run)
    size = sum(parameter.numel() for parameter in _trained(tagger))
    shared = torch.zeros(WORKERS, size).share_memory_()
    context = get_context("spawn")
    barrier = context.Barrier(WORKERS, timeout=_PATIENCE)
    if checkpoint is not None:
        checkpoint.mkdir(parents=True, exist_ok=True)
    arguments = (run, each * epochs, shared, barrier)
    spawn(_work, arguments, nprocs=WORKERS)
    vector_to_parameters(shared.mean(0), _trained(tagger))
    return tagger.eval()


@dataclass(frozen=True, slots=True)
class _Run:
    """What a process needs to know of the run."""

    articles: Sequence[Mapping[str, Any]]
    epochs: int
    seed: int
    report: Callable[[str], None]
    encoder: Encoder
    start: Mapping[str, torch.Tensor] | None
    steps: torch.Tensor | None
    checkpoint: Path | None
    pace: float


def _begun(run: _Run) -> Tagger:
    tagger = Tagger(run.encoder)
    if run.start is None:
        tagger.load_pretrained()
    else:
        tagger.load_state_dict(run.start)
    return tagger


def _work(rank: int, run: _Run, total: int, shared: torch.Tensor, barrier: Barrier) -> None:
    """One process's part of ``total`` steps; leaves its parameters in its row of ``shared``."""
    torch.set_num_threads(1)
    torch.manual_seed(run.seed + rank)
    reader = tokenizer()
    tagger = _begun(run)
    optimiser = torch.optim.AdamW(_groups(tagger), weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: run.pace * _slope(step / total))
    state = _State(tagger, optimiser, schedule, run, rank)
    tagger.train()
    begun, running = state.load(), 0.0
    step = schedule.last_epoch
    for epoch in range(begun, run.epochs):
        torch.manual_seed(run.seed + 1000 * epoch + rank)
        drawn = _epoch(run, epoch, reader)
        for batch in drawn[rank : len(drawn) // WORKERS * WORKERS : WORKERS]:
            loss = _loss(tagger, batch, run.steps)
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
                run.report(f"epoch {epoch + 1}/{run.epochs}, step {step}/{total}, loss {running:.4f}")
        _average(tagger, shared, rank, barrier)
        state.save(epoch + 1)
        barrier.wait()  # no process goes on before every one has saved
    _average(tagger, shared, rank, barrier)


@dataclass(frozen=True, slots=True)
class _State:
    """What a process keeps after each epoch so that a stopped run can go on."""

    tagger: Tagger
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    run: _Run
    rank: int

    def save(self, done: int) -> None:
        """Keep the state after ``done`` epochs; the one before stays until all processes have theirs."""
        if self.run.checkpoint is None:
            return
        path = self._path(done)
        values = {
            "tagger": self.tagger.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(values, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)
        self._path(done - 2).unlink(missing_ok=True)

    def load(self) -> int:
        """Go back to the last epoch that every process has kept; the epochs that are done."""
        folder = self.run.checkpoint
        if folder is None:
            return 0
        for done in range(self.run.epochs, 0, -1):
            if all((folder / f"epoch{done}-process{rank}.pt").is_file() for rank in range(WORKERS)):
                values = torch.load(self._path(done), weights_only=True)
                self.tagger.load_state_dict(values["tagger"])
                self.optimiser.load_state_dict(values["optimiser"])
                self.schedule.load_state_dict(values["schedule"])
                return done
        return 0

    def _path(self, done: int) -> Path:
        return cast("Path", self.run.checkpoint) / f"epoch{done}-process{self.rank}.pt"


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
            encoder = name.startswith(("layers.", "positions.", "norm.", "distances."))
            (slow if encoder else fast).append(parameter)
    return [{"params": slow, "lr": tagger.encoder.rate}, {"params": fast, "lr": NEW}]


def _epoch(run: _Run, epoch: int, pieces: Tokenizer) -> list[list[Example]]:
    """The batches of an epoch: the same in every process."""
    rng = random.Random(f"{run.seed} {epoch}")
    gold = [article for article in run.articles if "attributions" in article]
    other = [article for article in run.articles if "attributions" not in article]
    chosen = [*gold, *other[epoch % _PARTS :: _PARTS]]
    drawn = [example for article in chosen for example in examples(article, pieces, rng)]
    rng.shuffle(drawn)
    return _batches(drawn)


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


def _loss(tagger: Tagger, batch: Sequence[Example], steps: torch.Tensor | None) -> torch.Tensor:
    pieces, features, mask, first, gold, lengths = collate(batch)
    with torch.autocast("cpu", torch.bfloat16):
        emissions, vectors = tagger(pieces, features, mask, first)
    advice = None if steps is None else _advice(batch, gold.shape[1], steps)
    loss = tagger.label_loss(emissions.float(), gold, lengths, advice)
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


def _advice(batch: Sequence[Example], length: int, steps: torch.Tensor) -> Advice:
    """What the teacher says of a batch, where it has read it."""
    emissions = torch.zeros(len(batch), length, len(LABELS))
    weight = torch.zeros(len(batch))
    for row, example in enumerate(batch):
        if example.scores is not None:
            emissions[row, : len(example.scores)] = torch.from_numpy(example.scores)
            weight[row] = _TRUST if example.annotated else 1.0
    return Advice(emissions, steps, weight)


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
