"""`mapserver check --runs`: where the runs of all series end, which jumps were looked at, what is withheld."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING

from mapserver.cli.options import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapserver.model import Catalogue, Remark, Series
    from mapserver.statistics import SharedEnd

INTRODUCTION = """\
# Ends of runs

No change is calculated across the end of a run. A run ends where the edition of the source changes, where the source
flags a break, where the land of a unit changes, and where a break is declared in `indicator.toml`. The changes below
are those from the last value before to the first one after: what happened in between is in them as well as what is
counted differently. Derived series break where their parts do.

This file is written by `mapserver check --runs --output layers/RUNS.md`.
"""
MOST_UNITS = 4


def runs_text(catalogue: Catalogue, form: str) -> str:
    """Return the ends of the runs of all stored series as Markdown or JSON, with what was said of jumps and figures."""
    from mapserver.statistics import run_ends

    ends = list(run_ends(catalogue))
    stored = [
        series
        for indicator in catalogue.indicators.values()
        for series in indicator.series
        if series.key in catalogue.observations
    ]
    if form == "json":
        document = {
            "ends": [dataclasses.asdict(end) for end in ends],
            "jumps": [_remark(series, remark) for series in stored for remark in series.jumps],
            "withheld": [_remark(series, remark) for series in stored for remark in series.withheld],
        }
        return as_json(document) + "\n"
    return "\n".join((INTRODUCTION, *_ends(ends), *_remarks(stored))) + "\n"


def _remark(series: Series, remark: Remark) -> dict[str, object]:
    return {
        "series": series.key,
        "year": remark.year,
        "units": (*remark.units, *remark.countries),
        "reason": remark.reason.say("en"),
    }


def _ends(ends: Iterable[SharedEnd]) -> Iterator[str]:
    for series, held in groupby(ends, key=lambda end: end.series):
        yield f"\n## `{series}`\n"
        yield "| From | Why | Units | Median change | Largest change |"
        yield "| ---: | --- | --- | ---: | ---: |"
        for end in held:
            largest = f"{_percent(end.largest)} ({end.unit})" if end.unit else _percent(None)
            units = _named(end.units)
            yield f"| {end.year} | {_cell(end.reason)} | {units} | {_percent(end.median)} | {largest} |"


def _remarks(stored: Iterable[Series]) -> Iterator[str]:
    """Write the two lists of what a person decided besides breaks."""
    lists = (
        ("Jumps that were looked at and end no run", [(item, remark) for item in stored for remark in item.jumps]),
        ("Figures that are not shown", [(item, remark) for item in stored for remark in item.withheld]),
    )
    for title, remarks in lists:
        yield f"\n# {title}\n"
        yield "| Series | Year | Units | Why |"
        yield "| --- | ---: | --- | --- |"
        for series, remark in remarks:
            units = ", ".join((*remark.units, *remark.countries)) or "all"
            yield f"| `{series.key}` | {remark.year} | {units} | {_cell(remark.reason.say('en'))} |"


def _named(units: tuple[str, ...]) -> str:
    if len(units) <= MOST_UNITS:
        return ", ".join(units)
    countries = sorted({unit[:2] for unit in units})
    return f"{len(units)} of {', '.join(countries)}"


def _percent(change: float | None) -> str:
    return "–" if change is None else f"{change:+.1f} %"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
