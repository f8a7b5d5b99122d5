"""Profiles of districts: one figure a district and indicator, standardised, and each district's nearest twins. Made at
build time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mapserver.model.text import Text


class ProfileFigure(NamedTuple):
    """A figure in a profile; `owner` is the unit that it is about: the district, or a larger unit that stands in."""

    value: float
    year: int
    series: str
    owner: str


@dataclass(frozen=True)
class ProfiledUnit:
    """A district that is compared by its profile; `areas` show its country, to the core of `cores` it belongs."""

    code: str
    country: str
    areas: tuple[str, ...]
    cores: tuple[str, ...]


@dataclass(frozen=True)
class ProfileIndicator:
    """An indicator of profiles: `year` is the one that its figures are of, or near to.

    Values, as logarithms where `is_log`, less `mean` are divided by `deviation`. `figures` stand in the order of the
    districts, None where there is none. `apart` are pairs of series that measure different things.
    """

    id: str
    concept: str
    theme: str
    title: Text
    measure: Text
    decimals: int
    year: int
    is_log: bool
    mean: float
    deviation: float
    figures: tuple[ProfileFigure | None, ...]
    apart: tuple[tuple[str, str], ...] = ()


class Trait(NamedTuple):
    """An indicator that two districts have figures of: how many standard deviations they lie apart."""

    indicator: str
    apart: float


@dataclass(frozen=True)
class Twin:
    """A similar district: `distance` is the root of the mean square of what they lie apart in, in standard deviations,
    over the indicators that both have figures of: `traits`, from the most alike to the least."""

    code: str
    distance: float
    traits: tuple[Trait, ...]


@dataclass(frozen=True)
class Similarity:
    """The profiles of all districts of today, the usual indicators, and the nearest twins of each by these.

    `twins` has by code the nearest in any country, and in the countries that no area shows together with its own.
    """

    units: tuple[ProfiledUnit, ...] = ()
    indicators: tuple[ProfileIndicator, ...] = ()
    usual: tuple[str, ...] = ()
    twins: dict[str, tuple[Twin, ...]] = field(default_factory=dict)
    twins_elsewhere: dict[str, tuple[Twin, ...]] = field(default_factory=dict)

    @cached_property
    def place(self) -> dict[str, int]:
        """Return the places of districts in the order of `units`, by code."""
        return {unit.code: place for place, unit in enumerate(self.units)}

    @cached_property
    def indicator(self) -> dict[str, ProfileIndicator]:
        """Return the indicators by name."""
        return {indicator.id: indicator for indicator in self.indicators}
