"""Imports go down only, and heavy libraries wait until they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "attrib"

#: From the ground up. Modules of one layer never import each other, except that what stands in a folder
#: imports within the folder.
LAYERS = (
    {"errors", "version"},
    {"records"},
    {"resources", "processes"},
    {"lexicons", "schema"},
    {"read", "segment", "extract", "sources", "hedge"},
    {"audit"},
    {"report"},
    {"pipeline"},
    {"scoring"},
    {"train", "batch", "serve"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
#: Training encodes text with the stages' own code; what stands below it is open to it like to the pipeline.
HEAVY = {
    "nltk",
    "sklearn",
    "onnxruntime",
    "tokenizers",
    "jsonschema",
    "numpy",
    "torch",
    "onnx",
    "tqdm",
    "pyarrow",
    "pyspark",
}
#: Where a library may be imported at all.
DOORS = {
    "nltk": {"segment", "train"},
    "sklearn": {"train"},
    "onnxruntime": {"extract"},
    "jsonschema": {"schema"},
    "torch": {"train"},
    "onnx": {"train"},
    "click": {"cli", "__main__"},
    "pyspark": {"batch"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The room of a module: the folder or file directly under ``attrib/``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "attrib":
                yield from (f"attrib.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


def at_import(tree: ast.Module) -> Iterator[str]:
    """Modules imported when a module is, those for type checking apart."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported(ast.Module([node], []))


def test_every_part_has_a_layer() -> None:
    assert {part(path) for path in modules()} == set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path: Path) -> None:
    here = part(path)
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        if name == "attrib" or name.startswith("attrib."):
            there = name.split(".")[1] if "." in name else "__init__"
            if there == here:
                continue
            assert LEVEL[there] < LEVEL[here], f"{here} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_libraries_have_one_door(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name in imported(tree):
        top = name.split(".")[0]
        assert part(path) in DOORS.get(top, {part(path)}), f"{part(path)} imports {name}"
    if part(path) != "train":
        assert not {name.split(".")[0] for name in at_import(tree)} & HEAVY


def test_importing_attrib_loads_nothing_heavy() -> None:
    code = f"import sys, attrib, attrib.cli; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
