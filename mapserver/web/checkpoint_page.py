"""The page of a checkpoint: where it is, who calls it what, and how many cross there in which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from markupsafe import Markup

from mapserver.maps.legend import reason_words
from mapserver.maps.points import Window, points_picture
from mapserver.model import Observation, Text
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.checkpoints import KINDS, CheckpointRow, of_border, plain_name, points, position_words, spoken_name
from mapserver.web.crossings_page import largest_value
from mapserver.web.errors import Unknown
from mapserver.web.lookup import find_border, languages_offered
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.wording import INTERFACE, border_text

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, CheckpointEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("checkpoint_page", __name__)

#: Width and height of the small map, as shares of the sheet's width.
NEARBY, HEIGHT = 0.3, 0.7


@dataclass(frozen=True)
class YearRow:
    """A year from the first with a figure to the last: its figure, None in a gap, and its share of the largest.

    `reason` says why a source gives none, where it says so.
    """

    year: int
    row: Observation | None
    share: float
    reason: str = ""


@blueprint.get("/checkpoints/<code>")
def checkpoint(code: str) -> Response:
    """Show a checkpoint, or a total of several."""
    snapshot = published()
    entry = find_checkpoint(snapshot, code)
    area, border = find_border(snapshot, entry.border)
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        return render(
            "checkpoint.html",
            lang,
            checkpoint=entry,
            concept=snapshot.crossings,
            kind=tell(lang, KINDS[entry.kind]),
            name=spoken_name,
            plain_name=plain_name(entry, lang),
            position=position_words(entry, lang),
            area=area,
            border=border,
            border_title=border_text(border),
            years=year_rows(entry, lang),
            numbers={edition.id: place for place, edition in enumerate(entry.sources, start=1)},
            others=[
                CheckpointRow.of(item)
                for item in of_border(snapshot.crossings, entry.border)
                if item.code != entry.code
            ],
            picture=_picture(snapshot, area, entry, lang),
            languages=languages_offered(area, lang),
            canonical=addresses.checkpoint(entry.code, "" if lang == INTERFACE else lang),
        )

    return page(("checkpoint", entry.code, lang), write)


def find_checkpoint(snapshot: Snapshot, code: str) -> CheckpointEntry:
    """Return a checkpoint; Unknown where there is none of that code."""
    known = {item.code: item for item in snapshot.crossings.checkpoints}
    if code not in known:
        where = {item: addresses.checkpoint(item) for item in known}
        raise Unknown("checkpoint", code, where, lambda near: Text({INTERFACE: plain_name(known[near], INTERFACE)}))
    return known[code]


def year_rows(entry: CheckpointEntry, lang: str) -> list[YearRow]:
    """Return every year from the latest figure back to the first; years in between without one are gaps."""
    known = {row.year: row for row in entry.observations if row.value is not None}
    if not known:
        return []
    largest = max(row.value or 0.0 for row in known.values())
    reasons = {row.year: reason_words(row.reason, lang) for row in entry.observations if row.value is None}
    years = range(max(known), min(known) - 1, -1)
    return [
        YearRow(
            year,
            row := known.get(year),
            (row.value or 0.0) / largest if row and largest else 0.0,
            "" if row else reasons.get(year, ""),
        )
        for year in years
    ]


def _picture(snapshot: Snapshot, area: AreaEntry, entry: CheckpointEntry, lang: str) -> Markup:
    """Return a small map round the checkpoint; nothing where no source says where it is."""
    for drawing in snapshot.drawings(area.id):
        sheet = f"{area.id}/{drawing.frame}"
        if sheet not in entry.points:
            continue
        width = drawing.width * NEARBY
        window = Window.around(drawing, *entry.points[sheet], width, width * HEIGHT)
        year = entry.latest.year if entry.latest else 0
        shown = points([entry], sheet, year, lang, linked=False)
        picture = points_picture(
            drawing,
            snapshot.crossings.grounds.get(sheet, ()),
            shown,
            largest_value([entry]),
            tell(lang, "Where %(name)s is", name=plain_name(entry, lang)),
            shown[0].words,
            window,
            lang,
        )
        return Markup(picture)  # noqa: S704 - escaped where it is made
    return Markup("")
