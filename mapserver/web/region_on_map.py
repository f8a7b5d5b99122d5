"""The map of own regions on their page: which districts it has, where each leads, and what can be chosen beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.names import shown_name
from mapserver.maps.region_map import MapUnit, region_key, region_map
from mapserver.model import Text, territory_key
from mapserver.statistics.aggregation import units_above
from mapserver.translation import N_, tell
from mapserver.web.region_choice import shapes_of_today
from mapserver.web.region_state import FIRST, SECOND, Wanted, area_of, areas_with_maps, shown_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import AreaEntry, Drawing, Shape, UnitEntry
    from mapserver.snapshot import Snapshot

#: Where the map stands on the page.
ANCHOR = "#on-map"
LABEL = N_("Districts on the map, %(area)s. Each one is a link that takes it in or out.")
TAKE_IN, TAKE_AWAY = N_("Take in: %(name)s"), N_("Take away: %(name)s")


@dataclass(frozen=True)
class MapChoice:
    """Something to choose beside the map: its name, where it leads, how many chosen districts it has."""

    title: Text
    address: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True)
class RegionMap:
    """The map: its picture, the areas to choose from, the two regions that can be chosen, what clears that one.

    `keys` are the colours of the regions that are there, `elsewhere` are chosen units that it does not show, `in_both`
    are those of both regions, whose colour is `both_key`.
    """

    area: str
    picture: Markup
    areas: tuple[MapChoice, ...]
    regions: tuple[MapChoice, ...]
    clear: str
    keys: tuple[Markup, ...]
    elsewhere: tuple[str, ...]
    in_both: tuple[str, ...]
    both_key: Markup


def region_on_map(snapshot: Snapshot, wanted: Wanted) -> RegionMap:
    """Return the map of what is wanted."""
    drawn_by, lang = shown_units(snapshot), wanted.lang
    area = area_of(snapshot, wanted, drawn_by)
    drawing = snapshot.drawings(area.id)[0]
    label = tell(lang, LABEL, area=area.title.say(lang))
    picture = region_map(drawing, _units(snapshot, area, drawing, wanted, drawn_by), label)
    codes = dict.fromkeys(code for own in wanted.units for code in own)
    counts = {name: shown & codes.keys() for name, shown in drawn_by.items()}
    return RegionMap(
        area.id,
        Markup(picture),  # noqa: S704 - our own renderer, which escapes what comes from data
        tuple(
            MapChoice(
                item.title, replace(wanted, area=item.id).address + ANCHOR, item.id == area.id, len(counts[item.id])
            )
            for item in areas_with_maps(snapshot)
        ),
        tuple(
            MapChoice(Text({lang: tell(lang, words)}), replace(wanted, into=name).address + ANCHOR, wanted.into == name)
            for name, words in ((FIRST, N_("the region")), (SECOND, N_("a second one beside it")))
        )
        if wanted.units
        else (),
        wanted.changed(wanted.place, ()).address + ANCHOR if wanted.codes(wanted.place) else "",
        tuple(Markup(region_key(place + 1)) for place in range(len(wanted.units))),  # noqa: S704 - as above
        tuple(code for code in codes if code not in counts[area.id]),
        tuple(code for code in wanted.codes(0) if code in wanted.codes(1)),
        Markup(region_key(3)),  # noqa: S704 - as above
    )


def _units(
    snapshot: Snapshot, area: AreaEntry, drawing: Drawing, wanted: Wanted, drawn_by: Mapping[str, frozenset[str]]
) -> list[MapUnit]:
    """Return today's finest districts, with the chosen larger and former units in the place of those in them."""
    known = snapshot.register.unit
    parents = {code: entry.parents for code, entry in known.items()}
    shapes = shapes_of_today(snapshot, drawing)
    chosen = {code: _shape(drawing, known[code]) for codes in wanted.units for code in codes if code not in shapes}
    above = {code for code, shape in chosen.items() if shape is not None}
    shown: dict[str, Shape] = {
        code: shape for code, shape in shapes.items() if above.isdisjoint(units_above(code, parents))
    }
    shown |= {code: shape for code, shape in chosen.items() if shape is not None}
    by_key = {shape.key: code for code, shape in shown.items()}
    beside = {
        code: tuple(by_key[key] for key in area.beside.get(shape.key, ()) if key in by_key)
        for code, shape in shown.items()
    }

    def leads_to(code: str) -> str:
        """Return where a unit's link leads: to the same map, also where another area has most units then."""
        toggled = wanted.toggled(wanted.place, code)
        is_here = wanted.area or area_of(snapshot, toggled, drawn_by).id == area.id
        return (toggled if is_here else replace(toggled, area=area.id)).address + ANCHOR

    return [_unit(snapshot, wanted, code, shape, leads_to(code), beside[code]) for code, shape in shown.items()]


def _shape(drawing: Drawing, unit: UnitEntry) -> Shape | None:
    keys = (territory_key(unit.code, item.vintage) for item in reversed(unit.territories))
    return next((drawing.shapes[key] for key in keys if key in drawing.shapes), None)


def _unit(snapshot: Snapshot, wanted: Wanted, code: str, shape: Shape, href: str, beside: tuple[str, ...]) -> MapUnit:
    name, tag = shown_name(snapshot.register.unit[code], wanted.lang)
    is_in = code in wanted.codes(wanted.place)
    return MapUnit(
        code,
        shape,
        name,
        tag or wanted.lang,
        href,
        tell(wanted.lang, TAKE_AWAY if is_in else TAKE_IN, name=f"{name} ({code})"),
        sum(1 << place for place in (0, 1) if code in wanted.codes(place)),
        beside,
    )
