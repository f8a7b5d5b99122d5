"""Assets: own scripts, styles and vendored files, read once, addressed by a hash over all of them.

The hash stands in the path, so that a file which names its neighbour by a relative path gets the same edition. Pages
load bundles, which are made here of the files.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mapserver.maps.bundle import script_bundle, style_bundle
from mapserver.web.body import Body

if TYPE_CHECKING:
    from pathlib import Path

#: The system's table differs between machines: what we serve is stated.
MIMETYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".toml": "application/toml",
    ".woff2": "font/woff2",
    ".pbf": "application/vnd.mapbox-vector-tile",
    ".csv": "text/csv; charset=utf-8",
}

#: Every page has one style sheet.
STYLES = {
    "bundle/site.css": (
        "site.css",
        "site/sides.css",
        "site/pages.css",
        "site/border.css",
        "site/search.css",
        "site/sheet.css",
        "site/views.css",
        "site/indicators.css",
        "site/share.css",
        "site/stories.css",
        "site/gaps.css",
        "site/compare.css",
        "site/regions.css",
        "map.css",
        "map/legend.css",
        "map/gaps.css",
        "map/basemap.css",
        "site/frozen.css",
        "site/print.css",
    ),
    "bundle/live.css": ("vendor/leaflet/leaflet.css", "map/live.css"),
    "bundle/border-embed.css": ("site/sides.css", "site/border.css", "embed/border-frame.css"),
    "bundle/embed.css": ("map.css", "map/legend.css", "map/gaps.css", "map/live.css", "embed/embed.css"),
}
EVERYWHERE = ("site/own-address.js", "site/language.js", "site/search.js", "site/share.js")
#: A page has one of these.
SCRIPTS = {
    "bundle/site.js": EVERYWHERE,
    "bundle/area.js": (*EVERYWHERE, "site/indicator-list.js"),
    "bundle/region.js": (*EVERYWHERE, "site/region-map.js"),
    "bundle/map.js": (
        *EVERYWHERE,
        "site/follow.js",
        "site/sends.js",
        "site/sort.js",
        "site/chart.js",
        "site/indicator-dialog.js",
        "map/main.js",
    ),
    "bundle/embed.js": ("embed/main.js",),
    "bundle/border-embed.js": ("embed/border-frame.js",),
}

EDITION = re.compile(r"[0-9a-f]{16}", re.ASCII)


def mimetype_of(suffix: str) -> str:
    """Return the media type for a file suffix with its dot."""
    return MIMETYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


class Assets:
    """Every file under a folder and the bundles made of them, held in memory."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; a missing one gives no assets. KeyError where a bundle lacks a file."""
        self._bodies: dict[str, Body] = {}
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                self._keep(path.relative_to(folder).as_posix(), path.read_bytes())
        if self._bodies:
            for name, sheets in STYLES.items():
                self._keep(name, style_bundle(sheets, "bundle", self._text).encode())
            for name, entries in SCRIPTS.items():
                self._keep(name, script_bundle(entries, self._text).encode())
        digest = hashlib.sha256()
        for name, body in sorted(self._bodies.items()):
            digest.update(f"{name}\0{body.etag}\n".encode())
        self.version = digest.hexdigest()[:16]

    def _keep(self, name: str, content: bytes) -> None:
        self._bodies[name] = Body.of(content, mimetype_of(PurePosixPath(name).suffix), level=9)

    def _text(self, name: str) -> str:
        return self._bodies[name].content.decode()

    def __contains__(self, name: str) -> bool:
        """Say whether there is a file of this name."""
        return name in self._bodies

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(self._bodies)

    def get(self, name: str) -> Body | None:
        """Return the file's body, None for an unknown name."""
        return self._bodies.get(name)

    def address(self, name: str) -> str:
        """Return the address of a file that may be kept for ever; a plain one where the file is unknown."""
        return f"/static/{self.version}/{name}" if name in self._bodies else f"/static/{name}"

    def find(self, path: str) -> tuple[Body, bool] | None:
        """Return the body for a path below ``/static/`` and whether its address names this edition.

        A page that was kept since an earlier edition still finds its files, as they are now.
        """
        version, _, name = path.partition("/")
        if EDITION.fullmatch(version) and name in self._bodies:
            return self._bodies[name], version == self.version
        body = self._bodies.get(path)
        return None if body is None else (body, False)
