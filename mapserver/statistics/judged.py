"""Judgements on every two series of an indicator, also on those that no map draws together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Comparability
from mapserver.statistics.notes import OTHER_MEASURE, comparabilities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Indicator, Series
    from mapserver.model.register import SeriesRecord


def judged_series(
    indicator: Indicator, records: Iterable[SeriesRecord], related: Mapping[str, Series]
) -> tuple[Comparability, ...]:
    """Judge every two series of an indicator as its layers do, and those whose countries do not count alike.

    `records` are those of the series. Two of different measures are *different* unless a steward judged them so, with
    his reason.
    """
    measures = {record.series.id: record.measure.say("en") for record in records}
    return tuple(
        Comparability((a, b), "different", OTHER_MEASURE)
        if judgement != "different" and measures[a] != measures[b]
        else Comparability((a,) if a == b else (a, b), judgement, reason)
        for a, b, judgement, reason in comparabilities(indicator, indicator.series, related)
    )
