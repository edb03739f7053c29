"""Who says what in news: attributions, their sources, and how hedged each claim is.

>>> import attrib
>>> analysis = attrib.analyse("The harbour will stay shut, the minister said.")
>>> analysis.attributions[0]["source"]["text"]
'the minister'
"""

from attrib.errors import AttribError
from attrib.pipeline import Analyser, Analysis, analyse
from attrib.read import read_document
from attrib.records import Document
from attrib.schema import validate
from attrib.scoring import evaluate
from attrib.version import VERSION

__version__ = VERSION

__all__ = [
    "Analyser",
    "Analysis",
    "AttribError",
    "Document",
    "__version__",
    "analyse",
    "evaluate",
    "read_document",
    "validate",
]
