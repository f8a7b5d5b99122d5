"""Embeds in an article, in a browser: at any width, in a sandbox, by keys, without a script, light and quiet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Response, expect

from mapserver.snapshot import Snapshot
from mapserver.web.embed_code import COLUMN, LISTENER
from tests.web.serving import served

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RATE = "/embed/barents/unemployment_rate?year=2019"
#: What an embed may weigh compressed, with everything and in its first answer, and how often it may ask.
WEIGHT, FIRST, REQUESTS = 100_000, 35_000, 8


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1000, "height": 700})
    yield made
    made.close()


@dataclass
class Newsroom:
    """A site of others: what it answers, by path."""

    address: str
    pages: dict[str, str]

    def publish(self, page: Page, frames: str, head: str = "") -> Page:
        """Open an article with frames in it."""
        self.pages["/"] = (
            f"<!doctype html><title>Article</title><link rel=icon href='data:,'>{head}"
            f"<body><p>Words</p>{frames}<p style='height:200vh'>More"
        )
        page.goto(self.address)
        return page


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    app = Flask("newsroom")
    pages: dict[str, str] = {}
    app.add_url_rule("/", view_func=lambda: pages["/"], endpoint="home")
    app.add_url_rule("/<name>", view_func=lambda name: pages[f"/{name}"], endpoint="file")
    with served(app) as address:
        yield Newsroom(address.replace("127.0.0.1", "localhost"), pages)


def framed(address: str, more: str = "", height: int = 560) -> str:
    return f'<iframe src="{address}" title="Map" width="100%" height="{height}" style="border:0" {more}></iframe>'


def live(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    frame.locator(".map-frame.live").first.wait_for()
    return frame


@pytest.mark.parametrize("area", ["barents", "bulgaria", "carpathians", "link"])
def test_it_weighs_little(context: BrowserContext, live_server: str, shipped: Snapshot, area: str) -> None:
    """For the indicator with the most territories of each area."""
    entry = shipped.area(area)
    most = max(entry.layers, key=lambda item: len(shipped.layer(area, item.indicator).places)).indicator
    answers: list[Response] = []
    page = context.new_page()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{live_server}/embed/{area}/{most}")
    if area == "link":
        # The figures of several frames come with the first touch.
        page.wait_for_load_state("load")
    else:
        page.locator(".map-frame.live").first.wait_for()
    weights = [answer.request.sizes()["responseBodySize"] for answer in answers]
    assert all(answer.headers["content-encoding"] == "gzip" for answer in answers)
    assert len(weights) <= REQUESTS
    assert sum(weights) <= WEIGHT
    assert weights[0] <= FIRST
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(live_server).netloc}
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("script", [True, False])
def test_it_fits_any_width(browser: Browser, live_server: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    for width, height in ((280, 530), (360, 560), (703, 600), (960, 560), (1200, 640)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(live_server + RATE)
        if script:
            page.locator(".map-frame.live").wait_for()
        box = page.locator(".map-frame").bounding_box()
        title = page.locator("h1").bounding_box()
        foot = page.locator("footer").bounding_box()
        assert box is not None and title is not None and foot is not None
        assert box["width"] >= 0.55 * width, f"the map is small at {width}"
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert abs(box["width"] / box["height"] - 1200 / 721) < 0.02, "the map has its proportions"
        assert title["y"] >= 0
        assert foot["y"] + foot["height"] <= height + 1, f"nothing is cut off at {width} x {height}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize(("width", "is_beside"), [(639, False), (COLUMN, True), (641, True)])
def test_two_maps_lie_as_the_height_of_the_frame_was_worked_out(
    browser: Browser, live_server: str, width: int, is_beside: bool
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    told = context.request.get(f"{live_server}/oembed?url={live_server}/areas/link/gdp_per_inhabitant&maxwidth={width}")
    height = told.json()["height"]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{live_server}/embed/link/gdp_per_inhabitant")
    one, other = (frame.bounding_box() for frame in page.locator(".map-frame").all())
    assert one is not None and other is not None
    assert (one["y"] == other["y"]) == is_beside
    assert (one["x"] + one["width"] <= other["x"]) == is_beside
    assert one["width"] >= (0.4 if is_beside else 0.55) * width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_it_works_in_a_sandbox_under_a_strict_policy(
    context: BrowserContext, live_server: str, newsroom: Newsroom
) -> None:
    """The origin is null: files are answered to any origin, and nothing is stored."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    policy = f"default-src 'none'; style-src 'unsafe-inline'; frame-src {live_server}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    newsroom.publish(page, framed(live_server + RATE, 'sandbox="allow-scripts"'), head)
    frame = live(page)
    frame.locator("path.unit:not([display])").nth(20).hover()
    expect(frame.locator(".map-tip")).to_be_visible()
    thumb = frame.locator(".map-thumb")
    thumb.focus()
    page.keyboard.press("ArrowLeft")
    expect(frame.locator(".map-year")).to_have_text("2018")
    assert [text for text in said if "favicon" not in text] == []


def test_years_change_in_place_and_leave_the_history_of_the_article_alone(
    context: BrowserContext, live_server: str, newsroom: Newsroom
) -> None:
    page = newsroom.publish(context.new_page(), framed(f"{live_server}/embed/barents/gdp_per_inhabitant?year=2017"))
    frame = live(page)
    before = page.evaluate("history.length")
    colours = "[...document.querySelectorAll('path.unit:not([display])')].map((unit) => [unit.dataset.place, unit.getAttribute('fill')]).sort().join()"  # noqa: E501
    frame.locator(".map-thumb").focus()
    page.keyboard.press("End")
    expect(frame.locator(".map-year")).not_to_have_text("2017")
    year = frame.locator(".map-year").inner_text()
    shown = page.frames[1].evaluate(colours)
    fresh = context.new_page()
    fresh.goto(f"{live_server}/embed/barents/gdp_per_inhabitant?year={year}")
    assert shown == fresh.evaluate(colours), "what the script draws is what the server draws for that year"
    assert page.evaluate("history.length") == before


def test_the_wheel_scrolls_the_article(context: BrowserContext, live_server: str, newsroom: Newsroom) -> None:
    page = newsroom.publish(context.new_page(), framed(live_server + RATE))
    frame = live(page)
    frame.locator(".map-frame").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 0")
    assert frame.locator(".map-frame.zoomed").count() == 0


def test_buttons_bring_nearer_and_a_mouse_drags(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()
    page.goto(live_server + RATE)
    page.locator(".map-frame.live").wait_for()
    picture = page.locator("svg.picture")
    whole = picture.get_attribute("viewBox")
    page.locator(".map-zoom button").first.click()
    expect(picture).not_to_have_attribute("viewBox", whole or "")
    near = picture.get_attribute("viewBox") or ""
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 80, box["y"] + box["height"] / 2 - 20, steps=4)
    page.mouse.up()
    moved = picture.get_attribute("viewBox") or ""
    assert float(moved.split()[0]) > float(near.split()[0])
    page.locator(".map-zoom button").last.click()
    expect(picture).to_have_attribute("viewBox", whole or "")


def test_keys_walk_through_the_units(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()
    page.goto(live_server + RATE)
    page.locator(".map-frame.live").wait_for()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "% of the labour force" in first
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert second and second != first
    expect(page.locator(".map-tip")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("!document.activeElement.matches('path')")


@pytest.mark.parametrize("query", ["", "&theme=dark", "&lang=bg&controls=none", "&year=1800"])
def test_axe_finds_nothing(context: BrowserContext, live_server: str, query: str) -> None:
    page = context.new_page()
    address = live_server + (RATE.replace("?year=2019", f"?{query[1:]}") if "1800" in query else RATE + query)
    page.goto(address)
    if "1800" not in query:
        page.locator(".map-frame.live").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in found] == []


def test_an_article_that_listens_gives_it_the_height_that_it_wishes(
    context: BrowserContext, live_server: str, newsroom: Newsroom
) -> None:
    page = newsroom.publish(context.new_page(), framed(live_server + RATE, height=300) + LISTENER)
    live(page)
    page.wait_for_function("document.querySelector('iframe').height !== '300'")
    box = page.frame_locator("iframe").locator(".map-frame").bounding_box()
    around = page.frame_locator("iframe").locator(".map-frames").bounding_box()
    assert box is not None and around is not None
    assert abs(box["width"] - around["width"]) < 2, "the map fills its width"
    assert abs(box["height"] - around["height"]) < 3, "and no room is left above it"


def test_three_kinds_in_one_article(browser: Browser, live_server: str, newsroom: Newsroom, shipped: Snapshot) -> None:
    """Live, pinned and taken away, at three widths, with and without a script."""
    setup = browser.new_context()
    newsroom.pages["/map.html"] = setup.request.get(
        f"{live_server}/areas/barents/unemployment_rate.html?year=2019"
    ).text()
    setup.close()
    frames = (
        framed(live_server + RATE)
        + framed(f"{live_server}{RATE}&snapshot={shipped.id}")
        + framed(f"{newsroom.address}/map.html", height=800)
    )
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        newsroom.publish(page, frames)
        for width in (360, 760, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for number in range(3):
                frame = page.frame_locator("iframe").nth(number)
                frame.locator("svg.picture").first.wait_for(state="attached")
                box = frame.locator("svg.picture").first.bounding_box()
                assert box is not None and box["width"] > 0.5 * min(width, 700)
                assert frame.locator("path.unit").count() > 10
        context.close()


def test_several_frames_answer_from_the_first_touch_on(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()
    page.goto(f"{live_server}/embed/link/unemployment_rate?year=2019")
    assert page.locator(".map-frame.live").count() == 0
    page.locator(".map-frame").last.hover()
    page.locator(".map-frame.live").last.wait_for()
    page.locator(".map-frame").last.hover(position={"x": 120, "y": 160})
    expect(page.locator(".map-tip").last).to_be_visible()
