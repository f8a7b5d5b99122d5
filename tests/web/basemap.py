"""Readers of maps in Mercator, and the host of tiles that they may ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from mapserver.maps.basemap import Basemap
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from tests.web.reader import LISTEN, settled
from tests.web.serving import served
from tests.web.tiles import TileHost, tile_host
from tests.windows import WIDE

MAP = "/areas/barents/population_density?projection=mercator"
COVERED = """() => document.querySelector(".map-basemap-state").textContent
  && [...document.querySelectorAll(".leaflet-background-pane img")].every((image) => image.complete)"""


@pytest.fixture(scope="session")
def one_host() -> Iterator[TileHost]:
    with tile_host() as made:
        yield made


@pytest.fixture
def host(one_host: TileHost) -> TileHost:
    one_host.forget()
    return one_host


def with_basemap(state: Path, basemap: Basemap | None) -> Flask:
    return create_app(Settings(state=state, basemap=basemap), Published(Store(state)))


@pytest.fixture(scope="session")
def site(built_state: Path, one_host: TileHost) -> Iterator[str]:
    with served(with_basemap(built_state, Basemap(one_host.template, deepest=9))) as address:
        yield address


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Return a context of its own: browsers keep tiles that came."""
    made = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    made.add_init_script(LISTEN)
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    return settled(page, address)


def switch(page: Page) -> None:
    page.get_by_role("button", name="Background map").click()


def agree(page: Page, *, remember: bool = False) -> None:
    switch(page)
    if remember:
        page.get_by_label("Remember on this device").check()
    page.get_by_role("button", name="Show", exact=True).click()
    covered(page)


def covered(page: Page) -> None:
    """Wait until every tile has come or failed."""
    page.wait_for_function(COVERED)
    page.wait_for_timeout(300)
    page.wait_for_function(COVERED)
