"""Scoring: gold and predictions in, scores out.

``score`` compares what is in memory.
"""

from attrib.scoring.scores import Scores, score

__all__ = ["Scores", "score"]
