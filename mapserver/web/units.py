"""The page of a unit: names, time, neighbours, figures. A code that was given up answers and names its successors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.maps.legend import reason_words
from mapserver.model import Text
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.checkpoints import spoken_name
from mapserver.web.lookup import find_unit, languages_of
from mapserver.web.map_state import FINEST
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.standing import themes
from mapserver.web.succession import fates, label, reforms_of, written
from mapserver.web.twins import twin_lines
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Neighbour, UnitEntry
    from mapserver.model.entry import UnitLine
    from mapserver.model.similarity import Similarity, Twin
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("units", __name__)


def languages_in_order(unit: UnitEntry) -> list[str]:
    """Return the languages of a unit's names, the official ones first."""
    return list(dict.fromkeys((*(tag for tag in unit.official if tag in unit.names), *unit.names)))


def name_of(unit: UnitEntry, code: str) -> Text:
    """Return the name of a unit that another's entry mentions; the code itself where it has none."""
    return unit_text(unit) if code == unit.code else unit.mentioned.get(code) or Text(en=code)


def sides(unit: UnitEntry) -> tuple[list[Neighbour], list[Neighbour]]:
    """Return the neighbours at home and across the border."""
    home = [item for item in unit.neighbours if item.country == unit.country]
    return home, [item for item in unit.neighbours if item.country != unit.country]


def land_notes(unit: UnitEntry) -> list[tuple[str, str]]:
    """Return what is unusual about the unit's land as (vintages, note); no vintages where it holds for all of them."""
    vintages: dict[str, list[str]] = {}
    for territory in unit.territories:
        if territory.note:
            vintages.setdefault(territory.note, []).append(territory.vintage)
    return [
        ("" if len(held) == len(unit.territories) else ", ".join(held), note[:1].upper() + note[1:])
        for note, held in vintages.items()
    ]


def map_address(snapshot: Snapshot, code: str, line: UnitLine, lang: str) -> str:
    """Return the address of the map that draws a line, with the unit chosen, in the latest year with a figure of it."""
    default = next(
        (item.default_year for item in snapshot.area(line.area).layers if item.indicator == line.indicator), 0
    )
    is_finest = line.level in ("", FINEST)
    year = line.drawn.year if line.drawn is not None else 0
    query = {
        "year": "" if not year or (is_finest and year == default) else year,
        "level": "" if is_finest else line.level,
        "unit": code,
        "lang": "" if lang == INTERFACE else lang,
    }
    return addresses.layer(line.area, line.indicator, query)


def twin_groups(similarity: Similarity, lang: str) -> list[tuple[str, Mapping[str, Sequence[Twin]]]]:
    """Return where twins are looked for, with those of all districts."""
    return [
        (tell(lang, "All districts"), similarity.twins),
        (tell(lang, "Other countries than those of its border area"), similarity.twins_elsewhere),
    ]


@blueprint.get("/units/<code>")
def unit(code: str) -> Response:
    """Show a unit."""
    snapshot = published()
    entry = find_unit(snapshot, code)
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        home, across = sides(entry)
        return render(
            "unit.html",
            lang,
            unit=entry,
            name=unit_text(entry),
            name_of=lambda other: name_of(entry, other),
            name_languages=languages_in_order(entry),
            languages=languages_of(snapshot),
            canonical=addresses.unit(entry.code, "" if lang == INTERFACE else lang),
            areas=[area for area in snapshot.areas if area.id in entry.areas],
            fates=fates(entry),
            reforms=reforms_of(entry),
            reform_label=label,
            written=written(reforms_of(entry)),
            land_notes=land_notes(entry),
            home=home,
            across=across,
            themes=themes(entry, lang),
            titles={line.key: line.title for line in entry.lines},
            map_of=lambda line: map_address(snapshot, entry.code, line, lang),
            area_title=lambda area: snapshot.area(area).title,
            checkpoints=[
                item
                for item in snapshot.crossings.checkpoints
                if not item.is_total and any(unit == entry.code for unit, _ in item.units)
            ],
            checkpoint_name=spoken_name,
            reason_words=reason_words,
            twins=[
                (words, twin_lines(snapshot, entry.code, held.get(entry.code, ()), lang, told=2))
                for words, held in twin_groups(snapshot.similarity, lang)
            ],
        )

    return page(("unit", entry.code, lang), write)
