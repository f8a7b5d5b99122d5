"""Missing sides in words: countries without a figure in the year that is shown, and where theirs begin or end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.formats import number
from mapserver.maps.names import country_list, country_title, source_title
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

NO_SIDE = N_("%(countries)s: no data for the border area in %(year)s.")
NO_SIDE_AT_ALL = N_("No country has data for the border area in %(year)s.")
ENDED = N_("%(countries)s: no data for the border area in %(year)s; our figures end in %(last)s.")
ENDED_FROM = N_("%(countries)s: no data for the border area in %(year)s; our figures from %(source)s end in %(last)s.")
ENDED_AT_ALL = N_("No country has data for the border area in %(year)s; our figures end in %(last)s.")
NOT_BEGUN = N_("%(countries)s: no data for the border area in %(year)s; our figures begin in %(first)s.")
NOT_BEGUN_FROM = N_(
    "%(countries)s: no data for the border area in %(year)s; our figures from %(source)s begin in %(first)s."
)
NOT_BEGUN_AT_ALL = N_("No country has data for the border area in %(year)s; our figures begin in %(first)s.")
NEVER = N_("%(countries)s: no data for the border area in %(year)s nor in any other year of this collection.")
NEVER_AT_ALL = N_("No country has data for the border area in %(year)s nor in any other year of this collection.")
NATIONAL = N_("Only figures for the country as a whole: %(figures)s.")
NOT_DRAWN = N_("%(countries)s: not part of this indicator in %(year)s.")


def present_countries(layer: Layer, year: int, *, core_only: bool = False) -> frozenset[str]:
    """Return the countries with a value in a year."""
    places = (layer.places[index] for index in layer.valued(year))
    return frozenset(place.country for place in places if place.core or not core_only)


def missing_sides(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say which countries have no value in the core in this year, and where their figures begin or end.

    Of figures that are set against a context it speaks of the figures themselves: what the context lacks is told with
    the context.
    """
    core = [index for index in layer.drawn(state.year) if layer.places[index].core]
    drawn = {layer.places[index].country for index in core}
    present = {layer.places[index].country for index in core if _own(layer, index, state.year) is not None}
    by_reach: dict[_Reach, list[str]] = {}
    for country in sorted(drawn - present):
        by_reach.setdefault(_reach(layer, state, country), []).append(country)
    at_all = not present and len(by_reach) == 1
    out = [
        tell(
            state.lang,
            reach.for_all if at_all else reach.message,
            countries=country_list(countries, state.lang),
            year=state.year,
            source=reach.source,
            first=reach.year,
            last=reach.year,
        )
        for reach, countries in by_reach.items()
    ]
    national = [country for country in sorted(drawn - present) if _national(layer, country, state.year) is not None]
    if national:
        parts = [f"{country_title(country, state.lang)} {_figure(layer, country, state)}" for country in national]
        out.append(tell(state.lang, NATIONAL, figures="; ".join(parts)))
    absent = sorted({place.country for place in layer.places if place.core} - drawn)
    if absent:
        out.append(tell(state.lang, NOT_DRAWN, countries=country_list(absent, state.lang), year=state.year))
    return tuple(out)


def _own(layer: Layer, place: int, year: int) -> float | None:
    """Return the figure of a place in a year, not what was made of it by setting it against a context."""
    if layer.against is None or year not in layer.years:
        return layer.cell(place, year).value
    return layer.against.own[place][layer.years.index(year)]


class _Reach(NamedTuple):
    """How far a country's figures reach: the sentence on some countries, that on all of them, and what they name."""

    message: str
    for_all: str
    source: str = ""
    year: int = 0


def _national(layer: Layer, country: str, year: int) -> float | None:
    """Return the figure for a country as a whole, where there is one."""
    cells = layer.national.get(country)
    return cells[layer.years.index(year)].value if cells and year in layer.years else None


def _figure(layer: Layer, country: str, state: MapState) -> str:
    value = _national(layer, country, state.year)
    return "" if value is None else number(value, layer.decimals, state.lang)


def _reach(layer: Layer, state: MapState, country: str) -> _Reach:
    """Say where the figures of a country's core end or begin; nothing where the year lies among them."""
    years = [
        year
        for period in layer.periods
        if period.country == country
        for year in layer.years
        if period.first_year <= year <= period.last_year
        and any(layer.places[index].core and _own(layer, index, year) is not None for index in period.places)
    ]
    if not years:
        return _Reach(NEVER, NEVER_AT_ALL)
    series = next((series for series in layer.series if country in series.countries), None)
    source = source_title(layer, series, state.lang) if series else ""
    if state.year > max(years):
        return _Reach(ENDED_FROM if source else ENDED, ENDED_AT_ALL, source, max(years))
    if state.year < min(years):
        return _Reach(NOT_BEGUN_FROM if source else NOT_BEGUN, NOT_BEGUN_AT_ALL, source, min(years))
    return _Reach(NO_SIDE, NO_SIDE_AT_ALL)
