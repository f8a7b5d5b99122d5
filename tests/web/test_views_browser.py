"""The views of a map in a browser: what is linked, what follows, and that the address tells all of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mapserver.snapshot import Snapshot
from mapserver.snapshot.skeleton import folded
from tests.web.reader import RATE, choose_year, settled

LIVE = ".map-frame.live"


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window()


def settled_in(page: Page, year: int) -> None:
    """Wait until all that the script itself says is said of a year."""
    page.locator(f"figure.map[data-year='{year}']:not([data-settling])").wait_for()


def names(page: Page) -> list[str]:
    return page.locator("ol.bars li:not([hidden]) .bar-name").all_inner_texts()


def test_bars_and_lines_follow_the_year_and_the_map(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?view=chart&year=2019&unit=RU-MUR")
    page.locator(LIVE).wait_for()
    before, mark = names(page), page.locator("svg.lines.wide .line-now").get_attribute("x1")
    with page.expect_response(lambda response: "year=2010" in response.url):
        page.select_option("#year", "2010")
        expect(page.locator("svg.lines.wide .line-now")).not_to_have_attribute("x1", str(mark))
        settled_in(page, 2010)
        followed = names(page)
        assert followed != before
    page.locator("#bars:not([aria-busy])").wait_for()
    assert names(page) == followed
    assert "year=2010" in page.url and "view=chart" in page.url
    page.locator("ol.bars li").first.hover()
    assert page.locator("path.unit-outline").count() > 0


def test_a_unit_on_the_map_marks_its_bar_and_its_line(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?view=chart&year=2019&unit=RU-MUR,RU-KR")
    page.locator(LIVE).wait_for()
    bar = page.locator("ol.bars li", has=page.locator('a[href*="unit="]', has_text="Karelia"))
    place = bar.get_attribute("data-place")
    unit = page.locator(f'.leaflet-container path.unit[data-place="{place}"]')
    unit.hover(force=True)
    page.locator("ol.bars li.lit").wait_for()
    assert "Karelia" in page.locator("ol.bars li.lit").inner_text()
    assert page.locator("svg.lines.wide g.line.away").get_attribute("data-code") == "RU-MUR"


def test_a_name_in_the_order_adds_its_line(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?view=chart&year=2019&unit=RU-MUR")
    page.locator("ol.bars .bar-name", has_text="Upper Norrland").click()
    page.wait_for_url("**unit=RU-MUR,SE33**")
    expect(page.locator("svg.lines.wide g.line")).to_have_count(2)


def test_the_table_is_searched_and_sorted_in_place(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?view=table&year=2019")
    all_rows = page.locator("#table-rows tr:not([hidden])").count()
    page.fill("#find", "мурманск")
    assert page.locator("#table-rows tr:not([hidden])").count() == 1
    assert page.locator(".table-search output").inner_text() == f"1 of {all_rows} districts"
    page.fill("#find", "")
    page.locator("th[data-column=name] a").click()
    assert page.url.endswith("sort=name")
    order = page.locator("#table-rows tr [data-shows=code]").all_inner_texts()
    settled(page, page.url)
    assert page.locator("#table-rows tr [data-shows=code]").all_inner_texts() == order


SHOWN = """() => ({
  address: location.href,
  rows: [...document.querySelectorAll("#table-rows tr:not([hidden]) [data-shows=code]")].map((cell) => cell.innerText),
  heads: [...document.querySelectorAll("#columns th")].map((head) => head.getAttribute("aria-sort")),
  links: [...document.querySelectorAll(":is(#views, #columns, #languages, #back-to-values, #since) a")]
    .map((link) => link.href),
  form: [...new FormData(document.querySelector("form.year-control"))].toSorted(),
  said: document.querySelector(".table-search output").textContent,
  box: document.querySelector("#find").value,
})"""
TABLES = ("/areas/barents/population_density?view=table&year=2019", "/areas/bulgaria/gdp_per_inhabitant?view=table")


@pytest.mark.parametrize("address", [TABLES[0], f"{TABLES[1]}&lang=tr"])
def test_order_and_search_are_the_server_s_and_part_of_the_state(page: Page, live_server: str, address: str) -> None:
    orders = ["name", "name", "country", "code", "value", "value"]
    settled(page, live_server + address)
    seen = [page.evaluate(SHOWN)]
    for column in orders:
        page.click(f"th[data-column={column}] a")
        seen.append(page.evaluate(SHOWN))
    assert len({shown["address"] for shown in seen}) == len(orders), (
        "each order has an address, the usual one that of the page"
    )
    for words in ("7", "\u043e\u0431\u043b", "I\u0307z", "BG4 a"):
        page.fill("#find", words)
        seen.append(page.evaluate(SHOWN))
    page.fill("#find", "")
    for shown in reversed(seen[: len(orders) + 1]):
        page.wait_for_url(shown["address"])
        assert page.evaluate(SHOWN) == shown
        if shown is not seen[0]:
            page.go_back()
    for shown in seen:
        settled(page, shown["address"])
        assert page.evaluate(SHOWN) == shown


def test_a_table_that_came_with_a_search_keeps_it_in_another_order(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?view=table&year=2019&find=ma")
    page.click("th[data-column=code] a")
    shown = page.evaluate(SHOWN)
    assert page.url.endswith("sort=code&find=ma") and len(shown["rows"]) > 1
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url(lambda url: "find" not in url)
    assert page.url.endswith("view=table&year=2019&sort=code")
    page.go_back()
    page.wait_for_url("**find=ma")
    settled(page, page.url)
    assert page.evaluate(SHOWN) == shown


def test_what_is_typed_is_folded_as_the_server_folds_it(page: Page, live_server: str, shipped: Snapshot) -> None:
    settled(page, f"{live_server}{RATE}?view=table&year=2019")
    codes = page.locator("#table-rows [data-shows=code]").all_inner_texts()
    texts = [name for code in codes for name in shipped.unit(code).names.values()]
    texts += [
        "K\u00e1r\u00e1\u0161johka-Karasjok",
        "\u0130STANBUL I\u011fd\u0131r",
        "STRASSE stra\u00dfe",
        "\u0411\u0456\u043b\u0430 \u041a\u0440\u0438\u043d\u0438\u0446\u044f",
        "\u041f'\u044f\u0442\u044c  \u2014 7",
        "\u01e4\u014b\u0167\u00f0",
        "...",
    ]
    body = (
        """async (texts) => { const { folded } = await import("/static/site/folded.js"); return texts.map(folded); }"""
    )
    assert page.evaluate(body, texts) == [folded(text) for text in texts]


def test_the_map_of_a_change_is_that_of_the_picture(page: Page, live_server: str) -> None:
    address = f"{live_server}/areas/bulgaria/gdp_per_inhabitant?transform=change&from=2010&year=2019"
    settled(page, address)
    page.locator(LIVE).wait_for()
    colours = """(kind) => Object.fromEntries([...document.querySelectorAll(kind)].map((path) =>
      [path.dataset.place, path.getAttribute("fill").replace(/#(live-)?hatch[^)]*/, "hatch")]))"""
    drawn = page.evaluate(colours, "svg.picture path.unit[data-place]")
    assert len(drawn) > 50
    live = page.evaluate(colours, ".leaflet-container path.unit[data-place]")
    assert {place: live.get(place) for place in drawn} == drawn
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    settled_in(page, 2018)
    live = page.evaluate(colours, ".leaflet-container path.unit[data-place]")
    settled(page, page.url)
    page.locator(LIVE).wait_for()
    again = page.evaluate(colours, "svg.picture path.unit[data-place]")
    assert {place: live.get(place) for place in again} == again


def test_the_year_of_a_change_is_chosen_without_a_button(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/areas/bulgaria/gdp_per_inhabitant?year=2019")
    page.locator(LIVE).wait_for()
    page.locator("#shown-as summary").click()
    page.select_option("#from", "2012")
    page.wait_for_url("**transform=change**")
    assert "from=2012" in page.url and "year=2019" in page.url
    page.get_by_role("link", name="Show the values").click()
    page.wait_for_url(lambda url: "transform" not in url)


def test_keys_run_through_the_years_of_a_change_and_enter_sends_one(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/areas/bulgaria/gdp_per_inhabitant?year=2019")
    page.locator(LIVE).wait_for()
    page.locator("#shown-as summary").click()
    button = page.get_by_role("button", name="Show the change")
    assert not button.is_visible()
    before = page.url
    page.locator("#from").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    assert page.url == before
    assert page.locator("#from").input_value() == "2016"
    assert page.evaluate("document.activeElement.id") == "from"
    assert button.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2016**")
    page.locator(LIVE).wait_for()
    assert page.evaluate("document.activeElement.closest('details')?.id") == "shown-as"


def test_any_year_before_the_one_shown_can_be_chosen_without_script(
    window: Callable[..., Page], live_server: str
) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{live_server}/areas/bulgaria/gdp_per_inhabitant?year=2019")
    assert page.locator("#from").input_value() == ""
    page.locator("#shown-as summary").click()
    page.select_option("#from", "2018")
    page.get_by_role("button", name="Show the change").click()
    page.wait_for_url("**transform=change**")
    assert "from=2018" in page.url


def test_the_years_of_a_change_begin_after_its_first_one(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/areas/bulgaria/gdp_per_inhabitant?transform=change&from=2012&year=2014")
    page.locator(LIVE).wait_for()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**year=2013**")
    page.locator("#summary:not([aria-busy])").wait_for()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#year").input_value() == "2013"


@pytest.mark.parametrize("query", ["", "?transform=change&from=2010&year=2016"])
def test_nothing_moves_the_map_when_its_scripts_come(window: Callable[..., Page], live_server: str, query: str) -> None:
    page = window(
        "globalThis.moved = []; new PerformanceObserver((list) => { for (const { sources } of list.getEntries())"
        " globalThis.moved.push(...sources.map(({ node }) => node?.className || node?.nodeName)); })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    settled(page, f"{live_server}{RATE}{query}")
    page.locator(LIVE).wait_for()
    page.wait_for_timeout(300)
    assert {"map", "sheet-tools"}.isdisjoint(map(str, page.evaluate("globalThis.moved")))


def test_back_leads_through_years_units_and_views(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?year=2019")
    page.locator(LIVE).wait_for()
    choose_year(page, 2015)
    page.get_by_role("link", name="Table", exact=True).click()
    page.wait_for_url("**view=table**")
    page.go_back()
    page.wait_for_url(lambda url: "view" not in url)
    assert "year=2015" in page.url
    page.locator(LIVE).wait_for()
    page.go_back()
    page.wait_for_url("**year=2019**")
    expect(page.locator("#year")).to_have_value("2019")


def test_back_over_the_skip_link_leads_to_the_year_of_the_address(page: Page, live_server: str) -> None:
    settled(page, live_server + RATE)
    page.locator(LIVE).wait_for()
    year = page.locator("#year").input_value()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    skipped = page.url
    assert "#" in skipped
    page.select_option("#year", "2017")
    page.wait_for_url("**year=2017")
    page.go_back()
    expect(page.locator("#year")).to_have_value(year)
    assert (page.url, page.locator("figure.map").get_attribute("data-year")) == (skipped, year)


def test_back_to_an_address_without_a_year_leads_to_the_usual_one(page: Page, live_server: str) -> None:
    settled(page, live_server + RATE)
    usual = page.locator("#year").input_value()
    settled(page, f"{live_server}{RATE}?year=2017")
    page.locator(LIVE).wait_for()
    with page.expect_response(lambda response: "year" not in response.url):
        page.select_option("#year", usual)
    expect(page.locator("#summary")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_url(lambda url: "year" not in url)
    page.select_option("#year", "2018")
    page.wait_for_url("**year=2018")
    page.go_back()
    expect(page.locator("#year")).to_have_value(usual)
    page.go_back()
    expect(page.locator("#year")).to_have_value("2017")
