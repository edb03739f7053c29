"""Reports to export: paths of JSON and JSON lines go in, checked reports come out, one at a time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from attrib.report.files import stored_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attrib.report.export.tables import Report

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_reports(paths: Iterable[Path]) -> Iterator[Report]:
    """Read reports for export.

    Args:
        paths: Files that hold one report, or one a line.

    Yields:
        Each report. Lone surrogates, which no other format can hold, have become U+FFFD.

    Raises:
        AttribError: A file cannot be read, or a value in it is not a valid report.
    """
    for path in paths:
        for _, report in stored_reports(path):
            yield _encodable(report)


def _encodable(report: Report) -> Report:
    written = json.dumps(report, ensure_ascii=False)
    mended = _SURROGATE.sub("\ufffd", written)
    if mended == written:
        return report
    clean: Report = json.loads(mended)
    return clean
