"""The SVG that every page shows first: right without script, without style sheet, whatever a name contains."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.hatch import hatch
from mapserver.maps.labels import WIDTHS, labels
from mapserver.maps.legend import class_index, legend, state_colours
from mapserver.maps.palettes import CONTEXT_OPACITY, INKS, context_colour, contrast
from mapserver.maps.picture import PALE_LINE, picture
from mapserver.maps.state import MapState, class_breaks, default_state
from mapserver.model import Drawing, Layer, Text

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own picture


def _units(svg: str) -> dict[int, ElementTree.Element]:
    return {
        int(path.attrib["data-place"]): path for path in _parsed(svg).iter(f"{SVG}path") if "data-place" in path.attrib
    }


def test_it_has_a_name_a_description_and_its_layers(layer: Layer, drawing: Drawing, state: MapState) -> None:
    root = _parsed(picture(layer, [drawing], state))
    assert root.attrib["role"] == "img"
    ids = {element.attrib.get("id"): element.text for element in root.iter()}
    named, described = root.attrib["aria-labelledby"].split()
    assert ids[named] == "Unemployment, % of the labour force, 2020"
    assert "Highest: Seaside" in (ids[described] or "")
    groups = [element.attrib.get("class") for element in root.findall(f"{SVG}g")]
    assert groups == ["land", "units", "limit", "borders", "labels wide", "labels middle", "labels narrow"]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_it_draws_the_territories_of_the_year(layer: Layer, drawing: Drawing, state: MapState, year: int) -> None:
    assert set(_units(picture(layer, [drawing], replace(state, year=year)))) == set(layer.drawn(year))


def test_colours_are_those_of_the_legend_without_a_style_sheet(layer: Layer, drawing: Drawing, state: MapState) -> None:
    units = _units(picture(layer, [drawing], state))
    assert units[5].attrib["fill"] == state_colours(layer, state)[3] == legend(layer, state).classes[3].colour
    assert "c3" in units[5].attrib["class"].split()


def test_no_data_is_hatched_and_says_why(layer: Layer, drawing: Drawing, state: MapState) -> None:
    svg = picture(layer, [drawing], state)
    unit = _units(svg)[6]
    assert unit.attrib["fill"] == "url(#hatch-arctic-arctic)"
    assert unit.findtext(f"{SVG}title") == "Заречье: no data, confidential"
    assert _parsed(svg).find(f".//{SVG}pattern").attrib["id"] == "hatch-arctic-arctic"  # type: ignore[union-attr]


def test_each_unit_tells_name_value_measure_and_flags(layer: Layer, drawing: Drawing, state: MapState) -> None:
    unit = _units(picture(layer, [drawing], state))[1]
    assert unit.findtext(f"{SVG}title") == "NO02: 5.0 % of the labour force, estimated"


def test_context_keeps_the_hue_of_its_class_and_lies_below_the_core(
    layer: Layer, drawing: Drawing, state: MapState
) -> None:
    groups = _parsed(picture(layer, [drawing], state)).findall(f"{SVG}g[@class='units']/{SVG}g")
    assert [group.attrib["class"] for group in groups] == ["context", "core"]
    assert groups[0].attrib["fill-opacity"] == str(CONTEXT_OPACITY)
    ground, unit, *_ = groups[0]
    assert (ground.attrib["class"], ground.attrib["fill-opacity"]) == ("ground", "1")
    assert unit.attrib["fill"] in state_colours(layer, state)
    assert "fill-opacity" not in groups[1].attrib


def test_a_thin_line_runs_where_the_core_meets_the_units_around_it(
    layer: Layer, drawing: Drawing, state: MapState
) -> None:
    limit = _parsed(picture(layer, [drawing], state)).find(f"{SVG}g[@class='limit']")
    assert limit is not None
    lines = {line for path in limit for line in path.attrib["d"].split("M")[1:]}
    # NO01 above NO03 on the left, RU-B above RU-C on the right; nothing at the coast or between core units.
    assert lines == {"100 100l-100 0", "400 100l-100 0"}


def test_pale_units_have_a_grey_outline(layer: Layer, drawing: Drawing, state: MapState) -> None:
    units = _units(picture(layer, [drawing], state))
    assert (units[0].attrib["class"], units[0].attrib["stroke"]) == ("unit c0 pale", PALE_LINE)
    assert "stroke" not in units[7].attrib


def test_names_stand_in_the_ink_that_their_class_asks_for(layer: Layer, drawing: Drawing, state: MapState) -> None:
    dark = replace(state, palette="blues")
    for text in _parsed(picture(layer, [drawing], dark)).iter(f"{SVG}text"):
        index = int(text.attrib["data-place"])
        group = class_index(layer.cell(index, 2020), class_breaks(layer, dark))
        if group is None or "aside" in text.attrib["class"]:
            continue
        colour = state_colours(layer, dark)[group]
        shown = colour if layer.places[index].core else context_colour(colour)
        assert contrast(text.attrib.get("fill", INKS["dark"]), shown) >= 4.5
        assert ("light-ink" in text.attrib["class"].split()) == ("fill" in text.attrib)


def test_the_hatch_has_one_pitch_on_screen() -> None:
    pattern = _parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{hatch("h")}</svg>').find(f"{SVG}pattern")
    assert pattern is not None
    for width, (shown, _) in WIDTHS.items():
        (line,) = (path for path in pattern if width in path.attrib["class"].split())
        starts = [int(x) for x in re.findall(r"M(\d+)", line.attrib["d"])]
        assert 4.5 <= (starts[1] - starts[0]) * shown / 1200 <= 6.5


def test_nothing_that_a_strict_policy_drops(layer: Layer, drawing: Drawing, state: MapState) -> None:
    svg = picture(layer, [drawing], state)
    assert "style=" not in svg and "<style" not in svg and "<script" not in svg
    assert not re.search(r"\son\w+=", svg)
    assert set(re.findall(r"https?://[^\"]*", svg)) == {"http://www.w3.org/2000/svg"}


def test_hostile_names_are_text(layer_with: Callable[..., Layer], drawing: Drawing, hostile: tuple[str, ...]) -> None:
    for text in hostile:
        layer = layer_with(names={"RU-A": {"en": text}}, title=Text(en=text), measure=Text(en=text))
        root = _parsed(picture(layer, [drawing], default_state(layer)))
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "tspan")
        }
        assert any((element.text or "").startswith(text) for element in root.iter(f"{SVG}title"))


def test_the_same_state_gives_the_same_bytes(layer: Layer, drawing: Drawing, state: MapState) -> None:
    assert picture(layer, [drawing], state) == picture(layer, [drawing], state)


def test_two_frames_share_one_scale(layer: Layer, drawing_of: Callable[..., Drawing], state: MapState) -> None:
    one, two = picture(layer, [drawing_of("west"), drawing_of("east")], state).split("\n")
    fills = [{index: unit.attrib["fill"] for index, unit in _units(svg).items() if index != 6} for svg in (one, two)]
    assert fills[0] == fills[1]
    identifiers = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two)]
    assert not identifiers[0] & identifiers[1]


def test_its_labels_are_the_placed_ones(layer: Layer, drawing: Drawing, state: MapState) -> None:
    group = _parsed(picture(layer, [drawing], state)).find(f"{SVG}g[@class='labels wide']")
    assert group is not None
    shown = {int(text.attrib["data-place"]) for text in group.iter(f"{SVG}text")}
    assert shown == {label.place for label in labels(layer, drawing, state)}
