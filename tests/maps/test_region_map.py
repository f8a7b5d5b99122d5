"""The map of own regions: a link a district, its regions in colour and texture, names where there is room."""

import re
from xml.etree import ElementTree

from mapserver.maps.region_map import FILLS, MapUnit, region_key, region_map
from mapserver.model import Drawing, Shape, Stroke

WIDE, SMALL = Shape("A@1", "M0 0L400 0L400 300L0 300Z", (200, 150, 140), 1.0), Shape("B@1", "M0 0Z", (5, 5, 4), 1.0)
DRAWING = Drawing("toy", "toy", 760, 500, 1.0, "", {}, (Stroke("international", "A-B", "M0 0L9 9"),), "M0 0Z")
UNIT = MapUnit("A", WIDE, "Land", "nb", "/regions?units=A#on-map", "Take in: Land (A)", beside=("B", "C"))


def links(*units: MapUnit) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(region_map(DRAWING, units, "Map"))  # noqa: S314 - our own
    return {link.get("data-code"): link for link in root.iter("{http://www.w3.org/2000/svg}a")}


def test_each_district_is_a_link_with_all_that_a_script_needs() -> None:
    link = links(UNIT)["A"]
    assert {name: link.get(name) for name in ("class", "href", "aria-label", "data-at", "data-beside", "rel")} == {
        "class": "in-0", "href": "/regions?units=A#on-map", "aria-label": "Take in: Land (A)", "data-at": "200 150",
        "data-beside": "B C", "rel": "nofollow",
    }  # fmt: skip


def test_regions_differ_in_colour_and_texture() -> None:
    made = [MapUnit(str(bits), WIDE, "Land", "nb", "", "", bits) for bits in range(4)]
    fills = [link[0].get("fill") for link in links(*made).values()]
    assert fills == list(FILLS) and len(set(fills)) == 4
    text = region_map(DRAWING, made, "Map")
    for name in re.findall(r"url\(#([\w-]+)\)", "".join(FILLS)):
        assert f'<pattern id="{name}"' in text
    assert FILLS[2] in region_key(2)


def test_a_name_stands_where_its_district_has_room() -> None:
    text = region_map(DRAWING, [UNIT, MapUnit("B", SMALL, "Islet", "nb", "", "")], "Map")
    named = text.partition('<g class="names"')[2].partition("</g>")[0]
    assert re.findall(r'<text [^>]*data-of="(\w+)" lang="nb"', named) == ["A"]


def test_in_a_hand_names_of_large_districts_come_first_and_none_stands_on_another() -> None:
    places = {
        "A": (200, 150, 60),
        "B": (220, 155, 40),
        "C": (205, 300, 30),
        "D": (500, 150, 5),
        "E": (12, 400, 60),
        "F": (750, 400, 60),
    }
    units = [
        MapUnit(code, Shape(f"{code}@1", "M0 0Z", place, 1.0), "Landland", "nb", "", "")
        for code, place in places.items()
    ]
    few = region_map(DRAWING, units[::-1], "Map").partition('<g class="names few"')[2]
    assert re.findall(r'data-of="(\w+)"', few) == ["A", "C"], "B is under A, D too small, E and F would be cut"
    size = float(re.search(r'font-size="([\d.]+)"', few)[1])
    assert size * 358 / DRAWING.width > 11


def test_names_and_addresses_are_escaped() -> None:
    bad = '"><script>alert(1)</script>'
    text = region_map(DRAWING, [MapUnit(bad, WIDE, bad, bad, bad, bad, 1, (bad,))], bad)
    assert "<script>" not in text
    ElementTree.fromstring(text)  # noqa: S314 - our own
