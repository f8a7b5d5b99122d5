"""Areas and borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.api.parameter import AreaName, Country, Paged
from mapserver.web.api.resource import Page, Resource
from mapserver.web.lookup import find_area, find_border
from mapserver.web.wording import border_text

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, BorderEntry
    from mapserver.snapshot import Snapshot

Address = Annotated[str, Meta(description="Path of the page for readers on this site.")]


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    """A border area. `core_units` belong to the area itself; maps show the other districts of its countries too."""

    id: str
    title: str
    summary: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    borders: tuple[str, ...]
    core_units: tuple[str, ...]
    indicators: tuple[str, ...]
    page: Address


class BorderRow(msgspec.Struct, frozen=True, kw_only=True):
    """A border: `km` is the sum of `segments` shared lines of our generalised boundaries, `published_km` the length
    that `source` gives for the whole border."""

    id: str
    title: str
    country_a: str
    country_b: str
    km: float
    segments: int
    published_km: float | None
    source: str
    areas: tuple[str, ...]
    page: Address


class AreaPage(Page, frozen=True, kw_only=True):
    """Border areas."""

    items: tuple[AreaRow, ...]


class BorderPage(Page, frozen=True, kw_only=True):
    """Borders."""

    items: tuple[BorderRow, ...]


class AreasQuery(Paged, frozen=True, kw_only=True):
    """Which border areas."""

    country: Country | None = None


class BordersQuery(Paged, frozen=True, kw_only=True):
    """Which borders."""

    area: AreaName | None = None
    country: Country | None = None


def _areas(snapshot: Snapshot, query: AreasQuery) -> list[AreaEntry]:
    return [area for area in snapshot.areas if query.country in (None, *area.countries)]


def _area(_: Snapshot, query: AreasQuery, area: AreaEntry) -> AreaRow:
    return AreaRow(
        id=area.id,
        title=area.title.say(query.lang),
        summary=area.summary.say(query.lang),
        countries=area.countries,
        languages=area.languages,
        borders=tuple(border.id for border in area.borders),
        core_units=area.core_units,
        indicators=tuple(layer.indicator for layer in area.layers),
        page=addresses.area(area.id),
    )


def _borders(snapshot: Snapshot, query: BordersQuery) -> list[BorderEntry]:
    areas = [area for area in snapshot.areas if query.area in (None, area.id)]
    names = sorted({border.id for area in areas for border in area.borders})
    found = [find_border(snapshot, name)[1] for name in names]
    return [border for border in found if query.country in (None, border.country_a, border.country_b)]


def _border(snapshot: Snapshot, query: BordersQuery, border: BorderEntry) -> BorderRow:
    return BorderRow(
        id=border.id,
        title=border_text(border).say(query.lang),
        country_a=border.country_a,
        country_b=border.country_b,
        km=border.km,
        segments=border.segments,
        published_km=border.published_km or None,
        source=border.source,
        areas=tuple(area.id for area in snapshot.areas if any(item.id == border.id for item in area.borders)),
        page=addresses.border(border.id),
    )


AREAS = Resource(
    name="areas",
    summary=N_("Border areas: countries, borders, core districts, indicators that are drawn."),
    query=AreasQuery,
    page=AreaPage,
    row_type=AreaRow,
    find=_areas,
    row=_area,
    examples=("", "country=RU"),
    item=("area",),
    kind="area",
    one=find_area,
)
BORDERS = Resource(
    name="borders",
    summary=N_("Borders of two countries, with their lengths."),
    query=BordersQuery,
    page=BorderPage,
    row_type=BorderRow,
    find=_borders,
    row=_border,
    examples=("area=barents",),
    item=("border",),
    kind="border",
    one=lambda snapshot, name: find_border(snapshot, name)[1],
)
