"""The legend in a browser: it follows the year, marks the unit that is pointed at, and lights the units of a class."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from mapserver.maps.histogram_markup import histogram_markup
from mapserver.maps.legend import legend
from mapserver.maps.rows import rows
from mapserver.maps.state import default_state
from mapserver.model import Layer
from tests.maps.opening import Open, choose_year
from tests.maps.test_histogram import layer_of

UNIT = '.leaflet-pane path[data-place="{}"]'


def place_of_mark(page: Page) -> float:
    """Return where the mark stands, as a share of the histogram's width."""
    return float(
        page.evaluate(
            """() => {
              const box = document.querySelector('.map-histogram').getBoundingClientRect();
              const mark = document.querySelector('.map-histogram .mark line').getBoundingClientRect();
              return (mark.x + mark.width / 2 - box.x) / box.width;
            }"""
        )
    )


def test_a_unit_marks_its_place(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover(UNIT.format(5))
    assert place_of_mark(page) == pytest.approx((9.0 - 2) / (12 - 2), abs=0.004)
    assert page.locator(".map-histogram .mark text").text_content() == "9.0"
    assert page.locator(".map-classes .marked").get_attribute("data-class") == "3"
    choose_year(page, 2021)
    page.hover(UNIT.format(5))
    assert place_of_mark(page) == pytest.approx(0.8, abs=0.004)
    page.mouse.move(5, 5)
    assert page.locator(".map-histogram .mark, .map-legend .marked").count() == 0
    assert page.problems == []  # type: ignore[attr-defined]


def test_a_unit_beyond_the_ends_is_marked_at_the_end(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover(UNIT.format(7))
    assert place_of_mark(page) == pytest.approx(1.0, abs=0.004)
    assert page.locator(".map-histogram .mark text").text_content() == "31.0"


def test_a_unit_without_a_value_marks_the_hatch(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover(UNIT.format(6))
    assert page.locator(".map-missing .marked").count() == 1
    assert page.locator(".map-histogram .mark, .map-classes .marked").count() == 0


def test_the_keyboard_marks_too_and_a_docked_unit_stays_marked(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.focus('.leaflet-pane path.unit[tabindex="0"]')
    page.keyboard.press("ArrowRight")
    assert page.locator(".map-histogram .mark").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".map-histogram .mark").count() == 0
    finger = opened(layer, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    finger.tap(UNIT.format(5))
    assert finger.locator(".map-histogram .mark text").text_content() == "9.0"


@pytest.mark.parametrize("scheme", ["quantiles", "unclassed"])
def test_strokes_and_words_follow_the_year(opened: Open, layer: Layer, scheme: str) -> None:
    page = opened(layer, chosen={"scheme": scheme})
    for year in (2021, 2022, 2019):
        page.click(f'a[data-year="{year}"]')
        state = replace(default_state(layer), scheme=scheme, year=year)
        found = legend(layer, state)
        (path,) = re.findall(r' d="([^"]*)"/></svg>', histogram_markup(found.histogram, year, found.values))
        expect(page.locator(".map-histogram .strokes")).to_have_attribute("d", path)
        expect(page.locator(".map-histogram-note")).to_contain_text(f"Strokes: {year}.")
        for entry in found.classes:
            item = page.locator(f'.map-classes li[data-class="{entry.index}"]')
            expect(item).to_have_attribute("aria-label", entry.words)
    assert page.problems == []  # type: ignore[attr-defined]


def test_a_class_lights_its_units_and_bars_from_the_list_and_from_a_bar(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    expected = [row.place for row in rows(layer, default_state(layer)) if row.group == 1]
    lit = "all => all.map(path => Number(path.dataset.place))"
    for spot in ('.map-classes li[data-class="1"]', '.map-histogram .bar[data-class="1"]'):
        page.hover(spot)
        assert page.eval_on_selector_all(".leaflet-pane path.unit:not(.dim)", lit) == expected
        assert page.locator(".map-histogram .bar:not(.dim)").get_attribute("data-class") == "1"
        assert page.locator(".map-classes li.lit").get_attribute("data-class") == "1"
        page.mouse.move(5, 5)
        assert page.locator(".dim, .lit").count() == 0
    page.locator('.map-classes li[data-class="1"]').focus()
    assert page.eval_on_selector_all(".leaflet-pane path.unit:not(.dim)", lit) == expected


def test_without_classes_map_and_picture_have_the_same_colours(opened: Open, layer: Layer) -> None:
    page = opened(layer, chosen={"scheme": "unclassed"})
    fills = "all => all.map(path => [path.dataset.place, path.getAttribute('fill')])"
    drawn = dict(page.eval_on_selector_all(".leaflet-pane path.unit", fills))
    pictured = dict(page.eval_on_selector_all("svg.picture path.unit", fills))
    assert drawn.pop("6") == "url(#live-hatch-arctic-arctic)"
    assert pictured.pop("6")
    assert drawn == pictured
    page.hover(UNIT.format(5))
    assert place_of_mark(page) == pytest.approx(0.7, abs=0.004)
    assert page.problems == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_bars_and_mark_stand_off_from_the_page(opened: Open, layer: Layer, theme: str, forced: str) -> None:
    page = opened(layer, color_scheme=theme, forced_colors=forced)
    page.hover(UNIT.format(5))
    contrasts = page.evaluate(
        """() => {
          const channels = (text) => text.match(/[\\d.]+/g).map(Number);
          const light = (text) => channels(text).slice(0, 3)
            .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
            .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
          const ground = document.createElement('p');
          ground.style.color = matchMedia('(forced-colors: active)').matches ? 'Canvas' : 'var(--map-ground)';
          document.querySelector('figure').append(ground);
          const base = light(getComputedStyle(ground).color);
          const ratio = (text) => {
            const [low, high] = [light(text), base].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          const histogram = document.querySelector('.map-histogram');
          const of = (selector, name) => ratio(getComputedStyle(histogram.querySelector(selector))[name]);
          return {
            shapes: ['.outline', '.breaks', '.strokes', '.mark line:last-of-type'].map((shape) => of(shape, 'stroke')),
            words: [of('text', 'fill'), of('.mark text', 'fill')],
          };
        }"""
    )
    assert min(contrasts["shapes"]) >= 3
    assert min(contrasts["words"]) >= 4.5


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_no_word_of_a_legend_runs_over(opened: Open, layer: Layer, width: int) -> None:
    wide = layer_of([10.0**power for power in range(13)], decimals=0)
    page = None
    for chosen in ({"scheme": "quantiles", "k": 9}, {"scheme": "unclassed"}, {"scheme": "quantiles", "k": 3}):
        page = opened(wide, chosen=chosen, page=page, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        overlaps = page.evaluate(
            """() => {
              const boxes = [...document.querySelectorAll('.map-histogram text')]
                .map((text) => text.getBoundingClientRect()).filter((box) => box.width).sort((a, b) => a.x - b.x);
              const items = [...document.querySelectorAll('.map-classes .range')]
                .map((item) => item.getBoundingClientRect());
              const crossing = boxes.filter((box, at) => at && boxes[at - 1].right > box.left).length;
              const over = items.filter((a) => items.some((b) => a !== b && a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
              return crossing + over;
            }"""
        )
        assert overlaps == 0
