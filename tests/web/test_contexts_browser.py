"""Contexts in a browser: the script shows what the server says, year by year, and the form needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.reader import choose_year, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MAP = "/areas/bulgaria/gdp_per_inhabitant"
CELLS = "#table-rows tr[data-place]"


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """Return a window of its own."""
    return window()


def table(page: Page) -> list[list[str]]:
    """Return code, value, class, rank and remark of every row."""
    shown = ("code", "value", "class", "rank", "reason", "note")
    return page.locator(CELLS).evaluate_all(
        "(rows, shown) => rows.map((row) =>"
        " shown.map((name) => row.querySelector(`[data-shows=${name}]`).textContent))",
        list(shown),
    )


@pytest.mark.parametrize(
    "query",
    [
        "transform=vs-country",
        "transform=vs-neighbours&order=2&as=absolute",
        "transform=typology",
        "core=within-50",
        "core=touching&transform=change&from=2005",
    ],
)
def test_the_script_says_of_another_year_what_the_server_says(page: Page, live_server: str, query: str) -> None:
    settled(page, f"{live_server}{MAP}?year=2015&{query}")
    choose_year(page, 2011)
    page.locator("figure.map[data-year='2011']:not([data-settling])").wait_for()
    by_script = table(page)
    settled(page, f"{live_server}{MAP}?year=2011&{query}")
    assert by_script == table(page)
    assert len(by_script) > 20


def test_the_pointer_reads_what_a_type_is(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{MAP}?transform=typology&year=2015")
    page.locator(".map-frame.live").wait_for()
    box = page.locator("path.unit.core").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    said = page.locator(".map-tip .tip-value").first.inner_text()
    assert "above" in said and "NaN" not in said


def test_a_context_is_chosen_without_script(window: Callable[..., Page], live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{live_server}{MAP}?year=2015&core=touching")
    page.locator("#shown-as summary").click()
    page.select_option("#transform", "vs-neighbours")
    page.locator("#context button").click()
    page.wait_for_url("**transform=vs-neighbours**")
    assert "core=touching" in page.url
    page.get_by_role("link", name="within 200 km").click()
    page.wait_for_url("**km=200**")
    assert page.locator("figure.map").count() == 1
    page.locator("#shown-as summary").click()
    page.select_option("#transform", "value")
    page.locator("#context button").click()
    page.wait_for_url("**transform=value**")
    assert page.locator("#context-links a").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(window: Callable[..., Page], live_server: str, width: int) -> None:
    page = window(viewport={"width": width, "height": 844})
    for query in ("transform=vs-neighbours&unit=BG412", "transform=typology&core=order-2&lang=bg"):
        settled(page, f"{live_server}{MAP}?{query}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
