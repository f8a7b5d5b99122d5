"""Lines of gaps as SVG and their legend: width and dash say it, colour says it again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from mapserver.maps.gap_legend import class_words, gap_legend
from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.gap_markup import gap_legend_markup
from mapserver.maps.gap_picture import COLOURS, WIDTHS, gap_layer
from mapserver.maps.layout import Imprint, layout
from mapserver.maps.palettes import luminance
from mapserver.maps.paper import points_of
from mapserver.maps.picture import frame_picture
from mapserver.model import Text
from tests.maps.conftest import HOSTILE, make_drawing, make_entry, make_layer, without
from tests.maps.test_gap_lines import judged, state_of


def drawn(layer, *, pair=None, still=False, **changes):
    state = state_of(layer, **changes)
    return gap_layer(layer, make_drawing(), state, gap_lines(layer, make_entry(layer), state), pair, still=still)


def address(codes):
    return f"/x?pair={codes}"


def test_a_line_has_the_width_of_its_class_and_ticks_on_the_lower_side():
    text = drawn(make_layer(), still=True)
    assert re.findall(r'class="gap-line" stroke="(#\w+)" stroke-width="([\d.]+)"', text) == [(COLOURS["b"], "3.4")]
    (ticks,) = re.findall(r'class="gap-ticks wide".*? d="([^"]+)"', text)
    # A pale ground lies below line and ticks, under the line that they stand on.
    assert re.findall(r'class="(gap-[\w ]+)"', text) == [
        "gap-ticks wide under", "gap-ground", "gap-line", "gap-ticks wide",
    ]  # fmt: skip
    # Norway, which is lower, lies on the left of the border.
    assert all(end[0] < 200 for _, end in points_of(ticks))
    assert 'id="' not in text and "display" not in text


def test_a_page_has_links_with_names_and_ticks_for_every_width():
    text = drawn(make_layer(), pair=address)
    element = ElementTree.fromstring(text)  # noqa: S314 - our own
    (link,) = element.findall("a")
    assert link.get("href") == "/x?pair=NO02,RU-A"
    assert link.get("aria-label", "").startswith("NO02: 5.0")
    assert [path.get("class") for path in link.findall("path") if "gap-ticks" in path.get("class", "")] == [
        "gap-ticks wide under", "gap-ticks middle under", "gap-ticks narrow under",
        "gap-ticks wide", "gap-ticks middle", "gap-ticks narrow",
    ]  # fmt: skip
    assert element.get("data-year") == "2020"


def test_a_picture_with_links_is_a_group_of_them():
    layer = make_layer()
    state = state_of(layer)
    assert 'role="group"' in frame_picture(layer, make_drawing(), state, gaps=drawn(layer, pair=address))
    assert 'role="img"' in frame_picture(layer, make_drawing(), state, gaps=drawn(layer))


def test_what_has_no_size_is_told_apart_by_dashes():
    missing, different = drawn(without(make_layer(), "RU", (2020,))), drawn(judged("different"))
    assert 'stroke-dasharray="6 4"' in missing and "gap-ticks" not in missing
    assert 'stroke-dasharray="0 7" stroke-linecap="round"' in different and "gap-ticks" not in different
    insisted = drawn(judged("different"), different=True)
    assert 'stroke-dasharray="12 3"' in insisted and "gap-ticks" in insisted


def test_lines_inside_countries_are_quieter():
    text = drawn(make_layer(), still=True, lines="all")
    home = [
        float(width)
        for width in re.findall(r'home"><title>.*?class="gap-line" stroke="#\w+" stroke-width="([\d.]+)"', text)
    ]
    assert len(home) == 4 and max(home) < WIDTHS[2]
    assert text.rindex(" home") < text.index("NO02: 5.0, estimated – Seaside")


def test_the_chosen_pair_is_marked():
    assert "gap-chosen" not in drawn(make_layer())
    layer = make_layer()
    state = state_of(layer, pair=("NO02", "RU-A"))
    marked = gap_layer(layer, make_drawing(), state, gap_lines(layer, make_entry(layer), state), address)
    assert 'class="gap-chosen"' in marked and 'aria-current="true"' in marked


def test_names_are_escaped():
    layer = make_layer({code: {"en": word} for code, word in zip(("NO02", "RU-A"), HOSTILE[3:5], strict=True)})
    for text in (drawn(layer), drawn(layer, pair=address)):
        assert "<img" not in text and "<b " not in text
        ElementTree.fromstring(text)  # noqa: S314 - our own


def test_colours_stand_off_from_each_other_and_from_every_pale_class():
    for colour in COLOURS.values():
        assert luminance(colour) < 0.16
    assert len(set(COLOURS.values())) == 3


def test_widths_are_told_apart():
    assert all(high / low >= 1.4 for low, high in pairwise(WIDTHS))


def legend_of(layer, **changes):
    state = state_of(layer, **changes)
    return gap_legend(layer, make_entry(layer), state, gap_lines(layer, make_entry(layer), state), [make_drawing()])


def test_the_legend_says_widths_sides_and_what_has_none():
    key = legend_of(make_layer())
    assert [entry.count for entry in key.widths] == [0, 1, 0, 0]
    assert [entry.words for entry in key.widths] == [
        "≤\u202f1.5×",
        "1.5\u202f–\u202f2×",
        "2\u202f–\u202f3×",
        ">\u202f3×",
    ]
    assert [(entry.side, entry.count) for entry in key.sides] == [("a", 0), ("b", 1)]
    assert key.others == ()
    assert "Borders: Norway – Russia." in key.notes
    assert [entry.kind for entry in legend_of(without(make_layer(), "RU", (2020,))).others] == ["missing"]
    assert [entry.kind for entry in legend_of(judged("different")).others] == ["different"]
    assert [entry.kind for entry in legend_of(judged("different"), different=True).others] == ["insisted"]


def test_a_map_without_a_border_says_so():
    assert "No border lies in this map." in legend_of(make_layer(), year=2021).notes


def test_the_widths_of_a_year_are_those_of_another():
    words = [[entry.words for entry in legend_of(make_layer(), year=year).widths] for year in (2019, 2020, 2022)]
    assert words[0] == words[1] == words[2]


@pytest.mark.parametrize(
    ("bounds", "kind", "words"),
    [
        ((0.05, 0.1, 0.2), "diff", ["≤\u202f0.05", "0.05\u202f–\u202f0.1", "0.1\u202f–\u202f0.2", ">\u202f0.2"]),
        ((1.25, 1.5, 5.0), "ratio", ["≤\u202f1.25×", "1.25\u202f–\u202f1.5×", "1.5\u202f–\u202f5×", ">\u202f5×"]),
        ((0.5, 20.0, 5000.0), "diff", ["≤\u202f0.5", "0.5\u202f–\u202f20", "20\u202f–\u202f5,000", ">\u202f5,000"]),
        (
            (500.0, 1000.0, 2000.0),
            "diff",
            ["≤\u202f500", "500\u202f–\u202f1,000", "1,000\u202f–\u202f2,000", ">\u202f2,000"],
        ),
    ],
)
def test_bounds_have_as_many_decimals_as_they_need(bounds, kind, words):
    assert list(class_words(bounds, kind, "en")) == words


def test_the_legend_is_escaped():
    text = gap_legend_markup(legend_of(make_layer(measure=Text(en=HOSTILE[3])), gap="diff"))
    assert "<img" not in text
    ElementTree.fromstring(text)  # noqa: S314 - our own


def test_a_sheet_has_the_lines_and_their_legend():
    layer = make_layer()
    entry, state = make_entry(layer), state_of(layer)
    text = layout(layer, entry, [make_drawing()], state, Imprint("0123"))
    ElementTree.fromstring(text)  # noqa: S314 - our own
    assert 'inkscape:label="Gaps at borders"' in text
    assert "Ticks point to the side with the lower figure." in re.sub(r"</text><text[^>]*>", " ", text)
    plain = layout(layer, entry, [make_drawing()], replace(state, view="map"), Imprint("0123"))
    assert "Gaps at borders" not in plain
