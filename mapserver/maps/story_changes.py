"""Sentences on what changed in a unit until the year that is shown: within one run of its line, never across the end
of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.formats import percent
from mapserver.maps.names import country_list, full_name
from mapserver.maps.story_sentence import (
    StorySentence,
    ended,
    figure,
    is_percentage,
    short_measure,
    signed,
    span_heading,
)
from mapserver.maps.telling import groups_of, title_and_measure
from mapserver.statistics.contrasts import is_fit
from mapserver.statistics.scales import has_ratios
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: A change over fewer years than this tells of the years more than of the place.
FEWEST_YEARS = 5
#: What begins in a year of the pandemic tells how that ended.
PANDEMIC = (2020, 2021)
CHANGED = N_("Change: %(change)s.")
CHANGED_IN = N_("Change: %(change)s %(measure)s.")
CHANGED_POINTS = N_("Change: %(change)s percentage points.")
CHANGED_BY = N_("Change: %(change)s (%(percent)s).")
CHANGED_IN_BY = N_("Change: %(change)s %(measure)s (%(percent)s).")
UNCHANGED = N_("Rounded like this, there is no change.")
LARGEST = N_(
    "This is the largest change among the core districts with comparable figures in both years"
    " (%(countries)s: %(count)s)."
)
LARGEST_BY = N_(
    "In percent this is the largest change among the core districts with comparable figures in both years"
    " (%(countries)s: %(count)s)."
)
CURRENT_PRICES = N_("At current prices: the change is one of prices too.")


class Run(NamedTuple):
    """The first and the last year of a part of a run of a line, in both of which its place is drawn with a value."""

    place: int
    first: int
    last: int


def change_stories(layer: Layer, state: MapState) -> tuple[StorySentence, ...]:
    """Return a sentence for each chosen unit; without any for the unit of the core that changed most.

    Units are compared over the same years: the most over which half of those of the core can be. Where series measure
    different things each group of them has its sentence. Of several that share the largest change none is told.
    """
    if state.units:
        drawn = {layer.places[place].code: place for place in layer.drawn(state.year)}
        chosen = [drawn[code] for code in state.units if code in drawn]
        return tuple(
            _story(layer, state.lang, Run(place, min(starts), state.year), ())
            for place in chosen
            if (starts := first_years(layer, place, state.year))
        )
    core = (place for place in layer.drawn(state.year) if layer.places[place].core)
    values = {place: value for place in core if (value := layer.cell(place, state.year).value) is not None}
    told = []
    for group in groups_of(layer, values):
        compared = compared_runs(layer, group, state.year)
        if len(compared) > 1:
            most = max(_size(layer, run) for run in compared)
            largest, *others = [run for run in compared if _size(layer, run) == most]
            if most and not others:
                told.append(_story(layer, state.lang, largest, compared))
    return tuple(told)


def first_years(layer: Layer, place: int, last: int) -> tuple[int, ...]:
    """Return the years from which a change of a place until `last` may be told: of the same run, far enough away."""
    end = layer.cell(place, last)
    return tuple(
        year
        for year in layer.years
        if end.value is not None
        and last - year >= FEWEST_YEARS
        and year not in PANDEMIC
        and place in layer.drawn(year)
        and (cell := layer.cell(place, year)).value is not None
        and cell.run == end.run
    )


def compared_runs(layer: Layer, places: Iterable[int], last: int) -> tuple[Run, ...]:
    """Return the changes until `last` of those of the places that have one from the earliest year in which at least
    half have.

    In a layer of ratios, whose changes are compared in percent, only figures that a ratio may rest on count.
    """
    starts = {
        place: [year for year in first_years(layer, place, last) if _is_comparable(layer, Run(place, year, last))]
        for place in places
    }
    for first in layer.years:
        runs = tuple(Run(place, first, last) for place, years in starts.items() if first in years)
        if runs and 2 * len(runs) >= len(starts):
            return runs
    return ()


def _shown(layer: Layer, run: Run) -> tuple[float, float]:
    first, last = (round(layer.cell(run.place, year).value or 0.0, layer.decimals) for year in (run.first, run.last))
    return first, last


def _is_comparable(layer: Layer, run: Run) -> bool:
    return not _is_relative(layer) or all(is_fit(layer, layer.cell(run.place, at)) for at in (run.first, run.last))


def _size(layer: Layer, run: Run) -> float:
    """Return how much changed between the numbers that are shown: in a layer of ratios as a part of the first one."""
    first, last = _shown(layer, run)
    return abs(last / first - 1) if _is_relative(layer) else round(abs(last - first), layer.decimals)


def _is_relative(layer: Layer) -> bool:
    return has_ratios(layer) and not is_percentage(layer)


def _story(layer: Layer, lang: str, run: Run, compared: Sequence[Run]) -> StorySentence:
    """Tell a change; where it is the largest of those that are compared, of how many, and what all of them rest on."""
    values = []
    for year in (run.first, run.last):
        value, *flags = figure(layer, run.place, year, lang)
        values.append(f"{value} ({'; '.join((str(year), *flags))})")
    place = layer.places[run.place]
    parts = [
        span_heading(*title_and_measure(layer, lang, layer.measure_of((run.place,))), (run.first, run.last), lang),
        f"{full_name(place, lang)}: {', '.join(values)}.",
        _change_words(layer, lang, run),
    ]
    if compared:
        countries = sorted({layer.places[other.place].country for other in compared})
        told = LARGEST_BY if _is_relative(layer) else LARGEST
        parts.append(tell(lang, told, countries=country_list(countries, lang), count=len(compared)))
    series = next((series for series in layer.series if series.id == place.series), None)
    if series is not None and "current prices" in series.denomination:
        parts.append(tell(lang, CURRENT_PRICES))
    figures = [(held.place, year) for held in compared or (run,) for year in (held.first, held.last)]
    return StorySentence.of("change", layer, lang, parts, (run.place,), figures)


def _change_words(layer: Layer, lang: str, run: Run) -> str:
    """Say how much changed between the numbers that are shown, in percent too where that tells something."""
    first, last = _shown(layer, run)
    change = round(last - first, layer.decimals)
    if not change:
        return tell(lang, UNCHANGED)
    words = {"change": signed(layer, change, lang), "measure": short_measure(layer, lang, (run.place,))}
    if is_percentage(layer, (run.place,)):
        return tell(lang, CHANGED_POINTS, **words)
    if not _is_relative(layer) or not is_fit(layer, layer.cell(run.place, run.first)):
        changed = CHANGED_IN if words["measure"] else CHANGED
        return ended(tell(lang, changed, **words))
    by = (last / first - 1) * 100
    told = CHANGED_IN_BY if words["measure"] else CHANGED_BY
    return tell(lang, told, percent=f"{'+' if change > 0 else ''}{percent(by, lang)}", **words)
