"""Where the package's data lie: lexicons, schemas and models; the only module that knows paths.

In a wheel ``lexicons/`` and ``schemas/`` stand in ``attrib/_data``; in a checkout (editable install) they
stand beside the package.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_DATA = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def lexicon_folder() -> Path:
    """Folder of all lexicons."""
    return _DATA / "lexicons"


def lexicon_path(name: str) -> Path:
    """Path of the lexicon ``name`` (without ``.json``)."""
    return lexicon_folder() / f"{name}.json"


def schema_path(name: str) -> Path:
    """Path of the JSON Schema ``name``, e.g. ``report-1.0.0``."""
    return _DATA / "schemas" / f"{name}.json"


def model_path(*parts: str) -> Path:
    """Path of a file among the shipped models, e.g. ``model_path("hedge", "weights.json")``."""
    return _PACKAGE.joinpath("models", *parts)


def asset_path(name: str) -> Path:
    """Path of a style sheet or script of the pages for people."""
    return _PACKAGE / "report" / "assets" / name


def read_json(path: Path) -> Any:
    """The value in a JSON file of the package."""
    return json.loads(path.read_text(encoding="utf-8"))


@functools.cache
def digest(path: Path) -> str:
    """``sha256:…`` of a file, or of all files in a folder, in order of their relative paths."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    total = hashlib.sha256()
    for file in files:
        if path.is_dir():
            total.update(file.relative_to(path).as_posix().encode() + b"\0")
        total.update(file.read_bytes())
    return f"sha256:{total.hexdigest()}"
