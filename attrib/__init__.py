"""Who says what in news: attributions, their sources, and how hedged each claim is.

>>> import attrib
>>> analysis = attrib.analyse("The harbour will stay shut, the minister said.")
>>> analysis.attributions[0]["source"]["text"]
'the minister'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrib.version import VERSION

if TYPE_CHECKING:
    from attrib.batch.table import analyse_batch
    from attrib.errors import AttribError
    from attrib.pipeline import Analyser, Analysis, analyse
    from attrib.read import read_document
    from attrib.records import Document
    from attrib.schema import validate
    from attrib.scoring import evaluate

__version__ = VERSION
__all__ = [
    "Analyser",
    "Analysis",
    "AttribError",
    "Document",
    "__version__",
    "analyse",
    "analyse_batch",
    "evaluate",
    "read_document",
    "validate",
]

#: Where the public names live. They are imported when first asked for: ``attrib --help`` needs none of them.
_HOMES = {
    "Analyser": "attrib.pipeline",
    "Analysis": "attrib.pipeline",
    "AttribError": "attrib.errors",
    "Document": "attrib.records",
    "analyse": "attrib.pipeline",
    "analyse_batch": "attrib.batch.table",
    "evaluate": "attrib.scoring",
    "read_document": "attrib.read",
    "validate": "attrib.schema",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'attrib' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
