"""Putting a region together on a map, in a browser with the shipped data: by pointer, line, finger, keys, and without a
script."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from mapserver.web.outline import goes_round, read_outline
from tests.web.reader import LISTEN, faults, faults_in_dark, settled
from tests.windows import NARROW, WIDE

SAID = "[data-region-said]"


@pytest.fixture
def page(window: Callable[..., Page]) -> Iterator[Page]:
    made = window(LISTEN)
    yield made
    assert made.evaluate("globalThis.violations ?? []") == []


def district(page: Page, code: str) -> Locator:
    return page.locator(f'.region-map a[data-code="{code}"]')


def middle(page: Page, code: str) -> tuple[float, float]:
    """Return where the middle of a district is in the window."""
    return tuple(
        page.evaluate(
            """(code) => {
              const link = document.querySelector(`.region-map a[data-code="${code}"]`);
              const [x, y] = link.dataset.at.split(" ").map(Number);
              const point = new DOMPoint(x, y).matrixTransform(link.ownerSVGElement.getScreenCTM());
              return [point.x, point.y];
            }""",
            code,
        )
    )


def click(page: Page, code: str) -> None:
    page.mouse.click(*middle(page, code))


def query(page: Page) -> dict[str, list[str]]:
    return {name: value.split(",") for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def wait_for_units(page: Page, *codes: str, name: str = "units") -> None:
    page.wait_for_function(
        "([name, codes]) => (new URLSearchParams(location.search).get(name) ?? '') === codes",
        arg=[name, ",".join(codes)],
    )


def line_round(page: Page, *codes: str) -> list[tuple[float, float]]:
    """Return the corners of a box in the window around the middles of districts."""
    places = [middle(page, code) for code in codes]
    left, right = min(x for x, _ in places) - 9, max(x for x, _ in places) + 9
    top, bottom = min(y for _, y in places) - 9, max(y for _, y in places) + 9
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_a_click_takes_a_district_in_and_another_one_out(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073&title=Cape&lang=nb")
    click(page, "FI1D7")
    expect(district(page, "FI1D7")).to_have_attribute("aria-pressed", "true")
    wait_for_units(page, "NO073", "FI1D7")
    assert query(page)["title"] == ["Cape"] and query(page)["lang"] == ["nb"], "nothing else is lost"
    expect(page.locator(".region-units > li")).to_have_count(2)
    expect(page.locator("#region-units")).to_have_value("NO073,FI1D7")
    assert page.title().startswith("Cape")
    click(page, "NO073")
    wait_for_units(page, "FI1D7")
    expect(district(page, "NO073")).to_have_class("in-0")
    page.locator("[data-region-undo]").click()
    wait_for_units(page, "NO073", "FI1D7")
    expect(district(page, "NO073")).to_have_class("in-1")
    page.reload()
    expect(district(page, "NO073")).to_have_class("in-1")


def test_a_second_region_is_chosen_on_the_same_map(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073")
    page.locator(".region-into a").nth(1).click()
    page.wait_for_url("**into=with")
    click(page, "RU-MUR")
    wait_for_units(page, "RU-MUR", name="with")
    expect(district(page, "RU-MUR")).to_have_class("in-2")
    assert district(page, "RU-MUR").locator("path").get_attribute("fill") == "url(#region-second)"
    expect(district(page, "NO073")).to_have_attribute("aria-label", "Finnmark (NO073), in the region")
    expect(page.locator(".region-own")).to_have_count(2)
    page.locator("[data-region-clear]").click()
    page.wait_for_url(f"{live_server}/regions?units=NO073&into=with")
    expect(page.locator(".region-own")).to_have_count(1)


def test_what_was_chosen_on_the_map_is_what_is_shared(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073&title=Cape")
    click(page, "FI1D7")
    wait_for_units(page, "NO073", "FI1D7")
    page.get_by_role("link", name="Share").click()
    address = page.locator("dialog #taken-link")
    expect(address).to_have_value(f"{live_server}/regions?units=NO073,FI1D7&title=Cape")
    expect(page.locator("dialog #share-sentences li").first).to_contain_text("Cape: Finnmark (NO073), Lapland (FI1D7)")
    assert faults(page, "'dialog'") == []


def test_what_is_left_of_two_regions_is_the_first(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073&title=West&with=RU-MUR&with_title=East")
    click(page, "NO073")
    wait_for_units(page, "RU-MUR")
    assert query(page) == {"units": ["RU-MUR"], "title": ["East"]}


def test_a_stroke_round_districts_takes_them_in(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=SE332&title=North")
    page.locator("[data-region-outline]").click()
    expect(page.locator(SAID)).to_contain_text("Double click")
    corners = line_round(page, "NO073", "FI1D7")
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=6)
    page.mouse.up()
    expect(page.locator(".region-units > li")).to_have_count(3)
    assert query(page)["title"] == ["North"]
    assert set(query(page)["units"]) == {"SE332", "FI1D7", "NO073"}
    expect(page.locator("[data-region-outline]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(SAID)).to_be_empty()


@pytest.mark.parametrize("end", ["Enter", "double", "start"])
def test_corners_make_a_line_that_ends_in_three_ways(page: Page, live_server: str, end: str) -> None:
    settled(page, f"{live_server}/regions")
    page.locator("[data-region-outline]").click()
    corners = line_round(page, "RU-MUR")
    page.mouse.click(10 + corners[0][0], corners[0][1] - 60)
    page.keyboard.press("Escape")
    for corner in corners:
        page.mouse.click(*corner)
    if end == "Enter":
        page.keyboard.press("Enter")
    elif end == "double":
        page.mouse.dblclick(*corners[-1])
    else:
        page.mouse.click(corners[0][0] + 3, corners[0][1] + 3)
    wait_for_units(page, "RU-MUR")


def test_escape_leaves_the_drawing_and_an_empty_line_is_said(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073")
    button = page.locator("[data-region-outline]")
    button.click()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    x, y = middle(page, "NO073")
    for corner in ((x + 4, y - 60), (x + 8, y - 60), (x + 8, y - 56)):
        page.mouse.click(*corner)
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_contain_text("No district")
    assert query(page) == {"units": ["NO073"]}


def test_keys_walk_from_district_to_district_with_one_stop(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073")
    assert page.locator('.region-map a[tabindex="0"]').count() == 1
    district(page, "NO073").focus()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.dataset.code")
    assert focused in district(page, "NO073").get_attribute("data-beside").split()
    page.keyboard.press("Space")
    wait_for_units(page, "NO073", focused)
    assert page.evaluate("document.activeElement.dataset.code") == focused, "the focus stays"
    page.keyboard.press("Enter")
    wait_for_units(page, "NO073")
    page.keyboard.press("Escape")
    assert page.evaluate("!document.activeElement.closest('.region-map')")


def test_every_district_is_reached_by_arrows(page: Page, live_server: str) -> None:
    for area in ("barents", "bulgaria", "carpathians"):
        settled(page, f"{live_server}/regions?area={area}")
        first = page.locator('.region-map a[tabindex="0"]').get_attribute("data-code")
        seen, waiting = {first}, [first]
        while waiting:
            code = waiting.pop()
            for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
                after = page.evaluate(
                    """([code, key]) => {
                      document.querySelector(`.region-map a[data-code="${code}"]`).focus();
                      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                      return document.activeElement.dataset.code;
                    }""",
                    [code, key],
                )
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        assert seen == set(
            page.locator(".region-map a[data-code]").evaluate_all("links => links.map(l => l.dataset.code)")
        )


def test_what_the_server_refuses_is_said_and_taken_back(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073")
    page.route(
        "**/regions?*FI1D7*",
        lambda route: route.fulfill(status=400, body='<p class="problem"><span class="lead">No.</span></p>'),
    )
    click(page, "FI1D7")
    expect(page.locator(SAID)).to_have_text("No.")
    expect(district(page, "FI1D7")).to_have_class("in-0")
    assert query(page) == {"units": ["NO073"]}


def test_no_more_districts_than_a_region_takes(page: Page, live_server: str) -> None:
    nine = "NO073,NO071,FI1D7,SE332,SE331,RU-MUR,RU-KR,RU-KO,RU-NEN"
    settled(page, f"{live_server}/regions?units={nine}&area=bulgaria")
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.locator("[data-region-outline]").click()
    box = page.locator(".region-map").bounding_box()
    left, top = box["x"] + 1, box["y"] + 1
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((box["width"] - 2, 0), (box["width"] - 2, box["height"] - 2), (0, box["height"] - 2)):
        page.mouse.move(left + x, top + y, steps=4)
    page.mouse.up()
    expect(page.locator(SAID)).to_contain_text("60 districts at most")
    assert len(query(page)["units"]) == 9


def test_a_finger_takes_districts_in_and_draws_lines(window: Callable[..., Page], live_server: str) -> None:
    page = window(LISTEN, NARROW, has_touch=True)
    settled(page, f"{live_server}/regions?units=BG412")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    district(page, "BG413").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(page, "BG413"))
    wait_for_units(page, "BG412", "BG413")
    page.locator("[data-region-outline]").tap()
    assert page.locator(".region-map").evaluate("map => getComputedStyle(map).touchAction") == "none"
    for corner in line_round(page, "RS221"):
        page.touchscreen.tap(*corner)
    page.touchscreen.tap(*line_round(page, "RS221")[0])
    wait_for_units(page, "BG412", "BG413", "RS221")
    assert page.evaluate("globalThis.violations ?? []") == []


def test_the_script_and_the_server_find_the_same_inside_a_line(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions")
    rng = random.Random(3)
    for _ in range(20):
        corners = [(rng.randint(0, 40), rng.randint(40, 80)) for _ in range(rng.randint(3, 9))]
        points = [(rng.randint(0, 40), rng.randint(40, 80)) for _ in range(40)]
        found = page.evaluate(
            """async ([address, corners, points]) => {
              const { codesWithin } = await import(address);
              const map = document.createElement("div");
              map.append(...points.map((point, place) => {
                const link = document.createElement("a");
                Object.assign(link.dataset, { code: place, at: point.join(" ") });
                return link;
              }));
              return codesWithin(map, corners).map(Number);
            }""",
            [f"{live_server}/static/site/region-outline.js", corners, points],
        )
        x, y = np.array(points, dtype=np.float64).T
        outline = read_outline(",".join(f"{part}" for corner in corners for part in corner))
        assert found == np.flatnonzero(goes_round(outline, x, y)).tolist()


def top(page: Page) -> float:
    return page.locator(".region-map").bounding_box()["y"]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_map_stays_where_it_is_under_the_pointer(window: Callable[..., Page], live_server: str, size: dict) -> None:
    page = window(LISTEN, size)
    settled(page, f"{live_server}/regions?area=bulgaria&lang=fi")
    before = top(page)
    page.locator("[data-region-outline]").click()
    expect(page.locator(SAID)).not_to_be_empty()
    assert top(page) == pytest.approx(before, abs=1)
    page.keyboard.press("Escape")
    for place, code in enumerate(("BG422", "BG341", "TR212")):
        click(page, code)
        expect(page.locator(".region-units > li")).to_have_count(place + 1)
        assert top(page) == pytest.approx(before, abs=1), "a title of three names has more lines"
    assert page.evaluate("globalThis.violations ?? []") == []


@pytest.mark.parametrize("area", ["barents", "bulgaria", "carpathians"])
def test_the_whole_map_stands_in_the_window(page: Page, live_server: str, area: str) -> None:
    for lang in ("en", "ru", "fi"):
        kept = "" if lang == "en" else f"&lang={lang}"
        settled(page, f"{live_server}/regions?area={area}&units=NO073{kept}")
        box = page.locator(".region-map").bounding_box()
        assert box["y"] + box["height"] <= WIDE["height"]
        assert box["width"] > 600


def test_in_a_hand_the_map_has_names_and_tables_fit(window: Callable[..., Page], live_server: str) -> None:
    page = window(LISTEN, NARROW)
    for query in (
        "units=BG422,BG343",
        "units=BG422,BG343&title=Burgas and Haskovo region&with=TR212,TR213&with_title=Edirne and others&lang=bg",
        "units=NO073,FI1D7&with=RU-MUR,RU-KR&lang=se",
    ):
        settled(page, f"{live_server}/regions?{query}")
        names = page.locator(".region-map .names.few text")
        assert names.count() > 3 and names.first.is_visible()
        heights = names.evaluate_all("names => names.map((name) => name.getBoundingClientRect().height)")
        assert min(heights) > 10
        wide = page.locator(".sideways").evaluate_all("all => all.map((one) => one.scrollWidth - one.clientWidth)")
        assert wide and max(wide) <= 0, query
    assert page.locator(".region-map .names:not(.few) text").first.is_hidden()


def test_a_larger_map_begins_at_what_is_chosen(window: Callable[..., Page], live_server: str) -> None:
    page = window(LISTEN, NARROW, has_touch=True)
    settled(page, f"{live_server}/regions?units=TR212")
    before = district(page, "TR212").bounding_box()
    page.locator("[data-region-zoom]").tap()
    after, sheet = district(page, "TR212").bounding_box(), page.locator(".region-sheet").bounding_box()
    assert after["width"] == pytest.approx(2 * before["width"], rel=0.05)
    assert sheet["x"] <= after["x"] and after["x"] + after["width"] <= sheet["x"] + sheet["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    district(page, "TR213").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(page, "TR213"))
    wait_for_units(page, "TR212", "TR213")
    assert faults(page) == []
    page.locator("[data-region-zoom]").tap()
    assert district(page, "TR212").bounding_box()["width"] == pytest.approx(before["width"], rel=0.05)


def test_all_of_it_works_without_a_script(window: Callable[..., Page], live_server: str) -> None:
    page = window("", java_script_enabled=False)
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server}/regions?units=NO073&title=Cape")
    assert page.locator("[data-region-outline]").is_hidden()
    assert page.locator("[data-region-undo]").is_hidden()
    page.get_by_role("link", name="Past the map").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".region-units a").first).to_be_focused()
    page.get_by_role("link", name="Take in: Lapland (FI1D7)").click()
    assert query(page) == {"units": ["NO073", "FI1D7"], "title": ["Cape"]}
    assert urlsplit(page.url).fragment == "on-map"
    page.locator(".region-into a").nth(1).click()
    page.get_by_role("link", name="Take in: Murmansk Oblast (RU-MUR)").click()
    assert query(page)["with"] == ["RU-MUR"]
    page.locator(".region-ways a").nth(1).click()
    assert query(page)["area"] == ["bulgaria"]
    page.get_by_role("link", name="Clear").click()
    assert query(page) == {"units": ["NO073", "FI1D7"], "title": ["Cape"], "area": ["bulgaria"], "into": ["with"]}
    page.fill("#region-within", "22.5 69, 31 71, 30 66")
    page.get_by_role("button", name="Put together").click()
    assert set(query(page)["with"]) == {"NO073", "FI1D7"}


@pytest.mark.parametrize(
    "address", ["/regions?units=NO073,BG412&with=RU-MUR&into=with", "/regions", "/regions?units=FI133"]
)
def test_axe_finds_nothing_in_either_theme(page: Page, live_server: str, address: str) -> None:
    settled(page, f"{live_server}{address}")
    assert faults(page) == []
    assert faults_in_dark(page) == []
    page.emulate_media(color_scheme="light")
    page.locator("[data-region-outline]").click()
    assert faults(page) == []


def test_paper_has_the_districts_in_their_colours_and_nothing_to_press(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}/regions?units=NO073&with=RU-MUR")
    page.emulate_media(media="print")
    assert district(page, "NO073").locator("path").is_visible()
    assert page.locator(".region-tools").is_hidden()
    assert page.locator(".region-ways").first.is_hidden()
    assert page.locator("#choose form").is_hidden()
