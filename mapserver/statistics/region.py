"""What is said of an own region: its lines, and what has no figure. Calculates nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapserver.model import Judgement, Message, Observation, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Indicator
    from mapserver.statistics.region_sums import Sum

#: Why an indicator has no figure for a region.
RefusalReason = Literal["no_parts", "unlike", "different", "not_all"]


@dataclass(frozen=True)
class RegionLine:
    """A figure of a region over time, calculated here.

    `formula` is empty for a sum; `parts` are the series that were summed, by their names in the formula (one without
    a name for a sum). `missing` are by year the units without a figure. `judgement` and `reason` say how the series
    of the units compare, with `remarks` on the reason. `note` (a message) says so where the formula is of this
    collection, not of a source. `references` say when in a year the figures hold, as those of series. `sides` are all
    that was summed: indicator, series, country. `otherwise` has those figures that were calculated in another way.
    """

    indicator: str
    theme: str
    title: Text
    measure: Text
    decimals: int
    formula: str
    parts: dict[str, tuple[str, ...]]
    observations: tuple[Observation, ...]
    missing: dict[int, tuple[str, ...]]
    judgement: Judgement
    reason: Text
    note: str = ""
    references: tuple[str, ...] = ()
    sides: frozenset[tuple[str, str, str]] = frozenset()
    remarks: tuple[Message, ...] = ()
    otherwise: RegionLine | None = None

    @classmethod
    def of(
        cls,
        concept: Indicator,
        formula: str,
        parts: Mapping[str, tuple[str, ...]],
        rows: tuple[Sum, ...],
        judged: tuple[Judgement, Text],
    ) -> RegionLine:
        """Return the line of an indicator with its years."""
        return cls(
            concept.id,
            concept.theme,
            concept.title,
            concept.measure,
            concept.decimals,
            formula,
            {name: tuple(dict.fromkeys(keys)) for name, keys in parts.items()},
            tuple(row.observation for row in rows),
            {row.year: row.missing for row in rows if row.missing},
            *judged,
        )

    @property
    def latest(self) -> Observation | None:
        """Return the latest observation with a value."""
        return next((row for row in reversed(self.observations) if row.value is not None), None)

    def way(self, year: int | None) -> RegionLine:
        """Return the line that says how the figure of a year was calculated: this one, or that of the other way."""
        other = self.otherwise
        return other if other is not None and any(row.year == year for row in other.observations) else self


@dataclass(frozen=True)
class Refusal:
    """An indicator that a region has no figure of; `units` are those that it is because of."""

    indicator: str
    theme: str
    title: Text
    reason: RefusalReason
    units: tuple[str, ...]
    why: Text


@dataclass(frozen=True)
class Region:
    """Units put together: what can be said of them, in the order of the register, and what cannot."""

    units: tuple[str, ...]
    km2: float
    lines: tuple[RegionLine, ...]
    refusals: tuple[Refusal, ...]
