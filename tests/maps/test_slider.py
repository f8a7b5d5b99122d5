"""The strip of years as a slider: keys, gaps, hands, what is read out."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from mapserver.model import Layer
from tests.maps.opening import Open, path_of, settled, without_requests

#: Years with data that lie apart in time.
SPARSE = (2003, 2012, 2013, 2020)


@pytest.fixture
def sparse(layer: Layer) -> Layer:
    periods = tuple(
        replace(period, first_year=2000, last_year=2022) for period in layer.periods if period.country == "RU"
    )
    return replace(layer, years=SPARSE, default_year=2012, periods=periods)


def shown(page: Page) -> int:
    return int(page.locator(".map-year").inner_text())


def middles(page: Page, year: int) -> tuple[float, float]:
    """Return the middles of the thumb and of the bar of a year."""
    thumb, bar = page.locator(".map-thumb").bounding_box(), page.locator(f'a[data-year="{year}"]').bounding_box()
    assert thumb and bar
    value, low, high = page.eval_on_selector(".map-thumb", "({value, min, max}) => [value, min, max].map(Number)")
    return thumb["x"] + 12 + (value - low) / (high - low) * (thumb["width"] - 24), bar["x"] + bar["width"] / 2


def test_one_thumb_takes_the_place_of_the_links(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    slider = page.get_by_role("slider")
    assert slider.count() == 1
    assert (slider.get_attribute("aria-label"), slider.input_value()) == ("Year", "2020")
    assert slider.get_attribute("aria-valuetext") == "2020: 3 of 4 core districts have a value"
    assert page.locator(".map-strip[aria-hidden]").count() == 1
    assert page.eval_on_selector_all(".map-strip a", "all => all.map(link => link.tabIndex)") == [-1] * 4
    box = slider.bounding_box()
    assert box and box["height"] >= 24


@pytest.mark.parametrize(
    ("key", "year"),
    [
        *(("ArrowRight", 2013), ("ArrowUp", 2013), ("ArrowLeft", 2003), ("ArrowDown", 2003)),
        # Five years on is nearer to 2020 than to 2013; there is no other year before 2012.
        *(("PageUp", 2020), ("PageDown", 2003), ("Home", 2003), ("End", 2020)),
    ],
)
def test_each_key_leads_to_a_year_with_data(opened: Open, sparse: Layer, key: str, year: int) -> None:
    page = opened(sparse)
    with without_requests(page):
        page.get_by_role("slider").press(key)
        settled(page, year)
    assert (shown(page), path_of(page)) == (year, f"/?year={year}")
    assert page.get_by_role("slider").input_value() == str(year)
    assert str(page.get_by_role("slider").get_attribute("aria-valuetext")).startswith(f"{year}: ")
    assert page.evaluate("document.activeElement.className") == "map-thumb"


def test_the_ends_hold(opened: Open, sparse: Layer) -> None:
    page = opened(sparse)
    slider = page.get_by_role("slider")
    slider.press("End")
    for key in ("ArrowRight", "PageUp", "End"):
        slider.press(key)
        assert shown(page) == 2020
    slider.press("Home")
    for key in ("ArrowLeft", "PageDown", "Home"):
        slider.press(key)
        assert shown(page) == 2003


@pytest.mark.parametrize(("value", "year"), [(2006, 2012), (2014, 2020), (2019, 2020), (2003, 2003)])
def test_what_moves_the_thumb_otherwise_skips_years_in_its_direction(
    opened: Open, sparse: Layer, value: int, year: int
) -> None:
    """Readers of the screen set the value and tell of it; from 2003 upwards, from 2012 for the rest."""
    page = opened(sparse)
    slider = page.get_by_role("slider")
    if value == 2006:
        slider.press("Home")
    slider.evaluate(
        "(thumb, value) => { thumb.value = value; for (const kind of ['input', 'change'])"
        " thumb.dispatchEvent(new Event(kind, { bubbles: true })); }",
        str(value),
    )
    assert (shown(page), slider.input_value()) == (year, str(year))


def test_the_thumb_stands_over_its_bar(opened: Open, sparse: Layer) -> None:
    page = opened(sparse)
    for key, year in (("Home", 2003), ("ArrowRight", 2012), ("ArrowRight", 2013), ("End", 2020)):
        page.get_by_role("slider").press(key)
        thumb, bar = middles(page, year)
        assert thumb == pytest.approx(bar, abs=1)


def test_a_hand_drags_through_the_years_and_back_is_one_step(opened: Open, sparse: Layer) -> None:
    page = opened(sparse)
    bar, last = (page.locator(f'a[data-year="{year}"]').bounding_box() for year in (2012, 2020))
    assert bar and last
    low = bar["y"] + bar["height"] - 23
    page.mouse.move(bar["x"] + bar["width"] / 2, low)
    page.mouse.down()
    seen = []
    for step in range(1, 11):
        page.mouse.move(bar["x"] + bar["width"] / 2 + step * (last["x"] - bar["x"]) / 10, low)
        seen.append(shown(page))
    page.mouse.up()
    # Between 2013 and 2020 lies nothing: the thumb is at 2020 as soon as 2013 is left, and does not flicker.
    assert seen == sorted(seen)
    assert set(seen) <= {2012, 2013, 2020}
    assert seen[-1] == 2020
    page.go_back()
    assert shown(page) == 2012


def test_bars_are_pressed_beside_the_thumb_and_run_through(opened: Open, sparse: Layer) -> None:
    page = opened(sparse)
    page.click('a[data-year="2020"]')
    assert shown(page) == 2020
    assert page.evaluate("document.activeElement.className") == "map-thumb"
    gap = page.locator(".map-strip .gap").nth(2)
    gap.click()
    # From 2020 back to where nothing is: on to 2003.
    assert shown(page) == 2003
    first, last = (page.locator(f'a[data-year="{year}"]').bounding_box() for year in (2013, 2020))
    assert first and last
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 4)
    page.mouse.down()
    page.mouse.move(last["x"] + 2, last["y"] + 4, steps=6)
    page.mouse.up()
    assert shown(page) == 2020
    page.go_back()
    assert shown(page) == 2003


def test_a_move_that_ends_over_a_gap_stays_where_it_led(opened: Open, sparse: Layer) -> None:
    page = opened(sparse)
    first, last = (page.locator(f'a[data-year="{year}"]').bounding_box() for year in (2013, 2020))
    assert first and last
    height = first["y"] + 4
    page.mouse.move(first["x"] + first["width"] / 2, height)
    page.mouse.down()
    page.mouse.move((first["x"] + last["x"]) / 2, height, steps=6)
    assert shown(page) == 2020
    page.mouse.up()
    assert (shown(page), path_of(page)) == (2020, "/?year=2020")
    # What is pressed after a move counts again.
    page.locator(".map-strip .gap").nth(2).click()
    assert shown(page) == 2003


def test_a_link_still_opens_elsewhere(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    with page.context.expect_page():
        page.click('a[data-year="2021"]', modifiers=["Control"])
    assert shown(page) == 2020


def test_the_address_keeps_what_was_chosen_since(opened: Open, layer: Layer) -> None:
    page = opened(layer)
    page.evaluate("history.replaceState(null, '', '?view=map&unit=A,B&find=x#table')")
    page.get_by_role("slider").press("End")
    assert path_of(page) == "/?view=map&year=2022&unit=A,B&find=x"


def test_ranks_are_those_of_the_core(opened: Open, layer_with: Callable[..., Layer]) -> None:
    page = opened(layer_with())
    body = """async () => {
      const { figureOf } = await import("/static/map/figure.js");
      const figure = figureOf(document.querySelector("figure.map"));
      const ranks = [2020, 2022].map((year) => [0, 1, 5, 6, 7].map((index) => figure.rank(index, year)));
      const ranked = [2020, 2022].map((year) => figure.ranked(year));
      return { ranks, ranked, same: figure.drawn(2019) === figure.drawn(2020) };
    }"""
    # 2020: 3.0, 5.0, 9.0, none, context; 2022: none, not drawn, 12.0, 12.0, context; and 7.5 elsewhere.
    assert page.evaluate(body) == {
        "ranks": [[3, 2, 1, None, None], [None, None, 1, 1, None]],
        "ranked": [3, 3],
        "same": True,
    }


def test_where_sources_measure_different_things_there_are_no_ranks(opened: Open, layer: Layer) -> None:
    different = replace(layer, comparability=((*layer.comparability[0][:2], "different", layer.comparability[0][3]),))
    page = opened(different)
    body = """async () => {
      const { figureOf } = await import("/static/map/figure.js");
      const figure = figureOf(document.querySelector("figure.map"));
      return [figure.rank(5), figure.ranked()];
    }"""
    assert page.evaluate(body) == [None, 0]
