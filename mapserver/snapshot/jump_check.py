"""Jumps inside runs that nobody has looked at, and judgements on jumps that are none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapserver.model import Finding
from mapserver.statistics.jumps import TIMES, jumps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import Indicator, Observation, Series, Territory
    from mapserver.statistics import Jump


def check_jumps(
    indicator: Indicator,
    observations: Mapping[str, Sequence[Observation]],
    territories: Mapping[str, Territory],
    beside: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """Return a finding for each jump of an indicator's stored series that is neither a break nor looked at.

    `observations` by series key; `beside` names for each piece those next to it.
    """
    findings: list[Finding] = []
    for series in indicator.series:
        if series.derived is None and series.key in observations:
            # Those that were looked at need not be among the greatest: every change that is out of line counts.
            found = jumps(indicator, series, observations[series.key], territories, beside, times=0.0)
            findings += _of_series(indicator, series, found)
    return findings


def _of_series(indicator: Indicator, series: Series, found: Sequence[Jump]) -> Iterator[Finding]:
    file = f"layers/{indicator.id}/{series.id}.csv"
    met = set()
    for jump in found:
        judged = [item for item in series.jumps if item.year == jump.last_year and item.covers(jump.unit, jump.country)]
        met.update(judged)
        if not judged and jump.times > TIMES:
            remedy = (
                f"look at it: declare [[series.break]] with year = {jump.last_year}, "
                "or [[series.jump]] with the reason where it is genuine"
            )
            yield Finding(file, 0, "warning", _words(jump, indicator.decimals), remedy)
    for remark in series.jumps:
        if remark not in met:
            named = ", ".join((*remark.units, *remark.countries)) or "any unit"
            message = f"series {series.id!r}: the jump of {named} to {remark.year} that was looked at is none any more"
            yield Finding(f"layers/{indicator.id}/indicator.toml", 0, "note", message, "delete it")


def _words(jump: Jump, decimals: int) -> str:
    def told(change: float) -> str:
        if jump.relative:
            return f"{math.expm1(change) * 100:+.0f} %"
        return f"{change:+.{decimals}f}"

    years = f"{jump.first_year} to {jump.last_year}"
    if jump.of_country:
        beside = "" if jump.beside is None else f", and other countries by {told(jump.beside)}"
        return (
            f"all of {jump.unit} changes by {told(jump.change)} from {years} within a run; "
            f"it usually changes by {told(jump.against)} in a step{beside}"
        )
    beside = f"its neighbours by {told(jump.beside)}" if jump.beside is not None else "it has no neighbours to compare"
    return (
        f"{jump.unit} changes by {told(jump.change)} from {years} within a run; "
        f"the rest of {jump.country} by {told(jump.against)}, {beside}"
    )
