"""How well articles are read from real news pages: word F1 of their text, and the roles of their lines.

Run with ``python benchmarks/pages.py FOLDER``. The folder holds ``index.jsonl`` (``id``, ``gold_kind``,
``gold_text``) and ``html/ID.html.gz``; the pages belong to their publishers and are no part of this project.
Word F1 is the mean over pages of the F1 of the bags of words in standfirst, heading and body against the text
that a person marked. Rules were made on one half of the pages, told by their ids; both halves are printed.
Roles are compared with ``tests/quality/page_roles.json``, labelled by hand.
"""

import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from attrib import Document
from attrib.errors import AttribError
from attrib.read import read_document

LABELS = Path(__file__).parent.parent / "tests" / "quality" / "page_roles.json"
TEXT_ROLES = ("standfirst", "heading", "body")
WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    """The bag of words of a text, case and punctuation left out."""
    return Counter(WORD.findall(text.casefold()))


def scores(found: str, gold: str) -> tuple[float, float, float]:
    """F1, precision and recall of the words found."""
    ours, theirs = words(found), words(gold)
    common = (ours & theirs).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / ours.total(), common / theirs.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def lines(document: Document) -> list[tuple[str, str]]:
    """Each line of a document with its role."""
    return [(document.text[slice(*block.span)], block.role) for block in document.blocks]


def half(page: str) -> str:
    """Which half of the pages an id belongs to."""
    return "held out" if int(hashlib.sha256(page.encode()).hexdigest(), 16) % 2 else "developed on"


def report_text(rows: list[dict[str, Any]], documents: dict[str, Document]) -> None:
    """Print word F1 of the pages that a person marked."""
    marked = [row for row in rows if row["gold_kind"].startswith("manual") and row["id"] in documents]
    for name in ("developed on", "held out", "all"):
        found = []
        for row in marked:
            if name in ("all", half(row["id"])):
                kept = [text for text, role in lines(documents[row["id"]]) if role in TEXT_ROLES]
                found.append(scores("\n".join(kept), row["gold_text"]))
        f1, precision, recall = (100 * statistics.fmean(column) for column in zip(*found, strict=True))
        low = sum(score[0] < 0.8 for score in found)
        print(
            f"text, {name:12} {len(found):3} pages: word F1 {f1:.1f}, precision {precision:.1f},"
            f" recall {recall:.1f}; {low} pages under 80"
        )


def report_roles(documents: dict[str, Document]) -> None:
    """Print the share of hand-labelled lines whose role is right; a line no longer read is not counted."""
    pages = json.loads(LABELS.read_text(encoding="utf-8"))["pages"]
    for part in ("tuned", "reported"):
        right = total = unread = 0
        wrong: Counter[str] = Counter()
        for page, labels in pages.items():
            if labels["part"] != part:
                continue
            wanted = labels["lines"]
            read = [
                (hashlib.sha256(text.encode()).hexdigest()[:16], role)
                for text, role in lines(documents[page])
            ]
            unread += len(wanted) - len(read)
            for (line, role), (found, ours) in zip(wanted, read, strict=False):
                if line != found:
                    sys.exit(f"{page}: other lines are read than were labelled; label it anew")
                total += 1
                right += role == ours
                wrong[f"{role} as {ours}"] += role != ours
        mistakes = ", ".join(f"{what} {count}" for what, count in wrong.most_common() if count)
        share = 100 * right / total
        print(f"roles, {part:8} {right} of {total} lines right: {share:.1f} % ({mistakes}); {unread} unread")


def main() -> None:
    """Read the pages, measure and print."""
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/pages.py FOLDER")
    folder = Path(sys.argv[1])
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = {}
    started = time.process_time()
    for row in rows:
        try:
            documents[row["id"]] = read_document(folder / "html" / f"{row['id']}.html.gz")
        except AttribError as error:
            print(error)
    seconds = time.process_time() - started
    print(f"{len(documents)} of {len(rows)} pages read, {1000 * seconds / len(rows):.0f} ms of CPU a page")
    report_text(rows, documents)
    report_roles(documents)


if __name__ == "__main__":
    main()
