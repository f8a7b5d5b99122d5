"""The first page and the openings of the areas in a browser, narrow and enlarged; the address of the site in full."""

import pytest
from playwright.sync_api import Browser

PAGES = ["/", "/?lang=fi", *(f"/areas/{name}" for name in ("barents", "bulgaria", "carpathians", "link"))]
#: A telephone, and a screen of 1280 pixels at 200 %.
WIDTHS = (390, 640)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(browser: Browser, live_server: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(live_server + path, wait_until="networkidle")
    overflow = page.evaluate("document.documentElement.scrollWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('.contrasts a, .card-borders a, .questions a, .issues a')]"
        ".filter((link) => link.getBoundingClientRect().height < 16).length"
    )
    context.close()
    assert overflow == width
    assert small == 0


def test_a_contrast_opens_the_map_with_both_districts(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/areas/barents")
    page.locator(".borders > li", has_text="NO-RU").locator(".contrasts a").first.click()
    assert page.url.endswith("/areas/barents/gdp_per_inhabitant?year=2019&unit=NO074,RU-MUR")
    assert page.locator("h1").inner_text() == "GDP per inhabitant"
    context.close()


def test_a_card_leads_to_its_area_and_its_links_to_their_own(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(live_server)
    box = page.locator(".card-map").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/areas/barents")
    page.go_back()
    page.locator(".card").first.locator(".card-borders a").first.click()
    assert page.url == f"{live_server}/borders/FI-NO"
    context.close()


def test_the_citation_has_the_address_in_full(browser: Browser, live_server: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server}/?lang=nb", wait_until="networkidle")
    assert page.locator(".citation").inner_text().endswith(f"{live_server}/?lang=nb")
    context.close()
