"""The description of the API (OpenAPI 3.1), made of the models that read the requests and write the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mapserver.web.api.areas import AREAS, BORDERS
from mapserver.web.api.gaps import GAPS
from mapserver.web.api.indicators import INDICATORS, SERIES
from mapserver.web.api.observations import OBSERVATIONS
from mapserver.web.api.parameter import Parameter, Query, Spoken, parameters_of
from mapserver.web.api.reading import known_names
from mapserver.web.api.suggestions import MissingUnits, SearchAnswer, SearchQuery
from mapserver.web.api.units import NEIGHBOURS, UNITS
from mapserver.web.api.values import VALUES
from mapserver.web.lookup import languages_known

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot
    from mapserver.web.api.resource import Resource

#: All lists, in the order in which they are described.
RESOURCES: tuple[Resource[Any, Any], ...] = (
    AREAS, UNITS, BORDERS, INDICATORS, SERIES, OBSERVATIONS, VALUES, GAPS, NEIGHBOURS,
)  # fmt: skip

VERSION = "1.0.0"
#: Kinds of names of which a description lists all that there are.
LISTED = frozenset({"area", "border", "country", "indicator", "level", "theme", "language"})
WORDS = (
    "Areas, districts, borders and the figures of public sources, as they stand in the published snapshot. Answers are"
    " JSON; lists come in parts (`limit`, `offset`), each with the address of the next one in `next` and in the header"
    " `Link`. Send `If-None-Match` to get 304 for what you have. Where there is no figure, `value` is null and `reason`"
    " says why. Errors are `application/problem+json`; unknown parameters are errors."
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error (RFC 9457). Of wrong parameters `parameters` has each with what is allowed; of unknown names
    `suggestions` has those that look like it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str


def description(snapshot: Snapshot, root: str, title: str) -> dict[str, Any]:
    """Return the document for a site at `root`."""
    answers = [resource.page for resource in RESOURCES]
    rows = [resource.row_type for resource in RESOURCES]
    models = [*answers, *rows, SearchAnswer, MissingUnits, Problem]
    _, components = msgspec.json.schema_components(models, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": VERSION,
            "description": WORDS,
            "x-snapshot": snapshot.id,
        },
        "servers": [{"url": root or "/"}],
        "paths": _paths(snapshot),
        "components": {"schemas": _open_ended(components), "responses": _problems()},
    }


def _paths(snapshot: Snapshot) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for resource in RESOURCES:
        paths[resource.path] = _get(
            snapshot, resource.name, resource.summary, resource.query, resource.page, links=True
        )
        if resource.item:
            told = _get(snapshot, resource.kind, f"One of {resource.name}.", Spoken, resource.row_type)
            told["get"]["parameters"] += _path_parameters(snapshot, resource.kind, resource.item)
            paths[resource.item_path("{", "}")] = told
    paths["/api/search"] = _get(
        snapshot, "search", "Suggestions while a reader is writing a name.", SearchQuery, SearchAnswer
    )
    missing = _get(snapshot, "missing_units", "Which districts the indicators of an area lack.", Query, MissingUnits)
    missing["get"]["parameters"] += _path_parameters(snapshot, "area", ("area",))
    paths["/api/areas/{area}/missing-units"] = missing
    return paths


def _get(
    snapshot: Snapshot, name: str, words: str, query: type[Query], answer: type[msgspec.Struct], *, links: bool = False
) -> dict[str, Any]:
    headers: dict[str, Any] = {"ETag": {"schema": {"type": "string"}, "description": "For `If-None-Match`."}}
    if links:
        headers["Link"] = {"schema": {"type": "string"}, "description": "Addresses of the next and previous part."}
    schema = {"$ref": f"#/components/schemas/{answer.__name__}"}
    return {
        "get": {
            "operationId": f"get_{name}" if not links else f"list_{name}",
            "summary": words,
            "description": _plain(query.__doc__),
            "parameters": [described(snapshot, item) for item in parameters_of(query)],
            "responses": {
                "200": {
                    "description": _plain(answer.__doc__),
                    "headers": headers,
                    "content": {"application/json": {"schema": schema}},
                },
                "304": {"description": "You have it already."},
                **{status: {"$ref": f"#/components/responses/{name}"} for status, name in _PROBLEMS.items()},
            },
        }
    }


_PROBLEMS = {"400": "BadParameter", "404": "UnknownName", "503": "NotReady"}
_TOLD = {
    "BadParameter": "A parameter is unknown, repeated or malformed.",
    "UnknownName": "Something is named that this snapshot does not have.",
    "NotReady": "Nothing is published yet.",
}


def _problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {name: {"description": words, "content": content} for name, words in _TOLD.items()}


def described(snapshot: Snapshot, item: Parameter) -> dict[str, Any]:
    """Describe a parameter of a query."""
    schema = _schema(snapshot, item)
    told: dict[str, Any] = {"name": item.name, "in": "query", "description": item.words, "schema": schema}
    if item.required:
        told["required"] = True
    if item.several:
        told |= {
            "style": "form",
            "explode": False,
            "schema": {"type": "array", "items": schema, "minItems": item.fewest, "maxItems": item.most},
        }
    elif item.default not in (None, ""):
        schema["default"] = item.default
    return told


def _schema(snapshot: Snapshot, item: Parameter) -> dict[str, Any]:
    if item.kind == "integer":
        return {"type": "integer", "minimum": item.low, "maximum": item.high}
    if item.kind == "boolean":
        return {"type": "boolean"}
    if item.kind == "numbers":
        return {"type": "number"}
    if item.kind == "choice":
        return {"type": "string", "enum": list(item.options)}
    text: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": item.longest}
    if item.pattern:
        text["pattern"] = item.pattern
    if item.names in LISTED:
        return {"type": "string", "enum": sorted(_names(snapshot, item.names))}
    known = list(_names(snapshot, item.names))[:3] if item.names else []
    examples = [name for name in item.examples if not item.names or name in _names(snapshot, item.names)] or known
    return text | ({"examples": examples} if examples else {})


def _names(snapshot: Snapshot, kind: str) -> dict[str, str]:
    if kind == "language":
        return dict.fromkeys(languages_known(snapshot), "")
    return dict(known_names(snapshot, kind))


def _path_parameters(snapshot: Snapshot, kind: str, parts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Describe the parts of an address that together name one row."""
    known = [name.split("/") for name in _names(snapshot, kind)]
    return [
        {
            "name": part,
            "in": "path",
            "required": True,
            "description": f"Part of the name of {kind}." if len(parts) > 1 else "Its name.",
            "schema": {
                "type": "string",
                "minLength": 1,
                "examples": list(dict.fromkeys(name[place] for name in known))[:3],
            },
        }
        for place, part in enumerate(parts)
    ]


def _open_ended(components: dict[str, Any]) -> dict[str, Any]:
    """Return schemas with their words on one line; an error may say more than every error does."""
    for shape in components.values():
        shape["description"] = _plain(shape.get("description"))
    return components


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())
