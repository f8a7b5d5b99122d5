"""Gaps of the shipped maps in a browser: reached by keys, chosen by a click, kept in step with the year; readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.web.reader import LISTEN, choose_year, faults, faults_in_dark, settled
from tests.windows import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

GAPS = "/areas/bulgaria/gdp_per_inhabitant?view=borders&year=2018"
LINES = ".gap-sheet a.gap"
#: The middle of the line that lies on the map, in pixels of the window.
MIDDLE = """(line) => {
  const hit = line.querySelector(".gap-hit");
  const { x, y } = hit.getPointAtLength(hit.getTotalLength() / 2).matrixTransform(hit.getScreenCTM());
  return [x, y];
}"""

#: How far the first tick of a line reaches on the screen, in pixels.
REACH = """(path) => {
  const [, across, down] = path.getAttribute("d").match(/l(-?[\\d.]+),?(-?[\\d.]+)/);
  return Math.hypot(across, down) * path.getScreenCTM().a;
}"""


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    page = window(viewport=WIDE)
    page.add_init_script(LISTEN)
    return page


def test_a_line_is_reached_by_keys_says_itself_and_opens_its_card(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{GAPS}")
    line = page.locator(LINES).first
    line.focus()
    name = line.get_attribute("aria-label")
    assert name is not None and " – " in name and name.count(":") >= 3
    page.keyboard.press("Enter")
    heading = page.locator("#pair-card h2")
    expect(heading).to_be_focused()
    assert f"pair={line.get_attribute('data-pair')}" in page.url
    for part in name.partition(".")[0].split(" – "):
        expect(heading).to_contain_text(part.partition(":")[0])
    pair = line.get_attribute("data-pair")
    page.keyboard.press("Escape")
    expect(page.locator("#pair-card section")).to_have_count(0)
    assert "pair=" not in page.url
    expect(page.locator(f'{LINES}[data-pair="{pair}"]')).to_be_focused()


def test_who_has_gone_on_is_not_called_back_when_the_card_comes(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{GAPS}")
    line = page.locator(LINES).first
    line.focus()
    page.keyboard.press("Enter")
    page.locator("#year").focus()
    page.locator("#pair-card section").wait_for()
    expect(page.locator("#year")).to_be_focused()


def test_a_click_opens_the_card_and_back_closes_it(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{GAPS}")
    line = page.locator(f'{LINES}[data-pair="BG341,TR213"]')
    page.mouse.click(*line.evaluate(MIDDLE))
    expect(page.locator("#pair-card h2")).to_contain_text("Burgas")
    expect(page.locator(f'{LINES}[data-pair="BG341,TR213"]')).to_have_class("gap sized w2 is-chosen")
    expect(page.locator('tr[data-pair="BG341,TR213"]')).to_have_class("lit")
    page.go_back()
    expect(page.locator("#pair-card section")).to_have_count(0)


def test_lines_are_away_until_those_of_another_year_are_there(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{GAPS}")
    before = page.locator(LINES).evaluate_all("(lines) => lines.map((line) => line.getAttribute('aria-label'))")
    page.select_option("#year", "2010")
    expect(page.locator(".gap-sheet .of-another-year")).to_have_count(1)
    page.locator("#summary:not([aria-busy])").wait_for()
    expect(page.locator(".gap-sheet .of-another-year")).to_have_count(0)
    expect(page.locator(".gap-sheet .gaps")).to_have_attribute("data-year", "2010")
    after = page.locator(LINES).evaluate_all("(lines) => lines.map((line) => line.getAttribute('aria-label'))")
    assert len(after) == len(before) and after != before
    choose_year(page, 2018)
    assert before == page.locator(LINES).evaluate_all("(lines) => lines.map((line) => line.getAttribute('aria-label'))")


def test_lines_and_ticks_are_as_wide_nearer_by(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{GAPS}")
    ticks = page.locator(".gap-sheet .gap-ticks.wide").first
    far = ticks.evaluate(REACH)
    page.locator(".map-zoom button").first.click()
    page.wait_for_timeout(600)
    near = ticks.evaluate(REACH)
    assert abs(near - far) < 1.5
    lines = page.locator(".gap-sheet .gap-line").first
    assert lines.evaluate("(path) => getComputedStyle(path).vectorEffect") == "non-scaling-stroke"
    assert lines.evaluate("(path) => getComputedStyle(path).fill") == "none"


def test_a_line_is_a_link_without_a_script(window: Callable[..., Page], live_server: str) -> None:
    page = window(viewport=NARROW, java_script_enabled=False)
    page.goto(f"{live_server}{GAPS}")
    page.locator("svg.picture a.gap").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pair-card h2")).to_be_visible()
    assert "#pair-card" in page.url
    page.locator("table.segments th a").nth(3).click()
    expect(page.locator("tr.lit")).to_have_count(1)


@pytest.mark.parametrize("query", ["", "&pair=BG341,TR213&lines=all", "&gap=diff&lang=ru&sort=-km"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_axe_finds_nothing(page: Page, live_server: str, size: dict[str, int], query: str) -> None:
    page.set_viewport_size(size)
    settled(page, f"{live_server}{GAPS}{query}")
    assert faults(page) == []
    assert faults_in_dark(page) == []
    assert page.evaluate("globalThis.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_in_an_embed(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/embed/bulgaria/gdp_per_inhabitant?view=borders&year=2018")
    page.locator(".map-frame.live").wait_for()
    assert faults(page) == []
    assert page.evaluate("globalThis.violations") == []
    link = page.locator("svg.picture a.gap").first
    assert "pair=" in (link.get_attribute("href") or "") and link.get_attribute("target") == "_blank"
    assert page.locator(".map-thumb").is_hidden()
    page.locator('.map-strip a[data-year="2010"]').click()
    page.wait_for_url("**year=2010**")
    expect(page.locator("svg.picture .gaps")).to_have_attribute("data-year", "2010")
