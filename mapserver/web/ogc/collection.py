"""Collections: each layer of each area, under ``<area>.<indicator>``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mapserver.exports.columns import COLUMNS
from mapserver.model import AreaEntry, LayerEntry
from mapserver.snapshot import Snapshot
from mapserver.web.errors import Unknown

if TYPE_CHECKING:
    from mapserver.model import IndicatorRecord

#: The only coordinate system: longitude and latitude in degrees, in this order.
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
#: Addresses of the interface.
ROOT = "/ogc"
SCHEMA = "application/schema+json"
GEOJSON = "application/geo+json"


@dataclass(frozen=True)
class Collection:
    """A layer of an area as a collection of features."""

    snapshot: Snapshot
    area: AreaEntry
    entry: LayerEntry

    @property
    def id(self) -> str:
        """Return the name of the collection."""
        return f"{self.area.id}.{self.entry.indicator}"

    @property
    def path(self) -> str:
        """Return its address."""
        return f"{ROOT}/collections/{self.id}"

    @cached_property
    def record(self) -> IndicatorRecord:
        """Return what the register says of the indicator."""
        return self.snapshot.register.indicator[self.entry.indicator]

    @property
    def measures(self) -> str:
        """Say what the figures measure, the indicator's measure before those of series that have one of their own."""
        return "; ".join(dict.fromkeys(text.say("en") for text in (self.entry.measure, *self.entry.measures.values())))

    def document(self, root: str) -> dict[str, Any]:
        """Describe the collection for a site at `root`."""
        entry, address = self.entry, root + self.path
        return {
            "id": self.id,
            "title": f"{entry.title.say('en')}, {self.area.title.say('en')}",
            "description": f"{self.record.indicator.definition.say('en')} Measure: {self.measures}."
            f" Without datetime: {entry.default_year}.",
            "extent": {
                "spatial": {"bbox": [list(self.area.extent)], "crs": CRS84},
                "temporal": {
                    "interval": [[f"{entry.first_year}-01-01T00:00:00Z", f"{entry.last_year}-12-31T23:59:59Z"]],
                    "trs": GREGORIAN,
                },
            },
            "itemType": "feature",
            "crs": [CRS84],
            "links": [
                link(address, "self", "application/json", "This collection"),
                link(f"{address}/items", "items", GEOJSON, "Its features"),
                link(f"{address}/schema", "describedby", SCHEMA, "Properties of its features"),
                link(f"{root}/areas/{self.area.id}/{entry.indicator}", "alternate", "text/html", "The map"),
            ],
        }

    def schema(self, root: str) -> dict[str, Any]:
        """Return the JSON Schema of its features' properties."""
        # A table's words for types are those of JSON Schema.
        properties = {column.name: {"type": column.type, "description": column.description} for column in COLUMNS}
        properties["value"]["title"] = self.measures
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{root}{self.path}/schema",
            "type": "object",
            "title": self.id,
            "properties": {
                "geometry": {"$ref": "https://geojson.org/schema/Geometry.json", "x-ogc-role": "primary-geometry"},
                **properties,
            },
        }


def link(address: str, relation: str, mimetype: str, title: str) -> dict[str, str]:
    """Return a link as OGC API writes it."""
    return {"href": address, "rel": relation, "type": mimetype, "title": title}


def collections_of(snapshot: Snapshot) -> list[Collection]:
    """Return all collections, by area and indicator."""
    return [Collection(snapshot, area, entry) for area in snapshot.areas for entry in area.layers]


def find_collection(snapshot: Snapshot, name: str) -> Collection:
    """Return a collection; Unknown where there is none of that name."""
    area_id, _, indicator = name.partition(".")
    for area in snapshot.areas:
        for entry in area.layers if area.id == area_id else ():
            if entry.indicator == indicator:
                return Collection(snapshot, area, entry)
    raise Unknown("collection", name, {item.id: item.path for item in collections_of(snapshot)})
