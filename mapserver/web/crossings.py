"""Where the units of an area meet across its borders: reviewed pairs, their shared lines, years with both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.state import default_state
from mapserver.model import BorderEntry
from mapserver.model.land import border_of
from mapserver.web.controls import state_address

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class Crossing:
    """A border of an area: `pairs` of core units with `km` of shared line, beside the whole border."""

    border: BorderEntry
    pairs: int
    km: float


@dataclass(frozen=True)
class Meeting:
    """How far the two sides of a border have figures in common: `years` out of `span`, the latest with its map."""

    border: BorderEntry
    years: int
    span: int
    latest: int
    address: str

    @property
    def share(self) -> float:
        """Return the share of the years, 0 to 1."""
        return min(1.0, self.years / self.span) if self.span else 0.0


def crossings(snapshot: Snapshot, area: AreaEntry) -> list[Crossing]:
    """Return the borders of an area with what its core units share there."""
    core = {code for code in area.core_units if code in snapshot.units}
    shared: dict[str, list[float]] = {}
    for code_a, code_b in area.pairs:
        if code_a in core and code_b in core:
            unit, other = snapshot.unit(code_a), snapshot.unit(code_b)
            km = sum(item.km for item in unit.neighbours if item.code == code_b)
            shared.setdefault(border_of(unit.country, other.country), []).append(km)
    return [_crossing(border, shared.get(border.id, [])) for border in area.borders]


def _crossing(border: BorderEntry, shared: list[float]) -> Crossing:
    """Sum the lines of core units; where they are all there are, the border's own length spares the sum's rounding."""
    return Crossing(border, len(shared), border.km if len(shared) == border.segments else sum(shared))


def meetings(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, lang: str) -> tuple[Meeting, ...]:
    """Return the meetings of an indicator at every border of an area."""
    layer = snapshot.layer(area.id, entry.indicator)
    return tuple(_meeting(layer, entry, border, lang) for border in area.borders)


def _meeting(layer: Layer, entry: LayerEntry, border: BorderEntry, lang: str) -> Meeting:
    years = [year for year in layer.both_sides.get(border.id, ()) if year in layer.years]
    latest = max(years, default=0)
    address = state_address(layer, replace(default_state(layer, lang), year=latest)) if years else ""
    return Meeting(border, len(years), entry.last_year - entry.first_year + 1, latest, address)
