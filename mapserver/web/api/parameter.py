"""Parameters: what a query may say, once for whoever reads it and whoever describes it. Knows no resource.

A query is a `msgspec.Struct`: the fields are its parameters, their types and `Meta` what is allowed. `extra` may say
what a text names (``{"names": "unit"}``): then it must be something that the snapshot has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta, inspect

if TYPE_CHECKING:
    from collections.abc import Hashable

#: Letters of a text where its field allows no other number.
LONGEST = 64


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A query without parameters."""


def _named(kind: str, words: str, *examples: str) -> Any:
    return Meta(max_length=LONGEST, description=words, examples=list(examples), extra={"names": kind})


Lang = Annotated[str, _named("language", "Language of titles, names and reasons (BCP 47).", "nb")]
AreaName = Annotated[str, _named("area", "Border area.", "barents")]
BorderName = Annotated[str, _named("border", "Border: both countries in alphabetical order.", "NO-RU")]
Country = Annotated[str, _named("country", "Country, ISO 3166-1 alpha-2.", "NO")]
IndicatorName = Annotated[str, _named("indicator", "Indicator.", "unemployment_rate")]
SeriesName = Annotated[str, _named("series", "Series: indicator and series.", "unemployment_rate/eurostat")]
UnitCode = Annotated[str, _named("unit", "District of any vintage.", "NO073")]
LevelName = Annotated[str, _named("level", "Level of a district in its country's division.", "nuts3")]
Theme = Annotated[str, _named("theme", "Theme of indicators.", "labour")]
Units = Annotated[tuple[UnitCode, ...], Meta(max_length=50, description="Districts, with commas between them.")]
Year = Annotated[int, Meta(ge=1800, le=2200, description="One year.")]
FromYear = Annotated[int, Meta(ge=1800, le=2200, description="First year.")]
ToYear = Annotated[int, Meta(ge=1800, le=2200, description="Last year.")]
Level = Annotated[
    Literal["finest", "nuts2"], Meta(description="Level of the map: the finest that is there, or NUTS 2 where it is.")
]
Offset = Annotated[int, Meta(ge=0, le=9_999_999, description="Rows that are left out first; `next` counts for you.")]
Limit = Annotated[int, Meta(ge=1, le=1000, description="Rows of one answer at most.")]


class Spoken(Query, frozen=True, kw_only=True):
    """A query that says in which language the answer is."""

    lang: Lang = "en"


class Paged(Spoken, frozen=True, kw_only=True):
    """A query for a list that is answered in parts, always in the same order within one snapshot."""

    limit: Limit = 100
    offset: Offset = 0


@dataclass(frozen=True)
class Parameter:
    """A parameter: `attribute` is its field, `name` what a query calls it.

    `kind` is integer, boolean, choice, text or numbers; `names` says what a text names. `several` values stand with
    commas between them, from `fewest` to `most`. A number above the highest counts as that where it is `clamped`.
    """

    attribute: str
    name: str
    kind: Literal["integer", "boolean", "choice", "text", "numbers"]
    words: str
    required: bool
    default: Any
    low: int = 0
    high: int = 0
    options: tuple[str, ...] = ()
    names: str = ""
    longest: int = LONGEST
    pattern: str = ""
    several: bool = False
    fewest: int = 1
    most: int = 1
    examples: tuple[str, ...] = ()
    clamped: bool = False


def parameters_of(model: type[Query]) -> tuple[Parameter, ...]:
    """Return the parameters of a query in the order of its fields, those that every list has last."""
    return _parameters_of(model)


@cache
def _parameters_of(model: Hashable) -> tuple[Parameter, ...]:
    shown = inspect.type_info(model)
    if not isinstance(shown, inspect.StructType):
        raise TypeError(f"{model} is no struct")
    last = ("limit", "offset", "lang")
    fields = sorted(shown.fields, key=lambda field: last.index(field.name) if field.name in last else -1)
    return tuple(_parameter(field) for field in fields)


def _parameter(field: inspect.Field) -> Parameter:
    kind, told, extra = _unwrapped(field.type)
    default = None if field.required else field.default
    several, most, fewest = False, 1, 1
    if isinstance(kind, inspect.VarTupleType):
        several, most, fewest = True, kind.max_length or 1, kind.min_length or 1
        kind, inner, extra = _unwrapped(kind.item_type)
        told = {**inner, **told}
    shared: dict[str, Any] = {
        "attribute": field.name,
        "name": field.encode_name,
        "words": told.get("description", ""),
        "required": field.required,
        "default": default,
        "examples": tuple(str(item) for item in told.get("examples", ())),
    }
    if isinstance(kind, inspect.IntType):
        clamped = bool(extra.get("clamped"))
        return Parameter(kind="integer", low=kind.ge or 0, high=kind.le or 0, clamped=clamped, **shared)
    if isinstance(kind, inspect.BoolType):
        return Parameter(kind="boolean", options=("true", "false"), **shared)
    if isinstance(kind, inspect.LiteralType):
        return Parameter(kind="choice", options=tuple(str(value) for value in kind.values), **shared)
    if isinstance(kind, inspect.FloatType):
        return Parameter(kind="numbers", several=several, fewest=fewest, most=most, **shared)
    if isinstance(kind, inspect.StrType):
        return Parameter(
            kind="text",
            names=extra.get("names", ""),
            longest=kind.max_length or LONGEST,
            pattern=kind.pattern or "",
            several=several,
            fewest=fewest,
            most=most,
            **shared,
        )
    raise TypeError(f"no parameter is a {type(kind).__name__}")


def _unwrapped(kind: inspect.Type) -> tuple[inspect.Type, dict[str, Any], dict[str, Any]]:
    """Return a type without what is said of it and without None, then what is said."""
    told: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            told = {**(kind.extra_json_schema or {}), **told}
            extra = {**(kind.extra or {}), **extra}
            kind = kind.type
        else:
            kind = next(item for item in kind.types if not isinstance(item, inspect.NoneType))
    return kind, told, extra
