"""The gaps of a year as arrays, one row a segment: what lists, maps and files of gaps are made from.

A hundred thousand units have three hundred thousand segments. Which they are follows from the division of a year, not
from its figures: a layer keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from mapserver.model import Judgement, Text, border_of
from mapserver.statistics.compared import Compared, levels_differ, lowered, marks_of, remarks_on
from mapserver.statistics.scales import has_ratios

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Layer

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
#: Sums of marks of a figure.
MARKED = 16
T = TypeVar("T", str, tuple[str, str])


@dataclass(frozen=True, eq=False)
class Segments:
    """The segments between the places of a division, by border, then by the codes of A and B.

    `a` and `b` are indexes of places, A in the first country in alphabetical order, inside a country the smaller code;
    `km` the length of the line. `border` is a position in `borders`, of which the first is empty: inside a country.
    `judged` is one in `comparisons`: how the series of the two sides compare, and why. `apart` says where their levels
    differ.
    """

    a: Integers
    b: Integers
    km: Floats
    border: Integers
    borders: tuple[str, ...]
    judged: Integers
    comparisons: tuple[tuple[Judgement, Text], ...]
    apart: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class GapTable:
    """The gaps of a year: `diff` is B - A, `ratio` B / A, `log2_ratio` its doublings, all NaN where there is none.

    `told` is a position in `comparisons`: how the two figures compare.
    """

    year: int
    segments: Segments
    value_a: Floats
    value_b: Floats
    diff: Floats
    ratio: Floats
    log2_ratio: Floats
    told: Integers
    comparisons: tuple[Compared, ...]


def segments_of(layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]]) -> Segments:
    """Return the segments that are drawn in a year; `beside` has by the key of a territory those that share a line with
    it, with its km."""
    name = ("segments", layer.drawn(year))
    held = layer.kept.get(name)
    if isinstance(held, tuple) and held[0] is beside:
        known: Segments = held[1]
        return known
    found = _segments(layer, year, beside)
    layer.kept[name] = (beside, found)
    return found


def gap_table(
    layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]], *, different: bool = False
) -> GapTable:
    """Return the gap across every segment that is drawn in a year.

    There is no ratio where it tells nothing: of an index, of a difference, and where A is zero or either value is below
    it, as one of a unit around the core may be though the core has none. With `different` figures that measure
    different things get theirs too.
    """
    segments = segments_of(layer, year, beside)
    drawn = layer.drawn(year)
    values = np.full(len(layer.places), np.nan)
    values[list(drawn)] = np.array([layer.cell(index, year).value for index in drawn], dtype=np.float64)
    a, b = values[segments.a], values[segments.b]
    compared = np.array([different or judgement != "different" for judgement, _ in segments.comparisons], dtype=bool)
    tells = np.isfinite(a) & np.isfinite(b) & compared[segments.judged] & has_ratios(layer)
    with np.errstate(all="ignore"):
        ratio = np.where(tells & (a > 0) & (b >= 0), b / a, np.nan)
        # Always of the larger against the smaller, so that an exchange turns nothing but the sign.
        up = b >= a
        doublings = np.log2(np.where(up, b / a, a / b))
        log2_ratio = np.where(tells & (a > 0) & (b > 0), np.where(up, doublings, -doublings), np.nan)
    told, comparisons = _told(layer, year, segments, np.isfinite(a) & np.isfinite(b))
    return GapTable(year, segments, a, b, b - a, ratio, log2_ratio, told, comparisons)


def _told(
    layer: Layer, year: int, segments: Segments, known: NDArray[np.bool_]
) -> tuple[Integers, tuple[Compared, ...]]:
    """Return how the figures at each segment compare, and what that can be: as `compared` says of two of them."""
    marks = np.zeros(len(layer.places), dtype=np.int64)
    drawn = layer.drawn(year)
    marks[list(drawn)] = [marks_of(layer.cell(index, year).flag) for index in drawn]
    a, b = marks[segments.a], marks[segments.b]
    size = 2 * MARKED * MARKED
    kind = segments.judged * size + np.where(known, (segments.apart * MARKED + a) * MARKED + b, 0)
    met, told = np.unique(kind, return_inverse=True)
    comparisons = []
    for judged, standing in (divmod(number, size) for number in met.tolist()):
        rest, other = divmod(standing, MARKED)
        apart, one = divmod(rest, MARKED)
        judgement, reason = segments.comparisons[judged]
        comparisons.append(lowered(judgement, reason, remarks_on(one, other, apart=bool(apart))))
    return told, tuple(comparisons)


def _segments(layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]]) -> Segments:
    places = layer.places
    drawn = {places[index].key: index for index in layer.drawn(year)}
    pairs = [
        (index, drawn[other], km)
        for key, index in drawn.items()
        for other, km in beside.get(key, {}).items()
        if other in drawn
    ]
    table = np.array(pairs, dtype=np.float64).reshape(-1, 3)
    a, b, km = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]
    country, countries = _numbered([place.country for place in places])
    code, _ = _numbered([place.code for place in places])
    first = (country[a] < country[b]) | ((country[a] == country[b]) & (code[a] < code[b]))
    a, b, km = a[first], b[first], km[first]
    size = len(countries)
    both = np.where(country[a] == country[b], -1, country[a] * size + country[b])
    met, border = np.unique(np.append(both, -1), return_inverse=True)
    names = [border_of(countries[pair // size], countries[pair % size]) if pair >= 0 else "" for pair in met.tolist()]
    side, _ = _numbered([(place.series, place.country) for place in places])
    kinds, example, judged = np.unique(side[a] * (len(places) + 1) + side[b], return_index=True, return_inverse=True)
    comparisons = tuple(layer.comparison(int(a[row]), int(b[row])) for row in example.tolist()) if len(kinds) else ()
    level, levels = _numbered([(place.country, place.level) for place in places])
    differ = np.array([[levels_differ(one, other) for other in levels] for one in levels], dtype=bool)
    apart = differ[level[a], level[b]] if len(a) else np.zeros(0, dtype=bool)
    order = np.lexsort((code[b], code[a], border[:-1]))
    return Segments(
        a[order], b[order], km[order], border[:-1][order], tuple(names), judged[order], comparisons, apart[order]
    )


def _numbered(names: list[T]) -> tuple[Integers, list[T]]:
    """Return for each name its place in alphabetical order, and the names in it."""
    known = sorted(set(names))
    number = {name: place for place, name in enumerate(known)}
    return np.array([number[name] for name in names], dtype=np.int64), known
