"""The trained model, run by onnxruntime: windows -> labelled spans and the probabilities of their pairs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attrib import resources
from attrib.errors import AttribError
from attrib.extract import decode, labels
from attrib.extract.pairing import Head, Tokens, probabilities
from attrib.extract.windows import inputs, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    from attrib.extract.windows import Window
    from attrib.records import Probe

    Floats = npt.NDArray[np.float32]

#: Windows that are decoded side by side.
_BESIDE = 32
_FILES = ("model.onnx", "head.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model sees in one window.

    Attributes:
        contents: Content spans as first and end token, in order.
        cues: Cue spans.
        sources: Source spans.
        sure: For every span of the three roles the least probability of its labels.
        cue_of_content: A row a content, a column a cue, the last for none.
        source_of_cue: A row a cue, a column a source, the last for none.
        separators: Paragraph breaks before each token (see ``Window.separators``).
        hints: For each token what the probe makes of its state; empty without a probe.
    """

    contents: tuple[Tokens, ...]
    cues: tuple[Tokens, ...]
    sources: tuple[Tokens, ...]
    sure: dict[Tokens, float]
    cue_of_content: Floats
    source_of_cue: Floats
    separators: tuple[int, ...]
    hints: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of a window of n tokens.

    Attributes:
        window: What the network read.
        emissions: (n, labels).
        vectors: (n, 4, width): content asking for a cue, cue offered, cue asking for a source, source
            offered.
        hints: For each token what the probe makes of its state; empty without a probe.
    """

    window: Window
    emissions: Floats
    vectors: Floats
    hints: tuple[float, ...] = ()


class Decoder:
    """What the network says of a window -> labelled spans and pairs.

    Args:
        head: The arrays of ``head.json``: scores of label after label, and of the two kinds of pairs.
    """

    def __init__(self, head: Mapping[str, Any]) -> None:
        import numpy as np

        self._transitions = np.array(head["transitions"], np.float32)
        self._cue_of_content = _head(head["cue_of_content"])
        self._source_of_cue = _head(head["source_of_cue"])

    def readings(self, seen: Sequence[Seen]) -> Iterator[Reading]:
        """Decode windows side by side.

        Args:
            seen: One or more windows and what the network says of each.

        Yields:
            A reading for each, in order.
        """
        scores = [_within_paragraphs(each) for each in seen]
        sequences = decode.viterbi(scores, self._transitions)
        spans = [tuple(labels.spans(sequence)) for sequence in sequences]
        wanted = [index for index, found in enumerate(spans) if found]
        chances = decode.marginals([scores[index] for index in wanted], self._transitions) if wanted else []
        sure = dict(zip(wanted, chances, strict=True))
        for index, (each, found) in enumerate(zip(seen, spans, strict=True)):
            certainty = {
                (start, end): decode.sureness(sure[index], sequences[index], start, end)
                for _, start, end in found
            }
            yield self._paired(each, found, certainty)

    def _paired(
        self, seen: Seen, found: Sequence[tuple[labels.Role, int, int]], sure: dict[Tokens, float]
    ) -> Reading:
        """The reading of one window from its labelled spans."""
        import numpy as np

        sources, cues, contents = (
            tuple((start, end) for role, start, end in found if role == wanted) for wanted in labels.ROLES
        )
        separators = seen.window.separators()
        vectors = np.ascontiguousarray(seen.vectors.transpose(1, 0, 2))
        return Reading(
            contents,
            cues,
            sources,
            sure,
            probabilities(vectors[0], vectors[1], self._cue_of_content, contents, cues, separators),
            probabilities(vectors[2], vectors[3], self._source_of_cue, cues, sources, separators),
            separators,
            seen.hints,
        )


def _within_paragraphs(seen: Seen) -> Floats:
    """The emissions, with every paragraph break outside of all spans: none crosses one."""
    scores = seen.emissions.copy()
    for index, token in enumerate(seen.window.tokens):
        if token.start == token.end:
            scores[index] = -1e4
            scores[index, labels.OUTSIDE] = 0.0
    return scores


class Model:
    """The shipped tagger, loaded from a folder with ``model.onnx``, ``head.json`` and ``tokenizer.json``.

    Args:
        folder: Where the files lie.
        probe: Where given, readings bring hints.

    Raises:
        AttribError: The folder holds no model.
    """

    def __init__(self, folder: Path, probe: Probe | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise AttribError(
                f"{folder}: {', '.join(missing)} missing from the extraction model; reinstall attrib"
            )
        head = resources.read_json(folder / "head.json")
        options = onnxruntime.SessionOptions()
        # One thread: results then never depend on the machine's size, and workers do not fight.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._decoder = Decoder(head)
        self.calibration: dict[str, list[float]] = head["calibration"]
        self.probe = probe
        self._project = None if probe is None else projection(probe)

    def read(self, windows: Iterable[Window]) -> Iterator[Reading]:
        """Run the encoder over windows, small ones together, and decode what it says.

        Args:
            windows: Of one document, because those of one run share the scale of their int8 activations.

        Yields:
            A reading for each window, in order.
        """
        for some in _some(self._seen(windows)):
            yield from self._decoder.readings(some)

    def states(self, windows: Iterable[Window]) -> Iterator[tuple[Window, Floats]]:
        """Run the encoder over windows of one document, as :meth:`read` does.

        Yields:
            Each window with the states of its tokens after every layer, those of a token side by side.
        """
        for window, _, _, states in self._run(windows):
            yield window, states

    def _seen(self, windows: Iterable[Window]) -> Iterator[Seen]:
        for window, emissions, vectors, states in self._run(windows):
            hints = () if self._project is None else tuple(self._project(states).tolist())
            yield Seen(window, emissions, vectors, hints)

    def _run(self, windows: Iterable[Window]) -> Iterator[tuple[Window, Floats, Floats, Floats]]:
        """Each window with its part of what the network puts out."""
        for group in together(windows):
            emissions, vectors, states = self._session.run(None, inputs(group))
            start = 0
            for window in group:
                end = start + len(window.tokens)
                yield window, emissions[start:end], vectors[start:end], states[start:end]
                start = end


def projection(probe: Probe) -> Callable[[Floats], Floats]:
    """What gives for the states of tokens, row by row, what a probe makes of them."""
    import numpy as np

    direction, intercept = np.array(probe.weights, np.float32), np.float32(probe.intercept)
    # Not by BLAS, whose sums hang on the number of its threads.
    return lambda states: np.einsum("ij,j->i", states, direction) + intercept


def _some(seen: Iterator[Seen]) -> Iterator[list[Seen]]:
    """Lists of up to :data:`_BESIDE`, so that a long text is never held whole."""
    while some := list(itertools.islice(seen, _BESIDE)):
        yield some


def _head(values: dict[str, Any]) -> Head:
    import numpy as np

    return Head(**{name: np.array(value, np.float32) for name, value in values.items()})
