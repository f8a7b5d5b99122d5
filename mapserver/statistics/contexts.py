"""Figures set against a context: the own country, the border area, the neighbours; a layer of its own for each.

Relative, a figure is 100 times the value by its context (100 = as in the context); absolute, the difference; to parity,
how much of what is counted that difference is. The deviations are those that HyperAtlas and MTA publish (general,
territorial, spatial); the mean of neighbours is that of the neighbours alone, without the unit itself. A context is of
one year, so that the end of a run does not matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model import Cell, Message
from mapserver.model.context import (
    ABSOLUTE,
    COUNTRY,
    PARITY,
    RELATIVE,
    Against,
    Context,
    ContextFigure,
    Denominators,
)
from mapserver.statistics.change import sides_with_values
from mapserver.statistics.classification import (
    DIFFERENCE,
    INDEX_CENTRE,
    RELATION,
    default_scheme,
    mirrored_breaks,
)
from mapserver.statistics.context_figures import FIGURES, national, values_of
from mapserver.statistics.context_words import context_measures
from mapserver.statistics.parity import parity_decimals, parity_figures, parity_measure
from mapserver.statistics.scales import has_ratios
from mapserver.statistics.surroundings import Surroundings, Weights

if TYPE_CHECKING:
    from mapserver.model import Layer, Text

    #: What the places of a layer are set against, by place and year index.
    Figures = tuple[tuple[ContextFigure, ...], ...]

#: Relative figures that all lie so near to 100 are shown with a decimal more.
NEAR = 10.0


def ways_of(layer: Layer, denominators: Denominators) -> tuple[str, ...]:
    """Return how the figures of a layer may be set against a context, the usual way first."""
    usual = (RELATIVE, ABSOLUTE) if has_ratios(layer) else (ABSOLUTE,)
    return (*usual, PARITY) if parity_measure(layer, denominators) else usual


def context_layer(layer: Layer, context: Context, around: Surroundings) -> Layer:
    """Return the layer of figures set against a context.

    A place has a figure where it has a value and the context has one; else a reason. KeyError for a way that the
    indicator does not allow.
    """
    ways = ways_of(layer, around.denominators)
    if context.way not in ways:
        raise KeyError(context.way)
    weights = Weights(layer, around)
    figures = FIGURES[context.kind](layer, context, around, weights)
    parity = parity_figures(layer, figures, weights, around.denominators.counted)
    cells = tuple(
        tuple(
            _cell(cell, figure, context, national(layer, place, column), parity[place][column] if parity else None)
            for column, (cell, figure) in enumerate(zip(line, held, strict=True))
        )
        for place, (line, held) in enumerate(zip(layer.cells, figures, strict=True))
    )
    against = Against(
        context,
        ways,
        layer.decimals,
        tuple(tuple(cell.value for cell in line) for line in layer.cells),
        figures,
        parity,
        around.denominators.counted,
        cells=layer.cells,
        national=layer.national if context.kind == COUNTRY else {},
    )
    counted = parity_measure(layer, around.denominators)
    measures = context_measures(layer, context, counted)
    return _classed(replace(layer, cells=cells, national={}, **measures, against=against), context, counted)


def _cell(cell: Cell, figure: ContextFigure, context: Context, national: Cell | None, parity: float | None) -> Cell:
    """Set one value against its context; the flags of the value stay, and those of a country's figure come to it."""
    if cell.value is None:
        return cell
    if figure.value is None:
        return Cell(None, reason=figure.reason, run=cell.run)
    flags, note = cell.flag, cell.note
    if context.kind == COUNTRY and national is not None and (national.flag or national.note):
        flags = " ".join(dict.fromkeys(filter(None, (flags, national.flag))))
        note = Message.joined((note, national.note))
    if context.way == PARITY:
        reason = "not_counted" if parity is None else ""
        return Cell(parity, "" if reason else flags, reason, "" if reason else cell.edition, note, cell.run)
    if context.way == ABSOLUTE:
        return Cell(round(cell.value - figure.value, 10), flags, "", cell.edition, note, cell.run)
    if figure.value <= 0:
        return Cell(None, reason="context_is_zero", run=cell.run)
    return Cell(round(100 * cell.value / figure.value, 10), flags, "", cell.edition, note, cell.run)


def _classed(layer: Layer, context: Context, counted: Text) -> Layer:
    """Give a layer of deviations its classes, which lie alike on both sides of its context."""
    values = [value for held in layer.domain_values.values() for value in held]
    is_core = layer.domain_core
    if not values:
        values = [value for year in layer.years for _, value in values_of(layer, layer.drawn(year), year)]
        is_core = not values
    relative = context.way == RELATIVE
    centre = INDEX_CENTRE if relative else 0.0
    decimals = parity_decimals(values, counted) if context.way == PARITY else layer.decimals
    if relative:
        decimals = 1 if values and max(abs(value - centre) for value in values) < NEAR else 0
    breaks = {
        scheme: {
            k: (*(round(bound + centre, 10) for bound in bounds[:-1]), max(values)) for k, bounds in by_count.items()
        }
        for scheme, by_count in mirrored_breaks([value - centre for value in values], decimals).items()
    }
    return replace(
        layer,
        default_year=year_with_values(layer),
        both_sides=sides_with_values(layer),
        kind=RELATION if relative else DIFFERENCE,
        decimals=decimals,
        breaks=breaks,
        domain=len(values),
        domain_core=is_core,
        low=min(values, default=None),
        high=max(values, default=None),
        scheme=default_scheme(breaks, None, values),
    )


def year_with_values(layer: Layer) -> int:
    """Return the year that a map starts with: the layer's, or the latest with a value of the core, where that has
    none."""
    years = [year for year in layer.years if layer.core_counts[year][0]]
    return layer.default_year if layer.default_year in years or not years else years[-1]
