"""Where the units of an area meet across its borders: reviewed pairs, their shared lines, years with both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapserver.model import BorderEntry, BothSides, Judgement
from mapserver.model.land import border_of
from mapserver.statistics.coverage import coverage
from mapserver.web import addresses

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, LayerEntry
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class SharedLine:
    """A border of an area: `pairs` of core units with `km` of shared line, beside the whole border.

    `indicators` counts the concepts that may be compared across it in some year.
    """

    border: BorderEntry
    pairs: int
    km: float
    indicators: int


@dataclass(frozen=True)
class Meeting:
    """How far the two sides of a border have figures in common: `years` out of `span`, the latest with its map."""

    border: BorderEntry
    years: tuple[int, ...]
    span: int
    judgement: Judgement | Literal[""]
    address: str

    @classmethod
    def of(cls, area: AreaEntry, entry: LayerEntry, border: BorderEntry, lang: str = "") -> Meeting:
        """Say how an indicator of an area meets at a border."""
        sides = entry.both_sides.get(border.id, BothSides())
        latest = sides.years[-1] if sides.years else 0
        query = {"year": latest if latest != entry.default_year else "", "lang": lang}
        address = addresses.layer(area.id, entry.indicator, query) if sides.years else ""
        return cls(border, sides.years, entry.last_year - entry.first_year + 1, sides.judgement, address)

    @property
    def count(self) -> int:
        """Count the years."""
        return len(self.years)

    @property
    def latest(self) -> int:
        """Return the latest year, 0 without any."""
        return self.years[-1] if self.years else 0

    @property
    def share(self) -> float:
        """Return the share of the years, 0 to 1."""
        return min(1.0, self.count / self.span) if self.span else 0.0

    @property
    def is_different(self) -> bool:
        """Say whether the two sides measure different things: such a meeting is shown, not counted."""
        return self.judgement == "different"


def shared_lines(snapshot: Snapshot, area: AreaEntry) -> list[SharedLine]:
    """Return the borders of an area with what its core units share there."""
    core = {code for code in area.core_units if code in snapshot.units}
    shared: dict[str, list[float]] = {}
    for code_a, code_b in area.pairs:
        if code_a in core and code_b in core:
            unit, other = snapshot.unit(code_a), snapshot.unit(code_b)
            km = sum(item.km for item in unit.neighbours if item.code == code_b)
            shared.setdefault(border_of(unit.country, other.country), []).append(km)
    found = coverage([area])
    return [_shared_line(border, shared.get(border.id, []), found.comparable(border.id)) for border in area.borders]


def meetings(area: AreaEntry, entry: LayerEntry, lang: str) -> tuple[Meeting, ...]:
    """Return the meetings of an indicator at every border of an area."""
    return tuple(Meeting.of(area, entry, border, lang) for border in area.borders)


def _shared_line(border: BorderEntry, shared: list[float], indicators: int) -> SharedLine:
    """Sum the lines of core units; where they are all there are, the border's own length spares the sum's rounding."""
    km = border.km if len(shared) == border.segments else sum(shared)
    return SharedLine(border, len(shared), km, indicators)
