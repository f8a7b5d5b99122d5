"""The first page and the openings of the areas in a browser, narrow and enlarged; the address of the site in full."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = ["/", "/?lang=fi", *(f"/areas/{name}" for name in ("barents", "bulgaria", "carpathians", "link"))]
#: A telephone, and a screen of 1280 pixels at 200 %.
WIDTHS = (390, 640)

Window = Callable[..., Page]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(window: Window, live_server: str, path: str) -> None:
    page = window()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if width == WIDTHS[0]:
            page.goto(live_server + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        small = page.evaluate(
            "[...document.querySelectorAll('.contrasts a, .card-borders a, .questions a, .issues a')]"
            ".filter((link) => link.getBoundingClientRect().height < 16).length"
        )
        assert small == 0, width


def test_a_contrast_opens_the_map_with_both_districts(window: Window, live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{live_server}/areas/barents")
    page.locator(".borders > li", has_text="NO-RU").locator(".contrasts a").first.click()
    expect(page.locator("h1")).to_have_text("GDP per inhabitant")
    assert page.url.endswith("/areas/barents/gdp_per_inhabitant?year=2019&unit=NO074,RU-MUR")


def test_a_card_leads_to_its_area_and_its_links_to_their_own(window: Window, live_server: str) -> None:
    page = window()
    page.goto(live_server)
    box = page.locator(".card-map").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/areas/barents")
    page.go_back()
    page.locator(".card").first.locator(".card-borders a").first.click()
    page.wait_for_url(f"{live_server}/borders/FI-NO")


def test_the_citation_has_the_address_in_full(window: Window, live_server: str) -> None:
    page = window()
    page.goto(f"{live_server}/?lang=nb")
    assert page.locator(".citation").inner_text().endswith(f"{live_server}/?lang=nb")
