"""What a map must say about itself: missing sides, comparability, mixed levels, divisions, derivations, sources.

Every sentence is one message; the reasons of a judgement are the steward's, in the reader's language. A note speaks of
countries and series that have a value in the year that is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.clusters import cluster_notes
from mapserver.maps.context_notes import context_notes
from mapserver.maps.core_words import core_rule
from mapserver.maps.derivations import calculation_words
from mapserver.maps.formats import DASH, listing
from mapserver.maps.judgements import judgement_words
from mapserver.maps.measures import measure_words
from mapserver.maps.missing_sides import missing_sides, present_countries
from mapserver.maps.names import country_list, country_title, level_title, shown_name, source_title
from mapserver.maps.rows import run_before
from mapserver.model.clusters import ClusterLayer
from mapserver.statistics.classification import CHANGE
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, Period, SeriesNote, Vintage

REFERENCE_WORDS = {
    "average": N_("average of the year"),
    "flow": N_("during the year"),
    "census": N_("at the census"),
    "1 January": N_("1 January"),
    "31 December": N_("31 December"),
}
DIVISION = N_("%(country)s is drawn in %(year)s in its division of %(span)s.")
DIVISION_PASSING = N_(
    "%(country)s is drawn in %(year)s in its division of %(span)s, with units that there were only then: %(names)s."
)


class NearestYear(NamedTuple):
    """A border without data on both sides in the year that is shown, and the nearest year that has it."""

    border: str
    year: int


def notes(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return the sentences that a map of this state needs, most important first.

    Where a layer of changes has none, its summary says why: that is no lack of figures, and every break is in it.
    """
    if isinstance(layer, ClusterLayer):
        return (*cluster_notes(layer, state.lang), *(notes(layer.figures, state) if layer.figures else ()))
    present = present_countries(layer, state.year)
    is_change = layer.kind == CHANGE
    rule = core_rule(state.core, state.lang)
    return (
        *((rule,) if rule else ()),
        *context_notes(layer, state),
        *(() if is_change else missing_sides(layer, state)),
        *measure_words(layer, layer.valued(state.year), state.lang),
        *comparability_notes(layer, state),
        *_levels(layer, state, present),
        *_divisions(layer, state, present),
        *_references(layer, state),
        *_derivations(layer, state),
        *(() if is_change or layer.against else _breaks(layer, state)),
    )


def nearest_years(layer: Layer, state: MapState) -> tuple[NearestYear, ...]:
    """Return for each border without data on both sides in this year the nearest year that has it.

    Borders of which one side has data come first, then those whose year is nearest; of two years the later one.
    """
    present = present_countries(layer, state.year, core_only=True)
    found = []
    for border, sides in layer.both_sides.items():
        years = sides.years
        if years and state.year not in years:
            year = min(years, key=lambda other: (abs(other - state.year), -other))
            has_one = bool(present.intersection(border.split("-")))
            found.append((not has_one, abs(year - state.year), NearestYear(border, year)))
    return tuple(item for _, _, item in sorted(found))


def _periods(layer: Layer, year: int) -> tuple[Period, ...]:
    return tuple(period for period in layer.periods if period.first_year <= year <= period.last_year)


def _used(layer: Layer, year: int) -> dict[str, tuple[SeriesNote, list[str]]]:
    """Return the series with a value in this year, in the layer's order, with the countries that they fill."""
    countries: dict[str, set[str]] = {}
    for index in layer.valued(year):
        countries.setdefault(layer.places[index].series, set()).add(layer.places[index].country)
    return {series.id: (series, sorted(countries[series.id])) for series in layer.series if series.id in countries}


def comparability_notes(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say how series compare; the reason of the judgement stands behind it as a sentence of its own."""
    used = _used(layer, state.year)
    return judgement_words(layer, [row for row in layer.comparability if row[0] in used and row[1] in used], state.lang)


def _levels(layer: Layer, state: MapState, present: frozenset[str]) -> tuple[str, ...]:
    """Say which countries are drawn at which level, and that ranks then compare what is not alike in size."""
    by_level: dict[str, set[str]] = {}
    for period in _periods(layer, state.year):
        if period.country in present:
            words = level_title(layer, period.country, period.level, state.lang)
            by_level.setdefault(words, set()).add(period.country)
    if len(by_level) < 2:
        return ()
    parts = [
        tell(
            state.lang,
            "%(countries)s by %(level)s",
            countries=country_list(sorted(by_level[level]), state.lang),
            level=level,
        )
        for level in sorted(by_level)
    ]
    ranked = present_countries(layer, state.year, core_only=True)
    mixed = sum(1 for countries in by_level.values() if countries & ranked) > 1
    told = tell(state.lang, "Levels differ: %(levels)s.", levels="; ".join(parts))
    if mixed and state.year not in layer.years_without_order:
        return (" ".join((told, tell(state.lang, "Ranks (1 = highest) compare units of different size."))),)
    return (told,)


def _divisions(layer: Layer, state: MapState, present: frozenset[str]) -> tuple[str, ...]:
    """Say which countries are drawn in another division than that of the year, and which units passed away again."""
    out = []
    for period in _periods(layer, state.year):
        if period.division is None or period.country not in present:
            continue
        span = _span(period.division, state.lang)
        passing = [
            shown_name(layer.places[index], state.lang)[0] for index in period.passing if layer.places[index].core
        ]
        if state.year in period.not_valid:
            told = DIVISION_PASSING if passing else DIVISION
            country, names = country_title(period.country, state.lang), listing(passing, state.lang)
            out.append(tell(state.lang, told, country=country, year=state.year, span=span, names=names))
        else:
            passed = N_("%(name)s was one unit only in %(span)s.")
            out.extend(tell(state.lang, passed, name=name, span=span) for name in passing)
    return tuple(out)


def _span(vintage: Vintage, lang: str) -> str:
    last = vintage.last_year
    if last is None:
        return tell(lang, "%(year)s and later", year=vintage.first_year)
    return str(last) if last == vintage.first_year else f"{vintage.first_year}{DASH}{last}"


def reference_words(reference: str, lang: str) -> str:
    """Return in words when in a year a figure holds."""
    return tell(lang, REFERENCE_WORDS[reference]) if reference in REFERENCE_WORDS else reference


def _references(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say when in the year figures hold, and in what money they are, where series differ in that."""
    used = [series for series, _ in _used(layer, state.year).values()]
    dates = [(series, reference_words(series.reference, state.lang)) for series in used]
    money = [(series, series.denomination) for series in used]
    out = []
    if differing := _differing(layer, state, dates):
        out.append(tell(state.lang, "Reference dates differ: %(dates)s.", dates=differing))
    if differing := _differing(layer, state, money):
        out.append(tell(state.lang, "Denominations differ: %(denominations)s.", denominations=differing))
    return tuple(out)


def _differing(layer: Layer, state: MapState, values: Sequence[tuple[SeriesNote, str]]) -> str:
    """List what is said of each series; nothing where it is the same of all that say it."""
    if len({value for _, value in values if value}) < 2:
        return ""
    return "; ".join(f"{source_title(layer, series, state.lang)}, {value}" for series, value in values if value)


def _derivations(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say how figures are calculated; series that are calculated in the same way share a sentence."""
    by_method: dict[str, list[str]] = {}
    for series, countries in _used(layer, state.year).values():
        if series.derived:
            by_method.setdefault(calculation_words(series.derived, state.lang), []).extend(countries)
    calculated = N_("Figures for %(countries)s are calculated: %(method)s.")
    return tuple(
        tell(state.lang, calculated, countries=country_list(countries, state.lang), method=method)
        for method, countries in by_method.items()
    )


def _breaks(layer: Layer, state: MapState) -> tuple[str, ...]:
    core = [index for index in layer.valued(state.year) if layer.places[index].core]
    count = sum(run_before(layer, index, state.year) is not None for index in core)
    if not count:
        return ()
    return (
        tell_plural(
            state.lang,
            "%(num)s of %(total)s core units is counted in a new way, or from another edition of the source, since"
            " %(year)s: not comparable with earlier years.",
            "%(num)s of %(total)s core units are counted in a new way, or from another edition of the source, since"
            " %(year)s: not comparable with earlier years.",
            count,
            total=len(core),
            year=state.year,
        ),
    )
