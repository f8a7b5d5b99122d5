"""Paper: every page as it is read, with its picture, key, sources and table, and nothing to be pressed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.web.reader import settled

MAP = "/areas/barents/population_density?year=2020"
VIEWS = [MAP, *(f"{MAP}&view={view}" for view in ("chart", "table", "definition"))]
PAGES = ["/", "/areas/barents", *VIEWS, "/units/RU-MUR", "/borders/NO-RU", "/checkpoints/NO-RU-STORSKOG"]
#: What A4 leaves between its margins, in CSS pixels.
SHEETS = {"portrait": {"width": 688, "height": 1005}, "landscape": {"width": 1017, "height": 680}}
PRESSED = "nav:not(.trail), form, select, input, .skip, .languages, .controls, .map-zoom, .map-years, .folium-map"


@pytest.fixture
def paper(window: Callable[..., Page]) -> Page:
    """Return a window of someone who reads in the dark."""
    return window(color_scheme="dark")


def printed(page: Page, sheet: str = "portrait") -> Page:
    page.emulate_media(media="print")
    page.set_viewport_size(SHEETS[sheet])  # type: ignore[arg-type]
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_for_paper(paper: Page, live_server: str, path: str) -> None:
    """Paper is white, also for those who read in the dark; nothing that is pressed is printed, and all of it fits."""
    page = settled(paper, live_server + path)
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) != "rgb(255, 255, 255)"
    for sheet, size in SHEETS.items():
        printed(page, sheet)
        assert page.locator("h1").is_visible()
        assert page.locator(PRESSED).filter(visible=True).all_inner_texts() == [], sheet
        assert page.locator("button:not(th button)").filter(visible=True).count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        fixed = "(part) => /fixed|sticky/.test(getComputedStyle(part).position)"
        assert page.evaluate(f"[...document.querySelectorAll('*')].filter({fixed}).length") == 0
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    for picture in page.locator("main svg:is(.thumbnail, .picture)").all()[:1]:
        assert picture.is_visible()
        assert picture.evaluate("(part) => getComputedStyle(part).visibility") == "visible"
    foot = page.locator(".printed")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert foot.is_visible()
    assert foot.inner_text() == f"{live_server}{canonical}"
    after = "[...document.links].map((link) => getComputedStyle(link, '::after').content)"
    assert set(page.evaluate(after)) <= {"none", "normal", '""'}


def test_a_map_has_its_picture_key_measure_year_sources_notes_and_table(paper: Page, live_server: str) -> None:
    page = printed(settled(paper, live_server + MAP))
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
    # The scale bar is as wide as it says.
    for sheet, size in SHEETS.items():
        printed(page, sheet)
        frame, drawn = page.locator(".map-frame").bounding_box(), page.locator("svg.picture").bounding_box()
        assert frame and drawn
        assert frame["width"] == pytest.approx(drawn["width"], abs=3)
        assert drawn["height"] < size["height"]


def test_a_page_of_a_map_becomes_a_document_of_several_sheets(paper: Page, live_server: str) -> None:
    settled(paper, live_server + MAP)
    for sheet in SHEETS:
        data = paper.pdf(format="A4", landscape=sheet == "landscape")
        assert data.startswith(b"%PDF")
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 8
