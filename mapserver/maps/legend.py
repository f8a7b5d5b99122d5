"""The legend of a map: classes with their counts, missing values by reason, flags in words. Draws nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mapserver.maps.clusters import cluster_classes, cluster_legend_note, outside_words
from mapserver.maps.formats import DASH, THIN_SPACE, interval, listing, locale_of, number
from mapserver.maps.histogram import Histogram, bound_decimals, histogram
from mapserver.maps.legend_class import LegendClass
from mapserver.maps.state import OWN, UNCLASSED, class_breaks, domain_ends, state_colours
from mapserver.maps.types import type_words
from mapserver.model.clusters import ClusterLayer
from mapserver.model.figures import FLAGS, REASONS, UNKNOWN_FLAG, split_flags
from mapserver.statistics import classify
from mapserver.statistics.classification import TYPES
from mapserver.translation import N_, interface_language, pattern, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Cell, Drawing, Layer


#: What the numbers of a legend count: a frame shows other units than the table lists.
COUNTED = N_("(n): districts in view.")
NO_DATA = N_("no data: %(reasons)s")
REASON = N_("%(words)s (%(count)s)")
#: What the paler colours stand for.
CONTEXT = N_("Slightly paler, beyond the thin line: outside the border area.")
#: What a class is called where it is not seen; `range` comes with the measure.
CLASS = N_("Class %(number)s of %(total)s: %(range)s %(measure)s, %(districts)s")
#: Numbers that take every form that a number can ask for in any of our languages.
SAMPLE = range(130)


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

    Without classes (`classes` empty, scheme ``unclassed``) the histogram alone explains the colours. `counted` says
    what the counts are of, `context` what the paler colours mean (empty where none is in view), `values` are those of
    the year and of the units that the classes were made from.
    """

    title: str
    measure: str
    year: int
    classes: tuple[LegendClass, ...]
    missing: tuple[Missing, ...]
    flags: tuple[Flagged, ...]
    note: str
    counted: str
    context: str
    lang: str
    histogram: Histogram | None
    values: tuple[float, ...]

    @property
    def no_data(self) -> NoData | None:
        """Return the reasons for no data as the one entry of the hatch, most frequent first; None without any."""
        if not self.missing:
            return None
        if len(self.missing) == 1:
            reasons = self.missing[0].words
        else:
            each = [tell(self.lang, REASON, words=entry.words, count=entry.count) for entry in self.missing]
            reasons = listing(each, self.lang)
        return NoData(tell(self.lang, NO_DATA, reasons=reasons), sum(entry.count for entry in self.missing))


def reason_words(reason: str, lang: str) -> str:
    """Return a no-data reason in words; an unknown one is shown as it stands."""
    return tell(lang, REASONS[reason]) if reason in REASONS else reason


def flag_words(flag: str, lang: str) -> tuple[str, ...]:
    """Return the flags of a value in words; an unknown part is kept and said to be unknown."""
    return tuple(
        tell(lang, FLAGS[part]) if part in FLAGS else tell(lang, UNKNOWN_FLAG, flag=part) for part in split_flags(flag)
    )


def class_index(cell: Cell, breaks: Sequence[float]) -> int | None:
    """Return the class of a cell from 0; None without data or without classes.

    Values beyond those of the core fall into the class at that end.
    """
    if cell.value is None or not breaks:
        return None
    return min(max(classify(cell.value, tuple(breaks)), 0), len(breaks) - 1)


def legend(layer: Layer, state: MapState, drawings: Sequence[Drawing] = ()) -> Legend:
    """Return the legend of a layer in a state; with `drawings` it counts only the units that they show."""
    breaks = class_breaks(layer, state)
    shown = visible(layer, drawings)
    drawn = [index for index in layer.drawn(state.year) if index in shown]
    cells = {index: layer.cell(index, state.year) for index in drawn}
    found = {index: class_index(cell, breaks) for index, cell in cells.items()}
    counts = Counter(found.values())
    core = Counter(group for index, group in found.items() if layer.places[index].core)
    extremes = layer.extremes(shown)
    missing = Counter(cell.reason or "not_collected" for cell in cells.values() if cell.value is None)
    flags = Counter(part for cell in cells.values() if cell.value is not None for part in split_flags(cell.flag))
    return Legend(
        title=layer.title.say(state.lang),
        measure=layer.measure_in(state.year).say(state.lang),
        year=state.year,
        classes=() if state.scheme == UNCLASSED else _classes(layer, state, extremes, counts, core),
        missing=tuple(Missing(reason, reason_words(reason, state.lang), count) for reason, count in _ordered(missing)),
        flags=tuple(Flagged(flag, flag_words(flag, state.lang)[0], count) for flag, count in _ordered(flags)),
        note=_note(layer, state, extremes, len(drawn) - sum(missing.values())),
        counted="" if state.scheme == UNCLASSED else tell(state.lang, COUNTED),
        context="" if all(layer.places[index].core for index in drawn) else tell(state.lang, CONTEXT),
        lang=state.lang,
        histogram=histogram(layer, state),
        values=layer.domain_values.get(state.year, ()),
    )


@cache
def legend_words(lang: str) -> Mapping[str, object]:
    """Return what the client needs to write a legend anew: templates with named places; ``districts`` by CLDR plural
    category."""
    language = interface_language(lang)
    form = locale_of(language).plural_form
    return {
        "language": language,
        "missing": pattern(lang, NO_DATA),
        "reason": pattern(lang, REASON),
        "class": pattern(lang, CLASS),
        "districts": {form(count): _districts(lang, count, num="%(num)s") for count in SAMPLE},
    }


def _districts(lang: str, count: int, **values: str) -> str:
    return tell_plural(lang, "%(num)s district", "%(num)s districts", count, **values)


def _note(layer: Layer, state: MapState, ends: tuple[float, float], counted: int) -> str:
    outside = outside_words(layer, state.lang, counted) if isinstance(layer, ClusterLayer) else ""
    return " ".join(filter(None, (domain_note(layer, state, ends), outside)))


def domain_note(layer: Layer, state: MapState, ends: tuple[float, float]) -> str:
    """Say what the classes or colours were made from; `ends` are the extremes of the units in view."""
    lang, first, last = state.lang, layer.years[0], layer.years[-1]
    if isinstance(layer, ClusterLayer):
        return cluster_legend_note(layer, lang)
    years = str(first) if first == last else f"{first}{DASH}{last}"
    if layer.kind == TYPES:
        return tell(lang, "Above means higher than; a value that equals its context is not above it.")
    if state.scheme == OWN:
        return tell(lang, "The breaks were chosen by hand; they are the same in every year.")
    if state.scheme == UNCLASSED:
        return _run_note(layer, lang, years, ends)
    if first == last:
        if layer.domain_core:
            return tell(lang, "Classes are made from the core units.")
        return tell(lang, "Classes are made from all units, since no core unit has a value.")
    if layer.domain_core:
        return tell(lang, "Classes are the same in every year: made from the core units, %(years)s.", years=years)
    message = N_("Classes are the same in every year: made from all units, since no core unit has a value, %(years)s.")
    return tell(lang, message, years=years)


def _run_note(layer: Layer, lang: str, years: str, ends: tuple[float, float]) -> str:
    """Say between which values the colours run, and what becomes of values beyond them."""
    if layer.domain_core:
        message = N_("Colours run evenly from the lowest to the highest value of the core units, %(years)s.")
    else:
        message = N_("Colours run evenly from the lowest to the highest value of all units, %(years)s.")
    said = tell(lang, message, years=years)
    low, high = domain_ends(layer) or ends
    if ends[0] < low or high < ends[1]:
        return " ".join((said, tell(lang, "Values beyond these have the colours of the ends.")))
    return said


def _classes(
    layer: Layer, state: MapState, ends: tuple[float, float], counts: Counter[int | None], core: Counter[int | None]
) -> tuple[LegendClass, ...]:
    if isinstance(layer, ClusterLayer):
        return cluster_classes(layer, state.lang, counts, core)
    domain = domain_ends(layer)
    low = domain[0] if domain else None
    lowest, highest = ends
    breaks, lang = class_breaks(layer, state), state.lang
    top = layer.high if layer.high is not None else highest
    decimals, measure = bound_decimals(layer, state), layer.measure_in(state.year).say(lang)
    out = []
    for index, (high, colour) in enumerate(zip(breaks, state_colours(layer, state), strict=True)):
        first, last = index == 0, index == len(breaks) - 1
        label = class_label(
            low,
            high,
            decimals,
            lang,
            below=first and not last and low is not None and (lowest < low or low > high),
            above=last and not first and (highest > high or high > top),
        )
        if layer.kind == TYPES:
            label = type_words(index + 1, lang)
        words = tell(
            lang,
            CLASS,
            number=index + 1,
            total=len(breaks),
            range=label,
            measure=measure,
            districts=_districts(lang, counts[index]),
        )
        out.append(LegendClass(index, colour, low, high, label, counts[index], core[index], words))
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


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
