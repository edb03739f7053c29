"""How surely each claim is made: ``grade`` turns attributions into ``Hedging`` records, one for each."""

from attrib.hedge.grading import grade

__all__ = ["grade"]
