"""The map page in a browser: what is seen at once, what follows a choice, what stays."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.reader import MAP, choose_year, settled
from tests.windows import WIDE

LIVE = ".map-frame.live"


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window()


@pytest.fixture
def clocked(browser: Browser) -> Iterator[Page]:
    """Return a page whose clock is ours, so that a slow machine does not make pauses of the keys."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


@pytest.mark.parametrize("path", [MAP, "/areas/bulgaria/unemployment_rate", "/areas/link/population_density"])
def test_title_key_map_and_years_are_seen_together(page: Page, live_server: str, path: str) -> None:
    settled(page, live_server + path)
    for part in ("h1", "#year", ".map-classes", ".map-frames", ".map-strip"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert 0 <= box["y"] < box["y"] + box["height"] <= WIDE["height"], part


def test_the_title_is_seen_once(page: Page, live_server: str) -> None:
    settled(page, live_server + MAP)
    assert not page.locator("figcaption").is_visible()


def test_a_year_that_is_passed_by_is_not_asked_for(clocked: Page, live_server: str) -> None:
    page = clocked
    page.goto(f"{live_server}{MAP}?year=2010")
    page.locator(LIVE).wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.focus(".map-strip [aria-current]")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    with page.expect_response(lambda response: "year=2015" in response.url):
        for _ in range(5):
            page.keyboard.press("ArrowRight")
            page.clock.run_for(60)
        page.clock.resume()
    page.locator("#summary:not([aria-busy])").wait_for()
    assert asked == [f"{live_server}{MAP}?year=2015"]


def test_nothing_is_asked_for_while_the_years_are_played(clocked: Page, live_server: str) -> None:
    page = clocked
    page.goto(f"{live_server}{MAP}?year=2014")
    page.locator(LIVE).wait_for()
    page.clock.run_for(2000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.get_by_role("button", name="Play the years").click()
    for year in (2015, 2016, 2017):
        expect(page.locator("h1 + .lead [data-shows=year]")).to_have_text(str(year))
        # The words beside the map are still those of the year before: they say so.
        page.clock.run_for(800)
        assert page.locator("#summary[aria-busy]").count() == 1
        page.clock.run_for(100)
    assert asked == []
    page.keyboard.press("Escape")
    with page.expect_response(lambda response: "year=2018" in response.url):
        page.clock.resume()
    page.locator("#summary:not([aria-busy])").wait_for()
    assert "2018" in page.locator("#summary").inner_text()
    assert asked == [f"{live_server}{MAP}?year=2018"]


def test_the_attribution_on_the_map_names_what_the_year_shows(page: Page, live_server: str) -> None:
    """Russian ratios end in 2020: their source stands on the map of 2020 and not on that of 2022."""
    page.goto(f"{live_server}/areas/barents/women_per_100_men?year=2022")
    page.locator(LIVE).wait_for()
    line = page.locator(".map-sources")
    assert "Rosstat" not in line.inner_text()
    page.locator('select[name="year"]').select_option("2020")
    expect(line).to_contain_text("Rosstat")
    assert "Natural Earth" in line.inner_text()


def test_a_choice_of_colours_leaves_the_reader_where_the_choices_are(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{MAP}?year=2015")
    page.locator(".controls summary").click()
    page.locator("#controls").get_by_text("Blues").first.click()
    page.wait_for_url("**#controls")
    page.locator(LIVE).wait_for()
    assert "year=2015" in page.url
    assert page.locator("#controls").is_visible()
    controls, frames = (page.locator(part).bounding_box() for part in ("#controls", ".map-frames"))
    assert controls is not None
    assert frames is not None
    assert 0 <= controls["y"] < WIDE["height"]
    assert frames["y"] + frames["height"] > WIDE["height"] / 4


def hrefs(page: Page, selector: str) -> list[str]:
    return page.eval_on_selector_all(selector, "links => links.map(link => link.href)")


def test_the_table_can_be_sorted_and_stays_sorted_in_another_year(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}{MAP}?year=2015&lang=nb")
    page.locator(LIVE).wait_for()
    head = page.locator("th[data-sort=number]")
    core = "#table-rows tr[data-core='1'] [data-shows=value]"

    def values() -> list[float]:
        return [
            float(text.replace("\u202f", "").replace(",", ".")) for text in page.locator(core).all_inner_texts() if text
        ]

    assert head.get_attribute("aria-sort") == "descending"
    head.get_by_role("link").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.url.endswith("?year=2015&sort=value&lang=nb")
    assert len(values()) > 5
    assert values() == sorted(values())
    choose_year(page, 2005)
    assert values() == sorted(values())
    page.locator("th[data-sort=text] a").first.click()
    assert head.get_attribute("aria-sort") is None
    names = page.locator("#table-rows tr[data-core='1'] [data-shows=name]").all_inner_texts()
    assert names != []
    assert names == page.evaluate("(names) => names.toSorted(new Intl.Collator('nb').compare)", names)
    choose_year(page, 2015)
    assert [link.split("sort=")[1] for link in hrefs(page, "#views a:not([href*='view=borders'])")] == [
        "name&lang=nb"
    ] * 4
    # A step back leads to the year before it, the next one to the order before.
    page.go_back()
    page.locator("figure.map[data-year='2005']:not([data-settling])").wait_for()
    assert page.locator("#columns [aria-sort]").get_attribute("data-column") == "name"
    page.go_back()
    assert page.locator("#columns [aria-sort]").get_attribute("data-column") == "value"
    assert values() == sorted(values())
    page.go_back()
    page.locator("figure.map[data-year='2015']:not([data-settling])").wait_for()
    page.locator("#summary:not([aria-busy])").wait_for()
    assert values() == sorted(values())
    page.go_back()
    assert "sort" not in page.url
    assert values() == sorted(values(), reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    assert not any("sort=" in link for link in hrefs(page, "#views a"))
