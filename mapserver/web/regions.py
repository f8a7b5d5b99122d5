"""Own regions: units that a reader puts together, their sums and rates, one region or two beside each other.

All of it lives in the address; what is picked by name, by a box or by an outline becomes a list of units there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict

from mapserver.exports.media import MEDIA
from mapserver.exports.region_table import RegionExtract, region_csv, region_json, region_xlsx
from mapserver.maps.region_words import REASONS, nothing_words
from mapserver.model import Message, UnitEntry
from mapserver.statistics.aggregation import build_region
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.errors import Unknown
from mapserver.web.kept_file import kept_file
from mapserver.web.lookup import languages_of
from mapserver.web.outline import FEWEST, MOST, read_outline
from mapserver.web.query import Query
from mapserver.web.region_choice import units_in_box, units_within, with_codes
from mapserver.web.region_on_map import region_on_map
from mapserver.web.region_rows import few, lacking, tables_of
from mapserver.web.region_state import (
    FIGURES,
    FIRST,
    MOST_UNITS,
    PARAMETERS,
    SECOND,
    Wanted,
    areas_with_maps,
    read_regions,
)
from mapserver.web.rendering import page, render
from mapserver.web.sharing import site_root
from mapserver.web.site import published
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.model import Edition
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.region import Refusal, Region

blueprint = Blueprint("regions", __name__)

#: What the form on the page sends besides; the answer is the address with all units in it.
ADDED = ("add", "bbox", "within")
#: So many names are a title; of more the first one is, with the number of the others.
NAMES = 3
BAD_BOX = N_("“bbox” takes four numbers with commas between them: west, south, east, north, in degrees.")
EMPTY_BOX = N_("No district has its middle in this box.")
FULL_BOX = N_("%(count)s districts have their middle in this box; a region takes %(most)s at most.")
BAD_OUTLINE = N_(
    "“within” takes the corners of an outline, %(fewest)s to %(most)s of them, each as longitude and latitude in"
    " degrees, with commas between all numbers; no side crosses the 180th meridian."
)
EMPTY_OUTLINE = N_("No district has its middle in this outline.")
FULL_OUTLINE = N_("%(count)s districts have their middle in this outline; a region takes %(most)s at most.")
FORMATS: dict[str, Callable[[RegionExtract], bytes]] = {
    "csv": region_csv,
    "xlsx": region_xlsx,
    "json": region_json,
}


@dataclass(frozen=True)
class Member:
    """A unit of a region on the page, and the address of the page without it."""

    unit: UnitEntry
    without: str


@blueprint.get("/regions")
def regions() -> Response | AnyResponse:
    """Show regions; without units the form alone."""
    snapshot = published()
    given = request.args
    if any(name in given for name in ADDED) or "" in given.values() or " " in given.get("units", ""):
        return _gathered(snapshot)
    coded = {name: with_codes(snapshot, given[name]) for name in (FIRST, SECOND) if name in given}
    if any(coded[name] != given[name] for name in coded):
        return redirect(addresses.regions({**given.to_dict(), **coded}))
    wanted = read_regions(snapshot, PARAMETERS)
    return page(("regions", wanted, site_root()), lambda: _render(snapshot, wanted), aside=bool(wanted.units))


@blueprint.get("/regions.<extension>")
def region_file(extension: str) -> Response:
    """Answer the figures of regions as a file."""
    snapshot = published()
    if extension not in FORMATS:
        raise Unknown("format", extension, {name: f"/regions.{name}" for name in FORMATS}, suggest=len(FORMATS))
    wanted = read_regions(snapshot, FIGURES, is_needed=True)
    key = ("regions", snapshot.id, extension, wanted, site_root())
    return kept_file(
        key,
        MEDIA[extension],
        lambda: FORMATS[extension](extract_of(snapshot, wanted)),
        f"region.{extension}",
        aside=True,
    )


def extract_of(snapshot: Snapshot, wanted: Wanted) -> RegionExtract:
    """Return the figures of regions to be given out, in their language."""
    made: dict[str, Region] = {}
    editions: dict[str, Edition] = {}
    for codes, title in zip(wanted.units, wanted.titles, strict=False):
        region, units = _built(snapshot, codes)
        named = title_of(title, units, wanted.lang)
        made[named if named not in made else f"{named} (2)"] = region
        editions.update({edition.id: edition for unit in units for edition in unit.sources})
    address = site_root() + addresses.regions(wanted.figures)
    return RegionExtract(made, editions, snapshot.register, snapshot.id, address, wanted.lang)


def title_of(title: str, units: list[UnitEntry], lang: str) -> str:
    """Return what a region is called: as its reader calls it, else by the names of its units."""
    if title or len(units) <= NAMES:
        return title or " + ".join(unit_text(unit).say(lang) for unit in units)
    return tell(lang, "%(name)s and %(count)s others", name=unit_text(units[0]).say(lang), count=len(units) - 1)


def _gathered(snapshot: Snapshot) -> AnyResponse:
    """Lead to the address that has all units in it: those that were there, those that were ticked, those in a box or an
    outline, in the region that is being chosen.

    What else was given stays, also where it is wrong: the page says so.
    """
    target = SECOND if request.args.get("into") == SECOND else FIRST
    added = [*request.args.getlist("add"), *_picked(snapshot)]
    kept = {name: value.strip() for name, value in request.args.items() if name not in ADDED}
    codes = [code.strip() for code in kept.get(target, "").split(",")]
    kept[target] = ",".join(dict.fromkeys(filter(None, (*codes, *added))))
    order = [name for name in PARAMETERS if name in kept] + [name for name in kept if name not in PARAMETERS]
    return redirect(addresses.regions({name: kept[name] for name in order}))


def _picked(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the units in the box and in the outline of a query; BadParameter for what is none, or holds no unit or too
    many."""
    given = {name: request.args.get(name, "").strip() for name in ("bbox", "within")}
    query = Query(MultiDict({name: text for name, text in given.items() if text}), ADDED)
    found: tuple[str, ...] = ()
    ways: dict[str, tuple[Callable[[str], tuple[str, ...]], Message, str, str]] = {
        "bbox": (lambda text: _in_box(snapshot, text), Message(BAD_BOX), EMPTY_BOX, FULL_BOX),
        "within": (
            lambda text: units_within(snapshot, read_outline(text)),
            Message(BAD_OUTLINE, fewest=FEWEST, most=MOST),
            EMPTY_OUTLINE,
            FULL_OUTLINE,
        ),
    }
    for name, (find, bad, empty, full) in ways.items():
        if not given[name]:
            continue
        try:
            held = find(given[name])
        except ValueError:
            query.refuse(name, bad, ())
            continue
        if not held:
            query.refuse(name, Message(empty), ())
        elif len(held) > MOST_UNITS:
            query.refuse(name, Message(full, count=len(held), most=MOST_UNITS), ())
        found += held
    query.finish()
    return found


def _in_box(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    west, south, east, north = (float(part) for part in text.split(","))
    return units_in_box(snapshot, (west, south, east, north))


def _built(snapshot: Snapshot, codes: tuple[str, ...]) -> tuple[Region, list[UnitEntry]]:
    units = [snapshot.summable(code) for code in codes]
    return build_region(units, snapshot.register), units


def _render(snapshot: Snapshot, wanted: Wanted) -> str:
    built = [_built(snapshot, codes) for codes in wanted.units]
    made = [region for region, _ in built]
    lang = wanted.lang
    titles = [title_of(title, units, lang) for title, (_, units) in zip(wanted.titles, built, strict=False)]
    refused: dict[str, dict[str, Refusal]] = {}
    for region in made:
        for item in region.refusals:
            refused.setdefault(item.reason, {}).setdefault(item.indicator, item)
    editions = {edition.id: edition for _, units in built for unit in units for edition in unit.sources}
    used = {
        name for region in made for line in region.lines for row in line.observations for name in row.edition.split("+")
    }
    return render(
        "regions.html",
        lang,
        wanted=wanted,
        canonical=wanted.address,
        shared=addresses.regions(wanted.figures),
        languages=languages_of(snapshot),
        members=[
            [Member(unit, wanted.toggled(place, unit.code).address) for unit in units]
            for place, (_, units) in enumerate(built)
        ],
        titles=titles,
        unit_name=unit_text,
        few=few,
        lacking=lacking,
        regions=made,
        nothing=[nothing_words(region, lang) for region in made],
        themes=tables_of(made, titles, snapshot.register, lang),
        refused=[
            (tell(lang, words), list(refused[name].values())) for name, words in REASONS.items() if name in refused
        ],
        sources=[edition for name, edition in editions.items() if name in used],
        files={name: addresses.regions(wanted.figures, name) for name in FORMATS},
        map=region_on_map(snapshot, wanted),
        most=MOST_UNITS,
        choices=_choices(snapshot),
        area_title=lambda area: snapshot.area(area).title,
    )


def _choices(snapshot: Snapshot) -> list[tuple[str, list[UnitEntry]]]:
    """Return the districts of the core of each area, by the area."""
    known = snapshot.register.unit
    return [(area.id, [known[code] for code in area.core_units if code in known]) for area in areas_with_maps(snapshot)]
