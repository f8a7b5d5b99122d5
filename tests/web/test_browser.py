"""The pages of the shipped data in a browser: nothing foreign, forbidden or broken, and usable by everyone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.web.reader import COLOURS, LISTEN, MAP, PAGES, choose_year, faults, faults_in_dark, settled
from tests.windows import NARROW

Window = Callable[..., Page]


@pytest.mark.parametrize("path", [*PAGES, "/areas/barentz", "/areas/barents?year=1"])
def test_a_page_is_quiet_at_home_and_for_everyone(window: Window, live_server: str, path: str) -> None:
    """Nothing foreign, forbidden or broken; axe finds nothing, on a light screen or a dark telephone that shows all.

    What is touched is large enough there; the years of the strip are a second way to the select above it.
    """
    page = window(LISTEN)
    hosts: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    settled(page, live_server + path)
    for details in page.query_selector_all("main details")[:6]:
        details.evaluate("(element) => { element.open = true; }")
    assert faults(page) == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert faults_in_dark(page, "{exclude: ['.map-strip']}", (*COLOURS, "target-size")) == []
    assert hosts == {urlsplit(live_server).netloc}
    assert said == [] or path not in PAGES
    assert page.evaluate("globalThis.violations") == []
    assert page.context.cookies() == []


def test_without_a_script_there_is_a_map_a_legend_and_a_table(window: Window, live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(live_server + MAP)
    box = page.locator("svg.picture").first.bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert page.locator(".map-legend li").first.is_visible()
    assert page.locator("table tbody tr").count() > 20
    page.select_option("#year", "2015")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url.endswith("year=2015")
    assert page.locator("h1 + .lead").inner_text().endswith("2015")


def test_the_folium_map_takes_the_place_of_the_picture(window: Window, live_server: str) -> None:
    page = window()
    page.goto(live_server + MAP)
    page.locator(".map-frame.live").wait_for()
    assert page.locator(".leaflet-container path.unit").count() > 10


def test_another_year_is_followed_by_all_that_is_said_of_it(window: Window, live_server: str) -> None:
    page = window()
    page.goto(f"{live_server}{MAP}?year=2020")
    page.locator(".map-frame.live").wait_for()
    choose_year(page, 2015)
    assert page.url == f"{live_server}{MAP}?year=2015"
    expect(page.locator("#year-earlier")).to_contain_text("2014")
    assert "in 2015" in page.locator("#summary").inner_text()
    assert "2014" in page.locator("#year-earlier").inner_text()
    expect(page.locator("figure.map:not([data-settling])")).to_have_count(1)
    rows = page.locator("#table-rows").inner_text()
    assert settled(page, page.url).locator("#table-rows").inner_text() == rows


def test_the_first_tab_leads_past_the_head(window: Window, live_server: str) -> None:
    page = settled(window(), live_server + MAP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
