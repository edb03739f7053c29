"""The bar of a batch: on a terminal only, with rate, time left and failures."""

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

from test_batch import archive

HERE = Path(__file__).parent


def on_a_terminal(command: list[str | Path]) -> str:
    """What a command writes to a terminal as its standard error."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    written = b""
    while True:
        try:
            some = os.read(ours, 4096)
        except OSError:  # how Linux says that nobody writes any more
            some = b""
        if not some:
            break
        written += some
    os.close(ours)
    process.communicate()
    return written.decode()


def bar(source: Path) -> list[str | Path]:
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[2]); from attrib.batch import Inputs; "
        "from attrib.batch.progress import Progress\n"
        "with Progress(Inputs((sys.argv[1],))) as bar:\n"
        "    for number in range(40):\n"
        "        bar.step(failed=number == 3, resumed=number < 2); time.sleep(0.02)\n"
    )
    return [sys.executable, "-c", code, source, HERE]


def test_a_terminal_shows_rate_time_left_and_failures(tmp_path: Path) -> None:
    shown = on_a_terminal(bar(archive(tmp_path / "in.jsonl", 40)))
    assert "/40 [" in shown
    assert "documents/s" in shown
    assert "failed=1" in shown
    assert "<00:" in shown


def test_elsewhere_nothing_is_shown(tmp_path: Path) -> None:
    done = subprocess.run(bar(archive(tmp_path / "in.jsonl", 40)), capture_output=True, check=True)
    assert done.stderr == b""
