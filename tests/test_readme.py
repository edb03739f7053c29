"""What the README shows is what happens."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import attrib
from attrib.cli import cli
from attrib.schema import GAP

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)\n```", README, re.DOTALL)
    assert found is not None
    return found[1]


def rounded(value: Any) -> Any:
    """Without what processors round each their way."""
    if isinstance(value, float):
        return round(value, 1)
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list) else value


def test_the_shown_attribution_is_in_the_report() -> None:
    arguments = block("first").splitlines()[-1].removeprefix(".venv/bin/attrib ").split()
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *arguments], cwd=ROOT, capture_output=True, check=True
    )
    found = json.loads(done.stdout)["attributions"]
    assert rounded(json.loads(block("output"))) in [rounded(attribution) for attribution in found]


def test_the_python_example(capsys: pytest.CaptureFixture[str]) -> None:
    found = re.search(r"```python\n(.*?)\n```", README, re.DOTALL)
    assert found is not None
    exec(found[1], {})  # noqa: S102 - the README's own example
    expected = [line.removeprefix("# ") for line in found[1].splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == expected


EXAMPLES = [
    line.split(" | ")[1].rstrip(" |")
    for line in README.splitlines()
    if line.startswith("| ") and "**" in line
]


@pytest.mark.parametrize("example", EXAMPLES[1:])
def test_what_it_finds(example: str) -> None:
    cue = re.findall(r"\*\*(.+?)\*\*", example)
    content = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", example)
    found = attrib.analyse(example.replace("*", "")).attributions
    assert cue
    assert ([*cue], GAP.join(content)) in [
        ([entry["cue"]["text"]], entry["content"]["text"]) for entry in found if entry["cue"]
    ]


def test_the_table_of_examples_is_read() -> None:
    assert EXAMPLES[0] == "example: **cue**, *content*"
    assert len(EXAMPLES) > 10


def test_links_lead_somewhere() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "lexicons" / "README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_command_is_in_the_readme() -> None:
    for name in cli.commands:
        assert f"attrib {name}" in README.replace("attrib\n", "attrib "), name
