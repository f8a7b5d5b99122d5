"""Coverage: which indicators have figures on both sides of which borders, in which years; what may be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapserver.model import BothSides, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import AreaEntry


@dataclass(frozen=True)
class CoverageRow:
    """An indicator with its meetings at every border where an area draws it, and the countries that have figures."""

    indicator: str
    concept: str
    theme: str
    title: Text
    countries: tuple[str, ...]
    both_sides: dict[str, BothSides] = field(default_factory=dict)


@dataclass(frozen=True)
class Coverage:
    """All indicators that are drawn, by theme and title, at all borders in alphabetical order."""

    borders: tuple[str, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def concepts(self) -> int:
        """Count the concepts: forms of one concept count once."""
        return len({row.concept for row in self.rows})

    def comparable(self, border: str) -> int:
        """Count the concepts that may be compared across a border in some year."""
        return len({row.concept for row in self.rows if row.both_sides.get(border, BothSides()).comparable})


def coverage(areas: Iterable[AreaEntry], themes: Sequence[str] = ()) -> Coverage:
    """Gather the coverage of areas; `themes` in their order, others after them.

    A border that several areas have is taken from the first: it is the same everywhere.
    """
    rows: dict[str, CoverageRow] = {}
    for area in areas:
        own = [border.id for border in area.borders]
        for entry in area.layers:
            row = rows.setdefault(
                entry.indicator, CoverageRow(entry.indicator, entry.concept, entry.theme, entry.title, ())
            )
            meetings = {border: entry.both_sides[border] for border in own if border in entry.both_sides}
            countries = tuple(sorted({*row.countries, *entry.countries}))
            rows[entry.indicator] = CoverageRow(
                row.indicator, row.concept, row.theme, row.title, countries, {**meetings, **row.both_sides}
            )
    order = {theme: number for number, theme in enumerate(themes)}
    ordered = sorted(
        rows.values(), key=lambda row: (order.get(row.theme, len(order)), row.theme, row.title.say("en").casefold())
    )
    borders = sorted({border for row in ordered for border in row.both_sides})
    return Coverage(tuple(borders), tuple(ordered))
