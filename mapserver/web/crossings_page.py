"""The border crossings of an area: a map of its checkpoints in a year, and their figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from markupsafe import Markup

from mapserver.maps.points import drawn_larger, points_picture
from mapserver.translation import tell_plural
from mapserver.web import addresses
from mapserver.web.checkpoints import CheckpointRow, of_area, points, spoken_name
from mapserver.web.errors import Unknown
from mapserver.web.lookup import find_area, languages_known, languages_offered
from mapserver.web.query import Query
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import AreaEntry, CheckpointEntry, Edition
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("crossings_page", __name__)


@blueprint.get("/areas/<area_id>/border_crossings")
def crossings(area_id: str) -> Response:
    """Show the checkpoints of an area in a year."""
    snapshot = published()
    area = find_area(snapshot, area_id)
    held = of_area(snapshot.crossings, area)
    if not held:
        known = {item.id: addresses.crossings(item.id) for item in snapshot.areas if of_area(snapshot.crossings, item)}
        titles = {item.id: item.title for item in snapshot.areas}
        raise Unknown("border crossings", area.id, known, titles.__getitem__)
    years = years_of(held)
    query = Query(request.args, ("year", "lang") if years else ("lang",))
    lang = query.language(languages_known(snapshot))
    usual = default_year(years)
    year = int(query.choose("year", map(str, sorted(years)), str(usual)))
    query.finish()
    kept = "" if lang == INTERFACE else lang

    def address(item: int) -> str:
        return addresses.crossings(area.id, kept, "" if item == usual else item)

    def write() -> str:
        places = [item for item in held if not item.is_total]
        largest = largest_value(places)
        rows = [CheckpointRow.of(item, year) for item in held]
        # Largest figures first; without one in order of the borders.
        rows.sort(key=lambda row: -(row.shown.value or 0.0) if row.shown else 0.0)
        return render(
            "crossings.html",
            lang,
            area=area,
            concept=snapshot.crossings,
            year=year,
            years=[(item, count, address(item)) for item, count in sorted(years.items())],
            largest=largest,
            drawn_larger=float(f"{drawn_larger(largest):.2g}"),
            pictures=_pictures(snapshot, area, places, year, largest, lang),
            rows=[row for row in rows if not row.entry.is_total],
            totals=[row for row in rows if row.entry.is_total],
            sources=sources_of(held),
            name=spoken_name,
            languages=languages_offered(area, lang),
            canonical=address(year),
        )

    return page(("crossings", area.id, year, lang), write)


def years_of(entries: Iterable[CheckpointEntry]) -> Counter[int]:
    """Count for each year the checkpoints that have a figure; totals do not count."""
    return Counter(
        row.year for entry in entries if not entry.is_total for row in entry.observations if row.value is not None
    )


def default_year(counts: Mapping[int, int]) -> int:
    """Return the year with most figures, of equals the latest; 0 without any."""
    return max(counts, key=lambda year: (counts[year], year), default=0)


def largest_value(entries: Iterable[CheckpointEntry]) -> float:
    """Return the largest figure of all years, so that circles of two years can be compared."""
    return max((row.value for entry in entries for row in entry.observations if row.value is not None), default=0.0)


def sources_of(entries: Iterable[CheckpointEntry]) -> list[Edition]:
    """Return the editions that figures are from, each once."""
    return list({edition.id: edition for entry in entries for edition in entry.sources}.values())


def _pictures(
    snapshot: Snapshot, area: AreaEntry, places: Sequence[CheckpointEntry], year: int, largest: float, lang: str
) -> list[Markup]:
    pictures = []
    for drawing in snapshot.drawings(area.id):
        sheet = f"{area.id}/{drawing.frame}"
        placed = points(places, sheet, year, lang)
        title = f"{snapshot.crossings.title.say(lang)}, {year}" if year else snapshot.crossings.title.say(lang)
        known = sum(point.value is not None for point in placed)
        words = tell_plural(
            lang,
            "%(num)s checkpoint on the map, %(known)s with a figure. The table below has all of them.",
            "%(num)s checkpoints on the map, %(known)s with a figure. The table below has all of them.",
            len(placed),
            known=known,
        )
        picture = points_picture(
            drawing, snapshot.crossings.grounds.get(sheet, ()), placed, largest, title, words, lang=lang
        )
        pictures.append(Markup(picture))  # noqa: S704 - escaped where it is made
    return pictures
