"""The search in a browser with the shipped data: by keyboard, by mouse, on a telephone, without a script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.reader import LISTEN, MAP, faults, faults_in_dark, settled
from tests.windows import NARROW, WIDE

FIELD = "#search"
OPTIONS = "#search-suggestions [role=option]"
CHOSEN = "#search-suggestions [aria-selected=true]"


@pytest.fixture
def page(window: Callable[..., Page]) -> Iterator[Page]:
    made = window(LISTEN)
    yield made
    assert made.evaluate("globalThis.violations ?? []") == []


def write(page: Page, text: str) -> None:
    """Write into the field as a reader does, and wait for the suggestions."""
    page.focus(FIELD)
    page.keyboard.type(text)
    page.locator(OPTIONS).first.wait_for()


def test_another_name_offers_its_unit_and_enter_opens_it(page: Page, live_server: str) -> None:
    settled(page, live_server)
    write(page, "kirkko")
    first = page.locator(OPTIONS).first
    expect(first).to_contain_text("Kirkkoniemi")
    expect(first).to_contain_text("in Finnmark")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/units/NO073")


def test_cyrillic_letters_find_what_latin_ones_find(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/?lang=ru")
    write(page, "Киркенес")
    expect(page.locator(OPTIONS).first).to_contain_text("Финнмарк")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/units/NO073?lang=ru")


def test_escape_closes_the_list_and_keeps_what_was_written(page: Page, live_server: str) -> None:
    settled(page, live_server)
    write(page, "kirkko")
    page.keyboard.press("Escape")
    expect(page.locator("#search-suggestions")).to_be_hidden()
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(FIELD)).to_have_value("kirkko")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/search?q=kirkko")


def test_the_keyboard_alone_reaches_everything(page: Page, live_server: str) -> None:
    settled(page, live_server)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search":
            break
    field = page.locator(FIELD)
    expect(field).to_be_focused()
    page.keyboard.type("pet")
    options = page.locator(OPTIONS)
    options.nth(3).wait_for()
    count = options.count()

    def chosen() -> int:
        expect(page.locator(CHOSEN)).to_have_count(1)
        active = field.get_attribute("aria-activedescendant")
        assert active == page.locator(CHOSEN).get_attribute("id")
        return int(str(active).rpartition("-")[2])

    assert chosen() == 0
    # The cursor moves in what is written until the reader has gone into the list.
    page.keyboard.press("Home")
    assert field.evaluate("(element) => element.selectionStart") == 0
    assert chosen() == 0
    walk = [("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", count - 1), ("ArrowDown", 0)]
    for key, place in [*walk, ("ArrowUp", count - 1), ("Home", 0)]:
        page.keyboard.press(key)
        assert chosen() == place, key
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/search?q=pet")


def test_a_screen_reader_hears_what_opens_and_how_many_there_are(page: Page, live_server: str) -> None:
    settled(page, live_server)
    field = page.get_by_role("combobox", name="Search for a district, a town or an indicator")
    expect(field).to_have_attribute("aria-expanded", "false")
    write(page, "ungvar")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(page.locator(".search-box [role=status]")).to_have_text("2 suggestions")
    expect(page.locator(".search-name[lang=hu]").first).to_have_text("Ungvár")


def test_a_unit_of_the_map_is_chosen_there_and_another_one_has_its_page(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{MAP}?year=2015")
    write(page, "Киркенес")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}{MAP}?year=2015&unit=NO073")
    write(page, "Burgas")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/units/BG341")


def test_the_area_at_hand_comes_first(page: Page, live_server: str) -> None:
    for area, word in (("bulgaria", "Bulgaria"), ("barents", "Barents")):
        settled(page, f"{live_server}/areas/{area}")
        write(page, "unempl")
        expect(page.locator(OPTIONS).first).to_contain_text(word)


def test_nothing_moves_when_the_list_opens(page: Page, live_server: str) -> None:
    settled(page, live_server + MAP)
    before = [page.locator(part).bounding_box() for part in ("main", ".masthead", FIELD)]
    write(page, "kir")
    assert [page.locator(part).bounding_box() for part in ("main", ".masthead", FIELD)] == before


def test_a_click_opens_and_a_click_elsewhere_closes(page: Page, live_server: str) -> None:
    settled(page, live_server)
    write(page, "kirkko")
    page.locator("h1").click()
    expect(page.locator("#search-suggestions")).to_be_hidden()
    page.focus(FIELD)
    page.keyboard.press("ArrowDown")
    page.locator(OPTIONS).first.click()
    page.wait_for_url(f"{live_server}/units/NO073")


def test_enter_before_an_answer_sends_the_form(page: Page, live_server: str) -> None:
    settled(page, live_server)
    page.route("**/api/search**", lambda route: None)
    page.focus(FIELD)
    page.keyboard.type("oulu")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/search?q=oulu")
    page.unroute_all(behavior="ignoreErrors")


def test_what_is_no_longer_asked_is_given_up(page: Page, live_server: str) -> None:
    settled(page, live_server)
    old = f"{live_server}/api/search?q=kir"
    page.route(old, lambda route: None)
    page.focus(FIELD)
    with page.expect_request(old):
        page.keyboard.type("kir")
    with page.expect_event("requestfailed", lambda request: request.url == old):
        page.keyboard.type("kko")
    expect(page.locator(OPTIONS).first).to_contain_text("Kirkkoniemi")
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("how", ["ArrowDown", "ArrowUp", "click"])
def test_nothing_that_was_found_for_other_words_is_opened(page: Page, live_server: str, how: str) -> None:
    settled(page, live_server)
    write(page, "kirkko")
    page.route("**/api/search**", lambda route: None)
    page.focus(FIELD)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("oulu")
    if how == "click":
        page.locator(OPTIONS).first.click()
        page.wait_for_timeout(200)
        assert page.url == f"{live_server}/"
    else:
        page.keyboard.press(how)
        assert page.locator(CHOSEN).count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/search?q=oulu")
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp"])
def test_an_arrow_opens_the_list_at_the_end_that_it_comes_from(page: Page, live_server: str, key: str) -> None:
    settled(page, live_server)
    write(page, "pet")
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    options = page.locator(OPTIONS)
    expect(options.first if key == "ArrowDown" else options.last).to_have_attribute("aria-selected", "true")
    assert options.count() > 2


def test_the_address_keeps_what_was_chosen_as_the_server_writes_it(page: Page, live_server: str) -> None:
    state = "scheme=own&breaks=3,5,8"
    settled(page, f"{live_server}{MAP}?{state}&find=#table")
    write(page, "Киркенес")
    page.keyboard.press("Enter")
    page.wait_for_url("**unit=NO073")
    assert page.url == f"{live_server}{MAP}?{state}&unit=NO073"


def test_letters_in_a_row_ask_once(browser: Browser, live_server: str) -> None:
    asked: list[str] = []
    context = browser.new_context(viewport=WIDE)
    page = settled(context.new_page(), live_server)
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.focus(FIELD)
    page.keyboard.type("kirk")
    page.clock.run_for(100)
    page.keyboard.type("ko")
    assert asked == []
    with page.expect_response("**/api/search**"):
        page.clock.run_for(200)
    assert asked == [f"{live_server}/api/search?q=kirkko"]
    context.close()


def test_where_suggestions_fail_the_form_still_works(page: Page, live_server: str) -> None:
    settled(page, live_server)
    page.route("**/api/search**", lambda route: route.fulfill(status=500, body="broken"))
    page.focus(FIELD)
    with page.expect_response("**/api/search**"):
        page.keyboard.type("oulu")
    expect(page.locator("#search-suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/search?q=oulu")
    expect(page.locator("main")).to_contain_text("North Ostrobothnia")


def test_where_nothing_is_found_enter_leads_to_the_help(page: Page, live_server: str) -> None:
    settled(page, live_server)
    write(page, "xqzzyx")
    expect(page.locator(OPTIONS)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing was found for “xqzzyx”.")


def test_without_a_script_the_box_leads_to_the_page(window: Callable[..., Page], live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{live_server}/areas/barents?lang=nb")
    page.fill(FIELD, "kirkko")
    page.locator(".search-box button").click()
    assert page.url == f"{live_server}/search?q=kirkko&area=barents&lang=nb"
    page.locator(".search-results a").first.click()
    assert page.url == f"{live_server}/units/NO073?lang=nb"


# 640 pixels are a screen of 1280 at 200 %.
@pytest.mark.parametrize("width", [390, 640])
def test_on_a_narrow_screen_a_link_stands_for_the_box(page: Page, live_server: str, width: int) -> None:
    page.set_viewport_size(NARROW | {"width": width})  # type: ignore[arg-type]
    settled(page, live_server + MAP)
    expect(page.locator(FIELD)).to_be_hidden()
    box = page.locator(".search-link").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Search").click()
    page.wait_for_url(f"{live_server}/search?area=barents")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("безработица")
    page.locator(OPTIONS).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    listed = page.locator("#search-suggestions").bounding_box()
    assert listed is not None
    assert 0 <= listed["x"] <= listed["x"] + listed["width"] <= width


@pytest.mark.parametrize(
    ("path", "text"),
    [(MAP, "kir"), ("/", "xqzzyx"), ("/search", ""), ("/search?q=karelia&lang=ru", ""), ("/search?q=xqzzyx", "")],
)
def test_axe_finds_nothing(page: Page, live_server: str, path: str, text: str) -> None:
    settled(page, live_server + path)
    if text:
        write(page, text)
    assert faults(page) == []
    assert faults_in_dark(page) == []


def test_the_pages_of_the_search_say_nothing_on_the_console(page: Page, live_server: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/search", "/search?q=kirkko", "/search?q=xqzzyx&lang=bg"):
        settled(page, live_server + path)
    assert said == []
    assert page.context.cookies() == []
