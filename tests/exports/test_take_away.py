"""The take-away stands alone: opened from a disk without a network it shows the map and its figures."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mapserver.exports.extract import Extract
from mapserver.exports.ground import Ground
from mapserver.exports.take_away import standalone_page, take_away
from mapserver.maps.notes import notes
from tests.exports.conftest import make_extract
from tests.maps.conftest import HOSTILE, make_drawing, make_layer, make_topology


@pytest.fixture
def ground() -> Ground:
    def nothing() -> None:
        raise AssertionError("polygons are not needed")

    return Ground(nothing, lambda: {"arctic": make_topology()}, (make_drawing(),), lambda extract: {}, nothing)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("scripts", [True, False])
def test_it_opens_from_a_disk(
    browser: Browser, tmp_path: Path, extract: Extract, ground: Ground, scripts: bool
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(standalone_page(extract, ground))
    with browser.new_context(offline=True, java_script_enabled=scripts) as context:
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("request", lambda request: problems.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        assert page.title() == extract.title
        assert page.locator("html").get_attribute("lang") == "en"
        if scripts:
            page.wait_for_selector(".map-frame.live")
        assert page.locator(".map-title").first.inner_text() == "Unemployment"
        assert page.locator(".map-area").first.inner_text() == extract.area.title.say("en")
        for note in notes(extract.layer, extract.state):
            assert page.get_by_text(note, exact=True).count() == 1
        assert page.locator("svg.picture path.unit").count() == 6
        assert page.get_by_role("link", name=extract.page).get_attribute("href") == extract.page
        assert problems == []


def test_hostile_text_is_text(browser: Browser, tmp_path: Path, ground: Ground) -> None:
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        ran: list[str] = []
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        for number, text in enumerate(HOSTILE):
            path = tmp_path / f"{number}.html"
            path.write_bytes(standalone_page(make_extract(make_layer({"RU-A": {"en": text}})), ground))
            page.goto(path.as_uri())
            page.wait_for_selector(".map-frame.live")
            assert ran == [], text


def test_the_zip_holds_everything_that_a_newsroom_keeps(extract: Extract, ground: Ground) -> None:
    pictures = {"map.svg": b"<svg/>", "map.png": b"png"}
    with zipfile.ZipFile(BytesIO(take_away(extract, ground, pictures))) as packed:
        assert {
            "map.html",
            "map.svg",
            "map.png",
            "values.csv",
            "metadata.json",
            "datapackage.json",
            "citation.txt",
        } <= set(packed.namelist())
    assert take_away(extract, ground, pictures) == take_away(extract, ground, pictures)
