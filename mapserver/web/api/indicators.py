"""Indicators and their series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mapserver.translation import N_
from mapserver.web import addresses
from mapserver.web.api.areas import Address
from mapserver.web.api.parameter import AreaName, Country, IndicatorName, Paged, Theme
from mapserver.web.api.reading import known_names
from mapserver.web.api.resource import Page, Resource
from mapserver.web.errors import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mapserver.model import Derivation, Edition, IndicatorRecord, SeriesRecord
    from mapserver.snapshot import Snapshot


class MapRow(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator as the map of an area: its years, and the countries that have figures for the core."""

    area: str
    first_year: int
    last_year: int
    default_year: int
    countries: tuple[str, ...]
    page: Address


class IndicatorRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured. `concept` is the indicator of which this one is another form; `has_ratios` says whether the
    ratio of two values tells something; `maps` are the areas that draw it."""

    id: str
    concept: str
    theme: str
    kind: str
    direction: str
    decimals: int
    title: str
    measure: str
    definition: str
    notes: str
    has_ratios: bool
    series: tuple[str, ...]
    maps: tuple[MapRow, ...]


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """An edition of a source. Where `no_redistribution` says why, its figures are shown on maps and not given out."""

    id: str
    publisher: str
    dataset: str
    title: str
    address: str
    licence: str
    retrieved: str
    via: str
    no_redistribution: str


class DerivationRow(msgspec.Struct, frozen=True, kw_only=True):
    """How a series is calculated from `parts` (indicator/series); in a formula they are called as `names` says."""

    method: str
    parts: tuple[str, ...]
    formula: str
    names: tuple[str, ...]
    to: str


class ComparisonRow(msgspec.Struct, frozen=True, kw_only=True):
    """How a series compares to another of its indicator, or the countries of one to each other: same, similar or
    different, and why."""

    series: tuple[str, ...]
    judgement: str
    reason: str


class SeriesRow(msgspec.Struct, frozen=True, kw_only=True):
    """One source's implementation of an indicator. Years, `units` and `values` count the figures that have a value."""

    id: str
    indicator: str
    series: str
    title: str
    countries: tuple[str, ...]
    level: str
    reference: str
    denomination: str
    measure: str
    definition: str
    decimals: int
    first_year: int | None
    last_year: int | None
    units: int
    values: int
    derived: DerivationRow | None
    comparability: tuple[ComparisonRow, ...]
    sources: tuple[SourceRow, ...]


class IndicatorPage(Page, frozen=True, kw_only=True):
    """Indicators."""

    items: tuple[IndicatorRow, ...]


class SeriesPage(Page, frozen=True, kw_only=True):
    """Series."""

    items: tuple[SeriesRow, ...]


class IndicatorsQuery(Paged, frozen=True, kw_only=True):
    """Which indicators."""

    area: AreaName | None = None
    theme: Theme | None = None


class SeriesQuery(Paged, frozen=True, kw_only=True):
    """Which series."""

    indicator: IndicatorName | None = None
    country: Country | None = None


def _indicators(snapshot: Snapshot, query: IndicatorsQuery) -> list[IndicatorRecord]:
    drawn = {layer.indicator for area in snapshot.areas if area.id == query.area for layer in area.layers}
    return [
        record
        for record in snapshot.register.indicators
        if (query.area is None or record.indicator.id in drawn) and query.theme in (None, record.indicator.theme)
    ]


def _indicator(snapshot: Snapshot, query: IndicatorsQuery, record: IndicatorRecord) -> IndicatorRow:
    concept = record.indicator
    about = [item.note for item in concept.country_notes]
    maps = ((area.id, layer) for area in snapshot.areas for layer in area.layers if layer.indicator == concept.id)
    return IndicatorRow(
        id=concept.id,
        concept=concept.concept or concept.id,
        theme=concept.theme,
        kind=concept.kind,
        direction=concept.direction,
        decimals=concept.decimals,
        title=concept.title.say(query.lang),
        measure=concept.measure.say(query.lang),
        definition=concept.definition.say(query.lang),
        notes=" ".join(note.say(query.lang) for note in (*filter(None, (concept.notes,)), *about)),
        has_ratios=record.has_ratios,
        series=tuple(item.series.key for item in record.series),
        maps=tuple(
            MapRow(
                area=area,
                first_year=layer.first_year,
                last_year=layer.last_year,
                default_year=layer.default_year,
                countries=layer.countries,
                page=addresses.layer(area, concept.id),
            )
            for area, layer in maps
        ),
    )


def _series(snapshot: Snapshot, query: SeriesQuery) -> list[SeriesRecord]:
    register = snapshot.register
    indicators = [register.indicator[query.indicator]] if query.indicator else register.indicators
    return [item for held in indicators for item in held.series if query.country in (None, *item.series.countries)]


def _one_series(snapshot: Snapshot, query: SeriesQuery, record: SeriesRecord) -> SeriesRow:
    series, derived = record.series, record.derived
    judged = snapshot.register.indicator[series.indicator].indicator.comparability
    return SeriesRow(
        id=series.key,
        indicator=series.indicator,
        series=series.id,
        title=series.title.say(query.lang),
        countries=series.countries,
        level=series.level,
        reference=series.reference,
        denomination=series.denomination,
        measure=record.measure.say(query.lang),
        definition=series.definition.say(query.lang),
        decimals=record.decimals,
        first_year=record.first_year or None,
        last_year=record.last_year or None,
        units=record.units,
        values=record.values,
        derived=_derivation(derived) if derived else None,
        comparability=tuple(
            ComparisonRow(series=item.series, judgement=item.judgement, reason=item.reason.say(query.lang))
            for item in judged
            if series.id in item.series
        ),
        sources=tuple(map(_source, series.editions)),
    )


def _derivation(derived: Derivation) -> DerivationRow:
    return DerivationRow(
        method=derived.method, parts=derived.parts, formula=derived.formula, names=derived.names, to=derived.to
    )


def _source(edition: Edition) -> SourceRow:
    return SourceRow(
        id=edition.id,
        publisher=edition.publisher,
        dataset=edition.dataset,
        title=edition.title,
        address=edition.address,
        licence=edition.licence,
        retrieved=edition.retrieved,
        via=edition.via,
        no_redistribution=edition.no_redistribution,
    )


def _found(kind: str, known: Mapping[str, Any], snapshot: Snapshot, name: str) -> Any:
    if name not in known:
        raise Unknown(kind, name, known_names(snapshot, kind))
    return known[name]


INDICATORS = Resource(
    name="indicators",
    summary=N_("Indicators: what is measured, in which series, on which maps."),
    query=IndicatorsQuery,
    page=IndicatorPage,
    row_type=IndicatorRow,
    find=_indicators,
    row=_indicator,
    examples=("area=carpathians&theme=labour",),
    item=("indicator",),
    kind="indicator",
    one=lambda snapshot, name: _found("indicator", snapshot.register.indicator, snapshot, name),
)
SERIES = Resource(
    name="series",
    summary=N_("Series: one source's implementation of an indicator, with licence and comparability."),
    query=SeriesQuery,
    page=SeriesPage,
    row_type=SeriesRow,
    find=_series,
    row=_one_series,
    examples=("indicator=unemployment_rate",),
    item=("indicator", "series"),
    kind="series",
    one=lambda snapshot, name: _found("series", snapshot.register.series, snapshot, name),
)
