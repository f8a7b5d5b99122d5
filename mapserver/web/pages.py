"""The first page and the pages of the border areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.model import AreaEntry, Text
from mapserver.web import addresses
from mapserver.web.checkpoints import of_area
from mapserver.web.contrast_lines import ContrastLine, border_lines
from mapserver.web.indicator_list import indicator_list, list_address, read_filter
from mapserver.web.invitation import new_issues, questions
from mapserver.web.lookup import find_area, languages_of, languages_offered
from mapserver.web.meetings import shared_lines
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.stories import NEWEST, story_lines
from mapserver.web.thumbnail import Thumbnail, thumbnail
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("pages", __name__)


@dataclass(frozen=True)
class AreaCard:
    """An area on the first page: its map, what it holds, and the contrast that stands for it.

    `km` is the line that its units share across borders.
    """

    area: AreaEntry
    map: Thumbnail | None
    first_year: int
    last_year: int
    km: float
    contrast: ContrastLine | None

    @property
    def shows_contrast(self) -> bool:
        """Say whether the picture is the map of the contrast, which then need not be named twice."""
        shown, told = self.map, self.contrast
        return bool(shown and told) and (shown.title, shown.year) == (told.title, told.year)  # type: ignore[union-attr]

    @classmethod
    def of(cls, snapshot: Snapshot, area: AreaEntry, lang: str) -> AreaCard:
        """Gather an area's card."""
        leading = snapshot.opening.leading.get(area.id)
        return cls(
            area,
            thumbnail(snapshot, area, lang),
            min((item.first_year for item in area.layers), default=0),
            max((item.last_year for item in area.layers), default=0),
            sum(line.km for line in shared_lines(snapshot, area)),
            ContrastLine.of(area, leading, lang) if leading else None,
        )


@dataclass(frozen=True)
class CountryUnits:
    """The core units of one country with their names."""

    country: str
    units: tuple[tuple[str, Text], ...]


def core_units(snapshot: Snapshot, area: AreaEntry) -> list[CountryUnits]:
    """Return the core units of an area by country, in the order of the area's countries."""
    entries = [snapshot.unit(code) for code in area.core_units if code in snapshot.units]
    countries = dict.fromkeys((*area.countries, *(entry.country for entry in entries)))
    groups = [
        CountryUnits(country, tuple((entry.code, unit_text(entry)) for entry in entries if entry.country == country))
        for country in countries
    ]
    return [group for group in groups if group.units]


@blueprint.get("/")
def home() -> Response:
    """Show the areas, each with a small map, where to start, what is new, how to cite and how to add data."""
    snapshot = published()
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        cards = [AreaCard.of(snapshot, area, lang) for area in snapshot.areas]
        return render(
            "home.html",
            lang,
            cards=cards,
            questions=questions(snapshot, lang),
            issues=new_issues(snapshot, lang),
            stories=story_lines(snapshot, lang, most=NEWEST),
            languages=languages_of(snapshot),
            canonical=addresses.home("" if lang == INTERFACE else lang),
            countries=len({country for area in snapshot.areas for country in area.countries}),
            indicators=len({layer.indicator for area in snapshot.areas for layer in area.layers}),
            units=len({code for area in snapshot.areas for code in area.core_units}),
        )

    return page(("home", lang), write)


@blueprint.get("/areas/<area_id>")
def area(area_id: str) -> Response:
    """Show one border area: its borders, indicators and units."""
    snapshot = published()
    entry = find_area(snapshot, area_id)
    sides, lang = read_filter(snapshot, request.args)

    def write() -> str:
        return render(
            "area.html",
            lang,
            area=entry,
            description=entry.summary.say(lang),
            languages=languages_offered(entry, lang),
            canonical=list_address(entry, sides, lang),
            map=thumbnail(snapshot, entry, lang),
            borders=shared_lines(snapshot, entry),
            contrasts={border.id: border_lines(entry, border, lang) for border in entry.borders},
            indicators=indicator_list(entry, sides, lang),
            units=core_units(snapshot, entry),
            stories=story_lines(snapshot, lang, entry.id),
            checkpoints=[item for item in of_area(snapshot.crossings, entry) if not item.is_total],
        )

    return page(("area", entry.id, sides, lang), write)
