"""The choice of a context for the figures of a map, and of the border area: forms and links, no script needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.core_words import core_words
from mapserver.maps.state import TRANSFORMS, default_state
from mapserver.model.context import ABSOLUTE, AREA, CORES, COUNTRY, NEIGHBOURS, PARITY, RELATIVE, TYPOLOGY
from mapserver.statistics.border_area import cores_of
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.controls import CONTROLS, Choice
from mapserver.web.gap_choice import GAP_PARAMETERS
from mapserver.web.map_state import NOT_OF_TYPES, canonical_query, in_order

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer

#: What the form offers, in this order; the first shows the values.
TITLES = {
    TRANSFORMS[0]: N_("nothing: the values"),
    COUNTRY: N_("the own country"),
    AREA: N_("the border area"),
    NEIGHBOURS: N_("the neighbours"),
    TYPOLOGY: N_("all three: eight types"),
}
WAYS = {RELATIVE: N_("per cent"), ABSOLUTE: N_("difference"), PARITY: N_("amount to parity")}
#: Rules for neighbours that links offer: contiguity orders and distances in km.
RULES: tuple[tuple[int, int], ...] = ((1, 0), (2, 0), (3, 0), (1, 100), (1, 200), (1, 300))
#: Parameters that another transform does not share; against a context gaps are differences.
OWN = ("transform", "from", "as", "order", "km", "across", "scheme", "k", "breaks", "palette", "gap")
#: Parameters that a view of types does not have.
NOT_TYPES = (*OWN, *GAP_PARAMETERS, "view", "sort", "year")


@dataclass(frozen=True)
class ContextChoice:
    """The form (`options` are value, words, whether chosen), and beside a chosen context its groups of links.

    `elsewhere` has links to what the view that is shown does not have: a form would lead to a fault there.
    """

    options: tuple[tuple[str, str, bool], ...]
    action: str
    kept: dict[str, str]
    groups: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    elsewhere: tuple[Choice, ...] = ()


def context_choice(values: Layer, layer: Layer, state: MapState) -> ContextChoice:
    """Return the choice of a state: `values` is the layer behind it, `layer` what is drawn."""
    query = canonical_query(layer, state)
    chosen = state.context.kind if state.context else TRANSFORMS[0]
    lacking = (TYPOLOGY,) if state.view in NOT_OF_TYPES else ()
    return ContextChoice(
        tuple((name, tell(state.lang, words), name == chosen) for name, words in TITLES.items() if name not in lacking),
        addresses.layer(values.area, values.indicator),
        {**{name: value for name, value in query.items() if name not in OWN}, "year": str(state.year)},
        tuple(_groups(layer, state)) if state.context else (),
        tuple(Choice(tell(state.lang, TITLES[name]), _on_map(values, state, name), current=False) for name in lacking),
    )


def _on_map(values: Layer, state: MapState, transform: str) -> str:
    """Return the address of the map of a transform, with what else is chosen."""
    query = canonical_query(values, replace(state, context=None, transform=transform))
    kept = {name: value for name, value in query.items() if name not in NOT_TYPES}
    return addresses.layer(
        values.area, values.indicator, in_order({**kept, "year": str(state.year), "transform": transform})
    )


def _groups(layer: Layer, state: MapState) -> list[tuple[str, str, tuple[Choice, ...]]]:
    """Return the groups of links that change one thing of the context: identifier, title, choices."""
    context, lang = state.context, state.lang
    if context is None or layer.against is None:
        return []
    groups = []

    def choice(words: str, **change: object) -> Choice:
        wanted = replace(context, **change)  # type: ignore[arg-type]
        # Classes belong to one way of setting figures against each other.
        base = replace(default_state(layer, lang), scheme="", k=0)
        plain = replace(state, context=wanted, scheme=base.scheme, k=base.k, breaks=())
        return Choice(words, _address(layer, plain), wanted == context)

    if len(layer.against.ways) > 1:
        rows = tuple(choice(tell(lang, WAYS[way]), way=way) for way in layer.against.ways)
        groups.append(("as", tell(lang, N_("Shown as")), rows))
    if context.kind in (NEIGHBOURS, TYPOLOGY):
        rules = tuple(choice(_rule(order, km, lang), order=order, km=km) for order, km in RULES)
        groups.append(("rule", tell(lang, N_("Neighbours")), rules))
        across = (
            choice(tell(lang, N_("counted")), across=True),
            choice(tell(lang, N_("left out")), across=False),
        )
        groups.append(("across", tell(lang, N_("Neighbours across the border")), across))
    return groups


def _rule(order: int, km: int, lang: str) -> str:
    if km:
        return tell(lang, N_("within %(km)s km"), km=km)
    return tell(lang, N_("that touch")) if order == 1 else tell(lang, N_("up to order %(order)s"), order=order)


def _address(layer: Layer, state: MapState) -> str:
    """Return the address of a state whose classes are those that it starts with."""
    query = {
        name: value for name, value in canonical_query(layer, state).items() if name not in ("scheme", "k", "breaks")
    }
    return addresses.layer(layer.area, layer.indicator, query)


def core_choices(layer: Layer, values: Layer, area: AreaEntry, state: MapState) -> tuple[Choice, ...]:
    """Return the definitions of the border area that a place of the layer falls under; nothing for only one."""
    known = [name for name in CORES if name in cores_of(values, area.cores)]
    if len(known) < 2:
        return ()
    return tuple(
        Choice(
            core_words(name, state.lang),
            f"{_address(layer, replace(state, core=name, scheme='', k=0, breaks=()))}#{CONTROLS}",
            name == state.core,
        )
        for name in known
    )
