"""Which lines a map of gaps draws, how wide, and which side is lower."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.gap_texts import line_label, lines_summary, map_words
from mapserver.maps.state import default_state, state_colours
from mapserver.model import Layer, Text
from mapserver.statistics.change import change_layer
from tests.maps.conftest import make_entry, make_layer, without


def state_of(layer: Layer, **changes):
    return replace(default_state(layer), view="borders", **changes)


def lines_of(layer: Layer, **changes):
    return gap_lines(layer, make_entry(layer), state_of(layer, **changes))


def with_values(values: dict[str, float], **changes) -> Layer:
    """Give places other values in 2020, by code."""
    layer = make_layer(**changes)
    cells = tuple(
        tuple(
            cell._replace(value=values.get(place.code, cell.value)) if year == 2020 and place.code in values else cell
            for year, cell in zip(layer.years, line, strict=True)
        )
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    known = [value for line in cells for cell in line if (value := cell.value) is not None]
    return replace(layer, cells=cells, low=min(known))


def judged(judgement: str) -> Layer:
    return make_layer(comparability=(("eurostat", "rosstat", judgement, Text(en="Two questions.")),))


def test_the_line_across_the_border_has_its_size_and_its_higher_side():
    (line,) = lines_of(make_layer())
    assert (line.key_a, line.key_b, line.gap.border, line.gap.km) == ("NO02@2016", "RU-A@2020", "NO-RU", 90.0)
    assert (line.kind, line.group, line.higher) == ("sized", 1, "b")
    assert line.size == pytest.approx(9.0 / 5.0)


def test_each_measure_has_its_size():
    layer = make_layer()
    assert lines_of(layer, gap="diff")[0].size == 4.0
    assert lines_of(layer, gap="log2")[0].size == pytest.approx(0.848, abs=1e-3)


def test_other_views_have_no_lines():
    layer = make_layer()
    assert gap_lines(layer, make_entry(layer), default_state(layer)) == ()


def test_lines_inside_countries_come_when_asked_for():
    across, every = lines_of(make_layer()), lines_of(make_layer(), lines="all")
    assert [line for line in every if line.is_across] == list(across)
    assert {(line.key_a, line.key_b) for line in every if not line.is_across} == {
        ("NO01@2016", "NO02@2016"), ("NO01@2016", "NO03@2016"), ("RU-A@2020", "RU-B@2020"),
        ("RU-B@2020", "RU-C@2020"),
    }  # fmt: skip


@pytest.mark.parametrize("country", ["NO", "RU"])
def test_a_missing_side_is_a_line_all_the_same(country):
    layer = without(make_layer(), country, (2020,))
    (line,) = lines_of(layer)
    assert (line.kind, line.size, line.group, line.higher) == ("missing", None, None, "")


def test_figures_that_measure_different_things_have_no_size_unless_one_insists():
    (line,) = lines_of(judged("different"))
    assert (line.kind, line.size, line.higher) == ("different", None, "")
    (line,) = lines_of(judged("different"), different=True)
    assert (line.kind, line.higher) == ("sized", "b")
    assert line.gap.judgement == "different"


@pytest.mark.parametrize(
    ("a", "b", "kind", "size", "higher"),
    [
        (0.0, 9.0, "unscaled", None, "b"),
        (5.0, 0.0, "unscaled", None, "a"),
        (0.0, 0.0, "unscaled", None, ""),
        (9.0, 9.0, "sized", 1.0, ""),
        (9.0, 3.0, "sized", 3.0, "a"),
    ],
)
def test_zero_has_no_ratio_and_equal_figures_no_higher_side(a, b, kind, size, higher):
    layer = with_values({"NO02": a, "RU-A": b})
    (line,) = lines_of(layer)
    assert (line.kind, line.size, line.higher) == (kind, size, higher)
    (line,) = lines_of(layer, gap="diff")
    assert (line.kind, line.size) == ("sized", abs(a - b))


def test_negative_figures_have_differences_alone():
    layer = with_values({"NO02": -4.0, "RU-A": 2.0})
    (line,) = lines_of(layer)
    assert (line.kind, line.size, line.higher) == ("sized", 6.0, "b")


def test_an_index_and_a_change_have_differences_alone():
    (line,) = lines_of(make_layer(kind="index"))
    assert line.size == 4.0
    changes = change_layer(make_layer(), 2019)
    (line,) = lines_of(changes, year=2020)
    assert (line.kind, line.size, line.higher) == ("sized", 0.0, "")


def test_another_vintage_on_one_side_has_its_own_line():
    (line,) = lines_of(make_layer(), year=2022)
    assert (line.key_a, line.gap.km, line.size) == ("NO04@2024", 95.0, pytest.approx(1.6))
    assert lines_of(make_layer(), year=2021) == ()


def test_bounds_are_those_of_all_years():
    layer = make_layer()
    assert {lines_of(layer, year=year)[0].group for year in (2020, 2022)} == {1}


def test_a_line_is_called_by_both_names_their_figures_and_the_gap():
    layer = make_layer()
    state = state_of(layer)
    (line,) = gap_lines(layer, make_entry(layer), state)
    assert line_label(layer, state, line) == (
        "NO02: 5.0, estimated – Seaside: 9.0. Ratio: 1.80. Sources compare: similar."
    )
    state = state_of(layer, gap="diff")
    (line,) = gap_lines(layer, make_entry(layer), state)
    assert "Difference: 4.0 percentage points." in line_label(layer, state, line)


def test_a_line_without_a_figure_says_why():
    layer = without(make_layer(), "RU", (2020,))
    (line,) = lines_of(layer)
    label = line_label(layer, state_of(layer), line)
    assert label.startswith("NO02: 5.0, estimated – Seaside: ") and label.endswith(".")
    assert "Ratio" not in label and "ounted" not in label


def test_a_line_that_is_not_compared_has_its_judgement_and_no_ratio():
    layer = judged("different")
    (line,) = lines_of(layer)
    assert line_label(layer, state_of(layer), line).endswith("9.0. Sources compare: different.")


def test_words_say_how_many_lines_there_are():
    layer = make_layer()
    assert "1 of 1 stretch of a border has figures on both sides in 2020." in map_words(
        layer, make_entry(layer), state_of(layer)
    )
    assert map_words(layer, make_entry(layer), state_of(layer, year=2021))[1] == (
        "No two districts of this map lie on two sides of a border in 2021."
    )
    (line,) = lines_of(judged("different"))
    assert any("different things" in words for words in lines_summary(layer, state_of(layer), [line]))


def test_colours_are_paler_below_lines():
    layer = make_layer()
    plain, below = state_colours(layer, default_state(layer)), state_colours(layer, state_of(layer))
    assert len(plain) == len(below) == len(set(below))
    for one, other in zip(plain, below, strict=True):
        assert all(int(other[at : at + 2], 16) >= int(one[at : at + 2], 16) for at in (1, 3, 5))


def test_sides_without_a_common_year_are_lines_of_which_none_has_a_size():
    layer = without(without(make_layer(), "NO", (2020, 2022)), "RU", (2019,))
    for year in (2019, 2020, 2022):
        (line,) = lines_of(layer, year=year)
        assert line.kind == "missing"
    assert "0 of 1 stretch of a border has figures on both sides in 2020." in lines_summary(
        layer, state_of(layer), lines_of(layer)
    )
