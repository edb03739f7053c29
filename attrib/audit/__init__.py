"""The audit: a report goes in, its metrics and findings come out; many reports, the figures of a corpus."""

from attrib.audit.corpus import YARDSTICKS, summarise
from attrib.audit.metrics import measure
from attrib.audit.rules import RULES, find, select

__all__ = ["RULES", "YARDSTICKS", "find", "measure", "select", "summarise"]
