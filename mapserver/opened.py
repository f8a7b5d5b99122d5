"""A data folder in Python: layers as Folium maps and as GeoDataFrames. The notebook's way in; imports every room."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import geopandas as gpd

from mapserver.geometry.segments import shared_line
from mapserver.maps import default_state, notebook_map
from mapserver.maps.palettes import palettes
from mapserver.maps.state import OWN, schemes
from mapserver.paths import shipped_data
from mapserver.snapshot import Published, Snapshot, Store, build
from mapserver.statistics import segment_gaps
from mapserver.statistics.classification import CLASS_COUNTS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mapserver.maps.notebook import NotebookMap
    from mapserver.model import Layer

T = TypeVar("T")

#: Columns of a frame of gaps.
GAP_COLUMNS = (
    "border", "year", "unit_a", "vintage_a", "value_a", "flag_a", "unit_b", "vintage_b", "value_b", "flag_b", "diff",
    "ratio", "log2_ratio", "km", "judgement", "reason", "geometry",
)  # fmt: skip


class Opened:
    """A published snapshot with the methods that a notebook wants."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Wrap a snapshot."""
        self.snapshot = snapshot

    def areas(self) -> list[str]:
        """Return the names of the border areas."""
        return [area.id for area in self.snapshot.areas]

    def indicators(self, area: str) -> list[str]:
        """Return the names of the indicators that an area can be drawn with."""
        return [entry.indicator for entry in self.snapshot.area(self._known(area, self.areas(), "area")).layers]

    def map(
        self,
        area: str,
        indicator: str,
        year: int | None = None,
        *,
        scheme: str | None = None,
        k: int | None = None,
        breaks: Sequence[float] = (),
        palette: str | None = None,
        level: str = "finest",
        lang: str = "en",
    ) -> NotebookMap:
        """Return a layer as a self-contained `folium.Map` (a `NotebookMap`): it needs no network and no server.

        Without `year` the layer's default year. `breaks` are own bounds between classes, from low to high; they go with
        no other scheme than ``own``. Raises ValueError for an unknown area, indicator, year, scheme or palette, and for
        breaks that do not rise.
        """
        layer = self._layer(area, indicator, level)
        state = default_state(layer, lang)
        if breaks:
            scheme = OWN if scheme is None else scheme
        self._check_breaks(scheme, breaks)
        state = replace(
            state,
            year=state.year if year is None else self._known(year, layer.years, "year"),
            scheme=state.scheme if scheme is None else self._known(scheme, schemes(layer), "scheme"),
            palette=state.palette if palette is None else self._known(palette, list(palettes()), "palette"),
        )
        counts = list(layer.breaks.get(state.scheme, {}))
        if state.scheme == OWN:
            state = replace(state, breaks=tuple(map(float, breaks)), k=len(breaks) + 1)
        elif k is not None:
            state = replace(state, k=self._known(k, counts, f"number of classes with {state.scheme}"))
        elif counts and state.k not in counts:
            wanted = state.k
            state = replace(state, k=min(counts, key=lambda count: (abs(count - wanted), count)))
        return notebook_map(layer, self.snapshot.drawings(area), self.snapshot.topologies(area), state)

    def frame(self, area: str, indicator: str, year: int | None = None, *, level: str = "finest") -> gpd.GeoDataFrame:
        """Return a layer as a GeoDataFrame, one row a place and year; all years without `year`.

        Columns: `code`, `vintage`, `country`, `name` (English), `level`, `core` (whether it belongs to the border area
        itself), `year`, `value` (NaN where there is no data), `flag`, `reason` (why there is no data), `series`,
        `edition`,
        `run`, `geometry`. The CRS is the Lambert azimuthal equal-area projection of the frame (metres); an area of
        several frames comes in degrees (EPSG:4326).
        """
        layer = self._layer(area, indicator, level)
        years = layer.years if year is None else (self._known(year, layer.years, "year"),)
        shapes, crs = self.snapshot.territory_shapes(area)
        rows = []
        for each in years:
            for index in layer.drawn(each):
                place, cell = layer.places[index], layer.cell(index, each)
                rows.append(
                    {
                        "code": place.code,
                        "vintage": place.vintage,
                        "country": place.country,
                        "name": place.names.say("en"),
                        "level": place.level,
                        "core": place.core,
                        "year": each,
                        "value": cell.value,
                        "flag": cell.flag,
                        "reason": cell.reason,
                        "series": place.series,
                        "edition": cell.edition,
                        "run": cell.run,
                        "geometry": shapes[place.key],
                    }
                )
        return gpd.GeoDataFrame(rows, geometry="geometry", crs=crs).astype({"value": "float64"})

    def gaps(self, area: str, indicator: str, year: int | None = None, *, level: str = "finest") -> gpd.GeoDataFrame:
        """Return the gaps across the borders of an area as a GeoDataFrame, one row a segment and year; all years
        without `year`.

        Columns: `border`, `year`, of either side `unit_a`, `vintage_a`, `value_a`, `flag_a` and `unit_b`, ...; signed
        `diff` (B - A), `ratio` (B / A) and `log2_ratio` (NaN where there is none), `km`, `judgement` (``same``,
        ``similar``, ``different``) with its `reason`, and `geometry`, the shared line. Figures that measure different
        things have no ratio. The CRS is that of `frame`.
        """
        layer = self._layer(area, indicator, level)
        years = layer.years if year is None else (self._known(year, layer.years, "year"),)
        shapes, crs = self.snapshot.territory_shapes(area)
        beside = self.snapshot.area(area).beside
        rows = []
        for found in (item for each in years for item in segment_gaps(layer, each, beside) if item.border):
            a, b = layer.places[found.a], layer.places[found.b]
            diff, ratio, log2_ratio = found.gap or (None, None, None)
            rows.append(
                {
                    "border": found.border,
                    "year": found.year,
                    "unit_a": a.code,
                    "vintage_a": a.vintage,
                    "value_a": found.cell_a.value,
                    "flag_a": found.cell_a.flag,
                    "unit_b": b.code,
                    "vintage_b": b.vintage,
                    "value_b": found.cell_b.value,
                    "flag_b": found.cell_b.flag,
                    "diff": diff,
                    "ratio": ratio,
                    "log2_ratio": log2_ratio,
                    "km": found.km,
                    "judgement": found.judgement,
                    "reason": found.reason.say("en"),
                    "geometry": shared_line(shapes[a.key], shapes[b.key]),
                }
            )
        numbers = dict.fromkeys(("value_a", "value_b", "diff", "ratio", "log2_ratio", "km"), "float64")
        return gpd.GeoDataFrame(rows, columns=list(GAP_COLUMNS), geometry="geometry", crs=crs).astype(numbers)

    def _layer(self, area: str, indicator: str, level: str) -> Layer:
        self._known(indicator, self.indicators(area), "indicator")
        self._known(level, ("finest", "nuts2"), "level")
        return self.snapshot.layer(area, indicator, level)

    @staticmethod
    def _check_breaks(scheme: str | None, breaks: Sequence[float]) -> None:
        if bool(breaks) != (scheme == OWN):
            raise ValueError(f"breaks go with the scheme {OWN!r}, and it needs them")
        if len(breaks) >= CLASS_COUNTS[-1] or any(low >= high for low, high in pairwise(breaks)):
            raise ValueError(f"breaks are up to {CLASS_COUNTS[-1] - 1} numbers that rise")

    @staticmethod
    def _known(name: T, names: Collection[T], what: str) -> T:
        if name not in names:
            raise ValueError(f"unknown {what} {name!r}; there are {', '.join(map(str, names))}")
        return name


def open_data(data: str | Path | None, state: str | Path | None) -> Opened:
    """Open a data folder; see `mapserver.open`."""
    folder = shipped_data() if data is None else Path(data)
    store = Store(Path(state) if state else folder / ".mapserver")
    snapshot = Published(store).current()
    if snapshot is None:
        build(folder, store)
        snapshot = Published(store).current()
    if snapshot is None:
        raise RuntimeError(f"{store.state}: a snapshot was published and cannot be read back")
    return Opened(snapshot)
