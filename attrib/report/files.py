"""Files of JSON: a path goes in, its values come out with their places, those of reports checked."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from attrib import schema
from attrib.errors import AttribError, json_fault, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Told of what is no report, after what is wrong with it.
_REMEDY = "expected reports that `attrib analyse` or `attrib batch` wrote"


def json_values(path: str | Path) -> Iterator[tuple[str, Any]]:
    """The values of a file that holds one JSON value, or one a line.

    Args:
        path: The file, UTF-8.

    Yields:
        The place, ``file`` or ``file:line``, and the value there.

    Raises:
        AttribError: The file cannot be read, or a line of it is not JSON.
    """
    try:
        with Path(path).open("rb") as file:
            yield from _values(file, name=str(path))
    except OSError as fault:
        raise unreadable(path, fault) from fault


def _values(file: BinaryIO, *, name: str) -> Iterator[tuple[str, Any]]:
    found = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            value = _parse(line)
        except (ValueError, RecursionError) as fault:
            # Where not even the first line is a value, the file may be one that runs over many.
            rest = b"" if found else file.read()
            with suppress(ValueError, RecursionError):
                if rest.strip():
                    yield name, _parse(line + rest)
                    return
            raise AttribError(
                f"{name}:{number}: expected one JSON object a line: {json_fault(fault)}"
            ) from fault
        found = True
        yield f"{name}:{number}", value


def checked(path: str | Path) -> Iterator[tuple[str, dict[str, Any] | AttribError]]:
    """The values of a file of reports, each checked.

    Args:
        path: A file of one report, or one a line.

    Yields:
        The place, and the report there, or what is wrong with what stands there.

    Raises:
        AttribError: The file cannot be read, or a line of it is not JSON.
    """
    place = ""
    try:
        for place, value in json_values(path):
            try:
                schema.validate(value)
            except AttribError as fault:
                yield place, AttribError(f"{place}: {fault}; {_REMEDY}")
            else:
                yield place, value
    except AttribError as fault:
        if fault.exit_code != 1:
            raise
        raise AttribError(f"{fault}; {_REMEDY}") from fault
    if not place:
        yield str(path), AttribError(f"{path}: holds nothing; {_REMEDY}")


def stored_reports(path: str | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Like :func:`checked`, but what is no report is raised."""
    for place, found in checked(path):
        if isinstance(found, AttribError):
            raise found
        yield place, found


def _parse(data: bytes) -> Any:
    return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
