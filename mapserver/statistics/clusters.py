"""Clusters of a layer in a year: which places lie among likes, and the layer that shows it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, Protocol, cast

from mapserver.model import Cell, Layer, Text
from mapserver.model.clusters import CLASSES, CLUSTERS, ClusterLayer, Clusters
from mapserver.statistics.autocorrelation import FALSE_DISCOVERY_RATE, FEWEST, PERMUTATIONS, SEED, Measured, measure
from mapserver.statistics.gap_table import segments_of
from mapserver.statistics.measures import derived_measures
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Layers of clusters that a layer keeps: readers go through its years.
KEPT = 64


class Measure(Protocol):
    """How values are measured: here, or in another process."""

    def __call__(
        self, values: Sequence[float], pairs: Sequence[tuple[int, int]], home: Sequence[tuple[int, int]]
    ) -> Measured:
        """Do as `autocorrelation.measure`."""


def find_clusters(
    layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]], how: Measure = measure
) -> Clusters:
    """Return the clusters of the values that are drawn in a year; `beside` has by the key of a territory those that
    share a line with it, with its km.

    Neighbours are those with a value. Nothing is tested where values measure different things, where fewer than FEWEST
    of them have a neighbour, and where all are equal.
    """
    valued = layer.valued(year)
    sides = {(layer.places[index].series, layer.places[index].country): index for index in valued}
    segments = segments_of(layer, year, beside)
    known = frozenset(valued)
    rows = zip(segments.a.tolist(), segments.b.tolist(), segments.km.tolist(), strict=True)
    pairs = tuple((a, b, km) for a, b, km in rows if a in known and b in known)
    linked = {index for pair in pairs for index in pair[:2]}
    islands = tuple(index for index in valued if index not in linked)
    values = [layer.cell(index, year).value or 0.0 for index in valued]
    refusal: Literal["", "different", "few", "equal"] = ""
    if any(layer.judgement(a, b) == "different" for a, b in combinations(sides.values(), 2)):
        refusal = "different"
    elif len(linked) < FEWEST:
        refusal = "few"
    elif len({value for index, value in zip(valued, values, strict=True) if index in linked}) < 2:
        refusal = "equal"
    if refusal:
        return Clusters(year, refusal, islands=islands, pairs=pairs)
    at = {index: place for place, index in enumerate(valued)}
    links = [(at[a], at[b]) for a, b, _ in pairs]
    inside = [(at[a], at[b]) for a, b, _ in pairs if layer.places[a].country == layer.places[b].country]
    found = how(values, links, inside)
    at_home = {valued[place] for pair in inside for place in pair}
    return Clusters(
        year,
        local={valued[place]: local for place, local in found.local.items()},
        islands=islands,
        pairs=pairs,
        links=found.links,
        home=found.home,
        home_islands=tuple(index for index in valued if index in linked and index not in at_home),
        across=found.across,
        threshold=found.threshold,
        permutations=PERMUTATIONS,
        seed=SEED,
        rate=FALSE_DISCOVERY_RATE,
    )


def cluster_layer(
    layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]], how: Measure = measure
) -> ClusterLayer:
    """Return the clusters of a year as a layer of that year; the layer of values keeps it.

    A place with a value has a class, also where nothing was tested: then it has none, with the reason ``not_tested``.
    """
    kept = cast("dict[int, ClusterLayer]", layer.kept.setdefault(CLUSTERS, {}))
    made = kept.get(year)
    if made is None:
        made = _layer(layer, find_clusters(layer, year, beside, how))
        if len(kept) >= KEPT:
            kept.clear()
        kept[year] = made
    return made


def _layer(layer: Layer, found: Clusters) -> ClusterLayer:
    cells = tuple((_cell(layer, index, found),) for index in range(len(layer.places)))
    own = {field.name: getattr(layer, field.name) for field in fields(Layer)}
    classes = tuple(float(number) for number in range(len(CLASSES)))
    shown = {
        "years": (found.year,),
        "kind": CLUSTERS,
        **derived_measures(layer, _measure),
        "cells": cells,
        "breaks": {CLUSTERS: {len(CLASSES): classes}},
        "scheme": CLUSTERS,
        "domain": 0,
        "low": None,
        "high": None,
        "national": {},
        "both_sides": {
            border: replace(sides, years=tuple(year for year in sides.years if year == found.year))
            for border, sides in layer.both_sides.items()
        },
    }
    return ClusterLayer(**{**own, **shown}, figures=layer, clusters=found)


def _measure(measure: Text) -> Text:
    return Text({tag: tell(tag, N_("%(measure)s, clusters"), measure=words) for tag, words in measure.items()})


def _cell(layer: Layer, index: int, found: Clusters) -> Cell:
    cell = layer.cell(index, found.year)
    if cell.value is None:
        return cell
    if found.refusal:
        return cell._replace(value=None, reason="not_tested")
    return cell._replace(value=float(CLASSES.index(class_of(found, index))))


def class_of(found: Clusters, index: int) -> str:
    """Return the class of a place with a value, one of CLASSES."""
    local = found.local.get(index)
    if local is None:
        return "no-neighbours"
    return local.quadrant if local.significant else "not-significant"
