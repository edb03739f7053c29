"""A large tagger's opinion of texts, for a small one to learn from (distillation).

The teacher, trained on the gold, reads the same gold again and articles that nobody has labelled. Of each
token its label scores are kept, which with its scores of label after label are its whole distribution over
label sequences. Pairs are learnt from the gold alone, which was enough.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attrib.extract import labels
from attrib.extract.windows import windows
from attrib.read import ReadFailure, read_documents
from attrib.read.paragraphs import paragraph_spans
from attrib.segment.quotes import parse_quotes
from attrib.train.fit import WORKERS, tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer

    from attrib.records import Span
    from attrib.train.tagger import Tagger

#: Long texts are cut at paragraph ends into pieces of about so many characters, so that an article's
#: attributions are few enough to look through for each of its windows.
_PIECE = 8000


@dataclass(frozen=True, slots=True)
class Scores:
    """A teacher's label scores of an article.

    Attributes:
        starts: First code point of each token, ascending.
        emissions: (tokens, labels), float16.
    """

    starts: npt.NDArray[np.int32]
    emissions: npt.NDArray[np.float16]

    def of(self, tokens: Sequence[Span]) -> npt.NDArray[np.float32]:
        """Scores of a window's tokens: (tokens, labels). A paragraph break is surely outside of all."""
        result = np.full((len(tokens), len(labels.LABELS)), -20.0, np.float32)
        result[:, labels.OUTSIDE] = 0.0
        for row, token in enumerate(tokens):
            place = int(np.searchsorted(self.starts, token.start))
            if token.start < token.end and place < len(self.starts) and self.starts[place] == token.start:
                result[row] = self.emissions[place]
        return result


def opinion(tagger: Tagger, pieces: Tokenizer, text: str) -> Scores:
    """A tagger's label scores of a text, in the windows that the analyser reads."""
    spans = paragraph_spans(text)
    quotes, _ = parse_quotes(text, spans)
    starts: list[int] = []
    rows: list[npt.NDArray[np.float16]] = []
    for window in windows(text, spans, quotes, pieces):
        read, features, first = (
            torch.from_numpy(part)[None] for part in (window.pieces, window.features, window.first)
        )
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            emissions, _ = tagger(read, features, torch.ones_like(read, dtype=torch.bool), first)
        scores = emissions[0].float().numpy().astype(np.float16)
        real = [index for index, token in enumerate(window.tokens) if token.start < token.end]
        starts += [window.tokens[index].start for index in real]
        rows.append(scores[real])
    emissions_of_all = np.concatenate(rows) if rows else np.zeros((0, len(labels.LABELS)), np.float16)
    return Scores(np.array(starts, np.int32), emissions_of_all)


def read_unlabelled(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Articles without annotation, of text files or JSON lines; what cannot be read is passed over.

    Yields:
        ``id`` and ``text``.
    """
    for path in paths:
        for document in read_documents(str(path)):
            if isinstance(document, ReadFailure):
                continue
            begin = end = 0
            for span in paragraph_spans(document.text):
                if end > begin and span.end - begin > _PIECE:
                    yield {"id": f"{document.doc_id} {begin}", "text": document.text[begin:end]}
                    begin = span.start
                end = span.end
            if end > begin:
                yield {"id": f"{document.doc_id} {begin}", "text": document.text[begin:end]}


def teach(
    tagger: Tagger, articles: Sequence[Mapping[str, Any]], report: Callable[[str], None]
) -> list[dict[str, Any]]:
    """The articles with a teacher's scores of them under ``scores``.

    Args:
        tagger: The teacher.
        articles: With ``id`` and ``text``, and of gold ones with ``attributions``.
        report: Receives a line of progress now and then.
    """
    result: list[dict[str, Any]] = []
    texts = [article["text"] for article in articles]
    with get_context("spawn").Pool(WORKERS, _begin, (tagger,)) as pool:
        for article, scores in zip(articles, pool.imap(_opinion, texts, chunksize=8), strict=True):
            result.append({**article, "scores": scores})
            if len(result) % 100 == 0:
                report(f"the teacher has read {len(result)} of {len(texts)} articles")
    return result


#: The teacher of a process of the pool.
_own: list[tuple[Tagger, Tokenizer]] = []


def _begin(tagger: Tagger) -> None:
    torch.set_num_threads(1)
    _own.append((tagger, tokenizer()))


def _opinion(text: str) -> Scores:
    return opinion(*_own[0], text)


def save(articles: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Keep what :func:`teach` gave: ``articles.json`` and, last, ``scores.npz``."""
    plain = [{name: value for name, value in article.items() if name != "scores"} for article in articles]
    (folder / "articles.json").write_text(json.dumps(plain), encoding="utf-8")
    scores = [article["scores"] for article in articles]
    with (folder / "scores.part").open("wb") as stream:
        np.savez(
            stream,
            counts=np.array([len(score.starts) for score in scores]),
            starts=np.concatenate([score.starts for score in scores]),
            emissions=np.concatenate([score.emissions for score in scores]),
        )
    (folder / "scores.part").replace(folder / "scores.npz")


def load(folder: Path) -> list[dict[str, Any]] | None:
    """What :func:`save` kept in a folder, if it was finished."""
    if not (folder / "scores.npz").is_file():
        return None
    articles: list[dict[str, Any]] = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    with np.load(folder / "scores.npz", allow_pickle=False) as kept:
        ends = np.cumsum(kept["counts"])[:-1]
        starts, emissions = np.split(kept["starts"], ends), np.split(kept["emissions"], ends)
    for article, *arrays in zip(articles, starts, emissions, strict=True):
        article["scores"] = Scores(*arrays)
    return articles
