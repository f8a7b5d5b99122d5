"""Measuring of clusters in a process of its own: what does it takes a second to import, and then 30 ms a map.

A build does not do it: all maps of all years would take it minutes, those of the default years ten seconds, and after
one changed file it would be too late. What was measured is kept with the layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.statistics.autocorrelation import Measured, load, measure
from mapserver.web.worker_pool import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Sequence

BUSY = "More maps of clusters are asked for than can be worked out. Ask again in a moment."


class MeasurePool(WorkerPool):
    """Processes that measure; the first starts with the first map of clusters."""

    def __init__(self, processes: int, waiting: int) -> None:
        """Measure `processes` maps at once and let `waiting` more wait; without any, whoever asks measures."""
        super().__init__(processes, waiting, BUSY)

    def get_ready(self) -> None:
        """Have what measures imported, before the first reader would wait for it; this returns at once."""
        self.warm(load)

    def measure(
        self, values: Sequence[float], pairs: Sequence[tuple[int, int]], home: Sequence[tuple[int, int]]
    ) -> Measured:
        """Do as `autocorrelation.measure`; Busy where all places are taken."""
        return self.run(measure, values, pairs, home)
