"""Archives: many documents go in, a file of reports and a quarantine of failures come out."""

from attrib.batch.inputs import Inputs
from attrib.batch.state import Places
from attrib.batch.worker import Setup

__all__ = ["Inputs", "Places", "Setup"]
