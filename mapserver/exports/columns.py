"""The columns of every table of figures."""

from __future__ import annotations

from types import NoneType
from typing import NamedTuple, get_args, get_type_hints

#: Types of fields as Frictionless Table Schema calls them.
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


class Column(NamedTuple):
    """What a field of an observation is: its type as in Frictionless Table Schema, and what it says."""

    name: str
    type: str
    description: str


COLUMNS = (
    Column("unit", "string", "Code of the district: NUTS where it has one, ISO 3166-2 elsewhere"),
    Column("name", "string", "Name of the district in the language of the file"),
    Column("country", "string", "Country, ISO 3166-1 alpha-2"),
    Column("level", "string", "Level of the district in its country's division"),
    Column("vintage", "string", "Edition of the division that the code and the boundary belong to"),
    Column("core", "boolean", "Whether the district belongs to the border area itself, not to its surroundings"),
    Column("year", "integer", "Year of the figure"),
    Column("reference_date", "string", "Day (ISO 8601) on which a stock was counted, or the year over which it holds"),
    Column("value", "number", "The figure, with all decimals that are known; empty where there is none"),
    Column("measure", "string", "Unit of measure of the figure"),
    Column("flag", "string", "Flags of the source: e estimated, p provisional, b break in the series, ..."),
    Column("reason", "string", "Why there is no figure"),
    Column("indicator", "string", "Name of the indicator"),
    Column("series", "string", "Which source's series of the indicator the figure belongs to"),
    Column("run", "integer", "Figures of a district may be compared over time within one run only"),
    Column("edition", "string", "Publication that the figure was read from, several joined by +"),
    Column("source", "string", "Publishers of the editions"),
    Column("licence", "string", "Licences of the editions"),
    Column("note", "string", "Remark on the figure"),
    Column("snapshot", "string", "Edition of this collection"),
    Column("border_area", "string", "Definition of the border area that `core` follows"),
    Column("transform", "string", "What the value is: a value, a change, or a figure set against a context"),
    Column("own_value", "number", "The figure before it was set against a context"),
    Column("context_value", "number", "The figure of the context: of the country, or the mean of units"),
    Column("context_weights", "string", "How the mean is weighted: denominator, people, area, plain; or published"),
    Column("context_units", "integer", "Number of units that the mean is of"),
    Column("parity", "number", "How much of the numerator the district has more than at the level of its context"),
    Column("parity_measure", "string", "Measure of `parity`"),
    Column(
        "parity_reason",
        "string",
        "Why `parity` is not known: ratio_alone (nothing says what the figure counts), no_count (no count of the year)",
    ),
)


def columns_of(row: type) -> tuple[Column, ...]:
    """Return the columns of rows of a class whose fields say beside their type what they mean: ``Annotated[T, words]``,
    T one of TYPES or None."""
    found = []
    for name, hint in get_type_hints(row, include_extras=True).items():
        type_, words = get_args(hint)
        kind = next(item for item in get_args(type_) or (type_,) if item is not NoneType)
        found.append(Column(name, TYPES[kind], words))
    return tuple(found)


def shared(*names: str) -> tuple[Column, ...]:
    """Return columns of COLUMNS by name: what means the same in another table is described in the same words."""
    by_name = {column.name: column for column in COLUMNS}
    return tuple(by_name[name] for name in names)
