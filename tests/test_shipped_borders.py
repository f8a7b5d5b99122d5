"""The borders of the shipped data: their numbers against calculations by hand, from the layers and the figures."""

from __future__ import annotations

import math
from itertools import combinations
from statistics import mean, median

import pytest

from mapserver.snapshot import Published, Snapshot, Store
from mapserver.web import Settings, create_app

HOMES = {
    "FI-NO": "barents", "FI-RU": "barents", "FI-SE": "barents", "NO-RU": "barents", "NO-SE": "barents",
    "BG-MK": "bulgaria", "BG-RS": "bulgaria", "BG-TR": "bulgaria", "MK-RS": "bulgaria", "SK-UA": "carpathians",
}  # fmt: skip
GDP = "gdp_per_inhabitant"
#: How unequal each border is in GDP or gross regional product per inhabitant, in euro: the year, both levels rounded,
#: how the accounts compare. None means that nothing is known.
UNEQUAL = {
    "FI-NO": (2020, 39_000, 48_300, "same"),
    "FI-RU": (2019, 36_020, 9_555, "similar"),
    "FI-SE": (2020, 39_000, 49_300, "same"),
    "NO-RU": (2019, 54_600, 11_433, "similar"),
    "NO-SE": (2020, 47_553, 44_978, "same"),
    "BG-MK": (2020, 5_389, 4_525, "same"),
    "BG-RS": (2020, 6_457, 4_301, "same"),
    "BG-TR": (2020, 5_402, 7_280, "same"),
    "MK-RS": (2020, 2_900, 3_000, "same"),
    "SK-UA": (2012, 9_332, 1_664, "similar"),
}


def row_of(shipped: Snapshot, border: str, indicator: str):
    return next(item for item in shipped.border(border).indicators if item.indicator == indicator)


def population(shipped: Snapshot, code: str, year: int) -> float:
    """Return the population that a unit's own table of figures has, from its first series in persons with that year."""
    figures = shipped.figures("population")
    assert figures.record is not None
    persons = figures.record.indicator.measure
    for series in figures.series:
        if series.common.measure == persons:
            for item in series.observations.get(code, ()):
                if item.year == year and item.value is not None:
                    return item.value
    raise AssertionError(f"no population of {code} in {year}")


def level_by_hand(shipped: Snapshot, layer, area, border: str, country: str, year: int) -> float:
    """Weight the districts that touch the other country with their population."""
    (other,) = set(border.split("-")) - {country}
    total = weights = 0.0
    for index in layer.drawn(year):
        place = layer.places[index]
        across = {key for key in area.beside.get(place.key, {}) if key[:2] == other}
        value = layer.cell(index, year).value
        if place.core and place.country == country and across and value is not None:
            weight = population(shipped, place.code, year)
            total, weights = total + value * weight, weights + weight
    return total / weights


@pytest.mark.parametrize("border", sorted(UNEQUAL))
def test_how_unequal_each_border_is_in_gdp_per_inhabitant(shipped: Snapshot, border: str) -> None:
    year, a, b, judgement = UNEQUAL[border]
    row = row_of(shipped, border, GDP)
    sides = row.latest
    assert (sides.year, round(sides.a.value), round(sides.b.value), row.judgement) == (year, a, b, judgement)
    area = shipped.area(HOMES[border])
    layer = shipped.layer(area.id, GDP)
    for country, level in zip(border.split("-"), (sides.a, sides.b), strict=True):
        assert level.value == pytest.approx(level_by_hand(shipped, layer, area, border, country, year))
        assert level.weight == "people"
    assert sides.ratio == pytest.approx(sides.b.value / sides.a.value)
    assert sides.log2_ratio == pytest.approx(math.log2(sides.b.value / sides.a.value))


def test_the_bulgarian_turkish_gap_falls_in_euro_and_grows_at_equal_prices(shipped: Snapshot) -> None:
    """The median of the slopes between all pairs of years, by hand, for what a euro and what prices at home buy.

    Years that hang together are too few to call either a direction.
    """
    for indicator, sign, first, last in ((GDP, -1, 2004, 2020), (f"{GDP}_pps", 1, 2004, 2020)):
        row = row_of(shipped, "BG-TR", indicator)
        points = [
            (item.year, abs(math.log2(item.b.value / item.a.value)))
            for item in row.sides
            if item.a and item.b and first <= item.year <= last
        ]
        slope = median((b - a) / (late - early) for (early, a), (late, b) in combinations(points, 2))
        assert row.trend.slope == pytest.approx(slope)
        assert (row.trend.first, row.trend.last, row.trend.direction) == (first, last, "unclear")
        assert sign * slope > 0.01 and sign * (row.trend.end - row.trend.start) > 0.2
        assert 0.05 < row.trend.p < 0.2
        assert (row.trend.start, row.trend.end) == (pytest.approx(points[0][1]), pytest.approx(points[-1][1]))
        assert row.trend.low <= slope <= row.trend.high
        assert row.trend.turns == ()


def test_the_finnish_russian_border_is_more_than_a_normal_gap(shipped: Snapshot) -> None:
    area, found = shipped.area("barents"), shipped.border_gaps("FI-RU", GDP).year(2019)
    layer = shipped.layer("barents", GDP)
    drawn = {
        layer.places[index].key: index for index in layer.drawn(2019) if layer.places[index].country in ("FI", "RU")
    }
    home, across = [], []
    for one, other in combinations(sorted(drawn), 2):
        if other in area.beside.get(one, {}):
            a, b = layer.places[drawn[one]], layer.places[drawn[other]]
            values = [layer.cell(drawn[key], 2019).value for key in (one, other)]
            if None in values:
                continue
            size = abs(math.log2(values[0] / values[1]))
            if a.country != b.country:
                across.append(size)
            elif a.series == b.series:
                home.append(size)
    assert found.home == pytest.approx(sorted(home), rel=1e-4)
    assert found.effect.cross == pytest.approx(mean(across))
    assert found.effect.home == pytest.approx(mean(home))
    effect = found.effect
    assert (effect.segments, effect.permutations) == (8, 9_999)
    assert effect.larger == 0, "no other line through these districts divides as much"
    assert 100 < effect.others < 2_000, "they can be parted in some hundred ways only"
    assert effect.p == effect.least == (1 + effect.real) / 10_000, "so that the real one is drawn again and again"
    latest = row_of(shipped, "FI-RU", GDP).effect
    assert latest.adjusted > latest.p
    assert latest._replace(adjusted=None, tests=0) == effect
    shares = [pair.share for pair in found.pairs]
    assert min(shares) > 95


def test_only_borders_with_eight_lines_are_tested(shipped: Snapshot) -> None:
    tested = set()
    effects = []
    for border in HOMES:
        for row in shipped.border(border).indicators:
            if row.effect is None:
                continue
            assert (row.effect.p is not None) == (row.effect.segments >= 8)
            if row.effect.p is not None:
                tested.add(border)
                effects.append(row.effect)
    assert tested == {"BG-RS", "FI-RU", "NO-SE"}
    for effect in effects:
        assert effect.least <= effect.p <= effect.adjusted <= 1
        assert effect.larger <= effect.others
        assert effect.tests == len(effects)
    assert min(effect.p for effect in effects) < 0.05 < min(effect.adjusted for effect in effects)


def test_the_density_of_a_side_is_its_people_over_its_land(shipped: Snapshot) -> None:
    """By area it is half of what a mean by people gives, which counts the few dense districts most."""
    area, layer = shipped.area("barents"), shipped.layer("barents", "population_density")
    sides = row_of(shipped, "FI-RU", "population_density").year(2022)
    held = [
        (layer.cell(index, 2022).value, area.km2[layer.places[index].key])
        for index in layer.drawn(2022)
        if layer.places[index].core
        and layer.places[index].country == "FI"
        and any(key[:2] == "RU" for key in area.beside.get(layer.places[index].key, {}))
    ]
    assert sides.a.weight == "area"
    assert sides.a.value == pytest.approx(sum(value * km2 for value, km2 in held) / sum(km2 for _, km2 in held))
    assert 4 < sides.a.value < 6


def test_no_stretch_holds_two_ways_of_weighting(shipped: Snapshot) -> None:
    for border in HOMES:
        for row in shipped.border(border).indicators:
            kinds: dict[int, set[tuple[str, str]]] = {}
            for item in row.sides:
                if item.a and item.b:
                    weights = [level.weight if level.districts > 1 else "" for level in (item.a, item.b)]
                    kinds.setdefault(item.stretch, set()).add((weights[0], weights[1]))
            assert all(len(held) == 1 for held in kinds.values()), (border, row.indicator)


@pytest.mark.parametrize("border", sorted(HOMES))
def test_a_record_meets_where_the_list_of_the_area_says_so(shipped: Snapshot, border: str) -> None:
    area = shipped.area(HOMES[border])
    rows = {row.indicator: row for row in shipped.border(border).indicators}
    for entry in area.layers:
        sides = entry.both_sides[border]
        row = rows.get(entry.indicator)
        assert (row.common if row else ()) == sides.years, entry.indicator
        assert (row.judgement if row and row.common else "") == (sides.judgement if sides.years else "")
        for item in row.sides if row else ():
            different = row.judgement == "different"
            assert (item.diff is None) == (not (item.a and item.b) or different)
            if item.ratio is not None:
                assert item.a.value > 0 and item.b.value > 0


def test_the_rate_of_several_districts_is_that_of_all_of_them_together(shipped: Snapshot) -> None:
    """Deaths per 1000 of the Finnish districts at the Russian border: all deaths over the mean population."""
    row = row_of(shipped, "FI-RU", "death_rate")
    sides = row.year(2014)
    assert sides.a.weight == "denominator"
    deaths = shipped.figures("deaths")
    layer, area = shipped.layer("barents", "death_rate"), shipped.area("barents")
    total = people = 0.0
    for index in layer.drawn(2014):
        place = layer.places[index]
        if place.core and place.country == "FI" and any(key[:2] == "RU" for key in area.beside.get(place.key, {})):
            total += next(
                item.value
                for series in deaths.series
                for item in series.observations.get(place.code, ())
                if item.year == 2014 and item.value is not None
            )
            people += (population(shipped, place.code, 2014) + population(shipped, place.code, 2015)) / 2
    assert sides.a.value == pytest.approx(1000 * total / people, rel=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("border", sorted(HOMES))
def test_every_indicator_of_every_border_opens(built_state, shipped: Snapshot, border: str) -> None:
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()
    failed = []
    # A third of them at each border, another third at the next: every indicator at several borders.
    for row in shipped.border(border).indicators[sorted(HOMES).index(border) % 3 :: 3]:
        for path in (f"/borders/{border}", f"/borders/{border}.svg", f"/embed/borders/{border}"):
            address = f"{path}?indicator={row.indicator}"
            if client.get(address).status_code != 200:
                failed.append(address)
    assert failed == []
