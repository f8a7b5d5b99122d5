"""A contrast: one indicator in two neighbouring units on the two sides of a border, chosen when a snapshot is made."""

from __future__ import annotations

from dataclasses import dataclass

from mapserver.model.figures import Judgement
from mapserver.model.message import Message
from mapserver.model.text import Text


@dataclass(frozen=True)
class ContrastSide:
    """One side: a unit as it is drawn in that year, its value in the indicator's measure, and the source's flag."""

    unit: str
    names: Text
    value: float
    flag: str = ""


@dataclass(frozen=True)
class Contrast:
    """What a border divides most sharply in an indicator, in its latest year that can be compared.

    `a` lies in the border's first country, `b` in the second; `ratio` is B / A of the numbers with `decimals` digits,
    as they are shown. `judgement` says how the figures of the two sides compare, never ``different``, and
    `remarks` what else than their series keeps them from being the same thing.
    """

    border: str
    indicator: str
    concept: str
    theme: str
    year: int
    decimals: int
    a: ContrastSide
    b: ContrastSide
    ratio: float
    judgement: Judgement
    remarks: tuple[Message, ...] = ()

    @property
    def times(self) -> float:
        """Return how many times the lower value the higher one is, whichever side that is."""
        return max(self.ratio, 1 / self.ratio)
