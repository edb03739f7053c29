"""The notebooks run, offline, and show what is committed with them."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"


def shown(notebook: Any) -> list[list[str]]:
    """What the code cells put out as text (the pictures hold probabilities, which processors round each their way)."""
    return [
        [output["data"]["text/plain"] if "data" in output else output["text"] for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_notebook_shows_what_is_committed(path: Path) -> None:
    committed = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    NotebookClient(fresh, timeout=120, resources={"metadata": {"path": FOLDER}}).execute()
    assert shown(fresh) == shown(committed)
    assert all(shown(committed))
    assert any(
        "text/html" in output.get("data", {})
        for cell in committed.cells
        for output in cell.get("outputs", [])
    )


def test_there_is_a_quickstart() -> None:
    assert (FOLDER / "01_quickstart.ipynb").exists()
