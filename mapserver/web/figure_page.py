"""The figure of a map as a page needs it: markup, and the addresses of scripts in this edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.bundle import MAIN_JS
from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.still import still_figure
from mapserver.model import MERCATOR
from mapserver.model.clusters import CLUSTERS, ClusterLayer
from mapserver.web.controls import year_addresses
from mapserver.web.pair_card import pair_addresses
from mapserver.web.shell import keep_area
from mapserver.web.site import current_site
from mapserver.web.values_file import values_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.basemap import Basemap
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

#: What holds our own modules, also those that a page without a figure needs.
BUNDLE = "/static/bundle/map.js"


@dataclass(frozen=True)
class FigureParts:
    """What goes into main and end of a page: `scripts` run in their order. Its styles are those of every page."""

    html: Markup
    scripts: tuple[str, ...]


def figure_parts(
    snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState, sentences: Sequence[str]
) -> FigureParts:
    """Render the figure of a layer in a state; `sentences` are its text alternative.

    Of clusters it is a still one: the script knows values and classes of values only.
    """
    if isinstance(layer, ClusterLayer):
        drawn = snapshot.drawings(area.id, state.projection)
        still = still_figure(layer, area, drawn, state, CLUSTERS, sentences, frame_titles(snapshot, area, state.lang))
        return FigureParts(Markup(still), (_edition(BUNDLE),))  # noqa: S704 - made by our own renderer
    urls = AssetUrls(
        shell=keep_area(snapshot, area, state.projection),
        year=year_addresses(layer, state),
        pair=pair_addresses(layer, state),
        values=values_address(layer, state),
    )
    drawings = snapshot.drawings(area.id, state.projection)
    titles = frame_titles(snapshot, area, state.lang)
    made = figure(layer, area, drawings, state, urls, titles, offered_basemap(state), sentences)
    return FigureParts(
        Markup(made.html),  # noqa: S704 - made by our own renderer, which escapes what comes from data
        tuple(_edition(BUNDLE if address == MAIN_JS else address) for address in made.scripts),
    )


def offered_basemap(state: MapState) -> Basemap | None:
    """Return the background that a page of this state offers: only a map in Mercator has one, if the operator does."""
    return current_site().settings.basemap if (state.view, state.projection) == ("map", MERCATOR) else None


def frame_titles(snapshot: Snapshot, area: AreaEntry, lang: str) -> dict[str, str]:
    """Return what the frames of an area are called where there are several: the areas whose cores they draw."""
    if len(area.frames) < 2:
        return {}
    return {other.id: other.title.say(lang) for other in snapshot.areas if other.id in area.frames}


def _edition(address: str) -> str:
    """Return the address of a static file in this edition."""
    name = address.removeprefix("/static/")
    return address if name == address else current_site().assets.address(name)
