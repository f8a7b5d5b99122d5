"""Paper: every page as it is read, with its picture, key, sources and table, and nothing to be pressed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

MAP = "/areas/barents/population_density?year=2020"
VIEWS = [MAP, *(f"{MAP}&view={view}" for view in ("chart", "table", "definition"))]
PAGES = ["/", "/areas/barents", *VIEWS, "/units/RU-MUR", "/borders/NO-RU", "/checkpoints/NO-RU-STORSKOG"]
#: What A4 leaves between its margins, in CSS pixels.
SHEETS = {"portrait": {"width": 688, "height": 1005}, "landscape": {"width": 1017, "height": 680}}
PRESSED = "nav:not(.trail), form, select, input, .skip, .languages, .controls, .map-zoom, .map-years, .folium-map"


@pytest.fixture
def paper(browser: Browser, live_server: str) -> Iterator[Page]:
    """Return a page of someone who reads in the dark."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.set_default_navigation_timeout(60_000)
    yield page
    context.close()


def printed(page: Page, address: str, sheet: str = "portrait") -> Page:
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEETS[sheet])
    return page


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_is_pressed_is_printed_and_all_of_it_fits(
    paper: Page, live_server: str, path: str, sheet: str
) -> None:
    page = printed(paper, live_server + path, sheet)
    assert page.locator("h1").is_visible()
    assert page.locator(PRESSED).filter(visible=True).count() == 0
    assert page.locator("button:not(th button)").filter(visible=True).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEETS[sheet]["width"]
    fixed = "[...document.querySelectorAll('*')].filter((part) => /fixed|sticky/.test(getComputedStyle(part).position))"
    assert page.evaluate(f"{fixed}.length") == 0


@pytest.mark.parametrize("path", PAGES)
def test_paper_is_white_and_the_address_stands_at_the_foot(paper: Page, live_server: str, path: str) -> None:
    page = printed(paper, live_server + path)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    foot = page.locator(".printed")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert foot.is_visible()
    assert foot.inner_text() == live_server + canonical
    after = "[...document.links].map((link) => getComputedStyle(link, '::after').content)"
    assert set(page.evaluate(after)) <= {"none", "normal", '""'}


def test_a_map_has_its_picture_key_measure_year_sources_notes_and_table(paper: Page, live_server: str) -> None:
    paper.goto(live_server + MAP)
    paper.locator(".map-frame.live").wait_for()
    page = printed(paper, live_server + MAP)
    picture = page.locator("svg.picture").first
    assert picture.is_visible()
    assert picture.evaluate("(part) => getComputedStyle(part).visibility") == "visible"
    for part in (".map-legend .map-classes li", ".map-sources", "#summary", "#notes", ".sheet-table tbody tr"):
        assert page.locator(part).first.is_visible(), part
    assert page.locator("h1 + .lead").inner_text().endswith("2020")
    assert "Barents region" in page.locator("header.masthead").inner_text()
    heads = page.locator(".sheet-table thead th")
    assert "Value" in heads.all_inner_texts()
    assert (
        page.locator(".sheet-table thead").evaluate("(part) => getComputedStyle(part).display") == "table-header-group"
    )
    row = page.locator(".sheet-table tbody tr").first
    assert row.evaluate("(part) => getComputedStyle(part).display") == "table-row"
    assert row.evaluate("(part) => getComputedStyle(part).breakInside") == "avoid"


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_scale_bar_is_as_wide_as_it_says(paper: Page, live_server: str, sheet: str) -> None:
    page = printed(paper, live_server + MAP, sheet)
    frame, picture = page.locator(".map-frame").bounding_box(), page.locator("svg.picture").bounding_box()
    assert frame["width"] == pytest.approx(picture["width"], abs=3)
    assert picture["height"] < SHEETS[sheet]["height"]


def test_a_page_of_a_map_becomes_a_document_of_several_sheets(paper: Page, live_server: str) -> None:
    paper.goto(live_server + MAP, wait_until="networkidle")
    made = {sheet: paper.pdf(format="A4", landscape=sheet == "landscape") for sheet in SHEETS}
    for data in made.values():
        assert data.startswith(b"%PDF")
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 8
