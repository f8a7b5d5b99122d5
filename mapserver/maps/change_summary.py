"""A map of changes in words: the largest increase and decrease, medians, and where no change may be calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import listing
from mapserver.maps.measures import measure_words
from mapserver.maps.names import country_title, full_name
from mapserver.maps.telling import groups_of, heading, medians, missing, written
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: The reason for no change that is told in a sentence of its own: a run ends in between.
RUN_ENDED = "run_ended"
#: Sentences on all units, and on those of some countries.
INCREASE = N_("Largest increase: %(name)s (%(value)s).")
INCREASE_OF = N_("%(countries)s: largest increase %(name)s (%(value)s).")
DECREASE = N_("Largest decrease: %(name)s (%(value)s).")
DECREASE_OF = N_("%(countries)s: largest decrease %(name)s (%(value)s).")
UNCHANGED = N_("None of them changed.")
UNCHANGED_OF = N_("%(countries)s: no change in any unit.")


def change_summary(layer: Layer, state: MapState, core: Sequence[int], values: Mapping[int, float]) -> tuple[str, ...]:
    """Return the sentences on a layer of changes; `core` are the drawn units, `values` the changes of some of them."""
    broken = sum(layer.cell(index, state.year).reason == RUN_ENDED for index in core if index not in values)
    others = missing(layer, state, core, frozenset({RUN_ENDED}))
    if not values:
        counted = (_not_calculated(state, broken),) if broken and others else ()
        return (_refusal(layer, state, broken, len(core)), *counted, *others)
    groups = groups_of(layer, values)
    return (
        change_heading(layer, state, values),
        *measure_words(layer, values, state.lang),
        *(sentence for group in groups for sentence in _ends(layer, state, group, alone=len(groups) == 1)),
        *medians(layer, state, groups, plus=True),
        *((_not_calculated(state, broken),) if broken else ()),
        *others,
    )


def _refusal(layer: Layer, state: MapState, broken: int, count: int) -> str:
    """Say in one sentence that there is no change to be seen, and why where it is one reason for all `count` units."""
    because = N_(
        "%(title)s: no change from %(from)s to %(year)s is calculated, because the figures before and after are counted"
        " differently."
    )
    nothing = N_("%(title)s: no unit of the border area has figures of both %(from)s and %(year)s.")
    several = N_("%(title)s: no change from %(from)s to %(year)s is calculated for any unit of the border area.")
    told = nothing if not broken else because if broken == count else several
    return tell(state.lang, told, **_between(layer, state))


def change_heading(layer: Layer, state: MapState, places: Collection[int]) -> str:
    """Say what is shown; a change of percentages is one of percentage points, another one's measure says since when."""
    if not layer.measure.say("en").startswith("%"):
        return heading(layer, state, places)
    return tell_plural(
        state.lang,
        "%(title)s, change from %(from)s to %(year)s, %(measure)s: %(num)s unit of the border area has one.",
        "%(title)s, change from %(from)s to %(year)s, %(measure)s: %(num)s units of the border area have one.",
        len(places),
        measure=tell(state.lang, "percentage points"),
        **_between(layer, state),
    )


def _between(layer: Layer, state: MapState) -> dict[str, object]:
    return {"title": layer.title.say(state.lang), "from": state.from_year, "year": state.year}


def _ends(layer: Layer, state: MapState, values: Mapping[int, float], *, alone: bool) -> tuple[str, ...]:
    """Name the largest increase and decrease of what can be put in one order."""
    ordered = sorted(values, key=lambda index: (values[index], layer.places[index].key))
    countries = sorted({country_title(layer.places[index].country, state.lang) for index in values})

    def told(message: str, index: int) -> str:
        return tell(
            state.lang,
            message,
            countries=listing(countries, state.lang),
            name=full_name(layer.places[index], state.lang),
            value=written(layer, state, values[index], plus=True),
        )

    if len(ordered) == 1:
        (only,) = ordered
        return (f"{full_name(layer.places[only], state.lang)}: {written(layer, state, values[only], plus=True)}.",)
    rise, fall = (INCREASE, DECREASE) if alone else (INCREASE_OF, DECREASE_OF)
    up, down = (round(values[index], layer.decimals) for index in (ordered[-1], ordered[0]))
    if not up and not down:
        return (told(UNCHANGED if alone else UNCHANGED_OF, ordered[0]),)
    return (*((told(rise, ordered[-1]),) if up > 0 else ()), *((told(fall, ordered[0]),) if down < 0 else ()))


def _not_calculated(state: MapState, count: int) -> str:
    return tell_plural(
        state.lang,
        "No change is calculated for %(num)s unit: the figures before and after are counted differently.",
        "No change is calculated for %(num)s units: the figures before and after are counted differently.",
        count,
    )
