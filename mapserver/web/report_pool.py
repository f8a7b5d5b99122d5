"""Reports in a process of their own: one has many pages, and neither pictures nor other readers must wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.exports.compared_report import report_pdf
from mapserver.web.worker_pool import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Sequence

BUSY = "A report is being drawn for somebody else. Ask again in a moment."


class ReportPool(WorkerPool):
    """A process that draws reports; it starts with the first. Whoever waits for one holds a thread of the server, so
    that there is one at a time and none waits."""

    def __init__(self, processes: int) -> None:
        """Draw one report at once where there are any `processes`; without, whoever asks draws."""
        super().__init__(min(processes, 1), 0, BUSY)

    def pdf(self, pages: Sequence[str], title: str) -> bytes:
        """Return pages of SVG as one PDF; Busy where another one is being drawn, and where it takes too long."""
        return self.run(report_pdf, pages, title)
