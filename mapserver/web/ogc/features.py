"""Features: the figures of a layer's years on their land, filtered and answered in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from mapserver.exports.extract import Observation, refusals_of
from mapserver.exports.geometry import placed
from mapserver.maps import default_state
from mapserver.web.addresses import with_query
from mapserver.web.api.observations import LICENCE
from mapserver.web.api.parameter import Country, Query, UnitCode
from mapserver.web.api.reading import refusal
from mapserver.web.api.resource import asked
from mapserver.web.errors import Unknown
from mapserver.web.ogc.collection import GEOJSON, Collection, link
from mapserver.web.ogc.ground import boxes_of, ground_of
from mapserver.web.ogc.span import read_span
from mapserver.web.sharing import extract_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.exports.extract import Extract
    from mapserver.model import Layer

WHEN = (
    "A year (2019), a day or moment of it, or a span with a slash, `..` for an open end. Features are of every year"
    " that it touches; without it, of the default year."
)


class FormatQuery(Query, frozen=True, kw_only=True):
    """A query that says in which form the answer is; there is one."""

    f: Annotated[Literal["json"], Meta(description="Form of the answer.")] = "json"


class ItemsQuery(FormatQuery, frozen=True, kw_only=True):
    """Which features of a collection. A limit above the largest counts as the largest."""

    bbox: Annotated[
        tuple[float, ...],
        Meta(
            min_length=4,
            max_length=6,
            description="West, south, east, north in degrees (or six numbers with heights): features that meet it."
            " West may be larger than east across the antimeridian.",
        ),
    ] = ()
    datetime: Annotated[str, Meta(max_length=80, description=WHEN, examples=["2019", "2015-01-01/.."])] | None = None
    country: Country | None = None
    unit: UnitCode | None = None
    core: Annotated[bool, Meta(description="Only districts of the border area itself, or only others.")] | None = None
    limit: Annotated[
        int, Meta(ge=1, le=10_000, description="Features of one answer at most.", extra={"clamped": True})
    ] = 100
    offset: Annotated[int, Meta(ge=0, le=9_999_999, description="Features that are left out first.")] = 0


class Placed(NamedTuple):
    """A feature before it is written: the key of its land and its figure."""

    key: str
    row: Observation

    @property
    def id(self) -> str:
        """Return its name in the collection, ``NO073.2019``: a district has a feature for every year."""
        return f"{self.row.unit}.{self.row.year}"


@dataclass(frozen=True)
class Features:
    """The features of a collection."""

    collection: Collection

    def page(self, query: ItemsQuery, root: str) -> tuple[bytes, str]:
        """Return the GeoJSON of what a query asks for, and the links of its header."""
        found = self._find(query)
        start, end = query.offset, query.offset + query.limit
        shown = found[start:end]
        links = [link(self._address(root, query, start), "self", GEOJSON, "This part")]
        if end < len(found):
            links.append(link(self._address(root, query, end), "next", GEOJSON, "The next part"))
        if start:
            links.append(link(self._address(root, query, max(0, start - query.limit)), "prev", GEOJSON, "Before"))
        links.append(link(root + self.collection.path, "collection", "application/json", "The collection"))
        document = {
            "type": "FeatureCollection",
            "numberMatched": len(found),
            "numberReturned": len(shown),
            "links": links,
            "features": [self._feature(item) for item in shown],
        }
        header = ", ".join(
            f'<{item["href"]}>; rel="{item["rel"]}"' for item in links if item["rel"] in ("next", "prev")
        )
        return msgspec.json.encode(document) + b"\n", header

    def one(self, name: str, root: str) -> bytes:
        """Return the GeoJSON of one feature; Unknown where there is none of that name."""
        unit, _, year = name.rpartition(".")
        years = {str(known): known for known in self._layer.years}
        found = [item for item in self._placed((years[year],)) if item.row.unit == unit] if year in years else []
        if not found:
            raise Unknown("feature", name, {item.id: "" for item in self._placed((self._layer.default_year,))})
        address = f"{root}{self.collection.path}/items/{name}"
        links = [
            link(address, "self", GEOJSON, "This feature"),
            link(root + self.collection.path, "collection", "application/json", "The collection"),
        ]
        return msgspec.json.encode({**self._feature(found[0]), "links": links}) + b"\n"

    @property
    def _layer(self) -> Layer:
        return self.collection.snapshot.layer(self.collection.area.id, self.collection.entry.indicator)

    def _find(self, query: ItemsQuery) -> list[Placed]:
        found = [
            item
            for item in self._placed(self._years(query.datetime))
            if query.country in (None, item.row.country)
            and query.unit in (None, item.row.unit)
            and query.core in (None, item.row.core)
        ]
        if not query.bbox or not found:
            return found
        ground = ground_of(self.collection.snapshot, self.collection.area.id)
        met = ground.meeting(list(dict.fromkeys(item.key for item in found)), boxes_of(query.bbox))
        return [item for item in found if item.key in met]

    def _years(self, when: str | None) -> tuple[int, ...]:
        if when is None:
            return (self._layer.default_year,)
        span = read_span(when)
        return tuple(year for year in self._layer.years if span.holds(year))

    def _placed(self, years: Sequence[int]) -> list[Placed]:
        if not years:
            return []
        snapshot, layer = self.collection.snapshot, self._layer
        extract = extract_of(snapshot, self.collection.area, layer, default_state(layer, "en"), tuple(years))
        return [Placed(key, _given_out(extract, row)) for key, row in placed(extract)]

    def _feature(self, item: Placed) -> dict[str, Any]:
        ground = ground_of(self.collection.snapshot, self.collection.area.id)
        return {
            "type": "Feature",
            "id": item.id,
            "geometry": ground.written[item.key],
            "properties": item.row._asdict(),
        }

    def _address(self, root: str, query: ItemsQuery, offset: int) -> str:
        asked_for = asked(msgspec.structs.replace(query, offset=offset))
        return root + with_query(f"{self.collection.path}/items", asked_for)


def _given_out(extract: Extract, row: Observation) -> Observation:
    """Return a row as it may be given out: without its value where the licence keeps that back."""
    if row.value is None or not refusals_of(extract.series.get(row.series), row.edition):
        return row
    return row._replace(value=None, reason=LICENCE, note="")


def check(query: ItemsQuery) -> None:
    """Raise BadParameter for a box or a time that is of the right form and no box or time."""
    if query.bbox:
        try:
            boxes_of(query.bbox)
        except ValueError as error:
            raise refusal("bbox", f"“bbox” is no box: {error}.") from error
    if query.datetime is not None:
        try:
            read_span(query.datetime)
        except ValueError as error:
            raise refusal("datetime", f"“datetime” is not understood. {WHEN}") from error
