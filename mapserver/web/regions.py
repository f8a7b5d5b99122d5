"""Own regions: units that a reader puts together, their sums and rates, one region or two beside each other.

All of it lives in the address; what is picked by name or by a box on the map becomes a list of units there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict

from mapserver.exports.formats import XLSX
from mapserver.exports.region_table import RegionExtract, region_csv, region_json, region_xlsx
from mapserver.model import Message
from mapserver.statistics.aggregation import Region, RegionLine, build_region, overlaps
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.errors import Unknown
from mapserver.web.kept_file import kept_file
from mapserver.web.lookup import languages_known, languages_of
from mapserver.web.query import Query
from mapserver.web.region_choice import units_in_box, with_codes
from mapserver.web.rendering import page, render
from mapserver.web.sharing import site_root
from mapserver.web.site import published
from mapserver.web.sparkline import Sparkline
from mapserver.web.wording import INTERFACE, theme_name, theme_order, unit_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.model import Edition, UnitEntry
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.aggregation import Refusal

blueprint = Blueprint("regions", __name__)

MOST_UNITS, LONGEST_TITLE = 60, 80
PARAMETERS = ("units", "title", "with", "with_title", "lang")
#: What the form on the page sends besides; the answer is the address with all units in it.
ADDED = ("add", "bbox")
INSIDE = N_("%(one)s lies in %(other)s: together they would count the same land twice.")
NO_VINTAGE = N_("%(one)s and %(other)s were never units of one division: they may be the same land.")
BAD_BOX = N_("“bbox” takes four numbers with commas between them: west, south, east, north, in degrees.")
EMPTY_BOX = N_("No district has its middle in this box.")
FULL_BOX = N_("%(count)s districts have their middle in this box; a region takes %(most)s at most.")
REASONS = {
    "no_parts": N_("published as a rate, a mean or an index, or calculated from such: what it is made of is not known"),
    "unlike": N_("calculated in different ways"),
    "different": N_("the sources measure different things"),
    "not_all": N_("not of all districts"),
}
FORMATS: dict[str, tuple[str, Callable[[RegionExtract], bytes]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", region_csv),
    "xlsx": (XLSX, region_xlsx),
    "json": ("application/json", region_json),
}


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: the units of one region or two, in order, and their titles."""

    units: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    lang: str

    @property
    def query(self) -> dict[str, str]:
        """Return the canonical query."""
        names = (("units", "title"), ("with", "with_title"))
        found: dict[str, str] = {}
        for (own, title_name), codes, title in zip(names, self.units, self.titles, strict=False):
            found[own], found[title_name] = ",".join(codes), title
        return {**found, "lang": "" if self.lang == INTERFACE else self.lang}


@dataclass(frozen=True)
class Row:
    """An indicator in the table: the line of each region (None where it was refused), its sparkline."""

    lines: tuple[RegionLine | None, ...]
    sparks: tuple[Sparkline, ...]

    @property
    def any(self) -> RegionLine:
        """Return a line that is there."""
        return next(line for line in self.lines if line is not None)


@blueprint.get("/regions")
def regions() -> Response | AnyResponse:
    """Show regions; without units the form alone."""
    snapshot = published()
    given = request.args
    if any(name in given for name in ADDED) or "" in given.values() or " " in given.get("units", ""):
        return _gathered(snapshot)
    coded = {name: with_codes(snapshot, given[name]) for name in ("units", "with") if name in given}
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
    query = Query(request.args, PARAMETERS)
    if query.given("units") is None:
        query.refuse("units", Message(N_("“units” is needed: codes with commas between them.")), ())
        query.finish()
    wanted = read_regions(snapshot, PARAMETERS)
    mimetype, write = FORMATS[extension]
    key = ("regions", snapshot.id, extension, wanted, site_root())
    return kept_file(key, mimetype, lambda: write(_extract(snapshot, wanted)), f"region.{extension}", aside=True)


def read_regions(snapshot: Snapshot, parameters: tuple[str, ...]) -> Wanted:
    """Return what a query asks for; BadParameter for unknown units, and for those that cannot be put together."""
    query = Query(request.args, parameters)
    lang = query.language(languages_known(snapshot))
    held, titles = [], []
    for name, title_name in (("units", "title"), ("with", "with_title")):
        codes = query.several(name, snapshot.units, MOST_UNITS)
        title = query.text(title_name, LONGEST_TITLE)
        if codes:
            held.append(codes)
            titles.append(title)
            _refuse_overlaps(query, snapshot, name, codes, lang)
    if query.given("with") is not None and query.given("units") is None:
        query.refuse("with", Message(N_("“with” is a second region beside that of “units”.")), ())
    query.finish()
    return Wanted(tuple(held), tuple(titles), lang)


def _refuse_overlaps(query: Query, snapshot: Snapshot, name: str, codes: tuple[str, ...], lang: str) -> None:
    known = snapshot.register.unit
    parents = {code: entry.parents for code, entry in known.items()}
    for found in overlaps([known[code] for code in codes], parents):
        one, other = (f"{unit_text(known[code]).say(lang)} ({code})" for code in found[:2])
        words = INSIDE if found.kind == "inside" else NO_VINTAGE
        rest = [code for code in codes if code != found.one]
        query.refuse(name, Message(words, one=one, other=other), (), ",".join(rest))


def _gathered(snapshot: Snapshot) -> AnyResponse:
    """Lead to the address that has all units in it: those that were there, those that were ticked, those in a box.

    What else was given stays, also where it is wrong: the page says so.
    """
    added = request.args.getlist("add")
    box = request.args.get("bbox", "").strip()
    if box:
        query = Query(MultiDict({"bbox": box}), ADDED)
        try:
            west, south, east, north = (float(part) for part in box.split(","))
            found = units_in_box(snapshot, (west, south, east, north))
        except ValueError:
            query.refuse("bbox", Message(BAD_BOX), ())
        else:
            added += found
            if not found:
                query.refuse("bbox", Message(EMPTY_BOX), ())
            elif len(found) > MOST_UNITS:
                query.refuse("bbox", Message(FULL_BOX, count=len(found), most=MOST_UNITS), ())
        query.finish()
    kept = {name: value.strip() for name, value in request.args.items() if name not in ADDED}
    codes = [code.strip() for code in kept.get("units", "").split(",")]
    units = ",".join(dict.fromkeys(filter(None, (*codes, *added))))
    return redirect(addresses.regions({"units": units, **{name: kept[name] for name in kept if name != "units"}}))


def _built(snapshot: Snapshot, codes: tuple[str, ...]) -> tuple[Region, list[UnitEntry]]:
    units = [snapshot.unit(code) for code in codes]
    return build_region(units, snapshot.register), units


def _title(title: str, units: list[UnitEntry], lang: str) -> str:
    return title or " + ".join(unit_text(unit).say(lang) for unit in units)


def _extract(snapshot: Snapshot, wanted: Wanted) -> RegionExtract:
    made: dict[str, Region] = {}
    editions: dict[str, Edition] = {}
    for codes, title in zip(wanted.units, wanted.titles, strict=True):
        region, units = _built(snapshot, codes)
        named = _title(title, units, wanted.lang)
        made[named if named not in made else f"{named} (2)"] = region
        editions.update({edition.id: edition for unit in units for edition in unit.sources})
    address = site_root() + addresses.regions(wanted.query)
    return RegionExtract(made, editions, snapshot.id, address, wanted.lang)


def _render(snapshot: Snapshot, wanted: Wanted) -> str:
    built = [_built(snapshot, codes) for codes in wanted.units]
    made = [region for region, _ in built]
    lang = wanted.lang
    by_theme: dict[str, dict[str, list[RegionLine | None]]] = {}
    for place, region in enumerate(made):
        for line in region.lines:
            rows = by_theme.setdefault(line.theme, {})
            rows.setdefault(line.indicator, [None] * len(made))[place] = line
    themes = [
        (theme_name(theme, lang), [Row(tuple(held), _sparks(held)) for held in rows.values() if any(held)])
        for theme, rows in sorted(by_theme.items(), key=lambda item: theme_order(item[0]))
    ]
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
        canonical=addresses.regions(wanted.query),
        languages=languages_of(snapshot),
        units=[units for _, units in built],
        titles=[_title(title, units, lang) for title, (_, units) in zip(wanted.titles, built, strict=True)],
        unit_name=unit_text,
        regions=made,
        themes=themes,
        refused=[
            (tell(lang, words), list(refused[name].values())) for name, words in REASONS.items() if name in refused
        ],
        sources=[edition for name, edition in editions.items() if name in used],
        files={name: addresses.regions(wanted.query, name) for name in FORMATS},
        choices=_choices(snapshot),
        area_title=lambda area: snapshot.area(area).title,
    )


def _sparks(lines: list[RegionLine | None]) -> tuple[Sparkline, ...]:
    return tuple(Sparkline.of(line.observations) if line else Sparkline((), ()) for line in lines)


def _choices(snapshot: Snapshot) -> list[tuple[str, list[UnitEntry]]]:
    """Return the districts of the core of each area, by the area."""
    known = snapshot.register.unit
    return [
        (area.id, [known[code] for code in area.core_units if code in known])
        for area in snapshot.areas
        if len(area.frames) == 1
    ]
