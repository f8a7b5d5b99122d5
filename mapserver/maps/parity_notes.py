"""What must be said of the way to parity: of which units it is not known in persons, jobs or euros, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mapserver.maps.formats import listing
from mapserver.maps.names import country_title
from mapserver.statistics.parity import NO_COUNT, RATIO_ALONE, parity_missing
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

NOT_COUNTED = N_(
    "How many persons, jobs or euros a unit is away from its context is not known: nothing in this collection says what"
    " these figures count."
)
RATIO_OF = N_(
    "How many persons, jobs or euros units of these countries are away from their context is not known, since their"
    " sources give the ratio alone: %(countries)s."
)
NO_COUNT_OF = N_(
    "How many persons, jobs or euros units of these countries are away from their context is not known for want of a"
    " figure for %(year)s (%(indicator)s): %(countries)s."
)
RECKONED = N_(
    "Amounts to parity are worked out from counts in this collection; a source may count by slightly different ones."
)


def parity_notes(layer: Layer, state: MapState) -> Iterator[str]:
    """Yield why amounts to parity are not known, and that they are our own work; nothing where every one is exact."""
    against = layer.against
    if against is None or not against.figures:
        return
    column = layer.years.index(state.year)
    held = [index for index in layer.drawn(state.year) if against.own[index][column] is not None]
    held = [index for index in held if against.figures[index][column].value is not None]
    reasons = {index: parity_missing(against, layer.places[index].series, index, column) for index in held}
    told = Counter(reasons.values())
    if held and told[RATIO_ALONE] == len(held):
        yield tell(state.lang, NOT_COUNTED)
        return
    alone = [index for index in held if reasons[index] == RATIO_ALONE]
    if alone:
        yield tell(state.lang, RATIO_OF, countries=_countries(layer, alone, state.lang))
    titles = {
        index: against.counted[layer.places[index].series].denominator for index in held if reasons[index] == NO_COUNT
    }
    for title in dict.fromkeys(titles.values()):
        units = [index for index, own in titles.items() if own == title]
        words = {"indicator": title.say(state.lang), "countries": _countries(layer, units, state.lang)}
        yield tell(state.lang, NO_COUNT_OF, year=state.year, **words)
    known = [against.counted[layer.places[index].series] for index in held if not reasons[index]]
    if any(not counted.is_own for counted in known):
        yield tell(state.lang, RECKONED)


def _countries(layer: Layer, places: list[int], lang: str) -> str:
    return listing(sorted({country_title(layer.places[index].country, lang) for index in places}), lang)
