"""Edges of a coverage as arrays: from rings with identical vertices to the arcs between the points where three meet.

Nothing is looped over but the arcs that come out. Coordinates are compared by a hash and then exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
#: Odd numbers that spread the bits of a coordinate over all 64.
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
#: Stands for no edge and no piece.
NONE = -1


class OverlapError(ValueError):
    """Two `edges` of one direction: what lies on their left lies there twice."""

    def __init__(self, edge: int, earlier: int) -> None:
        """Keep the edges."""
        super().__init__(f"edges {earlier} and {edge} have one direction")
        self.edges = edge, earlier


@dataclass(frozen=True)
class Edges:
    """The directed edges of all rings, a ring after the other, each with its piece on the left.

    `start` and `end` are vertices, numbered by the row in which `points` has them first; `twin` is the same edge the
    other way round, NONE where nothing lies on the right. `first` and `last` are by edge the ends of its ring.
    """

    names: tuple[str, ...]
    points: Floats
    start: Integers
    end: Integers
    piece: Integers
    first: Integers
    last: Integers
    twin: Integers


@dataclass(frozen=True)
class Arcs:
    """Arcs as rows of `points`: arc i has those from ``offsets[i]`` to ``offsets[i + 1]``; `left` and `right` are
    positions in the names of the pieces, NONE for what lies outside."""

    points: Floats
    offsets: Integers
    left: Integers
    right: Integers


def read_edges(pieces: Mapping[str, BaseGeometry]) -> Edges:
    """Return the edges of polygons whose shared lines have identical vertices; ValueError where two overlap."""
    names = tuple(sorted(pieces))
    polygons, owner = shapely.get_parts([pieces[name] for name in names], return_index=True)
    rings, polygon = shapely.get_rings(shapely.orient_polygons(polygons), return_index=True)
    # A zero with a sign is the same place.
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points += 0.0
    vertex = _first_rows(points)
    inside = np.flatnonzero((ring[1:] == ring[:-1]) & (vertex[1:] != vertex[:-1]))
    start, end, ring = vertex[inside], vertex[inside + 1], ring[inside]
    turns = np.flatnonzero(np.diff(ring, prepend=NONE))
    sizes = np.diff(np.append(turns, len(ring)))
    piece = owner[polygon[ring]] if len(ring) else ring
    try:
        twin = _twins(start, end)
    except OverlapError as error:
        one, other = (names[piece[edge]] for edge in error.edges)
        raise ValueError(f"{one} and {other} overlap: the pieces are no valid coverage") from error
    first = np.repeat(turns, sizes)
    return Edges(names, points, start, end, piece, first, first + np.repeat(sizes, sizes) - 1, twin)


def cut(edges: Edges) -> Arcs:
    """Cut the edges into arcs that begin and end where three sides meet, then the closed lines that meet no other.

    An arc that two pieces share comes once. Its direction and the order of all follow from the order of the rings.
    """
    is_node = _nodes(edges)[edges.start]
    own = np.arange(len(edges.start))
    number = np.where(edges.twin == NONE, own, np.minimum(edges.twin, own))
    begins = np.flatnonzero(is_node)
    lasts = _lasts(edges, begins)
    # Of the two directions the one that begins with the vertex, and there with the edge, that is met first.
    forward = np.stack([edges.start[begins], number[begins]])
    backward = np.stack([edges.end[lasts], number[lasts]])
    ahead = (forward[0] < backward[0]) | ((forward[0] == backward[0]) & (forward[1] < backward[1]))
    kept = ahead | (edges.twin[begins] == NONE)
    order = np.lexsort(np.where(ahead, forward, backward)[::-1, kept])
    begins, lasts, ahead = begins[kept][order], lasts[kept][order], ahead[kept][order]
    # Of a closed line that two rings share the first ring's stands.
    circles = np.setdiff1d(edges.first, edges.first[np.flatnonzero(is_node)])
    twin = edges.twin[circles]
    circles = circles[(twin == NONE) | (circles < edges.first[twin])]
    begins = np.concatenate([begins, circles])
    lasts = np.concatenate([lasts, edges.last[circles]])
    ahead = np.concatenate([ahead, np.ones(len(circles), dtype=bool)])
    return _gathered(edges, begins, lasts, ahead)


def _first_rows(points: Floats) -> Integers:
    """Return for each row the first one with the same coordinates."""
    bits = np.ascontiguousarray(points).view(np.uint64)
    order, is_same = _by_hash(_mixed(bits[:, 0], bits[:, 1]))
    heads = np.flatnonzero(~is_same)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.repeat(order[heads], np.diff(np.append(heads, len(order))))
    first = points[found]
    wrong = np.flatnonzero((first[:, 0] != points[:, 0]) | (first[:, 1] != points[:, 1]))
    if len(wrong):
        rows = np.flatnonzero(np.isin(found, found[wrong]))
        seen: dict[tuple[float, float], int] = {}
        found[rows] = [
            seen.setdefault((x, y), row) for row, (x, y) in zip(rows.tolist(), points[rows].tolist(), strict=True)
        ]
    return found


def _twins(start: Integers, end: Integers) -> Integers:
    """Return for each edge the one from its end to its start, NONE where there is none; OverlapError where two edges
    have one direction."""
    low, high = np.minimum(start, end).view(np.uint64), np.maximum(start, end).view(np.uint64)
    order, is_same = _by_hash(_mixed(low, high))
    later = np.flatnonzero(is_same)
    one, other = order[later - 1], order[later]
    is_pair = (start[one] == end[other]) & (end[one] == start[other])
    # More than two with one hash are looked at one by one, and so are two that are no pair.
    is_pair &= ~np.append(is_same, False)[later + 1] & ~is_same[later - 1]
    twin = np.full(len(start), NONE, dtype=np.int64)
    twin[one[is_pair]], twin[other[is_pair]] = other[is_pair], one[is_pair]
    seen: dict[tuple[int, int], int] = {}
    for edge in np.unique(np.concatenate([one[~is_pair], other[~is_pair]])).tolist():
        here, there = int(start[edge]), int(end[edge])
        if (here, there) in seen:
            raise OverlapError(edge, seen[here, there])
        seen[here, there] = edge
        back = seen.get((there, here))
        if back is not None:
            twin[edge], twin[back] = back, edge
    return twin


def _mixed(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a hash of two numbers, its upper bits well mixed."""
    mixed = one * MIXERS[0]
    shifted = mixed >> np.uint64(29)
    mixed ^= shifted
    mixed += other
    mixed *= MIXERS[1]
    np.right_shift(mixed, np.uint64(32), out=shifted)
    mixed ^= shifted
    mixed *= MIXERS[0]
    return mixed


def _by_hash(mixed: NDArray[np.uint64]) -> tuple[Integers, NDArray[np.bool_]]:
    """Return the rows in the order of their hashes, those of one hash in their own, and for each whether it has the
    hash of the one before.

    The lowest bits of a hash give way to the row: numbers are sorted ten times as fast as their order is found.
    """
    bits = np.uint64(max(1, len(mixed).bit_length()))
    keys = mixed >> bits
    keys <<= bits
    keys |= np.arange(len(mixed), dtype=np.uint64)
    keys.sort()
    heads = keys >> bits
    is_same = np.zeros(len(keys), dtype=bool)
    np.equal(heads[1:], heads[:-1], out=is_same[1:])
    keys &= (np.uint64(1) << bits) - np.uint64(1)
    return keys.view(np.int64), is_same


def _nodes(edges: Edges) -> NDArray[np.bool_]:
    """Say for each vertex whether arcs end there: where other than two edges meet."""
    count = len(edges.points)
    alone = edges.end[edges.twin == NONE]
    degree = np.bincount(edges.start, minlength=count) + np.bincount(alone, minlength=count)
    is_node: NDArray[np.bool_] = degree != 2
    return is_node


def _lasts(edges: Edges, begins: Integers) -> Integers:
    """Return the last edges of the arcs that begin with some, in the order of the edges; a ring's last goes round."""
    following = np.append(begins[1:], NONE)
    within = following.copy()
    ends_ring = np.ones(len(begins), dtype=bool)
    ends_ring[:-1] = edges.first[begins[1:]] != edges.first[begins[:-1]]
    opening = np.flatnonzero(np.append(True, ends_ring[:-1])) if len(begins) else np.empty(0, dtype=np.int64)
    within[ends_ring] = begins[opening]
    return np.where(within == edges.first[begins], edges.last[begins], within - 1)


def _gathered(edges: Edges, begins: Integers, lasts: Integers, ahead: NDArray[np.bool_]) -> Arcs:
    """Return the arcs from their first to their last edges, those that are not `ahead` turned round."""
    ring = edges.last[begins] - edges.first[begins] + 1
    sizes = (lasts - begins) % np.maximum(ring, 1) + 1
    offsets = np.concatenate([[0], np.cumsum(sizes + 1)])
    arc = np.repeat(np.arange(len(begins)), sizes + 1)
    step = np.arange(offsets[-1]) - offsets[arc]
    step = np.where(ahead[arc], step, sizes[arc] - step)
    # The point after the last edge is its end: where the next one starts, or the first of a closed ring.
    first = edges.first[begins][arc]
    edge = first + (begins[arc] - first + step) % ring[arc]
    right = np.where(edges.twin[begins] == NONE, NONE, edges.piece[edges.twin[begins]])
    left = edges.piece[begins]
    return Arcs(edges.points[edges.start[edge]], offsets, np.where(ahead, left, NONE), np.where(ahead, right, left))
