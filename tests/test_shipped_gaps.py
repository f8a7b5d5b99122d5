"""Gaps of the shipped figures: as one works them out by hand from the files, on every map, and light in an article."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from gzip import decompress

import pytest
import shapely

from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.paper import line_between
from mapserver.maps.state import default_state
from mapserver.model import MERCATOR
from mapserver.snapshot import Published, Store
from mapserver.statistics import segment_gaps
from mapserver.statistics.gap_sizes import RATIO_BOUNDS, gap_bounds, gap_kinds, gap_size, size_class
from mapserver.web import Settings, create_app
from tests.test_shipped_embeds import FIRST

#: Gross domestic product of Finnmark and gross regional product of Murmansk Oblast per inhabitant, 2012, in euro.
GDP = "/areas/barents/gdp_per_inhabitant"


@pytest.fixture(scope="module")
def client(built_state):
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def rows_of(client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_gap_is_what_one_works_out_by_hand_from_the_figures(client):
    figures = {row["unit"]: row for row in rows_of(client, f"{GDP}.csv?year=2012")}
    rows = [row for row in rows_of(client, f"{GDP}.csv?view=borders&year=2012") if row["border"] == "NO-RU"]
    assert rows
    for row in rows:
        a, b = figures[row["unit_a"]], figures[row["unit_b"]]
        assert (row["value_a"], row["value_b"]) == (a["value"], b["value"])
        assert (row["flag_a"], row["series_b"], row["vintage_a"]) == (a["flag"], b["series"], a["vintage"])
        assert a["country"] == "NO" and b["country"] == "RU"
        assert float(row["diff"]) == float(b["value"]) - float(a["value"])
        if row["judgement"] != "different":
            assert float(row["ratio"]) == float(b["value"]) / float(a["value"])
            assert float(row["log2_ratio"]) == pytest.approx(math.log2(float(b["value"]) / float(a["value"])))


def test_files_say_what_the_interface_for_programs_says(client):
    query = "area=barents&indicator=gdp_per_inhabitant&year=2012&limit=1000"
    items = client.get(f"/api/gaps?{query}").json["items"]
    rows = rows_of(client, f"{GDP}.csv?view=borders&year=2012")
    assert len(items) == len(rows) > 3
    for item, row in zip(items, rows, strict=True):
        for name in ("unit_a", "unit_b", "country_a", "country_b", "judgement", "measure", "judgement_reason"):
            assert item[name] == row[name]
        for name in ("value_a", "value_b", "diff", "ratio", "log2_ratio", "km"):
            assert item[name] == (float(row[name]) if row[name] else None)


def test_lines_have_the_length_that_stands_beside_them(client):
    told = json.loads(client.get("/areas/bulgaria/population_density.geojson?view=borders").text)
    assert len(told["features"]) > 10
    for feature in told["features"]:
        line = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = line.bounds
        assert not line.is_empty and 20 < west <= east < 30 and 40 < south <= north < 46
        # A degree is 111 km from south to north, and less from west to east.
        assert line.length * 70 < feature["properties"]["km"] < line.length * 112


def test_every_line_in_view_is_on_the_map(client, shipped):
    for area in shipped.areas:
        entry = area.layers[len(area.layers) // 2]
        text = client.get(f"/areas/{area.id}/{entry.indicator}?view=borders").text
        layer = shipped.layer(area.id, entry.indicator)
        state = default_state(layer)
        state = type(state)(**{**state.__dict__, "view": "borders"})
        lines = gap_lines(layer, area, state)
        drawings = shipped.drawings(area.id)
        seen = [line for line in lines if any(line_between(drawing, line.key_a, line.key_b) for drawing in drawings)]
        assert seen
        for line in seen:
            codes = f"{layer.places[line.gap.a].code},{layer.places[line.gap.b].code}"
            assert f'data-pair="{codes}" aria-label=' in text.replace(' target="_blank" rel="noopener"', "")


def test_every_layer_can_be_drawn_and_given_out_in_both_projections(client, shipped):
    for area in shipped.areas:
        for entry in area.layers[::18]:
            kind = gap_kinds(shipped.layer(area.id, entry.indicator))[-1]
            for query in ("view=borders", f"view=borders&lines=all&gap={kind}&projection={MERCATOR}&different=include"):
                address = f"/areas/{area.id}/{entry.indicator}"
                assert client.get(f"{address}?{query}").status_code == 200, address
                assert client.get(f"{address}.svg?{query}").status_code == 200, address
                assert client.get(f"{address}.csv?{query}&scope=full").status_code in (200, 403), address


def test_widths_tell_the_gaps_at_every_border_apart(shipped):
    borders = untold = 0
    for area in shipped.areas:
        for entry in area.layers:
            layer = shipped.layer(area.id, entry.indicator)
            bounds = gap_bounds(layer, area.beside, "ratio")
            told: dict[str, list[float]] = {}
            for year in layer.years if gap_kinds(layer)[0] == "ratio" else ():
                for item in segment_gaps(layer, year, area.beside):
                    size = gap_size(item.gap, "ratio") if item.gap and item.judgement != "different" else None
                    if item.border and size is not None:
                        told.setdefault(item.border, []).append(size)
            for sizes in told.values():
                # Gaps that lie between two neighbouring round numbers are as good as equal.
                if len({size_class(size, RATIO_BOUNDS) for size in sizes}) > 1:
                    borders += 1
                    untold += len({size_class(size, bounds) for size in sizes}) == 1
    # Four classes cannot tell everything at nine borders that are up to twenty times as unlike.
    assert borders > 500 and untold < borders / 40


def test_gross_domestic_product_is_told_apart_at_the_nordic_borders_and_at_those_with_russia(shipped):
    area = next(item for item in shipped.areas if item.id == "barents")
    layer = shipped.layer("barents", "gdp_per_inhabitant")
    bounds = gap_bounds(layer, area.beside, "ratio")
    reached: dict[str, set[int]] = {}
    for year in layer.years:
        for item in segment_gaps(layer, year, area.beside):
            size = gap_size(item.gap, "ratio") if item.gap else None
            if item.border and size is not None:
                reached.setdefault(item.border, set()).add(size_class(size, bounds))
    assert bounds == (1.25, 1.5, 5.0)
    assert set(reached) == {"FI-NO", "FI-RU", "FI-SE", "NO-RU", "NO-SE"}
    assert all(len(classes) > 1 for classes in reached.values())


def test_the_area_of_two_areas_has_the_borders_of_both_and_none_between_them(client):
    rows = rows_of(client, "/areas/link/population_density.csv?view=borders")
    borders = {row["border"] for row in rows}
    assert {"NO-RU", "BG-TR"} <= borders
    north, south = {"NO", "SE", "FI", "RU"}, {"BG", "RS", "MK", "TR"}
    assert all(set(border.split("-")) <= north or set(border.split("-")) <= south for border in borders)


@pytest.mark.parametrize("area", ["barents", "bulgaria", "carpathians", "link"])
def test_an_embed_with_lines_is_as_light_as_one_without(client, shipped, area):
    for layer in shipped.area(area).layers[::12]:
        answer = client.get(f"/embed/{area}/{layer.indicator}?view=borders", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        # The names of a second frame are most of what is heavy.
        assert len(answer.data) <= FIRST * (1.15 if area == "link" else 1.0), layer.indicator
        text = decompress(answer.data).decode()
        assert 'class="gap-legend"' in text and not re.search(r'<path class="unit[^>]*display="none"', text)
