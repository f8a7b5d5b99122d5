"""`mapserver serve`: the published snapshot on a port."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import click

from mapserver.cli.build import run_build
from mapserver.cli.options import data_option, state_of, state_option

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapserver.maps.basemap import Basemap

TILES_HELP = (
    "Address of the tiles that a map in Mercator offers as a background, with {z}, {x} and {y}; nothing is asked of"
    " their host before the reader agrees. Empty: none is offered.  [default: OpenStreetMap]"
)

ADDRESS_HELP = (
    "How the site is reached from outside, as in https://maps.example.org: what stands in code for articles, feeds and"
    " citations, also behind a proxy that ends TLS.  [default: what each request says]"
)


@click.command()
@data_option
@state_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
@click.option("--trusted-host", "trusted", multiple=True, help="A host name to answer besides this machine's own.")
@click.option("--address", envvar="MAPSERVER_ADDRESS", default="", metavar="URL", help=ADDRESS_HELP)
@click.option("--basemap", "tiles", metavar="URL", help=TILES_HELP)
@click.option("--basemap-attribution", "attribution", metavar="TEXT", help="What its host wants to be written on it.")
@click.option("--basemap-link", "link", metavar="URL", help="Where the attribution leads.")
@click.option("--basemap-zoom", "deepest", type=click.IntRange(0, 24), help="Its largest zoom level.")
def serve(
    data: Path,
    state: Path | None,
    host: str,
    port: int,
    workers: int,
    trusted: tuple[str, ...],
    address: str,
    **basemap: str | int | None,
) -> None:
    """Serve the published snapshot; build it first if there is none.

    Example: mapserver serve --port 8080
    """
    from mapserver.web.server import run

    background = _basemap(basemap)
    outside = _outside(address)
    folder = state_of(data, state)
    missing = _unreadable(folder)
    if missing:
        click.echo(f"{missing}: building one.", err=True)
        run_build(data, folder, os.cpu_count() or 1, force=False)
    place = _free(host, port)
    click.echo(f"Serving on http://{host}:{port} (Ctrl+C stops)", err=True)
    names = (host, *trusted, *((outside.hostname,) if outside.hostname else ()))
    run(folder, place, port, workers, names, background, address.rstrip("/"))


def _outside(address: str) -> SplitResult:
    """Return the parts of the address from outside, whose host name is answered; say so where it is none."""
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise click.BadParameter(f"{address!r} is no address, as in https://maps.example.org", param_hint="--address")
    return parts


def _basemap(given: Mapping[str, str | int | None]) -> Basemap | None:
    """Return the background that is offered: OpenStreetMap's where nothing else is named, none for an empty address."""
    from mapserver.maps.basemap import Basemap

    if given["tiles"] == "":
        return None
    try:
        return Basemap(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--basemap") from error


def _free(host: str, port: int) -> str:
    """Return the IP address of a host on which a port can be had; say so where there is none."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Without this, a second server would share the port of the first without a word.
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror as error:
        raise click.BadParameter(f"{host} is no address of this machine", param_hint="--host") from error
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another --port"
        ) from error
    return str(place[0])


def _unreadable(state: Path) -> str:
    """Say why the published snapshot cannot be served; empty where it can."""
    from mapserver.snapshot import Published, Store, StoreError

    try:
        return "" if Published(Store(state)).current() else "No snapshot yet"
    except StoreError as error:
        return str(error)
