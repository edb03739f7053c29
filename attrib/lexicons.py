"""The word lists in ``lexicons/``, read once."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrib import resources

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def entries(name: str) -> tuple[Mapping[str, Any], ...]:
    """Entries of the lexicon ``name``, in file order; their fields are in its schema in ``schemas/``.

    Args:
        name: One of ``cues``, ``titles``, ``roles``, ``organisations``, ``documents``, ``abbreviations``,
            ``modifiers``, ``furniture``.
    """
    data = resources.read_json(resources.lexicon_path(name))
    return tuple(MappingProxyType(entry) for entry in data["entries"])
