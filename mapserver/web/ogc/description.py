"""The description of OGC API - Features (OpenAPI 3.0, which Part 1 asks for), made of the models that read requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.exports.columns import COLUMNS
from mapserver.web.api.openapi import described
from mapserver.web.api.parameter import parameters_of
from mapserver.web.ogc.collection import GEOJSON, ROOT, SCHEMA, collections_of
from mapserver.web.ogc.features import ItemsQuery

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
#: What Part 1 of the standard asks for is there, in JSON.
CONFORMANCE = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson", "oas30")
)
TEXT = {"type": "string"}
LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/Link"}}
#: Columns whose value may be missing.
EMPTY = frozenset({"value", "own_value", "context_value", "context_units", "parity"})


def description(snapshot: Snapshot, root: str, title: str) -> dict[str, Any]:
    """Return the document for a site at `root`."""
    items = {item.name: _older(described(snapshot, item)) for item in parameters_of(ItemsQuery)}
    form = ["f"]
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0.0", "x-snapshot": snapshot.id},
        "servers": [{"url": f"{root}{ROOT}"}],
        "paths": {
            "/": _get("getLandingPage", "Landing page", "Landing", form),
            "/conformance": _get("getConformance", "What is conformed to", "Conformance", form),
            "/collections": _get("getCollections", "All maps", "Collections", form),
            "/collections/{collectionId}": _get("describeCollection", "One map", "Collection", form, ("collectionId",)),
            "/collections/{collectionId}/schema": _get(
                "getSchema", "Properties of its features", "Schema", form, ("collectionId",), SCHEMA
            ),
            "/collections/{collectionId}/items": _get(
                "getFeatures", "Features of a map", "FeatureCollection", list(items), ("collectionId",), GEOJSON
            ),
            "/collections/{collectionId}/items/{featureId}": _get(
                "getFeature", "One feature", "Feature", form, ("collectionId", "featureId"), GEOJSON
            ),
        },
        "components": {
            "parameters": {**items, **_path_parameters(snapshot)},
            "schemas": _schemas(),
            "responses": {
                "Problem": {
                    "description": "A parameter is not understood, a name not known, or nothing is published yet.",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


def _get(
    name: str, words: str, schema: str, query: list[str], path: tuple[str, ...] = (), mimetype: str = "application/json"
) -> dict[str, Any]:
    content = {mimetype: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    problems = {status: {"$ref": "#/components/responses/Problem"} for status in ("400", "404", "503")}
    return {
        "get": {
            "operationId": name,
            "summary": words,
            "parameters": [{"$ref": f"#/components/parameters/{item}"} for item in (*path, *query)],
            "responses": {"200": {"description": words, "content": content}, **problems},
        }
    }


def _older(told: dict[str, Any]) -> dict[str, Any]:
    """Write a parameter as OpenAPI 3.0 has it: with one example where 3.1 has several."""
    schema = dict(told["schema"])
    examples = schema.pop("examples", [])
    return told | {"schema": schema | ({"example": examples[0]} if examples else {})}


def _path_parameters(snapshot: Snapshot) -> dict[str, Any]:
    shared = {"in": "path", "required": True}
    names = [item.id for item in collections_of(snapshot)]
    return {
        "collectionId": {"name": "collectionId", **shared, "schema": {**TEXT, "enum": names} if names else TEXT},
        "featureId": {
            "name": "featureId",
            **shared,
            "description": "District and year, as in the features of a collection.",
            "schema": {**TEXT, "minLength": 1, "example": "NO074.2019"},
        },
    }


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _schemas() -> dict[str, Any]:
    """Return the shapes of the answers; those of figures are the columns that every table has."""
    geometry = _object(("type", "coordinates"), type={**TEXT, "enum": ["Polygon", "MultiPolygon"]})
    geometry["properties"]["coordinates"] = {"type": "array", "items": {}}
    columns = {
        item.name: {"type": item.type, "description": item.description}
        | ({"nullable": True} if item.name in EMPTY else {})
        for item in COLUMNS
    }
    feature = _object(
        ("type", "id", "geometry", "properties"),
        type={**TEXT, "enum": ["Feature"]},
        id=TEXT,
        geometry={"$ref": "#/components/schemas/Geometry"},
        properties=_object(tuple(columns), **columns),
        links=LINKS,
    )
    whole = {"type": "integer", "minimum": 0}
    collection = _object(
        ("id", "title", "description", "extent", "links"),
        id=TEXT,
        title=TEXT,
        description=TEXT,
        extent={"type": "object"},
        itemType=TEXT,
        crs={"type": "array", "items": TEXT},
        links=LINKS,
    )
    return {
        "Link": _object(("href", "rel"), href=TEXT, rel=TEXT, type=TEXT, title=TEXT),
        "Landing": _object(("title", "links"), title=TEXT, description=TEXT, links=LINKS),
        "Conformance": _object(("conformsTo",), conformsTo={"type": "array", "items": TEXT}),
        "Collection": collection,
        "Collections": _object(
            ("links", "collections"),
            links=LINKS,
            collections={"type": "array", "items": {"$ref": "#/components/schemas/Collection"}},
        ),
        "Schema": {"type": "object", "required": ["type", "properties"]},
        "Geometry": geometry,
        "Feature": feature,
        "FeatureCollection": _object(
            ("type", "features", "links", "numberMatched", "numberReturned"),
            type={**TEXT, "enum": ["FeatureCollection"]},
            features={"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
            links=LINKS,
            numberMatched=whole,
            numberReturned=whole,
        ),
        "Problem": _object(
            ("title", "status", "detail"), title=TEXT, status={"type": "integer"}, detail=TEXT, code=TEXT
        ),
    }
