"""The panel of the chosen unit beside a map: its figure, key indicators, neighbours at home and across the border."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.chosen import places_of, units_with
from mapserver.maps.clusters import cluster_text
from mapserver.maps.context_remark import context_remark
from mapserver.maps.judgements import WORDS
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import local_name, shown_name
from mapserver.maps.state import default_state
from mapserver.maps.types import value_words
from mapserver.model import Judgement, Text
from mapserver.model.clusters import ClusterLayer
from mapserver.model.context import PROGRAMME
from mapserver.model.ranks import Rank
from mapserver.statistics.border_area import cores_of, marked
from mapserver.statistics.compared import compared
from mapserver.statistics.ranks import core_ranks, latest_drawn
from mapserver.translation import tell
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.map_state import FINEST
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

#: What is told of every unit, in this order: the first indicator of each row that has a figure for it.
KEY_INDICATORS = (
    ("population_density",),
    ("median_age", "share_65_plus"),
    ("net_migration_rate", "population_change_rate"),
    ("gdp_per_inhabitant", "gdp_per_inhabitant_long"),
    ("unemployment_rate", "employment_rate"),
    ("life_expectancy", "life_expectancy_women"),
)


@dataclass(frozen=True)
class Named:
    """A name and the language that it is in."""

    words: str
    lang: str


@dataclass(frozen=True)
class Shown:
    """What a map shows at a place: `text` is the value as the reader writes it, without one `reason` says why."""

    text: str
    reason: str
    flags: tuple[str, ...]
    rank: Rank | None
    is_core: bool


@dataclass(frozen=True)
class KeyFigure:
    """The latest figure of an indicator; `whose` names the larger unit that it is about where the own has none."""

    title: Text
    measure: Text
    year: int
    shown: Shown
    whose: Named | None
    address: str
    is_current: bool


@dataclass(frozen=True)
class Beside:
    """A neighbour on the map: its figure, the shared line, how the figures of both compare, which `judged` says."""

    code: str
    country: str
    name: Named
    shown: Shown
    km: float
    judgement: Judgement
    judged: str
    address: str


@dataclass(frozen=True)
class Panel:
    """A chosen unit; `shown` is None in a year in which it is not drawn, then `other_year` leads to one with it.

    `measure` is that of its figure, `remark` says what that is set against, `compare` puts all chosen units side by
    side.
    """

    code: str
    country: str
    level_title: Text
    name: Named
    local: Named | None
    shown: Shown | None
    other_year: tuple[int, str] | None
    key_figures: tuple[KeyFigure, ...]
    home: tuple[Beside, ...]
    across: tuple[Beside, ...]
    profile: str
    compare: str
    close: str
    measure: Text
    remark: str = ""


def unit_panel(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> Panel | None:
    """Return the panel of the unit that was chosen last; None where none is chosen.

    Reads the layers of the key indicators, which the snapshot keeps in memory.
    """
    if not state.units:
        return None
    code = state.units[-1]
    entry = snapshot.unit(code)
    places = places_of(layer, code)
    drawn = next((index for index in layer.drawn(state.year) if index in places), None)
    index = places[-1] if drawn is None else drawn
    place = layer.places[index]
    local, local_lang = local_name(place, state.lang)
    ranks = core_ranks(layer, state.year)
    neighbours = () if drawn is None else _neighbours(area, layer, state, drawn, ranks)
    return Panel(
        code,
        place.country,
        entry.level_title,
        Named(*shown_name(place, state.lang)),
        Named(local, local_lang) if local else None,
        None if drawn is None else _shown(layer, state.year, state.lang, drawn, ranks),
        _other_year(layer, state, places) if drawn is None else None,
        _key_figures(snapshot, area, state, (code, *entry.parents)),
        tuple(item for item in neighbours if item.country == place.country),
        tuple(item for item in neighbours if item.country != place.country),
        addresses.unit(code, "" if state.lang == INTERFACE else state.lang),
        addresses.compare({"units": ",".join(state.units), "lang": "" if state.lang == INTERFACE else state.lang}),
        state_address(layer, replace(state, units=())),
        layer.measure_of((index,)),
        "" if drawn is None else context_remark(layer, drawn, state.year, state.lang),
    )


def _shown(layer: Layer, year: int, lang: str, index: int, ranks: Mapping[int, Rank]) -> Shown:
    cell = layer.cell(index, year)
    if cell.value is None:
        return Shown("", reason_words(cell.reason or "not_collected", lang), (), None, layer.places[index].core)
    text = cluster_text(layer, index, lang) if isinstance(layer, ClusterLayer) else None
    return Shown(
        value_words(layer, cell.value, lang) if text is None else text,
        "",
        flag_words(cell.flag, lang),
        ranks.get(index),
        layer.places[index].core,
    )


def _other_year(layer: Layer, state: MapState, places: Sequence[int]) -> tuple[int, str] | None:
    """Return the year nearest to the one shown in which a unit is drawn, the later one of two, and its address."""
    wanted = set(places)
    years = [year for year in layer.years if wanted.intersection(layer.drawn(year))]
    if not years:
        return None
    year = min(years, key=lambda other: (abs(other - state.year), -other))
    return year, state_address(layer, replace(state, year=year))


def _key_figures(snapshot: Snapshot, area: AreaEntry, state: MapState, codes: Sequence[str]) -> tuple[KeyFigure, ...]:
    """Return the latest figures of a unit: of its own, else of the first larger unit that has one."""
    offered = {entry.indicator: entry for entry in area.layers}
    found = []
    for alternatives in KEY_INDICATORS:
        for indicator in alternatives:
            if indicator not in offered:
                continue
            level = state.level if state.level in offered[indicator].values else FINEST
            layer = snapshot.layer(area.id, indicator, level)
            keys = cores_of(layer, area.cores).get(state.core)
            there = replace(state, level=level, core=PROGRAMME if keys is None else state.core)
            figure = _key_figure(layer if keys is None else marked(layer, keys), there, codes)
            if figure is not None:
                found.append(figure)
                break
    return tuple(found)


def _key_figure(layer: Layer, state: MapState, codes: Sequence[str]) -> KeyFigure | None:
    latest = latest_drawn(layer, codes)
    code = next((code for code in codes if code in latest), None)
    if code is None:
        return None
    index, year = latest[code]
    there = replace(default_state(layer, state.lang), year=year, level=state.level, units=(code,), core=state.core)
    return KeyFigure(
        layer.title,
        layer.measure_of((index,)),
        year,
        _shown(layer, year, state.lang, index, core_ranks(layer, year)),
        Named(*shown_name(layer.places[index], state.lang)) if code != codes[0] else None,
        state_address(layer, there),
        layer.indicator == state.indicator and year == state.year,
    )


def _neighbours(
    area: AreaEntry, layer: Layer, state: MapState, index: int, ranks: Mapping[int, Rank]
) -> tuple[Beside, ...]:
    """Return those with whom the drawn unit shares a line in the year that is shown, the longest line first."""
    lines = area.beside.get(layer.places[index].key, {})
    found = []
    for other in layer.drawn(state.year):
        place = layer.places[other]
        if place.key in lines:
            judgement = compared(layer, index, other, state.year).judgement
            found.append(
                Beside(
                    place.code,
                    place.country,
                    Named(*shown_name(place, state.lang)),
                    _shown(layer, state.year, state.lang, other, ranks),
                    lines[place.key],
                    judgement,
                    tell(state.lang, WORDS[judgement]),
                    state_address(layer, replace(state, units=units_with(state.units, place.code))),
                )
            )
    return tuple(sorted(found, key=lambda item: (-item.km, item.code)))
