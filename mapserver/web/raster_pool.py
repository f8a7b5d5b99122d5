"""Drawing of pictures in processes of their own: a conversion holds its process for half a second."""

from __future__ import annotations

from mapserver.exports.raster import pdf, png
from mapserver.web.worker_pool import WorkerPool

BUSY = "More pictures are asked for than can be drawn. Ask again in a moment."


class RasterPool(WorkerPool):
    """Processes that draw; the first starts with the first picture."""

    def __init__(self, processes: int, waiting: int) -> None:
        """Draw `processes` pictures at once and let `waiting` more wait; without any, whoever asks draws."""
        super().__init__(processes, waiting, BUSY)

    def png(self, svg: str, scale: float) -> bytes:
        """Return a PNG; Busy where all places are taken."""
        return self.run(png, svg, scale)

    def pdf(self, svg: str, scale: float) -> bytes:
        """Return a PDF; Busy where all places are taken."""
        return self.run(pdf, svg, scale)
