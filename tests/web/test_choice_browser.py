"""Choosing in a browser: the list of indicators and its dialog, favourites, the language that is offered."""

from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.datastructures import MultiDict

from mapserver.snapshot import Snapshot
from mapserver.web.controls import state_address
from mapserver.web.indicator_choice import carried
from mapserver.web.lookup import find_layer
from mapserver.web.map_state import PARAMETERS, read_state
from mapserver.web.query import Query
from tests.web.reader import MAP, RATE, choose_year, faults, faults_in_dark, settled
from tests.windows import NARROW, WIDE

AREA = "/areas/carpathians"
DENIED = """
Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
#: What a browser prefers, as a test puts it.
PREFERRED = """
Object.defineProperty(navigator, "languages", { get: () => JSON.parse(sessionStorage.preferred ?? '["en"]') });
"""
ROWS = "[data-theme] tr[data-indicator]"
Window = Callable[..., Page]


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window()


def opened(page: Page, address: str) -> Page:
    """Open the dialog of a map page."""
    settled(page, address)
    page.locator("[data-opens=indicator-dialog]").click()
    page.locator(f"#indicator-dialog {ROWS}:visible").first.wait_for()
    return page


def test_an_indicator_is_chosen_with_the_keyboard_alone(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{MAP}?year=2015&view=definition")
    page.focus("[data-opens=indicator-dialog]")
    page.keyboard.press("Enter")
    page.locator(f"#indicator-dialog {ROWS}:visible").first.wait_for()
    expect(page.locator("#indicator-dialog input[type=search]")).to_be_focused()
    page.keyboard.type("Median age")
    expect(page.locator(f"#indicator-dialog {ROWS}:visible")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Median age"
    page.keyboard.press("ArrowUp")
    expect(page.locator("#indicator-dialog input[type=search]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/median_age?*")
    assert page.url == f"{live_server}/areas/barents/median_age?view=definition&year=2015"
    assert page.locator("h1").inner_text() == "Median age"


def test_escape_closes_the_dialog_and_gives_the_focus_back(page: Page, live_server: str) -> None:
    settled(page, live_server + MAP)
    page.focus("[data-opens=indicator-dialog]")
    page.keyboard.press("Enter")
    page.locator(f"#indicator-dialog {ROWS}:visible").first.wait_for()
    here = page.locator("#indicator-dialog [aria-current=page]")
    assert here.inner_text() == "Population density"
    assert here.is_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#indicator-dialog")).not_to_be_visible()
    assert page.evaluate("document.activeElement.dataset.opens") == "indicator-dialog"
    assert page.url == live_server + MAP


def test_keys_lead_to_the_indicator_after_and_back_in_the_same_year(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{MAP}?year=2015")
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url("**/share_0_14?year=2015")
    page.locator(".map-frame.live").wait_for()
    page.keyboard.press("Alt+PageUp")
    page.wait_for_url(f"**{MAP}?year=2015")


def test_the_steps_follow_the_year_that_is_chosen_in_place(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}{MAP}?year=2020")
    page.locator(".map-frame.live").wait_for()
    page.select_option("#year", "2015")
    expect(page.locator("#indicator-choice a[data-step=after]")).to_have_attribute(
        "href", "/areas/barents/share_0_14?year=2015"
    )
    page.locator("[data-opens=indicator-dialog]").click()
    expect(page.locator("#indicator-dialog [data-theme] tr[data-indicator=median_age] th a")).to_have_attribute(
        "href", f"{live_server}/areas/barents/median_age?year=2015"
    )


@pytest.mark.parametrize(
    "query",
    [
        "year=2015&unit=RU-MUR,NO074,FI1D7",
        "view=chart&year=2014&palette=ylorrd&unit=SE332,RU-KR&lang=nb",
        "level=nuts2&unit=FI1D,NO07",
    ],
)
def test_the_list_carries_on_what_the_steps_carry_on(
    page: Page, live_server: str, shipped: Snapshot, query: str
) -> None:
    opened(page, f"{live_server}{MAP}?{query}")
    page.locator(f"#indicator-dialog {ROWS} th a[href*='unit=']").first.wait_for(state="attached")
    links = dict(
        page.eval_on_selector_all(
            f"#indicator-dialog {ROWS}",
            "rows => rows.map((row) => [row.dataset.indicator, row.querySelector('th a').href])",
        )
    )
    area, entry = shipped.area("barents"), find_layer(shipped, shipped.area("barents"), "population_density")
    layer, state = read_state(shipped, area, entry, Query(MultiDict(parse_qsl(query)), PARAMETERS))
    wanted = {}
    for other in area.layers:
        there = shipped.layer("barents", other.indicator, state.level if state.level in other.values else "finest")
        wanted[other.indicator] = live_server + state_address(there, carried(layer, state, there))
    assert links == wanted
    assert len({parse_qs(urlsplit(link).query).get("unit", [""])[0] for link in wanted.values()}) > 1


def test_words_are_found_without_their_marks_and_by_their_english_name(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{AREA}?lang=sk")
    titles = page.locator(f"{ROWS} th a")
    with_marks = next(text for text in titles.all_inner_texts() if "ť" in text.lower())
    page.fill("[data-filter=text]", with_marks.lower().replace("ť", "t"))
    expect(page.locator(f"{ROWS}:visible th a").filter(has_text=with_marks).first).to_be_visible()
    page.fill("[data-filter=text]", "UNEMPLOYMENT rate")
    assert page.locator(f"{ROWS}:visible").count() > 0
    page.fill("[data-filter=text]", "no such thing")
    expect(page.locator("[data-nothing]")).to_be_visible()
    assert page.locator(f"{ROWS}:visible").count() == 0


def test_the_sides_are_filtered_in_place_and_the_address_and_the_languages_follow(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{AREA}?lang=uk")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    every = page.locator(f"{ROWS}:visible").count()
    page.locator("[data-filter=both]").click()
    some = page.locator(f"{ROWS}:visible").count()
    assert 0 < some < every
    assert page.url == f"{live_server}{AREA}?sides=both&lang=uk"
    assert asked == []
    address = page.locator("#languages a[hreflang=sk]").get_attribute("href")
    settled(page, address if address.startswith("http") else live_server + address)
    assert page.url == f"{live_server}{AREA}?sides=both&lang=sk"
    assert page.locator(f"{ROWS}:visible").count() == some
    page.locator("[data-filter=all]").click()
    assert page.url == f"{live_server}{AREA}?lang=sk"
    assert page.locator(f"{ROWS}:visible").count() == every


def test_without_a_script_the_list_can_be_filtered_and_reached(window: Window, live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(live_server + MAP)
    page.get_by_role("link", name="All indicators").click()
    page.wait_for_url("**/areas/barents#theme-demography")
    every = page.locator(f"{ROWS}:visible").count()
    page.get_by_role("link", name="On both sides").click()
    page.wait_for_url("**/areas/barents?sides=both#indicators")
    assert 0 < page.locator(f"{ROWS}:visible").count() < every
    assert page.locator(".indicator-list button:visible").count() == 0
    assert page.locator(".indicator-list input:visible").count() == 0


def test_favourites_stay_in_the_browser_and_stand_on_top(page: Page, live_server: str) -> None:
    settled(page, live_server + AREA)
    assert not page.locator("[data-favourites]").is_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    star = page.get_by_role("button", name="Favourite: Median age")
    star.click()
    expect(star.last).to_have_attribute("aria-pressed", "true")
    assert asked == []
    page.reload()
    group = page.locator("[data-favourites]")
    assert group.locator("tbody th a").all_inner_texts() == ["Median age"]
    # The same indicator is a favourite in another area and in the dialog of its maps.
    opened(page, live_server + MAP)
    assert page.locator("#indicator-dialog [data-favourites] tbody th a").all_inner_texts() == ["Median age"]
    page.locator("#indicator-dialog [data-filter=favourites]").click()
    assert page.locator(f"#indicator-dialog {ROWS}:visible").count() == 0
    page.locator("#indicator-dialog [data-favourites] button[data-star]").click()
    assert page.locator("#indicator-dialog [data-favourites]").is_hidden()
    settled(page, live_server + AREA)
    assert not group.is_visible()


def test_favourites_work_as_long_as_the_page_where_storage_is_denied(browser: Browser, live_server: str) -> None:
    said: list[str] = []
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(DENIED)
    settled(page, live_server + AREA)
    page.get_by_role("button", name="Favourite: Median age").click()
    assert page.locator("[data-favourites] tbody th a").all_inner_texts() == ["Median age"]
    page.reload()
    assert not page.locator("[data-favourites]").is_visible()
    assert page.locator(f"{ROWS}:visible").count() > 0
    assert said == []
    context.close()


@pytest.mark.parametrize("kept", ['"nonsense', "7", '["median_age", 7, "<img src=x>", null]'])
def test_whatever_lies_in_the_storage_breaks_nothing(page: Page, live_server: str, kept: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server}/livez")
    page.evaluate(
        "(kept) => { localStorage['mapserver.favourites'] = localStorage['mapserver.language'] = kept; }", kept
    )
    settled(page, live_server + AREA)
    assert page.locator(f"{ROWS}:visible").count() > 0
    assert said == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_open_dialog(page: Page, live_server: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    opened(page, live_server + MAP)
    page.locator("#indicator-dialog button[data-star]:visible").first.click()
    assert faults(page) == []
    assert faults_in_dark(page) == []


@pytest.mark.parametrize("path", [AREA, "/areas/bulgaria?sides=both&lang=fi"])
def test_axe_finds_nothing_on_the_page_of_an_area(window: Window, live_server: str, path: str) -> None:
    page = settled(window(viewport=NARROW, locale="fi-FI"), live_server + path)
    page.locator("button[data-star]:visible").first.click()
    page.locator(".languages summary").click()
    assert faults(page) == []
    assert faults_in_dark(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


@pytest.mark.parametrize(
    ("path", "languages", "offered"),
    [
        (MAP, ["fi-FI", "en"], "fi"),
        (MAP, ["de", "sr-RS"], "sr-Cyrl"),
        ("/", ["no"], "nb"),
        (MAP, ["en-US", "fi"], None),
        (MAP, ["de"], None),
        (f"{MAP}?lang=ru", ["fi"], None),
    ],
)
def test_a_language_is_offered_to_those_who_prefer_it(
    window: Window, live_server: str, path: str, languages: list[str], offered: str | None
) -> None:
    page = window(PREFERRED)
    page.goto(f"{live_server}/livez")
    page.evaluate("(languages) => { sessionStorage.preferred = JSON.stringify(languages); }", languages)
    settled(page, live_server + path)
    offer = page.locator(".language-offer")
    assert (offer.get_attribute("lang") if offer.count() else None) == offered


def test_the_offer_leads_to_the_same_state_and_is_remembered(window: Window, live_server: str) -> None:
    page = window(locale="fi-FI")
    page.goto(f"{live_server}{MAP}?year=2020")
    page.locator(".map-frame.live").wait_for()
    choose_year(page, 2015)
    page.locator(".language-offer a").click()
    page.wait_for_url("**?year=2015&lang=fi")
    page.locator(".map-frame.live").wait_for()
    assert page.locator(".language-offer").count() == 0
    # A choice in the menu counts more than what the browser prefers.
    page.locator(".languages summary").click()
    page.locator("#languages a[hreflang=sv]").click()
    page.wait_for_url("**lang=sv")
    settled(page, f"{live_server}/")
    assert page.locator(".language-offer").get_attribute("lang") == "sv"


def test_the_offer_leads_to_an_address_as_the_server_writes_it(window: Window, live_server: str) -> None:
    page = settled(window(locale="fi-FI"), f"{live_server}{RATE}?find=&scheme=own&breaks=3,5,8")
    page.locator(".language-offer a").click()
    page.wait_for_url("**lang=fi")
    assert page.url == f"{live_server}{RATE}?scheme=own&breaks=3,5,8&lang=fi"


def test_who_stays_is_not_asked_again(window: Window, live_server: str) -> None:
    page = settled(window(viewport=NARROW, locale="uk-UA"), live_server + AREA)
    page.locator(".language-offer button").click()
    assert page.locator(".language-offer").count() == 0
    assert page.url == live_server + AREA
    settled(page, f"{live_server}/")
    assert page.locator(".language-offer").count() == 0
    assert page.context.cookies() == []
