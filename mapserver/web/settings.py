"""Settings of the web application: one frozen table with defaults. Knows no environment and no file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mapserver.maps.basemap import Basemap
from mapserver.paths import static_folder

#: Host names that are answered unless the operator names others: this machine only.
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """What an operator may set.

    `trusted_hosts` are host names without port; a leading dot stands for all subdomains, ``*`` for any name. `address`
    is how the site is reached from outside (``https://maps.example.org``); without it each request says so, and an
    empty one stands for files that are made without a server. Ages are seconds, caches bytes. `basemap` is what a map
    in Mercator offers as a background; None offers nothing. `picture_processes` draw pictures, so many more may
    wait; without any, the process that answers draws. `measuring_processes` find clusters in the same way. `most_pins`
    embeds may be pinned, each about 130 kB on disk; each process pins `pins_a_minute`.
    """

    trusted_hosts: tuple[str, ...] = LOCAL_HOSTS
    address: str | None = None
    state: Path | None = None
    static: Path = field(default_factory=static_folder)
    basemap: Basemap | None = field(default_factory=Basemap)
    title: str = "Borders in figures"
    page_max_age: int = 60
    immutable_max_age: int = 31_536_000
    page_cache_bytes: int = 64 * 2**20
    file_cache_bytes: int = 64 * 2**20
    export_cache_bytes: int = 64 * 2**20
    aside_cache_bytes: int = 16 * 2**20
    picture_processes: int = 1
    measuring_processes: int = 1
    pictures_waiting: int = 8
    most_pins: int = 20_000
    pins_a_minute: int = 60
