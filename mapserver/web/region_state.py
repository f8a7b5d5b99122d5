"""Which own regions an address asks for, and what of the map is shown: read strictly, written in canonical form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import request

from mapserver.model import Message
from mapserver.statistics.aggregation import overlaps
from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.errors import Suggestion
from mapserver.web.lookup import languages_known
from mapserver.web.query import SHOWN, Query
from mapserver.web.region_choice import units_like
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

MOST_UNITS, LONGEST_TITLE = 60, 80
#: The regions by the parameters that have their units, and those of their titles.
FIRST, SECOND = "units", "with"
TITLES = {FIRST: "title", SECOND: "with_title"}
#: What figures depend on, and what a page takes besides: the area whose map it has, the region that is being chosen.
FIGURES = ("units", "title", "with", "with_title", "lang")
PARAMETERS = ("units", "title", "with", "with_title", "area", "into", "lang")
INSIDE = N_("%(one)s lies in %(other)s: together they would count the same land twice.")
NO_VINTAGE = N_("%(one)s and %(other)s were never units of one division: they may be the same land.")
BESIDE = N_("“with” is a second region beside that of “units”.")


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: the units of one region or two, in order, and the titles of both, empty where none is
    given.

    `area` is empty for the area that has most of the units, `into` names the region that is being chosen.
    """

    units: tuple[tuple[str, ...], ...]
    titles: tuple[str, str]
    lang: str
    area: str = ""
    into: str = FIRST

    @property
    def figures(self) -> dict[str, str]:
        """Return the canonical query of the figures."""
        first, second = (*map(",".join, self.units), "", "")[:2]
        own, other = self.titles
        return {"units": first, "title": own, "with": second, "with_title": other, "lang": self.kept}

    @property
    def address(self) -> str:
        """Return the canonical address of the page."""
        query = {**self.figures, "area": self.area, "into": "" if self.into == FIRST else self.into}
        return addresses.regions({name: query[name] for name in PARAMETERS})

    @property
    def kept(self) -> str:
        """Return the language that links carry on, nothing for the interface's own."""
        return "" if self.lang == INTERFACE else self.lang

    @property
    def place(self) -> int:
        """Return which region is being chosen: 0 for the first, 1 for the second."""
        return int(self.into == SECOND)

    def codes(self, place: int) -> tuple[str, ...]:
        """Return the units of a region, none where it is not there."""
        return self.units[place] if place < len(self.units) else ()

    def changed(self, place: int, codes: Sequence[str]) -> Wanted:
        """Return the same with these units in a region. One without any is gone: then the second becomes the first."""
        units = [self.codes(0), self.codes(1)]
        units[place] = tuple(codes)
        if units[1] and not units[0]:
            return replace(self, units=(units[1],), titles=(self.titles[1], ""), into=FIRST)
        held = tuple(own for own in units if own)
        return replace(self, units=held, into=self.into if held else FIRST)

    def toggled(self, place: int, code: str) -> Wanted:
        """Return the same with a unit in a region, or without it where it is there."""
        codes = self.codes(place)
        return self.changed(place, [other for other in codes if other != code] if code in codes else [*codes, code])


def read_regions(snapshot: Snapshot, parameters: tuple[str, ...], *, is_needed: bool = False) -> Wanted:
    """Return what a query asks for; BadParameter for unknown units, for those that cannot be put together, and for none
    at all where a region `is_needed`."""
    query = Query(request.args, parameters)
    if is_needed and query.given(FIRST) is None:
        query.refuse(FIRST, Message(N_("“units” is needed: codes with commas between them.")), ())
        query.finish()
    lang = query.language(languages_known(snapshot))
    held = []
    offered: list[Suggestion] = []
    for name in (FIRST, SECOND):
        offered += _asked_which(query, snapshot, name, lang)
        codes = query.several(name, snapshot.units, MOST_UNITS)
        if codes:
            held.append(codes)
            _refuse_overlaps(query, snapshot, name, codes, lang)
    titles = (query.text(TITLES[FIRST], LONGEST_TITLE), query.text(TITLES[SECOND], LONGEST_TITLE))
    area = query.choose("area", [item.id for item in areas_with_maps(snapshot)], "")
    into = query.choose("into", (FIRST, SECOND), FIRST)
    for name, is_given in ((SECOND, query.given(SECOND) is not None), ("into", into == SECOND)):
        if is_given and query.given(FIRST) is None:
            query.refuse(name, Message(BESIDE), ())
    query.finish(offered)
    wanted = Wanted(tuple(held), titles, lang, area, into)
    return replace(wanted, area="") if area == area_of(snapshot, replace(wanted, area="")).id else wanted


def _asked_which(query: Query, snapshot: Snapshot, name: str, lang: str) -> Iterator[Suggestion]:
    """Refuse what stands among units and is none, and yield the units that may be meant, each where its name stood."""
    parts = (query.given(name) or "").split(",")
    unknown = next((part for part in parts if part and part not in snapshot.units), None)
    if unknown is None:
        return
    like = units_like(snapshot, unknown[:LONGEST_TITLE], lang)
    words = N_("Which district is meant by “%(name)s”?") if like else N_("No district was found for “%(name)s”.")
    place = parts.index(unknown)

    def with_unit(code: str) -> list[str]:
        return list(dict.fromkeys([*parts[:place], code, *parts[place + 1 :]]))

    nearest = [part for part in with_unit(like[0] if like else "") if part in snapshot.units][:MOST_UNITS]
    query.refuse(name, Message(words, name=unknown[:SHOWN]), sorted(snapshot.units), ",".join(nearest))
    path, kept = addresses.quoted(request.path), {key: request.args[key] for key in PARAMETERS if key in request.args}
    for code in like:
        address = addresses.with_query(path, {**kept, name: ",".join(with_unit(code))})
        yield Suggestion(code, address, unit_text(snapshot.register.unit[code]))


def areas_with_maps(snapshot: Snapshot) -> tuple[AreaEntry, ...]:
    """Return the areas of one frame: the others show the same land again."""
    return tuple(area for area in snapshot.areas if len(area.frames) == 1)


def area_of(snapshot: Snapshot, wanted: Wanted, drawn_by: Mapping[str, frozenset[str]] | None = None) -> AreaEntry:
    """Return the area whose map is shown: the one asked for, else the one that draws most of the chosen units, of
    several the one in whose core most of them lie, else the first.

    `drawn_by` are the units that each area draws, for who asks of many regions.
    """
    areas = areas_with_maps(snapshot)
    known = snapshot.register.unit
    core = Counter(area for codes in wanted.units for code in codes for area in known[code].areas)
    shown = drawn_by if drawn_by is not None else shown_units(snapshot)
    chosen = {code for codes in wanted.units for code in codes}
    drawn = {area.id: len(chosen & shown[area.id]) for area in areas if wanted.units}
    return next((area for area in areas if area.id == wanted.area), None) or max(
        areas, key=lambda area: (drawn.get(area.id, 0), core[area.id])
    )


def shown_units(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Return the units that the map of each area draws."""
    return {
        area.id: frozenset(key.partition("@")[0] for drawing in snapshot.drawings(area.id) for key in drawing.shapes)
        for area in areas_with_maps(snapshot)
    }


def _refuse_overlaps(query: Query, snapshot: Snapshot, name: str, codes: tuple[str, ...], lang: str) -> None:
    known = snapshot.register.unit
    parents = {code: entry.parents for code, entry in known.items()}
    for found in overlaps([known[code] for code in codes], parents):
        one, other = (f"{unit_text(known[code]).say(lang)} ({code})" for code in found[:2])
        words = INSIDE if found.kind == "inside" else NO_VINTAGE
        rest = [code for code in codes if code != found.one]
        query.refuse(name, Message(words, one=one, other=other), (), ",".join(rest))
