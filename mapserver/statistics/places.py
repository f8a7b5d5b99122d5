"""Places: the numbered territories of a layer, and the periods that draw them. Knows divisions, no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Period, Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Catalogue, Territory
    from mapserver.statistics.cells import Side
    from mapserver.statistics.index import Line
    from mapserver.statistics.partition import PartitionPeriod


def number_places(
    catalogue: Catalogue,
    sides: Sequence[Side],
    spans_of_sides: Sequence[Sequence[PartitionPeriod]],
    core: frozenset[str],
) -> tuple[tuple[Place, ...], list[Territory], tuple[Period, ...]]:
    """Number the places, country by country and by code, and point the periods at them."""
    places: list[Place] = []
    territories: list[Territory] = []
    periods: list[Period] = []
    for side, spans in zip(sides, spans_of_sides, strict=True):
        newest: dict[Line, Territory] = {
            side.index.line(territory.code, territory.vintage): territory
            for span in spans
            for territory in span.territories
        }
        ordered = sorted(newest.items(), key=lambda item: (item[1].code, item[1].vintage))
        numbers = {line: len(places) + offset for offset, (line, _) in enumerate(ordered)}
        for _, territory in ordered:
            territories.append(territory)
            places.append(_place(catalogue, side, territory, territory.key in core))
        divisions = _Divisions(catalogue, side.country)
        for span in spans:
            drawn = {
                numbers[side.index.line(territory.code, territory.vintage)]: territory.pieces
                for territory in span.territories
            }
            periods.append(divisions.period(span, drawn))
    return tuple(places), territories, tuple(periods)


def _place(catalogue: Catalogue, side: Side, territory: Territory, core: bool) -> Place:
    """Describe a territory as a place of the layer; `official` lists the languages of its official names."""
    official = dict.fromkeys(name.language for name in catalogue.names.get(territory.code, ()) if name.official)
    return Place(
        key=territory.key,
        code=territory.code,
        vintage=territory.vintage,
        country=territory.country,
        level=territory.level,
        core=core,
        series=side.series.id if side.series else "",
        names=Text(catalogue.unit_names(territory.code)),
        official=tuple(official),
    )


class _Divisions:
    """How a country was divided over time, at the levels that are asked for: by land, whatever the codes were."""

    def __init__(self, catalogue: Catalogue, country: str) -> None:
        self._catalogue = catalogue
        self._country = catalogue.countries[country]
        self._lands: dict[tuple[str, str], frozenset[frozenset[str]]] = {}

    def _land(self, vintage: str, level: str) -> frozenset[frozenset[str]]:
        if (vintage, level) not in self._lands:
            tiling = self._catalogue.tiling(self._country.code, vintage, level)
            self._lands[vintage, level] = frozenset(territory.pieces for territory in tiling)
        return self._lands[vintage, level]

    def period(self, span: PartitionPeriod, drawn: Mapping[int, frozenset[str]]) -> Period:
        """Describe a range of years with what is drawn in it: the land of each place by its number."""
        vintages = self._country.vintages
        not_valid: tuple[int, ...] = ()
        passing: tuple[int, ...] = ()
        if len(vintages) > 1:
            own = frozenset(drawn.values())
            not_valid = tuple(
                year
                for year in range(span.first_year, span.last_year + 1)
                if self._land(self._country.vintage_of_year(year).id, span.level) != own
            )
        if span.vintage in {vintage.id for vintage in vintages[1:-1]}:
            others = {
                land
                for vintage in vintages
                if vintage.id != span.vintage
                for land in self._land(vintage.id, span.level)
            }
            passing = tuple(number for number, land in drawn.items() if land not in others)
        return Period(
            span.country,
            span.first_year,
            span.last_year,
            span.vintage,
            span.level,
            tuple(drawn),
            self._country.vintage(span.vintage),
            not_valid,
            passing,
        )
