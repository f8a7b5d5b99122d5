"""The map for Jupyter: one document, no host, the same map."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import Browser

from mapserver.maps.notebook import notebook_map
from mapserver.maps.state import default_state
from mapserver.model import Drawing, Layer, Text
from tests.maps.opening import choose_year


def _document(layer: Layer, drawing: Drawing, topology: dict[str, Any]) -> str:
    made = notebook_map(layer, [drawing], {"arctic": topology}, default_state(layer))
    assert isinstance(made, folium.Map)
    return str(made.get_root().render())


def test_it_links_to_nothing(layer: Layer, drawing: Drawing, topology: dict[str, Any]) -> None:
    document = _document(layer, drawing, topology)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=", document)
    assert 'href="http' not in document and 'src="http' not in document
    assert not re.search(r"url\((?!#)", document.split("</head>")[0].split("<script>")[0])


def test_it_is_the_same_each_time(layer: Layer, drawing: Drawing, topology: dict[str, Any]) -> None:
    assert _document(layer, drawing, topology) == _document(layer, drawing, topology)


@pytest.mark.parametrize("shown", ["document", "notebook"])
def test_it_draws_itself_offline(
    browser: Browser, tmp_path: Path, layer: Layer, drawing: Drawing, topology: dict[str, Any], shown: str
) -> None:
    made = notebook_map(layer, [drawing], {"arctic": topology}, default_state(layer))
    html = made.get_root().render() if shown == "document" else f"<!DOCTYPE html>{made._repr_html_()}"
    file = tmp_path / "map.html"
    file.write_text(html, encoding="utf-8")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(file.as_uri())
        frame = page if shown == "document" else page.frames[1]
        frame.wait_for_selector(".map-frame.live")
        if shown == "notebook":
            cell = page.locator("iframe").bounding_box()
            assert cell and cell["height"] > 600
        choose_year(frame, 2022)
        assert frame.locator(".map-year").inner_text() == "2022"
        frame.hover('.leaflet-pane path[data-place="5"]')
        assert "12.0 % of the labour force" in frame.locator(".map-tip").inner_text()
        assert problems == []


def test_hostile_text_neither_runs_nor_is_evaluated(
    browser: Browser,
    tmp_path: Path,
    layer_with: Callable[..., Layer],
    drawing: Drawing,
    topology: dict[str, Any],
    hostile: tuple[str, ...],
) -> None:
    said = " ".join(hostile)
    layer = layer_with(names={"RU-A": {"en": said}}, title=Text(en=said), measure=Text(en=said))
    file = tmp_path / "map.html"
    file.write_text(_document(layer, drawing, topology), encoding="utf-8")
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(file.as_uri())
    page.wait_for_selector(".map-frame.live")
    assert page.locator(".map-title").inner_text() == said
    page.hover('.leaflet-pane path[data-place="5"]')
    assert page.locator(".map-tip strong").inner_text() == said
    page.close()
