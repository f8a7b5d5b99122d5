"""Clusters in a browser: a still picture, from which a year, the values and a chosen unit are a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.reader import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PAGE = "/areas/bulgaria/unemployment_rate"
CLUSTERS = f"{PAGE}?transform=clusters"


def test_another_year_is_the_servers(window: Callable[..., Page], live_server: str) -> None:
    page = settled(window(), live_server + CLUSTERS)
    with page.expect_navigation():
        page.select_option("#year", "2016")
    assert page.url == f"{live_server}{PAGE}?transform=clusters&year=2016"
    assert "clusters in 2016" in page.locator("#summary").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="Show the values").click()
    assert page.url == f"{live_server}{PAGE}?year=2016"
    with page.expect_navigation():
        page.locator("#shown-as summary").click()
        page.get_by_role("link", name="Show clusters").click()
    assert page.url == f"{live_server}{PAGE}?year=2016&transform=clusters"


def test_without_a_script_years_have_their_button(window: Callable[..., Page], live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(live_server + CLUSTERS)
    page.select_option("#year", "2016")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url == f"{live_server}{PAGE}?transform=clusters&year=2016"
    assert page.locator("svg.picture").count() == 1
    assert page.locator(".map-legend li[data-class]").count() == 5


def test_the_picture_keeps_its_classes_when_scripts_have_run(window: Callable[..., Page], live_server: str) -> None:
    page = settled(window(), live_server + CLUSTERS)
    assert page.locator("svg.picture path.unit.c1").count() >= 1
    assert page.locator(".leaflet-container").count() == 0


def test_a_region_is_put_together_with_ticks(window: Callable[..., Page], live_server: str) -> None:
    page = settled(window(), f"{live_server}/regions")
    page.locator("summary", has_text="Bulgaria's borders").click()
    page.locator('input[name="add"][value="BG412"]').check()
    page.locator('input[name="add"][value="BG413"]').check()
    page.get_by_label("Title", exact=True).fill("West")
    page.get_by_role("button", name="Put together").click()
    page.wait_for_url("**/regions?units=BG412,BG413&title=West")
    assert page.locator("h1").inner_text() == "West"
    assert page.locator(".spark").count() > 5
