"""The list of an area's indicators: by theme, each with the sides that have figures, in which years, and what is shown
of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mapserver.model import LayerEntry
from mapserver.web import addresses
from mapserver.web.lookup import languages_known
from mapserver.web.meetings import Meeting, meetings
from mapserver.web.query import Query
from mapserver.web.timeline import Timeline
from mapserver.web.wording import INTERFACE, theme_name, theme_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

#: Which indicators are shown: every one, or those with figures on both sides of a border.
SIDES = ("all", "both")
#: In the order in which an address has them.
PARAMETERS = ("sides", "lang")


@dataclass(frozen=True)
class Side:
    """A country of the area and the years in which it has figures of an indicator, none where it has not."""

    country: str
    years: tuple[int, ...]


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in the list: `sides` are all countries of the area, `years` those of any of them.

    On the strips, which all rows share the ends of, `figures` are these years, `together` those with figures on both
    sides of a border that may be compared, `apart` those where they measure different things. `only` names the country
    where the others have no figures for the core. `shown` is False for what the filter leaves out.
    """

    layer: LayerEntry
    sides: tuple[Side, ...]
    years: tuple[int, ...]
    meetings: tuple[Meeting, ...]
    figures: Timeline
    together: Timeline
    apart: Timeline
    only: str
    shown: bool

    @property
    def years_together(self) -> tuple[int, ...]:
        """Return the years with figures on both sides of some border."""
        return tuple(sorted({year for meeting in self.meetings for year in meeting.years}))


@dataclass(frozen=True)
class Theme:
    """The indicators of a theme; `anchor` is where the page has them."""

    id: str
    title: str
    rows: tuple[IndicatorRow, ...]

    @property
    def anchor(self) -> str:
        """Return the fragment of the theme's address."""
        return anchor_of(self.id)

    @property
    def shown(self) -> int:
        """Count the indicators that the filter lets through."""
        return sum(row.shown for row in self.rows)


@dataclass(frozen=True)
class IndicatorList:
    """The list with its filter: `addresses` has the page of each of `SIDES`, `counts` how many indicators it shows."""

    sides: str
    first: int
    last: int
    themes: tuple[Theme, ...]
    counts: dict[str, int]
    addresses: dict[str, str]


def read_filter(snapshot: Snapshot, args: MultiDict[str, str]) -> tuple[str, str]:
    """Return which sides and which language a query asks for; BadParameter for what there is not."""
    query = Query(args, PARAMETERS)
    sides = query.choose("sides", SIDES, SIDES[0])
    lang = query.language(languages_known(snapshot))
    query.finish()
    return sides, lang


def list_address(area: AreaEntry, sides: str, lang: str) -> str:
    """Return the canonical address of an area's page with a filter."""
    return addresses.area(area.id, "" if lang == INTERFACE else lang, "" if sides == SIDES[0] else sides)


def anchor_of(theme: str) -> str:
    """Return the fragment at which an area's page has a theme."""
    return f"theme-{theme}"


def in_order(layers: Iterable[LayerEntry]) -> list[LayerEntry]:
    """Return layers in the order of the list: by theme, then by English title."""
    return sorted(layers, key=lambda item: (theme_order(item.theme), item.title.say(INTERFACE), item.indicator))


def indicator_list(area: AreaEntry, sides: str, lang: str) -> IndicatorList:
    """Return the indicators of an area by theme, filtered, for a reader of `lang`."""
    held = [year for layer in area.layers for year in _all_years(layer)]
    first, last = min(held, default=0), max(held, default=0)
    layers = in_order(area.layers)
    themes = tuple(
        Theme(theme, theme_name(theme, lang), tuple(_row(area, layer, sides, lang, first, last) for layer in members))
        for theme, members in groupby(layers, key=lambda item: item.theme)
    )
    both = sum(has_both_sides(layer) for layer in layers)
    return IndicatorList(
        sides,
        first,
        last,
        themes,
        dict(zip(SIDES, (len(layers), both), strict=True)),
        {name: list_address(area, name, lang) for name in SIDES},
    )


def has_both_sides(layer: LayerEntry) -> bool:
    """Say whether there is a year with figures on both sides of a border."""
    return any(item.years for item in layer.both_sides.values())


def _row(area: AreaEntry, layer: LayerEntry, sides: str, lang: str, first: int, last: int) -> IndicatorRow:
    met = meetings(area, layer, "" if lang == INTERFACE else lang)
    together = {year for meeting in met if not meeting.is_different for year in meeting.years}
    apart = {year for meeting in met for year in meeting.years} - together
    years = _all_years(layer)
    return IndicatorRow(
        layer,
        tuple(Side(country, layer.years.get(country, ())) for country in area.countries),
        years,
        met,
        Timeline.of(years, first, last),
        Timeline.of(tuple(together), first, last),
        Timeline.of(tuple(apart), first, last),
        layer.countries[0] if len(layer.countries) == 1 < len(area.countries) else "",
        sides == SIDES[0] or has_both_sides(layer),
    )


def _all_years(layer: LayerEntry) -> tuple[int, ...]:
    """Return the years in which any country has figures for the core."""
    return tuple(sorted({year for held in layer.years.values() for year in held}))
