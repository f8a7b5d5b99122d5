"""What a map must say about itself: missing sides, comparability, mixed levels, divisions, derivations, sources.

Every sentence stands here, in English; the reasons of a judgement are the steward's, in the reader's language. A note
speaks of countries and series that have a value in the year that is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.formats import DASH, listing, number
from mapserver.maps.names import country_title, level_title, shown_name
from mapserver.maps.rows import run_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, Period, SeriesNote, Vintage

NO_SIDE = "{countries}: no data for the border area in {year}{hint}."
NO_SIDE_AT_ALL = "No country has data for the border area in {year}{hint}."
ENDED = "; our figures{source} end in {year}"
NOT_BEGUN = "; our figures{source} begin in {year}"
NEVER = " nor in any other year of this collection"
NATIONAL = "Only figures for the country as a whole: {parts}."
NOT_DRAWN = "{countries}: not part of this indicator in {year}."
SAME = "The figures of {a} and of {b} follow the same definition. {reason}"
SIMILAR = "The figures of {a} and of {b} are similar, not the same. {reason}"
DIFFERENT = "The figures of {a} and of {b} measure different things and should not be compared directly. {reason}"
WITHIN = {
    "similar": "The figures of {a} are similar from country to country, not the same. {reason}",
    "different": "The figures of {a} measure different things from country to country. {reason}",
}
LEVELS = "Levels differ: {parts}."
PART = "{countries} by {level}"
RANKS = " Ranks (1 = highest) compare units of different size."
REFERENCES = "Reference dates differ: {parts}."
DENOMINATIONS = "Denominations differ: {parts}."
REFERENCE_WORDS = {"average": "average of the year", "flow": "during the year", "census": "at the census"}
DERIVED = "Figures for {countries} are calculated: {method}."
DIVISION = "{country} is drawn in {year} in its division of {span}{names}."
AS_ONE = ", {name} as one unit, which it was only then"
AS_ONES = ", {name} as one unit each, which they were only then"
PASSING = "{name} was one unit only in {span}."
BREAKS = (
    "{count} of {total} core units {verb} counted in a new way, or from another edition of the source, since {year}:"
    " not comparable with earlier years."
)


class NearestYear(NamedTuple):
    """A border without data on both sides in the year that is shown, and the nearest year that has it."""

    border: str
    year: int


def notes(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return the sentences that a map of this state needs, most important first."""
    present = _present(layer, state.year)
    return (
        *_missing_sides(layer, state),
        *_comparability(layer, state),
        *_levels(layer, state, present),
        *_divisions(layer, state, present),
        *_references(layer, state),
        *_derivations(layer, state),
        *_breaks(layer, state.year),
    )


def nearest_years(layer: Layer, state: MapState) -> tuple[NearestYear, ...]:
    """Return for each border without data on both sides in this year the nearest year that has it.

    Borders of which one side has data come first, then those whose year is nearest; of two years the later one.
    """
    present = _present(layer, state.year, core_only=True)
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


def _present(layer: Layer, year: int, *, core_only: bool = False) -> frozenset[str]:
    """Return the countries with a value in a year."""
    places = (layer.places[index] for index in layer.valued(year))
    return frozenset(place.country for place in places if place.core or not core_only)


def _missing_sides(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say which countries have no value in the core in this year, and where their figures begin or end."""
    present = _present(layer, state.year, core_only=True)
    core = [layer.places[index] for index in layer.drawn(state.year) if layer.places[index].core]
    drawn = {place.country for place in core}
    by_hint: dict[str, list[str]] = {}
    for country in sorted(drawn - present):
        by_hint.setdefault(_reach(layer, state, country), []).append(country)
    sentence = NO_SIDE if present or len(by_hint) > 1 else NO_SIDE_AT_ALL
    out = [
        sentence.format(countries=_countries(countries), year=state.year, hint=hint)
        for hint, countries in by_hint.items()
    ]
    national = [country for country in sorted(drawn - present) if _national(layer, country, state.year) is not None]
    if national:
        parts = (f"{country_title(country)} {_figure(layer, country, state)}" for country in national)
        out.append(NATIONAL.format(parts="; ".join(parts)))
    absent = sorted({place.country for place in layer.places if place.core} - drawn)
    if absent:
        out.append(NOT_DRAWN.format(countries=_countries(absent), year=state.year))
    return tuple(out)


def _national(layer: Layer, country: str, year: int) -> float | None:
    """Return the figure for a country as a whole, where there is one."""
    cells = layer.national.get(country)
    return cells[layer.years.index(year)].value if cells and year in layer.years else None


def _figure(layer: Layer, country: str, state: MapState) -> str:
    value = _national(layer, country, state.year)
    return "" if value is None else number(value, layer.decimals, state.lang)


def _reach(layer: Layer, state: MapState, country: str) -> str:
    """Say where the figures of a country's core end or begin; nothing where the year lies among them."""
    years = [
        year
        for period in layer.periods
        if period.country == country
        for column, year in enumerate(layer.years)
        if period.first_year <= year <= period.last_year
        and any(layer.places[index].core and layer.cells[index][column].value is not None for index in period.places)
    ]
    if not years:
        return NEVER
    series = next((series for series in layer.series if country in series.countries), None)
    source = f" from {_source(layer, series, state.lang)}" if series else ""
    if state.year > max(years):
        return ENDED.format(source=source, year=max(years))
    return NOT_BEGUN.format(source=source, year=min(years)) if state.year < min(years) else ""


def _source(layer: Layer, series: SeriesNote, lang: str) -> str:
    """Name the source of a series in a sentence: the part of its title that stands before a comma, where that tells
    it from the others, else the title in quotes."""
    title = series.title.say(lang)
    head, comma, _ = title.partition(",")
    heads = [other.title.say(lang).partition(",")[0] for other in layer.series]
    return head if comma and heads.count(head) == 1 else f"\u201c{title}\u201d"


def _used(layer: Layer, year: int) -> dict[str, tuple[SeriesNote, list[str]]]:
    """Return the series with a value in this year, in the layer's order, with the countries that they fill."""
    countries: dict[str, set[str]] = {}
    for index in layer.valued(year):
        countries.setdefault(layer.places[index].series, set()).add(layer.places[index].country)
    return {series.id: (series, sorted(countries[series.id])) for series in layer.series if series.id in countries}


def _comparability(layer: Layer, state: MapState) -> tuple[str, ...]:
    used = {name: _source(layer, series, state.lang) for name, (series, _) in _used(layer, state.year).items()}
    between = {"same": SAME, "similar": SIMILAR, "different": DIFFERENT}
    return tuple(
        sentence[judgement].format(a=used[a], b=used[b], reason=reason.say(state.lang)).strip()
        for a, b, judgement, reason in layer.comparability
        for sentence in (WITHIN if a == b else between,)
        if a in used and b in used and judgement in sentence
    )


def _levels(layer: Layer, state: MapState, present: frozenset[str]) -> tuple[str, ...]:
    by_level: dict[str, set[str]] = {}
    for period in _periods(layer, state.year):
        if period.country in present:
            words = level_title(layer, period.country, period.level, state.lang)
            by_level.setdefault(words, set()).add(period.country)
    if len(by_level) < 2:
        return ()
    parts = [PART.format(countries=_countries(sorted(by_level[level])), level=level) for level in sorted(by_level)]
    ranked = _present(layer, state.year, core_only=True)
    mixed = sum(1 for countries in by_level.values() if countries & ranked) > 1
    ranks = RANKS if mixed and state.year not in layer.years_without_order else ""
    return (LEVELS.format(parts="; ".join(parts)) + ranks,)


def _divisions(layer: Layer, state: MapState, present: frozenset[str]) -> tuple[str, ...]:
    """Say which countries are drawn in another division than that of the year, and which units passed away again."""
    out = []
    for period in _periods(layer, state.year):
        if period.division is None or period.country not in present:
            continue
        span = _span(period.division)
        passing = [
            shown_name(layer.places[index], state.lang)[0] for index in period.passing if layer.places[index].core
        ]
        if state.year in period.not_valid:
            names = (AS_ONES if len(passing) > 1 else AS_ONE).format(name=listing(passing)) if passing else ""
            country = country_title(period.country)
            out.append(DIVISION.format(country=country, year=state.year, span=span, names=names))
        else:
            out.extend(PASSING.format(name=name, span=span) for name in passing)
    return tuple(out)


def _span(vintage: Vintage) -> str:
    last = vintage.last_year
    if last is None:
        return f"{vintage.first_year} and later"
    return str(last) if last == vintage.first_year else f"{vintage.first_year}{DASH}{last}"


def _references(layer: Layer, state: MapState) -> tuple[str, ...]:
    used = [series for series, _ in _used(layer, state.year).values()]
    out = []
    for sentence, values in (
        (REFERENCES, [(series, REFERENCE_WORDS.get(series.reference, series.reference)) for series in used]),
        (DENOMINATIONS, [(series, series.denomination) for series in used]),
    ):
        if len({value for _, value in values if value}) > 1:
            parts = [f"{_source(layer, series, state.lang)}, {value}" for series, value in values if value]
            out.append(sentence.format(parts="; ".join(parts)))
    return tuple(out)


def _derivations(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Say how figures are calculated; series that are calculated in the same way share a sentence."""
    by_method: dict[str, list[str]] = {}
    for series, countries in _used(layer, state.year).values():
        if series.derived:
            by_method.setdefault(series.derived.rstrip("."), []).extend(countries)
    return tuple(
        DERIVED.format(countries=_countries(countries), method=method) for method, countries in by_method.items()
    )


def _breaks(layer: Layer, year: int) -> tuple[str, ...]:
    core = [index for index in layer.valued(year) if layer.places[index].core]
    count = sum(1 for index in core if run_note(layer, index, year))
    verb = "is" if count == 1 else "are"
    return (BREAKS.format(count=count, total=len(core), year=year, verb=verb),) if count else ()


def _countries(codes: Sequence[str]) -> str:
    return listing([country_title(code) for code in codes])
