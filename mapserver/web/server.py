"""The server process: granian in front of the WSGI application. The only module that knows how the site is run."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces

from mapserver.maps.basemap import Basemap
from mapserver.snapshot import Published, Store
from mapserver.web.app import create_app
from mapserver.web.settings import LOCAL_HOSTS, Settings
from mapserver.web.warming import warm

if TYPE_CHECKING:
    from flask import Flask


#: Threads of a process: pages are worked out in Python, one at a time, so that more would only wait.
THREADS = 2
#: How the state folder and the host names reach the worker processes.
STATE = "MAPSERVER_STATE"
HOSTS = "MAPSERVER_TRUSTED_HOSTS"
#: And the background of maps in Mercator, as JSON.
BASEMAP = "MAPSERVER_BASEMAP"
#: And how the site is reached from outside.
ADDRESS = "MAPSERVER_ADDRESS"


def run(
    state: Path,
    host: str,
    port: int,
    workers: int,
    trusted: tuple[str, ...] = (),
    basemap: Basemap | None = None,
    address: str = "",
) -> None:
    """Serve the published snapshot of `state` until a signal ends it; requests that are running end first.

    `trusted` are the host names that are answered besides this machine's own, `basemap` is offered in Mercator.
    `address` is how the site is reached from outside, empty where each request says so.
    """
    os.environ[STATE] = str(state)
    os.environ[HOSTS] = " ".join((*LOCAL_HOSTS, host, *trusted))
    os.environ[BASEMAP] = json.dumps(basemap and asdict(basemap))
    os.environ[ADDRESS] = address
    Granian(
        "mapserver.web.server:load",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        factory=True,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
    ).serve()


def load() -> Flask:
    """Make the application in a worker process, from the environment that `run` set."""
    state = Path(os.environ[STATE])
    hosts = tuple(dict.fromkeys(os.environ[HOSTS].split()))
    offered = json.loads(os.environ[BASEMAP])
    settings = Settings(
        state=state,
        trusted_hosts=hosts,
        basemap=offered and Basemap(**offered),
        address=os.environ.get(ADDRESS) or None,
    )
    app = create_app(settings, Published(Store(state)))
    app.extensions["mapserver"].measuring.get_ready()
    warm(app)
    return app
