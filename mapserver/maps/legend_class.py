"""A class of a legend: its colour, its range, how many districts are in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LegendClass:
    """A class: values above `low` up to `high`; `count` units in the year that is shown, `core` of them in the core.

    `low` is None for the first class of a layer that does not say where its values begin. `label` is its range, `words`
    are what it is called where it is not seen.
    """

    index: int
    colour: str
    low: float | None
    high: float
    label: str
    count: int
    core: int
    words: str
