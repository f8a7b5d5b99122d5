"""The map page: one indicator of an area in one state, as a picture, in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from mapserver.maps.legend import state_colours
from mapserver.maps.notes import nearest_years, notes
from mapserver.maps.rows import rows
from mapserver.maps.summary import summary
from mapserver.translation import N_, tell
from mapserver.web.controls import controls, state_address
from mapserver.web.figure_page import figure_parts
from mapserver.web.lookup import find_area, find_layer, languages_offered
from mapserver.web.map_state import read_state
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.unit_panel import unit_panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("map_page", __name__)

VIEW_TITLES = {"map": N_("Map"), "chart": N_("Chart"), "table": N_("Table"), "definition": N_("Definition")}


@dataclass(frozen=True)
class SourceRow:
    """A publication behind a series; `address` is empty where it is no web address, `via` where no copy was read."""

    publisher: str
    dataset: str
    title: str
    address: str
    licence: str
    retrieved: str
    via: str

    @classmethod
    def of(cls, source: dict[str, str]) -> SourceRow:
        """Take over what the series says of its source."""
        return cls(
            source.get("publisher", ""),
            source.get("dataset", ""),
            source.get("title", ""),
            web_address(source.get("address", "")),
            source.get("licence", ""),
            source.get("retrieved", ""),
            source.get("via", ""),
        )


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


def web_address(text: str) -> str:
    """Return an address that a link may lead to; nothing for other schemes."""
    return text if urlsplit(text).scheme in ("http", "https") else ""


@blueprint.get("/areas/<area_id>/<indicator>")
def map_page(area_id: str, indicator: str) -> Response:
    """Show a map."""
    snapshot = published()
    area = find_area(snapshot, area_id)
    entry = find_layer(snapshot, area, indicator)
    layer, state = read_state(snapshot, area, entry, request.args)
    return page(("map", state), lambda: _render(snapshot, area, entry, layer, state))


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
    """Return the ways to read a state, each with its address."""
    return tuple(
        View(tell(state.lang, words), state_address(layer, replace(state, view=view)), view == state.view)
        for view, words in VIEW_TITLES.items()
    )


def _render(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, layer: Layer, state: MapState) -> str:
    sentences = summary(layer, state, area.pairs)
    return render(
        "map.html",
        state.lang,
        area=area,
        layer=layer,
        state=state,
        languages=languages_offered(area, state.lang),
        canonical=state_address(layer, state),
        controls=controls(layer, entry, state, lambda level: snapshot.layer(area.id, entry.indicator, level)),
        description=" ".join(sentences[:2]),
        views=views(layer, state),
        **PARTS[state.view](snapshot, area, layer, state),
    )


def _map_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    return {
        "figure": figure_parts(snapshot, area, layer, state),
        "summary": summary(layer, state, area.pairs),
        "notes": notes(layer, state),
        "nearest": nearest(layer, state),
        "panel": unit_panel(snapshot, area, layer, state),
        **_table_parts(snapshot, area, layer, state),
    }


def _chart_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    return {"figure": figure_parts(snapshot, area, layer, state)}


def _table_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    table = rows(layer, state)
    return {
        "core": [row for row in table if row.core],
        "context": [row for row in table if not row.core],
        "colours": state_colours(layer, state),
    }


def _definition_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    return {"series": [(item, tuple(map(SourceRow.of, item.sources))) for item in layer.series]}


#: What each view needs besides what stands on all of them.
PARTS: dict[str, Callable[[Snapshot, AreaEntry, Layer, MapState], dict[str, object]]] = {
    "map": _map_parts,
    "chart": _chart_parts,
    "table": _table_parts,
    "definition": _definition_parts,
}
