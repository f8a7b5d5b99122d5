"""Operations: is the process alive, and can it answer? Two questions: a broken snapshot is no reason to restart."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from mapserver.web.site import current_site, open_snapshot

blueprint = Blueprint("operations", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """Say that the process answers."""
    return _told({"status": "alive"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say which snapshot is published and that it opens; 503 with the reason otherwise."""
    snapshot = open_snapshot(current_site())
    return _told({"status": "ready", "snapshot": snapshot.id, "areas": len(snapshot.areas)})


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Keep robots from opening addresses that would pin a map."""
    return Response("User-agent: *\nDisallow: /*snapshot=\n", mimetype="text/plain")


def _told(facts: dict[str, object]) -> Response:
    response = jsonify(facts)
    response.headers["Cache-Control"] = "no-store"
    return response
