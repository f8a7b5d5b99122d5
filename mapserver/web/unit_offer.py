"""What one takes along of units: files of their figures, and of one the map that shows it best, as a frame and as
pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.exports.unit_figures import UnitFigures
from mapserver.maps.state import default_state
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.embed import THEMES
from mapserver.web.map_state import FINEST
from mapserver.web.offer import CONTROL_TITLES, LIVE, Link, Offer, offer_of_map
from mapserver.web.unit_panel import KEY_INDICATORS
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.exports.compared_figures import ComparedFigures
    from mapserver.model import UnitEntry
    from mapserver.model.entry import UnitLine
    from mapserver.snapshot import Snapshot
    from mapserver.web.compared import Compared

#: Files by suffix, in the order of offering.
UNIT_FILES = {"csv": N_("CSV"), "xlsx": N_("Excel (XLSX)"), "json": N_("JSON")}
COMPARED_FILES = {**UNIT_FILES, "pdf": N_("Report for print (PDF)")}


def with_unit(snapshot: Snapshot, unit: UnitEntry, lang: str, offer: Offer) -> Offer:
    """Return the offer of a unit's page with its files, and the map of its leading indicator where one shows it."""
    figures = UnitFigures(unit, snapshot.register, snapshot.id, lang)
    kept = "" if lang == INTERFACE else lang
    links = [
        Link(tell(lang, words), addresses.unit_file(unit.code, suffix, kept)) for suffix, words in UNIT_FILES.items()
    ]
    offer = replace(offer, figures=() if figures.is_refused else tuple(links), refused=figures.refusals)
    line = leading_line(unit)
    if line is None or line.drawn is None:
        return offer
    area, level = snapshot.area(line.area), line.level or FINEST
    layer = snapshot.layer(line.area, line.indicator, level)
    state = replace(default_state(layer, lang), year=line.drawn.year, level=level, units=(unit.code,))
    chosen = {"language": "", "theme": THEMES[0], "controls": next(iter(CONTROL_TITLES)), "figures": LIVE}
    map_offer = offer_of_map(snapshot, area, layer, state, chosen, 0)
    if map_offer.framing is None:
        return offer
    framing = replace(map_offer.framing, choices=addresses.share(state_address(layer, state)))
    return replace(offer, framing=framing, pictures=map_offer.pictures)


def with_comparison(compared: Compared, figures: ComparedFigures, offer: Offer) -> Offer:
    """Return the offer of a comparison with its files."""
    links = [Link(tell(figures.lang, words), compared.file(suffix)) for suffix, words in COMPARED_FILES.items()]
    return replace(offer, figures=() if figures.is_refused else tuple(links), refused=figures.refusals)


def leading_line(unit: UnitEntry) -> UnitLine | None:
    """Return the line of the first key indicator that a map draws for a unit, in whose core it lies if there is one."""
    drawn = [line for line in unit.lines if line.area and line.drawn is not None]
    order = [name for names in KEY_INDICATORS for name in names]

    def place(line: UnitLine) -> tuple[bool, int]:
        known = order.index(line.indicator) if line.indicator in order else len(order)
        return line.area not in unit.areas, known

    return min(drawn, key=place, default=None)
