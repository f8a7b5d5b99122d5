"""The ground of an extract: the geometry of its area, read when a format needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from mapserver.exports.extract import Extract
from mapserver.exports.geometry import Shapes, precise
from mapserver.model import Drawing


@dataclass(frozen=True)
class Ground:
    """What reads the geometry of an area: polygons by territory with their CRS, topologies and drawings by frame; what
    draws the pictures of an extract, by file name; and what reads the shared lines of two territories each (keys), in
    degrees.
    """

    read_shapes: Callable[[], tuple[Mapping[str, BaseGeometry], CRS]]
    read_topologies: Callable[[], Mapping[str, Mapping[str, Any]]]
    drawings: tuple[Drawing, ...]
    draw: Callable[[Extract], dict[str, bytes]]
    read_lines: Callable[[Sequence[tuple[str, str]]], list[BaseGeometry]]

    @cached_property
    def shapes(self) -> Shapes:
        """Return the polygons at full detail."""
        return Shapes(*self.read_shapes())

    def lines_in_degrees(self, pairs: Sequence[tuple[str, str]]) -> list[BaseGeometry]:
        """Return the shared line of each pair of territories, in longitude and latitude, as precise as boundaries."""
        return precise(self.read_lines(pairs))

    @cached_property
    def topologies(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the drawn topology of each frame."""
        return self.read_topologies()
