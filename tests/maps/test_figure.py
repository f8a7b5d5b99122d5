"""The figure that a page inserts."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mapserver import translation
from mapserver.maps.figure import AssetUrls, Figure, figure, number_signs
from mapserver.maps.formats import number
from mapserver.maps.legend import legend
from mapserver.maps.markup import round_length
from mapserver.maps.names import shown_name
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
    assert (root["data-year"], root["data-decimals"], root["data-units"]) == ("2020", "1", "/units/")
    assert json.loads(root["data-signs"]) == {"minus": "\u2212", "group": ",", "point": "."}
    assert len(json.loads(root["data-tones"])) == 5
    assert [len(inks) for inks in json.loads(root["data-inks"])] == [5, 5]
    (frame,) = document.of("map-frame")
    assert (frame["data-topology"], frame["data-width"], frame["data-height"]) == ("/data/arctic.json", "400", "200")
    assert frame["data-metres"] == "1000"


def test_names_that_the_client_would_not_choose_come_along(
    layer: Layer, drawing: Drawing, entry_of: Callable[..., AreaEntry]
) -> None:
    for lang in ("en", "nb", "bg", "ru", "tr"):
        state = default_state(layer, lang)
        (root,) = Document(figure(layer, entry_of(layer), [drawing], state, URLS).html).of("map")
        sent = json.loads(root["data-names"])
        for index, place in enumerate(layer.places):
            assert tuple(sent.get(str(index), place.names.spoken(lang))) == shown_name(place, lang)


@pytest.mark.parametrize("lang", ["en", "nb", "sr-Cyrl", "se"])
def test_the_signs_of_numbers_are_those_of_the_server(lang: str) -> None:
    signs = number_signs(lang)
    written = f"{signs['minus']}1{signs['group']}234{signs['group']}567{signs['point']}25"
    assert written == number(-1234567.25, 2, lang)


def test_caption_sources_and_legend_stand_on_the_map(made: Figure) -> None:
    text = "".join(Document(made.html).text)
    for words in (
        "Unemployment",
        "Arctic",
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
    assert links[1]["title"] == "2020: 3 of 4 core districts have a value"


def test_the_slider_and_the_button_wait_for_a_script(made: Figure) -> None:
    document = Document(made.html)
    ((thumb,), (button,)) = document.of("map-thumb"), document.of("map-play")
    assert "hidden" in thumb and "hidden" in button
    assert (thumb["type"], thumb["min"], thumb["max"], thumb["value"]) == ("range", "2019", "2022", "2020")
    assert thumb["aria-valuetext"] == "2020: 3 of 4 core districts have a value"


@pytest.fixture
def norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let readers of Norwegian have a small catalogue of ours."""
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    many = "%(year)s: %(known)s of %(num)s core district{} a value"
    (folder / "messages.po").write_text(
        'msgid ""\nmsgstr "Language: nb\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'msgid "{many.format(" has")}"\nmsgid_plural "{many.format("s have")}"\n'
        'msgstr[0] "%(year)s: %(known)s av %(num)s"\nmsgstr[1] "%(year)s: %(known)s av %(num)s kjerneområder"\n'
        'msgid "Play the years"\nmsgstr "Spill av <årene>"\nmsgid "Year"\nmsgstr "År"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    translation.catalogue.cache_clear()
    yield
    monkeypatch.undo()
    translation.catalogue.cache_clear()


@pytest.mark.usefixtures("norwegian")
def test_the_slider_speaks_the_reader_s_language(
    layer: Layer, drawing: Drawing, entry_of: Callable[..., AreaEntry]
) -> None:
    html = figure(layer, entry_of(layer), [drawing], default_state(layer, "nb"), URLS).html
    document = Document(html)
    ((thumb,), (button,)) = document.of("map-thumb"), document.of("map-play")
    assert (thumb["aria-label"], thumb["aria-valuetext"]) == ("År", "2020: 3 av 4 kjerneområder")
    assert button["aria-label"] == button["data-play"] == "Spill av <årene>"
    assert document.of("year")[3]["title"] == "2022: 3 av 4 kjerneområder"
    assert document.open == []


def test_years_stand_at_their_distance_in_time(
    layer: Layer, drawing: Drawing, state: MapState, entry_of: Callable[..., AreaEntry]
) -> None:
    sparse = replace(layer, years=(2015, 2020, 2021, 2022))
    document = Document(figure(sparse, entry_of(sparse), [drawing], state, URLS).html)
    strip = [attributes["class"].split()[0] for _, attributes in document.elements if "class" in attributes]
    assert [kind for kind in strip if kind in ("year", "gap")] == ["year", *["gap"] * 4, *["year"] * 3]
    (years,) = document.of("map-years")
    assert "core districts" in years["title"] and years["title"] in "".join(document.text)


def test_the_scale_bar_has_a_round_length_of_the_frame(made: Figure) -> None:
    document = Document(made.html)
    # The sheet is 400 units of 1 km wide: 50 km are an eighth of it.
    (line, _) = (attributes for tag, attributes in document.elements if tag == "line")
    assert float(line["x2"].strip("%")) - float(line["x1"].strip("%")) == pytest.approx(12.5)
    assert "50 km" in document.text


@pytest.mark.parametrize(("limit", "length"), [(0.3, 1), (1, 1), (4.9, 2), (5, 5), (99, 50), (450, 200)])
def test_lengths_are_round(limit: float, length: float) -> None:
    assert round_length(limit) == length


def test_frames_have_titles_where_they_are_given(
    layer: Layer, state: MapState, drawing_of: Callable[..., Drawing], entry_of: Callable[..., AreaEntry]
) -> None:
    frames = ("west", "east")
    made = figure(
        layer, entry_of(layer, frames), [drawing_of(f) for f in frames], state, URLS, {"west": "<West>", "east": "East"}
    )
    document = Document(made.html)
    assert len(document.of("map-frame-title")) == 2
    assert "<West>" in document.text
    assert document.open == []


def test_the_legend_shows_how_a_class_looks_around_the_core(made: Figure, layer: Layer, state: MapState) -> None:
    document = Document(made.html)
    fills = [attributes for tag, attributes in document.elements if tag == "rect" and "fill-opacity" in attributes]
    assert [fill["fill"] for fill in fills] == [entry.colour for entry in legend(layer, state).classes]
    shown = legend(layer, state)
    assert shown.context and shown.context in "".join(document.text)


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
