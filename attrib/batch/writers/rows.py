"""A report as a row of a table: some columns to find it by, and the report itself as JSON."""

from __future__ import annotations

import json

#: Columns and their types, as SQLite names them, in order.
COLUMNS = {
    "doc_id": "TEXT",
    "title": "TEXT",
    "published": "TEXT",
    "outlet": "TEXT",
    "url": "TEXT",
    "language": "TEXT",
    "text_sha256": "TEXT",
    "attributions": "INTEGER",
    "sources": "INTEGER",
    "report": "TEXT",
}


def row(report: str) -> dict[str, str | int | None]:
    """The row of a report.

    Args:
        report: The report as JSON.

    Returns:
        A value for each column; ``attributions`` and ``sources`` are their numbers.
    """
    parsed = json.loads(report)
    meta = parsed["meta"]
    return {
        "doc_id": parsed["doc_id"],
        **{key: meta[key] for key in ("title", "published", "outlet", "url", "language")},
        "text_sha256": parsed["text_sha256"],
        "attributions": len(parsed["attributions"]),
        "sources": len(parsed["sources"]),
        "report": report,
    }
