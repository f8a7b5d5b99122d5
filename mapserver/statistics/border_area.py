"""The border area by another definition: which places of a layer are core, and the classes that follow from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model.context import PROGRAMME
from mapserver.statistics.classification import default_scheme
from mapserver.statistics.layers import legend_breaks
from mapserver.statistics.meeting import meetings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mapserver.model import Layer


def with_core(layer: Layer, keys: frozenset[str], grounds: Mapping[str, Collection[str]] | None = None) -> Layer:
    """Return a layer whose core are the places with these keys, classed by their values.

    Which sides meet, and the year that a map starts with, follow from the new core as in a build; `grounds` are those
    of the area. Without any value of the core the classes are made from all units, as everywhere. Only the methods of
    `quick_breaks` are offered.
    """
    moved = _met(replace(marked(layer, keys), domain_core=True), grounds or {})
    values = [value for held in moved.domain_values.values() for value in held]
    if not values:
        moved = replace(moved, domain_core=False)
        values = [value for held in moved.domain_values.values() for value in held]
    breaks = legend_breaks(values, layer.kind, layer.decimals, quick=True)
    low = min(values, default=None)
    return replace(
        moved,
        breaks=breaks,
        domain=len(values),
        low=low,
        high=max(values, default=None),
        scheme=default_scheme(breaks, low, moved.domain_values.get(moved.default_year, ())),
    )


def _met(layer: Layer, grounds: Mapping[str, Collection[str]]) -> Layer:
    """Return a layer with what its core says of its borders, and with the year that follows from it."""
    series = {place.country: place.series for place in layer.places}
    sides = meetings(
        tuple(layer.both_sides),
        grounds,
        series,
        layer.years,
        layer.places,
        layer.periods,
        layer.cells,
        layer.comparability,
    )
    common = max((item.years[-1] for item in sides.values() if item.years), default=None)
    valued = [year for year in layer.years if layer.core_counts[year][0]]
    year = common if common is not None else valued[-1] if valued else layer.default_year
    return replace(layer, both_sides=sides, default_year=year)


def marked(layer: Layer, keys: frozenset[str]) -> Layer:
    """Return a layer whose core are the places with these keys; its classes stay as they are."""
    return replace(layer, places=tuple(replace(place, core=place.key in keys) for place in layer.places))


def cores_of(layer: Layer, cores: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Return by definition the keys that are core, where a place of the layer is; the area's own rule first."""
    drawn = {place.key for place in layer.places}
    found = {PROGRAMME: frozenset(place.key for place in layer.places if place.core)}
    for name, keys in cores.items():
        held = drawn.intersection(keys)
        if held:
            found[name] = frozenset(held)
    return found
