"""The figures of stories, looked up in the layers of a snapshot that is being built. Formats nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

from mapserver.model import AreaEntry, BothSides, Call, Cell, Layer, LayerEntry, StoryFigure
from mapserver.snapshot.codec import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

FINEST = "finest"
#: How many decimals a ratio and a percentage have, unless a story says otherwise.
RATIO_DECIMALS, PERCENT_DECIMALS = 1, 0


class StoryFault(ValueError):
    """A figure or map that the data do not give: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Side:
    """The figure of a unit or country in a year of a layer: `place` is its place there, None for a whole country.

    `value` is rounded as readers see it, so that they can work out what is calculated from it. `like` is a place of the
    same series and country, by which two figures are compared; None where there is none.
    """

    code: str
    year: int
    cell: Cell
    value: float
    place: int | None
    like: int | None


class StoryLayers:
    """The layers that stories ask for, read when they are needed."""

    def __init__(self, areas: Iterable[AreaEntry], layers: Mapping[str, IndicatorLayers], store: Store) -> None:
        """Read from `store`; `areas` have the entries of their layers."""
        self._areas = {area.id: area for area in areas}
        self._layers, self._store = layers, store
        self._read: dict[str, Layer] = {}

    def area(self, area: str) -> AreaEntry:
        """Return the entry of an area."""
        return self._areas[area]

    def entry(self, area: str, indicator: str) -> LayerEntry:
        """Return the entry of a layer; StoryFault where the area does not draw the indicator."""
        for item in self._areas[area].layers:
            if item.indicator == indicator:
                return item
        elsewhere = sorted(
            other.id for other in self._areas.values() if any(item.indicator == indicator for item in other.layers)
        )
        remedy = f"these areas draw it: {', '.join(elsewhere)}" if elsewhere else "it is drawn nowhere: name another"
        raise StoryFault(f"area '{area}' draws no map of '{indicator}'", remedy)

    def names(self, area: str, indicator: str) -> dict[str, str]:
        """Return by level the name of the stored layer; empty where there is none."""
        found = self._layers.get(indicator)
        return {level: made[0] for level, made in found.layers.get(area, {}).items()} if found else {}

    def layer(self, area: str, indicator: str, level: str = FINEST) -> Layer:
        """Return a layer; StoryFault where there is none at this level."""
        self.entry(area, indicator)
        name = self.names(area, indicator).get(level)
        if name is None:
            raise StoryFault(f"'{indicator}' is not drawn at level '{level}'", "leave 'level' out")
        if name not in self._read:
            self._read[name] = decode(self._store.get(name), Layer)
        return self._read[name]


def evaluate(call: Call, layers: StoryLayers) -> StoryFigure:
    """Return what a call asks for; StoryFault where the data do not give it."""
    return CALCULATIONS[call.name](call, layers)


def judgement(call: Call, layers: StoryLayers) -> str:
    """Return how the two sides of a border compare, in a word; StoryFault where they have nothing in common."""
    area, indicator, border = call.words
    found = layers.entry(area, indicator).both_sides.get(border, BothSides()).judgement
    if not found:
        raise StoryFault(f"'{indicator}' has no figures on both sides of '{border}'", "name another border")
    return found


def side_of(layer: Layer, code: str, year: int) -> Side:
    """Return the figure of a unit that is drawn in a year, or of a country as a whole; StoryFault where it has none."""
    _check_year(layer, year)
    drawn = layer.drawn(year)
    if len(code) == 2:
        cells = layer.national.get(code)
        cell = cells[layer.years.index(year)] if cells else Cell(None, reason="not_collected")
        like = next((index for index in drawn if layer.places[index].country == code), None)
        place = None
    else:
        place = like = next((index for index in drawn if layer.places[index].code == code), None)
        if place is None:
            near = sorted({layer.places[index].code for index in drawn if layer.places[index].code[:2] == code[:2]})
            remedy = f"drawn of this country in {year}: {', '.join(near) or 'nothing'}"
            raise StoryFault(f"'{code}' is not drawn in {year}", remedy)
        cell = layer.cell(place, year)
    if cell.value is None:
        reason = (cell.reason or "not_collected").replace("_", " ")
        raise StoryFault(f"'{code}' has no figure in {year}: {reason}", "name a year with a figure: the map has them")
    return Side(code, year, cell, round(cell.value, layer.decimals) + 0.0, place, like)


def check_comparable(layer: Layer, one: Side, other: Side) -> None:
    """Raise StoryFault where two figures measure different things."""
    if None in (one.like, other.like):
        return
    if layer.judgement(one.like, other.like) == "different":  # type: ignore[arg-type]
        message = f"the figures of '{one.code}' and '{other.code}' measure different things"
        raise StoryFault(message, "set no figures against each other that may not be compared")


def _value(call: Call, layers: StoryLayers) -> StoryFigure:
    layer, (side,) = _sides(call, layers, [(call.words[3], call.words[2])])
    return _figure(call, layer, side.value, layer.decimals, [side])


def _difference(call: Call, layers: StoryLayers) -> StoryFigure:
    year = call.words[2]
    layer, (one, other) = _sides(call, layers, [(call.words[3], year), (call.words[4], year)])
    check_comparable(layer, one, other)
    return _figure(call, layer, one.value - other.value, layer.decimals, [one, other], unsigned=True)


def _ratio(call: Call, layers: StoryLayers) -> StoryFigure:
    year = call.words[2]
    layer, (one, other) = _sides(call, layers, [(call.words[3], year), (call.words[4], year)])
    check_comparable(layer, one, other)
    if other.value <= 0 or one.value < 0:
        raise StoryFault("a ratio needs figures above zero", "ask for the difference")
    return _figure(call, layer, one.value / other.value, RATIO_DECIMALS, [one, other])


def _change(call: Call, layers: StoryLayers) -> StoryFigure:
    layer, (first, last) = _over_time(call, layers)
    return _figure(call, layer, last.value - first.value, layer.decimals, [first, last], unsigned=True)


def _percent(call: Call, layers: StoryLayers) -> StoryFigure:
    layer, (first, last) = _over_time(call, layers)
    if first.value <= 0:
        raise StoryFault("a percentage needs a figure above zero to begin with", "ask for the change")
    share = (last.value / first.value - 1) * 100
    return _figure(call, layer, share, PERCENT_DECIMALS, [first, last], unsigned=True)


def _over_time(call: Call, layers: StoryLayers) -> tuple[Layer, list[Side]]:
    """Return the figures of two years, between which no run ends."""
    _, _, first, last, code = call.words
    if int(first) >= int(last):
        raise StoryFault(f"{first} is not before {last}", "write the earlier year first")
    layer, sides = _sides(call, layers, [(code, first), (code, last)])
    if sides[0].place != sides[1].place or sides[0].cell.run != sides[1].cell.run:
        message = f"a run of '{code}' ends between {first} and {last}: the figures are counted differently"
        raise StoryFault(message, "choose years of one run; the map's definition view has them")
    return layer, sides


def _core(call: Call, layers: StoryLayers) -> tuple[Layer, int, list[int]]:
    """Return a layer, a year, and the core places that are drawn then, of a country where one is named."""
    area, indicator, written, *country = call.words
    layer = layers.layer(area, indicator, call.option("level") or FINEST)
    _check_year(layer, int(written))
    places = [index for index in layer.drawn(int(written)) if layer.places[index].core]
    return layer, int(written), [index for index in places if not country or layer.places[index].country == country[0]]


def _of_core(pick: Callable[[list[float]], float]) -> Callable[[Call, StoryLayers], StoryFigure]:
    def work(call: Call, layers: StoryLayers) -> StoryFigure:
        layer, year, places = _core(call, layers)
        sides = [
            side_of(layer, layer.places[index].code, year)
            for index in places
            if layer.cell(index, year).value is not None
        ]
        if not sides:
            raise StoryFault(f"no unit of the core has a figure in {year}", "name another year")
        kinds = {(layer.places[side.like or 0].series, side.code[:2]): side for side in sides}
        for one, other in combinations(kinds.values(), 2):
            check_comparable(layer, one, other)
        value = pick([side.value for side in sides])
        shown = [side for side in sides if side.value == value][:1] or sides
        return _figure(call, layer, value, layer.decimals, shown)

    return work


def _count(call: Call, layers: StoryLayers) -> StoryFigure:
    layer, year, places = _core(call, layers)
    known = sum(layer.cell(index, year).value is not None for index in places)
    counted = known if call.name == "count" else len(places) - known
    return StoryFigure("number", counted, 0, layer.area, layer.indicator, year, call.option("level"))


def _known_years(call: Call, layers: StoryLayers) -> list[int]:
    """Return the years in which a unit, the core of a country or both sides of a border have figures."""
    area, indicator, side = call.words
    entry = layers.entry(area, indicator)
    if side in layers.area(area).countries:
        return sorted(entry.years.get(side, ()))
    if side in entry.both_sides:
        return sorted(entry.both_sides[side].years)
    layer = layers.layer(area, indicator)
    return [year for year in layer.years for index in layer.valued(year) if layer.places[index].code == side]


def _years(call: Call, layers: StoryLayers) -> StoryFigure:
    found = _known_years(call, layers)
    area, indicator, side = call.words
    if call.name == "years":
        return StoryFigure("number", len(found), 0, area, indicator)
    if not found:
        raise StoryFault(f"'{indicator}' has no year with figures of '{side}'", "name another")
    year = found[0] if call.name == "first" else found[-1]
    return StoryFigure("year", year, 0, area, indicator, year)


def _indicators(call: Call, layers: StoryLayers) -> StoryFigure:
    """Count concepts: those of the area, with figures of a country's core, or to compare across a border."""
    area, *side = call.words
    without = call.option("without")
    countries = layers.area(area).countries
    found = set()
    for entry in layers.area(area).layers:
        wanted = not side or (
            side[0] in entry.countries
            if side[0] in countries
            else entry.both_sides.get(side[0], BothSides()).comparable
        )
        if wanted and without not in entry.countries:
            found.add(entry.concept)
    return StoryFigure("number", len(found), 0, area)


def _sides(call: Call, layers: StoryLayers, wanted: Iterable[tuple[str, str]]) -> tuple[Layer, list[Side]]:
    layer = layers.layer(call.words[0], call.words[1], call.option("level") or FINEST)
    return layer, [side_of(layer, code, int(year)) for code, year in wanted]


def _figure(
    call: Call, layer: Layer, value: float, decimals: int, sides: list[Side], *, unsigned: bool = False
) -> StoryFigure:
    return StoryFigure(
        "unsigned" if unsigned else "number",
        round(value, 10),
        int(call.option("decimals") or decimals),
        layer.area,
        layer.indicator,
        max(side.year for side in sides),
        call.option("level"),
        tuple(dict.fromkeys(side.code for side in sides if len(side.code) > 2)),
        tuple((side.code, side.year, side.value) for side in sides),
    )


def _check_year(layer: Layer, year: int) -> None:
    if year not in layer.years:
        message = f"'{layer.indicator}' has no figures of {year}"
        raise StoryFault(message, f"its years lie between {layer.years[0]} and {layer.years[-1]}")


CALCULATIONS: dict[str, Callable[[Call, StoryLayers], StoryFigure]] = {
    "value": _value,
    "difference": _difference,
    "ratio": _ratio,
    "change": _change,
    "percent": _percent,
    "median": _of_core(median),
    "highest": _of_core(max),
    "lowest": _of_core(min),
    "count": _count,
    "missing": _count,
    "years": _years,
    "first": _years,
    "latest": _years,
    "indicators": _indicators,
}
