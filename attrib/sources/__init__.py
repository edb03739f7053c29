"""Sources: attributions of an article go in, the entities they come from and the links to them come out."""

from attrib.sources.circumstances import circumstances
from attrib.sources.resolve import resolve
from attrib.sources.trace import trace

__all__ = ["circumstances", "resolve", "trace"]
