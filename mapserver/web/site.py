"""The site: everything a request handler needs, made once by `create_app`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from flask import current_app, g

from mapserver.snapshot import Pins
from mapserver.translation import N_
from mapserver.web.assets import Assets
from mapserver.web.errors import NotReady
from mapserver.web.measure_pool import MeasurePool
from mapserver.web.pace import Pace
from mapserver.web.raster_pool import RasterPool
from mapserver.web.report_pool import ReportPool
from mapserver.web.settings import Settings
from mapserver.web.shelf import Shelf

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

log = logging.getLogger(__name__)


class Source(Protocol):
    """Where the published snapshot comes from."""

    def current(self) -> Snapshot | None:
        """Return the published snapshot, None where nothing was published yet."""

    def edition(self, identifier: str) -> Snapshot | None:
        """Return a snapshot that is kept, None where there is none of that name."""


@dataclass(frozen=True)
class Site:
    """Settings, the source of snapshots, and what is kept in memory: pages, files, exports, scripts of map shells.

    `asides` are pages and exports that readers put together, as many as they like: they must not push out the others.
    `raster` draws pictures, `reports` are drawn beside them, `measuring` finds clusters. `pins` are
    the pages that stay as they are, None where nothing can be written; `pinning` is how often there may be a new one.
    """

    settings: Settings
    source: Source
    assets: Assets
    pages: Shelf
    files: Shelf
    exports: Shelf
    asides: Shelf
    raster: RasterPool
    reports: ReportPool
    measuring: MeasurePool
    shells: Shelf
    pins: Pins | None
    pinning: Pace


def current_site() -> Site:
    """Return the site of the running application."""
    return cast("Site", current_app.extensions["mapserver"])


def published() -> Snapshot:
    """Return the published snapshot, the same one throughout a request; NotReady where there is none."""
    if "snapshot" not in g:
        g.snapshot = open_snapshot(current_site())
    return cast("Snapshot", g.snapshot)


def open_snapshot(site: Site) -> Snapshot:
    """Open what the pointer names; NotReady with the reason where that fails."""
    try:
        snapshot = site.source.current()
    except Exception as error:  # whatever is wrong there, the reader gets a sentence, the log the rest
        log.exception("the published snapshot cannot be opened")
        raise NotReady(N_("The published snapshot cannot be opened.")) from error
    if snapshot is None:
        raise NotReady(N_("Nothing has been published yet."))
    return snapshot
