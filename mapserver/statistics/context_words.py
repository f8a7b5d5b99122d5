"""What a context and the measure of figures set against it are called, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Text
from mapserver.model.context import AREA, COUNTRY, PARITY, RELATIVE, TYPOLOGY
from mapserver.statistics.measures import Measures, derived_measures
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.model import Layer
    from mapserver.model.context import Context

#: What stands for 100, or for 0: each is the subject of its sentence in every language.
OF_COUNTRY = N_("the country's figure")
OF_AREA = N_("the border area's mean")
OF_NEIGHBOURS = N_("the neighbours' mean")
OF_ORDER = N_("the mean of neighbours up to order %(order)s")
OF_DISTANCE = N_("the mean of the units within %(km)s km")
AT_HOME = N_("%(context)s, own country only")
IN_PER_CENT = N_("per cent, 100 = %(context)s")
AS_DIFFERENCE = N_("%(measure)s, difference, 0 = %(context)s")
TO_PARITY = N_("%(measure)s above (+) or below (\u2212) parity, 0 = %(context)s")
AS_TYPES = N_("types: above the country, the border area, the neighbours")
POINTS = N_("percentage points")


def context_words(context: Context, lang: str) -> str:
    """Return what figures are set against; of a typology what its neighbours are."""
    if context.kind == COUNTRY:
        return tell(lang, OF_COUNTRY)
    if context.kind == AREA:
        return tell(lang, OF_AREA)
    held = OF_DISTANCE if context.km else OF_ORDER if context.order > 1 else OF_NEIGHBOURS
    words = tell(lang, held, order=context.order, km=context.km)
    return words if context.across else tell(lang, AT_HOME, context=words)


def context_measures(layer: Layer, context: Context, counted: Text) -> Measures:
    """Return the measures of figures of a layer that are set against a context, in the languages of its own ones;
    `counted` is that of what is counted."""
    return derived_measures(
        layer,
        lambda measure: Text({tag: _measure(context, words, measure, counted, tag) for tag, words in measure.items()}),
    )


def _measure(context: Context, words: str, measure: Text, counted: Text, lang: str) -> str:
    if context.kind == TYPOLOGY:
        return tell(lang, AS_TYPES)
    centre = context_words(context, lang)
    if context.way == RELATIVE:
        return tell(lang, IN_PER_CENT, context=centre)
    if context.way == PARITY:
        return tell(lang, TO_PARITY, measure=counted.say(lang), context=centre)
    is_percentage = measure.say("en").startswith("%")
    return tell(lang, AS_DIFFERENCE, measure=tell(lang, POINTS) if is_percentage else words, context=centre)
