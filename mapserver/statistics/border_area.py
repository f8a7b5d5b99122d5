"""The border area by another definition: which places of a layer are core, and the classes that follow from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model.context import PROGRAMME
from mapserver.statistics.classification import default_scheme
from mapserver.statistics.layers import legend_breaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Layer


def with_core(layer: Layer, keys: frozenset[str]) -> Layer:
    """Return a layer whose core are the places with these keys, classed by their values.

    Without any value of the core the classes are made from all units, as everywhere. Only the methods of `quick_breaks`
    are offered.
    """
    moved = replace(marked(layer, keys), domain_core=True)
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
        scheme=default_scheme(breaks, low, moved.domain_values.get(layer.default_year, ())),
    )


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
