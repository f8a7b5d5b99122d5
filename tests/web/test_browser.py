"""The pages of the shipped data in a browser: nothing foreign, forbidden or broken, and usable by everyone."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
MAP = "/areas/barents/population_density"
RATE = "/areas/barents/unemployment_rate"
PAGES = [
    "/", "/areas/barents", "/areas/link", MAP, f"{MAP}?year=2020&lang=ru", "/areas/bulgaria/unemployment_rate",
    "/areas/link/population_density", "/units/NO074", "/units/RU-MUR?lang=nb", "/borders/FI-RU?lang=ru",
    "/stories", "/stories/years-of-life?lang=ru", "/stories/what-we-know-of-zakarpattia?lang=fi",
    "/areas/barents/border_crossings", "/areas/carpathians/border_crossings", "/checkpoints/NO-RU-STORSKOG?lang=nb",
    "/checkpoints/FI-RU-SOUTHEAST-TOTAL", f"{RATE}?view=chart&year=2019&unit=RU-MUR,NO07", f"{RATE}?view=table&lang=fi",
    f"{RATE}?view=definition&lang=bg", f"{RATE}?transform=change&from=2010&year=2016&view=chart",
    f"{RATE}?transform=change&from=2000&year=2019", f"{MAP}?projection=mercator", "/api/",
]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
LISTEN = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(event.violatedDirective));
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WIDE)
    yield made
    made.close()


def settled(page: Page, address: str) -> Page:
    page.goto(address, wait_until="networkidle")
    return page


@pytest.mark.parametrize("path", [*PAGES, "/areas/barentz", "/areas/barents?year=1"])
def test_a_page_is_quiet_at_home_and_for_everyone(context: BrowserContext, live_server: str, path: str) -> None:
    """Nothing foreign, forbidden or broken; axe finds nothing in either theme; a telephone shows the whole width."""
    page = context.new_page()
    page.add_init_script(LISTEN)
    hosts: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    settled(page, live_server + path)
    assert hosts == {urlsplit(live_server).netloc}
    assert said == [] or path not in PAGES
    assert page.evaluate("globalThis.violations") == []
    assert context.cookies() == []
    for details in page.query_selector_all("main details")[:6]:
        details.evaluate("(element) => { element.open = true; }")
    # What is out of view keeps the colours of the theme before: it is not painted.
    page.evaluate(
        "for (const part of document.querySelectorAll('.sheet-table')) part.style.contentVisibility = 'visible'"
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(500)  # colours that change take their time
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [(item["id"], node["target"], node["failureSummary"]) for item in found for node in item["nodes"]] == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_without_a_script_there_is_a_map_a_legend_and_a_table(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = settled(context.new_page(), live_server + MAP)
    box = page.locator("svg.picture").first.bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert page.locator(".map-legend li").first.is_visible()
    assert page.locator("table tbody tr").count() > 20
    page.select_option("#year", "2015")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url.endswith("year=2015")
    assert page.locator("h1 + .lead").inner_text().endswith("2015")
    context.close()


def test_the_folium_map_takes_the_place_of_the_picture(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()
    page.goto(live_server + MAP)
    page.locator(".map-frame.live").wait_for()
    assert page.locator(".leaflet-container path.unit").count() > 10


def test_another_year_is_followed_by_all_that_is_said_of_it(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()
    page.goto(f"{live_server}{MAP}?year=2020")
    page.locator(".map-frame.live").wait_for()
    with page.expect_response(lambda response: "year=2015" in response.url):
        page.select_option("#year", "2015")
    page.locator("#summary:not([aria-busy])").wait_for()
    assert page.url == f"{live_server}{MAP}?year=2015"
    expect(page.locator("#year-earlier")).to_contain_text("2014")
    assert "in 2015" in page.locator("#summary").inner_text()
    assert "2014" in page.locator("#year-earlier").inner_text()
    fresh = settled(context.new_page(), page.url)
    rows = fresh.locator("#table-rows").inner_text()
    expect(page.locator("#table-rows")).to_have_text(rows, use_inner_text=True)


def test_the_first_tab_leads_past_the_head(context: BrowserContext, live_server: str) -> None:
    page = settled(context.new_page(), live_server + MAP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", ["/areas/barents", MAP])
def test_print_keeps_the_map_and_leaves_the_controls_out(context: BrowserContext, live_server: str, path: str) -> None:
    page = settled(context.new_page(), live_server + path)
    page.emulate_media(media="print")
    assert page.locator("main svg:is(.thumbnail, .picture)").first.is_visible()
    assert not page.locator(".languages").is_visible()
    assert page.locator(".year-control:visible").count() == 0


def test_paper_is_white_for_those_who_read_in_the_dark(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport=WIDE, color_scheme="dark")
    page = settled(context.new_page(), f"{live_server}/areas/barents")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    context.close()
