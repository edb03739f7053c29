"""The word lists in ``lexicons/``, read once, and the one canonical form of their files.

In goes a lexicon's name, out come its entries. How to add an entry is told in ``lexicons/README.md``.
"""

from __future__ import annotations

import functools
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrib import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

#: For each lexicon the fields that identify an entry; files are sorted by them.
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "abbreviations": ("text", "class"),
        "cues": ("lemma", "pos"),
        "documents": ("noun",),
        "furniture": ("text",),
        "heads": ("noun",),
        "hedges": ("text",),
        "judgements": ("text",),
        "loaded": ("text",),
        "modifiers": ("text",),
        "offices": ("text", "place"),
        "organisations": ("text", "match"),
        "roles": ("noun",),
        "titles": ("text",),
    }
)


@functools.cache
def entries(name: str) -> tuple[Mapping[str, Any], ...]:
    """Entries of the lexicon ``name``, in file order; their fields are in its schema in ``schemas/``.

    Args:
        name: One of ``cues``, ``titles``, ``roles``, ``heads``, ``organisations``, ``documents``,
            ``abbreviations``, ``modifiers``, ``furniture``, ``hedges``, ``judgements``, ``loaded``,
            ``offices``.
    """
    data = resources.read_json(resources.lexicon_path(name))
    return tuple(MappingProxyType(entry) for entry in data["entries"])


def canonical(lexicon: Mapping[str, Any]) -> str:
    """The text of a lexicon file in its one form: entries sorted by their key, one a line.

    Args:
        lexicon: The value of a lexicon file; ``name`` says which keys it is sorted by.
    """
    keys = KEYS[lexicon["name"]]

    def order(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(str(entry[key]).casefold(), str(entry[key])) for key in keys]

    head = [
        f"  {json.dumps(field)}: {json.dumps(value, ensure_ascii=False)},"
        for field, value in lexicon.items()
        if field != "entries"
    ]
    rows = [json.dumps(entry, ensure_ascii=False) for entry in sorted(lexicon["entries"], key=order)]
    body = ",\n".join(f"    {row}" for row in rows)
    return "\n".join(["{", *head, '  "entries": [', body, "  ]", "}", ""])


def restore() -> None:
    """Rewrite every lexicon file in canonical form."""
    for name in KEYS:
        path = resources.lexicon_path(name)
        path.write_text(canonical(resources.read_json(path)), encoding="utf-8", newline="\n")
