"""The reader is asked before a host of tiles is: what is agreed to, for how long, and by keyboard."""

from playwright.sync_api import BrowserContext, expect

from tests.web.basemap import MAP, agree, covered, opened, switch
from tests.web.tiles import TileHost


def test_nothing_is_asked_of_the_host_before_the_reader_agrees(
    reader: BrowserContext, site: str, host: TileHost
) -> None:
    page = opened(reader, site + MAP)
    switch(page)
    question = page.get_by_role("dialog")
    assert host.address.removeprefix("http://") in question.inner_text()
    assert host.tiles == []
    page.get_by_role("button", name="No", exact=True).click()
    expect(question).to_be_hidden()
    switch(page)
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(300)
    page.reload()
    page.get_by_role("button", name="Background map").wait_for()
    assert host.tiles == []
    assert page.locator(".map-basemap-credit").count() == 0


def test_agreement_holds_for_one_page_unless_it_is_to_be_remembered(
    reader: BrowserContext, site: str, host: TileHost
) -> None:
    page = opened(reader, site + MAP)
    agree(page)
    assert host.tiles
    host.tiles.clear()
    page.reload()
    page.get_by_role("button", name="Background map").wait_for()
    assert host.tiles == []
    agree(page, remember=True)
    host.tiles.clear()
    assert page.evaluate("Object.keys(localStorage)") == ["mapserver.basemap"], "where all that is kept lies"
    other = opened(reader, f"{site}/areas/bulgaria/unemployment_rate?projection=mercator")
    expect(other.get_by_role("button", name="Background map")).to_have_attribute("aria-pressed", "true")
    covered(other)
    assert host.tiles
    switch(other)
    assert other.locator(".leaflet-background-pane img, .picture image, .map-basemap-credit").count() == 0
    expect(other.get_by_role("button", name="Background map")).to_have_attribute("aria-pressed", "false")
    host.tiles.clear()
    other.reload()
    other.get_by_role("button", name="Background map").wait_for()
    other.wait_for_timeout(300)
    assert host.tiles == []
    assert other.evaluate("localStorage.length") == 0


def test_a_browser_that_remembers_nothing_is_asked_each_time(reader: BrowserContext, site: str, host: TileHost) -> None:
    reader.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page = opened(reader, site + MAP)
    agree(page, remember=True)
    assert host.tiles
    switch(page)
    assert page.locator(".map-basemap-credit").count() == 0


def test_the_reader_comes_back_to_the_button_by_keyboard(reader: BrowserContext, site: str, host: TileHost) -> None:
    page = opened(reader, site + MAP)
    page.get_by_role("button", name="Background map").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "map-basemap-switch"
    assert host.tiles == []
