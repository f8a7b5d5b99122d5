"""How pages lie on a screen: nothing is cut, covered or out of line, in any language and on any width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mapserver.translation import LANGUAGES
from tests.web.reader import RATE, settled
from tests.windows import NARROW

LIVE = ".map-frame.live"
LINK = "/areas/link/life_expectancy?year=2018"
SMALLEST = {"width": 320, "height": 640}
#: By how many pixels the words of the heads of columns stand out of them.
CUT = """() => [...document.querySelectorAll(".sheet-table thead th")].flatMap((head) => {
  if (!head.innerText) return [];
  const range = document.createRange();
  range.selectNodeContents(head);
  const [words, cell] = [range.getBoundingClientRect(), head.getBoundingClientRect()];
  return Math.max(cell.left - words.left, words.right - cell.right) > 1 ? [head.innerText] : [];
})"""
TOPS = """() => ["masthead .brand", "masthead .languages"].map((part) => {
  const { top, bottom } = document.querySelector("." + part).getBoundingClientRect();
  return Math.round((top + bottom) / 2);
})"""


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window(reduced_motion="reduce")


def box(page: Page, selector: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the first element."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


@pytest.mark.parametrize("path", ["/units/RU-MUR", "/units/BG413", f"{RATE}?view=table&lang=sk", f"{RATE}?lang=se"])
def test_no_page_is_wider_than_the_smallest_screen(page: Page, live_server: str, path: str) -> None:
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    settled(page, live_server + path)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]
    if "view" in path:
        assert box(page, ".year-control")[2] <= box(page, "h1")[0] + SMALLEST["width"] - 2 * box(page, "h1")[0]
        assert box(page, ".views ul")[2] <= SMALLEST["width"] - box(page, "h1")[0]


def test_the_head_of_a_page_and_of_a_table_has_room_in_every_language(page: Page, live_server: str) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for lang in LANGUAGES:
        page.goto(f"{live_server}{RATE}?view=table&lang={lang}", wait_until="domcontentloaded")
        mark, languages = page.evaluate(TOPS)
        assert abs(mark - languages) <= 3, lang
        for width in (NARROW["width"], SMALLEST["width"]):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate(CUT) == [], (lang, width)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]


def test_the_search_says_all_that_it_takes_in_every_language(page: Page, live_server: str) -> None:
    room = """() => {
      const field = document.querySelector(".search-box input");
      const [style, pen] = [getComputedStyle(field), document.createElement("canvas").getContext("2d")];
      pen.font = `${style.fontSize} ${style.fontFamily}`;
      const inner = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return inner - pen.measureText(field.placeholder).width;
    }"""
    for lang in LANGUAGES:
        page.goto(f"{live_server}/areas/carpathians?lang={lang}", wait_until="domcontentloaded")
        assert page.evaluate(room) >= 0, lang


def test_a_title_of_a_frame_hides_nothing_and_the_panel_no_other_map(
    window: Callable[..., Page], live_server: str
) -> None:
    phone = window(viewport=NARROW, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = settled(phone, f"{live_server}{LINK}&lang=ru")
    title, drawn = box(page, ".map-frame-title"), box(page, ".map-frame .leaflet-container")
    assert title[3] <= drawn[1]
    assert drawn == box(page, ".map-frame svg.picture")
    first = page.locator(".map-labels text", has_text="Республика").first.bounding_box()
    assert first is not None
    page.touchscreen.tap(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    expect(page.locator(".map-panel strong")).to_be_visible()
    panel, other = box(page, ".map-panel"), box(page, ".map-frame >> nth=1")
    assert panel[3] <= other[1]


def test_what_says_nothing_is_not_read_out(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?year=2018")
    page.locator(LIVE).wait_for()
    assert page.locator(".map-missing").is_hidden()
    assert page.locator(".sheet-figure figcaption").is_hidden()
    speaking = """() => [...document.querySelectorAll(".leaflet-container svg")].filter((drawn) =>
      !drawn.closest("[aria-hidden]")).map((drawn) => drawn.closest(".leaflet-pane").className)"""
    assert page.evaluate(speaking) == ["leaflet-pane leaflet-units-pane"]
    page.select_option("#year", "2025")
    expect(page.locator(".map-missing li")).to_have_count(1)
    assert page.locator(".map-missing").is_visible()


def test_the_neighbours_of_a_unit_stand_in_the_same_columns(page: Page, live_server: str) -> None:
    settled(page, f"{live_server}{RATE}?year=2018&unit=RU-MUR")
    ends = page.evaluate(
        "() => [...document.querySelectorAll('.beside')].map((table) => [...table.querySelectorAll('tbody tr')].map("
        "(row) => [...row.cells].map((cell) => Math.round(cell.getBoundingClientRect().right))))"
    )
    assert len(ends) == 2
    assert len({tuple(row) for table in ends for row in table}) == 1


def test_the_chosen_year_is_seen_in_forced_colours(page: Page, live_server: str) -> None:
    page.emulate_media(forced_colors="active")
    settled(page, f"{live_server}/areas/barents/border_crossings")
    ground = "(link) => getComputedStyle(link).backgroundColor"
    chosen = page.locator(".year-links a[aria-current]").first.evaluate(ground)
    assert chosen != page.locator(".year-links a:not([aria-current])").first.evaluate(ground)
