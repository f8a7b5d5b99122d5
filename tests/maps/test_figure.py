"""The figure that a page inserts."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mapserver.maps.figure import AssetUrls, Figure, figure
from mapserver.maps.legend import legend
from mapserver.maps.state import MapState, default_state
from mapserver.model import AreaEntry, Drawing, Layer, Text

URLS = AssetUrls("/data/", "/shell/1.js", year=lambda year: f"?year={year}&scheme=quantiles")
VOID = {"meta", "link", "input", "br", "img"}


class Document(HTMLParser):
    """Elements with their attributes and the text in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, kind: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if kind in attributes.get("class", "").split()]


@pytest.fixture
def made(layer: Layer, drawing: Drawing, state: MapState, entry_of: Callable[..., AreaEntry]) -> Figure:
    return figure(layer, entry_of(layer), [drawing], state, URLS)


def test_it_is_well_formed_and_carries_what_the_client_needs(made: Figure, layer: Layer, state: MapState) -> None:
    document = Document(made.html)
    assert document.open == []
    (root,) = document.of("map")
    assert root["data-values"] == "/data/values.json"
    assert json.loads(root["data-breaks"]) == [3.0, 5.0, 8.0, 10.0, 12.0]
    assert json.loads(root["data-colours"]) == [entry.colour for entry in legend(layer, state).classes]
    assert (root["data-year"], root["data-decimals"], root["data-lang"]) == ("2020", "1", "en")
    (frame,) = document.of("map-frame")
    assert (frame["data-topology"], frame["data-width"], frame["data-height"]) == ("/data/arctic.json", "400", "200")


def test_caption_sources_and_legend_stand_on_the_map(made: Figure) -> None:
    text = "".join(Document(made.html).text)
    for words in (
        "Unemployment",
        "% of the labour force",
        "2020",
        "Eurostat (CC BY 4.0)",
        "Natural Earth",
        "confidential",
    ):
        assert words in text


def test_no_inline_code_or_style_and_no_other_host(made: Figure) -> None:
    document = Document(made.html)
    assert not {"script", "style", "iframe", "form", "object"} & {tag for tag, _ in document.elements}
    assert not any(
        name == "style" or name.startswith("on") for _, attributes in document.elements for name in attributes
    )
    assert set(re.findall(r"https?://[^\"<]*", made.html)) == {"http://www.w3.org/2000/svg"}


def test_scripts_come_in_the_order_in_which_they_need_each_other(made: Figure) -> None:
    assert [address.rsplit("/", 1)[-1] for address in made.scripts] == [
        *("leaflet.js", "topojson-client.min.js", "main.js", "1.js")
    ]
    assert made.shell_script.startswith("var map_arctic_1")


def test_the_shell_is_the_same_for_every_indicator(
    made: Figure, layer: Layer, drawing: Drawing, entry_of: Callable[..., AreaEntry]
) -> None:
    other = replace(layer, indicator="other", default_year=2021, breaks={})
    again = figure(other, entry_of(other), [drawing], default_state(other), URLS)
    assert again.shell_script == made.shell_script


def test_years_are_links_that_need_no_script(made: Figure) -> None:
    links = Document(made.html).of("year")
    assert [link["href"] for link in links] == [f"?year={year}&scheme=quantiles" for year in (2019, 2020, 2021, 2022)]
    assert [link["data-year"] for link in links if link.get("aria-current")] == ["2020"]
    assert links[1]["title"] == "2020: 3 of 4 core units have a value"


def test_an_embed_may_leave_the_years_out(
    layer: Layer, drawing: Drawing, state: MapState, entry_of: Callable[..., AreaEntry]
) -> None:
    assert "map-years" not in figure(layer, entry_of(layer), [drawing], state, AssetUrls()).html


def test_hostile_text_stays_text(
    layer_with: Callable[..., Layer], drawing: Drawing, entry_of: Callable[..., AreaEntry], hostile: tuple[str, ...]
) -> None:
    for text in hostile:
        said = Text(en=text)
        layer = layer_with(names={"RU-A": {"en": text}}, title=said, measure=said)
        document = Document(figure(layer, entry_of(layer), [drawing], default_state(layer), URLS).html)
        assert document.open == []
        assert not {"script", "img", "b"} & {tag for tag, _ in document.elements}
        assert not any(name.startswith("on") for _, attributes in document.elements for name in attributes)
        assert text in "".join(document.text)


def test_two_frames_one_legend(
    layer: Layer, state: MapState, drawing_of: Callable[..., Drawing], entry_of: Callable[..., AreaEntry]
) -> None:
    frames = ("west", "east")
    html = figure(layer, entry_of(layer, frames), [drawing_of(frame) for frame in frames], state, URLS).html
    document = Document(html)
    assert [frame["data-topology"] for frame in document.of("map-frame")] == ["/data/west.json", "/data/east.json"]
    assert len(document.of("map-legend")) == 1
    identifiers = [attributes["id"] for _, attributes in document.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
