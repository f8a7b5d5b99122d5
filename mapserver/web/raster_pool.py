"""Drawing of pictures in processes of their own: a conversion holds its process for half a second, pages must not wait.

So many are drawn at once and so many wait; whoever comes then is told to come again.
"""

from __future__ import annotations

import logging
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from mapserver.exports.raster import pdf, png
from mapserver.web.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

#: A picture that takes longer than this, in seconds, is given up.
LONGEST = 20.0
BUSY = "More pictures are asked for than can be drawn. Ask again in a moment."


class RasterPool:
    """Processes that draw; the first starts with the first picture."""

    def __init__(self, processes: int, waiting: int) -> None:
        """Draw `processes` pictures at once and let `waiting` more wait; without any, whoever asks draws."""
        self._processes = processes
        self._places = BoundedSemaphore(processes + waiting)
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def png(self, svg: str, scale: float) -> bytes:
        """Return a PNG; Busy where all places are taken."""
        return self._run(png, svg, scale)

    def pdf(self, svg: str, scale: float) -> bytes:
        """Return a PDF; Busy where all places are taken."""
        return self._run(pdf, svg, scale)

    def _run(self, draw: Callable[[str, float], bytes], svg: str, scale: float) -> bytes:
        if not self._processes:
            return draw(svg, scale)
        if not self._places.acquire(blocking=False):
            raise Busy(BUSY)
        try:
            return self._started().submit(draw, svg, scale).result(LONGEST)
        except (BrokenProcessPool, TimeoutError) as error:
            log.exception("a picture could not be drawn")
            self._stop()
            raise Busy(BUSY) from error
        finally:
            self._places.release()

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # A process of ours has threads, which a fork would break.
                self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
            return self._pool

    def _stop(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
