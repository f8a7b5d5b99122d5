"""Lines and runs, derived series, partitions, classification, layers and gaps. Knows the model, no file and no page."""

from mapserver.statistics.classification import SCHEMES, class_breaks, classify, round_breaks
from mapserver.statistics.derived import completed, derive, effective_breaks
from mapserver.statistics.gaps import Gap, SegmentGap, gap, segment_gaps
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.jumps import Jump, jumps
from mapserver.statistics.layers import build_layer
from mapserver.statistics.money import quoted_editions
from mapserver.statistics.notes import calculation_of
from mapserver.statistics.partition import PartitionPeriod, partition
from mapserver.statistics.run_ends import SharedEnd, run_ends
from mapserver.statistics.runs import KINDS, Seam, number_runs, seams
from mapserver.statistics.values import values_document

__all__ = [
    "KINDS",
    "SCHEMES",
    "Gap",
    "Jump",
    "ObservationIndex",
    "PartitionPeriod",
    "Seam",
    "SegmentGap",
    "SharedEnd",
    "build_layer",
    "calculation_of",
    "class_breaks",
    "classify",
    "completed",
    "derive",
    "effective_breaks",
    "gap",
    "jumps",
    "number_runs",
    "partition",
    "quoted_editions",
    "round_breaks",
    "run_ends",
    "seams",
    "segment_gaps",
    "values_document",
]
