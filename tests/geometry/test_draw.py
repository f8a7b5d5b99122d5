"""A frame on paper and as TopoJSON: whole units, nothing lost between neighbours, the rest cut away."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import shapely

from mapserver.catalogue import read_land, shape_of
from mapserver.geometry.coverage import build_coverage
from mapserver.geometry.draw import draw, land_on, simplified_land
from mapserver.geometry.projection import equal_area_crs
from mapserver.geometry.sheet import make_sheet
from mapserver.geometry.topojson import encode_topology
from mapserver.model import Frame
from mapserver.sources.topojson import read_topojson
from tests.catalogue.folder import make_folder


def drawn(frame: Frame, tmp_path_factory):
    catalogue, _ = read_land(make_folder(tmp_path_factory.mktemp("draw") / "data").path)
    pieces = {name: shape_of(item) for found in catalogue.pieces.values() for name, item in found.items()}
    coverage = build_coverage(pieces, equal_area_crs(list(pieces.values())))
    territories = [item for item in catalogue.territories.values() if item.pieces]
    sheet = make_sheet(frame, coverage.crs, shapely.union_all(list(coverage.pieces.values())))
    island = shapely.box(9.5, 60.0, 9.9, 61.0)
    land = simplified_land(sheet, land_on(sheet, [island]))
    drawing = draw("border", frame.id, sheet, coverage, territories, land)
    return sheet, coverage, territories, drawing, encode_topology(drawing, sheet, coverage, territories, land)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return drawn(Frame("border", margin=0.1), tmp_path_factory)


def outline(path: str) -> shapely.Geometry:
    """Read back the polygons of a path of the form M x,y l dx,dy ... z."""
    rings = []
    for part in path.split("M")[1:]:
        start, _, steps = part.rstrip("z").partition("l")
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        points = np.array([tuple(map(int, start.split(","))), *zip(numbers[::2], numbers[1::2], strict=True)])
        rings.append(shapely.Polygon(np.cumsum(points, axis=0)))
    return shapely.union_all(rings)


def test_shapes_are_whole_units_of_the_right_size(whole):
    sheet, coverage, territories, drawing, _ = whole
    assert max(drawing.width, drawing.height) == 1200
    for territory in territories:
        painted = outline(drawing.shapes[territory.key].path).area * (sheet.metres / 1000) ** 2
        assert painted == pytest.approx(coverage.area_km2(territory.pieces), rel=0.01), territory.key


def test_neighbours_share_their_line_on_paper(whole):
    shapes = whole[3].shapes
    shared = outline(shapes["AA04@2024"].path).intersection(outline(shapes["BB-1@2021"].path))
    assert shared.area == 0
    assert shared.length > 200


def test_north_is_up_and_labels_lie_inside(whole):
    drawing = whole[3]
    for key, item in drawing.shapes.items():
        x, y, radius = item.label
        assert outline(item.path).buffer(1).contains(shapely.Point(x, y)), key
        assert radius > 0
    assert drawing.shapes["AA01@2024"].label[0] < drawing.shapes["BB-2@2021"].label[0], "west is left"


def test_the_border_is_a_stroke_of_its_own_and_land_is_behind(whole):
    drawing = whole[3]
    assert [(stroke.kind, stroke.border) for stroke in drawing.strokes] == [("international", "AA-BB")]
    assert drawing.land.startswith("M")


def test_what_lies_outside_of_the_frame_is_left_out_or_cut(tmp_path_factory):
    frame = Frame("east", extent=(12.2, 60.1, 13.8, 60.9))
    _, _, _, drawing, topology = drawn(frame, tmp_path_factory)
    assert "AA01@2024" not in drawing.shapes
    cut = outline(drawing.shapes["AA04@2024"].path).bounds
    assert cut[0] >= -0.05 * drawing.width
    assert {item["id"] for item in topology["objects"]["territories"]["geometries"]} == set(drawing.shapes)


def test_topojson_is_read_back_by_another_reader_with_the_same_areas(whole):
    sheet, coverage, territories, drawing, topology = whole
    objects = {"territories": topology["objects"]["territories"]}
    features = {item.id: item for item in read_topojson(json.dumps(topology | {"objects": objects}).encode())}
    assert set(features) == set(drawing.shapes)
    for territory in territories:
        area = features[territory.key].geometry.area * (sheet.metres / 1000) ** 2
        assert area == pytest.approx(coverage.area_km2(territory.pieces), rel=0.002)


def test_shared_arcs_are_written_once(whole):
    topology = whole[4]
    fine = {
        item["id"]: {arc if arc >= 0 else ~arc for rings in item["arcs"] for ring in rings for arc in ring}
        for item in topology["objects"]["territories"]["geometries"]
    }
    assert len(fine["AA04@2024"] & fine["BB-1@2021"]) == 1
    (border,) = topology["objects"]["borders"]["geometries"]
    assert {arc for (arc,) in border["arcs"]} == fine["AA04@2024"] & fine["BB-1@2021"]
