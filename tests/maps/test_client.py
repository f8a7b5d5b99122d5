"""The interactive map in a browser, under the policy that the server sends."""

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.legend import legend
from mapserver.maps.rows import rows
from mapserver.maps.state import default_state
from mapserver.model import Cell, Layer, Text
from tests.maps.opening import Open, choose_year, counts

#: The share of pixels that differ visibly between two screenshots.
CHANGED = """async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }));
  let changed = 0;
  for (let at = 0; at < one.length; at += 4) {
    changed += [0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > 16);
  }
  return changed / (one.length / 4);
}"""


def test_the_map_takes_the_place_of_the_picture_without_a_message(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    assert page.problems == []  # type: ignore[attr-defined]
    frame, container = (page.locator(kind).bounding_box() for kind in (".map-frame", ".folium-map"))
    assert frame == container
    box = page.locator('path.unit.core[data-place="5"]').bounding_box()
    assert frame and box
    assert abs(box["x"] - (frame["x"] + frame["width"] / 2)) < 2
    assert abs(box["width"] - frame["width"] / 4) < 3


@pytest.mark.parametrize("width", [1280, 700, 390])
def test_nobody_sees_the_map_take_the_place_of_the_picture(opened: Open, layer: Layer, width: int) -> None:
    page = opened(layer, viewport={"width": width, "height": 700}, reduced_motion="reduce")
    frame = page.locator(".map-frame")
    live = frame.screenshot()
    page.evaluate("document.querySelector('.map-frame').classList.remove('live')")
    page.evaluate("document.querySelector('.map-zoom').style.display = 'flex'")
    given = [base64.b64encode(picture).decode() for picture in (live, frame.screenshot())]
    assert page.evaluate(CHANGED, given) < 0.015


def test_it_draws_the_colours_of_the_picture(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    fills = "path => [path.dataset.place, path.getAttribute('fill')]"
    drawn = dict(page.eval_on_selector_all(".leaflet-pane path.unit", f"all => all.map({fills})"))
    pictured = dict(page.eval_on_selector_all("svg.picture path.unit", f"all => all.map({fills})"))
    assert drawn.pop("6") == "url(#live-hatch-arctic-arctic)"
    pictured.pop("6")
    assert drawn == pictured


def test_two_frames_show_one_year_on_one_scale(opened: Open, layer: Layer) -> None:
    page = opened(layer, frames=("west", "east"))
    page.wait_for_function("() => document.querySelectorAll('.map-frame.live').length === 2")
    choose_year(page, 2021)
    fills = "all => all.map(path => path.dataset.place + path.getAttribute('fill').replace(/-arctic-.*/, ''))"
    west, east = (
        page.eval_on_selector_all(f'.map-frame[data-frame="{frame}"] .leaflet-pane path.unit', fills)
        for frame in ("west", "east")
    )
    assert west == east
    assert len(west) == len(layer.drawn(2021))
    assert counts(page) == [entry.count for entry in legend(layer, replace(default_state(layer), year=2021)).classes]
    assert page.problems == []  # type: ignore[attr-defined]


def _hostile(layer: Layer, text: str) -> Layer:
    """Put a text wherever a data folder can put one: flags, reasons, titles and sources of series."""
    cells = [[*line] for line in layer.cells]
    cells[5][2] = Cell(10.0, flag=text)
    cells[7][2] = Cell(None, reason=text)
    source = {"publisher": text, "title": text, "licence": text, "address": text, "dataset": text}
    series = tuple(
        replace(note, title=Text(en=text), definition=Text(en=text), reference=text, sources=(source,))
        for note in layer.series
    )
    return replace(layer, cells=tuple(map(tuple, cells)), series=series)


def test_hostile_text_is_inert(opened: Open, layer_with: Callable[..., Layer], hostile: tuple[str, ...]) -> None:
    page = None
    for text in hostile:
        said = Text(en=text)
        page = opened(_hostile(layer_with(names={"RU-A": {"en": text}}, title=said, measure=said), text), page=page)
        page.hover('.leaflet-pane path[data-place="5"]')
        assert page.locator(".map-tip strong").inner_text() == text
        choose_year(page, 2021)
        page.hover('.leaflet-pane path[data-place="5"]')
        assert page.locator(".map-tip .tip-source").inner_text() == text
        assert page.locator(".map-tip .tip-flag").count() > 0
        page.hover('.leaflet-pane path[data-place="7"]')
        assert text in page.locator(".map-tip .tip-missing").inner_text()
        assert text in page.locator(".map-missing").inner_text()
        assert page.locator("figure :is(img, script, b b, iframe, object)").count() == 0
        assert page.problems == []  # type: ignore[attr-defined]


def test_the_legend_s_classes_can_be_reached_and_say_what_they_are(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    entry = legend(layer, default_state(layer)).classes[1]
    item = page.locator('.map-classes li[data-class="1"]')
    assert item.get_attribute("aria-label") == entry.words
    page.locator('.map-classes li[data-class="0"]').focus()
    page.keyboard.press("Tab")
    assert item.evaluate("item => item === document.activeElement && getComputedStyle(item).outlineStyle") == "solid"


def test_the_tooltip_says_value_reason_and_flags(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover('.leaflet-pane path[data-place="1"]')
    assert "5.0 % of the labour force" in page.locator(".map-tip").inner_text()
    assert "estimated" in page.locator(".map-tip").inner_text()
    page.hover('.leaflet-pane path[data-place="6"]')
    assert "No data in 2020: confidential" in page.locator(".map-tip").inner_text()


def test_the_keyboard_reaches_every_unit_with_one_stop(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    assert page.locator('.leaflet-pane path.unit[tabindex="0"]').count() == 1
    page.focus('.leaflet-pane path.unit[tabindex="0"]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == "Seaside: 9.0 % of the labour force. Rank 1 of 3"
    assert page.locator(".map-tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".map-tip").is_hidden()


def test_the_words_of_a_focused_unit_stand_in_the_farthest_corner(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.focus('.leaflet-pane path.unit[tabindex="0"]')
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        unit = page.locator(".leaflet-pane path.unit:focus").bounding_box()
        tip, frame = page.locator(".map-tip").bounding_box(), page.locator(".map-frame").bounding_box()
        assert unit and tip and frame
        middle = frame["x"] + frame["width"] / 2
        assert (tip["x"] < middle) == (unit["x"] + unit["width"] / 2 > middle)


def test_the_scale_follows_the_zoom(opened: Open, layer: Layer) -> None:
    page = opened(layer, reduced_motion="reduce")
    assert page.locator(".map-scale text").text_content() == "50 km"
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("() => document.querySelector('.map-scale text').textContent === '20 km'")
    ends = page.eval_on_selector(".map-scale line", "line => line.getBoundingClientRect().width")
    pixels = page.evaluate("2 ** map_arctic_1.getZoom()")
    assert ends == pytest.approx(20 * pixels, abs=2)


def test_a_turned_telephone_shows_the_whole_frame(opened: Open, layer: Layer) -> None:
    page = opened(layer, viewport={"width": 844, "height": 390})
    for width, height in ((390, 844), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        wanted = "Math.log2(document.querySelector('.map-frame').getBoundingClientRect().width / 400)"
        page.wait_for_function(f"() => Math.abs(map_arctic_1.getZoom() - {wanted}) < 1e-6")


def test_names_follow_the_zoom(opened: Open, layer: Layer) -> None:
    page = opened(layer, reduced_motion="reduce")
    sizes = "all => all.map(text => Number(text.getAttribute('font-size')))"
    before = max(page.eval_on_selector_all(".map-labels text", sizes))
    # The middle of the square RU-A is out of view, a part of it fills the map.
    page.evaluate("void map_arctic_1.setView([-15, 230], map_arctic_1.getMaxZoom(), {animate: false})")
    assert page.locator('.map-labels text[data-place="5"]').count() == 1
    assert max(page.eval_on_selector_all(".map-labels text", sizes)) == pytest.approx(before, rel=0.01)
    label, frame = (
        page.locator('.map-labels text[data-place="5"]').bounding_box(),
        page.locator(".map-frame").bounding_box(),
    )
    assert label and frame and frame["x"] <= label["x"] <= frame["x"] + frame["width"] - label["width"]


def test_the_wheel_scrolls_the_page_and_zooms_with_control_only(opened: Open, layer: Layer) -> None:
    page = opened(layer, viewport={"width": 800, "height": 300})
    zoom = "map_arctic_1.getZoom()"
    before = page.evaluate(zoom)
    page.locator(".map-frame").hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    assert page.evaluate(zoom) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"() => {zoom} > {before}")
    page.keyboard.up("Control")


def test_zoom_buttons_have_names_and_lead_back(opened: Open, layer: Layer) -> None:
    page = opened(layer, reduced_motion="reduce")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_selector(".map-frame.zoomed")
    page.get_by_role("button", name="Show the whole area").click()
    page.wait_for_selector(".map-frame:not(.zoomed)")


def test_the_legend_lights_its_units(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.hover('.map-classes li[data-class="1"]')
    lit = page.eval_on_selector_all(
        ".leaflet-pane path.unit:not(.dim)", "all => all.map(path => Number(path.dataset.place))"
    )
    assert lit == [row.place for row in rows(layer, default_state(layer)) if row.group == 1]


def test_a_finger_gets_a_docked_panel_and_the_page_keeps_scrolling(opened: Open, layer: Layer) -> None:
    page = opened(layer, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.tap('.leaflet-pane path[data-place="5"]')
    assert "Seaside" in page.locator(".map-panel").inner_text()
    assert page.locator(".map-tip").is_hidden()
    link = page.locator(".map-panel strong a")
    assert (link.get_attribute("href"), link.inner_text()) == ("/units/RU-A", "Seaside")
    assert "2019: 8.0" in page.locator(".map-panel .tip-years").inner_html()
    page.get_by_role("button", name="Close").tap()
    assert page.locator(".map-panel").is_hidden()
    assert "none" not in page.eval_on_selector(".folium-map", "map => getComputedStyle(map).touchAction")


def test_the_picture_stays_when_the_geometry_cannot_be_had(opened: Open, layer: Layer) -> None:
    page = opened(layer, live=False, broken=True)
    page.wait_for_selector(".folium-map", state="detached")
    assert page.locator("svg.picture").is_visible()


def test_without_script_the_picture_and_the_links_are_there(opened: Open, layer: Layer) -> None:
    page = opened(layer, live=False, java_script_enabled=False)
    assert page.locator("svg.picture").is_visible()
    assert page.locator("a[data-year]:visible").count() == 4
    assert page.locator(".map-thumb:visible, .map-play:visible").count() == 0
    assert page.locator(".map-zoom").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_classes_keep_their_colours_in_both_themes(opened: Open, layer: Layer, theme: str) -> None:
    page = opened(layer, color_scheme=theme)
    fill = page.eval_on_selector('.leaflet-pane path[data-place="5"]', "path => getComputedStyle(path).fill")
    red, green, blue = (int(legend(layer, default_state(layer)).classes[3].colour[at : at + 2], 16) for at in (1, 3, 5))
    assert fill == f"rgb({red}, {green}, {blue})"
