"""The addresses of OGC API - Features: landing page, conformance, description, collections, features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from flask import Blueprint, Response, request

from mapserver.web.api.reading import read
from mapserver.web.api.resource import answer
from mapserver.web.ogc.collection import GEOJSON, ROOT, SCHEMA, collections_of, find_collection, link
from mapserver.web.ogc.description import CONFORMANCE, OPENAPI, description
from mapserver.web.ogc.features import Features, FormatQuery, ItemsQuery, check
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mapserver.snapshot import Snapshot

blueprint = Blueprint("ogc", __name__)

JSON = "application/json"


@blueprint.get("/ogc")
@blueprint.get("/ogc/")
def landing() -> Response:
    """Lead to everything else."""

    def write(_: Snapshot, root: str) -> dict[str, object]:
        return {
            "title": current_site().settings.title,
            "description": "The maps of border areas as features: districts with their figures, sources and land.",
            "links": [
                link(f"{root}{ROOT}/", "self", JSON, "This document"),
                link(f"{root}{ROOT}/api", "service-desc", OPENAPI, "Description of this interface"),
                link(f"{root}/api/", "service-doc", "text/html", "Everything that programs can read here"),
                link(f"{root}{ROOT}/conformance", "conformance", JSON, "What this interface conforms to"),
                link(f"{root}{ROOT}/collections", "data", JSON, "The maps"),
            ],
        }

    return _answer(("landing",), write)


@blueprint.get("/ogc/conformance")
def conformance() -> Response:
    """Say which parts of the standard are met."""
    return _answer(("conformance",), lambda *_: {"conformsTo": list(CONFORMANCE)})


@blueprint.get("/ogc/api")
def api() -> Response:
    """Answer the description, OpenAPI 3.0."""
    title = current_site().settings.title
    return _answer(("api",), lambda snapshot, root: description(snapshot, root, title), OPENAPI)


@blueprint.get("/ogc/collections")
def collections() -> Response:
    """Describe all collections."""

    def write(snapshot: Snapshot, root: str) -> dict[str, object]:
        return {
            "links": [link(f"{root}{ROOT}/collections", "self", JSON, "This document")],
            "collections": [item.document(root) for item in collections_of(snapshot)],
        }

    return _answer(("collections",), write)


@blueprint.get("/ogc/collections/<name>")
def collection(name: str) -> Response:
    """Describe a collection."""
    found = find_collection(published(), name)
    return _answer(("collection", found.id), lambda _, root: found.document(root))


@blueprint.get("/ogc/collections/<name>/schema")
def schema(name: str) -> Response:
    """Describe the properties of a collection's features."""
    found = find_collection(published(), name)
    return _answer(("schema", found.id), lambda _, root: found.schema(root), SCHEMA)


@blueprint.get("/ogc/collections/<name>/items")
def items(name: str) -> Response:
    """Answer features."""
    snapshot = published()
    found = find_collection(snapshot, name)
    query = read(ItemsQuery, request.args, snapshot)
    check(query)
    return answer(("ogc", found.id, query), lambda root: Features(found).page(query, root), GEOJSON)


@blueprint.get("/ogc/collections/<name>/items/<feature>")
def item(name: str, feature: str) -> Response:
    """Answer a feature."""
    snapshot = published()
    found = find_collection(snapshot, name)
    read(FormatQuery, request.args, snapshot)
    return answer(("ogc", found.id, "one", feature), lambda root: (Features(found).one(feature, root), ""), GEOJSON)


def _answer(key: Hashable, write: Callable[[Snapshot, str], dict[str, object]], mimetype: str = JSON) -> Response:
    """Answer a document that takes no parameters but its form."""
    snapshot = published()
    read(FormatQuery, request.args, snapshot)
    return answer(("ogc", key), lambda root: (msgspec.json.encode(write(snapshot, root)) + b"\n", ""), mimetype)
