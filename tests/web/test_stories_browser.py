"""A story in a browser: readable without a script, on any width, by everyone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.reader import AXE, settled
from tests.windows import NARROW, WIDE

STORY = "/stories/what-we-know-of-zakarpattia"
IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_every_identifier_stands_once(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{STORY}?lang=uk")
    assert page.evaluate(IDS) == []
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    assert [(item["id"], node["target"]) for item in found for node in item["nodes"]] == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    assert width == page.viewport_size["width"]


def test_a_number_is_reached_by_the_keyboard_and_leads_to_its_map(page: Page, live_server: str) -> None:
    settled(page, live_server + STORY)
    page.locator(".story-text .story-figure").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/carpathians/birth_rate?**")
    assert page.locator(".unit-panel h2").inner_text() == "Zakarpattia"


def test_a_story_needs_no_script(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = settled(context.new_page(), live_server + STORY)
    maps = page.locator("figure.map.still")
    assert maps.count() == 2
    for place in range(2):
        picture = maps.nth(place).locator("svg.picture").bounding_box()
        assert picture is not None
        assert picture["width"] > 700
        assert maps.nth(place).locator(".map-legend li").first.is_visible()
    page.locator(".story-map summary").first.click()
    assert page.locator(".story-map details p").first.is_visible()
    page.locator(".story-map-link a").first.click()
    assert "/areas/carpathians/birth_rate" in page.url
    context.close()
