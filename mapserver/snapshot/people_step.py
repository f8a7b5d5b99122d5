"""The step of a build that looks up how many people live in every territory: what means of units are weighted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.series_figures import IndicatorFigures
from mapserver.statistics.index import ObservationIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Catalogue, Observation
    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

#: The indicator that counts inhabitants.
POPULATION = "population"


def build_people(catalogue: Catalogue, keys: Iterable[str], layers: Mapping[str, IndicatorLayers], store: Store) -> str:
    """Store the inhabitants of territories by key and year; return the name, nothing where nobody counts them.

    For each territory and year the first series that has a value: those that maps draw before others, in the order of
    the indicator. Series in another measure, as in thousands, are left out: there is one in persons for each.
    """
    population = layers.get(POPULATION)
    if population is None or not population.figures:
        return ""
    figures = decode(store.get(population.figures), IndicatorFigures)
    if figures.record is None:
        return ""
    measure = figures.record.indicator.measure.say("en")
    records = figures.record.by_id
    told = [item for item in figures.series if item.common.measure.say("en") == measure]
    told.sort(key=lambda item: not records[item.common.series].series.drawn)
    indexes = [ObservationIndex(_rows(item.observations.values()), catalogue.territories) for item in told]
    people: dict[str, dict[str, float]] = {}
    for key in sorted(set(keys)):
        code, _, vintage = key.partition("@")
        for index in indexes:
            for year in index.years(code, vintage):
                row = index.find(code, vintage, year)
                if row is not None and row.value:
                    people.setdefault(key, {}).setdefault(str(year), row.value)
    return store.put(encode(people), "people.json") if people else ""


def _rows(held: Iterable[Iterable[Observation]]) -> list[Observation]:
    return [row for rows in held for row in rows]
