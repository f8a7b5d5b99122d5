"""Types: which of the three contexts a value lies above; eight of them, as HyperAtlas and MTA publish them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model import Cell, Text
from mapserver.model.context import AREA, COUNTRY, NEIGHBOURS, Against, Context
from mapserver.statistics.change import sides_with_values
from mapserver.statistics.classification import TYPES
from mapserver.statistics.context_figures import FIGURES
from mapserver.statistics.context_words import context_measures
from mapserver.statistics.contexts import year_with_values
from mapserver.statistics.surroundings import Surroundings, Weights

if TYPE_CHECKING:
    from mapserver.model import Layer

#: The eight types, by which contexts a value lies above: country 1, border area 2, neighbours 4.
TYPE_COUNT = 8
TYPE_SCHEME = "typology"
#: What two numbers may differ by that would be one but for floating point: a weighted mean of equal values, say.
SAME = 1e-9


def typology_layer(layer: Layer, context: Context, around: Surroundings) -> Layer:
    """Return the layer of types: which of the three contexts a value lies above (country 1, area 2, neighbours 4).

    Values run from 1, above none of them, to 8, above all. A value that equals its context is not above it. A place
    without one of the contexts has the reason of the first that is missing.
    """
    weights = Weights(layer, around)
    parts = tuple(FIGURES[kind](layer, context, around, weights) for kind in (COUNTRY, AREA, NEIGHBOURS))

    def typed(place: int, column: int) -> Cell:
        cell, held = layer.cells[place][column], [part[place][column] for part in parts]
        missing = next((figure.reason for figure in held if figure.value is None), "")
        if cell.value is None:
            return cell
        if missing:
            return Cell(None, reason=missing, run=cell.run)
        above = sum(
            2**bit
            for bit, figure in enumerate(held)
            if figure.value is not None and _is_above(cell.value, figure.value)
        )
        return cell._replace(value=float(1 + above))

    cells = tuple(
        tuple(typed(place, column) for column in range(len(layer.years))) for place in range(len(layer.places))
    )
    own = tuple(tuple(cell.value for cell in line) for line in layer.cells)
    has_any = any(cell.value is not None for line in cells for cell in line)
    bounds = tuple(float(number) for number in range(1, TYPE_COUNT + 1))
    typed_layer = replace(
        layer,
        kind=TYPES,
        decimals=0,
        cells=cells,
        breaks={TYPE_SCHEME: {TYPE_COUNT: bounds}} if has_any else {},
        scheme=TYPE_SCHEME,
        low=1.0,
        high=float(TYPE_COUNT),
        **context_measures(layer, context, Text()),
        national={},
        against=Against(context, (), layer.decimals, own, parts=parts),
    )
    return replace(typed_layer, default_year=year_with_values(typed_layer), both_sides=sides_with_values(typed_layer))


def _is_above(value: float, context: float) -> bool:
    """Say whether a value lies above its context, by more than the last digits of a sum."""
    return value > context and not math.isclose(value, context, rel_tol=SAME, abs_tol=SAME)
