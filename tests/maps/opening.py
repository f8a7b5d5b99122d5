"""A page with the figure of a layer, in a browser, under the policy that the server sends."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from playwright.sync_api import Frame, Page, Request

from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.rows import rows
from mapserver.maps.state import MapState, default_state
from mapserver.model import AreaEntry, Drawing, Layer
from mapserver.statistics import values_document
from tests.web.serving import served

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)
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


@dataclass
class Toy:
    """A server of our static files and of what a test puts beside them, and its address."""

    address: str
    files: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def toy(repo: Path) -> Iterator[Toy]:
    """Serve the static files under the policy of the program, from one address for all tests: browsers keep them."""
    made = Toy("")
    app = Flask(__name__, static_folder=str(repo / "static"))
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def answer(path: str) -> Response:
        if path == "livez":
            return Response("ok")
        kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        known = made.files.get(f"/{path}")
        return Response(known or "", 404 if known is None else 200, {"Cache-Control": "no-store"}, mimetype=kind)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    with served(app) as address:
        made.address = address
        yield made


@pytest.fixture
def opened(
    window: Callable[..., Page],
    toy: Toy,
    drawing_of: Callable[..., Drawing],
    topology: dict[str, Any],
    entry_of: Callable[..., AreaEntry],
) -> Open:
    """Return a function that opens a layer's figure; `page.problems` collects console messages and foreign requests.

    `chosen` replaces fields of the state in which the layer is first shown; `page` is a window to open it in, otherwise
    one with the options of a context is taken.
    """

    def open_page(
        layer: Layer,
        *,
        live: bool = True,
        broken: bool = False,
        frames: tuple[str, ...] = ("arctic",),
        lang: str = "en",
        chosen: dict[str, Any] | None = None,
        page: Page | None = None,
        **context: Any,
    ) -> Page:
        state = replace(default_state(layer, lang), **(chosen or {}))
        urls = AssetUrls("/data/", "/data/shell.js", year=lambda year: f"?year={year}")
        made = figure(layer, entry_of(layer, frames), [drawing_of(frame) for frame in frames], state, urls)
        toy.files = {
            "/data/values.json": json.dumps(values_document(layer)),
            **{f"/data/{frame}.json": "" if broken else json.dumps(topology) for frame in frames},
            "/data/shell.js": made.shell_script,
            "/": _page(made.html, (*made.styles, *made.late_styles), made.scripts, layer, state),
        }
        shown = page or window(**{"viewport": {"width": 800, "height": 600}, **context})
        _watch(shown, toy.address)
        shown.goto(f"{toy.address}/")
        if live:
            shown.wait_for_function("() => !document.querySelector('.map-frame:not(.live)')")
        return shown

    return open_page


def _watch(page: Page, home: str) -> None:
    """Collect what goes wrong on a page from now on; a window is listened to once."""
    known = getattr(page, "problems", None)
    if known is not None:
        known.clear()
        return
    problems: list[str] = []
    page.problems = problems  # type: ignore[attr-defined]
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url.startswith((home, "data:")) else problems.append(f"foreign: {request.url}"),
    )


def path_of(page: Page) -> str:
    """Return the address of a page without that of its server."""
    return "/" + page.url.split("/", 3)[3]


def _page(html: str, styles: tuple[str, ...], scripts: tuple[str, ...], layer: Layer, state: MapState) -> str:
    head = "".join(f'<link rel="stylesheet" href="{address}">' for address in styles)
    head += "".join(
        f'<script src="{address}" {"type=module" if address.endswith("main.js") else "defer"}></script>'
        for address in scripts
    )
    table = TABLE.format("".join(ROW.format(row) for row in rows(layer, state) if "<" not in row.name))
    return f"<!DOCTYPE html><title>Rate 2020</title><link rel=icon href=data:,>{head}{html}{table}"


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

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    yield
    page.remove_listener("request", note)
    assert asked == []


def counts(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".map-classes .count-number").all_inner_texts()]
