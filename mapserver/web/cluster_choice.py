"""The choice between a map's values and their clusters: the layer that is drawn, and the links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.state import TRANSFORMS, VIEWS, MapState, default_state
from mapserver.model import Message
from mapserver.model.clusters import CLUSTERS, ClusterLayer
from mapserver.statistics.clusters import cluster_layer
from mapserver.translation import N_
from mapserver.web.site import current_site

if TYPE_CHECKING:
    from mapserver.model import AreaEntry, Layer
    from mapserver.web.query import Query

#: The views that clusters have: lines and bars are of values, and a definition is of what was measured.
SHOWN = ("map", "table")
NO_VIEW = N_("Clusters are not shown as “view=%(view)s”.")


@dataclass(frozen=True)
class ClusterChoice:
    """The states that the links lead to: the clusters, or the values; None for what is shown."""

    clusters: MapState | None
    values: MapState | None


def clusters_of(area: AreaEntry, layer: Layer, year: int) -> ClusterLayer:
    """Return the clusters of a layer in a year, measured in another process where they are not known yet."""
    return cluster_layer(layer, year, area.beside, current_site().measuring.measure)


def read_clusters(query: Query, area: AreaEntry, layer: Layer, year: int, view: str) -> Layer:
    """Return the clusters that a query asks for; the values where that is a fault, which is noted in the query."""
    if view not in SHOWN:
        query.refuse("view", Message(NO_VIEW, view=view), (), SHOWN[0])
        return layer
    return clusters_of(area, layer, year)


def cluster_choice(values: Layer, state: MapState) -> ClusterChoice:
    """Return the choice for the layer of values behind a state."""
    plain = replace(
        default_state(values, state.lang),
        year=state.year,
        level=state.level,
        view=state.view if state.view in SHOWN else VIEWS[0],
        units=state.units,
        projection=state.projection,
        sort=state.sort,
        find=state.find,
        core=state.core,
    )
    if state.transform == CLUSTERS:
        return ClusterChoice(None, plain)
    return ClusterChoice(replace(plain, transform=CLUSTERS), None)


def in_view(state: MapState, view: str) -> MapState:
    """Return a state in another view: as values where clusters have no such view."""
    is_lost = state.transform == CLUSTERS and view not in SHOWN
    return replace(state, view=view, transform=TRANSFORMS[0] if is_lost else state.transform)
