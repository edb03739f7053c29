"""The worker's side: a process that loads the models once, then answers one article at a time.

Over standard input come lines of JSON, over standard output go others: first ``{"ready": true}`` or what is
wrong with the models, then for each article ``{"body": …}``, a page or a report, or ``{"error": …}``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError
from attrib.processes import limit_memory
from attrib.serve.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.pipeline import Analyser

#: An analysis that the server has given up, or whose server is gone, ends these seconds later by itself.
_GRACE = 10


def main() -> None:
    """Serve the server until it hangs up: options come as JSON in the only argument."""
    options = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever a library prints must not land among the answers.
    os.dup2(2, 1)
    limit_memory(options["memory"])

    def answer(value: dict[str, Any]) -> None:
        # ASCII: a line of JSON has no other line break in it.
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    from attrib.pipeline import Analyser

    try:
        analyser = Analyser(model=options["model"])
    except AttribError as error:
        answer({"broken": str(error), "exit_code": error.exit_code})
        return
    answer({"ready": True})
    _serve(analyser, answer, seconds=int(options["timeout"]) + _GRACE)


def _serve(analyser: Analyser, answer: Callable[[dict[str, Any]], None], *, seconds: int) -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        signal.alarm(seconds)
        try:
            answer({"body": _body(analyser, request)})
        except AttribError as error:
            answer({"error": str(error)})
        except MemoryError:
            answer({"error": "the article needs more memory than an analysis may take"})
        signal.alarm(0)


def _body(analyser: Analyser, request: dict[str, Any]) -> str:
    analysis = analyser.analyse(Article.from_json(request["article"]).document())
    if request["as"] == "report":
        return analysis.to_json(indent=None)
    from attrib.report import page

    return page(analysis.report)


if __name__ == "__main__":
    main()
