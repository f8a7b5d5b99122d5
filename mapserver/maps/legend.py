"""The legend of a map: classes with their counts, missing values by reason, flags in words. Draws nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.formats import DASH, THIN_SPACE, interval, listing, number
from mapserver.maps.palettes import class_colours
from mapserver.maps.state import centre_of, class_breaks, domain_ends
from mapserver.model.figures import FLAGS, REASONS, split_flags
from mapserver.statistics import classify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Cell, Drawing, Layer


#: What the numbers of a legend count: a frame shows other units than the table lists.
COUNTED = "units in view"
NO_DATA = "no data: {reasons}"
REASON = "{words} ({count})"
#: What the paler colours stand for.
CONTEXT = "slightly paler, beyond the thin line: outside the border area"


@dataclass(frozen=True)
class LegendClass:
    """A class: values above `low` up to `high`; `count` units in the year that is shown, `core` of them in the core.

    `low` is None for the first class of a layer that does not say where its values begin.
    """

    index: int
    colour: str
    low: float | None
    high: float
    label: str
    count: int
    core: int


@dataclass(frozen=True)
class Missing:
    """Units without a value in the year that is shown, for one reason."""

    reason: str
    words: str
    count: int


@dataclass(frozen=True)
class Flagged:
    """Values that the source flags in the year that is shown."""

    flag: str
    words: str
    count: int


@dataclass(frozen=True)
class NoData:
    """All units without a value in the year that is shown: one hatch stands for every reason."""

    words: str
    count: int


@dataclass(frozen=True)
class Legend:
    """Everything a reader needs to read the colours; `missing` and `flags` are those of the year that is shown.

    `counted` says what the counts are of, `context` what the paler colours mean (empty where none is in view).
    """

    title: str
    measure: str
    year: int
    classes: tuple[LegendClass, ...]
    missing: tuple[Missing, ...]
    flags: tuple[Flagged, ...]
    note: str
    counted: str = COUNTED
    context: str = ""

    @property
    def no_data(self) -> NoData | None:
        """Return the reasons for no data as the one entry of the hatch, most frequent first; None without any."""
        if not self.missing:
            return None
        if len(self.missing) == 1:
            reasons = self.missing[0].words
        else:
            reasons = listing([REASON.format(words=entry.words, count=entry.count) for entry in self.missing])
        return NoData(NO_DATA.format(reasons=reasons), sum(entry.count for entry in self.missing))


def reason_words(reason: str) -> str:
    """Return a no-data reason in words; an unknown one is shown as it stands."""
    return REASONS.get(reason, reason)


def flag_words(flag: str) -> tuple[str, ...]:
    """Return the flags of a value in words; an unknown part is kept and said to be unknown."""
    return tuple(FLAGS.get(part, f"flag {part}, not explained by the source") for part in split_flags(flag))


def class_index(cell: Cell, breaks: Sequence[float]) -> int | None:
    """Return the class of a cell from 0; None without data or without classes.

    Values beyond those of the core fall into the class at that end.
    """
    if cell.value is None or not breaks:
        return None
    return min(max(classify(cell.value, tuple(breaks)), 0), len(breaks) - 1)


def state_colours(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return one colour a class, low to high."""
    return class_colours(state.palette, class_breaks(layer, state), centre_of(layer))


def legend(layer: Layer, state: MapState, drawings: Sequence[Drawing] = ()) -> Legend:
    """Return the legend of a layer in a state; with `drawings` it counts only the units that they show."""
    breaks = class_breaks(layer, state)
    shown = visible(layer, drawings)
    drawn = [index for index in layer.drawn(state.year) if index in shown]
    cells = {index: layer.cell(index, state.year) for index in drawn}
    found = {index: class_index(cell, breaks) for index, cell in cells.items()}
    counts = Counter(found.values())
    core = Counter(group for index, group in found.items() if layer.places[index].core)
    missing = Counter(cell.reason or "not_collected" for cell in cells.values() if cell.value is None)
    flags = Counter(part for cell in cells.values() if cell.value is not None for part in split_flags(cell.flag))
    return Legend(
        title=layer.title.say(state.lang),
        measure=layer.measure.say(state.lang),
        year=state.year,
        classes=_classes(layer, state, drawn_extremes(layer, shown), counts, core),
        missing=tuple(Missing(reason, reason_words(reason), count) for reason, count in _ordered(missing)),
        flags=tuple(Flagged(flag, flag_words(flag)[0], count) for flag, count in _ordered(flags)),
        note=domain_note(layer),
        context="" if all(layer.places[index].core for index in drawn) else CONTEXT,
    )


def domain_note(layer: Layer) -> str:
    """Say what the classes were made from."""
    units = "the core units" if layer.domain_core else "all units, since no core unit has a value"
    if len(layer.years) < 2:
        return f"Classes are made from {units}."
    years = f"{layer.years[0]}{DASH}{layer.years[-1]}"
    return f"Classes are the same in every year: made from {units}, {years}."


def _classes(
    layer: Layer, state: MapState, ends: tuple[float, float], counts: Counter[int | None], core: Counter[int | None]
) -> tuple[LegendClass, ...]:
    domain = domain_ends(layer)
    low = domain[0] if domain else None
    lowest, highest = ends
    breaks = class_breaks(layer, state)
    out = []
    for index, (high, colour) in enumerate(zip(breaks, state_colours(layer, state), strict=True)):
        first, last = index == 0, index == len(breaks) - 1
        label = class_label(
            low,
            high,
            layer.decimals,
            state.lang,
            below=first and not last and low is not None and lowest < low,
            above=last and not first and highest > high,
        )
        out.append(LegendClass(index, colour, low, high, label, counts[index], core[index]))
        low = high
    return tuple(out)


def class_label(
    low: float | None, high: float, decimals: int, lang: str, *, below: bool = False, above: bool = False
) -> str:
    """Return the range of a class in the reader's numbers; a single number where both ends look the same.

    An end class is open where paler units lie below or above every core unit, or where the low end is not known.
    """
    if above and low is not None:
        return f">{THIN_SPACE}{number(low, decimals, lang)}"
    if below or low is None:
        return f"\u2264{THIN_SPACE}{number(high, decimals, lang)}"
    if number(low, decimals, lang) == number(high, decimals, lang):
        return number(high, decimals, lang)
    return interval(low, high, decimals, lang)


def visible(layer: Layer, drawings: Sequence[Drawing] = ()) -> frozenset[int]:
    """Return the indexes of the places that lie in one of the drawings; all of them where no drawing is given."""
    keys = {key for drawing in drawings for key in drawing.shapes}
    return frozenset(index for index, place in enumerate(layer.places) if not drawings or place.key in keys)


def drawn_extremes(layer: Layer, places: frozenset[int]) -> tuple[float, float]:
    """Return the smallest and largest value of places over the years in which they are drawn.

    (inf, -inf) where there is none.
    """
    spans = [(period.first_year, period.last_year, places.intersection(period.places)) for period in layer.periods]
    values = [
        value
        for column, year in enumerate(layer.years)
        for first, last, drawn in spans
        if first <= year <= last
        for index in drawn
        if (value := layer.cells[index][column].value) is not None
    ]
    return min(values, default=float("inf")), max(values, default=float("-inf"))


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
