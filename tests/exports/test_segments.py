"""Gaps as data: one row a line and year, signed, the same seen from either side, with the line itself."""

from __future__ import annotations

import csv
import html
import io
import json
import math
import re
import sqlite3
import zipfile
from dataclasses import replace

import openpyxl
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from mapserver.exports.extract import Extract
from mapserver.exports.formats import SEGMENT_FORMATS, formats_of
from mapserver.exports.geometry import in_degrees
from mapserver.exports.ground import Ground
from mapserver.exports.segment_style import segments_qml
from mapserver.exports.segments import COLUMNS, SegmentRow, segment_rows
from mapserver.geometry.segments import shared_line
from mapserver.maps.gap_texts import map_words
from mapserver.maps.state import default_state
from mapserver.model import Layer, Text
from mapserver.statistics.change import change_layer
from tests.exports.conftest import SNAPSHOT
from tests.maps.conftest import HOSTILE, make_drawing, make_entry, make_layer
from tests.maps.test_gap_lines import judged, with_values

values = st.one_of(st.none(), st.just(0.0), st.floats(-1e9, 1e9).filter(lambda value: abs(value) > 1e-9))


def extract_of(layer: Layer, years: tuple[int, ...] = (2020,), **changes) -> Extract:
    state = replace(default_state(layer), view="borders", year=years[-1], **changes)
    return Extract(layer, make_entry(layer), state, SNAPSHOT, years, "http://maps.test/areas/arctic/rate?view=borders")


@pytest.fixture
def ground(shapes) -> Ground:
    def lines(pairs):
        return in_degrees([shared_line(shapes.by_key[one], shapes.by_key[other]) for one, other in pairs], shapes.crs)

    return Ground(lambda: (shapes.by_key, shapes.crs), dict, (make_drawing(),), lambda _: {"map.svg": b"<svg/>"}, lines)


def table_of(extract: Extract, ground: Ground, suffix: str = "csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(SEGMENT_FORMATS[suffix].write(extract, ground).decode())))


def exchanged(layer: Layer) -> Layer:
    """Give the countries other codes, so that the second becomes the first."""
    return replace(
        layer, places=tuple(replace(place, country={"NO": "XO", "RU": "AU"}[place.country]) for place in layer.places)
    )


def test_columns_are_the_fields_with_their_types_and_what_they_mean():
    assert tuple(column.name for column in COLUMNS) == SegmentRow._fields
    (row,) = segment_rows(extract_of(make_layer()))
    types = {"string": str, "integer": int, "number": float, "boolean": bool}
    for column, value in zip(COLUMNS, row, strict=True):
        assert type(value) is types[column.type], column.name
        assert column.description[0].isupper()
    said = {column.name: column.description for column in COLUMNS}
    for name in SegmentRow._fields:
        if name.endswith("_a"):
            assert said[f"{name[:-2]}_b"] == re.sub(r"\bA\b", "B", said[name])


def test_a_row_has_both_sides_and_the_gap():
    (row,) = segment_rows(extract_of(make_layer()))
    assert (row.border, row.year, row.unit_a, row.unit_b, row.vintage_a, row.vintage_b) == (
        "NO-RU", 2020, "NO02", "RU-A", "2016", "2020",
    )  # fmt: skip
    assert (row.value_a, row.flag_a, row.value_b, row.diff, row.ratio) == (5.0, "e", 9.0, 4.0, 1.8)
    assert row.log2_ratio == math.log2(1.8)
    assert (row.km, row.judgement, row.judgement_reason) == (
        90.0, "similar", "Ages 15-74 against 15-72. A figure is estimated, provisional or not reliable.",
    )  # fmt: skip
    assert (row.source, row.licence) == ("Eurostat; Rosstat", "CC BY 4.0; reuse with attribution")


def test_nothing_is_said_of_how_figures_compare_where_a_side_has_no_source():
    layer = with_values({"NO02": 5.0, "RU-A": None})
    places = tuple(replace(place, series="" if place.code == "RU-A" else place.series) for place in layer.places)
    (row,) = segment_rows(extract_of(replace(layer, places=places)))
    assert (row.series_b, row.judgement, row.judgement_reason) == ("", "", "")


@given(values, values, st.sampled_from(["same", "similar", "different"]), st.booleans())
def test_rows_are_the_same_seen_from_the_other_side(a, b, judgement, insists):
    layer = with_values({"NO02": a, "RU-A": b}, comparability=(("eurostat", "rosstat", judgement, Text(en="x")),))
    (there,) = segment_rows(extract_of(layer, different=insists))
    (back,) = segment_rows(extract_of(exchanged(layer), different=insists))
    assert (there.unit_a, there.unit_b) == (back.unit_b, back.unit_a)
    for name in ("value", "flag", "reason", "vintage", "series", "level", "core", "name", "reference_date"):
        assert getattr(there, f"{name}_a") == getattr(back, f"{name}_b")
        assert getattr(there, f"{name}_b") == getattr(back, f"{name}_a")
    assert (there.km, there.judgement, there.year) == (back.km, back.judgement, back.year)
    if a is None or b is None:
        assert (there.diff, there.ratio, there.log2_ratio) == (back.diff, back.ratio, back.log2_ratio) == (None,) * 3
        return
    assert there.diff == b - a == -back.diff
    if there.log2_ratio is None:
        assert back.log2_ratio is None
    else:
        assert there.log2_ratio == -back.log2_ratio
        assert there.ratio * back.ratio == pytest.approx(1.0)
    if judgement == "different" and not insists:
        assert there.ratio is back.ratio is None


def test_all_years_are_there_also_those_without_a_line(ground):
    layer = make_layer()
    rows = table_of(extract_of(layer, layer.years), ground)
    assert [(row["year"], row["unit_a"]) for row in rows] == [("2019", "NO02"), ("2020", "NO02"), ("2022", "NO04")]
    for row in rows:
        assert float(row["diff"]) == float(row["value_b"]) - float(row["value_a"])
        assert float(row["ratio"]) == float(row["value_b"]) / float(row["value_a"])


def test_lines_inside_countries_and_ratios_of_different_things_come_when_asked_for(ground):
    assert len(table_of(extract_of(make_layer(), lines="all"), ground)) == 5
    (row,) = table_of(extract_of(judged("different")), ground)
    assert (row["diff"], row["ratio"], row["log2_ratio"], row["judgement"]) == ("4.0", "", "", "different")
    (row,) = table_of(extract_of(judged("different"), different=True), ground)
    assert (row["ratio"], row["judgement"]) == ("1.8", "different")


def test_a_formula_stays_text_and_a_negative_number_a_number(ground):
    layer = with_values({"RU-A": -1.0})
    layer = replace(
        layer, places=tuple(replace(p, names=Text(en="=1+1")) if p.code == "NO02" else p for p in layer.places)
    )
    (row,) = table_of(extract_of(layer), ground)
    assert (row["name_a"], row["value_b"], row["diff"]) == ("'=1+1", "-1.0", "-6.0")


def test_the_workbook_has_numbers_and_says_what_they_are(ground):
    book = openpyxl.load_workbook(io.BytesIO(SEGMENT_FORMATS["xlsx"].write(extract_of(judged("different")), ground)))
    head, row = list(book["Segments"].iter_rows(values_only=True))
    assert head == SegmentRow._fields
    cells = dict(zip(head, row, strict=True))
    assert (cells["value_a"], cells["diff"], cells["ratio"], cells["judgement"]) == (5, 4, None, "different")
    about = list(book["About"].iter_rows(values_only=True))
    assert any(name == "diff" and words.startswith("B - A") for name, words in about)
    assert any(name == "Comparability" and "different" in words for name, words in about)


def test_json_has_the_rows_behind_what_must_be_known(ground):
    told = json.loads(SEGMENT_FORMATS["json"].write(extract_of(make_layer()), ground))
    assert told["gaps"]["ratio"] == "value_b / value_a"
    assert [column["name"] for column in told["columns"]] == list(SegmentRow._fields)
    assert told["segments"][0]["diff"] == 4.0


def test_geojson_has_the_shared_lines(ground, shapes):
    told = json.loads(SEGMENT_FORMATS["geojson"].write(extract_of(make_layer()), ground))
    (feature,) = told["features"]
    assert (feature["id"], feature["properties"]["diff"]) == ("NO02,RU-A", 4.0)
    line = shapely.geometry.shape(feature["geometry"])
    polygons = shapes.in_degrees(["NO02@2016", "RU-A@2020"])
    assert line.length > 0.5 and all(polygon.boundary.distance(line.interpolate(0.5)) < 1e-4 for polygon in polygons)


def test_the_geopackage_is_styled_and_has_all_years(ground, tmp_path):
    layer = make_layer()
    path = tmp_path / "gaps.gpkg"
    path.write_bytes(SEGMENT_FORMATS["gpkg"].write(extract_of(layer, layer.years), ground))
    assert {name for name, _ in pyogrio.list_layers(path)} == {"segments", "segment_years", "layer_styles"}
    lines = pyogrio.read_dataframe(path, layer="segments")
    assert list(lines["unit_a"]) == ["NO04"] and lines.geometry.iloc[0].geom_type == "MultiLineString"
    assert len(pyogrio.read_dataframe(path, layer="segment_years")) == 3
    with sqlite3.connect(path) as base:
        ((style,),) = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'segments'").fetchall()
    assert "RuleRenderer" in style


def test_the_geopackage_of_no_line_can_be_read(ground, tmp_path):
    path = tmp_path / "none.gpkg"
    path.write_bytes(SEGMENT_FORMATS["gpkg"].write(extract_of(make_layer(), (2021,)), ground))
    assert len(pyogrio.read_dataframe(path, layer="segments")) == 0


@pytest.mark.parametrize("kind", ["", "log2", "diff"])
def test_the_rules_of_qgis_draw_each_row_once(kind):
    """What the expressions of a style say, said by SQLite."""
    text = segments_qml(extract_of(make_layer(), gap=kind))
    tests = [html.unescape(found) for found in re.findall(r'filter=["\'](.*?)["\'] label', text)]
    base = sqlite3.connect(":memory:")
    base.create_function("exp", 1, math.exp)
    base.create_function("ln", 1, math.log)
    base.execute('CREATE TABLE r ("border", "diff", "ratio", "log2_ratio", "judgement")')
    rows = [
        ("NO-RU", b - a, b / a if a else None, math.log2(b / a) if a and b else None, "same")
        for a, b in ((5.0, 9.0), (9.0, 5.0), (4.0, 4.0), (1.0, 50.0), (0.0, 3.0))
    ]
    rows += [("NO-RU", None, None, None, "same"), ("NO-RU", 4.0, None, None, "different"), ("", 1.0, 1.2, 0.26, "same")]
    base.executemany("INSERT INTO r VALUES (?, ?, ?, ?, ?)", rows)
    counts = dict.fromkeys(range(1, len(rows) + 1), 0)
    for test in tests:
        for (row,) in base.execute(f"SELECT rowid FROM r WHERE {test}"):  # noqa: S608 - our own
            counts[row] += 1
    assert set(counts.values()) == {1}


def test_the_package_holds_all_of_it_and_describes_it(ground):
    layer = make_layer({"NO02": {"en": HOSTILE[3]}})
    with zipfile.ZipFile(io.BytesIO(SEGMENT_FORMATS["zip"].write(extract_of(layer, layer.years), ground))) as packed:
        names = set(packed.namelist())
        told = json.loads(packed.read("datapackage.json"))
        readme = packed.read("README.txt").decode()
    assert names == {
        "segments.csv", "segments.geojson", "metadata.json", "citation.txt", "README.txt", "map.svg",
        "datapackage.json",
    }  # fmt: skip
    assert told["resources"][0]["path"] == "segments.csv"
    assert [field["name"] for field in told["resources"][0]["schema"]["fields"]] == list(SegmentRow._fields)
    assert "diff: B - A" in readme


def test_the_same_figures_make_the_same_bytes(ground):
    for suffix, made in SEGMENT_FORMATS.items():
        extract = extract_of(make_layer())
        assert made.write(extract, ground) == made.write(extract, ground), suffix


def test_a_state_without_gaps_has_the_other_formats():
    layer = make_layer()
    assert formats_of(default_state(layer)) is not SEGMENT_FORMATS
    assert formats_of(replace(default_state(layer), view="borders")) is SEGMENT_FORMATS


def test_a_row_says_of_which_border_area_and_of_which_figures_it_is(ground):
    layer = make_layer()
    (row,) = table_of(extract_of(layer), ground)
    assert (row["border_area"], row["transform"]) == ("programme", "value")
    changes = change_layer(layer, 2019)
    (row,) = table_of(extract_of(changes, transform="change", from_year=2019, core="touching"), ground)
    assert (row["border_area"], row["transform"]) == ("touching", "change")


def test_what_tells_of_the_lines_tells_of_gaps(ground):
    extract = extract_of(make_layer())
    words = map_words(extract.layer, extract.area, extract.state)
    assert "stretch" in words[1]
    assert words[1] in SEGMENT_FORMATS["txt"].write(extract, ground).decode()
    assert words[1] in json.loads(SEGMENT_FORMATS["metadata.json"].write(extract, ground))["summary"]
