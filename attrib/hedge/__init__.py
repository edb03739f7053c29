"""How surely each claim is made: ``grade`` turns attributions into ``Hedging`` records, one for each.

``probe`` is what extraction listens with to give hints for it.
"""

from attrib.hedge.grading import grade
from attrib.hedge.hints import probe

__all__ = ["grade", "probe"]
