"""The map page: one indicator of an area in one state, as a picture, in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from mapserver.maps.gap_texts import map_words
from mapserver.maps.notes import nearest_years, notes
from mapserver.maps.state import BORDERS, as_map
from mapserver.statistics.classification import TYPES
from mapserver.translation import N_, tell
from mapserver.web.borders_view import borders_parts
from mapserver.web.change_choice import change_choice
from mapserver.web.chart_view import chart_parts
from mapserver.web.class_choice import breaks_text
from mapserver.web.cluster_choice import cluster_choice, in_view
from mapserver.web.context_choice import context_choice, core_choices
from mapserver.web.context_state import drawn_layer, in_core
from mapserver.web.controls import controls, state_address
from mapserver.web.definition_view import definition_parts
from mapserver.web.figure_page import figure_parts, offered_basemap
from mapserver.web.indicator_choice import indicator_choice
from mapserver.web.lookup import find_area, find_layer, languages_offered
from mapserver.web.map_state import NOT_OF_TYPES, PARAMETERS, read_state
from mapserver.web.query import Query
from mapserver.web.rendering import page, render
from mapserver.web.security import allow_pictures
from mapserver.web.sharing import sharing, site_root
from mapserver.web.site import published
from mapserver.web.table_view import table_parts
from mapserver.web.unit_panel import unit_panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("map_page", __name__)

#: The views with a map.
DRAWN = ("map", "borders", "chart")
VIEW_TITLES = {
    "map": N_("Map"),
    "borders": N_("Borders"),
    "chart": N_("Chart"),
    "table": N_("Table"),
    "definition": N_("Definition"),
}


@dataclass(frozen=True)
class View:
    """A way to read the state, as a link."""

    words: str
    address: str
    current: bool


@dataclass(frozen=True)
class NearestYears:
    """A year with figures on both sides of `borders` (pairs of countries), which the year shown has not.

    `is_latest` where it is the last such year of all of them, `is_different` where the sides of all measure different
    things.
    """

    year: int
    is_latest: bool
    is_different: bool
    borders: tuple[tuple[str, str], ...]
    address: str


@blueprint.get("/areas/<area_id>/<indicator>")
def map_page(area_id: str, indicator: str) -> Response | AnyResponse:
    """Show a map."""
    snapshot = published()
    area = find_area(snapshot, area_id)
    entry = find_layer(snapshot, area, indicator)
    layer, state = read_state(snapshot, area, entry, Query(request.args, PARAMETERS))
    if request.args.get("breaks", "") != breaks_text(state.breaks):
        return redirect(state_address(layer, state))
    answer = page(("map", state, site_root()), lambda: _render(snapshot, area, entry, layer, state))
    basemap = offered_basemap(state)
    if basemap:
        allow_pictures(answer, basemap.origin)
    return answer


def nearest(layer: Layer, state: MapState) -> list[NearestYears]:
    """Return for the borders without figures on both sides the nearest years that have them, best first."""
    borders: dict[int, list[str]] = {}
    for border, year in nearest_years(layer, state):
        borders.setdefault(year, []).append(border)
    return [
        NearestYears(
            year,
            all(year == max(layer.both_sides[border].years) for border in names),
            all(layer.both_sides[border].judgement == "different" for border in names),
            tuple(border.partition("-")[::2] for border in names),
            state_address(layer, replace(state, year=year)),
        )
        for year, names in borders.items()
    ]


def views(layer: Layer, state: MapState) -> tuple[View, ...]:
    """Return the ways to read a state, each with its address; lines have other orders than districts."""

    def address(view: str) -> str:
        sort = state.sort if (view == BORDERS) == (state.view == BORDERS) else ""
        return state_address(layer, replace(in_view(state, view), sort=sort))

    return tuple(
        View(tell(state.lang, words), address(view), view == state.view)
        for view, words in VIEW_TITLES.items()
        if layer.kind != TYPES or view not in NOT_OF_TYPES
    )


def _render(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, layer: Layer, state: MapState) -> str:
    sentences = map_words(layer, area, state)

    def at_level(level: str) -> Layer:
        # Changes are counted anew for each layer that is asked for: what is drawn is there already.
        if level == state.level:
            return layer
        return drawn_layer(snapshot, area, snapshot.layer(area.id, entry.indicator, level), state)

    values = snapshot.layer(area.id, entry.indicator, state.level)
    parts = PARTS[state.view](snapshot, area, layer, state)
    if state.view in DRAWN:
        parts["figure"] = figure_parts(snapshot, area, layer, state, sentences)
    return render(
        "map.html",
        state.lang,
        area=area,
        layer=layer,
        state=state,
        languages=languages_offered(area, state.lang),
        canonical=state_address(layer, state),
        choice=indicator_choice(snapshot, area, entry, layer, state),
        controls=controls(layer, entry, state, at_level),
        change=change_choice(in_core(values, area, state.core), state),
        clusters=_cluster_links(in_core(values, area, state.core), state),
        contexts=context_choice(values, layer, state),
        cores=core_choices(layer, values, area, state),
        description=" ".join(sentences[:2]),
        share=sharing(snapshot, area, layer, state, sentences),
        shared=state_address(layer, as_map(state)),
        summary=sentences,
        views=views(layer, state),
        **parts,
    )


def _cluster_links(values: Layer, state: MapState) -> dict[str, str]:
    """Return where the clusters are shown, or the values in their place; empty for what is shown."""
    choice = cluster_choice(values, state)
    states = {"show": choice.clusters, "back": choice.values}
    return {name: state_address(values, other) if other else "" for name, other in states.items()}


def _map_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    return {
        "notes": notes(layer, state),
        "nearest": nearest(layer, state),
        "panel": unit_panel(snapshot, area, layer, state),
        **table_parts(snapshot, area, layer, state),
    }


def _borders_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    return {
        "notes": notes(layer, state),
        "nearest": nearest(layer, state),
        **borders_parts(snapshot, area, layer, state),
    }


#: What each view needs besides what stands on all of them.
PARTS: dict[str, Callable[[Snapshot, AreaEntry, Layer, MapState], dict[str, object]]] = {
    "map": _map_parts,
    "borders": _borders_parts,
    "chart": chart_parts,
    "table": table_parts,
    "definition": definition_parts,
}
