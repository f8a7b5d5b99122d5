"""What the server says beside the map, fetched once a reader rests: what becomes of it where it comes late or never."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.reader import MAP

LIVE = ".map-frame.live"
STOP = '.leaflet-pane path.unit[tabindex="0"]'


@pytest.fixture
def page(window: Callable[..., Page], live_server: str) -> Page:
    """Return the map of 2015 with a unit that the keyboard stops at."""
    made = window(reduced_motion="reduce")
    made.goto(f"{live_server}{MAP}?year=2015")
    made.locator(f"{LIVE} {STOP}").first.wait_for(state="attached")
    return made


def test_without_a_network_the_map_stays_and_the_next_rest_asks_again(page: Page) -> None:
    page.evaluate("globalThis.same = true")
    page.route("**/*", lambda route: route.abort("internetdisconnected"))
    with page.expect_event("requestfailed", lambda request: "year=2016" in request.url):
        page.select_option("#year", "2016")
    page.wait_for_timeout(200)
    assert page.evaluate("globalThis.same")
    assert page.locator("figure.map").get_attribute("data-year") == "2016"
    assert page.locator("#summary[aria-busy]").count() == 1
    page.unroute_all()
    page.select_option("#year", "2017")
    expect(page.locator("#summary:not([aria-busy])")).to_contain_text("2017")
    assert page.evaluate("globalThis.same")


def test_the_network_is_asked_again_when_it_is_back(page: Page) -> None:
    page.evaluate("globalThis.same = true")
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: "year=2016" in request.url):
        page.select_option("#year", "2016")
    page.context.set_offline(False)
    expect(page.locator("#summary:not([aria-busy])")).to_contain_text("2016")
    assert page.evaluate("globalThis.same")


def test_what_the_server_refuses_is_opened(page: Page) -> None:
    page.route("**/*year=2016*", lambda route: route.fulfill(status=503, body="<h1>Not now</h1>"))
    page.select_option("#year", "2016")
    expect(page.locator("h1")).to_have_text("Not now")


def test_what_the_map_writes_late_takes_no_words_of_the_server_away(page: Page) -> None:
    """The map empties the remarks of the table: on a slow machine it may come to that after the server's answer."""
    held: list[Route] = []
    page.route("**/*year=2016*", lambda route: held.append(route))
    with page.expect_request("**/*year=2016*"):
        page.select_option("#year", "2016")
    page.locator("figure.map:not([data-settling])").wait_for()
    page.evaluate("document.querySelector('figure.map').dataset.settling = ''")
    with page.expect_response("**/*year=2016*"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(page.locator("#summary[aria-busy]")).to_have_count(1)
    page.evaluate(
        "const figure = document.querySelector('figure.map'); delete figure.dataset.settling;"
        "figure.dispatchEvent(new CustomEvent('mapserver:year', { bubbles: true }))"
    )
    expect(page.locator("#summary:not([aria-busy])")).to_contain_text("2016")


def choose_and_hold(page: Page) -> list[Route]:
    """Choose a unit; what is asked for then waits in the list that is returned."""
    held: list[Route] = []
    page.route("**/*unit=*", lambda route: held.append(route))
    page.focus(STOP)
    with page.expect_request("**/*unit=*"):
        page.keyboard.press("Enter")
    return held


def test_a_panel_that_comes_late_leaves_the_focus_where_it_has_gone(page: Page) -> None:
    choose_and_hold(page)
    slider = page.get_by_role("slider")
    slider.focus()
    page.unroute_all()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#unit-panel .panel-value")).to_contain_text("2016")
    page.wait_for_timeout(200)
    expect(slider).to_be_focused()


def test_a_panel_that_comes_late_is_not_read_by_who_has_left(page: Page) -> None:
    held = choose_and_hold(page)
    page.focus("#search")
    held[0].continue_()
    expect(page.locator("#unit-panel h2")).to_have_count(1)
    page.wait_for_timeout(200)
    expect(page.locator("#search")).to_be_focused()
