"""A frozen site in a browser: alive from a web host, complete and silent from disk."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAP = "areas/border/wage"
LIVE = "figure.map .map-frame.live"


@contextmanager
def watched(browser: Browser, root: str, **options: object) -> Iterator[Page]:
    """Open a page; fail at its end where a script failed, the console complained or another host was asked."""
    wrong: list[str] = []
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("request", lambda asked: None if asked.url.startswith((root, "data:")) else wrong.append(asked.url))
    yield page
    context.close()
    assert wrong == []


def walk(page: Page, root: str) -> None:
    """Go from the first page through an area, a map, a unit and a border, and all the way back."""
    page.goto(f"{root}/index.html")
    trail = [page.url]
    for selector in (
        ".card-link",
        "#indicator-list tr[data-indicator] th a",
        "#table-rows th a >> nth=0",
        "nav.trail a >> nth=1",
        ".borders h3 a",
        "a[href*='units/BB-1']",
    ):
        page.click(selector)
        expect(page).not_to_have_url(trail[-1])
        page.wait_for_load_state()
        expect(page.locator("h1")).to_have_count(1)
        trail.append(page.url)
    for before in reversed(trail[:-1]):
        page.go_back()
        expect(page).to_have_url(before)


@pytest.mark.parametrize("copy", ["plain", "whole"])
def test_a_reader_walks_through_the_copy_from_a_web_host(browser: Browser, host: str, copy: str) -> None:
    with watched(browser, host) as page:
        walk(page, f"{host}/{copy}")


@pytest.mark.parametrize("copy", ["plain", "whole"])
def test_a_reader_walks_through_the_copy_from_disk(browser: Browser, request: pytest.FixtureRequest, copy: str) -> None:
    folder: Path = request.getfixturevalue(copy)
    with watched(browser, folder.as_uri()) as page:
        walk(page, folder.as_uri())


def test_from_disk_a_map_is_a_picture_and_nothing_waits_for_a_script(browser: Browser, plain: Path) -> None:
    with watched(browser, plain.as_uri()) as page:
        page.goto(f"{plain.as_uri()}/{MAP}/index.html")
        expect(page.locator("svg.picture")).to_be_visible()
        expect(page.locator(".from-disk")).to_be_visible()
        assert page.locator(LIVE).count() == 0
        act = "form, button, select, input"
        shown = page.evaluate(
            "(act) => [...document.querySelectorAll(act)].filter((item) => item.checkVisibility())", act
        )
        assert shown == []
        page.goto(f"{plain.as_uri()}/{MAP}/view/table/index.html")
        expect(page.locator(".table-search")).to_be_hidden()


def test_from_a_web_host_a_map_is_alive_and_moves_through_the_years(browser: Browser, host: str) -> None:
    with watched(browser, host) as page:
        asked: list[str] = []
        page.goto(f"{host}/plain/{MAP}/index.html")
        page.wait_for_selector(LIVE)
        page.on("request", lambda request: asked.append(request.url))
        title = page.title()
        page.locator("a[data-year='2018']").dispatch_event("click")
        expect(page.locator(".map-year")).to_have_text("2018")
        expect(page.locator("#frozen-words")).to_be_visible()
        expect(page).to_have_url(f"{host}/plain/{MAP}/index.html?year=2018")
        assert page.title() == title.replace("2020", "2018")
        page.wait_for_timeout(700)
        assert asked == []
        assert page.locator("[aria-busy]").count() == 0
        page.go_back()
        expect(page.locator("#frozen-words")).to_be_hidden()
        expect(page.locator(".map-year")).to_have_text("2020")
        assert page.locator("[data-stale]").count() == 0


def test_the_words_of_a_year_are_read_from_its_page_where_there_is_one(browser: Browser, host: str) -> None:
    with watched(browser, host) as page:
        page.goto(f"{host}/whole/{MAP}/index.html")
        page.wait_for_selector(LIVE)
        page.locator("a[data-year='2018']").dispatch_event("click")
        expect(page.locator("#summary")).to_contain_text("2018")
        expect(page.locator("#frozen-words")).to_be_hidden()
        page.click("#views a >> text=Table")
        expect(page).to_have_url(f"{host}/whole/{MAP}/view/table/year/2018/index.html")


def test_a_unit_is_told_below_the_map_and_leads_to_its_page(browser: Browser, host: str) -> None:
    with watched(browser, host) as page:
        page.goto(f"{host}/plain/{MAP}/index.html")
        page.wait_for_selector(LIVE)
        page.locator(".leaflet-container path[tabindex='0']").focus()
        page.keyboard.press("Enter")
        page.click(".map-panel .tip-name a")
        expect(page).to_have_url(f"{host}/plain/units/{page.url.split('/')[-2]}/index.html")


@pytest.mark.parametrize(
    ("copy", "asked", "found"),
    [
        ("plain", f"{MAP}?view=table", f"{MAP}/view/table/index.html"),
        ("plain", f"{MAP}?view=chart&year=2018", f"{MAP}/view/chart/index.html?year=2018"),
        ("plain", f"{MAP}?palette=blues", f"{MAP}/?palette=blues"),
        ("plain", "areas/border?sides=both&lang=fi", "areas/border/sides/both/index.html?lang=fi#indicators"),
        ("whole", f"{MAP}?view=table&year=2018&lang=nb", f"nb/{MAP}/view/table/year/2018/index.html"),
        ("whole", f"{MAP}?year=2019", f"{MAP}/year/2019/index.html"),
        ("whole", f"{MAP}/year/2018/?year=2019", f"{MAP}/year/2019/index.html"),
        ("whole", "?lang=nb", "nb/index.html"),
    ],
)
def test_addresses_of_the_server_lead_to_the_state_that_is_there(
    browser: Browser, host: str, copy: str, asked: str, found: str
) -> None:
    with watched(browser, host) as page:
        page.goto(f"{host}/{copy}/{asked}")
        expect(page).to_have_url(f"{host}/{copy}/{found}")
        if "year=2018" in found:
            expect(page.locator(".map-year")).to_have_text("2018")


def test_the_table_is_sorted_and_searched_in_place(browser: Browser, host: str) -> None:
    with watched(browser, host) as page:
        page.goto(f"{host}/plain/{MAP}/view/table/index.html?sort=-name")
        names = page.locator("#table-rows tr:not([hidden]) th a")
        first = names.all_inner_texts()
        page.click("th[data-column='name'] a")
        expect(page.locator("th[data-column='name']")).to_have_attribute("aria-sort", "ascending")
        assert names.all_inner_texts() != first
        page.fill("#find", "one")
        expect(names).to_have_count(1)
        names.click()
        expect(page).to_have_url(f"{host}/plain/units/BB-1/index.html")


def test_the_list_of_indicators_leads_to_maps_of_the_copy(browser: Browser, host: str) -> None:
    with watched(browser, host) as page:
        page.goto(f"{host}/plain/{MAP}/view/chart/index.html")
        page.wait_for_selector(LIVE)
        page.click("a[data-opens]")
        page.click("dialog tr[data-indicator='double'] th a")
        expect(page).to_have_url(f"{host}/plain/areas/border/double/index.html")


def test_a_reader_of_another_language_is_offered_its_folder(browser: Browser, host: str) -> None:
    with watched(browser, host, locale="nb-NO") as page:
        page.goto(f"{host}/whole/{MAP}/index.html")
        page.click(".language-offer a")
        expect(page).to_have_url(f"{host}/whole/nb/{MAP}/index.html")
        assert page.locator(".language-offer").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["host", "disk"])
def test_pages_are_accessible(browser: Browser, host: str, plain: Path, repo: Path, scheme: str, where: str) -> None:
    root = f"{host}/plain" if where == "host" else plain.as_uri()
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for name in (f"{MAP}/index.html", f"{MAP}/view/table/index.html", "search/index.html", "areas/border/index.html"):
        page.goto(f"{root}/{name}")
        if where == "host" and name == f"{MAP}/index.html":
            page.wait_for_selector(LIVE)
        page.add_script_tag(content=(repo / "tests/vendor/axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run().then((result) => result.violations.map((item) => item.id))")
        assert (name, found) == (name, [])
    context.close()
