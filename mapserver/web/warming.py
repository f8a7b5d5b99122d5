"""What a process does before its first reader: compile the templates, read what most pages need, and set records aside.

A snapshot is half a million records without cycles. The collector of cycles would look through all of them every few
pages, 0.2 seconds at a time: it is told of them once, and asked to look less often.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from mapserver.web.errors import NotReady
from mapserver.web.site import open_snapshot

if TYPE_CHECKING:
    from flask import Flask

#: Containers more than were given back after which the young are looked through, and how many times that happens
#: before those that stayed are.
YOUNG, MIDDLE, OLD = 50_000, 20, 100


def warm(app: Flask) -> None:
    """Do it; without a published snapshot only the templates are ready."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    client = app.test_client()
    client.get("/")
    try:
        snapshot = open_snapshot(app.extensions["mapserver"])
    except NotReady:
        return
    for area in snapshot.areas:
        client.get(f"/areas/{area.id}/{area.layers[0].indicator}" if area.layers else f"/areas/{area.id}")
    # The first page leads here: maps of other divisions, whose names are placed with them.
    for name, contrast in snapshot.opening.leading.items():
        client.get(f"/areas/{name}/{contrast.indicator}")
    for path in ("/borders", "/compare", "/similar", "/regions"):
        client.get(path)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
