"""Gaps: two values across a segment, and all segments of a layer in a year. Knows places and cells, no page."""

from __future__ import annotations

import math
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Cell, Judgement, Message, Text
from mapserver.statistics.gap_table import gap_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapserver.model import Layer


class Gap(NamedTuple):
    """B against A, signed: `ratio` is None where A is zero or either is below, `log2_ratio` unless both are above."""

    diff: float
    ratio: float | None
    log2_ratio: float | None


class SegmentGap(NamedTuple):
    """The gap of a year across the shared line of two drawn places: `a` and `b` are their indexes in the layer.

    A lies in the first country in alphabetical order, inside a country it has the smaller code. `border` is empty
    there, `km` the length of the line. `gap` is None where a side has no value; its ratios are None where the two
    measure different things, which `judgement` says, and `reason` why. `remarks` say what else stands between the two
    figures (`compared`). `told` is the judgement where both sides have a source, else empty: nothing is compared then.
    """

    year: int
    a: int
    b: int
    border: str
    km: float
    cell_a: Cell
    cell_b: Cell
    gap: Gap | None
    judgement: Judgement
    reason: Text
    remarks: tuple[Message, ...] = ()
    told: str = ""


def segment_gaps(
    layer: Layer, year: int, beside: Mapping[str, Mapping[str, float]], *, different: bool = False
) -> Iterator[SegmentGap]:
    """Yield the gap across every segment that is drawn in a year, by border, then by the codes of A and B.

    `beside` has by the key of a territory those that share a line with it, with its km. Segments inside a country come
    first. There is no ratio where it tells nothing (an index, a difference, a value below zero, A is zero). With
    `different` figures that measure different things get theirs too.
    """
    table = gap_table(layer, year, beside, different=different)
    segments = table.segments
    rows = zip(
        segments.a.tolist(),
        segments.b.tolist(),
        segments.border.tolist(),
        segments.km.tolist(),
        table.told.tolist(),
        table.diff.tolist(),
        table.ratio.tolist(),
        table.log2_ratio.tolist(),
        strict=True,
    )
    for a, b, border, km, told, diff, ratio, doublings in rows:
        between = None if isnan(diff) else Gap(diff, _known(ratio), _known(doublings))
        found = table.comparisons[told]
        has_sources = layer.places[a].series and layer.places[b].series
        yield SegmentGap(
            year, a, b, segments.borders[border], km, layer.cell(a, year), layer.cell(b, year), between,
            found.judgement, found.reason, found.remarks, found.judgement if has_sources else "",
        )  # fmt: skip


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def gap(value_a: float, value_b: float) -> Gap:
    """Return ``B - A``, ``B / A`` and the doublings from A to B.

    Exchanging A and B turns the sign of the difference and of the doublings, and the ratio into its inverse.
    """
    ratio = value_b / value_a if value_a > 0 and value_b >= 0 else None
    return Gap(value_b - value_a, ratio, _doublings(value_a, value_b))


def _doublings(value_a: float, value_b: float) -> float | None:
    """Return log2(B / A), always of the larger against the smaller, so that an exchange turns nothing but the sign."""
    if value_a <= 0 or value_b <= 0:
        return None
    if value_b >= value_a:
        return math.log2(value_b / value_a)
    return -math.log2(value_a / value_b)
