"""The years one after the other: play, pause, the end, and what must not happen meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from mapserver.model import Layer
from tests.maps.opening import Open, path_of, without_requests

PACE = 900


@pytest.fixture
def start(browser: Browser, opened: Open, layer: Layer) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the map and takes its clock over: a slow machine changes nothing."""
    contexts = []

    def open_page(**context: object) -> Page:
        # A clock stays where it was taken over: such a window is nobody else's.
        contexts.append(browser.new_context(**{"viewport": {"width": 800, "height": 600}, **context}))
        page = opened(layer, page=contexts[-1].new_page())
        page.clock.install()
        return page

    yield open_page
    for made in contexts:
        made.close()


def shown(page: Page) -> int:
    return int(page.locator(".map-year").inner_text())


def play(page: Page) -> None:
    page.get_by_role("button", name="Play the years").click()


def is_playing(page: Page) -> bool:
    return page.locator("figure.map[data-playing]").count() == 1


def test_it_plays_to_the_end_and_from_the_beginning_again(start: Callable[..., Page]) -> None:
    page = start()
    with without_requests(page):
        play(page)
        assert shown(page) == 2021
        page.clock.run_for(PACE)
        assert shown(page) == 2022
        assert not is_playing(page)
        play(page)
        assert shown(page) == 2019
        for year in (2020, 2021, 2022):
            assert is_playing(page)
            page.clock.run_for(PACE)
            assert shown(page) == year
        assert not is_playing(page)
    page.clock.run_for(3 * PACE)
    assert shown(page) == 2022


def test_the_button_pauses_and_goes_on(start: Callable[..., Page]) -> None:
    page = start()
    page.get_by_role("slider").press("Home")
    button = page.get_by_role("button", name="Play the years")
    button.focus()
    page.keyboard.press("Space")
    assert (shown(page), is_playing(page)) == (2020, True)
    pause = page.get_by_role("button", name="Pause")
    assert pause.get_attribute("title") == "Pause"
    page.keyboard.press("Enter")
    page.clock.run_for(2 * PACE)
    assert (shown(page), is_playing(page)) == (2020, False)
    page.keyboard.press("Enter")
    page.clock.run_for(PACE)
    assert shown(page) == 2022


@pytest.mark.parametrize("what", ["key", "pointer", "select", "hidden", "back"])
def test_whatever_else_is_done_pauses(start: Callable[..., Page], what: str) -> None:
    page = start()
    page.get_by_role("slider").press("Home")
    play(page)
    expected = 2020
    if what == "key":
        page.keyboard.press("Escape")
    elif what == "pointer":
        page.locator(".map-frame").click(position={"x": 5, "y": 5})
    elif what == "select":
        page.select_option("select", "2021")
        expected = 2021
    elif what == "hidden":
        page.evaluate(
            "Object.defineProperty(document, 'hidden', { value: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    else:
        page.go_back()
        expected = 2019
    assert not is_playing(page)
    page.clock.run_for(3 * PACE)
    assert shown(page) == expected


def test_the_tabulator_and_the_wheel_do_not_pause(start: Callable[..., Page]) -> None:
    page = start()
    play(page)
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 50)
    assert is_playing(page)


def test_a_run_is_one_step_back(start: Callable[..., Page]) -> None:
    page = start()
    page.get_by_role("slider").press("Home")
    before = page.evaluate("history.length")
    play(page)
    page.clock.run_for(3 * PACE)
    assert (shown(page), path_of(page)) == (2022, "/?year=2022")
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    assert (shown(page), path_of(page)) == (2019, "/?year=2019")
    page.go_forward()
    assert shown(page) == 2022


def test_what_is_read_out_waits_for_the_end(start: Callable[..., Page]) -> None:
    page = start(has_touch=True)
    page.tap('.leaflet-pane path[data-place="5"]')
    page.get_by_role("slider").press("Home")
    play(page)
    said, panel = page.locator(".map-said"), page.locator(".map-panel")
    assert (said.inner_text(), panel.get_attribute("aria-live")) == ("", "off")
    page.clock.run_for(PACE)
    assert (said.inner_text(), panel.get_attribute("aria-live")) == ("", "off")
    page.clock.run_for(PACE)
    assert said.text_content() == "2022: 3 of 4 core districts have a value"
    assert panel.get_attribute("aria-live") == "polite"


def test_who_wants_no_motion_sees_the_years_without_transitions(start: Callable[..., Page]) -> None:
    page = start(reduced_motion="reduce")
    play(page)
    assert shown(page) == 2021
    moving = """() => [...document.querySelectorAll("figure.map *")].filter((part) => {
      const { animationName, transitionDuration } = getComputedStyle(part);
      return animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
    }).map((part) => part.outerHTML.slice(0, 80))"""
    assert page.evaluate(moving) == []
