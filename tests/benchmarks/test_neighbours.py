"""Neighbours and gaps of a hundred thousand units, against STRtree with intersections, libpysal and geopandas.

All peers get the very polygons and figures that ours gets. What is compared besides time: the same pairs, the same
lengths, the same gaps. `--units 5000` makes it small.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from mapserver.geometry.segments import segments
from mapserver.geometry.topology import build_topology
from mapserver.model import Cell, Period, Place, Segment, Text
from mapserver.statistics.gap_table import gap_table
from tests.benchmarks.municipalities import Land, make_land
from tests.maps.conftest import make_layer

if TYPE_CHECKING:
    from mapserver.model import Layer

#: Seconds for all neighbours with lengths and for the gaps of a year, with a hundred thousand units.
NEIGHBOURS, GAPS = 10.0, 0.3
ROUNDS = 3


@pytest.fixture(scope="module")
def land(request) -> Land:
    return make_land(request.config.getoption("--units"))


@dataclass(frozen=True)
class Timed:
    """What a way gave and the seconds that it took."""

    seconds: float
    found: list[Segment]


@pytest.fixture(scope="module")
def ours(land) -> Timed:
    pieces, territories = land.pieces, land.territories()
    took = []
    # A build looks for no cycles either.
    gc.disable()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = segments(build_topology(pieces), territories)
        took.append(time.perf_counter() - start)
    gc.enable()
    return Timed(statistics.median(took), found)


def test_neighbours_with_lengths(land, ours, row):
    """STRtree and the intersection of outlines, as shapely offers it."""
    start = time.perf_counter()
    outlines = shapely.boundary(land.polygons)
    one, other = shapely.STRtree(land.polygons).query(land.polygons, predicate="intersects")
    one, other = one[one < other], other[one < other]
    metres = shapely.length(shapely.intersection(outlines[one], outlines[other]))
    peer = time.perf_counter() - start
    known = {(land.names[a], land.names[b]): km for a, b, km in zip(one, other, metres / 1000, strict=True) if km >= 1}
    mine = {tuple(sorted((item.key_a[:7], item.key_b[:7]))): item.km for item in ours.found}
    assert mine == pytest.approx(known, rel=1e-9)
    what = f"neighbours with lengths of {len(land.names):,} units ({len(mine):,} pairs)"
    row(what, f"{ours.seconds:.1f} s", f"STRtree and intersection {peer:.1f} s", f"{ours.seconds / peer:.2f}", "0.30")
    if len(land.names) == 100_000:
        row("the same", f"{ours.seconds:.1f} s", f"limit {NEIGHBOURS:.0f} s", f"{ours.seconds / NEIGHBOURS:.2f}", "1")
        assert ours.seconds <= NEIGHBOURS


def test_neighbours_against_overlay(land, ours, row):
    """`geopandas.overlay` of the outlines, on a part of the land: of all of it it takes minutes."""
    part = Land(land.names[:5000], land.polygons[:5000], land.country[:5000], land.figures[:, :5000])
    frame = part.frame()
    start = time.perf_counter()
    outlines = frame.set_geometry(frame.boundary)
    crossed = gpd.overlay(outlines, outlines, how="intersection", keep_geom_type=True)
    crossed = crossed[crossed["unit_1"] < crossed["unit_2"]]
    met = crossed.assign(km=crossed.length / 1000).groupby(["unit_1", "unit_2"])["km"].sum()
    peer = time.perf_counter() - start
    start = time.perf_counter()
    mine = segments(build_topology(part.pieces), part.territories())
    seconds = time.perf_counter() - start
    wanted = {tuple(sorted((item.key_a[:7], item.key_b[:7]))): item.km for item in mine}
    assert wanted == pytest.approx(met[met >= 1].to_dict(), rel=1e-9)
    what = f"neighbours with lengths of {len(part.names):,} units"
    row(what, f"{seconds:.2f} s", f"geopandas.overlay {peer:.1f} s", f"{seconds / peer:.3f}", "0.30")


def test_neighbours_against_libpysal(land, ours, row):
    """Rook contiguity, which has no lengths: the same pairs and those under a kilometre."""
    from libpysal.graph import Graph

    frame = land.frame().set_index("unit")
    start = time.perf_counter()
    graph = Graph.build_contiguity(frame, rook=True)
    peer = time.perf_counter() - start
    known = {pair for pair in graph.adjacency.index if pair[0] < pair[1]}
    lengths = build_topology(land.pieces).between(lambda piece: piece)
    assert set(lengths) == known
    row(
        f"neighbours of {len(land.names):,} units",
        f"{ours.seconds:.1f} s",
        f"libpysal Graph, rook {peer:.1f} s",
        f"{ours.seconds / peer:.2f}",
        "0.30",
    )


def layer_of(land: Land, indicator: int) -> Layer:
    """Return an indicator of the land as a layer."""
    places = tuple(
        Place(f"{name}@2024", name, "2024", country, "municipality", True, "office", Text())
        for name, country in zip(land.names, land.country.tolist(), strict=True)
    )
    figures = land.figures[indicator]
    years = tuple(range(2015, 2015 + figures.shape[1]))
    held: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        held.setdefault(place.country, []).append(index)
    periods = tuple(
        Period(country, years[0], years[-1], "2024", "municipality", tuple(indexes))
        for country, indexes in held.items()
    )
    cells = tuple(tuple(Cell(None if np.isnan(value) else value) for value in line) for line in figures.tolist())
    return make_layer(
        years=years, default_year=years[-1], places=places, periods=periods, cells=cells, series=(), comparability=()
    )


def test_gaps_of_an_indicator_and_year(land, ours, row):
    """All segments at once, against the same with `overlay` and `merge`, which has to find the neighbours anew, and
    against `merge` alone, which is given them."""
    beside: dict[str, dict[str, float]] = {}
    for item in ours.found:
        beside.setdefault(item.key_a, {})[item.key_b] = item.km
        beside.setdefault(item.key_b, {})[item.key_a] = item.km
    layer = layer_of(land, 0)
    start = time.perf_counter()
    gap_table(layer, layer.years[0], beside)
    first = time.perf_counter() - start
    pairs = pd.DataFrame([(item.key_a, item.key_b) for item in ours.found], columns=["a", "b"])
    places = [place.key for place in layer.places]
    took, merged = [], []
    for year in range(1, ROUNDS + 1):
        start = time.perf_counter()
        table = gap_table(layer, layer.years[year], beside)
        took.append(time.perf_counter() - start)
        start = time.perf_counter()
        values = pd.DataFrame({"unit": places, "value": land.figures[0, :, year]})
        peer = pairs.merge(values, left_on="a", right_on="unit").merge(
            values, left_on="b", right_on="unit", suffixes=("_a", "_b")
        )
        peer = peer.assign(
            diff=peer["value_b"] - peer["value_a"],
            ratio=peer["value_b"] / peer["value_a"],
            log2_ratio=np.log2(peer["value_b"] / peer["value_a"]),
        )
        merged.append(time.perf_counter() - start)
    mine = pd.DataFrame({
        "a": np.array(places)[table.segments.a], "b": np.array(places)[table.segments.b],
        "diff": table.diff, "ratio": table.ratio, "log2_ratio": table.log2_ratio,
    })  # fmt: skip
    both = mine.merge(peer, on=["a", "b"], suffixes=("", "_peer"))
    assert len(both) == len(mine) == len(pairs)
    for name in ("diff", "ratio", "log2_ratio"):
        np.testing.assert_allclose(both[name], both[f"{name}_peer"], rtol=1e-9, atol=1e-12)
    seconds, alone = statistics.median(took), statistics.median(merged)
    naive = naive_gaps(land)
    what = f"gaps of one indicator and year, {len(pairs):,} segments"
    row(
        what, f"{seconds * 1000:.0f} ms", f"geopandas.overlay and merge {naive:.1f} s", f"{seconds / naive:.4f}", "0.05"
    )
    row("the same", f"{seconds * 1000:.0f} ms", f"merge alone {alone * 1000:.0f} ms", f"{seconds / alone:.2f}", "1")
    if len(land.names) == 100_000:
        row("the same", f"{seconds * 1000:.0f} ms", f"limit {GAPS * 1000:.0f} ms", f"{seconds / GAPS:.2f}", "1")
        row("the first year of a division", f"{first * 1000:.0f} ms", "", "", "")
        assert seconds <= GAPS


def naive_gaps(land: Land) -> float:
    """Return the seconds that `overlay` and `merge` take for all units, from those for 5000."""
    part = Land(land.names[:5000], land.polygons[:5000], land.country[:5000], land.figures[:, :5000])
    frame = part.frame().assign(value=part.figures[0, :, 0])
    start = time.perf_counter()
    outlines = frame.set_geometry(frame.boundary)
    crossed = gpd.overlay(outlines, outlines, how="intersection", keep_geom_type=True)
    crossed = crossed[crossed["unit_1"] < crossed["unit_2"]]
    met = crossed.assign(km=crossed.length / 1000).groupby(["unit_1", "unit_2"], as_index=False)["km"].sum()
    a, b = frame.add_suffix("_a"), frame.add_suffix("_b")
    gaps = met.merge(a, left_on="unit_1", right_on="unit_a").merge(b, left_on="unit_2", right_on="unit_b")
    gaps.assign(diff=gaps["value_b"] - gaps["value_a"], ratio=gaps["value_b"] / gaps["value_a"])
    return (time.perf_counter() - start) * len(land.names) / len(part.names)
