"""What figures are set against and which units are the border area, in an address: read strictly, written
canonically; and the layer that follows from both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from mapserver.model import Message
from mapserver.model.context import CONTEXTS, CORES, NEIGHBOURS, PARITY, PROGRAMME, RELATIVE, TYPOLOGY, Context
from mapserver.statistics.border_area import cores_of, with_core
from mapserver.statistics.change import change_layer
from mapserver.statistics.contexts import context_layer, ways_of
from mapserver.statistics.surroundings import Surroundings
from mapserver.statistics.typology import typology_layer
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot
    from mapserver.web.query import Query

#: Contiguity orders, and the distances between centres in km, of neighbours.
NEIGHBOUR_ORDERS = ("1", "2", "3")
LEAST_KM, MOST_KM = 10, 1000
ACROSS = ("in", "out")
#: Layers that are kept with the one that they are made from: each is as large as that.
KEPT = 2
#: Parameters that go with contexts only, with the transforms that each goes with.
OWN = {
    "as": (CONTEXTS[0], CONTEXTS[1], NEIGHBOURS),
    "order": (NEIGHBOURS, TYPOLOGY),
    "km": (NEIGHBOURS, TYPOLOGY),
    "across": (NEIGHBOURS, TYPOLOGY),
}
NOT_WITH = N_("“%(name)s” goes with transform=%(transforms)s.")
NO_RATIO = N_("The ratio of two of these figures tells nothing. Allowed here: as=absolute.")
NOT_COUNTED = N_("What these figures are counted by is not known, so that there is no amount to parity.")
ORDER_OR_KM = N_("“order” and “km” do not go together: neighbours touch, or lie within a distance.")


def read_context(query: Query, snapshot: Snapshot, area: AreaEntry, layer: Layer, transform: str) -> Context | None:
    """Return what a query sets the figures of a layer against; None where it does not, faults are noted in the
    query."""
    for name, transforms in OWN.items():
        if query.given(name) is not None and transform not in transforms:
            query.refuse(name, Message(NOT_WITH, name=name, transforms=", ".join(transforms)), ())
    if transform not in CONTEXTS:
        return None
    way = ""
    if transform != TYPOLOGY:
        ways = ways_of(layer, around(snapshot, area, layer).denominators)
        if query.given("as") == RELATIVE and RELATIVE not in ways:
            query.refuse("as", Message(NO_RATIO), ways, ways[0])
        if query.given("as") == PARITY and PARITY not in ways:
            query.refuse("as", Message(NOT_COUNTED), ways, ways[0])
        way = query.choose("as", ways, ways[0])
    if transform not in OWN["order"]:
        return Context(transform, way)
    if query.given("order") is not None and query.given("km") is not None:
        query.refuse("order", Message(ORDER_OR_KM), ())
    order = int(query.choose("order", NEIGHBOUR_ORDERS, NEIGHBOUR_ORDERS[0]))
    km = query.number("km", LEAST_KM, MOST_KM, 0)
    across = query.choose("across", ACROSS, ACROSS[0]) == ACROSS[0]
    return Context(transform, way, 1 if km else order, km, across)


def read_core(query: Query, layer: Layer, area: AreaEntry) -> str:
    """Return the definition of the border area that a query asks for: one that a place of the layer falls under."""
    known = cores_of(layer, area.cores)
    return query.choose("core", [name for name in CORES if name in known], PROGRAMME)


def context_query(layer: Layer, state: MapState) -> dict[str, str]:
    """Return the part of a canonical query that leads to the context and the border area of a state."""
    context = state.context
    query = {"core": "" if state.core == PROGRAMME else state.core}
    if context is None:
        return query
    usual = layer.against.ways[:1] if layer.against else ()
    return {
        **query,
        "as": "" if context.way in ("", *usual) else context.way,
        "order": "" if context.order == 1 or context.km else str(context.order),
        "km": str(context.km) if context.km else "",
        "across": "" if context.across else ACROSS[1],
    }


def around(snapshot: Snapshot, area: AreaEntry, layer: Layer) -> Surroundings:
    """Return what lies around the places of a layer."""
    held = snapshot.denominators(area.id, layer.indicator, layer.level)
    return Surroundings(area.beside, area.centres, snapshot.people, area.km2, held)


def in_core(layer: Layer, area: AreaEntry, core: str) -> Layer:
    """Return a layer with the border area by a definition; as it is for the area's own or one that it does not have."""
    if core == PROGRAMME:
        return layer
    keys = cores_of(layer, area.cores).get(core)
    return layer if keys is None else _kept(layer, core, lambda: with_core(layer, keys, area.grounds))


def _kept(layer: Layer, key: Hashable, make: Callable[[], Layer]) -> Layer:
    """Return what is made from a layer, kept with it: readers go through the years of one and the same."""
    held = cast("dict[Hashable, Layer]", layer.kept.setdefault("made", {}))
    made = held.get(key)
    if made is None:
        made = make()
        if len(held) >= KEPT:
            held.clear()
        held[key] = made
    return made


def set_against(snapshot: Snapshot, area: AreaEntry, layer: Layer, context: Context) -> Layer:
    """Return the figures of a layer of values set against a context."""
    make = typology_layer if context.kind == TYPOLOGY else context_layer
    return _kept(layer, context, lambda: make(layer, context, around(snapshot, area, layer)))


def drawn_layer(snapshot: Snapshot, area: AreaEntry, values: Layer, state: MapState) -> Layer:
    """Return what a state draws of a layer of values: itself, its changes where it has the year to count from, or its
    figures set against a context where it allows that; with the border area of the state."""
    layer = in_core(values, area, state.core)
    if state.context is not None:
        context = state.context
        ways = ways_of(layer, around(snapshot, area, layer).denominators)
        if context.way and context.way not in ways:
            context = replace(context, way=ways[0])
        return set_against(snapshot, area, layer, context)
    if state.from_year is None or state.from_year not in layer.years[:-1]:
        return layer
    return change_layer(layer, state.from_year)
