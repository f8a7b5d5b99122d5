"""Two bars that grow from a middle line: the level of each side of a border, on one scale. Writes small SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.sides import SIDES

if TYPE_CHECKING:
    from mapserver.model.border_figures import BorderIndicator, SideLevel, SidesYear

#: Half of the width, and the height, in units of the picture.
HALF, HEIGHT = 100.0, 14.0


@dataclass(frozen=True)
class SideBars:
    """The lengths of the bars in units of the picture; `below` says of each whether the level is below zero.

    None where there is none: no level, or two levels that have no common scale.
    """

    a: float | None
    b: float | None
    below: tuple[bool, bool] = (False, False)

    @classmethod
    def of(cls, row: BorderIndicator, year: SidesYear, largest: float = 0.0) -> SideBars:
        """Scale a year by `largest`, without one by the largest level of either side in all years, so that years
        compare."""
        if row.judgement == "different":
            return cls(None, None)
        if not largest:
            largest = max((abs(level.value) for item in row.sides for level in (item.a, item.b) if level), default=0.0)

        def length(level: SideLevel | None) -> float | None:
            return None if level is None else round(HALF * abs(level.value) / (largest or 1.0), 1)

        def is_below(level: SideLevel | None) -> bool:
            return level is not None and level.value < 0

        return cls(length(year.a), length(year.b), (is_below(year.a), is_below(year.b)))

    @property
    def width(self) -> float:
        """Return the width of the picture."""
        return 2 * HALF

    @property
    def height(self) -> float:
        """Return the height of the picture."""
        return HEIGHT

    def marks(self) -> str:
        """Return the bars as SVG, A to the left of the middle, B to the right; a level below zero is hollow."""
        parts = []
        for length, below, (kind, colour) in zip((self.a, self.b), self.below, SIDES["light"].items(), strict=True):
            if length is not None:
                left = HALF - length if kind == "a" else HALF
                fill = f'fill="none" stroke="{colour}" stroke-width="1.5"' if below else f'fill="{colour}"'
                parts.append(
                    f'<rect class="side-{kind}{" below" if below else ""}" x="{left:.1f}" y="1.5"'
                    f' width="{length:.1f}" height="{HEIGHT - 3:g}" {fill}/>'
                )
        middle = f'<path class="side-middle" d="M{HALF:g} 0V{HEIGHT:g}" stroke="#59656c" stroke-width="1"/>'
        return "".join(parts) + middle
