"""The interactive map in a browser, under the policy that the server sends."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.legend import legend
from mapserver.maps.rows import rows
from mapserver.maps.state import MapState, default_state
from mapserver.model import AreaEntry, Drawing, Layer, Text
from mapserver.statistics import values_document

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)
ORIGIN = "http://map.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html"}
TABLE = (
    '<table data-map-table><tbody>{}</tbody></table><p>Year <b data-shows="year">2020</b></p>'
    '<form data-map-control><select name="year"><option>2019<option selected>2020<option>2021<option>2022'
    "</select></form>"
)
ROW = (
    '<tr data-place="{0.place}"><td data-shows="name">{0.name}<td data-shows="value">{0.text}'
    '<td data-shows="rank">{0.rank}'
)

Open = Callable[..., Page]


@pytest.fixture
def opened(
    browser: Browser,
    repo: Path,
    drawing_of: Callable[..., Drawing],
    topology: dict[str, Any],
    entry_of: Callable[..., AreaEntry],
) -> Iterator[Open]:
    """Return a function that opens a layer's figure; `page.problems` collects console messages and foreign requests."""
    contexts = []

    def open_page(
        layer: Layer, *, live: bool = True, broken: bool = False, frames: tuple[str, ...] = ("arctic",), **context: Any
    ) -> Page:
        state = default_state(layer)
        urls = AssetUrls("/data/", "/data/shell.js", year=lambda year: f"?year={year}")
        made = figure(layer, entry_of(layer, frames), [drawing_of(frame) for frame in frames], state, urls)
        files = {
            "/data/values.json": json.dumps(values_document(layer)),
            **{f"/data/{frame}.json": "" if broken else json.dumps(topology) for frame in frames},
            "/data/shell.js": made.shell_script,
            "/": _page(made.html, made.styles, made.scripts, layer, state),
        }
        made_context = browser.new_context(**{"viewport": {"width": 800, "height": 600}, **context})
        contexts.append(made_context)
        page = made_context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.route("**/*", lambda route: _answer(route, files, repo, problems))
        page.goto(f"{ORIGIN}/")
        if live:
            page.wait_for_selector(".map-frame.live")
        page.problems = problems  # type: ignore[attr-defined]
        return page

    yield open_page
    for context in contexts:
        context.close()


def _page(html: str, styles: tuple[str, ...], scripts: tuple[str, ...], layer: Layer, state: MapState) -> str:
    head = "".join(f'<link rel="stylesheet" href="{address}">' for address in styles)
    head += "".join(
        f'<script src="{address}" {"type=module" if address.endswith("main.js") else "defer"}></script>'
        for address in scripts
    )
    table = TABLE.format("".join(ROW.format(row) for row in rows(layer, state) if "<" not in row.name))
    return f"<!DOCTYPE html><title>Rate 2020</title><link rel=icon href=data:,>{head}{html}{table}"


def _answer(route: Route, files: dict[str, str], repo: Path, problems: list[str]) -> None:
    address = route.request.url
    if not address.startswith(ORIGIN):
        problems.append(f"foreign request: {address}")
        route.abort()
        return
    path = address.removeprefix(ORIGIN).split("?")[0]
    headers = {"Content-Security-Policy": POLICY}
    if path in files:
        kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        route.fulfill(body=files[path], content_type=kind, headers=headers)
    elif path.startswith("/static/"):
        static = repo / path.lstrip("/")
        route.fulfill(body=static.read_bytes(), content_type=TYPES.get(static.suffix, ""), headers=headers)
    else:
        route.fulfill(status=404, body="", headers=headers)


@contextmanager
def without_requests(page: Page) -> Iterator[None]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield
    assert asked == []


def _counts(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".map-classes .count-number").all_inner_texts()]


def test_the_map_takes_the_place_of_the_picture_without_a_message(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    assert page.problems == []  # type: ignore[attr-defined]
    frame, container = (page.locator(kind).bounding_box() for kind in (".map-frame", ".folium-map"))
    assert frame == container
    box = page.locator('path.unit.core[data-place="5"]').bounding_box()
    assert frame and box
    assert abs(box["x"] - (frame["x"] + frame["width"] / 2)) < 2
    assert abs(box["width"] - frame["width"] / 4) < 3


def test_it_draws_the_colours_of_the_picture(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    fills = "path => [path.dataset.place, path.getAttribute('fill')]"
    drawn = dict(page.eval_on_selector_all(".leaflet-pane path.unit", f"all => all.map({fills})"))
    pictured = dict(page.eval_on_selector_all("svg.picture path.unit", f"all => all.map({fills})"))
    assert drawn.pop("6") == "url(#live-hatch-arctic-arctic)"
    pictured.pop("6")
    assert drawn == pictured


@pytest.mark.parametrize("year", [2019, 2021, 2022])
def test_another_year_in_place_agrees_with_the_server(opened: Open, layer: Layer, year: int) -> None:
    page = opened(layer)
    with without_requests(page):
        page.click(f'a[data-year="{year}"]')
    state = replace(default_state(layer), year=year)
    shown = legend(layer, state)
    assert _counts(page) == [entry.count for entry in shown.classes]
    missing = page.locator(".map-missing .count-number").all_inner_texts()
    assert [int(text) for text in missing] == [entry.count for entry in shown.missing]
    drawn = page.eval_on_selector_all(".leaflet-pane path.unit", "all => all.map(path => Number(path.dataset.place))")
    assert sorted(drawn) == sorted(layer.drawn(year))
    names = page.locator('td[data-shows="value"]').all_inner_texts()
    assert [text.strip() for text in names] == [row.text for row in rows(layer, state)]
    assert (page.url, page.title()) == (f"{ORIGIN}/?year={year}", f"Rate {year}")
    assert page.locator("select").input_value() == str(year)
    assert set(page.locator('[data-shows="year"]').all_inner_texts()) == {str(year)}


def test_the_page_s_own_control_chooses_the_year(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.select_option("select", "2022")
    assert page.locator(".map-year").inner_text() == "2022"


def test_two_frames_show_one_year_on_one_scale(opened: Open, layer: Layer) -> None:
    page = opened(layer, frames=("west", "east"))
    page.wait_for_function("document.querySelectorAll('.map-frame.live').length === 2")
    page.click('a[data-year="2021"]')
    fills = "all => all.map(path => path.dataset.place + path.getAttribute('fill').replace(/-arctic-.*/, ''))"
    west, east = (
        page.eval_on_selector_all(f'.map-frame[data-frame="{frame}"] .leaflet-pane path.unit', fills)
        for frame in ("west", "east")
    )
    assert west == east
    assert len(west) == len(layer.drawn(2021))
    assert _counts(page) == [entry.count for entry in legend(layer, replace(default_state(layer), year=2021)).classes]
    assert page.problems == []  # type: ignore[attr-defined]


def test_hostile_names_are_inert(opened: Open, layer_with: Callable[..., Layer], hostile: tuple[str, ...]) -> None:
    for text in hostile:
        said = Text(en=text)
        page = opened(layer_with(names={"RU-A": {"en": text}}, title=said, measure=said))
        page.on("dialog", lambda dialog: pytest.fail("a script ran"))
        page.hover('.leaflet-pane path[data-place="5"]')
        assert page.locator(".map-tip strong").inner_text() == text
        assert page.locator(".map-tip img, .map-tip script, .map-tip b b").count() == 0
        page.click('a[data-year="2021"]')
        assert page.problems == []  # type: ignore[attr-defined]


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
    assert label == "Seaside: 9.0 % of the labour force"
    assert page.locator(".map-tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".map-tip").is_hidden()


def test_the_wheel_scrolls_the_page_and_zooms_with_control_only(opened: Open, layer: Layer) -> None:
    page = opened(layer, viewport={"width": 800, "height": 300})
    zoom = "map_arctic_1.getZoom()"
    before = page.evaluate(zoom)
    page.locator(".map-frame").hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert page.evaluate(zoom) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"{zoom} > {before}")


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
    assert "none" not in page.eval_on_selector(".folium-map", "map => getComputedStyle(map).touchAction")


def test_the_picture_stays_when_the_geometry_cannot_be_had(opened: Open, layer: Layer) -> None:
    page = opened(layer, live=False, broken=True)
    page.wait_for_selector(".folium-map", state="detached")
    assert page.locator("svg.picture").is_visible()


def test_without_script_the_picture_and_the_links_are_there(opened: Open, layer: Layer) -> None:
    page = opened(layer, live=False, java_script_enabled=False)
    assert page.locator("svg.picture").is_visible()
    assert page.locator("a[data-year]").count() == 4
    assert page.locator(".map-zoom").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_classes_keep_their_colours_in_both_themes(opened: Open, layer: Layer, theme: str) -> None:
    page = opened(layer, color_scheme=theme)
    fill = page.eval_on_selector('.leaflet-pane path[data-place="5"]', "path => getComputedStyle(path).fill")
    red, green, blue = (int(legend(layer, default_state(layer)).classes[3].colour[at : at + 2], 16) for at in (1, 3, 5))
    assert fill == f"rgb({red}, {green}, {blue})"
