"""Municipalities that do not exist: a coverage of many units with neighbours, countries and figures, from a seed.

As in the workload of the published measurements: Voronoi cells of clustered points, their shared edges made wiggly, so
that neighbours share vertices exactly (about 90 a unit), 20 indicators over 10 years with an effect of the country. In
place of a coast cells are left out where the sea is: the land has bays, lakes and islands all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from mapserver.model import Territory

#: The square that the land lies in, in metres.
SIDE = 3_000_000.0
#: An edge swings so many times, with so many steps a swing.
LOBES, STEPS = 4, 4
#: A swing reaches at most so far towards the point of its cell: it never leaves its triangle.
REACH = 0.25
COUNTRIES, INDICATORS, YEARS = 10, 20, 10


@dataclass(frozen=True)
class Land:
    """Units with polygons in metres and the country of each; `figures[indicator, unit, year]` are NaN for no data."""

    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    country: NDArray[np.str_]
    figures: NDArray[np.float64]

    @property
    def pieces(self) -> dict[str, shapely.Geometry]:
        """Return the polygons by unit."""
        return dict(zip(self.names, self.polygons, strict=True))

    def territories(self) -> list[Territory]:
        """Return the units as territories of one piece each."""
        return [
            Territory(name, "2024", country, "municipality", "", frozenset([name]))
            for name, country in zip(self.names, self.country.tolist(), strict=True)
        ]

    def frame(self) -> gpd.GeoDataFrame:
        """Return the units as a GeoDataFrame in metres."""
        return gpd.GeoDataFrame({"unit": self.names, "country": self.country}, geometry=self.polygons, crs=3035)


def make_land(units: int, seed: int = 20240601) -> Land:
    """Return `units` units, those whose cell lies in the sea left out."""
    rng = np.random.default_rng(seed)
    points = _clustered(rng, round(units * 1.25))
    diagram = Voronoi(points)
    lines = _wiggly(diagram, rng)
    # By cell its edges as (edge, turned round), in the order in which they follow each other.
    edges: list[list[int]] = [[] for _ in points]
    for edge, (one, other) in enumerate(diagram.ridge_points.tolist()):
        edges[one].append(edge)
        edges[other].append(edge)
    inside = np.all((points > 0.02 * SIDE) & (points < 0.98 * SIDE), axis=1) & _is_land(points)
    polygons, held = [], []
    for cell in np.flatnonzero(inside):
        ring = _ring(diagram, lines, edges[cell])
        if ring is not None:
            polygons.append(shapely.Polygon(ring))
            held.append(cell)
    held, made = np.array(held[:units]), np.array(polygons[:units], dtype=object)
    capitals = points[rng.choice(held, COUNTRIES, replace=False)]
    nearest = np.argmin(((points[held][:, None, :] - capitals) ** 2).sum(axis=2), axis=1)
    shape = (INDICATORS, len(held), YEARS)
    figures = rng.lognormal(3, 0.6, (INDICATORS, COUNTRIES))[:, nearest, None] * rng.lognormal(0, 0.3, shape)
    figures[rng.random(shape) < 0.03] = np.nan
    names = tuple(f"U{number:06d}" for number in range(len(held)))
    return Land(names, made, np.array([f"C{number}" for number in nearest]), figures)


def _clustered(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    towns = rng.random((max(4, count // 200), 2)) * SIDE
    near = towns[rng.integers(len(towns), size=count // 2)] + rng.normal(0, SIDE / 60, (count // 2, 2))
    return np.concatenate([near % SIDE, rng.random((count - count // 2, 2)) * SIDE])


def _is_land(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    x, y = (points / SIDE * 2 * np.pi).T
    return np.sin(2 * x + 1) * np.sin(3 * y) + 0.3 * np.sin(11 * x) * np.sin(13 * y) < 0.9


def _wiggly(diagram: Voronoi, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return for each edge of the diagram its points from one end to the other; NaN where it has no end."""
    ends = np.array(diagram.ridge_vertices)
    vertices = np.concatenate([diagram.vertices, [[np.nan, np.nan]]])
    first, last = vertices[ends[:, 0]][:, None, :], vertices[ends[:, 1]][:, None, :]
    share = np.linspace(0, 1, LOBES * STEPS + 1)[None, :, None]
    straight = first * (1 - share) + last * share
    swing = np.repeat(rng.uniform(-REACH, REACH, (len(ends), LOBES)), STEPS, axis=1)
    swing = np.concatenate([swing, swing[:, -1:]], axis=1) * np.abs(np.sin(np.pi * LOBES * share[:, :, 0]))
    towards = np.where(
        swing[:, :, None] > 0,
        diagram.points[diagram.ridge_points[:, 0]][:, None, :],
        diagram.points[diagram.ridge_points[:, 1]][:, None, :],
    )
    made = straight + np.abs(swing)[:, :, None] * (towards - straight)
    # An end is a vertex that other edges have too: the same to the last bit.
    made[:, 0], made[:, -1] = first[:, 0], last[:, 0]
    return np.round(made, 3)


def _ring(diagram: Voronoi, lines: NDArray[np.float64], edges: list[int]) -> NDArray[np.float64] | None:
    """Join the edges of a cell; None where it is open, or has an edge that rounding made a point."""
    at: dict[int, list[int]] = {}
    for edge in edges:
        one, other = diagram.ridge_vertices[edge]
        if one == -1 or other == -1 or np.array_equal(lines[edge][0], lines[edge][-1]):
            return None
        at.setdefault(one, []).append(edge)
        at.setdefault(other, []).append(edge)
    edge, (here, there) = edges[0], diagram.ridge_vertices[edges[0]]
    start, parts = here, []
    while True:
        line = lines[edge]
        parts.append(line[:-1] if diagram.ridge_vertices[edge][0] == here else line[:0:-1])
        if there == start:
            return np.concatenate(parts)
        edge = next(other for other in at[there] if other != edge)
        one, other = diagram.ridge_vertices[edge]
        here, there = (one, other) if one == there else (other, one)
