"""What figures are set against, by place and year: the country's figure, the mean of the core or of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapserver.model.context import AREA, COUNTRY, NEIGHBOURS, PUBLISHED, Context, ContextFigure
from mapserver.statistics.surroundings import Surroundings, Weights, neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from mapserver.model import Cell, Layer

    #: What the places of a layer are set against, by place and year index.
    Figures = tuple[tuple[ContextFigure, ...], ...]


def national(layer: Layer, place: int, column: int) -> Cell | None:
    """Return the published figure of the country of a place; None where there is none in any year."""
    held = layer.national.get(layer.places[place].country)
    return held[column] if held else None


def against_country(layer: Layer, *_: object) -> Figures:
    """Return the published figures of the countries: never a mean of the part of a country that is in the data."""

    def figure(place: int, column: int) -> ContextFigure:
        cell = national(layer, place, column)
        if cell is None or cell.value is None:
            return ContextFigure(None, reason="no_national")
        return ContextFigure(cell.value, PUBLISHED, 1)

    return _table(layer, figure)


def against_area(layer: Layer, _: Context, __: Surroundings, weights: Weights) -> Figures:
    """Return the mean of the core in each year; none where its values measure different things."""
    differs = _differing(layer)
    has_different = any(judgement == "different" for _, _, judgement, _ in layer.comparability)
    # Of many places of few series and countries one of each stands for all.
    sides = [(place.series, place.country) for place in layer.places]
    of_side = {side: place for place, side in reversed(list(enumerate(sides)))}
    table = []
    for column, year in enumerate(layer.years):
        held = [place for place, _ in values_of(layer, layer.drawn(year), year) if layer.places[place].core]
        if year in layer.years_of_different:
            mean = ContextFigure(None, reason="context_differs")
        elif not held:
            mean = ContextFigure(None, reason="no_core_figure")
        else:
            rows = np.zeros(len(held), dtype=np.intp)
            found = weights.means(rows, np.array(held, dtype=np.intp), 1, _numbers(layer, column), year)[0]
            mean = ContextFigure(found.value, found.weights, found.units)
        other = ContextFigure(None, reason="context_differs")
        core = {of_side[sides[place]] for place in held} if has_different and mean.value is not None else set()
        apart = {side for side, place in of_side.items() if any(differs(place, one) for one in core)}
        table.append([other if side in apart else mean for side in sides])
    return tuple(zip(*table, strict=True))


def against_neighbours(layer: Layer, context: Context, around: Surroundings, weights: Weights) -> Figures:
    """Return the mean of the neighbours in the division that is drawn in the year; those that measure different things
    are left out."""
    by_drawn: dict[tuple[int, ...], _Links] = {}
    count = len(layer.places)
    table = []
    for column, year in enumerate(layer.years):
        drawn = layer.drawn(year)
        if drawn not in by_drawn:
            by_drawn[drawn] = _Links(layer, neighbours(layer, drawn, context, around))
        links = by_drawn[drawn]
        values = _numbers(layer, column)
        valued = ~np.isnan(values[links.others])
        fit = valued & ~links.differ
        means = weights.means(links.places[fit], links.others[fit], count, values, year)
        left_out = np.bincount(links.places[valued & links.differ], minlength=count)
        figures = [ContextFigure(None, reason="unit_did_not_exist")] * count
        for place in drawn:
            without = int(left_out[place])
            if place in means:
                mean = means[place]
                figures[place] = ContextFigure(mean.value, mean.weights, mean.units, without)
            else:
                has_any = place in links.linked
                reason = "context_differs" if without else "no_neighbour_figure" if has_any else "no_neighbours"
                figures[place] = ContextFigure(None, left_out=without, reason=reason)
        table.append(figures)
    return tuple(zip(*table, strict=True))


class _Links:
    """Places and their neighbours in pairs, and which pairs measure different things."""

    def __init__(self, layer: Layer, held: Mapping[int, frozenset[int]]) -> None:
        pairs = [(place, other) for place, others in held.items() for other in sorted(others)]
        differs = _differing(layer)
        self.places = np.array([place for place, _ in pairs], dtype=np.intp)
        self.others = np.array([other for _, other in pairs], dtype=np.intp)
        self.differ = np.array([differs(place, other) for place, other in pairs], dtype=bool)
        self.linked = {place for place, others in held.items() if others}


def _numbers(layer: Layer, column: int) -> NDArray[np.float64]:
    """Return the values of all places in a year, not a number where there is none."""
    return np.array([line[column].value for line in layer.cells], dtype=float)


#: What gives the figures of each kind of context.
FIGURES: dict[str, Callable[[Layer, Context, Surroundings, Weights], Figures]] = {
    COUNTRY: against_country,
    AREA: against_area,
    NEIGHBOURS: against_neighbours,
}


def values_of(layer: Layer, drawn: Sequence[int], year: int) -> Iterable[tuple[int, float]]:
    """Go through the places of a year that have a value."""
    return ((place, value) for place in drawn if (value := layer.cell(place, year).value) is not None)


def _differing(layer: Layer) -> Callable[[int, int], bool]:
    """Return what says whether two places measure different things; asked for many pairs of few series."""
    if not any(judgement == "different" for _, _, judgement, _ in layer.comparability):
        return lambda _, __: False
    known: dict[tuple[str, str, str, str], bool] = {}

    def differs(one: int, other: int) -> bool:
        a, b = layer.places[one], layer.places[other]
        key = (a.series, a.country, b.series, b.country)
        if key not in known:
            known[key] = layer.judgement(one, other) == "different"
        return known[key]

    return differs


def _table(layer: Layer, figure: Callable[[int, int], ContextFigure]) -> Figures:
    return tuple(
        tuple(figure(place, column) for column in range(len(layer.years))) for place in range(len(layer.places))
    )
