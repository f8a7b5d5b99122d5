"""Lines over the years: strokes end where runs end, names stay text."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from mapserver.maps.chosen import charted_units
from mapserver.maps.lines import APART, lines, lines_pictures, strokes_of
from mapserver.maps.state import default_state
from tests.maps.conftest import HOSTILE, make_layer


def test_without_a_choice_the_highest_and_the_lowest_are_followed() -> None:
    layer = make_layer()
    assert charted_units(layer, default_state(layer)) == ("RU-A", "NO01")
    assert charted_units(layer, replace(default_state(layer), units=("NO02",))) == ("NO02",)


def test_a_stroke_ends_with_its_run_and_before_a_gap() -> None:
    layer = make_layer()
    assert strokes_of(layer, 5) == [((2019, 8.0), (2020, 9.0)), ((2021, 10.0), (2022, 12.0))]
    assert strokes_of(layer, 6) == [((2021, 11.0), (2022, 12.0))]
    assert strokes_of(layer, 0) == [((2019, 2.0), (2020, 3.0))]


def test_the_picture_draws_no_stroke_across_the_end_of_a_run() -> None:
    layer = make_layer()
    picture = lines_pictures(layer, replace(default_state(layer), units=("RU-A",)), "text")
    path = re.search(r'data-code="RU-A".*?d="([^"]+)"', picture)
    assert path is not None and path.group(1).count("M") == 2


def test_both_pictures_are_well_formed_and_say_what_they_show() -> None:
    layer = make_layer()
    for part in lines_pictures(layer, default_state(layer), "A & B").split("</svg>")[:-1]:
        root = ElementTree.fromstring(part + "</svg>")  # noqa: S314 - our own text
        assert root.get("aria-label") == "A & B"


def test_flagged_values_are_hollow() -> None:
    layer = make_layer()
    assert lines(layer, replace(default_state(layer), units=("NO02",)))[0].flagged == {2020}


def test_hostile_names_stay_text() -> None:
    for name in HOSTILE:
        layer = make_layer({"RU-A": {"en": name}})
        picture = lines_pictures(layer, default_state(layer), name)
        assert "<script" not in picture and "<img" not in picture and "<b " not in picture


def test_long_names_are_cut_at_the_end_of_a_line_only() -> None:
    layer = make_layer({"RU-A": {"en": "A name of sixty characters that no margin of a chart can hold"}})
    picture = lines_pictures(layer, default_state(layer), "")
    (cut,) = re.findall(r">(A name of sixty[^<]*…)<", picture)
    assert 20 <= len(cut) <= 26
    near = make_layer({"RU-A": {"en": "North and East Finland"}})
    assert ">North and East Finland</text>" in lines_pictures(near, default_state(near), "")


def test_the_last_year_stands_on_the_axis() -> None:
    layer = make_layer()
    for picture in lines_pictures(layer, default_state(layer), "").split("</svg>")[:2]:
        years = re.findall(r'x="([\d.]+)" y="\d+" text-anchor="middle">(\d{4})<', picture)
        assert years[-1][1] == str(layer.years[-1])
        assert all(float(b) - float(a) >= 40 for (a, _), (b, _) in pairwise(years))


def test_lines_that_end_at_one_height_have_their_names_below_each_other() -> None:
    layer = make_layer()
    cells = tuple(tuple(cell._replace(value=7.0, reason="") for cell in line) for line in layer.cells)
    picture = lines_pictures(replace(layer, cells=cells), replace(default_state(layer), units=("RU-A", "RU-B")), "text")
    first, second = (float(y) for y in re.findall(r'<text class="l[01]" x="[^"]+" y="([^"]+)"', picture))
    assert abs(second - first) >= APART - 0.1


def test_one_year_and_no_value_are_drawn() -> None:
    layer = make_layer()
    single = replace(layer, years=(2019,), cells=tuple(line[:1] for line in layer.cells), default_year=2019)
    assert "<circle" in lines_pictures(single, replace(default_state(single), year=2019), "")
    empty = replace(layer, cells=tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells))
    assert "<circle" not in lines_pictures(empty, default_state(empty), "")
