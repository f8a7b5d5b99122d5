"""A layer of more places and years than any of ours."""

from __future__ import annotations

from mapserver.model import Catalogue, Vintage
from mapserver.statistics import build_layer
from tests.statistics.toy import area, country, indicator, line, series, territory


def _wide_catalogue(units: int) -> tuple[Catalogue, frozenset[str]]:
    codes = [f"XX{number:03}" for number in range(units)]
    spans = (Vintage("2016", "", 1990, 2015), Vintage("2021", "", 2016, None))
    territories = [territory(code, one.id, "nuts3", "XX", code) for one in spans for code in codes]
    wide = Catalogue(
        countries={"XX": country("XX", ("country", "nuts3"), "EUR", *spans)},
        territories={one.key: one for one in territories},
    )
    return wide, frozenset(wide.territories)


def test_a_layer_of_a_hundred_places_and_all_years():
    wide, core = _wide_catalogue(100)
    rows = tuple(
        row
        for number in range(100)
        for row in line(f"XX{number:03}", "2016", {year: float(number + year) for year in range(1990, 2026)})
    )
    layer = build_layer(wide, area("XX"), indicator(series("eurostat", ("XX",))), {"eurostat": rows}, core)
    assert layer is not None
    assert (len(layer.places), len(layer.years), layer.domain) == (100, 36, 3600)
    assert [period.not_valid for period in layer.periods] == [()]
