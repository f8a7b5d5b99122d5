"""Districts like one: the page, with the choices where they are looked for and by which indicators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request
from werkzeug.datastructures import MultiDict

from mapserver.statistics.similarity import LEAST, MOST_DEVIATIONS, YEARS_APART, elsewhere, twins_of
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.compare_choice import LONGEST, NOBODY, FoundUnits, examples, found_units
from mapserver.web.compared import Compared, current_units
from mapserver.web.lookup import find_unit, languages_known, languages_of
from mapserver.web.query import Query
from mapserver.web.rendering import page, passing, render
from mapserver.web.site import published
from mapserver.web.twins import other_years, twin_lines
from mapserver.web.wording import INTERFACE, theme_name, theme_order, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.model.similarity import ProfileIndicator, Similarity, Twin
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("similar", __name__)

PARAMETERS = ("unit", "within", "among", "indicators", "lang")
#: What the form of the indicators sends: each of them as a parameter of the same name.
FORM = ("unit", "within", "among", "indicator", "lang")
NOTHING_CHOSEN = N_("No indicator was chosen: the usual ones are used.")
#: Where twins are looked for: everywhere, in the border area of the district, its country, other areas, or one area.
ALL, AREA, COUNTRY, OTHER = "all", "area", "country", "other"
WITHIN = {
    ALL: N_("All districts"),
    AREA: N_("Its own border area and the countries around it"),
    COUNTRY: N_("Its own country"),
    OTHER: N_("Other countries than those of its border area"),
}
#: All districts that maps draw, or those of the border areas alone.
AMONG = {"drawn": N_("all districts that maps draw"), "core": N_("districts of the border areas only")}
#: Twins on the page.
MANY = 12
#: Indicators that may be chosen.
MOST_INDICATORS = 40


@dataclass(frozen=True)
class Asked:
    """Whose twins are looked for, where, and by which indicators: all usual ones where none is named."""

    unit: str
    within: str = ALL
    among: str = "drawn"
    indicators: tuple[str, ...] = ()
    lang: str = INTERFACE

    @property
    def query(self) -> dict[str, str]:
        """Return the query that leads here."""
        found = {
            "unit": self.unit,
            "within": "" if self.within == ALL else self.within,
            "among": "" if self.among == "drawn" else self.among,
            "indicators": ",".join(self.indicators),
            "lang": "" if self.lang == INTERFACE else self.lang,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def address(self) -> str:
        """Return the canonical address."""
        return addresses.similar(self.query)


@blueprint.get("/similar")
def similar() -> AnyResponse:
    """Show the districts that are most like one; without one a field to find it."""
    snapshot = published()
    query = Query(request.args, (*PARAMETERS, "find"))
    known = snapshot.similarity.indicator
    indicators = query.several("indicators", known, MOST_INDICATORS) if request.args.get("indicators") else ()
    asked = _read(snapshot, query)
    wanted = query.text("find", LONGEST)
    query.finish()
    if asked.unit not in snapshot.units and asked.unit.upper() in snapshot.units:
        chosen_names = in_order(snapshot.similarity, indicators)
        return redirect(replace(asked, unit=asked.unit.upper(), indicators=chosen_names).address, 308)
    asked = replace(_found(snapshot, asked), indicators=in_order(snapshot.similarity, indicators))
    if wanted:
        found = found_units(snapshot, Compared((), lang=asked.lang), wanted)
        if found.is_sure:
            return redirect(replace(asked, unit=found.units[0].code).address, 303)
        return passing(lambda: _render(snapshot, asked, wanted, found))
    return page(("similar", asked), lambda: _render(snapshot, asked), aside=bool(asked.indicators))


@blueprint.get("/similar/chosen")
def chosen() -> AnyResponse:
    """Lead from the form of the indicators, one parameter each, to the canonical address."""
    snapshot = published()
    similarity = snapshot.similarity
    ticked = ",".join(request.args.getlist("indicator"))
    given = MultiDict((name, text) for name, text in request.args.items(multi=True) if name != "indicator")
    query = Query(MultiDict([*given.items(multi=True), *([("indicator", ticked)] if ticked else [])]), FORM)
    names = query.several("indicator", similarity.indicator, MOST_INDICATORS)
    asked = _read(snapshot, query)
    query.finish()
    if not ticked:
        asked = _found(snapshot, asked)
        return passing(lambda: _render(snapshot, asked, remark=tell(asked.lang, NOTHING_CHOSEN)))
    listed = in_order(similarity, names)
    kept = () if listed == in_order(similarity, similarity.usual) else listed
    return redirect(replace(_found(snapshot, asked), indicators=kept).address, 303)


def _read(snapshot: Snapshot, query: Query) -> Asked:
    """Return what a query asks for without its indicators; the unit as it was given."""
    places = [area.id for area in snapshot.areas if len(area.frames) == 1]
    return Asked(
        query.text("unit", LONGEST),
        query.choose("within", (*WITHIN, *places), ALL),
        query.choose("among", AMONG, "drawn"),
        lang=query.language(languages_known(snapshot)),
    )


def _found(snapshot: Snapshot, asked: Asked) -> Asked:
    """Return the same of a unit that there is; Unknown where there is none."""
    return replace(asked, unit=find_unit(snapshot, asked.unit).code) if asked.unit else asked


def in_order(similarity: Similarity, names: Iterable[str]) -> tuple[str, ...]:
    """Return indicators in the order of themes and of their titles, each once."""
    wanted = set(names)
    held = [indicator for indicator in similarity.indicators if indicator.id in wanted]
    return tuple(item.id for item in sorted(held, key=lambda item: (theme_order(item.theme), item.title.say("en"))))


def found_twins(snapshot: Snapshot, asked: Asked) -> tuple[Twin, ...]:
    """Return the nearest twins of what is asked for; nothing for a unit without a profile."""
    similarity = snapshot.similarity
    if asked.unit not in similarity.place:
        return ()
    chosen_names = asked.indicators or similarity.usual
    return twins_of(similarity, asked.unit, chosen_names, _pool(similarity, asked), MANY)


def _pool(similarity: Similarity, asked: Asked) -> frozenset[str] | None:
    """Return the districts that are looked at; None for all."""
    own = similarity.units[similarity.place[asked.unit]]
    areas = set(own.areas) if asked.within == AREA else {asked.within}
    held = [
        unit
        for unit in similarity.units
        if asked.within in (ALL, OTHER)
        or (asked.within == COUNTRY and unit.country == own.country)
        or (asked.within != COUNTRY and areas & set(unit.areas))
    ]
    if asked.among == "core":
        held = [unit for unit in held if unit.cores and (asked.within in WITHIN or asked.within in unit.cores)]
    codes = frozenset(unit.code for unit in held)
    return codes & elsewhere(similarity, own) if asked.within == OTHER else codes


def _render(snapshot: Snapshot, asked: Asked, wanted: str = "", found: FoundUnits = NOBODY, remark: str = "") -> str:
    similarity, lang = snapshot.similarity, asked.lang
    unit = snapshot.register.unit[asked.unit] if asked.unit else None
    chosen_names = asked.indicators or similarity.usual
    place = similarity.place.get(asked.unit)
    own_count = (
        0 if place is None else sum(similarity.indicator[name].figures[place] is not None for name in chosen_names)
    )
    after = current_units(snapshot, (asked.unit,))[0] if unit is not None and not unit.is_current else ()
    themes: dict[str, list[ProfileIndicator]] = {}
    for indicator in sorted(similarity.indicators, key=lambda item: item.title.say(lang)):
        themes.setdefault(indicator.theme, []).append(indicator)
    return render(
        "similar.html",
        lang,
        asked=asked,
        remark=remark,
        unit=unit,
        name=unit_text(unit) if unit is not None else None,
        has_profile=place is not None,
        own_count=own_count,
        twins=twin_lines(snapshot, asked.unit, found_twins(snapshot, asked), lang, most=own_count),
        other_years=[] if place is None else other_years(similarity, asked.unit, chosen_names),
        successors=[
            (code, unit_text(snapshot.register.unit[code]), replace(asked, unit=code).address) for code in after
        ],
        wanted=wanted,
        found=[(item, replace(asked, unit=item.code).address) for item in found.units],
        is_near=found.is_near,
        examples=examples(snapshot, Compared(())) if unit is None else [],
        within=[
            *((key, tell(lang, words)) for key, words in WITHIN.items()),
            *((area.id, area.title.say(lang)) for area in snapshot.areas if len(area.frames) == 1),
        ],
        among=[(key, tell(lang, words)) for key, words in AMONG.items()],
        themes=[(theme_name(theme, lang), themes[theme]) for theme in sorted(themes, key=theme_order)],
        chosen=set(chosen_names),
        districts=len(similarity.units),
        least=min(LEAST, len(chosen_names)),
        years_apart=YEARS_APART,
        deviations=int(MOST_DEVIATIONS),
        languages=languages_of(snapshot),
        canonical=asked.address,
    )
