"""The scripts of map shells: Folium's, once an area, projection and snapshot, addressed by their hash."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from mapserver.maps.shell import shell as folium_shell
from mapserver.web import addresses
from mapserver.web.body import Body
from mapserver.web.errors import Unknown
from mapserver.web.rendering import send
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("shell", __name__)

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def keep_area(snapshot: Snapshot, area: AreaEntry, projection: str) -> str:
    """Render the shell of an area in a projection once and keep its script; return the script's address."""
    shells = current_site().shells
    body = shells.get((snapshot.id, area.id, projection))
    if body is None:
        content = folium_shell(area, snapshot.drawings(area.id, projection)).script.encode()
        body = Body.of(content, "text/javascript; charset=utf-8")
        shells.put((snapshot.id, area.id, projection), body)
    digest = hashlib.sha256(body.content).hexdigest()
    shells.put(digest, body)
    return addresses.shell(digest)


@blueprint.get("/shell/<digest>.js")
def shell(digest: str) -> Response:
    """Answer a script. One that another process rendered is rendered again here."""
    site = current_site()
    if site.shells.get(digest) is None and DIGEST.fullmatch(digest):
        snapshot = published()
        for area in snapshot.areas:
            for projection in area.topologies:
                keep_area(snapshot, area, projection)
    body = site.shells.get(digest)
    if body is None:
        raise Unknown("script", digest, {})
    return send(body, f"public, max-age={site.settings.immutable_max_age}, immutable")
