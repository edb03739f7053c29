"""The one door to NLTK: the words around a stop in, Punkt's judgement on the sentence boundary out.

The parameters are our own (``attrib/models/punkt``); nothing is loaded through NLTK's data machinery. Punkt
only ever compares the word before a stop with the word after it, so it is asked stop by stop, which keeps the
cost linear in any text.
"""

from __future__ import annotations

import functools
from typing import Any

from attrib import resources


@functools.cache
def _tokenizer() -> Any:
    """Punkt with our parameters. Importing nltk takes about a second, hence only when first needed."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    stored = resources.read_json(resources.model_path("punkt", "parameters.json"))
    parameters = PunktParameters()
    parameters.abbrev_types = {*stored["abbrev_types"], _ABBREVIATION}
    parameters.collocations = {(first, second) for first, second in stored["collocations"]}
    parameters.sent_starters = set(stored["sent_starters"])
    parameters.ortho_context.update(stored["ortho_context"])
    return PunktSentenceTokenizer(parameters)


#: A word that is always an abbreviation, to ask about the word after one.
_ABBREVIATION = "etc"


def separates(before: str, after: str) -> bool:
    """Whether Punkt ends a sentence between two words, the first of which bears a stop.

    Args:
        before: The word before the stop, without it.
        after: The next word.
    """
    return bool(_tokenizer().text_contains_sentbreak(f"{before}. {after}"))


@functools.lru_cache(maxsize=4096)
def starts_after_abbreviation(word: str) -> bool:
    """Whether Punkt takes a capitalised word after an abbreviation for the first of a new sentence."""
    return separates(_ABBREVIATION, word)
