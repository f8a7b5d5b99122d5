"""The histogram shows the values that the classes were made from, in the colours of the classes, whatever they are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapserver.maps.histogram import KEPT, Histogram, histogram
from mapserver.maps.histogram_markup import ROOM, fitting, histogram_markup
from mapserver.maps.legend import class_index, legend
from mapserver.maps.legend_markup import legend_markup
from mapserver.maps.picture import frame_picture
from mapserver.maps.state import MapState, class_breaks, default_state, schemes, state_colours
from mapserver.model import Cell, Drawing, Layer, Text
from mapserver.statistics import class_breaks as breaks_of
from mapserver.statistics import round_breaks
from tests.maps.conftest import make_layer

#: Cells of core places in the years in which they are drawn: place, column.
CORE = [
    (0, 0),
    (1, 0),
    (0, 1),
    (1, 1),
    (3, 2),
    (0, 3),
    (4, 3),
    *((place, year) for year in range(4) for place in (5, 6)),
]
CONTEXT = [(2, 0), (2, 1), (2, 2), *((7, year) for year in range(4))]
values_of_core = st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)), min_size=1, max_size=len(CORE))
quick = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def layer_of(core: Sequence[float], context: Sequence[float] = (), decimals: int = 1) -> Layer:
    """Build the layer of squares with these values in the core, one after the other, and around it."""
    known = {**dict(zip(CORE, core, strict=False)), **dict(zip(CONTEXT, context, strict=False))}
    plain = make_layer()
    cells = tuple(
        tuple(
            Cell(known[place, column]) if (place, column) in known else Cell(None, reason="confidential")
            for column in range(len(plain.years))
        )
        for place in range(len(plain.places))
    )
    domain = list(core) or list(context)
    breaks = {
        scheme: {k: round_breaks(bounds, decimals, domain) for k, bounds in by_count.items()}
        for scheme, by_count in breaks_of(domain).items()
    }
    return replace(
        plain,
        cells=cells,
        breaks=breaks,
        decimals=decimals,
        domain=len(domain),
        domain_core=bool(core) or not domain,
        low=min(domain, default=None),
        high=max(domain, default=None),
    )


def states_of(layer: Layer) -> list[MapState]:
    """Return a state for each scheme and number of classes, own breaks and none."""
    base = default_state(layer)
    made = [replace(base, scheme=name, k=k) for name, counts in layer.breaks.items() for k in counts]
    if layer.low is not None and layer.high is not None:
        middle = layer.low / 2 + layer.high / 2
        made += [replace(base, scheme="own", breaks=(layer.low - 1, middle, layer.high + 9), k=4)]
    return made + [replace(base, scheme=name) for name in schemes(layer) if name == "unclassed"]


def drawn(layer: Layer, state: MapState, drawing: Drawing) -> ElementTree.Element:
    """Draw legend and picture; return the legend as a document, which fails where it is not well formed."""
    frame_picture(layer, drawing, state)
    return ElementTree.fromstring(legend_markup(legend(layer, state, [drawing]), "key"))  # noqa: S314 - our own


def group_at(found: Histogram, value: float) -> int:
    lowest = found.bars[0]
    return next((bar.group for bar in found.bars if bar.low < value <= bar.high), lowest.group)


@quick
@given(values_of_core)
def test_it_counts_every_value_once_in_the_colour_of_its_unit(values: list[float]) -> None:
    layer = layer_of(values)
    for state in states_of(layer):
        found = histogram(layer, state)
        if len(set(values)) < 2:
            assert found is None
            continue
        assert found is not None
        assert sum(found.counts) == len(values) == layer.domain
        breaks, colours = class_breaks(layer, state), state_colours(layer, state)
        assert all(low < high for low, high in pairwise(breaks))
        for value in values:
            group = class_index(Cell(value), breaks)
            assert group is not None
            assert found.colours[group_at(found, value)] == colours[group]


@quick
@given(values_of_core, st.lists(st.floats(-1e9, 1e9), max_size=len(CONTEXT)))
def test_bars_and_extents_cover_the_axis_without_a_gap(values: list[float], context: list[float]) -> None:
    layer = layer_of(values, context)
    for state in states_of(layer):
        found = histogram(layer, state)
        if found is None:
            continue
        ends = [found.axis.low, *(high for _, high, _ in found.extents)]
        assert [low for low, _, _ in found.extents] == ends[:-1]
        assert ends[-1] == found.axis.high == found.bounds[-1]
        inner = [bound for bound in class_breaks(layer, state)[:-1] if found.axis.low < bound < found.axis.high]
        assert ends[1:-1] == inner
        assert all(bar.low < bar.high and bar.count > 0 for bar in found.bars)


EDGES: dict[str, tuple[list[float], list[float]]] = {
    "equal": ([7.0] * 9, [7.0, 9.0]),
    "one value": ([7.0], []),
    "negative": ([-9.5, -4.0, -3.0, -2.5, -0.5], [-20.0]),
    "both signs": ([-9.5, -4.0, 0.0, 2.5, 10.5], [40.0]),
    "twelve orders": ([10.0**power for power in range(13)], [1e13]),
    "twelve orders of small numbers": ([10.0**power for power in range(-6, 7)], []),
    "most missing": ([3.0, 5.0, 8.0], []),
    "none": ([], []),
    "one side": ([], [4.0, 5.0, 9.0]),
    "nearly equal": ([1.0, 1.0000000000000002], []),
    "many of the lowest": ([0.0] * 12 + [1.0, 2.0, 40.0], [-3.0]),
}


@pytest.mark.parametrize("name", EDGES)
def test_whatever_the_values_are_it_is_drawn(name: str, drawing: Drawing) -> None:
    core, context = EDGES[name]
    layer = layer_of(core, context)
    for state in states_of(layer) or [default_state(layer)]:
        for year in layer.years:
            shown = replace(state, year=year)
            document = drawn(layer, shown, drawing)
            counted = sum(int("".join(entry.itertext())) for entry in document.iterfind(".//*[@class='count-number']"))
            flags = sum(entry.count for entry in legend(layer, shown, [drawing]).flags)
            if state.scheme != "unclassed":
                assert counted - flags == len(layer.drawn(year))
            text = ElementTree.tostring(document, encoding="unicode")
            assert not re.search(r"\d[eE][+-]?\d|\bnan\b|\binf\b", "".join(document.itertext()))
            assert "nan" not in text
            has_histogram = len(set(core or context)) > 1
            assert ("map-histogram" in text) == has_histogram


@pytest.mark.parametrize("name", ["twelve orders", "twelve orders of small numbers"])
@pytest.mark.parametrize("scheme", ["quantiles", "unclassed"])
def test_many_orders_of_magnitude_are_readable(name: str, scheme: str) -> None:
    layer = layer_of(EDGES[name][0], decimals=0)
    found = histogram(layer, replace(default_state(layer), scheme=scheme))
    assert found is not None
    assert found.axis.is_log
    assert found.notes[-1] == "Logarithmic scale."
    for room in ROOM.values():
        chosen = fitting(found.axis, found.labels, room)
        assert len(chosen) >= 2
        assert all("E" not in label.words.upper() for label, _, _ in chosen)
    assert sum(count > 0 for count in found.counts) == 13


def test_labels_do_not_stand_in_each_other_s_way() -> None:
    layer = layer_of([10.0**power for power in range(13)], decimals=0)
    for state in states_of(layer):
        found = histogram(layer, state)
        assert found is not None
        for room in ROOM.values():
            spans = []
            for label, at, anchor in fitting(found.axis, found.labels, room):
                width = len(label.words) * 6
                left = at * room / 100 - {"start": 0.0, "middle": width / 2, "end": float(width)}[anchor]
                assert -1 <= left <= room - width + 1
                spans.append((left, left + width))
            spans.sort()
            assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_the_bounds_of_twelve_orders_get_a_line_each(drawing: Drawing) -> None:
    layer = layer_of([10.0**power for power in range(13)], decimals=0)
    state = replace(default_state(layer), scheme="quantiles", k=9)
    assert "map-classes long" in legend_markup(legend(layer, state, [drawing]), "key")


def test_strokes_are_the_core_values_of_the_year(layer: Layer, state: MapState) -> None:
    for year, count in ((2019, 3), (2021, 3), (2022, 3)):
        shown = replace(state, year=year)
        found = legend(layer, shown)
        markup = histogram_markup(found.histogram, year, found.values)
        (path,) = re.findall(r'class="strokes"[^>]* d="([^"]*)"', markup)
        assert path.count("M") == len(found.values) == count
        assert f'<span data-shows="year">{year}</span>' in markup


def test_it_is_told_in_a_sentence(layer: Layer, state: MapState) -> None:
    found = histogram(layer, state)
    assert found is not None
    assert found.words == (
        "Histogram of 12 values from 2.0 to 12.0 (% of the labour force); half of them are at most 7.5."
    )


def test_foreign_words_stay_text(layer_with: Callable[..., Layer], hostile: tuple[str, ...], drawing: Drawing) -> None:
    for text in hostile:
        layer = layer_with(measure=Text(en=text))
        document = drawn(layer, default_state(layer), drawing)
        picture = document.find(".//*[@class='map-histogram']")
        assert picture is not None
        assert text in (picture.get("aria-label") or "")
        assert not document.findall(".//script")
        assert not document.findall(".//img")


def test_it_stands_beside_short_ranges_and_above_long_ones(layer: Layer, state: MapState) -> None:
    assert '<div class="map-distribution">' in legend_markup(legend(layer, state), "key")
    for other in (replace(state, scheme="unclassed"), replace(state, scheme="own", breaks=(4.0, 1e12, 2e12), k=4)):
        assert '<div class="map-distribution whole">' in legend_markup(legend(layer, other), "key")


def test_what_others_keep_with_a_layer_stays(layer: Layer, state: MapState) -> None:
    layer.kept["of others"] = 1
    first = histogram(layer, state)
    assert histogram(layer, state) is first
    for number in range(KEPT):
        histogram(layer, replace(state, lang=f"x{number}"))
    assert layer.kept["of others"] == 1
    assert histogram(layer, state) is not first, "only so many are kept"
