"""Choosing districts to compare in a browser with the shipped data: by keyboard, with and without a script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.reader import LISTEN, settled
from tests.windows import NARROW

FIELD = "#add"
OPTIONS = "#add-suggestions [role=option]"


@pytest.fixture
def page(window: Callable[..., Page]) -> Iterator[Page]:
    made = window(LISTEN)
    yield made
    assert made.evaluate("globalThis.violations ?? []") == []


def test_a_suggested_district_joins_the_others(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/compare?units=NO073&theme=labour")
    page.focus(FIELD)
    page.keyboard.type("мурман")
    page.locator(OPTIONS).first.wait_for()
    expect(page.locator(OPTIONS).first).to_contain_text("Мурман")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/compare?units=NO073,RU-MUR&theme=labour")
    expect(page.locator(".chosen-units > li")).to_have_count(2)


def test_only_districts_are_suggested(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/compare")
    page.focus(FIELD)
    page.keyboard.type("unemploy")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/compare?add=unemploy")
    expect(page.locator("h2#which")).to_contain_text("No district was found")
    assert page.locator(OPTIONS).count() == 0


def test_a_wide_table_scrolls_with_its_first_column_in_view(window: Callable[..., Page], live_server: str) -> None:
    page = window(LISTEN, NARROW)
    twelve = "NO073,RU-MUR,FI1D7,SE332,BG422,TR212,RS221,MK005,SK041,UA-21,NO071,RU-KR"
    settled(page, f"{live_server}/compare?units={twelve}&theme=economy")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    table = page.locator(".sideways").first
    table.focus()
    left = page.locator(".compared tbody th").first.bounding_box()["x"]
    table.evaluate("element => { element.scrollLeft = 600; }")
    assert page.locator(".compared tbody th").first.bounding_box()["x"] == pytest.approx(left, abs=1)
    assert table.evaluate("element => element.scrollLeft") == 600
    assert page.evaluate("globalThis.violations ?? []") == []


@pytest.mark.parametrize("lang", ["en", "bg", "fi"])
def test_two_districts_fit_on_a_phone_with_links_for_a_finger(
    window: Callable[..., Page], live_server: str, lang: str
) -> None:
    page = window(LISTEN, NARROW)
    settled(page, f"{live_server}/compare?units=BG422,TR212{'' if lang == 'en' else f'&lang={lang}'}")
    wide = page.evaluate("[...document.querySelectorAll('.sideways')].map(item => item.scrollWidth - item.clientWidth)")
    assert wide and max(wide) <= 0
    heights = page.evaluate(
        "[...document.querySelectorAll('.compare-page :is(a, button, summary)')]"
        ".map(item => item.getBoundingClientRect()).filter(box => box.width > 1).map(box => box.height)"
    )
    assert len(heights) > 100
    assert min(heights) >= 23.9


def test_a_table_that_is_cut_off_has_a_shadow_at_its_edge(window: Callable[..., Page], live_server: str) -> None:
    page = window(LISTEN, NARROW)
    settled(page, f"{live_server}/compare?units=NO073,RU-MUR,FI1D7,SE332&theme=economy")
    table = page.locator(".sideways").first
    assert table.evaluate("item => item.scrollWidth > item.clientWidth")
    box = table.bounding_box()
    edge = {"x": box["x"] + box["width"] - 4, "y": box["y"] + 6, "width": 3, "height": 3}
    cut = page.screenshot(clip=edge, full_page=True)
    table.evaluate("item => { item.scrollLeft = item.scrollWidth; }")
    assert page.screenshot(clip=edge, full_page=True) != cut


def test_all_of_it_works_without_a_script(window: Callable[..., Page], live_server: str) -> None:
    page = window("", java_script_enabled=False)
    page.goto(f"{live_server}/compare?units=NO073")
    page.fill(FIELD, "Kirkenes")
    page.click(".add-unit button")
    page.goto(f"{live_server}/compare?units=NO073")
    page.fill(FIELD, "Murmansk")
    page.click(".add-unit button")
    assert page.url == f"{live_server}/compare?units=NO073,RU-MUR"
    page.select_option("#theme", "labour")
    page.click(".compare-filter button")
    assert "theme=labour" in page.url
    assert page.locator("h2#theme-labour").is_visible()


def test_which_balkan_district_is_most_like_finnmark_by_clicking_alone(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/units/NO073")
    page.click("a[href='/similar?unit=NO073']")
    page.select_option("#within", "bulgaria")
    page.select_option("#among", "core")
    page.click(".similar-form button")
    expect(page.locator(".twins tbody th a").first).to_have_text("Sofia Province")
    page.locator(".twins tbody th a", has_text="Compare").first.click()
    page.wait_for_url(f"{live_server}/compare?units=NO073,BG412")
