"""The state of a map in an address: read from a query, written back in canonical form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.maps.palettes import palettes
from mapserver.maps.state import BORDERS, PROJECTIONS, TRANSFORMS, VIEWS, MapState, default_state
from mapserver.model import Message
from mapserver.model.context import TYPOLOGY
from mapserver.statistics.change import change_layer
from mapserver.statistics.classification import TYPES
from mapserver.translation import N_
from mapserver.web.class_choice import classes_query, read_classes
from mapserver.web.cluster_choice import read_clusters
from mapserver.web.context_state import context_query, in_core, read_context, read_core, set_against
from mapserver.web.gap_choice import GAP_PARAMETERS, GAP_SORTS, gaps_query, read_gap_choice, with_gaps
from mapserver.web.lookup import languages_known
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot
    from mapserver.web.query import Query

#: In the order in which an address has them.
PARAMETERS = (
    "view",
    "year",
    "transform",
    "from",
    "as",
    "order",
    "km",
    "across",
    "core",
    "scheme",
    "k",
    "breaks",
    "palette",
    "level",
    "unit",
    "projection",
    *GAP_PARAMETERS,
    "sort",
    "find",
    "lang",
)
FINEST = "finest"
CHART = "chart"
#: Views of values: types have no lines, no bars and no gaps.
NOT_OF_TYPES = (BORDERS, CHART)
#: Orders of the table's rows, the usual one first.
SORTS = ("-value", "value", "name", "-name", "country", "-country", "code", "-code")
LONGEST_SEARCH = 60
#: Units that lines can be told apart of.
MOST_UNITS = 8


def read_state(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, query: Query) -> tuple[Layer, MapState]:
    """Return the layer and the state that a query asks for; BadParameter for what the layer does not have.

    The layer is the one that is drawn: with ``transform=change`` its figures are changes, with ``transform=clusters``
    classes, with a context they are set against it. What the query holds besides
    the state was read before.
    """
    level = query.choose("level", dict.fromkeys((FINEST, *entry.values)), FINEST)
    lang = query.language(languages_known(snapshot))
    view = query.choose("view", VIEWS, VIEWS[0])
    projection = query.choose("projection", PROJECTIONS, PROJECTIONS[0])
    layer = snapshot.layer(area.id, entry.indicator, level)
    core = read_core(query, layer, area)
    layer = in_core(layer, area, core)
    year = int(query.choose("year", map(str, layer.years), str(layer.default_year)))
    transform = query.choose("transform", TRANSFORMS, TRANSFORMS[0])
    from_year = None
    if transform == "change":
        from_year = _read_from(query, layer, year if query.given("year") is not None else layer.years[-1])
        if from_year is not None:
            layer = change_layer(layer, from_year)
            year = year if query.given("year") is not None else layer.default_year
    elif transform == "clusters":
        layer = read_clusters(query, area, layer, year, view)
    if transform != "change" and query.given("from") is not None:
        query.refuse("from", Message(N_("“from” goes with transform=change.")), ())
    context = read_context(query, snapshot, area, layer, transform)
    if context is not None:
        layer = set_against(snapshot, area, layer, context)
        year = year if query.given("year") is not None else layer.default_year
        refuse_without_types(query, layer)
        _refuse_views_of_types(query, layer)
    units = query.several("unit", {place.code for place in layer.places}, MOST_UNITS)
    base = default_state(layer, lang)
    scheme, k, breaks = read_classes(query, layer, base, lang)
    palette = query.choose("palette", palettes(), base.palette)
    sorts = sorts_of(view)
    sort = query.choose("sort", sorts, sorts[0])
    find = query.text("find", LONGEST_SEARCH)
    gaps = read_gap_choice(query, area, layer, view)
    query.finish()
    state = replace(
        base,
        year=year,
        scheme=scheme,
        k=k,
        breaks=breaks,
        palette=palette,
        level=level,
        view=view,
        units=units,
        transform=transform,
        from_year=from_year,
        projection=projection,
        sort="" if sort == sorts[0] else sort,
        find=find,
        context=context,
        core=core,
    )
    return layer, with_gaps(state, gaps)


def sorts_of(view: str) -> tuple[str, ...]:
    """Return the orders of the table that a view has, the usual one first."""
    return GAP_SORTS if view == BORDERS else SORTS


def refuse_without_types(query: Query, layer: Layer) -> None:
    """Note that there are no types where a context is missing everywhere."""
    if layer.kind == TYPES and not layer.breaks:
        words = N_("There are no types: one of the three contexts is missing everywhere.")
        query.refuse("transform", Message(words), [name for name in TRANSFORMS if name != TYPOLOGY])


def _refuse_views_of_types(query: Query, layer: Layer) -> None:
    """Note that there is no chart and no gap of types."""
    if layer.kind == TYPES and query.given("view") in NOT_OF_TYPES:
        views = [view for view in VIEWS if view not in NOT_OF_TYPES]
        query.refuse("view", Message(N_("There is no chart and no gap of types.")), views, VIEWS[0])


def _read_from(query: Query, layer: Layer, year: int) -> int | None:
    """Return the year from which changes to a year are counted: an earlier one; None where there is none."""
    earlier = [str(other) for other in layer.years if other < year]
    if not earlier:
        query.refuse("transform", Message(N_("There is no change to %(year)s: it is the first year."), year=year), ())
        query.drop("from")
        return None
    given = query.given("from")
    if given in {str(other) for other in layer.years} and given not in earlier:
        words = N_("A change to %(year)s is one from a year before it, not from %(from)s.")
        query.refuse("from", Message(words, **{"year": year, "from": given}), earlier, earlier[-1])
        return int(earlier[-1])
    return int(query.choose("from", earlier, earlier[0]))


def in_order(query: Mapping[str, str]) -> dict[str, str]:
    """Return a query in canonical order, without what is empty."""
    return {name: query[name] for name in PARAMETERS if query.get(name)}


def canonical_query(layer: Layer, state: MapState) -> dict[str, str]:
    """Return the query that leads to a state: what differs from the layer's defaults, in a fixed order."""
    base = default_state(layer, state.lang)
    query = {
        "view": "" if state.view == VIEWS[0] else state.view,
        "year": "" if state.year == base.year else str(state.year),
        "transform": "" if state.transform == TRANSFORMS[0] else state.transform,
        "from": "" if state.from_year is None else str(state.from_year),
        **context_query(layer, state),
        **classes_query(layer, state, base),
        "palette": "" if state.palette == base.palette else state.palette,
        "level": "" if state.level == FINEST else state.level,
        "unit": ",".join(state.units),
        "projection": "" if state.projection == PROJECTIONS[0] else state.projection,
        **gaps_query(state),
        "sort": state.sort if state.sort in sorts_of(state.view) else "",
        "find": state.find,
        "lang": "" if state.lang == INTERFACE else state.lang,
    }
    return in_order(query)


def dated_query(layer: Layer, state: MapState) -> dict[str, str]:
    """Return the query that leads to a state with its year said: who quotes it keeps it when a newer one comes."""
    return in_order({**canonical_query(layer, state), "year": str(state.year)})
