"""What the files of a map of clusters say besides the figures: the local index of each district, and the pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mapserver.exports.columns import COLUMNS, Column
from mapserver.model.clusters import CLASSES

if TYPE_CHECKING:
    from mapserver.model.clusters import Association, ClusterLayer

CLUSTER_COLUMNS = (
    *COLUMNS,
    Column("local_i", "number", "Local Moran's I of the figure among those of its neighbours, calculated here"),
    Column("local_p", "number", "Its one-sided pseudo p-value from permutations"),
    Column("quadrant", "string", "Figure against the mean, then the mean of its neighbours: high-high, low-low, ..."),
    Column("significant", "boolean", "Whether p is within the false discovery rate"),
    Column("neighbours", "integer", "Districts with a figure that share a line with it"),
    Column("cluster", "string", "Class on the map: a significant quadrant, not-significant or no-neighbours"),
)


class ClusterCells(NamedTuple):
    """The fields of a row that only maps of clusters have, in the order of their columns; all None where nothing was
    tested."""

    local_i: float | None = None
    local_p: float | None = None
    quadrant: str | None = None
    significant: bool | None = None
    neighbours: int | None = None
    cluster: str | None = None


class PairRow(NamedTuple):
    """Two districts with a figure that share a line, with its km; `across` where it is a border between countries."""

    unit_a: str
    unit_b: str
    km: float
    across: bool


def cluster_cells(layer: ClusterLayer, index: int) -> ClusterCells:
    """Return what is known of a place."""
    cell, local = layer.cell(index, layer.years[0]), layer.clusters.local.get(index)
    known = None if cell.value is None else CLASSES[int(cell.value)]
    if local is None:
        return ClusterCells(neighbours=None if known is None else 0, cluster=known)
    return ClusterCells(local.i, local.p, local.quadrant, local.significant, local.neighbours, known)


def pair_rows(layer: ClusterLayer) -> list[PairRow]:
    """Return the contiguity that was tested."""
    places = layer.places
    return [
        PairRow(places[a].code, places[b].code, km, places[a].country != places[b].country)
        for a, b, km in layer.clusters.pairs
    ]


def cluster_document(layer: ClusterLayer) -> dict[str, Any]:
    """Return what was found for the whole map, and how."""
    found = layer.clusters
    return {
        "refused": found.refusal or None,
        "method": "Moran's I and local Moran's I (esda), contiguity, row-standardised weights",
        "permutations": found.permutations,
        "seed": found.seed,
        "false_discovery_rate": found.rate,
        "threshold": found.threshold,
        "links": _global(found.links),
        "home": _global(found.home),
        "across": found.across,
        "islands": [layer.places[index].code for index in found.islands],
        "home_islands": [layer.places[index].code for index in found.home_islands],
        "pairs": [row._asdict() for row in pair_rows(layer)],
    }


def _global(found: Association | None) -> dict[str, Any] | None:
    return None if found is None else found._asdict()
