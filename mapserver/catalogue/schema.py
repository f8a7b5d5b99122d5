"""JSON Schemas of the descriptions: ours for countries, areas and sources, the published one for indicators."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from mapserver.paths import static_folder

LANGUAGE = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
UNIT = "^[A-Z]{2}[A-Z0-9-]*$"

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}


def _code(pattern: str, description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern, "description": description}


_COUNTRY = _code("^[A-Z]{2}$", "write an ISO 3166-1 code, two capitals")
_LANGUAGE = _code(LANGUAGE, "write BCP 47: en, nb, sr-Cyrl")
_LEVEL = _code("^[a-z][a-z0-9_]*$", "write lower case, digits and underscores")
_NAME = _code("^[a-z][a-z0-9_-]*$", "write lower case, digits and underscores")
_YEAR: dict[str, Any] = {"type": "integer", "minimum": 1800, "maximum": 2100}
_FORMAT: dict[str, Any] = {"const": 1}


def _table(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _list(items: dict[str, Any], least: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "array", "minItems": least, "items": items, **more}


_LANGUAGES: dict[str, Any] = {
    "type": "object",
    "required": ["en"],
    "propertyNames": {"pattern": LANGUAGE},
    "additionalProperties": {"type": "string", "minLength": 1},
}

COUNTRY = _table(
    "format code levels languages currency title vintage origin",
    format=_FORMAT,
    code=_COUNTRY,
    levels=_list(_LEVEL, uniqueItems=True),
    languages=_list(_LANGUAGE, uniqueItems=True),
    currency=_code("^[A-Z]{3}$", "write an ISO 4217 code, three capitals"),
    partial={"type": "boolean", "description": "true: only a part of the country is drawn"},
    title=_LANGUAGES,
    level_title={"type": "object", "additionalProperties": _LANGUAGES},
    vintage=_list(_table("id title first_year", id=_TEXT, title=_TEXT, first_year=_YEAR, last_year=_YEAR)),
    origin=_table(
        "title licence",
        title=_TEXT,
        licence=_TEXT,
        publisher=_TEXT,
        address=_TEXT,
        url=_TEXT,
        via=_TEXT,
        retrieved=_TEXT,
        note=_TEXT,
    ),
)

AREA = _table(
    "format languages title summary",
    format=_FORMAT,
    countries=_list(_COUNTRY, uniqueItems=True),
    languages=_list(_LANGUAGE, uniqueItems=True),
    title=_LANGUAGES,
    summary=_LANGUAGES,
    core=_table(
        "rule",
        rule={"enum": ["list", "touches", "within"]},
        units=_list(_code(UNIT, "write the code of a unit"), uniqueItems=True),
        km={"type": "number", "exclusiveMinimum": 0, "maximum": 2000},
    ),
    frame=_list(
        _table(
            "id",
            id=_NAME,
            margin={"type": "number", "minimum": 0, "maximum": 2},
            extent=_list({"type": "number", "minimum": -180, "maximum": 180}, 4, maxItems=4),
            crs=_TEXT,
            area=_NAME,
        )
    ),
)

BORDERS = _table(
    "format border",
    format=_FORMAT,
    border=_list(
        _table(
            "id title",
            id=_TEXT,
            title=_LANGUAGES,
            published_km={"type": "number", "exclusiveMinimum": 0, "maximum": 20000},
            source=_TEXT,
        )
    ),
)

_EDITION_ID = _code("^[A-Za-z0-9_.-]+$", "write letters, digits, _ . and -")

SOURCES = _table(
    "format edition",
    format=_FORMAT,
    edition=_list(
        _table(
            "id publisher title licence retrieved",
            id=_EDITION_ID,
            publisher=_TEXT,
            dataset=_TEXT,
            title=_TEXT,
            address=_code("^https?://", "write an address that begins with https://"),
            licence=_TEXT,
            retrieved=_code("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "write a year, year-month or date in quotes"),
            vintage=_TEXT,
            continues=_EDITION_ID,
            via=_TEXT,
            no_redistribution=_TEXT,
        )
    ),
)

_DATE = _code("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", 'write a date in quotes: "2026-08-01"')

STORY = _table(
    "format author date areas",
    format=_FORMAT,
    author=_TEXT,
    author_kind={"enum": ["person", "organization"]},
    date=_DATE,
    updated=_DATE,
    areas=_list(_NAME, uniqueItems=True),
)


@cache
def indicator_schema() -> dict[str, Any]:
    """Return the published schema of `indicator.toml`."""
    schema: dict[str, Any] = json.loads((static_folder() / "schema" / "indicator-1.json").read_text(encoding="utf-8"))
    return schema


@cache
def crossings_schema() -> dict[str, Any]:
    """Return the schema of `checkpoints.toml`: an indicator's texts, and one series with stored figures."""
    schema = indicator_schema()
    keys = ("format", "title", "measure", "definition", "notes")
    properties = {key: schema["properties"][key] for key in keys}
    stored = schema["$defs"]["series"]["properties"]
    properties["series"] = _list(
        {
            **_table(
                "id title countries reference",
                **{key: stored[key] for key in ("id", "title", "countries", "reference", "editions", "edition")},
            ),
            "anyOf": [{"required": ["editions"]}, {"required": ["edition"]}],
        },
        maxItems=1,
    )
    return {"$defs": schema["$defs"], **_table("format title measure definition series", **properties)}
