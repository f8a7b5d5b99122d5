"""What one figure is set against, in words: its own value, that of the context, how far it is to parity or why that is
not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.model.context import PARITY, PUBLISHED
from mapserver.statistics.parity import NO_COUNT, parity_decimals, parity_missing
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from mapserver.model import Layer
    from mapserver.model.context import Against

AGAINST = N_("%(own)s against %(figure)s")
#: How much of what is counted a unit has beyond what it would have at the level of its context.
MORE = N_("%(amount)s %(measure)s more than at parity")
LESS = N_("%(amount)s %(measure)s less than at parity")
UNKNOWN = N_("how far to parity is not known: no figure of %(year)s, %(indicator)s")


def own_text(against: Against, value: float, lang: str) -> str:
    """Write a value in the measure of the indicator, before it was set against anything."""
    return number(value, against.decimals, lang)


def context_remark(layer: Layer, index: int, year: int, lang: str) -> str:
    """Return what a figure is set against and how far it is to parity; nothing for a layer of values, and for types."""
    against = layer.against
    if against is None or not against.figures or year not in layer.years:
        return ""
    column = layer.years.index(year)
    own, figure = against.own[index][column], against.figures[index][column]
    if own is None or figure.value is None:
        return ""
    said = tell(lang, AGAINST, own=own_text(against, own, lang), figure=own_text(against, figure.value, lang))
    if figure.weights != PUBLISHED:
        said += tell_plural(lang, " (mean of %(num)s unit)", " (mean of %(num)s units)", figure.units)
    return f"{said}; {words}" if (words := _to_parity(layer, against, index, year, lang)) else said


def _to_parity(layer: Layer, against: Against, index: int, year: int, lang: str) -> str:
    """Say how far a figure is to parity; why not, where figures of its series can be counted, else nothing."""
    column, series = layer.years.index(year), layer.places[index].series
    parity, counted = against.parity[index][column] if against.parity else None, against.counted.get(series)
    if parity is not None and against.context.way == PARITY:
        # The figure itself says it.
        return ""
    if parity is not None and counted is not None:
        decimals = parity_decimals([parity], counted.numerator)
        words = MORE if parity >= 0 else LESS
        return tell(lang, words, amount=number(abs(parity), decimals, lang), measure=counted.numerator.say(lang))
    if counted is None or parity_missing(against, series, index, column) != NO_COUNT:
        return ""
    return tell(lang, UNKNOWN, indicator=counted.denominator.say(lang), year=year)
