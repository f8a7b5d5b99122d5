"""The map of a border's line: today's districts on both sides, named for a reader, and the checkpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.border_map import Crossing, MapDistrict, border_map
from mapserver.maps.names import country_title, shown_name
from mapserver.model import border_of
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.checkpoints import of_border, spoken_name
from mapserver.web.wording import border_text

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, BorderEntry, Drawing, UnitEntry
    from mapserver.snapshot import Snapshot

LABEL = N_("%(border)s. %(country_a)s: %(units_a)s. %(country_b)s: %(units_b)s.")


def line_map(snapshot: Snapshot, area: AreaEntry, border: BorderEntry, lang: str, *, linked: bool = True) -> str:
    """Return the map as SVG; nothing where no frame of the area has the line."""
    found = next(
        (item for item in snapshot.drawings(area.id) if any(stroke.border == border.id for stroke in item.strokes)),
        None,
    )
    if found is None:
        return ""
    units = units_at(snapshot, area, border)
    districts = [_district(unit, border, lang, linked=linked) for unit in units]
    own = {item.key for item in districts}
    vintages = {unit.country: unit.territories[-1].vintage for unit in units}
    ground = {f"{code}@{vintage}" for code in area.core_units for vintage in vintages.values()}
    ground |= set(snapshot.crossings.grounds.get(f"{area.id}/{found.frame}", ()))
    names = {
        country: ", ".join(shown_name(unit, lang)[0] for unit in units if unit.country == country)
        for country in (border.country_a, border.country_b)
    }
    label = tell(
        lang,
        LABEL,
        border=border_text(border).say(lang),
        country_a=country_title(border.country_a, lang),
        country_b=country_title(border.country_b, lang),
        units_a=names[border.country_a],
        units_b=names[border.country_b],
    )
    return border_map(
        found, border.id, districts, sorted(ground - own), _crossings(snapshot, area, border, found, lang), label
    )


def units_at(snapshot: Snapshot, area: AreaEntry, border: BorderEntry) -> list[UnitEntry]:
    """Return today's units that meet at a border, each once, in the order of the pairs."""
    return list({unit.code: unit for pair in unit_pairs(snapshot, area, border) for unit in pair}.values())


def unit_pairs(snapshot: Snapshot, area: AreaEntry, border: BorderEntry) -> list[tuple[UnitEntry, UnitEntry]]:
    """Return the pairs of today's units that meet at a border, without their figures."""
    known = snapshot.register.unit
    pairs = [(known[a], known[b]) for a, b in area.pairs if a in known and b in known]
    return [
        (one, other)
        for one, other in pairs
        if one.is_current and other.is_current and border_of(one.country, other.country) == border.id
    ]


def _district(unit: UnitEntry, border: BorderEntry, lang: str, *, linked: bool) -> MapDistrict:
    name, tag = shown_name(unit, lang)
    key = f"{unit.code}@{unit.territories[-1].vintage}"
    href = addresses.unit(unit.code, "" if lang == "en" else lang) if linked else ""
    return MapDistrict(key, name, tag or lang, unit.country == border.country_a, href)


def _crossings(snapshot: Snapshot, area: AreaEntry, border: BorderEntry, drawing: Drawing, lang: str) -> list[Crossing]:
    places = [
        (item, item.points.get(f"{area.id}/{drawing.frame}")) for item in of_border(snapshot.crossings, border.id)
    ]
    return [Crossing(*point, str(spoken_name(item, lang).striptags())) for item, point in places if point]
