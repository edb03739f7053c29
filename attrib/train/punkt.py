"""Train the sentence splitter: news text in, the parameters of NLTK's Punkt as one JSON file out.

Punkt (Kiss and Strunk 2006, https://doi.org/10.1162/coli.2006.32.4.485) learns without annotation which words
are abbreviations, which words begin sentences and which are ever written in lower case.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.report import json_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_STRAIGHT = str.maketrans("“”‘’\xa0", "\"\"'' ")
_TOKEN = re.compile(r"\S+")
_ABBREVIATION = re.compile(r"[a-z]+(?:[.-][a-z]+)*")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: An abbreviation seen less often, or a larger share of times without a stop, is noise: Punkt's own test is
#: made for recall, and took names that ended three sentences for abbreviations.
_LEAST_COUNT = 3
_LEAST_SHARE_WITH_STOP = 0.8


def train_punkt(corpus: Sequence[Path], *, output: Path, report: Callable[[str], None]) -> None:
    """Train Punkt and write its parameters.

    Args:
        corpus: JSON lines with the text of an article under ``text``.
        output: Folder for ``parameters.json``; the same corpora always give the same file.
        report: Receives a line of progress now and then.

    Raises:
        AttribError: A corpus cannot be read or a line of it has no text.
    """
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    counts: Counter[str] = Counter()
    for path in corpus:
        report(f"reading {path}")
        for place, article in json_values(path):
            if not isinstance(article, dict) or not isinstance(article.get("text"), str):
                raise AttribError(f"{place}: expected an object with a string under text")
            text = article["text"].translate(_STRAIGHT)
            counts.update(token.strip("\"'()[],:;").lower() for token in _TOKEN.findall(text))
            trainer.train(text, finalize=False)
    trainer.finalize_training()
    parameters = json.dumps(_pruned(trainer.get_params(), counts), indent=0) + "\n"
    output.mkdir(parents=True, exist_ok=True)
    (output / "parameters.json").write_text(parameters, encoding="utf-8")


def _pruned(parameters: Any, counts: Counter[str]) -> dict[str, Any]:
    """The parameters that can change a decision, sorted.

    Of the orthographic contexts only those of words seen in lower case matter: they say that a capital letter
    is the sentence's and not the word's.

    Raises:
        AttribError: A corpus cannot be read or a line of it has no text.
    """
    from nltk.tokenize import punkt

    contexts = parameters.ortho_context
    lower = {word for word in contexts if contexts[word] & punkt._ORTHO_LC}  # noqa: SLF001 - no public name
    return {
        "abbrev_types": sorted(word for word in parameters.abbrev_types if _is_abbreviation(word, counts)),
        # After an initial the splitter has its own rule, and a number before a name ("… in 2004. Federer
        # said") only looks like a collocation in sports results.
        "collocations": sorted(
            [*pair] for pair in parameters.collocations if len(pair[0]) > 1 and pair[0] != "##number##"
        ),
        "sent_starters": sorted(word for word in parameters.sent_starters if word in lower),
        "ortho_context": {
            word: contexts[word] for word in sorted(lower) if _WORD.fullmatch(word) and counts[word] > 1
        },
    }


def _is_abbreviation(word: str, counts: Counter[str]) -> bool:
    stopped = counts[f"{word}."]
    return (
        len(word) > 1
        and _ABBREVIATION.fullmatch(word) is not None
        and stopped >= _LEAST_COUNT
        and stopped >= _LEAST_SHARE_WITH_STOP * (stopped + counts[word])
    )
