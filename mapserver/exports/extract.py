"""An extract: the figures of a layer in some years as rows, each with everything that must be said with a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mapserver.exports.cluster_columns import CLUSTER_COLUMNS, cluster_cells
from mapserver.exports.columns import COLUMNS, Column
from mapserver.maps.attribution import sources_line
from mapserver.maps.core_words import area_title
from mapserver.maps.messages import said
from mapserver.maps.names import shown_name
from mapserver.maps.state import BORDERS, MapState
from mapserver.maps.types import type_words
from mapserver.model import AreaEntry, Layer
from mapserver.model.clusters import CLUSTERS, ClusterLayer
from mapserver.model.context import NEIGHBOURS, PROGRAMME, TYPOLOGY
from mapserver.statistics.classification import CHANGE, TYPES
from mapserver.statistics.parity import parity_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapserver.model import Cell, SeriesNote
    from mapserver.model.context import Context

#: Day of the year that a stock is counted on, by the reference of its series; others hold for the whole year.
REFERENCE_DAYS = {"1 January": "01-01", "31 December": "12-31"}


class Observation(NamedTuple):
    """A number, or none with the reason, of a unit in a year. The fields are the columns of every table."""

    unit: str
    name: str
    country: str
    level: str
    vintage: str
    core: bool
    year: int
    reference_date: str
    value: float | None
    measure: str
    flag: str
    reason: str
    indicator: str
    series: str
    run: int
    edition: str
    source: str
    licence: str
    note: str
    snapshot: str
    border_area: str = PROGRAMME
    transform: str = "value"
    own_value: float | None = None
    context_value: float | None = None
    context_weights: str = ""
    context_units: int | None = None
    parity: float | None = None
    parity_measure: str = ""
    parity_reason: str = ""


@dataclass(frozen=True)
class Extract:
    """What is taken out of a snapshot: a layer in a state, and the years whose figures are wanted.

    `page` is the full address of the map page of the state, empty where it is not known; `site` is what the collection
    calls itself.
    """

    layer: Layer
    area: AreaEntry
    state: MapState
    snapshot: str
    years: tuple[int, ...]
    page: str = ""
    site: str = "Borders in figures"

    def of_year(self, year: int) -> Extract:
        """Return the part of one year."""
        return replace(self, years=(year,))

    @property
    def stem(self) -> str:
        """Return the name of a file of this extract, without its suffix."""
        state = self.state
        change = f"-change-{state.from_year}" if self.layer.kind == CHANGE else ""
        change += f"-{CLUSTERS}" if self.layer.kind == CLUSTERS else ""
        change += "".join(f"-{part}" for part in context_parts(state.context))
        change += "" if state.core == PROGRAMME else f"-{state.core}"
        years = f"{self.years[0]}-{self.years[-1]}" if len(self.years) > 1 else str(self.years[0])
        view = f"-{BORDERS}" if self.state.view == BORDERS else ""
        return f"{self.layer.area}-{self.layer.indicator}{change}-{years}{view}"

    @property
    def transform(self) -> str:
        """Return what the figures are, as an address says it: values, changes, or set against a context."""
        return " ".join(context_parts(self.state.context)) or self.state.transform

    @property
    def title(self) -> str:
        """Return the title in the language of the file."""
        lang = self.state.lang
        years = f"{self.years[0]}–{self.years[-1]}" if len(self.years) > 1 else str(self.years[0])
        titles = (self.layer.title, self.layer.measure_in(*self.years)) if self.layer.against else (self.layer.title,)
        what = ", ".join(title.say(lang) for title in titles)
        return f"{what}, {area_title(self.area, self.state)}, {years}"

    @property
    def attribution(self) -> str:
        """Return whose figures and boundaries these are, as it stands on the map."""
        one = len(self.years) == 1
        return sources_line(self.layer, self.state.lang, figures=self.by_series if one else None)

    @property
    def figures(self) -> Layer:
        """Return the layer that the rows are of: a class of clusters is no figure, those behind it are."""
        layer = self.layer
        return layer.figures if isinstance(layer, ClusterLayer) and layer.figures is not None else layer

    def standing(self, index: int, year: int) -> tuple[Cell, ...]:
        """Return the figures of sources that stand in the row of a place: its value, what that was before it was set
        against a context, and what the country of the place publishes as that context.

        Means of units are none: each of these has a row of its own.
        """
        layer = self.figures
        cell, against = layer.cell(index, year), layer.against
        found = [cell]
        if against is not None and against.figures:
            column = layer.years.index(year)
            if cell.value is None and self.state.view == BORDERS:
                # A row of a line has the values of its sides and not what they are made from.
                return ()
            national = against.national.get(layer.places[index].country)
            found += [against.cells[index][column], *((national[column],) if national else ())]
        return tuple(cell for cell in found if cell.value is not None)

    @cached_property
    def by_series(self) -> dict[str, tuple[Cell, ...]]:
        """Return all figures of sources that stand in the extract, by series."""
        found: dict[str, list[Cell]] = {}
        layer = self.figures
        for year in self.years:
            for index in layer.drawn(year):
                found.setdefault(layer.places[index].series, []).extend(self.standing(index, year))
        return {name: tuple(cells) for name, cells in found.items() if cells}

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Return the rows: years in turn, in each the places in the order of the layer."""
        return tuple(self._observations())

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of `table`: those of every table, of clusters also what was found of each place."""
        return CLUSTER_COLUMNS if isinstance(self.layer, ClusterLayer) else COLUMNS

    @cached_property
    def table(self) -> tuple[tuple[object, ...], ...]:
        """Return the observations with all that `columns` say."""
        layer = self.layer
        if not isinstance(layer, ClusterLayer):
            return self.observations
        places = [index for year in self.years for index in layer.drawn(year)]
        rows = zip(self.observations, places, strict=True)
        return tuple((*row, *cluster_cells(layer, index)) for row, index in rows)

    @cached_property
    def series(self) -> dict[str, SeriesNote]:
        """Return the series of the layer by name."""
        return {series.id: series for series in self.layer.series}

    @property
    def used(self) -> tuple[SeriesNote, ...]:
        """Return the series that figures of the extract come from."""
        return tuple(series for series in self.layer.series if series.id in self.by_series)

    @cached_property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures of this extract may not be given out, each with the reason."""
        editions = {(name, cell.edition): None for name, cells in self.by_series.items() for cell in cells}
        found = (item for name, edition in editions for item in refusals_of(self.series.get(name), edition))
        return tuple(dict.fromkeys(found))

    def _observations(self) -> Iterator[Observation]:
        lang, layer = self.state.lang, self.figures
        for year in self.years:
            for index in layer.drawn(year):
                place, cell = layer.places[index], layer.cell(index, year)
                series = self.series.get(place.series)
                edition = joined_editions(self.standing(index, year)) or cell.edition
                sources = quoted_sources(series, edition) if self.standing(index, year) else ()
                yield Observation(
                    unit=place.code,
                    name=shown_name(place, lang)[0],
                    country=place.country,
                    level=place.level,
                    vintage=place.vintage,
                    core=place.core,
                    year=year,
                    reference_date=reference_date(series.reference if series else "", year),
                    value=cell.value,
                    measure=layer.measure_of((index,)).say(lang),
                    flag=cell.flag,
                    reason="" if cell.value is not None else cell.reason or "not_collected",
                    indicator=layer.indicator,
                    series=place.series,
                    run=cell.run,
                    edition=edition,
                    source="; ".join(dict.fromkeys(source.get("publisher", "") for source in sources)),
                    licence="; ".join(dict.fromkeys(source.get("licence", "") for source in sources)),
                    note=self._note(cell),
                    snapshot=self.snapshot,
                    border_area=self.state.core,
                    transform=self.transform,
                    **self._against(index, year),
                )

    def _note(self, cell: Cell) -> str:
        """Return the remark on a figure; of a type, which is a number in the file, what it is called."""
        if self.layer.kind == TYPES and cell.value is not None:
            return type_words(cell.value, self.state.lang)
        return said(cell.note, self.state.lang) if cell.note else ""

    def _against(self, index: int, year: int) -> dict[str, Any]:
        """Return what a figure is set against; nothing for values, changes and types, which have three contexts."""
        against = self.layer.against
        if against is None or not against.figures:
            return {}
        column = self.layer.years.index(year)
        figure = against.figures[index][column]
        known = against.counted.get(self.layer.places[index].series)
        parity = against.parity[index][column] if against.parity else None
        return {
            "own_value": against.own[index][column],
            "context_value": figure.value,
            "context_weights": figure.weights,
            "context_units": figure.units if figure.value is not None else None,
            "parity": parity,
            "parity_measure": known.numerator.say(self.state.lang) if known and parity is not None else "",
            "parity_reason": parity_missing(against, self.layer.places[index].series, index, column),
        }


def context_parts(context: Context | None) -> tuple[str, ...]:
    """Return what identifies a context, as an address says it; nothing for none."""
    if context is None:
        return ()
    has_neighbours = context.kind in (NEIGHBOURS, TYPOLOGY)
    near = f"km-{context.km}" if context.km else f"order-{context.order}"
    return (
        context.kind,
        *((near,) if has_neighbours else ()),
        *(("across-out",) if has_neighbours and not context.across else ()),
        *((context.way,) if context.way else ()),
    )


def joined_editions(cells: Iterable[Cell]) -> str:
    """Return the publications that figures were read from, each once, joined as in an edition."""
    return "+".join(dict.fromkeys(name for cell in cells for name in cell.edition.split("+") if name))


def reference_date(reference: str, year: int) -> str:
    """Return the day (ISO 8601) on which a figure of a year holds, or the year where it holds for all of it."""
    day = REFERENCE_DAYS.get(reference)
    return f"{year}-{day}" if day else str(year)


def refusals_of(series: SeriesNote | None, edition: str) -> tuple[tuple[str, str], ...]:
    """Return the publishers that do not let a figure be given out, each with the reason."""
    sources = quoted_sources(series, edition)
    return tuple(
        (item.get("publisher", ""), item["no_redistribution"]) for item in sources if item.get("no_redistribution")
    )


def quoted_sources(series: SeriesNote | None, edition: str) -> tuple[dict[str, str], ...]:
    """Return the publications that a figure was read from; all of its series where its edition is not among them."""
    if series is None:
        return ()
    named = edition.split("+")
    return tuple(source for source in series.sources if source.get("id") in named) or series.sources
