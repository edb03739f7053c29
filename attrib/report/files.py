"""Files of JSON: a path goes in, its values come out with their places, or what is wrong with its reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib import schema
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        data = Path(path).read_bytes()
    except OSError as fault:
        raise AttribError(f"{path}: cannot be read: {fault.strerror}", exit_code=2) from fault
    lines = [(number, line) for number, line in enumerate(data.splitlines(), start=1) if line.strip()]
    if len(lines) > 1:
        try:
            yield str(path), _parse(data)
        except (ValueError, RecursionError):
            pass  # then it is one value a line
        else:
            return
    for number, line in lines:
        try:
            value = _parse(line)
        except (ValueError, RecursionError) as fault:
            raise AttribError(f"{path}:{number}: expected one JSON object a line: {fault}") from fault
        yield f"{path}:{number}", value


def faults(path: Path) -> Iterator[str]:
    """What is wrong with a file of reports: one line for each report that is not valid, its place first."""
    for place, value in json_values(path):
        try:
            schema.validate(value)
        except AttribError as fault:
            yield f"{place}: {fault}"


def _parse(data: bytes) -> Any:
    return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
