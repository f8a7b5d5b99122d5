"""The step of a build that makes an indicator's layers in every area, and its figures for the unit pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mapserver.model import Catalogue, Finding, IndicatorRecord, Layer, LayerEntry, Text
from mapserver.model.similarity import ProfileIndicator
from mapserver.snapshot.codec import encode
from mapserver.snapshot.jump_check import check_jumps
from mapserver.snapshot.profile import profile_of
from mapserver.snapshot.series_figures import IndicatorFigures, series_figures, series_record
from mapserver.statistics import build_layer, values_document
from mapserver.statistics.contrasts import has_ratios
from mapserver.statistics.denominators import denominators_of
from mapserver.statistics.judged import judged_series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Indicator
    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.figures_source import Figures
    from mapserver.snapshot.profile import District
    from mapserver.snapshot.store import Store

#: The levels that a reader can ask for: the partition's own, and NUTS 2 where a country has it.
LEVELS = ("finest", "nuts2")


@dataclass(frozen=True)
class IndicatorLayers:
    """What the step gives: names of stored objects by area and level, list entries by area, the figures object.

    `layers[area][level]` is (layer, values); `has_ratios` says whether the ratio of two values tells something.
    `denominators[area][level]` names what the ratios of a layer are counted by, where that is known. `profile` is what
    stands of it in the profiles of districts, in the order of `districts_of`.
    """

    objects: tuple[str, ...]
    indicator: str
    title: Text
    layers: dict[str, dict[str, tuple[str, str]]]
    entries: dict[str, LayerEntry]
    figures: str
    findings: tuple[Finding, ...]
    has_ratios: bool = False
    denominators: dict[str, dict[str, str]] = field(default_factory=dict)
    profile: ProfileIndicator | None = None


def build_indicator(
    indicator: str,
    catalogue: Catalogue,
    figures: Figures,
    areas: Mapping[str, AreaGeometry],
    beside: Mapping[str, frozenset[str]],
    districts: Mapping[str, District],
    store: Store,
) -> IndicatorLayers:
    """Make and store an indicator's layers; what is wrong with it comes back as findings.

    `districts` are those of `districts_of`, the same for every indicator.
    """
    concept = figures.indicator(indicator)
    findings = tuple(figures.findings(indicator))
    if concept is None or any(finding.severity == "error" for finding in findings):
        return IndicatorLayers((), indicator, Text(), {}, {}, "", findings)
    observations = {series.id: figures.observations(series.key) for series in concept.series}
    by_key = {series.key: observations[series.id] for series in concept.series}
    findings += tuple(check_jumps(concept, by_key, catalogue.territories, beside))
    related = figures.related(concept)
    # Notes on derived series name the indicators of their parts.
    known = replace(catalogue, indicators=catalogue.indicators | figures.parts(indicator))
    layers: dict[str, dict[str, tuple[str, str]]] = {}
    entries = {}
    drawn: list[Layer] = []
    denominators: dict[str, dict[str, str]] = {}
    counting = related | figures.counted(concept)
    parts = {key: figures.observations(key) for key in counting}
    for area, geometry in areas.items():
        made: dict[str, Layer] = {}
        for level in LEVELS if concept.mappable else ():
            layer = build_layer(
                known,
                catalogue.areas[area],
                concept,
                observations,
                geometry.core,
                level,
                related=related,
                rates=catalogue.rates,
            )
            if layer is not None:
                made[level] = layer
        if "finest" not in made:
            continue
        layers[area] = {level: _stored(layer, store) for level, layer in made.items()}
        counted = {level: denominators_of(layer, known, parts, counting) for level, layer in made.items()}
        stored = {level: store.put(encode(held), "denominators.json") for level, held in counted.items() if held}
        denominators |= {area: stored} if stored else {}
        entries[area] = _entry(concept, made["finest"], {level: pair[1] for level, pair in layers[area].items()})
        drawn += made.values()
    gathered = tuple(
        series_figures(
            concept,
            series,
            observations[series.id],
            catalogue.territories,
            related,
            drawn,
            catalogue.rates,
        )
        for series in concept.series
    )
    records = tuple(series_record(series, held) for series, held in zip(concept.series, gathered, strict=True))
    record = IndicatorRecord(
        replace(concept, series=()), records, has_ratios(concept), judged_series(concept, records, related)
    )
    of_all = IndicatorFigures(gathered, record)
    name = store.put(encode(of_all), "figures.json")
    objects = (
        name,
        *(item for levels in layers.values() for pair in levels.values() for item in pair),
        *(item for levels in denominators.values() for item in levels.values()),
    )
    return IndicatorLayers(
        objects,
        indicator,
        concept.title,
        layers,
        entries,
        name,
        findings,
        record.has_ratios,
        denominators,
        profile_of(of_all, districts),
    )


def _stored(layer: Layer, store: Store) -> tuple[str, str]:
    return store.put(encode(layer), "layer.json"), store.put(encode(values_document(layer)), "json", public=True)


def _entry(concept: Indicator, layer: Layer, values: dict[str, str]) -> LayerEntry:
    return LayerEntry(
        indicator=layer.indicator,
        concept=concept.concept or concept.id,
        theme=layer.theme,
        kind=layer.kind,
        title=layer.title,
        measure=layer.measure_in(*layer.years),
        first_year=layer.years[0],
        last_year=layer.years[-1],
        default_year=layer.default_year,
        countries=tuple(
            sorted(
                {
                    place.country
                    for place, cells in zip(layer.places, layer.cells, strict=True)
                    if place.core and any(cell.value is not None for cell in cells)
                }
            )
        ),
        both_sides=layer.both_sides,
        values=values,
        years=_years(layer),
        measures=layer.own_measures,
    )


def _years(layer: Layer) -> dict[str, tuple[int, ...]]:
    """Return by country the years in which its core places are drawn with a value."""
    found: dict[str, list[int]] = {}
    for year in layer.years:
        for country in {layer.places[index].country for index in layer.valued(year) if layer.places[index].core}:
            found.setdefault(country, []).append(year)
    return {country: tuple(years) for country, years in sorted(found.items())}
