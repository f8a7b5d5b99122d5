"""A page with the figure of a layer, in a browser, under the policy that the server sends."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Route

from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.rows import rows
from mapserver.maps.state import MapState, default_state
from mapserver.model import AreaEntry, Drawing, Layer
from mapserver.statistics import values_document

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)
ORIGIN = "http://map.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html"}
TABLE = (
    '<table data-map-table><tbody>{}</tbody></table><p>Year <b data-shows="year">2020</b></p>'
    '<form data-map-control><select name="year"><option>2019<option selected>2020<option>2021<option>2022'
    "</select></form>"
)
ROW = (
    '<tr data-place="{0.place}"><td data-shows="name">{0.name}<td data-shows="value">{0.text}'
    '<td data-shows="rank">{0.rank}'
)

Open = Callable[..., Page]


@pytest.fixture
def opened(
    browser: Browser,
    repo: Path,
    drawing_of: Callable[..., Drawing],
    topology: dict[str, Any],
    entry_of: Callable[..., AreaEntry],
) -> Iterator[Open]:
    """Return a function that opens a layer's figure; `page.problems` collects console messages and foreign requests.

    `chosen` replaces fields of the state in which the layer is first shown.
    """
    contexts = []

    def open_page(
        layer: Layer,
        *,
        live: bool = True,
        broken: bool = False,
        frames: tuple[str, ...] = ("arctic",),
        lang: str = "en",
        chosen: dict[str, Any] | None = None,
        **context: Any,
    ) -> Page:
        state = replace(default_state(layer, lang), **(chosen or {}))
        urls = AssetUrls("/data/", "/data/shell.js", year=lambda year: f"?year={year}")
        made = figure(layer, entry_of(layer, frames), [drawing_of(frame) for frame in frames], state, urls)
        files = {
            "/data/values.json": json.dumps(values_document(layer)),
            **{f"/data/{frame}.json": "" if broken else json.dumps(topology) for frame in frames},
            "/data/shell.js": made.shell_script,
            "/": _page(made.html, (*made.styles, *made.late_styles), made.scripts, layer, state),
        }
        made_context = browser.new_context(**{"viewport": {"width": 800, "height": 600}, **context})
        contexts.append(made_context)
        page = made_context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: (problems.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
        page.route("**/*", lambda route: _answer(route, files, repo, problems))
        page.goto(f"{ORIGIN}/")
        if live:
            page.wait_for_selector(".map-frame.live")
        page.problems = problems  # type: ignore[attr-defined]
        return page

    yield open_page
    for context in contexts:
        context.close()


def _page(html: str, styles: tuple[str, ...], scripts: tuple[str, ...], layer: Layer, state: MapState) -> str:
    head = "".join(f'<link rel="stylesheet" href="{address}">' for address in styles)
    head += "".join(
        f'<script src="{address}" {"type=module" if address.endswith("main.js") else "defer"}></script>'
        for address in scripts
    )
    table = TABLE.format("".join(ROW.format(row) for row in rows(layer, state) if "<" not in row.name))
    return f"<!DOCTYPE html><title>Rate 2020</title><link rel=icon href=data:,>{head}{html}{table}"


def _answer(route: Route, files: dict[str, str], repo: Path, problems: list[str]) -> None:
    address = route.request.url
    if not address.startswith(ORIGIN):
        problems.append(f"foreign request: {address}")
        route.abort()
        return
    path = address.removeprefix(ORIGIN).split("?")[0]
    headers = {"Content-Security-Policy": POLICY}
    if path in files:
        kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        route.fulfill(body=files[path], content_type=kind, headers=headers)
    elif path.startswith("/static/"):
        static = repo / path.lstrip("/")
        route.fulfill(body=static.read_bytes(), content_type=TYPES.get(static.suffix, ""), headers=headers)
    else:
        route.fulfill(status=404, body="", headers=headers)


def choose_year(page: Page | Frame, year: int) -> None:
    """Press a year of the strip and wait until all that follows the year has followed."""
    page.click(f'a[data-year="{year}"]')
    settled(page, year)


def settled(page: Page | Frame, year: int) -> None:
    """Wait until the whole page shows a year."""
    page.wait_for_selector(f'figure.map[data-year="{year}"]:not([data-settling])')


@contextmanager
def without_requests(page: Page) -> Iterator[None]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield
    assert asked == []


def counts(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".map-classes .count-number").all_inner_texts()]
