"""The optional background of a map in Web Mercator: whose pictures, and the question before they are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from mapserver.translation import tell

OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
PLACEHOLDERS = ("{z}", "{x}", "{y}")
#: What an origin may consist of: it stands in a content policy, where white space, commas and semicolons end it.
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.ASCII)
#: The style sheet of what is offered here.
BASEMAP_CSS = "/static/map/basemap.css"


@dataclass(frozen=True)
class Basemap:
    """Tiles of a street map in Web Mercator: `tiles` is their address with ``{z}``, ``{x}`` and ``{y}``.

    `attribution` is written on the map while it is shown and leads to `link`, `deepest` is the largest zoom level that
    the host has. ValueError for an address that is none, or whose host is not one fixed name.
    """

    tiles: str = OPENSTREETMAP
    attribution: str = "© OpenStreetMap contributors"
    link: str = "https://www.openstreetmap.org/copyright"
    deepest: int = 19

    def __post_init__(self) -> None:
        """Check the address."""
        missing = [part for part in PLACEHOLDERS if self.tiles.count(part) != 1]
        if missing:
            raise ValueError(f"{self.tiles}: write {', '.join(missing)} once, where the number of the tile stands")
        if not ORIGIN.fullmatch(self.origin):
            raise ValueError(f"{self.tiles}: write https:// and one host name, as in {OPENSTREETMAP}")
        if self.link and urlsplit(self.link).scheme not in ("http", "https"):
            raise ValueError(f"{self.link}: write a web address")

    @property
    def origin(self) -> str:
        """Return scheme, host and port, as a content policy names them."""
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @property
    def host(self) -> str:
        """Return the host as a reader knows it, with a port that is not the usual one."""
        return urlsplit(self.origin).netloc


def basemap_markup(basemap: Basemap, lang: str) -> str:
    """Return what the client shows of a background: button, question, attribution.

    A template: without a script there is no button.
    """
    attributes = {
        "class": "map-basemap",
        "data-tiles": basemap.tiles,
        "data-host": basemap.host,
        "data-deepest": str(basemap.deepest),
        "data-pale": tell(lang, "The background shows through: colours are paler on the map than in the legend."),
        "data-partial": tell(lang, "Not every picture of %(host)s could be had.", host=basemap.host),
        "data-silent": tell(lang, "%(host)s does not answer.", host=basemap.host),
    }
    written = " ".join(f'{name}="{escape(value, quote=True)}"' for name, value in attributes.items())
    question = tell(
        lang,
        "Show streets and places from %(host)s? Your browser will ask that host for pictures; it sees your address.",
        host=basemap.host,
    )
    named = escape(question).replace(escape(basemap.host), f"<strong>{escape(basemap.host)}</strong>", 1)
    background, remember = tell(lang, "Background map"), tell(lang, "Remember on this device")
    show, no = tell(lang, "Show"), tell(lang, "No")
    credit = escape(basemap.attribution)
    if basemap.link:
        credit = f'<a href="{escape(basemap.link, quote=True)}">{credit}</a>'
    return (
        f"<template {written}>"
        '<button type="button" class="map-basemap-switch" aria-pressed="false">'
        f"{escape(background)}</button>"
        '<p class="map-basemap-state" role="status"></p>'
        '<dialog class="map-basemap-question" aria-labelledby="basemap-question">'
        f'<p id="basemap-question">{named}</p>'
        f'<label><input type="checkbox"> {escape(remember)}</label>'
        f'<p><button type="button" value="show">{escape(show)}</button> '
        f'<button type="button" value="no" autofocus>{escape(no)}</button></p></dialog>'
        f'<p class="map-basemap-credit">{credit}</p></template>'
    )
