"""The background of a map in Mercator in a browser, with a host of tiles on this machine."""

import base64
import math
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pyproj import Transformer

from mapserver.model import MERCATOR
from mapserver.snapshot import Snapshot
from tests.web.basemap import MAP, agree, covered, opened, switch, with_basemap
from tests.web.reader import faults, faults_in_dark, settled
from tests.web.serving import served
from tests.web.tiles import TileHost, crosses, on_tile, png
from tests.windows import NARROW

#: The frame of Barents in degrees, as `boundaries/areas/barents.toml` has it.
WEST, SOUTH, EAST, NORTH = 14.5, 59.0, 60.0, 71.5
#: Middle of the pixels in the colour of the crosses, in a screenshot.
MARKED = """async (data) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
  let [x, y, count] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at] < 200 || pixels[at + 1] > 90 || pixels[at + 2] < 200) continue;
    x += (at / 4) % image.width + 0.5;
    y += Math.floor(at / 4 / image.width) + 0.5;
    count += 1;
  }
  return [x / count, y / count, count];
}"""
#: Show the tiles as they came, with nothing above them.
BARE = """
for (const name of ["units", "limit", "borders", "focus", "names"]) {
  const pane = document.querySelector(`.leaflet-${name}-pane`);
  if (pane) pane.style.display = "none";
}
for (const part of document.querySelectorAll(".map-zoom, .map-scale, .map-basemap-credit")) part.style.display = "none";
document.querySelector(".leaflet-background-pane").style.filter = "none";
"""
#: Corners of the drawn borders, in pixels of the window.
CORNERS = """() => [...document.querySelectorAll(".leaflet-pane path.border-line")].flatMap((path) => {
  const onScreen = path.getScreenCTM();
  return [...path.getAttribute("d").matchAll(/[ML](-?[\\d.]+)[ ,](-?[\\d.]+)/g)].map(([, x, y]) => {
    const point = new DOMPoint(Number(x), Number(y)).matrixTransform(onScreen);
    return [point.x, point.y];
  });
})"""


def test_the_tiles_of_the_frame_are_asked_for_and_lie_below_the_units(
    reader: BrowserContext, site: str, host: TileHost
) -> None:
    page = opened(reader, site + MAP)
    agree(page)
    (zoom,) = {z for z, _, _ in host.tiles}
    frame = page.locator(".map-frame").bounding_box()
    assert frame is not None
    shown = frame["width"] * 360 / (EAST - WEST) / 2**zoom
    assert 180 < shown < 363, "tiles are shown near their own size of 256 pixels"
    (first, top), (last, bottom) = (on_tile(zoom, *corner) for corner in ((WEST, NORTH), (EAST, SOUTH)))
    wanted = {
        (zoom, x, y)
        for x in range(math.floor(first), math.ceil(last))
        for y in range(math.floor(top), math.ceil(bottom))
    }
    assert set(host.tiles) == wanted
    assert len(host.tiles) == len(wanted), "the picture for print asks for no tile twice"
    assert set(host.referers) == {f"{site}/"}
    order = "name => Number(document.querySelector(`.leaflet-${name}-pane`).style.zIndex)"
    assert page.evaluate(order, "background") < page.evaluate(order, "units")
    assert (
        page.eval_on_selector(".leaflet-units-pane path.unit.core", "path => getComputedStyle(path).fillOpacity")
        < "0.7"
    )
    expect(page.locator(".map-basemap-state")).to_have_text(
        "The background shows through: colours are paler on the map than in the legend."
    )
    assert page.evaluate("globalThis.violations") == []


@pytest.mark.parametrize("nearer", [0, 1.6])
def test_a_place_on_the_tiles_is_where_the_border_is(
    reader: BrowserContext, site: str, host: TileHost, shipped: Snapshot, nearer: float
) -> None:
    """The end of Finland's border with Norway and Russia, marked on the tiles by its longitude and latitude."""
    (drawing,) = shipped.drawings("barents", MERCATOR)
    (border,) = (stroke.path for stroke in drawing.strokes if stroke.border == "NO-RU")
    x, y = map(int, border[1:].split("l")[0].split(","))
    easting, northing = drawing.corner[0] + x * drawing.metres, drawing.corner[1] - y * drawing.metres
    host.paint = crosses(Transformer.from_crs("EPSG:3857", "EPSG:4326", always_xy=True).transform(easting, northing))
    page = opened(reader, site + MAP)
    agree(page)
    if nearer:
        page.evaluate(
            f"void map_barents_1.setView([{-y}, {x}], map_barents_1.getZoom() + {nearer}, {{animate: false}})"
        )
        covered(page)
    # The frame may reach below the window, where nothing is photographed.
    page.locator(".map-frame").scroll_into_view_if_needed()
    corners = page.evaluate(CORNERS)
    page.evaluate(BARE)
    across, down, count = page.evaluate(MARKED, base64.b64encode(page.screenshot()).decode())
    assert count >= 1
    nearest = min(math.hypot(across - left, down - top) for left, top in corners)
    assert nearest < 2
    place = page.evaluate(f"map_barents_1.latLngToContainerPoint([{-y}, {x}])")
    box = page.locator(".map-frame").bounding_box()
    assert box is not None
    assert math.hypot(across - box["x"] - place["x"], down - box["y"] - place["y"]) < 2


def test_another_view_asks_for_its_tiles_and_lets_the_others_go(
    reader: BrowserContext, site: str, host: TileHost
) -> None:
    page = opened(reader, site + MAP)
    agree(page)
    before = max(z for z, _, _ in host.tiles)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    covered(page)
    assert max(z for z, _, _ in host.tiles) == before + 2
    addresses = page.eval_on_selector_all(".leaflet-background-pane img", "all => all.map(image => image.src)")
    assert {int(address.removeprefix(host.address).split("/")[1]) for address in addresses} == {before + 2}


def test_every_frame_is_covered_and_attributed_also_in_print(reader: BrowserContext, site: str, host: TileHost) -> None:
    page = opened(reader, f"{site}/areas/link/population_density?projection=mercator")
    agree(page)
    link = "https://www.openstreetmap.org/copyright"
    for number in range(2):
        frame = page.locator(".map-frame").nth(number)
        assert frame.locator("img").count() > 3
        assert frame.get_by_role("link", name="OpenStreetMap contributors").get_attribute("href") == link
    page.emulate_media(media="print")
    for number in range(2):
        frame = page.locator(".map-frame").nth(number)
        assert frame.locator(".picture").is_visible()
        assert frame.locator(".picture image").count() > 3
        assert frame.locator(".map-basemap-credit").is_visible()
    assert not page.locator(".map-basemap-switch").is_visible()


def test_a_host_that_does_not_answer_is_said_not_to(reader: BrowserContext, site: str, host: TileHost) -> None:
    host.broken = lambda tile: True
    page = opened(reader, site + MAP)
    agree(page)
    name = host.address.removeprefix("http://")
    expect(page.locator(".map-basemap-state")).to_have_text(f"{name} does not answer.")
    assert page.locator(".leaflet-background-pane img, .picture image").count() == 0
    assert page.locator("path.unit.core").first.is_visible()


def test_a_host_that_keeps_silent_is_waited_for_and_then_named(
    reader: BrowserContext, site: str, host: TileHost
) -> None:
    spoken = threading.Event()

    def wait(z: int, x: int, y: int) -> bytes:
        spoken.wait(30)
        return png(())

    host.paint = wait
    page = reader.new_page()
    page.clock.install()
    page.goto(site + MAP)
    page.locator(".map-frame.live").wait_for()
    switch(page)
    page.get_by_role("button", name="Show", exact=True).click()
    state, name = page.locator(".map-basemap-state"), host.address.removeprefix("http://")
    expect(state).not_to_contain_text(name)
    page.clock.fast_forward(11_000)
    expect(state).to_have_text(f"{name} does not answer.")
    spoken.set()
    expect(state).not_to_contain_text(name)


def test_tiles_that_fail_are_left_out(reader: BrowserContext, site: str, host: TileHost) -> None:
    host.broken = lambda tile: tile[1] % 2 == 0
    page = opened(reader, site + MAP)
    agree(page)
    name = host.address.removeprefix("http://")
    expect(page.locator(".map-basemap-state")).to_have_text(f"Not every picture of {name} could be had.")
    asked = set(host.tiles)
    assert page.locator(".leaflet-background-pane img").count() == len([tile for tile in asked if tile[1] % 2])


def test_what_failed_in_one_view_is_not_said_of_another(reader: BrowserContext, site: str, host: TileHost) -> None:
    page = opened(reader, site + MAP)
    host.broken = lambda tile: tile[0] < 6 and tile[1] % 2 == 0
    agree(page)
    state = page.locator(".map-basemap-state")
    expect(state).to_contain_text("Not every picture")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    covered(page)
    assert {z for z, _, _ in host.tiles} & {6, 7, 8}
    expect(state).to_contain_text("The background shows through")
    page.get_by_role("button", name="Show the whole area").click()
    covered(page)
    expect(state).to_contain_text("Not every picture")


def test_there_is_no_button_without_a_script_without_mercator_or_without_a_host(
    window: Callable[..., Page], built_state: Path, site: str
) -> None:
    button = ".map-basemap-switch"
    page = window(java_script_enabled=False)
    page.goto(site + MAP)
    assert page.locator("svg.picture").is_visible()
    assert page.get_by_text("Mercator enlarges").is_visible()
    assert page.locator(button).count() == 0
    page = window()
    assert settled(page, site + MAP.partition("?")[0]).locator(button).count() == 0
    with served(with_basemap(built_state, None)) as address:
        assert settled(page, address + MAP).locator(button).count() == 0


def test_axe_finds_nothing_in_question_and_map(reader: BrowserContext, site: str, host: TileHost) -> None:
    page = opened(reader, site + MAP)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    parts = "'.map-projection, .map-frames'"
    rules = ("color-contrast", "target-size", "button-name", "label", "aria-dialog-name", "link-name")

    def found() -> list[object]:
        page.emulate_media(color_scheme="light")
        return [*faults(page, parts, rules), *faults_in_dark(page, parts)]

    switch(page)
    assert found() == []
    page.get_by_role("button", name="Show", exact=True).click()
    covered(page)
    assert found() == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
