"""Sentences on what changed in a unit: over the longest run of its line, never across the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.chosen import places_of
from mapserver.maps.formats import percent
from mapserver.maps.names import full_name
from mapserver.maps.story_sentence import StorySentence, figure, is_percentage, signed, span_heading
from mapserver.maps.telling import title_and_measure
from mapserver.statistics.contrasts import is_fit
from mapserver.statistics.scales import has_ratios
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

CHANGED = N_("Change: %(change)s.")
CHANGED_POINTS = N_("Change: %(change)s percentage points.")
CHANGED_BY = N_("Change: %(change)s (%(percent)s).")
UNCHANGED = N_("Rounded like this, there is no change.")
CURRENT_PRICES = N_("At current prices: the change is one of prices too.")


class Run(NamedTuple):
    """The first and the last year of a run of a line in which its place is drawn with a value."""

    place: int
    first: int
    last: int


def change_stories(layer: Layer, state: MapState) -> tuple[StorySentence, ...]:
    """Return a sentence for each chosen unit; without any for the unit of the core that changed most.

    A unit whose longest run is a single year has none.
    """
    if state.units:
        chosen = [_place_of(layer, state.year, code) for code in state.units]
        runs = [run for place in chosen if place is not None and (run := longest_run(layer, place))]
    else:
        core = [place for place in layer.drawn(state.year) if layer.places[place].core]
        found = [run for place in core if (run := longest_run(layer, place))]
        runs = [max(found, key=lambda run: (_size(layer, run), layer.places[run.place].key))] if found else []
    return tuple(_story(layer, state.lang, run) for run in runs)


def longest_run(layer: Layer, place: int) -> Run | None:
    """Return the run of a place with the most years from its first to its last value, of two the later one."""
    ends: dict[int, tuple[int, int]] = {}
    for year in layer.years:
        cell = layer.cell(place, year)
        if cell.value is not None and place in layer.drawn(year):
            first, _ = ends.get(cell.run, (year, year))
            ends[cell.run] = first, year
    longest = max(ends.values(), key=lambda span: (span[1] - span[0], span[1]), default=(0, 0))
    return Run(place, *longest) if longest[0] < longest[1] else None


def _place_of(layer: Layer, year: int, code: str) -> int | None:
    """Return the place that a code means in a year, else the last that it meant."""
    places = places_of(layer, code)
    return next((place for place in places if place in layer.drawn(year)), places[-1] if places else None)


def _shown(layer: Layer, run: Run) -> tuple[float, float]:
    first, last = (round(layer.cell(run.place, year).value or 0.0, layer.decimals) for year in (run.first, run.last))
    return first, last


def _size(layer: Layer, run: Run) -> float:
    """Return how much changed: in a layer of ratios by how many times (0 where none is to be told), else in the
    measure."""
    first, last = _shown(layer, run)
    if not _is_relative(layer):
        return abs(last - first)
    is_told = all(is_fit(layer, layer.cell(run.place, year)) for year in (run.first, run.last))
    return max(first / last, last / first) if is_told else 0.0


def _is_relative(layer: Layer) -> bool:
    return has_ratios(layer) and not is_percentage(layer)


def _story(layer: Layer, lang: str, run: Run) -> StorySentence:
    values = []
    for year in (run.first, run.last):
        value, *flags = figure(layer, run.place, year, lang)
        values.append(f"{value} ({'; '.join((str(year), *flags))})")
    place = layer.places[run.place]
    parts = [
        span_heading(*title_and_measure(layer, lang), (run.first, run.last), lang),
        f"{full_name(place, lang)}: {', '.join(values)}.",
        _change_words(layer, lang, run),
    ]
    series = next((series for series in layer.series if series.id == place.series), None)
    if series is not None and "current prices" in series.denomination:
        parts.append(tell(lang, CURRENT_PRICES))
    figures = ((run.place, run.first), (run.place, run.last))
    return StorySentence.of("change", layer, lang, parts, (run.place,), figures)


def _change_words(layer: Layer, lang: str, run: Run) -> str:
    """Say how much changed between the numbers that are shown, in percent too where that tells something."""
    first, last = _shown(layer, run)
    change = round(last - first, layer.decimals)
    if not change:
        return tell(lang, UNCHANGED)
    words = signed(layer, change, lang)
    if is_percentage(layer):
        return tell(lang, CHANGED_POINTS, change=words)
    if not _is_relative(layer) or not is_fit(layer, layer.cell(run.place, run.first)):
        return tell(lang, CHANGED, change=words)
    by = (last / first - 1) * 100
    return tell(lang, CHANGED_BY, change=words, percent=f"{'+' if change > 0 else ''}{percent(by, lang)}")
