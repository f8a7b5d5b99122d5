"""The figures of a unit as its page lists them: by theme, each with measure, series and where its map is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Observation, Text
from mapserver.web.sparkline import Sparkline
from mapserver.web.wording import INTERFACE, fitting_decimals, theme_name, theme_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Layer, SeriesNote, UnitEntry
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class Standing:
    """One series of a unit; `area` is empty where no map draws the series, then its measure is not known here."""

    indicator: str
    title: Text
    measure: Text
    series: Text
    theme: str
    area: str
    observations: tuple[Observation, ...]
    decimals: int
    sparkline: Sparkline

    @property
    def latest(self) -> Observation | None:
        """Return the newest observation with a value."""
        return next((item for item in reversed(self.observations) if item.value is not None), None)


@dataclass(frozen=True)
class Theme:
    """The series of one theme; `drawn` says whether maps show them."""

    title: str
    drawn: bool
    standings: tuple[Standing, ...]


def themes(snapshot: Snapshot, unit: UnitEntry) -> tuple[Theme, ...]:
    """Return the unit's series by theme; those that no map draws come last."""
    drawn = dict(_drawn_series(snapshot, unit))
    rows = [_standing(unit, key, drawn.get(key)) for key in unit.figures]
    rows.sort(
        key=lambda row: (not row.area, theme_order(row.theme), row.title.say(INTERFACE), row.series.say(INTERFACE))
    )
    groups = dict.fromkeys((row.theme, bool(row.area)) for row in rows)
    return tuple(
        Theme(
            theme_name(theme) if drawn_here else "Not drawn on maps",
            drawn_here,
            tuple(row for row in rows if (row.theme, bool(row.area)) == (theme, drawn_here)),
        )
        for theme, drawn_here in groups
    )


def _drawn_series(snapshot: Snapshot, unit: UnitEntry) -> Iterator[tuple[str, tuple[str, Layer, SeriesNote]]]:
    """Yield the series that maps draw of a unit, by key, with an area of it; those of its first area come last."""
    wanted = {key.partition("/")[0] for key in unit.figures}
    for area in reversed([area for area in snapshot.areas if area.id in unit.areas]):
        for entry in area.layers:
            if entry.indicator in wanted:
                for level in reversed(entry.values):
                    layer = snapshot.layer(area.id, entry.indicator, level)
                    yield from ((f"{entry.indicator}/{note.id}", (area.id, layer, note)) for note in layer.series)


def _standing(unit: UnitEntry, key: str, drawn: tuple[str, Layer, SeriesNote] | None) -> Standing:
    indicator, _, series = key.partition("/")
    observations = tuple(sorted(unit.figures[key], key=lambda item: (item.year, item.vintage)))
    line = Sparkline.of(observations)
    if drawn is None:
        title = unit.titles.get(indicator) or Text(en=indicator)
        decimals = fitting_decimals([item.value for item in observations])
        return Standing(indicator, title, Text(), Text(en=series), "", "", observations, decimals, line)
    area, layer, note = drawn
    return Standing(
        indicator, layer.title, layer.measure, note.title, layer.theme, area, observations, layer.decimals, line
    )
