"""Checkpoints as pages name and list them. Knows the entries of a snapshot, no page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mapserver.maps.formats import number
from mapserver.maps.points import Point
from mapserver.model import CheckpointEntry, Observation
from mapserver.translation import N_, tell, tell_plural
from mapserver.web import addresses
from mapserver.web.wording import INTERFACE, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import AreaEntry, CrossingsEntry

KINDS = {
    "road": N_("Road checkpoint"),
    "rail": N_("Railway checkpoint"),
    "road_rail": N_("Road and railway checkpoint"),
    "foot_bicycle": N_("Checkpoint for walkers and cyclists"),
    "total": N_("Total of several checkpoints"),
}
DASH = "\u2009\u2013\u2009"


@dataclass(frozen=True)
class CheckpointRow:
    """A checkpoint in a list: its figure of the year that is shown, and its latest one."""

    entry: CheckpointEntry
    shown: Observation | None
    latest: Observation | None

    @classmethod
    def of(cls, entry: CheckpointEntry, year: int = 0) -> CheckpointRow:
        """Describe a checkpoint."""
        return cls(entry, entry.value(year), entry.latest)


def plain_name(entry: CheckpointEntry, lang: str) -> str:
    """Return the names on both sides as text: ``Storskog – Borisoglebsk``."""
    return DASH.join(names.say(lang) for names in entry.names.values())


def spoken_name(entry: CheckpointEntry, lang: str) -> Markup:
    """Return the names on both sides as HTML, marked with their language."""
    return escape(DASH).join(spoken(names, lang) for names in entry.names.values())


def of_area(crossings: CrossingsEntry, area: AreaEntry) -> list[CheckpointEntry]:
    """Return the checkpoints and totals at the borders of an area, in the order of its borders."""
    order = {border.id: place for place, border in enumerate(area.borders)}
    return sorted((item for item in crossings.checkpoints if item.border in order), key=lambda item: order[item.border])


def of_border(crossings: CrossingsEntry, border: str) -> list[CheckpointEntry]:
    """Return the checkpoints and totals at a border, those with the latest and largest figures first."""
    held = [item for item in crossings.checkpoints if item.border == border]
    return sorted(held, key=lambda item: (item.is_total, -_size(item)))


def _size(entry: CheckpointEntry) -> float:
    return entry.latest.value or 0.0 if entry.latest else 0.0


def points(entries: Iterable[CheckpointEntry], sheet: str, year: int, lang: str, *, linked: bool = True) -> list[Point]:
    """Return the checkpoints that have a place on a sheet (``area/frame``), with their figures of a year."""
    placed = []
    for entry in entries:
        if sheet not in entry.points:
            continue
        row = entry.value(year)
        said, tag = next(iter(entry.names.values())).spoken(lang)
        placed.append(
            Point(
                *entry.points[sheet],
                value=row.value if row else None,
                name=said,
                lang=tag,
                words=f"{plain_name(entry, lang)}: {_told(entry, row, year, lang)}",
                href=addresses.checkpoint(entry.code, "" if lang == INTERFACE else lang) if linked else "",
                approximate=entry.approximate,
            )
        )
    return placed


def _told(entry: CheckpointEntry, row: Observation | None, year: int, lang: str) -> str:
    """Say what a point stands for: its figure, and whether it is where it is drawn."""
    if row is not None and row.value is not None:
        told = tell_plural(
            lang,
            "%(value)s person in %(year)s",
            "%(value)s persons in %(year)s",
            round(row.value),
            value=number(row.value, 0, lang),
            year=year,
        )
    else:
        told = tell(lang, "no figure for %(year)s", year=year) if year else tell(lang, "no figures")
    return ", ".join([told, *([tell(lang, "place approximate")] if entry.approximate else [])])


def position_words(entry: CheckpointEntry, lang: str) -> str:
    """Return a position in degrees, two decimals where it is only that of the nearest place."""
    if entry.position is None:
        return ""
    decimals = 2 if entry.approximate else 4
    east, north = entry.position
    north_words, east_words = number(north, decimals, lang), number(east, decimals, lang)
    return tell(lang, "%(north)s° N, %(east)s° E", north=north_words, east=east_words)
