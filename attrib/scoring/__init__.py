"""Scoring: gold and predictions in, scores out.

``evaluate`` reads a file of gold and scores reports of its texts; ``score`` compares what is in memory.
"""

from attrib.scoring.evaluation import evaluate
from attrib.scoring.files import read_gold
from attrib.scoring.scores import Scores, score

__all__ = ["Scores", "evaluate", "read_gold", "score"]
