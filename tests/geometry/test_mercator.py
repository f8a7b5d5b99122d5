"""The second drawing of a frame, in Web Mercator, against arithmetic and areas that are not its own."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from mapserver.catalogue import read_land, shape_of
from mapserver.geometry.coverage import build_coverage
from mapserver.geometry.draw import draw, points_on
from mapserver.geometry.projection import WEB_MERCATOR, enlargements, equal_area_crs, project, reproject
from mapserver.geometry.sheet import make_sheet
from mapserver.model import MERCATOR, Frame
from tests.catalogue.folder import make_folder
from tests.geometry.test_draw import outline

AREAS = ("barents", "bulgaria", "carpathians")
#: What the sphere of Web Mercator and the ellipsoid of the areas may differ by.
CLOSE = 0.02


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    catalogue, _ = read_land(make_folder(tmp_path_factory.mktemp("mercator") / "data").path)
    pieces = {name: shape_of(item) for found in catalogue.pieces.values() for name, item in found.items()}
    territories = [item for item in catalogue.territories.values() if item.pieces]
    return build_coverage(pieces, equal_area_crs(list(pieces.values()))), territories


def drawn(toy, frame: Frame):
    coverage, territories = toy
    core = shapely.union_all(list(coverage.pieces.values()))
    sheet = make_sheet(frame, WEB_MERCATOR, reproject([core], coverage.crs, WEB_MERCATOR)[0])
    return sheet, draw("border", frame.id, sheet, coverage.projected(WEB_MERCATOR), territories, [])


def test_projected_pieces_still_meet_and_keep_their_own_areas(toy):
    coverage, territories = toy
    moved = coverage.projected(WEB_MERCATOR)
    assert shapely.coverage_is_valid(list(moved.pieces.values()))
    for territory in territories:
        assert moved.area_km2(territory.pieces) == coverage.area_km2(territory.pieces)


def test_a_unit_is_enlarged_by_the_square_of_the_secant_of_its_latitude(toy):
    _, drawing = drawn(toy, Frame("border", margin=0.1))
    assert drawing.crs == "EPSG:3857"
    for key, shape in drawing.shapes.items():
        middle = Transformer.from_crs("EPSG:3857", "EPSG:4326", always_xy=True).transform(
            drawing.corner[0] + shape.label[0] * drawing.metres, drawing.corner[1] - shape.label[1] * drawing.metres
        )
        assert shape.enlarged == pytest.approx(1 / math.cos(math.radians(middle[1])) ** 2, rel=CLOSE), key
        painted = outline(shape.path).area * (drawing.metres / 1000) ** 2
        assert painted / shape.area_km2 == pytest.approx(shape.enlarged, rel=CLOSE), key


def test_parts_that_run_round_the_other_way_count_as_land():
    near, far = shapely.box(20, 60, 22, 61), shapely.box(24, 60, 26, 61)
    both = shapely.MultiPolygon([near, far.reverse()])
    (enlarged,) = enlargements(project([both], WEB_MERCATOR), WEB_MERCATOR, 10_000)
    assert enlarged == pytest.approx(1 / math.cos(math.radians(60.5)) ** 2, rel=CLOSE)


def test_a_pole_is_drawn_at_the_end_of_the_world(toy):
    sheet, _ = drawn(toy, Frame("border", extent=(0, 80, 20, 90)))
    assert sheet.bounds[3] == pytest.approx(math.pi * 6378137, rel=1e-6)


@pytest.mark.parametrize("area", AREAS)
def test_a_place_lies_where_the_usual_arithmetic_has_it(shipped, area):
    (drawing,) = shipped.drawings(area, MERCATOR)
    west, north = drawing.corner[0], drawing.corner[1]
    for longitude, latitude in ((30.0, 69.7), (34.3, 61.8), (26.55, 41.68), (22.3, 48.6), (21.24, 49.0)):
        x = (math.radians(longitude) * 6378137 - west) / drawing.metres
        y = (north - math.asinh(math.tan(math.radians(latitude))) * 6378137) / drawing.metres
        expected = (round(x), round(y)) if 0 <= x <= drawing.width and 0 <= y <= drawing.height else None
        assert points_on(drawing, [(longitude, latitude)]) == [expected]


@pytest.mark.parametrize("area", AREAS)
def test_mercator_enlarges_and_equal_area_does_not(shipped, area):
    """A unit that both drawings show whole has on the one its area, on the other that times what it is enlarged by."""
    (plain,), (mercator,) = shipped.drawings(area), shipped.drawings(area, MERCATOR)
    assert {shape.enlarged for shape in plain.shapes.values()} == {1.0}
    compared = 0
    for key in plain.shapes.keys() & mercator.shapes.keys():
        if not all(_is_whole(item, key) for item in (plain, mercator)) or _paper(plain, key)[0] < 400:
            continue
        (true, centre), (enlarged, _) = (
            (area * item.metres**2 / 1e6, middle) for item in (plain, mercator) for area, middle in [_paper(item, key)]
        )
        assert true == pytest.approx(plain.shapes[key].area_km2, rel=0.03), key
        latitude = _latitude(plain, *centre)
        assert enlarged / true == pytest.approx(1 / math.cos(math.radians(latitude)) ** 2, rel=0.05), key
        assert mercator.shapes[key].enlarged == pytest.approx(enlarged / true, rel=0.05), key
        compared += 1
    assert compared > {"barents": 20, "bulgaria": 30, "carpathians": 2}[area]


def _rings(path: str) -> list[np.ndarray]:
    """Read the rings of a path of the form M x,y l dx,dy ... z, as closed (n, 2) arrays."""
    found = []
    for part in path.split("M")[1:]:
        start, _, steps = part.rstrip("z").partition("l")
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        points = [tuple(map(int, start.split(","))), *zip(numbers[::2], numbers[1::2], strict=True)]
        ring = np.cumsum(np.array(points, dtype=float), axis=0)
        found.append(np.vstack([ring, ring[:1]]))
    return found


def _paper(drawing, key) -> tuple[float, tuple[float, float]]:
    """Return area and centroid of a shape in units; holes run the other way round and take away."""
    total, moment = 0.0, np.zeros(2)
    for ring in _rings(drawing.shapes[key].path):
        cross = ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]
        total += cross.sum() / 2
        moment += ((ring[:-1] + ring[1:]) * cross[:, None]).sum(axis=0) / 6
    return abs(total), tuple(moment / total)


def _is_whole(drawing, key) -> bool:
    points = np.vstack(_rings(drawing.shapes[key].path))
    return bool((points > 0).all() and (points < (drawing.width, drawing.height)).all())


def _latitude(drawing, across: float, down: float) -> float:
    x, y = drawing.corner[0] + across * drawing.metres, drawing.corner[1] - down * drawing.metres
    return Transformer.from_crs(CRS.from_user_input(drawing.crs), "EPSG:4326", always_xy=True).transform(x, y)[1]


@pytest.mark.parametrize("area", ["barents", "bulgaria", "carpathians", "link"])
def test_the_client_gets_the_same_units_in_the_same_frame(shipped, area):
    entry = shipped.area(area)
    for drawing in shipped.drawings(area, MERCATOR):
        topology = json.loads(shipped.file(entry.topologies[MERCATOR][drawing.frame]))
        assert {item["id"] for item in topology["objects"]["territories"]["geometries"]} == set(drawing.shapes)
        assert topology["bbox"] == [0, 0, drawing.width, drawing.height]
        stroke = {border["id"] for border in topology["objects"]["borders"]["geometries"]}
        assert {item.border for item in drawing.strokes} <= stroke
    assert set(entry.topologies[MERCATOR]) == set(entry.frames)


def test_neighbours_share_their_line_in_mercator_too(shipped):
    (drawing,) = shipped.drawings("barents", MERCATOR)
    lapland, murmansk = (
        {tuple(point) for ring in _rings(drawing.shapes[key].path) for point in ring}
        for key in ("FI1D7@2024", "RU-MUR@1993")
    )
    assert len(lapland & murmansk) > 20


def test_land_lies_round_the_area_in_mercator_too(shipped):
    (drawing,) = shipped.drawings("barents", MERCATOR)
    estonia, gulf = (shapely.Point(point) for point in points_on(drawing, [(25.5, 59.2), (24.5, 59.7)]))
    land = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in _rings(drawing.land)])
    assert land.contains(estonia)
    assert not land.contains(gulf)
