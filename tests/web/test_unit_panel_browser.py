"""Units of the shipped maps in a browser: hovered, tapped, chosen, walked through by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.reader import MAP, faults, faults_in_dark
from tests.windows import NARROW, WIDE

LIVE = ".map-frame.live"
STOP = '.leaflet-pane path.unit[tabindex="0"]'
PLACED = "{}?unit=RU-MUR"
#: A point on a unit that lies `distance` px from the middle of another, both by the start of their names.
BESIDE = """([tiny, around, distance]) => {
  const named = (start) => document.querySelector(`.leaflet-pane path.unit[aria-label^="${start}"]`);
  const box = named(tiny).getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let turn = 0; turn < 64; turn += 1) {
    const point = [x + distance * Math.cos(turn / 10), y + distance * Math.sin(turn / 10)];
    if (document.elementFromPoint(...point) === named(around)) return point;
  }
  return null;
}"""
#: Presses every arrow on every unit that is reached from the first one; gives those that are not, and those that do not
#: lead back.
WALK = """(frame) => {
  const unit = (place) => frame.querySelector(`.leaflet-pane path.unit[data-place="${place}"]`);
  const first = frame.querySelector('path.unit[tabindex="0"]').dataset.place;
  const from = new Map();
  const reached = new Set([first]);
  for (const place of reached) {
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      unit(place).focus();
      unit(place).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      const next = document.activeElement.dataset.place;
      from.set(next, [...(from.get(next) ?? []), place]);
      reached.add(next);
    }
  }
  const back = new Set([first]);
  for (const place of back) for (const before of from.get(place) ?? []) back.add(before);
  const all = [...frame.querySelectorAll(".leaflet-pane path.unit")].map((path) => path.dataset.place);
  return { count: all.length, lost: all.filter((place) => !reached.has(place) || !back.has(place)) };
}"""


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window(reduced_motion="reduce")


@pytest.fixture
def phone(window: Callable[..., Page]) -> Page:
    return window(viewport=NARROW, has_touch=True, is_mobile=True, reduced_motion="reduce")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(f"{LIVE} {STOP}").first.wait_for(state="attached")
    return page


def name_point(page: Page, name: str) -> tuple[float, float]:
    """Return a point on the name of a unit, which stands on it."""
    box = page.locator(".map-labels text", has_text=name).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_chooses_a_unit_in_place_and_back_leads_back(page: Page, live_server: str) -> None:
    opened(page, live_server + MAP)
    page.mouse.click(*name_point(page, "Norrbotten"))
    heading = page.locator("#unit-panel h2")
    expect(heading).to_have_text("Norrbotten")
    assert page.url == f"{live_server}{MAP}?unit=SE332"
    assert page.locator(".leaflet-pane .unit-chosen:not(.halo)").count() == 1
    assert page.locator(".leaflet-pane path.unit[aria-current]").get_attribute("tabindex") == "0"
    page.mouse.click(*name_point(page, "Komi"))
    expect(heading).to_have_text("Komi Republic")
    page.go_back()
    expect(heading).to_have_text("Norrbotten")
    page.go_back()
    expect(page.locator("#unit-panel section")).to_have_count(0)
    assert page.url == live_server + MAP
    assert page.locator(".leaflet-pane .unit-chosen").count() == 0


def test_a_chosen_unit_stays_chosen_in_another_year(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{MAP}?year=2015")
    page.mouse.click(*name_point(page, "Norrbotten"))
    expect(page.locator("#unit-panel h2")).to_have_text("Norrbotten")
    with page.expect_response(lambda response: "year=2010" in response.url and "unit=SE332" in response.url):
        page.select_option("#year", "2010")
    expect(page.locator("#unit-panel .panel-value")).to_contain_text("2010")
    page.locator("#unit-panel a[data-choose='']").click()
    expect(page.locator("#unit-panel section")).to_have_count(0)
    assert page.url == f"{live_server}{MAP}?year=2010"


def test_a_year_without_the_chosen_unit_says_so_and_leads_back(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{MAP}?unit=NO074")
    assert page.locator(".leaflet-pane .unit-chosen").count() > 0
    page.select_option("#year", "2015")
    expect(page.locator("#unit-panel")).to_contain_text("Not drawn in 2015")
    assert page.locator(".leaflet-pane .unit-chosen").count() == 0
    page.locator("#unit-panel a", has_text="2021").click()
    page.wait_for_url("**year=2021**")


def test_keys_open_the_panel_and_escape_leads_back_to_the_unit(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{PLACED.format(MAP)}")
    page.focus(STOP)
    assert "Murmansk" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowLeft")
    unit = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator("#unit-panel h2")).to_be_focused()
    assert unit.startswith(page.locator("#unit-panel h2").inner_text())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#unit-panel') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == unit
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.folium-map')") is None


def test_the_keyboard_comes_back_to_where_it_was_beside_a_chosen_unit(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{PLACED.format(MAP)}")
    page.focus(STOP)
    page.keyboard.press("ArrowLeft")
    unit = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "Murmansk" not in unit
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == unit
    assert "Murmansk" in str(page.locator("path.unit[aria-current]").get_attribute("aria-label"))


def test_pointing_at_units_names_none_of_them_anew(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{PLACED.format(MAP)}")
    page.wait_for_timeout(500)
    page.evaluate(
        """() => {
          globalThis.named = 0;
          new MutationObserver((changes) => { globalThis.named += changes.length; })
            .observe(document.querySelector(".folium-map"), { subtree: true, attributeFilter: ["aria-label"] });
        }"""
    )
    for name in ("Komi", "Norrbotten"):
        page.mouse.move(*name_point(page, name))
        expect(page.locator(".map-tip")).to_contain_text(name)
    assert page.evaluate("globalThis.named") == 0


def test_a_neighbour_in_the_panel_is_chosen_in_place(page: Page, live_server: str) -> None:
    opened(page, f"{live_server}{PLACED.format(MAP)}")
    page.evaluate("globalThis.same = true")
    link = page.locator("#unit-panel .beside a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("#unit-panel h2")).to_have_text(name)
    expect(page.locator("#unit-panel h2")).to_be_focused()
    assert page.evaluate("globalThis.same")


@pytest.mark.parametrize(
    "path",
    [
        MAP, f"{MAP}?year=2015", "/areas/barents/life_expectancy", "/areas/bulgaria/population_density",
        "/areas/carpathians/population_density", "/areas/link/population_density",
    ],
)  # fmt: skip
def test_arrows_reach_every_unit_from_every_other(page: Page, live_server: str, path: str) -> None:
    opened(page, live_server + path)
    expect(page.locator(".map-frame:not(.live)")).to_have_count(0)
    for frame in page.query_selector_all(".map-frame"):
        found = page.evaluate(WALK, frame)
        assert found["count"] > 8
        assert found["lost"] == []


def test_an_arrow_leads_to_a_unit_that_shares_a_line(page: Page, live_server: str) -> None:
    """Sofia's district surrounds the capital, which no other unit east of it does."""
    opened(page, f"{live_server}/areas/bulgaria/population_density?unit=BG412")
    page.focus(STOP)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Sofia (capital)")


def test_assistive_technology_gets_all_units_with_their_values(page: Page, live_server: str) -> None:
    opened(page, live_server + MAP)
    drawn = page.locator(".leaflet-pane path.unit").count()
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] == "button"]
    units = [name for name in names if "inhabitants per km²" in name or ": no data, " in name]
    assert len(units) == drawn > 40
    assert any(name.startswith("Lapland: 1.9 inhabitants per km². Rank 10 of ") for name in units)


def test_a_pointer_near_a_tiny_unit_gets_it(page: Page, live_server: str) -> None:
    opened(page, live_server + MAP)
    tip = page.locator(".map-tip strong")
    near, far = (page.evaluate(BESIDE, ["Saint Petersburg", "Leningrad", distance]) for distance in (11.5, 20))
    page.mouse.move(*near)
    assert tip.inner_text() == "Saint Petersburg"
    page.mouse.move(*far)
    assert tip.inner_text() == "Leningrad Oblast"
    page.mouse.click(*near)
    expect(page.locator("#unit-panel h2")).to_have_text("Saint Petersburg")


def test_a_finger_has_a_wider_reach_reads_first_and_then_opens(phone: Page, live_server: str) -> None:
    opened(phone, live_server + MAP)
    point = phone.evaluate(BESIDE, ["Saint Petersburg", "Leningrad", 19])
    phone.touchscreen.tap(*point)
    panel = phone.locator(".map-panel")
    expect(panel.locator("strong")).to_have_text("Saint Petersburg")
    assert phone.locator(".map-tip").is_hidden()
    assert phone.url == live_server + MAP
    box = panel.bounding_box()
    assert box is not None
    assert 0 < box["y"] < box["y"] + box["height"] <= NARROW["height"]
    panel.locator(".map-open").tap()
    expect(phone.locator("#unit-panel h2")).to_be_focused()
    expect(phone.locator("#unit-panel h2")).to_be_in_viewport()
    assert phone.url == f"{live_server}{MAP}?unit=RU-SPE"


def test_without_a_script_the_panel_and_its_links_are_there(window: Callable[..., Page], live_server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{live_server}/units/FI1D7")
    page.locator(".standings summary", has_text="Population density").click()
    page.locator("details[open] a", has_text="Show on the map").click()
    assert page.url.endswith("unit=FI1D7")
    assert page.locator("#unit-panel h2").inner_text() == "Lapland"
    expect(page.locator("svg.picture .chosen path")).to_have_count(2)
    page.locator("#unit-panel .beside a").first.click()
    assert "unit=" in page.url
    page.locator("#unit-panel a[data-choose='']").click()
    assert "unit=" not in page.url


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_an_open_panel(
    window: Callable[..., Page], live_server: str, size: dict[str, int]
) -> None:
    page = opened(window(viewport=size, has_touch=size == NARROW), f"{live_server}{MAP}?year=2020&unit=FI1D7&lang=nb")
    if size == NARROW:
        page.touchscreen.tap(*name_point(page, "Murmansk"))
        page.locator(".map-panel").wait_for()
    else:
        page.mouse.move(*name_point(page, "Murmansk"))
    parts = "{include: ['#unit-panel', '.sheet-figure']}"
    assert faults(page, parts) == []
    # The years of the strip are a second way to the select above it.
    assert faults(page, "{exclude: ['.map-strip']}", ("target-size",)) == []
    assert faults_in_dark(page, parts) == []
