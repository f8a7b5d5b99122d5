"""Looking up names of the address in the published snapshot. A name is found or it is an error that suggests others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Message
from mapserver.translation import LANGUAGES, N_, SOURCE
from mapserver.web import addresses
from mapserver.web.errors import Suggestion, Unknown
from mapserver.web.wording import border_text, unit_text

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, BorderEntry, LayerEntry, UnitEntry
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class Languages:
    """Languages that a page offers: those that are at home in what it shows, and English; then the others."""

    own: tuple[str, ...]
    others: tuple[str, ...] = ()


def find_area(snapshot: Snapshot, identifier: str) -> AreaEntry:
    """Return an area; Unknown where there is none of that name."""
    for entry in snapshot.areas:
        if entry.id == identifier:
            return entry
    titles = {entry.id: entry.title for entry in snapshot.areas}
    raise Unknown("area", identifier, {name: addresses.area(name) for name in titles}, titles.__getitem__)


def find_layer(snapshot: Snapshot, area: AreaEntry, indicator: str) -> LayerEntry:
    """Return a layer of an area; Unknown where the area has none, with the areas that have it."""
    for entry in area.layers:
        if entry.indicator == indicator:
            return entry
    known = {item.indicator: addresses.layer(area.id, item.indicator) for item in area.layers}
    error = Unknown("indicator", indicator, known, {item.indicator: item.title for item in area.layers}.__getitem__)
    elsewhere = [other for other in snapshot.areas if any(item.indicator == indicator for item in other.layers)]
    if elsewhere:
        names = ", ".join(other.id for other in elsewhere)
        sentence = N_("The area “%(area)s” has no figures of “%(indicator)s”; these have: %(areas)s.")
        error.detail = Message(sentence, area=area.id, indicator=indicator, areas=names)
        error.suggestions = tuple(
            Suggestion(f"{other.id}/{indicator}", addresses.layer(other.id, indicator), other.title)
            for other in elsewhere
        )
    raise error


def find_border(snapshot: Snapshot, identifier: str, asked: str = "") -> tuple[AreaEntry, BorderEntry]:
    """Return a border with the area that draws it; Unknown, by the name that was `asked` for, where no area has it.

    An area that shows several others comes last: a border is at home in the area of its own.
    """
    areas = sorted(snapshot.areas, key=lambda area: len(area.frames) > 1)
    known = {border.id: (area, border) for area in reversed(areas) for border in area.borders}
    if identifier not in known:
        titles = {name: border_text(border) for name, (_, border) in known.items()}
        raise Unknown(
            "border", asked or identifier, {name: addresses.border(name) for name in known}, titles.__getitem__
        )
    return known[identifier]


def find_unit(snapshot: Snapshot, code: str) -> UnitEntry:
    """Return a unit of any vintage; Unknown where no unit ever had that code."""
    if code not in snapshot.units:
        known = {item: addresses.unit(item) for item in snapshot.units}
        raise Unknown("unit", code, known, lambda near: unit_text(snapshot.unit(near)))
    return snapshot.unit(code)


def languages_of(snapshot: Snapshot) -> Languages:
    """Return what a page that belongs to no area offers: the languages of the interface, those of all areas besides."""
    more = dict.fromkeys(tag for area in snapshot.areas for tag in area.languages if tag not in LANGUAGES)
    return Languages(LANGUAGES, tuple(more))


def languages_offered(area: AreaEntry, lang: str) -> Languages:
    """Return what the page of an area offers: its own languages, then the others of the interface and `lang`."""
    own = tuple(dict.fromkeys((SOURCE, *area.languages)))
    return Languages(own, tuple(tag for tag in dict.fromkeys((*LANGUAGES, lang)) if tag not in own))


def languages_known(snapshot: Snapshot) -> tuple[str, ...]:
    """Return every language that a name or a title has, those of the areas first."""
    areas = languages_of(snapshot)
    return tuple(dict.fromkeys((*areas.own, *areas.others, *snapshot.languages)))
