"""Units and their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from mapserver.model import Neighbour, UnitEntry, border_of
from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.api.areas import Address
from mapserver.web.api.parameter import AreaName, BorderName, Country, LevelName, Paged, Units
from mapserver.web.api.resource import Page, Resource
from mapserver.web.lookup import find_unit
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot


class VintageRow(msgspec.Struct, frozen=True, kw_only=True):
    """The land that a code means in a vintage; `last_year` is null where it is valid today, `km2` where our boundaries
    do not draw it."""

    vintage: str
    title: str
    first_year: int
    last_year: int | None
    km2: float | None
    note: str


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """A district. `name` is for a reader of the language asked for, `names` has all by language; `areas` are those to
    whose core it belongs, `successors` what became of it."""

    code: str
    name: str
    names: dict[str, str]
    official_languages: tuple[str, ...]
    country: str
    level: str
    level_title: str
    current: bool
    areas: tuple[str, ...]
    parents: tuple[str, ...]
    successors: tuple[str, ...]
    vintages: tuple[VintageRow, ...]
    page: Address


class NeighbourRow(msgspec.Struct, frozen=True, kw_only=True):
    """Two districts that share a line of `km`; `border` is null where both lie in one country.

    `status` is real, or unreviewed where nobody looked at the pair. Each pair stands once in either direction, in the
    last division in which `unit` was valid.
    """

    unit: str
    name: str
    country: str
    level: str
    neighbour: str
    neighbour_name: str
    neighbour_country: str
    neighbour_level: str
    border: str | None
    km: float
    status: str


class UnitPage(Page, frozen=True, kw_only=True):
    """Districts."""

    items: tuple[UnitRow, ...]


class NeighbourPage(Page, frozen=True, kw_only=True):
    """Pairs of neighbours."""

    items: tuple[NeighbourRow, ...]


class UnitsQuery(Paged, frozen=True, kw_only=True):
    """Which districts."""

    area: AreaName | None = None
    country: Country | None = None
    level: LevelName | None = None
    current: Annotated[bool, Meta(description="Only districts of today, or only those of the past.")] | None = None


class NeighboursQuery(Paged, frozen=True, kw_only=True):
    """Whose neighbours, and which: `across` of another country, `home` of the same one."""

    unit: Units = ()
    country: Country | None = None
    border: BorderName | None = None
    side: Annotated[
        Literal["both", "home", "across"], Meta(description="Neighbours in the same country, across a border, or both.")
    ] = "both"


class Meeting(NamedTuple):
    """A unit and one of its neighbours."""

    unit: UnitEntry
    other: Neighbour


def _units(snapshot: Snapshot, query: UnitsQuery) -> list[UnitEntry]:
    return [
        unit
        for unit in snapshot.register.units
        if query.area in (None, *unit.areas)
        and query.country in (None, unit.country)
        and query.level in (None, unit.level)
        and query.current in (None, unit.is_current)
    ]


def _unit(_: Snapshot, query: UnitsQuery, unit: UnitEntry) -> UnitRow:
    after = (reform.to_code for reform in unit.reforms if reform.from_code == unit.code and reform.kind != "transfer")
    return UnitRow(
        code=unit.code,
        name=unit_text(unit).say(query.lang),
        names=dict(unit.names),
        official_languages=unit.official,
        country=unit.country,
        level=unit.level,
        level_title=unit.level_title.say(query.lang),
        current=unit.is_current,
        areas=unit.areas,
        parents=unit.parents,
        successors=tuple(dict.fromkeys(code for code in after if code != unit.code)),
        vintages=tuple(
            VintageRow(
                vintage=item.vintage,
                title=item.title,
                first_year=item.first_year,
                last_year=item.last_year,
                km2=item.km2 or None,
                note=item.note,
            )
            for item in unit.territories
        ),
        page=addresses.unit(unit.code),
    )


def _neighbours(snapshot: Snapshot, query: NeighboursQuery) -> list[Meeting]:
    register = snapshot.register
    units = [register.unit[code] for code in query.unit] if query.unit else register.units
    return [
        Meeting(unit, other)
        for unit in units
        if query.country in (None, unit.country)
        for other in unit.neighbours
        if query.border in (None, border_of(unit.country, other.country))
        and query.side in ("both", "home" if unit.country == other.country else "across")
    ]


def _neighbour(_: Snapshot, query: NeighboursQuery, meeting: Meeting) -> NeighbourRow:
    unit, other = meeting
    return NeighbourRow(
        unit=unit.code,
        name=unit_text(unit).say(query.lang),
        country=unit.country,
        level=unit.level,
        neighbour=other.code,
        neighbour_name=other.names.say(query.lang) or other.code,
        neighbour_country=other.country,
        neighbour_level=other.level,
        border=border_of(unit.country, other.country) if unit.country != other.country else None,
        km=other.km,
        status=other.status,
    )


UNITS = Resource(
    name="units",
    summary=N_("Districts of every vintage: names, land, parents, successors."),
    query=UnitsQuery,
    page=UnitPage,
    row_type=UnitRow,
    find=_units,
    row=_unit,
    examples=("area=barents&current=true", "country=NO&level=nuts3"),
    item=("unit",),
    kind="unit",
    one=find_unit,
)
NEIGHBOURS = Resource(
    name="neighbours",
    summary=N_("Neighbours of districts with their shared lines, at home and across the border."),
    query=NeighboursQuery,
    page=NeighbourPage,
    row_type=NeighbourRow,
    find=_neighbours,
    row=_neighbour,
    examples=("unit=NO074", "border=NO-RU"),
)
