"""brat: a folder of texts with their standoff annotation goes in, gold documents come out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError, unreadable
from attrib.report.export.brat import DOCUMENTS
from attrib.report.export.standoff import PARTS, Bond, Mark, Standoff
from attrib.scoring.corrections.gold import check_label, gold_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RELATION = re.compile(r"(\S+) Arg1:(\S+) Arg2:(\S+)")
_ATTRIBUTE = re.compile(r"(\S+) (\S+)(?: (\S+))?")
#: Annotations that the configuration does not offer: events, equivalences, normalisations.
_OTHERS = ("E", "*", "N")


def documents(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The gold documents of a folder, in order of their names.

    Args:
        folder: Has a ``.txt`` beside each ``.ann``, and ``documents.json`` where attrib has written it; the
            names stand for the ids where it has none.

    Raises:
        AttribError: There are no annotations, or a file cannot be read or understood.
    """
    names = _json(folder / DOCUMENTS) if (folder / DOCUMENTS).exists() else {}
    paths = sorted(folder.glob("*.ann"))
    if not paths:
        raise AttribError(f"{folder}: no .ann files of brat in it", exit_code=2)
    for path in paths:
        text = _read(path.with_suffix(".txt"))
        document = _standoff(path, text, doc_id=names.get(path.stem, path.stem))
        yield str(path), gold_of(document, place=str(path))


def _json(path: Path) -> dict[str, str]:
    try:
        value = json.loads(_read(path))
    except ValueError as error:
        raise AttribError(f"{path}: expected JSON: {error}") from error
    if not isinstance(value, dict):
        raise AttribError(f"{path}: expected an object of names and ids")
    return value


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise AttribError(f"{path}: is not UTF-8", exit_code=2) from error


def _standoff(path: Path, text: str, *, doc_id: str) -> Standoff:
    places: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    labels: dict[str, dict[str, str]] = {}
    notes: dict[str, str] = {}
    bonds = []
    listed = [line.rstrip("\r") for line in _read(path).split("\n")]
    # Attributes may stand before what they are of.
    numbered = sorted(enumerate(listed, start=1), key=lambda item: not item[1].startswith("T"))
    for number, line in numbered:
        if not line.strip():
            continue
        where = f"{path}:{number}"
        key, _, rest = line.partition("\t")
        data, _, tail = rest.partition("\t")
        if key.startswith("T"):
            places[key] = _place(data, len(text), where)
        elif key.startswith(("A", "M")):
            target, name, value = _attribute(data, places, where)
            labels.setdefault(target, {})[name] = value
        elif key.startswith("#"):
            kind, _, target = data.partition(" ")
            if kind == "AnnotatorNotes" and places.get(target, ("",))[0] == "Source":
                notes[target] = tail
        elif key.startswith("R"):
            match = _RELATION.fullmatch(data.strip())
            if match is None:
                raise AttribError(f"{where}: expected 'NAME Arg1:T1 Arg2:T2', got {data!r}")
            bonds.append(Bond(*match.groups()))
        else:
            what = "not used here" if key.startswith(_OTHERS) else "not brat's"
            raise AttribError(f"{where}: {key!r}: annotations of this kind are {what}")
    marks = tuple(
        Mark(key, part, spans, labels.get(key, {}), notes.get(key))  # type: ignore[arg-type]
        for key, (part, spans) in places.items()
    )
    return Standoff(doc_id, text, marks, tuple(bonds))


def _place(data: str, size: int, where: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    part, _, given = data.partition(" ")
    if part not in PARTS:
        raise AttribError(f"{where}: expected one of {', '.join(PARTS)}, got {part!r}")
    spans = []
    for piece in given.split(";"):
        numbers = piece.split()
        if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):
            raise AttribError(f"{where}: expected offsets like '0 5;9 12', got {given!r}")
        start, end = map(int, numbers)
        if not start < end <= size:
            raise AttribError(f"{where}: {start} {end}: no span of the text of {size} characters")
        spans.append((start, end))
    return part, tuple(spans)


def _attribute(data: str, places: dict[str, Any], where: str) -> tuple[str, str, str]:
    match = _ATTRIBUTE.fullmatch(data.strip())
    if match is None or match[2] not in places:
        raise AttribError(f"{where}: expected 'NAME T1 VALUE', got {data!r}")
    name, target = match[1], match[2]
    value = match[3] or "yes"
    if fault := check_label(places[target][0], name, value):
        raise AttribError(f"{where}: {fault}")
    return target, name, value
